//! What the model of a document has, and what is missing from it.

use super::documents::Document;
use generator::diagnostic::{Code, Severity};
use generator::load::load_file;
use generator::model::{Api, BodyKind, Method, Operation, Output, ParameterLocation, Shape, Ty};
use generator::naming::Level;
use generator::pipeline::understand;
use generator::stack::run_with_large_stack;

/// What is said about a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Why there is no crate.
    pub(super) error: Option<String>,
    /// What the compiler says, if it ran: nothing, or the first lines of it.
    pub(super) compiled: Option<String>,
    /// In the order of [`Self::COUNTS`].
    pub(super) counts: Vec<usize>,
}

impl Row {
    /// What is counted.
    pub(super) const COUNTS: [&'static str; 12] = [
        "operations",
        "paged",
        "not, though they take a page or size",
        "uploads",
        "other bodies",
        "streams",
        "with a credential",
        "webhooks",
        "callbacks",
        "undecided unions",
        "untyped fields",
        "warnings about it",
    ];

    pub(super) fn is_right(&self, compiled: bool) -> bool {
        self.error.is_none() && (!compiled || self.compiled.as_deref() == Some(""))
    }

    pub(super) fn outcome(&self) -> String {
        match (&self.error, self.compiled.as_deref()) {
            (Some(error), _) => format!("none: {}", error.replace('|', "/")),
            (None, None) => "generated".to_owned(),
            (None, Some("")) => "compiles".to_owned(),
            (None, Some(said)) => format!("says: {}", said.replace('|', "/")),
        }
    }
}

/// Reads a document and counts.
pub(super) fn measure(document: &Document) -> Row {
    run_with_large_stack(|| {
        let (input, mut diagnostics) = load_file(&document.path, "api");
        let understood = input.and_then(|mut input| {
            let value = std::mem::take(&mut input.document.value);
            understand(value, &input, Level::Root, &mut diagnostics)
        });
        let error = diagnostics.iter().find(|found| found.severity == Severity::Error);
        let error =
            error.map(|found| format!("{} {}", found.code.as_str(), found.message.lines().next().unwrap_or_default()));
        let count = |wanted: &dyn Fn(Code) -> bool| diagnostics.iter().filter(|found| wanted(found.code)).count();
        let undecided = count(&|code| code == Code::UndecidedUnion);
        let warnings = diagnostics.iter().filter(|found| found.severity == Severity::Warning).count();
        let counts = match &understood {
            Some(done) => [counts(&done.api).as_slice(), &[undecided, untyped(&done.api), warnings]].concat(),
            None => vec![0; Row::COUNTS.len()],
        };
        let error = error.or_else(|| understood.is_none().then(|| "it cannot be read".to_owned()));
        Row { error, compiled: None, counts }
    })
}

fn counts(api: &Api) -> Vec<usize> {
    let count =
        |wanted: &dyn Fn(&Operation) -> bool| api.operations.iter().filter(|operation| wanted(operation)).count();
    let body = |operation: &Operation, wanted: fn(&BodyKind) -> bool| {
        operation.body.as_ref().is_some_and(|body| wanted(&body.kind))
    };
    let callbacks = api.webhooks.iter().filter(|webhook| webhook.callback_of.is_some()).count();
    vec![
        api.operations.len(),
        count(&|operation| operation.pagination.is_some()),
        count(&|operation| operation.pagination.is_none() && may_page(operation)),
        count(&|operation| body(operation, |kind| matches!(kind, BodyKind::Multipart(_) | BodyKind::Bytes))),
        count(&|operation| body(operation, |kind| matches!(kind, BodyKind::Form(_) | BodyKind::Text))),
        count(&|operation| matches!(operation.output, Output::Events(_))),
        count(&|operation| !operation.security.any_of.is_empty()),
        api.webhooks.len() - callbacks,
        callbacks,
    ]
}

/// Whether an operation takes what lists in pages take.
fn may_page(operation: &Operation) -> bool {
    const NAMES: [&str; 12] = [
        "page",
        "pagesize",
        "perpage",
        "limit",
        "offset",
        "cursor",
        "pagetoken",
        "after",
        "startingafter",
        "pagenumber",
        "skip",
        "marker",
    ];
    let plain =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let is_json = matches!(operation.output, Output::Json(_) | Output::OptionalJson(_));
    let query = || operation.parameters.iter().filter(|parameter| parameter.place == ParameterLocation::Query);
    operation.method == Method::Get
        && is_json
        && query().any(|parameter| NAMES.contains(&plain(&parameter.wire).as_str()))
}

/// Properties that any value can stand in.
fn untyped(api: &Api) -> usize {
    let fields = api.types.iter().flat_map(|decl| match &decl.shape {
        Shape::Object(object) => object.fields.as_slice(),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => &[],
    });
    fields.filter(|field| holds_any(&field.ty)).count()
}

fn holds_any(ty: &Ty) -> bool {
    match ty {
        Ty::Any => true,
        Ty::List(inner) | Ty::Map(inner) | Ty::OneOrMany(inner) | Ty::Nullable(inner) => holds_any(inner),
        _ => false,
    }
}

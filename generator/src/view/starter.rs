//! What a crate begins with and its owner goes on with: examples, the test that runs them, a changelog, licences, and
//! what Git and GitHub read.

use super::package::Package;
use super::support::context::Context;
use super::support::operation::Parts;
use super::support::usage;
use crate::model::{BodyKind, Method, Operation, Output, Segment, Ty};
use crate::naming::OperationNames;
use crate::rust::doc_inner;
use crate::text::{Inline, Line, code, markdown, prose};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// An example program.
#[derive(Clone, Debug, Template)]
#[template(path = "starter/example.jinja")]
pub(super) struct Example {
    /// What it does.
    pub(super) docs: TokenStream,
    /// What paths of the crate begin with.
    pub(super) import: TokenStream,
    /// Modules whose items the call names.
    pub(super) uses: TokenStream,
    /// What the client is called.
    pub(super) client: TokenStream,
    /// The call.
    pub(super) statement: TokenStream,
}

/// The test that runs the examples.
#[derive(Clone, Debug, Template)]
#[template(path = "starter/examples_test.jinja")]
pub(super) struct ExamplesTest {
    /// What paths of the crate begin with.
    pub(super) import: TokenStream,
    /// Names of the examples.
    pub(super) examples: Vec<&'static str>,
}

/// `CHANGELOG.md`.
#[derive(Clone, Debug, Template)]
#[template(path = "starter/changelog.jinja")]
pub(super) struct Changelog;

/// The workflow of GitHub.
#[derive(Clone, Debug, Template)]
#[template(path = "starter/ci.jinja")]
pub(super) struct Workflow;

/// `.gitignore`.
#[derive(Clone, Debug, Template)]
#[template(path = "starter/gitignore.jinja")]
pub(super) struct GitIgnore;

/// The text of the MIT licence.
#[derive(Clone, Debug, Template)]
#[template(path = "starter/licenses/MIT.jinja")]
pub(super) struct Mit {
    /// Who holds the copyright.
    pub(super) holder: Line,
}

/// The text of the Apache licence.
const APACHE: &str = include_str!("../../../templates/starter/licenses/Apache-2.0.txt");

/// The files that a crate of one API begins with; those in Rust unformatted.
pub(super) fn starters(package: &Package, context: &Context<'_>) -> Vec<(String, String)> {
    let examples = examples(context);
    let mut files = vec![
        (".gitignore".to_owned(), render(&GitIgnore)),
        (".github/workflows/ci.yml".to_owned(), render(&Workflow)),
        ("CHANGELOG.md".to_owned(), render(&Changelog)),
    ];
    for license in package.licenses() {
        match license {
            "MIT" => files.push(("LICENSE-MIT".to_owned(), render(&Mit { holder: Line::new(&package.holder()) }))),
            "Apache-2.0" => files.push(("LICENSE-APACHE".to_owned(), APACHE.to_owned())),
            _ => {}
        }
    }
    if !examples.is_empty() {
        let names = examples.iter().map(|(name, _)| *name).collect();
        let test = ExamplesTest { import: context.names.placement.outside(context.krate), examples: names };
        files.push(("tests/examples.rs".to_owned(), render(&test)));
    }
    let file = |(name, example): (&str, Example)| (format!("examples/{name}.rs"), render(&example));
    files.extend(examples.into_iter().map(file));
    files
}

/// A kind of operation that most resources have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    List,
    Create,
    Get,
}

impl Role {
    const ALL: [(&'static str, Self); 3] = [("list", Self::List), ("create", Self::Create), ("get", Self::Get)];

    fn is_played_by(self, operation: &Operation) -> bool {
        let is_json = matches!(operation.output, Output::Json(_));
        let is_list = operation.pagination.is_some() || matches!(operation.output, Output::Json(Ty::List(_)));
        let has_json = operation.body.as_ref().is_some_and(|body| body.kind == BodyKind::Json);
        match self {
            Self::List => operation.method == Method::Get && is_list,
            Self::Create => operation.method == Method::Post && has_json && is_json,
            Self::Get => {
                let last =
                    operation.path.segments.iter().rfind(|segment| **segment != Segment::Literal("/".to_owned()));
                operation.method == Method::Get && !is_list && is_json && matches!(last, Some(Segment::Parameter(_)))
            }
        }
    }
}

/// An example for each role, of the resource that has most of them.
fn examples(context: &Context<'_>) -> Vec<(&'static str, Example)> {
    let credential = match context.needs_token() {
        true => markdown!("The credential is in the environment variable {}.", code(&context.variables().token)),
        false => markdown!("It needs no credential."),
    };
    let of_group = |path: &[String]| -> Vec<(&'static str, Example)> {
        let operations: Vec<_> =
            context.operations().filter(|(operation, _)| operation.group == path && !operation.deprecated).collect();
        let of_role = |(name, role): (&'static str, Role)| {
            let mut players: Vec<_> = operations.iter().filter(|(operation, _)| role.is_played_by(operation)).collect();
            // What is called so goes first, and among those the one that takes least.
            players.sort_by_key(|(operation, names)| {
                let parts = Parts::of(operation, names);
                (names.method.unraw() != name, parts.required.len())
            });
            players.iter().find_map(|(operation, names)| Some((name, example(context, operation, names, &credential)?)))
        };
        Role::ALL.into_iter().filter_map(of_role).collect()
    };
    let groups = context.names.groups.iter().map(|group| of_group(&group.path));
    // The first of those that have most.
    groups.reduce(|best, next| if next.len() > best.len() { next } else { best }).unwrap_or_default()
}

fn example(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    credential: &Inline,
) -> Option<Example> {
    let usage::Statement { code: statement, result, modules } = usage::statement(context, operation, names)?;
    let request =
        code(&format!("{} {}", operation.method.as_str(), super::support::operation_docs::template(&operation.path)));
    let what = operation.docs.summary.as_deref().map_or_else(|| markdown!("Sends {}.", request), prose);
    let print = result.map(|name| quote!(println!("{:#?}", #name);));
    let (krate, client) = (context.names.placement.outside(context.krate), context.names.placement.variable());
    let uses = modules.iter().map(|module| {
        let module: TokenStream = module.parse().expect("it is the path of a module");
        quote!(use #krate::#module;)
    });
    Some(Example {
        docs: doc_inner(&[what.into(), credential.clone().into()]),
        import: context.names.placement.outside(context.krate),
        uses: uses.collect(),
        client: quote!(#client),
        statement: quote!(#statement #print),
    })
}

fn render(template: &impl Template) -> String {
    let mut text = template.render().expect("writing into a string does not fail, and templates call nothing else");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

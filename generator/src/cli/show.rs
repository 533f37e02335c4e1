//! `generator show`: what a document has become after a pass, as text to read and to compare.
//!
//! Run it before and after a change of the generator, and compare: the first pass whose output differs is the one that
//! the change is about.

use super::console::{Console, Format};
use super::input::load_source;
use super::{Demand, Exit, Output};
use crate::load::DocumentSource;
use crate::model::{Api, dump};
use crate::naming::{self, Names};
use crate::pipeline::{State, Step, understand_observed};
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use serde_json::Value;

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// An OpenAPI document, or the folder of an API with `openapi.yaml`, `sdk.yaml` and what else it has. What is beside a
    /// document counts too.
    #[arg(value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub path: DocumentSource,
    /// The pass to show the result of. `bundle` and `downlevel` print a document, `lower` and `analyze` the model, `name`
    /// the Rust names.
    #[arg(long, value_enum, default_value_t = Step::Analyze)]
    pub after: Step,
    /// One type alone: a key of `components/schemas`, or its name in the model.
    #[arg(long = "type", value_name = "TYPE")]
    pub ty: Option<String>,
    /// One operation alone: its `operationId`, or its method and path, such as `GET /orders`.
    #[arg(long, value_name = "ID", conflicts_with = "ty")]
    pub operation: Option<String>,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
}

/// Runs the command.
pub(super) fn run(args: &ShowArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = show(args, &console);
    console.finish(exit)
}

fn show(args: &ShowArgs, console: &Console) -> Exit {
    let (mut loaded, level) = match load_source(&args.path) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if let Some(exit) = console.print(&mut loaded.diagnostics, &loaded.files, Demand::ERRORS) {
        return exit;
    }
    let mut shown = String::new();
    for mut input in loaded.inputs {
        let document = std::mem::take(&mut input.document.value);
        let mut diagnostics = Vec::new();
        let mut reached = false;
        understand_observed(document, &input, level, &mut diagnostics, &mut |step, state| {
            if step == args.after {
                reached = true;
                shown.push_str(&state_text(&state, args));
            }
        });
        // What was found on the way says why a pass has nothing to show; else it is the business of `check`.
        if !reached && let Some(exit) = console.print(&mut diagnostics, &input.files(), Demand::ERRORS) {
            return exit;
        }
    }
    if shown.is_empty() {
        let (kind, name) = match (&args.ty, &args.operation) {
            (Some(ty), _) => ("type", ty.as_str()),
            (None, Some(operation)) => ("operation", operation.as_str()),
            (None, None) => return Exit::Done,
        };
        complain!("error: after {} there is no {kind} `{name}`; without a selection all are shown", args.after.name());
        return Exit::Usage;
    }
    console.set("after", args.after.name());
    console.set("shown", shown.trim_end());
    if console.format != Format::Json {
        say!("{}", crate::text::json(shown.trim_end()));
    }
    Exit::Done
}

fn state_text(state: &State<'_>, args: &ShowArgs) -> String {
    match state {
        State::Document(document) => document_text(document, args),
        State::Model(api) => select(api, args, &|api, id| dump::type_text(api, id), &dump::operation_text),
        State::Named(api, names) => named(api, names, args),
    }
}

fn named(api: &Api, names: &Names, args: &ShowArgs) -> String {
    let operation = |_: &Api, operation: &crate::model::Operation| {
        let index = api.operations.iter().position(|one| std::ptr::eq(one, operation)).unwrap_or_default();
        naming::dump::operation_text(operation, &names.operations[index], names)
    };
    select(api, args, &|api, id| naming::dump::type_text(api.ty(id), names.ty(id), names), &operation)
}

/// The types and operations that are selected, each as text.
fn select(
    api: &Api,
    args: &ShowArgs,
    type_text: &dyn Fn(&Api, crate::model::TypeId) -> String,
    operation_text: &dyn Fn(&Api, &crate::model::Operation) -> String,
) -> String {
    let types = api.type_ids().filter(|(_, decl)| match &args.ty {
        Some(name) => dump::name(decl) == *name,
        None => args.operation.is_none(),
    });
    let operations = api.operations.iter().filter(|one| match &args.operation {
        Some(selected) => one.id == *selected || format!("{} {}", one.method.as_str(), one.path) == *selected,
        None => args.ty.is_none(),
    });
    let types = types.map(|(id, _)| type_text(api, id));
    types.chain(operations.map(|one| operation_text(api, one))).collect()
}

/// A document as YAML, or the selected part of it behind its JSON pointer.
fn document_text(document: &Value, args: &ShowArgs) -> String {
    let yaml = |value: &Value| serde_yaml::to_string(value).unwrap_or_else(|error| format!("# not as YAML: {error}\n"));
    let part = |pointer: &str, value: &Value| format!("# {pointer}\n{}", yaml(value));
    if let Some(name) = &args.ty {
        let schema = document["components"]["schemas"].get(name);
        return schema.map(|schema| part(&format!("/components/schemas/{name}"), schema)).unwrap_or_default();
    }
    let Some(selected) = &args.operation else { return yaml(document) };
    let paths = document["paths"].as_object().into_iter().flatten();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    let chosen = methods.filter(|(path, method, operation)| {
        operation["operationId"] == **selected || format!("{} {path}", method.to_uppercase()) == *selected
    });
    let pointer = |path: &str| path.replace('~', "~0").replace('/', "~1");
    chosen.map(|(path, method, operation)| part(&format!("/paths/{}/{method}", pointer(path)), operation)).collect()
}

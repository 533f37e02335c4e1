//! `generator docs`: what nobody has described yet.

use super::console::Console;
use super::input::load_specs;
use super::{Demand, Exit, Output};
use crate::model::{Api, Docs, Shape};
use crate::naming::{Level, Names};
use crate::pipeline::{Understood, understand};
use clap::Args;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Arguments of `docs`.
#[derive(Debug, Args)]
pub struct DocsArgs {
    /// The folder with a folder for each API.
    #[arg(default_value = "spec")]
    pub spec: PathBuf,
    /// List what has no words, a line each, by the key it would have in docs.yaml.
    #[arg(long)]
    pub missing: bool,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
}

/// Runs the command.
pub(super) fn run(args: &DocsArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = list(args, &console);
    console.finish(exit)
}

fn list(args: &DocsArgs, console: &Console) -> Exit {
    let mut loaded = match load_specs(&args.spec) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if let Some(exit) = console.print(&mut loaded.diagnostics, &loaded.files, Demand::ERRORS) {
        return exit;
    }
    let mut apis = Vec::new();
    for input in &loaded.inputs {
        let mut diagnostics = Vec::new();
        let document = input.document.value.clone();
        let Some(Understood { api, names, .. }) = understand(document, input, Level::Module, &mut diagnostics) else {
            return console.print(&mut diagnostics, &input.files(), Demand::ERRORS).unwrap_or(Exit::Document);
        };
        let (described, missing) = described(&api, &names);
        let state = match missing.len() {
            0 => "complete".to_owned(),
            missing => format!("{missing} without words"),
        };
        console.say(format!("{}: {state}, {described} described", input.name));
        if args.missing {
            missing.iter().for_each(|line| console.say(format!("  {line}")));
        }
        apis.push(json!({ "api": input.name, "described": described, "missing": missing }));
    }
    console.set("apis", apis);
    Exit::Done
}

/// How many things have words, and the keys of those that have none.
pub(super) fn described(api: &Api, names: &Names) -> (usize, Vec<String>) {
    let mut count = 0;
    let mut missing = Vec::new();
    let mut ask = |docs: &Docs, key: String| match docs {
        Docs { summary: None, text: None } => missing.push(key),
        Docs { .. } => count += 1,
    };
    for scheme in &api.schemes {
        ask(&scheme.docs, format!("schemes: {}", scheme.name));
    }
    let groups: BTreeSet<_> = api.operations.iter().flat_map(|operation| prefixes(&operation.group)).collect();
    for group in groups {
        let known = api.group_docs.iter().find(|(path, _)| *path == group).map(|(_, docs)| docs.clone());
        ask(&known.unwrap_or_default(), format!("groups: {group}"));
    }
    for operation in &api.operations {
        ask(&operation.docs, format!("operations: {}", operation.id));
        for parameter in &operation.parameters {
            ask(&parameter.docs, format!("overrides: {}/{}", operation.id, parameter.wire));
        }
    }
    for (declared, names) in api.types.iter().zip(&names.types) {
        let name = declared.component().unwrap_or_else(|| names.ident.to_string());
        ask(&declared.docs, format!("types: {name}"));
        if let Shape::Object(object) = &declared.shape {
            for field in object.fields.iter().filter(|field| field.constant.is_none()) {
                ask(&field.docs, format!("overrides: {name}.{}", field.wire));
            }
        }
    }
    for webhook in &api.webhooks {
        ask(&webhook.docs, format!("webhooks: {}", webhook.event));
    }
    (count, missing)
}

/// The path of a group and of all groups around it, joined with `.`.
fn prefixes(group: &[String]) -> impl Iterator<Item = String> + '_ {
    (1..=group.len()).map(|length| group[..length].join("."))
}

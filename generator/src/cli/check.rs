//! `generator check`: diagnostics and coverage, nothing written.

use super::{Demand, Exit, load_specs, print, verdict};
use crate::diagnostic::to_json;
use crate::load::load_file;
use crate::naming::Level;
use crate::pipeline;
use crate::source::Input;
use crate::source::support::locate;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// An OpenAPI document, or a folder with a folder for each API.
    #[arg(default_value = "spec")]
    pub path: PathBuf,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: diagnostics, and which Rust path each operation and each schema got.
    Json,
}

/// Runs the command.
pub(super) fn run(args: &CheckArgs) -> Exit {
    let demand = Demand::strict(args.strict);
    let (inputs, level, mut diagnostics, files) = if args.path.is_dir() {
        match load_specs(&args.path) {
            Ok(loaded) => (loaded.inputs, Level::Module, loaded.diagnostics, loaded.files),
            Err(exit) => return exit,
        }
    } else {
        let (input, diagnostics) = load_file(&args.path, "api");
        let files = input.as_ref().map(Input::files).unwrap_or_else(|| super::only_file(&args.path));
        (input.into_iter().collect(), Level::Root, diagnostics, files)
    };
    let mut outcome = pipeline::check(&inputs, level);
    match args.format {
        Format::Text => {
            let loaded = print(&mut diagnostics, &files, demand);
            let generated = print(&mut outcome.diagnostics, &outcome.files, demand);
            for api in &outcome.apis {
                say!("{}", api.summary());
            }
            loaded.or(generated).unwrap_or(Exit::Done)
        }
        Format::Json => {
            locate::fill(&mut diagnostics, &files);
            locate::fill(&mut outcome.diagnostics, &outcome.files);
            let mut all = to_json(&diagnostics, &files);
            if let (Some(all), serde_json::Value::Array(more)) =
                (all.as_array_mut(), to_json(&outcome.diagnostics, &outcome.files))
            {
                all.extend(more);
            }
            let apis: Vec<_> = outcome.apis.iter().map(pipeline::ApiReport::to_json).collect();
            say!("{:#}", json!({ "diagnostics": all, "apis": apis }));
            verdict(&diagnostics, demand).or(verdict(&outcome.diagnostics, demand)).unwrap_or(Exit::Done)
        }
    }
}

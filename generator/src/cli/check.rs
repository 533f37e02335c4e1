//! `generator check`: diagnostics and coverage, nothing written.

use super::{Demand, Exit, Loaded, load_path, print, verdict};
use crate::diagnostic::to_json;
use crate::pipeline;
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
    let (Loaded { inputs, mut diagnostics, files }, level) = match load_path(&args.path) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let mut outcome = pipeline::check(inputs, level);
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
            say!("{}", crate::text::json(&format!("{:#}", json!({ "diagnostics": all, "apis": apis }))));
            verdict(&diagnostics, demand).or(verdict(&outcome.diagnostics, demand)).unwrap_or(Exit::Done)
        }
    }
}

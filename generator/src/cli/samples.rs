//! `generator samples`: code that calls each operation, for the documentation of the API itself.

use super::input::{InputArgs, Loaded, load_input};
use super::{Demand, Exit, print};
use crate::naming::Level;
use crate::pipeline::{Layout, code_samples};
use clap::{Args, ValueEnum};

/// Arguments of `samples`.
#[derive(Debug, Args)]
pub struct SamplesArgs {
    /// The document.
    #[command(flatten)]
    pub input: InputArgs,
    /// The crate that the samples use, where its decisions name none.
    #[arg(long)]
    pub name: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = SamplesFormat::Overlay)]
    pub format: SamplesFormat,
}

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SamplesFormat {
    /// An OpenAPI Overlay (1.0.0) in JSON that adds `x-codeSamples` to each operation.
    Overlay,
}

/// Runs the command.
pub(super) fn run(args: &SamplesArgs) -> Exit {
    let (mut loaded, level): (Loaded, Level) = match load_input(&args.input) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if let Some(exit) = print(&mut loaded.diagnostics, &loaded.files, Demand::ERRORS) {
        return exit;
    }
    let [input] = loaded.inputs.as_slice() else {
        complain!("error: an overlay is for one document: name the folder of one API, such as `spec/shop`");
        return Exit::Usage;
    };
    let layout = match (level, &args.name) {
        (Level::Module, None) => Layout::Workspace,
        (Level::Module, Some(name)) => Layout::Modules { name: name.clone(), runtime: None },
        (Level::Root, name) => Layout::Crate(name.clone().unwrap_or_else(|| "api".to_owned())),
    };
    let mut diagnostics = Vec::new();
    let samples = code_samples(input, &layout, &mut diagnostics);
    let files = input.files();
    if let Some(exit) = print(&mut diagnostics, &files, Demand::ERRORS) {
        return exit;
    }
    let Some((overlay, missing)) = samples else { return Exit::Document };
    match args.format {
        SamplesFormat::Overlay => say!("{}", crate::text::json(&format!("{overlay:#}"))),
    }
    for operation in missing {
        complain!(
            "no sample of `{operation}`: it is written in another file, or has no value that can be written down"
        );
    }
    Exit::Done
}

//! `generator check`: diagnostics and coverage, nothing written.

use super::console::Console;
use super::input::{Loaded, load_input};
use super::{Demand, Exit, InputArgs, Output};
use crate::pipeline;
use clap::Args;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// What to read: also a folder with a folder for each API, such as the default `spec`.
    #[command(flatten)]
    pub input: InputArgs,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
    /// What stops the run.
    #[command(flatten)]
    pub demand: Demand,
}

/// Runs the command.
pub(super) fn run(args: &CheckArgs) -> Exit {
    let demand = args.demand;
    let (Loaded { mut inputs, mut diagnostics, files }, level) = match load_input(&args.input) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if !Demand::ERRORS.is_met(&diagnostics) {
        // What would be said about the documents follows from this.
        inputs.clear();
    }
    let mut outcome = pipeline::check(inputs, level);
    let console = Console::new(args.output);
    let loaded = console.print(&mut diagnostics, &files, demand);
    let examined = console.print(&mut outcome.diagnostics, &outcome.files, demand);
    outcome.apis.iter().for_each(|api| console.say(api.summary()));
    console.set("apis", outcome.apis.iter().map(pipeline::ApiReport::to_json).collect::<Vec<_>>());
    console.finish(loaded.or(examined).unwrap_or(Exit::Done))
}

//! The command line of the generator.

use clap::Parser;
use generator::cli::{Cli, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    run(Cli::parse())
}

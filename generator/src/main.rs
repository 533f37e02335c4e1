//! The command line of the generator.

use clap::Parser;
use generator::cli::{Cli, run};
use std::process::ExitCode;

/// A generation makes and drops millions of small tokens; with the allocator of the C library they took a quarter of
/// its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse())
}

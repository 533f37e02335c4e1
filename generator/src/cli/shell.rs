//! `generator completions` and `generator man`: for shells and for `man`.

use super::{Cli, Exit, unwritable};
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use std::io::Write as _;
use std::path::PathBuf;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder to write a page for every command into; left out, the page of the program is printed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Prints completions.
pub(super) fn completions(args: &CompletionsArgs) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "generator", &mut script);
    // Output that is cut off, as by `head`, is no failure.
    let _ = std::io::stdout().write_all(&script);
    Exit::Done
}

/// Prints or writes pages.
pub(super) fn man(args: &ManArgs) -> Exit {
    if let Some(out) = &args.out {
        let written = std::fs::create_dir_all(out).and_then(|()| clap_mangen::generate_to(Cli::command(), out));
        return written.map_or_else(|error| unwritable(out, &error), |()| Exit::Done);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).expect("writing into a vector does not fail");
    let _ = std::io::stdout().write_all(&page);
    Exit::Done
}

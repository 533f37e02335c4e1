//! `generator completions` and `generator man`: for shells and for `man`.

use super::{Cli, Exit, unwritable};
use crate::disk;
use clap::{Args, Command, CommandFactory as _};
use clap_complete::Shell;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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
        let mut command = Cli::command().disable_help_subcommand(true);
        command.build();
        let written = pages(command, out).and_then(|pages| disk::replace(&pages));
        return written.map_or_else(|error| unwritable(out, &error), |()| Exit::Done);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).expect("writing into a vector does not fail");
    let _ = std::io::stdout().write_all(&page);
    Exit::Done
}

/// The page of a command and those of the commands in it, and where they belong.
fn pages(command: Command, out: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let inside = command.get_subcommands().filter(|inside| !inside.is_hide_set()).cloned();
    let mut all = inside.map(|inside| pages(inside, out)).collect::<io::Result<Vec<_>>>()?.concat();
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command);
    man.render(&mut page)?;
    all.push((out.join(man.get_filename()), String::from_utf8_lossy(&page).into_owned()));
    Ok(all)
}

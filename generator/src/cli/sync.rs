//! `generator sync`

use super::{Demand, Exit, print, unwritable};
use crate::source::distil::Prose;
use crate::sync::{Synced, sync};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `sync`.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Name of the API: the folder under spec/.
    pub api: String,
    /// The upstream document, JSON or YAML.
    #[arg(long)]
    pub from: PathBuf,
    /// The folder with a folder for each API.
    #[arg(long, default_value = "spec")]
    pub spec: PathBuf,
    /// Keep the words of the document.
    #[arg(long)]
    pub keep_prose: bool,
}

/// Changes that are listed one by one; of more, only the number is told.
const LISTED: usize = 40;

/// Runs the command.
pub(super) fn run(args: &SyncArgs) -> Exit {
    let prose = if args.keep_prose { Prose::Kept } else { Prose::Dropped };
    let dir = args.spec.join(&args.api);
    let mut synced = match sync(&dir, &args.from, prose) {
        Ok(synced) => synced,
        Err(error) => return unwritable(&dir, &error),
    };
    if let Some(exit) = print(&mut synced.diagnostics, &synced.files, Demand::Errors) {
        return exit;
    }
    let Synced { version, changes, written, files: _, diagnostics: _ } = synced;
    let version = crate::text::visible(&version);
    for change in changes.iter().take(LISTED) {
        say!("  {change}");
    }
    if changes.len() > LISTED {
        say!("  ... and {} more", changes.len() - LISTED);
    }
    match written.as_slice() {
        [] => say!("{} {version}: up to date", args.api),
        written => say!("{} {version}: {} changes, wrote {}", args.api, changes.len(), written.join(" and ")),
    }
    Exit::Done
}

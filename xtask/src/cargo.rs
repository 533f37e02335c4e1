//! The cargo that runs this program, for the commands it starts.

use std::path::Path;
use std::process::Command;

/// A command of cargo in the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

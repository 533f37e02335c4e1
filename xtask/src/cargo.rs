//! The cargo that runs this program, for the commands it starts.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A command of cargo in the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// What cargo knows of the workspace's own packages.
///
/// # Errors
///
/// If it cannot be started, or a manifest is broken.
pub(crate) fn metadata(root: &Path) -> Result<Value, String> {
    let output = cargo(root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

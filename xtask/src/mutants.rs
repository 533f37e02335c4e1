//! `cargo xtask mutants`: which changes of the runtime's code its own tests do not notice.
//!
//! It needs `cargo install cargo-mutants`. All of it takes hours; `cargo xtask mutants --shard 0/20` tries every twentieth
//! mutant, and `--file '**/auth/**'` those of some files. Other arguments are those of `cargo mutants` too.

use crate::cargo::cargo;
use serde_json::Value;
use std::path::Path;

/// Where a mistake costs money: what is sent, to whom, and how often.
const FOLDERS: [&str; 8] = ["auth", "client", "execute", "json", "page", "request", "retry", "webhooks"];

/// How many of 100 viable mutants have to be noticed.
const CAUGHT: f64 = 95.0;

/// Tries mutants and prints how many were noticed.
///
/// # Errors
///
/// If too many were not, or cargo-mutants cannot be run.
pub(crate) fn mutants(root: &Path, arguments: &[String]) -> Result<(), String> {
    let output = root.join("target/mutants");
    let mut command = cargo(root);
    command.args(["mutants", "--package", "sdk-runtime", "--test-package", "sdk-runtime", "--output"]).arg(&output);
    if !arguments.iter().any(|argument| argument == "--file" || argument == "-f") {
        let files = FOLDERS.map(|folder| format!("templates/runtime/src/runtime/{folder}/**"));
        command.args(files.iter().flat_map(|files| ["--file", files]));
    }
    // Doctests show how things are used and build for long.
    let status = command.args(arguments).args(["--", "--lib", "--test", "calls"]).status();
    let status = status.map_err(|error| error.to_string())?;
    // It says so with these codes that there were mutants which nobody noticed, or which never ended.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        return Err("cargo mutants did not come to an end; is it there (`cargo install cargo-mutants`)?".to_owned());
    }
    let text = std::fs::read_to_string(output.join("mutants.out/outcomes.json")).map_err(|error| error.to_string())?;
    let outcomes: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let count = |name: &str| outcomes[name].as_u64().unwrap_or(0);
    let (caught, missed) = (count("caught") + count("timeout"), count("missed"));
    let share = 100.0 * caught as f64 / (caught + missed).max(1) as f64;
    println!("{caught} of {} viable mutants noticed: {share:.1} of 100", caught + missed);
    if share < CAUGHT { Err(format!("{CAUGHT} of 100 have to be noticed")) } else { Ok(()) }
}

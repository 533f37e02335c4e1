//! `cargo xtask mutants`: which changes of the runtime's code its own tests do not notice.
//!
//! All of it takes hours; `cargo xtask mutants --shard 0/20` tries every twentieth mutant, and `--file '**/auth/**'` those
//! of some files. Other arguments are those of `cargo mutants` too, which is installed where it is missing.

use crate::{cargo::cargo, table::Table};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

/// Where a mistake costs money: what is sent, to whom, and how often.
const FOLDERS: [&str; 8] = ["auth", "client", "execute", "json", "page", "request", "retry", "webhooks"];

/// Where the folders are.
const SOURCES: &str = "templates/runtime/src/runtime/";

/// How many of 100 viable mutants have to be noticed.
const CAUGHT: f64 = 95.0;

/// Tests that wait most of their time. More of them at once than there are processors take no longer.
const THREADS: &str = "16";

/// Tries mutants and prints how many were noticed.
///
/// # Errors
///
/// If too many were not, or cargo-mutants cannot be run.
pub(crate) fn mutants(root: &Path, arguments: &[String]) -> Result<(), String> {
    if !is_there(cargo(root).args(["mutants", "--version"])) {
        println!("installing cargo-mutants");
        let installed = cargo(root).args(["install", "--locked", "cargo-mutants"]).status();
        if !installed.is_ok_and(|status| status.success()) {
            return Err(
                "cargo-mutants is not there and cannot be installed: `cargo install --locked cargo-mutants`".into()
            );
        }
    }
    let output = root.join("target/mutants");
    let mut command = cargo(root);
    // Nobody looks at backtraces; without what they need, each mutant is built and linked in half the time.
    command.env("CARGO_PROFILE_DEV_DEBUG", "false").env("RUST_TEST_THREADS", THREADS);
    command.env("NEXTEST_TEST_THREADS", THREADS).env("INSTA_UPDATE", "no").env("INSTA_FORCE_PASS", "0");
    command.args(["mutants", "--package", "sdk-runtime", "--test-package", "sdk-runtime", "--output"]).arg(&output);
    // It stops at the first test that fails, and most mutants are noticed by many.
    if is_there(cargo(root).args(["nextest", "--version"])) {
        command.args(["--test-tool", "nextest"]);
    }
    if !arguments.iter().any(|argument| argument == "--file" || argument == "-f") {
        let files = FOLDERS.map(|folder| format!("{SOURCES}{folder}/**"));
        command.args(files.iter().flat_map(|files| ["--file", files]));
    }
    if arguments.iter().any(|argument| argument == "--shard") {
        // A shard is a sample of all files, and not some of them.
        command.args(["--sharding", "round-robin"]);
    }
    // What is compiled without a feature that the tests have is not there to be noticed.
    command.args(["--exclude-re", "off::"]);
    // Doctests show how things are used and build for long, as benchmarks do: neither is built.
    command.args(["--cargo-arg=--lib", "--cargo-arg=--test=calls"]);
    let status = command.args(arguments).status();
    let status = status.map_err(|error| error.to_string())?;
    // It says so with these codes that there were mutants which nobody noticed, or which never ended.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        return Err("cargo mutants did not come to an end".to_owned());
    }
    let text = std::fs::read_to_string(output.join("mutants.out/outcomes.json")).map_err(|error| error.to_string())?;
    report(&serde_json::from_str(&text).map_err(|error| error.to_string())?)
}

/// Whether a command can be run.
fn is_there(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// What became of mutants.
#[derive(Clone, Copy, Default)]
struct Counts {
    noticed: u32,
    missed: u32,
}

impl Counts {
    /// How many of 100 were noticed.
    fn share(self) -> f64 {
        100.0 * f64::from(self.noticed) / f64::from((self.noticed + self.missed).max(1))
    }

    fn row(self, name: &str) -> Vec<String> {
        let all = self.noticed + self.missed;
        vec![name.to_owned(), all.to_string(), self.noticed.to_string(), format!("{:.1}", self.share())]
    }
}

/// Prints a row for each folder, and one for all.
fn report(outcomes: &Value) -> Result<(), String> {
    let mut folders = BTreeMap::<String, Counts>::new();
    let mut all = Counts::default();
    for outcome in outcomes["outcomes"].as_array().into_iter().flatten() {
        let Some(file) = outcome["scenario"]["Mutant"]["file"].as_str() else { continue };
        let folder = file.trim_start_matches(SOURCES).split('/').next().unwrap_or_default();
        for counts in [folders.entry(folder.to_owned()).or_default(), &mut all] {
            match outcome["summary"].as_str() {
                // One that never ends is noticed by whoever waits for it.
                Some("CaughtMutant" | "Timeout") => counts.noticed += 1,
                Some("MissedMutant") => counts.missed += 1,
                _ => {}
            }
        }
    }
    let mut table = Table::new(&["folder", "viable mutants", "noticed", "of 100"]);
    folders.iter().for_each(|(name, counts)| table.row(counts.row(name)));
    table.row(all.row("all"));
    println!("\n{table}");
    if all.share() < CAUGHT { Err(format!("{CAUGHT} of 100 have to be noticed")) } else { Ok(()) }
}

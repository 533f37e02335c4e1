//! `cargo xtask ci`: what has to pass before a change is merged. This is the only list of the steps: `.ci/run` runs all
//! of them, the workflow on GitHub one job per machine.

use crate::cargo::cargo;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Commands that belong together; the first that fails ends the job.
pub(crate) struct Job {
    /// What it is called on the command line and in the workflow.
    pub name: &'static str,
    /// Arguments of cargo, in order.
    steps: &'static [&'static [&'static str]],
}

/// Every job, the quickest to find a mistake first.
pub(crate) const JOBS: [Job; 4] = [
    Job {
        name: "lint",
        steps: &[
            &["fmt", "--check"],
            &["xtask", "tidy"],
            &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"],
        ],
    },
    Job { name: "drift", steps: &[&["xtask", "generate", "--check", "--strict"]] },
    Job { name: "tests", steps: &[&["test", "--workspace", "--no-fail-fast"]] },
    Job { name: "docs", steps: &[&["doc", "--workspace", "--no-deps"]] },
];

/// Runs the job of this name, or all of them, each to its end whatever became of those before it.
///
/// # Errors
///
/// With the commands that failed.
pub(crate) fn ci(root: &Path, only: Option<&str>) -> Result<(), String> {
    let failed: Vec<String> = JOBS
        .iter()
        .filter(|job| only.is_none_or(|name| name == job.name))
        .filter_map(|job| job.steps.iter().find(|step| !passes(root, job.name, step)))
        .map(|step| format!("`cargo {}` failed", step.join(" ")))
        .collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n       ")) }
}

fn passes(root: &Path, job: &str, step: &[&str]) -> bool {
    let command = step.join(" ");
    eprintln!("{job}: cargo {command}");
    let start = Instant::now();
    let status =
        this_or_cargo(root, step).and_then(|mut command| command.env("RUSTDOCFLAGS", "--deny warnings").status());
    let passed = status.is_ok_and(|status| status.success());
    let outcome = if passed { "passed" } else { "FAILED" };
    eprintln!("{job}: {outcome} in {} s: cargo {command}", start.elapsed().as_secs());
    passed
}

/// Tasks are done by this program. The alias would build it with the features of its own dependencies alone, and the generator
/// with it.
fn this_or_cargo(root: &Path, step: &[&str]) -> std::io::Result<Command> {
    match step {
        ["xtask", task @ ..] => {
            let mut command = Command::new(std::env::current_exe()?);
            command.args(task).current_dir(root);
            Ok(command)
        }
        _ => {
            let mut command = cargo(root);
            command.args(step);
            Ok(command)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;

    fn read(path: &str) -> String {
        fs::read_to_string(crate::workspace().join(path)).expect("the file is in the workspace")
    }

    #[test]
    fn the_workflow_runs_every_job() {
        let workflow: serde_yaml::Value = serde_yaml::from_str(&read(".github/workflows/ci.yml")).expect("YAML");
        let matrix = &workflow["jobs"]["steps"]["strategy"]["matrix"]["job"];
        let mut run: Vec<&str> = matrix.as_sequence().into_iter().flatten().filter_map(|job| job.as_str()).collect();
        let mut listed = JOBS.map(|job| job.name);
        run.sort_unstable();
        listed.sort_unstable();
        assert_eq!(run, listed);
    }

    #[test]
    fn the_landing_runs_this_list_and_it_has_the_tests_and_the_drift_check() {
        assert!(read(".ci/run").contains("\nexec cargo run --quiet --bin xtask -- ci \"$@\"\n"));
        let steps: Vec<String> = JOBS.iter().flat_map(|job| job.steps).map(|step| step.join(" ")).collect();
        for command in ["test --workspace", "xtask generate --check"] {
            assert!(read("README.md").contains(&format!("cargo {command}")), "the README names `cargo {command}`");
            assert!(steps.iter().any(|step| step.starts_with(command)), "`cargo {command}` is a step of {steps:?}");
        }
    }

    /// Packages with their features, a line each.
    fn tree(arguments: &[&str]) -> BTreeSet<String> {
        let mut command = cargo(crate::workspace());
        command.args(["tree", "--offline", "--prefix", "none", "--format", "{p} {f}"]).args(arguments);
        let output = command.output().expect("cargo starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        lines.lines().map(|line| line.trim_end_matches(" (*)").trim().to_owned()).collect()
    }

    #[test]
    fn what_the_tasks_are_built_of_is_what_the_tests_are_built_of() {
        let package = |line: &String| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let own: BTreeSet<String> =
            tree(&["--package", "xtask", "--edges", "normal,build"]).iter().map(package).collect();
        let of_tasks = tree(&["--edges", "normal,build"]);
        let of_tests = tree(&["--workspace", "--edges", "normal,build,dev"]);
        let differs = of_tests.difference(&of_tasks).filter(|line| own.contains(&package(line)));
        let differs: Vec<_> = differs.collect();
        assert!(
            differs.is_empty(),
            "features that tests alone turn on, to be listed in xtask/Cargo.toml: {differs:#?}"
        );
    }
}

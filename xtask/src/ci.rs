//! `cargo xtask ci`: what has to pass before a change is merged. This is the only list of the steps: `.ci/run` runs all
//! of them, the workflow on GitHub one job per machine.

use crate::cargo::cargo;
use std::path::Path;
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
    let status = cargo(root).args(step).env("RUSTDOCFLAGS", "--deny warnings").status();
    let passed = status.is_ok_and(|status| status.success());
    let outcome = if passed { "passed" } else { "FAILED" };
    eprintln!("{job}: {outcome} in {} s: cargo {command}", start.elapsed().as_secs());
    passed
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert!(read(".ci/run").contains("\nexec cargo xtask ci \"$@\"\n"));
        let steps: Vec<String> = JOBS.iter().flat_map(|job| job.steps).map(|step| step.join(" ")).collect();
        for command in ["test --workspace", "xtask generate --check"] {
            assert!(read("README.md").contains(&format!("cargo {command}")), "the README names `cargo {command}`");
            assert!(steps.iter().any(|step| step.starts_with(command)), "`cargo {command}` is a step of {steps:?}");
        }
    }
}

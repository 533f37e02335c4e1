//! Maintenance tasks of the workspace: `cargo xtask generate`, `sync`, `ci`. Each is a thin arm that calls the
//! generator, with the paths of this workspace.

mod bench;
mod cargo;
mod features;

use clap::{Parser, Subcommand};
use generator::cli::{Cli, run};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Maintenance tasks of the workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Tasks {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write generated-sdk from spec, and tests/sdk from tests/features.
    Generate {
        /// Write nothing; fail if what is there differs.
        #[arg(long)]
        check: bool,
        /// Take warnings for errors.
        #[arg(long)]
        strict: bool,
    },
    /// Take a new version of an upstream document over into spec.
    Sync {
        /// Name of the API: the folder under spec.
        api: String,
        /// The upstream document.
        #[arg(long)]
        from: PathBuf,
        /// Keep the words of the document.
        #[arg(long)]
        keep_prose: bool,
    },
    /// Replay recorded exchanges and documented examples through the SDK.
    Conformance {
        /// Folders of recordings.
        #[arg(long)]
        data: Vec<PathBuf>,
        /// Documents whose media examples are tried.
        #[arg(long)]
        examples: Vec<PathBuf>,
    },
    /// Check every Cargo feature of the SDK, alone and in pairs.
    Features,
    /// Measure generating, building and calling.
    Bench,
    /// Everything that has to pass before a change is merged.
    Ci,
}

fn main() -> ExitCode {
    // Paths that the user gives are meant from where the user is.
    let from_here = |path: &Path| match path.to_str() {
        Some(url) if url.contains("://") => path.to_owned(),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    };
    let Tasks { task } = Tasks::parse();
    let sync_from = match &task {
        Task::Sync { from, .. } => from_here(from),
        Task::Generate { .. } | Task::Conformance { .. } | Task::Features | Task::Bench | Task::Ci => PathBuf::new(),
    };
    let replayed = match &task {
        Task::Conformance { data, examples } => {
            let option = |name: &'static str, paths: &[PathBuf]| -> Vec<String> {
                paths
                    .iter()
                    .flat_map(|path| [name.to_owned(), from_here(path).to_string_lossy().into_owned()])
                    .collect()
            };
            [option("--data", data), option("--examples", examples)].concat()
        }
        Task::Generate { .. } | Task::Sync { .. } | Task::Features | Task::Bench | Task::Ci => Vec::new(),
    };
    std::env::set_current_dir(workspace()).expect("the workspace this was built from is there");
    let flag = |name, set| if set { Some(name) } else { None };
    match task {
        Task::Generate { check, strict } => {
            let flags = || flag("--check", check).into_iter().chain(flag("--strict", strict));
            let sdk = generator(["generate"].into_iter().chain(flags()));
            // The crate that shows what each feature of OpenAPI becomes is generated like the SDK.
            let features = ["generate", "tests/features", "--out", "tests/sdk", "--name", "feature-sdk"];
            let features = generator(features.into_iter().chain(flags()));
            if sdk == ExitCode::SUCCESS { features } else { sdk }
        }
        Task::Sync { api, from: _, keep_prose } => {
            let from = sync_from.to_string_lossy();
            generator(["sync", &api, "--from", &from].into_iter().chain(flag("--keep-prose", keep_prose)))
        }
        Task::Conformance { .. } => {
            cargo(&["run", "--quiet", "--package", "sdk-tests", "--bin", "conformance", "--"], &replayed)
        }
        Task::Features => outcome(features::features(workspace())),
        Task::Bench => outcome(bench::bench(workspace())),
        Task::Ci => ci(),
    }
}

fn generator<'a>(arguments: impl Iterator<Item = &'a str>) -> ExitCode {
    run(Cli::parse_from(["generator"].into_iter().chain(arguments)))
}

/// The root of the workspace.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Runs cargo with the SDK in it, which is not part of this program: it has to work while the SDK does not compile.
fn cargo(arguments: &[&str], more: &[String]) -> ExitCode {
    let status = Command::new("cargo").args(arguments).args(more).status();
    outcome(if status.is_ok_and(|status| status.success()) { Ok(()) } else { Err("not everything passed".to_owned()) })
}

fn outcome(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Commands of `ci`, in order.
const STEPS: [&[&str]; 5] = [
    // The generated crate is formatted by the generator.
    &["fmt", "--check", "-p", "generator", "-p", "sdk-runtime", "-p", "sdk-tests", "-p", "xtask"],
    &["test", "--workspace"],
    &["xtask", "generate", "--check", "--strict"],
    &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"],
    &["doc", "--workspace", "--no-deps"],
];

fn ci() -> ExitCode {
    for step in STEPS {
        eprintln!("cargo {}", step.join(" "));
        let status = Command::new("cargo").args(step).env("RUSTDOCFLAGS", "--deny warnings").status();
        if !status.is_ok_and(|status| status.success()) {
            eprintln!("error: `cargo {}` failed", step.join(" "));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

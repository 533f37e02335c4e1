//! Maintenance tasks of the workspace: `cargo xtask generate`, `sync`, `ci`. Each is a thin arm that calls the
//! generator, with the paths of this workspace.

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
    /// Write generated-sdk from spec.
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
        Task::Generate { .. } | Task::Ci => PathBuf::new(),
    };
    std::env::set_current_dir(workspace()).expect("the workspace this was built from is there");
    let flag = |name, set| if set { Some(name) } else { None };
    match task {
        Task::Generate { check, strict } => {
            generator(["generate"].into_iter().chain(flag("--check", check)).chain(flag("--strict", strict)))
        }
        Task::Sync { api, from: _, keep_prose } => {
            let from = sync_from.to_string_lossy();
            generator(["sync", &api, "--from", &from].into_iter().chain(flag("--keep-prose", keep_prose)))
        }
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

/// Commands of `ci`, in order.
const STEPS: [&[&str]; 5] = [
    &["fmt", "--all", "--check"],
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

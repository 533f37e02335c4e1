//! Maintenance tasks of the workspace: `cargo xtask generate`, `test`, `bless`, `sync`, `ci`. Each is a thin arm that
//! calls the generator or cargo, with the paths of this workspace.

mod bench;
mod cargo;
mod ci;
mod corpus;
mod features;
mod history;
mod mutants;
mod release;
mod table;
mod tests_by_name;
mod tidy;
mod wasm;

use clap::{Parser, Subcommand};
use generator::cli::watch::{Session, Stamps};
use generator::cli::{Cli, Command, run};
use history::Until;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};

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
        /// Go on, and generate again whenever something is saved that is generated from.
        #[arg(long, conflicts_with = "check")]
        watch: bool,
        /// Print how long each pass takes, and how much memory it leaves in use.
        #[arg(long)]
        timings: bool,
    },
    /// Take a new version of an upstream document over into spec.
    Sync {
        /// Name of the API: the folder under spec.
        api: String,
        /// The upstream document: a file or a URL. Left out, that is the URL that the last one came from.
        #[arg(long)]
        from: Option<PathBuf>,
        /// Keep the words of the document.
        #[arg(long)]
        keep_prose: bool,
        /// The document may be of another API than the one before.
        #[arg(long)]
        new: bool,
    },
    /// Fail if the version of the SDK is too low for what changed in its interface since a revision.
    ReleaseCheck {
        /// A revision of git, such as `origin/main` or a tag.
        #[arg(long)]
        base: String,
    },
    /// Take over, generate and compile every published version of a document, with the decisions of today.
    History {
        /// Name of the API: the folder under spec.
        api: String,
        /// Documents, and folders of them.
        #[arg(long = "history", required = true, num_args = 1..)]
        paths: Vec<PathBuf>,
        /// Generate without compiling: seconds in place of an hour.
        #[arg(long)]
        generate_only: bool,
    },
    /// Hold what the comparison says of each step between published versions against cargo-semver-checks.
    Semver {
        /// Name of the API: the folder under spec.
        api: String,
        /// Documents, and folders of them.
        #[arg(long = "history", required = true, num_args = 1..)]
        paths: Vec<PathBuf>,
    },
    /// Replay recorded exchanges and documented examples through the SDK.
    Conformance {
        /// Folders of recordings.
        #[arg(long)]
        data: Vec<PathBuf>,
        /// Documents whose media examples are tried.
        #[arg(long)]
        examples: Vec<PathBuf>,
        /// Any documents: their examples are tried by crates made of them. Files of published answers too.
        #[arg(long, num_args = 1..)]
        document: Vec<PathBuf>,
        /// Any documents: values of their schemas, right and wrong ones, are tried by crates made of them.
        #[arg(long, num_args = 1..)]
        samples: Vec<PathBuf>,
        /// Folders of documents of other releases, whose answers today's SDK reads.
        #[arg(long)]
        skew: Vec<PathBuf>,
    },
    /// Count what becomes of the documents in folders: pages, uploads, streams, credentials, callbacks, what has no type.
    /// A run that was ended goes on where it was.
    Corpus {
        /// Folders of documents.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Compile the crate of each as well.
        #[arg(long)]
        compile: bool,
    },
    /// Check every Cargo feature of the SDK, alone and in pairs.
    Features,
    /// Check the SDK for WebAssembly, and run it in Node.
    Wasm,
    /// Measure generating, building and calling.
    Bench,
    /// Call a server that fails now and then with many tasks for a while, and compare what both sides saw.
    Soak {
        /// How long each row takes.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// How many tasks call at once.
        #[arg(long, default_value_t = 2000)]
        tasks: u64,
    },
    /// Find changes of the runtime's code that its tests do not notice, with cargo-mutants.
    Mutants {
        /// Arguments of `cargo mutants`, such as `--shard 0/20`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Run the tests whose name, or file, contains NAME, and build nothing else.
    Test {
        /// Part of a test's path, such as `unions::` or `post_503`.
        name: String,
    },
    /// Take over what is generated and what snapshots of tests see: read the diff afterwards.
    Bless {
        /// Part of a test's path; all tests with snapshots if it is left out.
        name: Option<String>,
    },
    /// Check what holds for the text of the repository: links, phrases, lengths of files.
    Tidy,
    /// Everything that has to pass before a change is merged.
    Ci {
        /// One job of it.
        #[arg(value_parser = ci::JOBS.map(|job| job.name))]
        job: Option<String>,
    },
}

fn main() -> ExitCode {
    // Paths that the user gives are meant from where the user is.
    let from_here = |path: &Path| match path.to_str() {
        Some(url) if url.contains("://") => path.to_owned(),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    };
    let Tasks { mut task } = Tasks::parse();
    match &mut task {
        Task::Sync { from, .. } => from.iter_mut().for_each(|from| *from = from_here(from)),
        Task::History { paths, .. } | Task::Semver { paths, .. } => {
            paths.iter_mut().for_each(|path| *path = from_here(path));
        }
        Task::Conformance { data, examples, document, samples, skew } => {
            let paths = data.iter_mut().chain(examples).chain(document).chain(samples).chain(skew);
            paths.for_each(|path| *path = from_here(path));
        }
        Task::Corpus { folders, .. } => folders.iter_mut().for_each(|path| *path = from_here(path)),
        _ => {}
    }
    std::env::set_current_dir(workspace()).expect("the workspace this was built from is there");
    let flag = |name, set| if set { Some(name) } else { None };
    match task {
        Task::Generate { check, strict, watch, timings } => {
            let flags = [flag("--check", check), flag("--strict", strict), flag("--timings", timings)];
            let flags = flags.into_iter().flatten();
            if watch { watch_sources(flags) } else { generate(flags) }
        }
        Task::Sync { api, from, keep_prose, new } => {
            let from = from.map(|from| from.to_string_lossy().into_owned());
            let from = from.iter().flat_map(|from| ["--from", from]);
            let flags = flag("--keep-prose", keep_prose).into_iter().chain(flag("--new", new));
            generator(["sync", &api].into_iter().chain(from).chain(flags))
        }
        Task::Conformance { data, examples, document, samples, skew } => {
            let options = [
                ("--data", data),
                ("--examples", examples),
                ("--document", document),
                ("--samples", samples),
                ("--skew", skew),
            ];
            outcome(conformance(workspace(), &options))
        }
        Task::History { api, paths, generate_only } => {
            let until = if generate_only { Until::Generated } else { Until::Compiled };
            outcome(history::history(workspace(), &api, &paths, until))
        }
        Task::Semver { api, paths } => outcome(history::semver(workspace(), &api, &paths)),
        Task::ReleaseCheck { base } => outcome(release::check(workspace(), &base)),
        Task::Corpus { folders, compile } => outcome(corpus::corpus(workspace(), &folders, compile)),
        Task::Features => outcome(features::features(workspace())),
        Task::Wasm => outcome(wasm::wasm(workspace())),
        Task::Bench => outcome(bench::bench(workspace())),
        Task::Soak { seconds, tasks } => outcome(bench::soak(workspace(), seconds, tasks)),
        Task::Mutants { arguments } => outcome(mutants::mutants(workspace(), &arguments)),
        Task::Test { name } => outcome(tests_by_name::test(workspace(), &name, false)),
        Task::Bless { name } => {
            let written = generate(std::iter::empty());
            if written == ExitCode::SUCCESS { outcome(bless(workspace(), name.as_deref())) } else { written }
        }
        Task::Tidy => outcome(tidy::tidy(workspace())),
        Task::Ci { job } => outcome(ci::ci(workspace(), job.as_deref())),
    }
}

/// The arguments that each of both generated crates is made with.
fn crates() -> [Vec<&'static str>; 2] {
    // The crate that shows what each feature of OpenAPI becomes is generated like the SDK.
    // It compiles the runtime where it stands: a copy would have to be read in every diff.
    let runtime = "../../../templates/runtime/src/runtime/mod.rs";
    let features = ["generate", "tests/features", "--out", "tests/sdk", "--name", "feature-sdk", "--runtime", runtime];
    // Its documents are there for what the notes are about.
    [vec!["generate"], [&features[..], &["--quiet"]].concat()]
}

/// Writes or compares both generated crates.
fn generate(flags: impl Iterator<Item = &'static str> + Clone) -> ExitCode {
    let [sdk, features] = crates().map(|arguments| generator(arguments.into_iter().chain(flags.clone())));
    if sdk == ExitCode::SUCCESS { features } else { sdk }
}

/// Generates now and after every change. What is generated from is read again; what this program is made of, templates
/// among it, is compiled by the program that takes this one's place.
fn watch_sources(flags: impl Iterator<Item = &'static str> + Clone) -> ExitCode {
    let (inputs, sources) = (["spec", "tests/features"].map(Path::new), ["templates", "generator/src"].map(Path::new));
    let all = [inputs, sources].concat();
    let built = Stamps::of(&sources);
    let mut stamps = Stamps::of(&all);
    let mut sessions = crates().map(|arguments| {
        match Cli::parse_from(["generator"].into_iter().chain(arguments).chain(flags.clone())).command {
            Command::Generate(args) => Session::new(args),
            _ => unreachable!("both are made by the command `generate`"),
        }
    });
    loop {
        for session in &mut sessions {
            session.run();
        }
        loop {
            println!("watching {}", all.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", "));
            stamps = stamps.wait(&all);
            if Stamps::of(&sources) == built {
                break;
            }
            // What does not compile is on the screen, and mended with the next save.
            let build = cargo::cargo(workspace()).args(["build", "--quiet", "--package", "xtask"]).status();
            if build.is_ok_and(|status| status.success()) {
                let mut next = cargo::cargo(workspace());
                next.args(["xtask", "generate", "--watch"]).args(flags);
                return outcome(passed(next.status(), "`cargo xtask generate --watch` ended"));
            }
        }
    }
}

fn generator<'a>(arguments: impl Iterator<Item = &'a str>) -> ExitCode {
    run(Cli::parse_from(["generator"].into_iter().chain(arguments)))
}

/// The root of the workspace.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// Runs the program that replays recordings. The SDK is in it, and is not part of this program: `xtask` has to work
/// while the SDK does not compile.
fn conformance(root: &Path, options: &[(&str, Vec<PathBuf>)]) -> Result<(), String> {
    let mut command = cargo::cargo(root);
    command.args(["run", "--quiet", "--package", "sdk-tests", "--bin", "conformance", "--"]);
    for (option, paths) in options {
        command.args(paths.iter().flat_map(|path| [Path::new(option), path.as_path()]));
    }
    passed(command.status(), "not everything passed")
}

/// Makes snapshots what the tests see.
fn bless(root: &Path, name: Option<&str>) -> Result<(), String> {
    let Some(name) = name else {
        let mut command = cargo::cargo(root);
        command.args(["test", "--package", "sdk-tests", "--package", "sdk-runtime", "--no-fail-fast"]);
        return passed(command.env("INSTA_UPDATE", "always").status(), "tests failed for other reasons than snapshots");
    };
    tests_by_name::test(root, name, true)
}

fn passed(status: std::io::Result<ExitStatus>, otherwise: &str) -> Result<(), String> {
    if status.is_ok_and(|status| status.success()) { Ok(()) } else { Err(otherwise.to_owned()) }
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

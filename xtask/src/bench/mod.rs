//! `cargo xtask bench`: what generating, building and calling cost, as one table.
//!
//! Figures are medians of whole processes in release builds; where there is a peer it runs in the same
//! process and the figure is a ratio, because single times of a shared machine say little.

mod growth;
mod process;
mod twice;

use crate::cargo::cargo;
use generator::load::api_folders;
use process::{Cost, median, run};
use std::path::Path;
use std::process::Command;

/// Runs of each generation; builds run once, they are long enough to be steady.
const RUNS: usize = 7;

/// Measures everything and prints the table.
///
/// # Errors
///
/// If a command fails; the text names it.
pub(crate) fn bench(root: &Path) -> Result<(), String> {
    let scratch = root.join("target/bench");
    std::fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    println!("| what | CPU s | wall s | peak MiB |\n|---|---|---|---|");
    generation(root, &scratch)?;
    builds(root, &scratch)?;
    growth::growth(&root.join("target/release/generator"), &scratch)?;
    for (package, name) in [("sdk-tests", "decode"), ("sdk-tests", "decode-memory"), ("sdk-runtime", "calls")] {
        println!();
        let status = cargo(root).args(["bench", "--quiet", "--package", package, "--bench", name]).status();
        if !status.as_ref().is_ok_and(|status| status.success()) {
            return Err(format!("cargo bench --bench {name}: {status:?}"));
        }
    }
    Ok(())
}

/// Runs the soak of the runtime, which prints its own table.
///
/// # Errors
///
/// If clients and server do not agree.
pub(crate) fn soak(root: &Path, seconds: u64, tasks: u64) -> Result<(), String> {
    let (seconds, tasks) = (seconds.to_string(), tasks.to_string());
    let arguments = ["bench", "--quiet", "--package", "sdk-runtime", "--bench", "soak", "--", &seconds, &tasks];
    let status = cargo(root).args(arguments).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err("clients and server do not agree".to_owned()) }
}

fn generation(root: &Path, scratch: &Path) -> Result<(), String> {
    run(cargo(root).args(["build", "--release", "--package", "generator"]))?;
    let generator = root.join("target/release/generator");
    for folder in api_folders(&root.join("spec")).map_err(|error| error.to_string())? {
        let spec = folder.join("openapi.yaml");
        let name = spec.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let once = new(&generator, &spec, scratch)?;
        row(&format!("generate {name}"), once);
        let doubled = scratch.join(format!("{name}-twice.json"));
        let text = std::fs::read_to_string(&spec).map_err(|error| format!("{}: {error}", spec.display()))?;
        std::fs::write(&doubled, twice::twice(&text)?).map_err(|error| error.to_string())?;
        let both = new(&generator, &doubled, scratch)?;
        row(&format!("generate {name}, the document twice ({:.2} times the CPU)", both.cpu / once.cpu), both);
    }
    Ok(())
}

fn new(generator: &Path, document: &Path, scratch: &Path) -> Result<Cost, String> {
    median(RUNS, || {
        let mut command = Command::new(generator);
        command
            .arg("new")
            .arg(document)
            .arg("--name")
            .arg("bench-sdk")
            .arg("--out")
            .arg(scratch.join("generated"))
            .arg("--force");
        command
    })
}

fn builds(root: &Path, scratch: &Path) -> Result<(), String> {
    let library = root.join("generated-sdk/src/lib.rs");
    let builds: [(&str, &[&str]); 3] = [
        ("check the SDK", &["check"]),
        ("build the SDK in release", &["build", "--release"]),
        ("check one resource", &["check", "--no-default-features", "--features", "polar-customers,rustls"]),
    ];
    for (what, arguments) in builds {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--package", "generated-sdk"]);
        let make = || {
            let mut command = cargo(root);
            command.args(&arguments).env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", scratch.join("target"));
            command
        };
        run(&mut make())?;
        touch(&library)?;
        row(what, run(&mut make())?);
    }
    Ok(())
}

fn touch(file: &Path) -> Result<(), String> {
    let open = std::fs::File::options().append(true).open(file).map_err(|error| error.to_string())?;
    open.set_modified(std::time::SystemTime::now()).map_err(|error| error.to_string())
}

fn row(what: &str, cost: Cost) {
    println!("| {what} | {:.2} | {:.2} | {:.0} |", cost.cpu, cost.wall, cost.peak);
}

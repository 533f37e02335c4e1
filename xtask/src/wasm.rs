//! `cargo xtask wasm`: the SDK compiles for WebAssembly, and works in Node.
//!
//! The target's standard library is used where the toolchain has it (`rustup target add wasm32-unknown-unknown`), and
//! built from its sources where it has those (`rustup component add rust-src`). Without either, or without Node, there is
//! nothing to check with, which it says.

use crate::cargo::cargo;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Features of the SDK that have to compile there, beside those of `tests/wasm`.
const FEATURES: [&str; 3] = [
    "polar-orders,own-transport",
    "polar-orders,circle-payouts,async,tracing,upload,testing",
    "polar-orders,rustls,webhooks,axum-0-8,tower-0-5,chrono-0-4,jiff-0-2,uuid-1,rust_decimal-1",
];

/// Features that cannot be there, and are refused by name.
const REFUSED: [&str; 5] = ["blocking", "native-tls", "aws-lc-rs", "no-provider", "webpki-roots"];

/// Checks, builds and runs; says so where it cannot.
///
/// # Errors
///
/// If something does not compile, compiles and should not, or does not work.
pub(crate) fn wasm(root: &Path) -> Result<(), String> {
    let library = match library() {
        Ok(library) => library,
        Err(missing) => {
            println!("SKIPPED: nothing was checked for WebAssembly, because {missing}");
            return Ok(());
        }
    };
    for features in FEATURES {
        let (compiles, errors) = check(root, &library, features)?;
        if !compiles {
            return Err(format!("these features do not compile for {TARGET}: {features}\n{errors}"));
        }
        println!("ok     compiles with {features}");
    }
    for feature in REFUSED {
        let (compiles, errors) = check(root, &library, &format!("polar-orders,async,{feature}"))?;
        if compiles || !errors.contains(&format!("`{feature}`")) {
            return Err(format!("feature `{feature}` should be refused by name, but the compiler says:\n{errors}"));
        }
        println!("ok     refuses {feature}");
    }
    run(root, &library)
}

/// Arguments of cargo by which the standard library is there.
fn library() -> Result<Vec<&'static str>, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let print = |arguments: &[&str]| {
        let output = Command::new(&rustc).args(arguments).output().map_err(|error| error.to_string())?;
        Ok::<_, String>(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
    };
    let built = print(&["--print", "target-libdir", "--target", TARGET])?;
    let has_core = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with("libcore-");
    if std::fs::read_dir(built).into_iter().flatten().flatten().any(has_core) {
        return Ok(Vec::new());
    }
    let sources = print(&["--print", "sysroot"])?.join("lib/rustlib/src/rust/library/Cargo.lock");
    if sources.is_file() {
        return Ok(vec!["-Zbuild-std=std,panic_abort"]);
    }
    Err(format!("the toolchain has neither the target {TARGET} nor its sources (`rust-src`)"))
}

/// A command of cargo for the target, with a folder of its own for what it builds.
fn command(root: &Path, library: &[&str], task: &str) -> Command {
    let mut cargo = cargo(root);
    cargo.args([task, "--quiet", "--target", TARGET]).args(library);
    if !library.is_empty() {
        // Building the standard library is not stable.
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    cargo.env("CARGO_TARGET_DIR", root.join("target/wasm"));
    cargo
}

/// Whether the SDK compiles with some features and without a warning, and what the compiler says.
fn check(root: &Path, library: &[&str], features: &str) -> Result<(bool, String), String> {
    let mut check = command(root, library, "check");
    check.args(["--package", "generated-sdk", "--lib", "--no-default-features", "--features", features]);
    let output = check.env("RUSTFLAGS", "--deny warnings").output().map_err(|error| error.to_string())?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

/// Builds `tests/wasm` and runs it in Node.
fn run(root: &Path, library: &[&str]) -> Result<(), String> {
    if Command::new("node").arg("--version").output().is_err() {
        println!("SKIPPED: it compiles, but nothing was run, because Node is not there");
        return Ok(());
    }
    let manifest = root.join("tests/wasm/Cargo.toml");
    let built = |mut command: Command, what: &str| match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what}: {status}")),
        Err(error) => Err(format!("{what}: {error}")),
    };
    let mut module = command(root, library, "build");
    module.arg("--manifest-path").arg(&manifest).args(["--lib", "--locked"]);
    built(module, "the module cannot be built")?;
    let (folder, file) = (root.join("target/wasm/node"), format!("target/wasm/{TARGET}/debug/wasm_check.wasm"));
    let mut bind = cargo(root);
    bind.args(["run", "--quiet", "--locked", "--bin", "bind", "--manifest-path"]).arg(&manifest).arg("--");
    bind.arg(root.join(file)).arg(&folder).env("CARGO_TARGET_DIR", root.join("target/wasm"));
    built(bind, "wasm-bindgen does not take the module")?;
    let mut node = Command::new("node");
    node.arg(root.join("tests/wasm/run.mjs")).arg(folder.join("wasm_check.js"));
    node.arg(root.join("generated-sdk/src/polar/samples.tsv"));
    built(node, "it does not work in Node")
}

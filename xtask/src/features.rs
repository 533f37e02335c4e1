//! `cargo xtask features`: every Cargo feature of the SDK compiles, alone and with every other.
//!
//! Features of resources differ from each other only in which files they take in, so they are checked alone; the
//! others are checked in pairs as well, with one resource beside them. What is built for it has a folder of its own,
//! because warnings are errors here, which is another build to cargo.

use crate::cargo::{cargo, metadata};
use std::path::Path;
use std::time::Instant;

/// Checks every combination and prints those that fail.
///
/// # Errors
///
/// With the number of combinations that do not compile.
pub(crate) fn features(root: &Path) -> Result<(), String> {
    let all = declared(root)?;
    let apis: Vec<&String> =
        all.iter().filter(|name| all.iter().any(|other| other.starts_with(&format!("{name}-")))).collect();
    let is_resource = |name: &&String| apis.iter().any(|api| name.starts_with(&format!("{api}-")));
    let resources: Vec<&String> = all.iter().filter(is_resource).collect();
    let others: Vec<&String> = all.iter().filter(|name| !is_resource(name) && !apis.contains(name)).collect();
    let resource = resources.first().ok_or("the SDK has no resources")?;

    let mut sets: Vec<Vec<&str>> = vec![Vec::new()];
    sets.extend(all.iter().map(|name| vec![name.as_str()]));
    for (index, first) in others.iter().enumerate() {
        sets.push(vec![resource, first]);
        sets.extend(others[index + 1..].iter().map(|second| vec![resource.as_str(), first, second]));
    }
    let start = Instant::now();
    let failed: Vec<String> = sets.iter().map(|set| set.join(",")).filter(|set| !compiles(root, set)).collect();
    println!("{} passed, {} failed, {} s", sets.len() - failed.len(), failed.len(), start.elapsed().as_secs());
    if failed.is_empty() { Ok(()) } else { Err(format!("these do not compile:\n{}", failed.join("\n"))) }
}

/// Names of the features in the manifest that users turn on: not `default`, and not the parts of others, whose names
/// begin with an underscore.
fn declared(root: &Path) -> Result<Vec<String>, String> {
    let metadata = metadata(root)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let sdk =
        packages.into_iter().find(|package| package["name"] == "generated-sdk").ok_or("no package generated-sdk")?;
    let names = sdk["features"].as_object().into_iter().flat_map(|features| features.keys());
    Ok(names.filter(|name| *name != "default" && !name.starts_with('_')).cloned().collect())
}

fn compiles(root: &Path, set: &str) -> bool {
    // Some feature has to say what carries requests.
    let set = format!("own-transport,{set}");
    let arguments = ["check", "--quiet", "--package", "generated-sdk", "--no-default-features", "--features", &set];
    let mut cargo = cargo(root);
    cargo.args(arguments).env("RUSTFLAGS", "--deny warnings").env("CARGO_TARGET_DIR", root.join("target/features"));
    let status = cargo.status();
    let good = status.is_ok_and(|status| status.success());
    println!("{} {set}", if good { "ok    " } else { "FAILED" });
    good
}

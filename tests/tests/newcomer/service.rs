//! A crate that `new` made of FastAPI's document is driven against such a service, over sockets and with both HTTP clients.

use super::stories::{cargo, document, ends, folder, text};
use std::fs;
use std::path::Path;

/// Whom the crate depends on for its tests beside what `new` writes.
const MEMORY: &str = "peak_alloc = \"0.3\"\n";

/// The features of the crate itself: a connection to this machine needs no TLS.
const OWN: &str = "service = { path = \".\", features = [\"blocking\", \"testing\"] }\n";
const PLAIN: &str =
    "service = { path = \".\", default-features = false, features = [\"async\", \"blocking\", \"full\"] }\n";

/// The profile of this workspace, so that less of what is compiled already need be compiled again.
const WORKSPACE: &str = "\n[workspace]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";

#[test]
fn a_service_is_driven_through_a_crate_that_new_made() {
    let out = folder("served").join("service");
    let place = out.to_str().expect("the target folder has a name in UTF-8");
    assert!(ends(0, &["new", &document("service.yaml"), "--out", place, "--name", "service"]));
    let manifest = text(&out.join("Cargo.toml"));
    assert!(manifest.contains(OWN), "{manifest}");
    let manifest = manifest.replace(OWN, &format!("{PLAIN}{MEMORY}")) + WORKSPACE;
    fs::write(out.join("Cargo.toml"), manifest).expect("the target folder can be written");
    fs::copy(document("service.rs"), out.join("tests/service.rs")).expect("the target folder can be written");
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, out.join("Cargo.lock")).expect("the target folder can be written");
    cargo(&out, &["test", "--quiet", "--offline", "--no-default-features", "--test", "service"], "");
}

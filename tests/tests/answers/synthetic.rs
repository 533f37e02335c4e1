//! The conformance command over recordings that are made from the documents: every operation, status and event.

use sdk_tests::samples::Schemas;
use sdk_tests::synthetic::{write_deliveries, write_exchanges};
use std::path::Path;
use std::process::Command;

#[test]
fn every_operation_and_event_of_polar_conforms() {
    conforms("polar");
}

#[test]
fn every_operation_of_circle_conforms() {
    conforms("circle");
}

fn conforms(api: &str) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("recordings-{api}"));
    // What an earlier run has left belongs to an earlier document.
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(directory.join("webhooks")).expect("the folder can be made");
    let schemas = Schemas::new(super::document(api));
    let exchanges = write_exchanges(&schemas, &directory).expect("the recordings can be written");
    let deliveries = match api {
        "polar" => write_deliveries(&schemas, &directory.join("webhooks")).expect("the deliveries can be written"),
        _ => 0,
    };
    let output = Command::new(env!("CARGO_BIN_EXE_conformance")).arg("--data").arg(&directory).output();
    let output = output.expect("the command starts");
    let printed = String::from_utf8_lossy(&output.stdout);
    let failures: Vec<&str> = printed.lines().filter(|line| line.starts_with("FAILED")).take(40).collect();
    assert_eq!(failures, Vec::<&str>::new());
    let last = printed.lines().last().unwrap_or_default();
    assert_eq!(last, format!("{} passed, 0 failed, 0 assumed", exchanges + deliveries));
}

//! A program in which some crate has turned on the feature `arbitrary_precision` of `serde_json`, as Cargo then does for
//! all of them: numbers of models come through serde as they were.

use super::{DOCUMENT_HEAD, Layout, cargo, folder, workspace};
use generator::load::load_file;
use generator::pipeline::generate;
use generator::tree::{self, Options};
use std::fs;
use std::path::Path;

/// Numbers in every place that a model has for them.
const SCHEMAS: &str = r##"
paths:
  /readings:
    get:
      operationId: listReadings
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Reading" } } } }
components:
  schemas:
    Reading:
      type: object
      required: [amount, count, rates]
      properties:
        amount: { type: number }
        count: { type: integer, format: uint64 }
        rates: { type: array, items: { type: number } }
        by_name: { type: object, additionalProperties: { type: number } }
        either: { oneOf: [{ type: number }, { type: string }] }
        any: {}
"##;

const USER: &str = r##"use meter::models::Reading;
use meter::{Json, Number};
use serde::{Deserialize, Serialize};

const TEXT: &str = concat!(
    r#"{"amount":1.50,"any":{"deep":[-7,1e+400]},"by_name":{"a":2.0,"b":3},"count":18446744073709551615,"#,
    r#""either":0.10,"rates":[0.1234567890123456789,5],"unknown":{"rate":1.00}}"#
);

/// Models within types of the program, whose properties serde keeps aside before it hands them over.
#[derive(Serialize, Deserialize)]
struct Stored {
    id: u32,
    #[serde(flatten)]
    reading: Reading,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Reading(Reading),
}

fn sorted(text: &str) -> String {
    serde_json::from_str::<serde_json::Value>(text).unwrap().to_string()
}

fn main() {
    let is_on = serde_json::from_str::<serde_json::Value>("1.50").unwrap().to_string() == "1.50";
    assert!(is_on, "the feature is not on");

    let reading: Reading = serde_json::from_str(TEXT).unwrap();
    assert_eq!((reading.amount, reading.count, reading.rates[1]), (1.5, u64::MAX, 5.0));
    assert_eq!(reading.extra.get("unknown").unwrap().to_string(), r#"{"rate":1.00}"#);
    assert_eq!(sorted(&serde_json::to_string(&reading).unwrap()), TEXT);

    let tree = serde_json::to_value(&reading).unwrap();
    assert_eq!(tree.to_string(), TEXT);
    assert_eq!(serde_json::from_value::<Reading>(tree.clone()).unwrap(), reading);
    assert_eq!(Json::from(tree.clone()), Json::of(&reading));
    assert_eq!(Json::of(&reading).to_value(), tree);
    assert_eq!(serde_json::from_str::<Number>("1e+400").unwrap().as_str(), "1e+400");

    let stored: Stored = serde_json::from_str(&TEXT.replacen('{', r#"{"id":7,"#, 1)).unwrap();
    assert_eq!((stored.id, &stored.reading), (7, &reading));
    let again = serde_json::to_string(&stored).unwrap();
    assert_eq!(sorted(&again), sorted(&TEXT.replacen('{', r#"{"id":7,"#, 1)));
    let Either::Reading(either) = serde_json::from_str(TEXT).unwrap();
    assert_eq!(either, reading);

    // Other formats are what they are without the feature.
    let text = toml::to_string(&Json::parse(r#"{"a":1.50,"b":0.1234567890123456789}"#).unwrap()).unwrap();
    assert_eq!(text, "a = 1.5\nb = 0.12345678901234568\n");
    let mut broken = reading.clone();
    broken.amount = f64::NAN;
    assert!(serde_json::to_string(&broken).is_err());
    println!("every number is what it was");
}
"##;

const USER_MANIFEST: &str = r#"[package]
name = "user"
edition = "2024"

[dependencies]
meter = { path = "../meter", default-features = false, features = ["full", "own-transport"] }
serde = { version = "1", features = ["derive"] }
serde_json = { version = "1", features = ["arbitrary_precision"] }
toml = "1"
"#;

const WORKSPACE_MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["meter", "user"]

[profile.dev]
debug = "line-tables-only"
"#;

#[test]
fn numbers_are_what_they_were_whatever_serde_json_keeps() {
    let folder = folder("precision");
    let put = |path: &str, text: &str| fs::write(folder.join(path), text).expect("the target folder can be written");
    let document = folder.join("meter.yaml");
    put("meter.yaml", &format!("{DOCUMENT_HEAD}{SCHEMAS}"));
    let (input, diagnostics) = load_file(&document, "meter");
    assert_eq!(diagnostics, []);
    let input = input.expect("without diagnostics there is an input");
    let outcome = generate(vec![input], &Layout::Crate("meter".to_owned()));
    tree::write(&folder.join("meter"), &outcome.tree, &Options { force: true, ..Options::default() })
        .expect("the target folder can be written");
    put("Cargo.toml", WORKSPACE_MANIFEST);
    put("user/Cargo.toml", USER_MANIFEST);
    put("user/src/main.rs", USER);
    put("Cargo.lock", &fs::read_to_string(workspace().join("Cargo.lock")).expect("the workspace is locked"));

    // The folder is `tmp` in the target folder of the workspace.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let target = target.display().to_string();
    let (passed, said, failed) =
        cargo(&folder, &["run", "--quiet", "--offline", "--package", "user", "--target-dir", &target]);
    assert!(passed && failed.is_empty(), "{failed}");
    assert_eq!(said, "every number is what it was\n");
}

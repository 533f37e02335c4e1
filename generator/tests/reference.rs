//! What is said about `sdk.yaml` is what its reader takes: the schema, the page of keys, and the examples on it.

use generator::config::{Config, reference};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn is_up_to_date(file: &str, format: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "run `cargo run -p generator -- schema --format {format} > generator/{file}`");
}

#[test]
fn the_schema_is_up_to_date() {
    is_up_to_date("sdk.schema.json", "json", &format!("{:#}\n", reference::schema()));
}

#[test]
fn the_page_of_keys_is_up_to_date() {
    is_up_to_date("SDK-YAML.md", "markdown", &reference::page());
}

#[test]
fn the_examples_are_decisions_and_show_every_key() {
    serde_yaml::from_str::<Config>(reference::EXAMPLES).expect("the examples can be read");
    let examples: Value = serde_yaml::from_str(reference::EXAMPLES).expect("they are YAML");
    let schema = reference::schema();
    let validator = |key: &str| schema["properties"][key].is_object();
    let shown: Vec<&String> = examples.as_object().expect("it is a map").keys().collect();
    assert!(shown.iter().all(|key| validator(key)));
    let order: Vec<&String> = schema["properties"].as_object().expect("it has properties").keys().collect();
    assert_eq!(shown, order, "in the order of the keys");
    let mut known = BTreeSet::new();
    for definition in schema["$defs"].as_object().expect("it has definitions").values() {
        let variants = definition["anyOf"].as_array().into_iter().flatten().chain([definition]);
        known.extend(variants.flat_map(|one| one["properties"].as_object().into_iter().flatten().map(|(key, _)| key)));
    }
    let mut met = BTreeSet::new();
    keys(&examples, &mut met);
    let missing: Vec<_> = known.into_iter().filter(|key| !met.contains(*key)).collect();
    assert!(missing.is_empty(), "generator/src/config/examples.yaml has no {missing:?}");
}

fn keys(value: &Value, met: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            met.insert(key.clone());
            keys(value, met);
        }),
        Value::Array(list) => list.iter().for_each(|value| keys(value, met)),
        _ => {}
    }
}

#[test]
fn the_files_of_this_workspace_name_the_schema() {
    for api in ["circle", "polar"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api).join("sdk.yaml");
        let text = std::fs::read_to_string(path).expect("it is there");
        assert!(text.starts_with("# yaml-language-server: $schema=../../generator/sdk.schema.json\n"), "{api}");
    }
}

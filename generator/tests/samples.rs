//! `generator samples`: an overlay for the document, which can be applied to it.

use generator::diagnostic::Diagnostic;
use generator::load::load_dir;
use generator::pipeline::{Layout, code_samples};
use generator::source::Input;
use generator::source::overlay::{Overlay, apply};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn input(api: &str) -> Input {
    let (input, diagnostics) = load_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    input.expect("without diagnostics there is an input")
}

/// The source of the sample of each operation after the overlay was applied, by its id.
fn applied(document: &Value, overlay: Value) -> Vec<(String, String)> {
    let overlay: Overlay = serde_json::from_value(overlay).expect("it is an overlay");
    let (mut document, mut diagnostics) = (document.clone(), Vec::<Diagnostic>::new());
    apply(&mut document, &overlay, 0, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let paths = document["paths"].as_object().expect("there are paths").values();
    let operations = paths.flat_map(|item| METHODS.iter().filter_map(|method| item.get(*method)));
    let sample = |operation: &Value| {
        let sample = &operation["x-codeSamples"];
        assert_eq!(
            (sample.as_array().map(Vec::len), &sample[0]["lang"]),
            (Some(1), &Value::from("Rust")),
            "{operation}"
        );
        let text = |value: &Value| value.as_str().expect("it is text").to_owned();
        (text(&operation["operationId"]), text(&sample[0]["source"]))
    };
    operations.map(sample).collect()
}

#[test]
fn every_operation_of_both_apis_has_the_sample_of_its_documentation() {
    for api in ["circle", "polar"] {
        let input = input(api);
        let mut diagnostics = Vec::new();
        let (overlay, missing) =
            code_samples(&input, &Layout::Workspace, &mut diagnostics).expect("the document has no errors");
        assert_eq!(missing, [""; 0]);
        let samples = applied(&input.document.value, overlay);
        let ids: BTreeSet<&String> = samples.iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), samples.len(), "each operation has one");

        // The documentation has the same lines, but for the client.
        let resources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src").join(api).join("resources");
        let files = std::fs::read_dir(resources).expect("the SDK is there");
        let texts = files.map(|file| std::fs::read_to_string(file.expect("it can be read").path()).expect("text"));
        let documented: String = texts.collect();
        for (id, source) in samples {
            assert!(source.starts_with(&format!("use generated_sdk::{api}::Client;\n")), "{source}");
            let (_, code) = source.split_once("Client::from_env()?;\n").expect("it makes a client");
            let shown: String =
                code.lines().map(|line| format!("    /// {line}").trim_end().to_owned() + "\n").collect();
            // A line that ends a loop early is not shown.
            let shown = |text: &str| text.contains(&shown);
            assert!(shown(&documented.replace("    /// # break;\n", "")), "{id}:\n{source}");
        }
    }
}

#[test]
fn the_command_prints_the_overlay_of_any_document() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let document = serde_json::json!({
        "openapi": "3.1.0",
        "info": { "title": "Shop", "version": "1" },
        "servers": [{ "url": "https://shop.example" }],
        "paths": { "/it's/{id}": { "get": {
            "operationId": "getIt", "tags": ["its"],
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "responses": { "204": { "description": "None" } },
        } } },
    });
    let path = folder.join("shop.json");
    std::fs::write(&path, document.to_string()).expect("the file can be written");
    let output =
        Command::new(env!("CARGO_BIN_EXE_generator")).arg("samples").arg(&path).args(["--name", "shop"]).output();
    let output = output.expect("the generator runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    let samples = applied(&document, serde_json::from_str(&text).expect("it is JSON"));
    let [(id, source)] = samples.as_slice() else { panic!("{samples:?}") };
    assert_eq!(id, "getIt");
    assert!(source.starts_with("use shop::Client;\n\nlet client = Client::from_env()?;\n"), "{source}");
    assert!(source.contains("client.its().get"), "{source}");
}

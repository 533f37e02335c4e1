//! `generator samples`: an overlay for the document, which a public tool validates and applies to it.

use generator::diagnostic::Diagnostic;
use generator::load::load_dir;
use generator::pipeline::{Layout, code_samples};
use generator::source::Input;
use generator::source::overlay::{Overlay, apply};
use roas_overlay::apply::{Apply, ApplyOptions};
use roas_overlay::validation::Validate;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn input(api: &str) -> Input {
    let (input, diagnostics) = load_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    input.expect("without diagnostics there is an input")
}

/// The document after a public tool has applied the overlay: each action selects one operation, and our own reader of
/// overlays gives the same.
fn applied(document: &Value, overlay: &Value) -> Value {
    let public: roas_overlay::v1_0::Overlay = serde_json::from_value(overlay.clone()).expect("the tool reads it");
    public.validate(Default::default()).expect("the tool finds it valid");
    let mut changed = document.clone();
    let report = public.apply(&mut changed, ApplyOptions::ErrorOnZeroMatch.into()).expect("the tool applies it");
    assert!(!report.actions.is_empty());
    for action in report.actions {
        assert_eq!(action.matched, 1, "{}", action.target);
    }

    let ours: Overlay = serde_json::from_value(overlay.clone()).expect("we read it");
    let (mut by_us, mut diagnostics) = (document.clone(), Vec::<Diagnostic>::new());
    apply(&mut by_us, &ours, 0, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert!(by_us == changed, "our reader differs");
    changed
}

/// The operations of a document, in its order.
fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().expect("there are paths").values_mut();
    let fields = paths.flat_map(|item| item.as_object_mut().expect("a path item is an object"));
    fields.filter(|(name, _)| METHODS.contains(&name.as_str())).map(|(_, operation)| operation)
}

/// The source of the sample of each operation after the overlay was applied, by its id. Samples that the document had
/// before stand first, and nothing else has changed.
fn samples(document: &Value, overlay: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("it is text").to_owned();
    let mut rest = applied(document, overlay);
    let mut added = Vec::new();
    for operation in operations(&mut rest) {
        let all = operation["x-codeSamples"].as_array_mut().expect("each operation has samples");
        let sample = all.pop().expect("each operation has a sample");
        assert_eq!(sample["lang"], "Rust");
        if all.is_empty() {
            operation.as_object_mut().expect("it is an object").shift_remove("x-codeSamples");
        }
        added.push((text(&operation["operationId"]), text(&sample["source"])));
    }
    assert!(rest == *document, "something else has changed");
    added
}

#[test]
fn every_operation_of_both_apis_has_the_sample_of_its_documentation() {
    for api in ["circle", "polar"] {
        let input = input(api);
        let mut diagnostics = Vec::new();
        let (overlay, missing) =
            code_samples(&input, &Layout::Workspace, &mut diagnostics).expect("the document has no errors");
        assert_eq!(missing, [""; 0]);
        let samples = samples(&input.document.value, &overlay);
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

/// What the command prints for a document.
fn printed(name: &str, document: &Value) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let path = folder.join(format!("{name}.json"));
    std::fs::write(&path, document.to_string()).expect("the file can be written");
    let output =
        Command::new(env!("CARGO_BIN_EXE_generator")).arg("samples").arg(&path).args(["--name", "shop"]).output();
    let output = output.expect("the generator runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_str(&text).expect("it is JSON")
}

/// A document with one operation per path.
fn document_of(paths: &[&str]) -> Value {
    let item = |(index, path): (usize, &&str)| {
        let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        let parameters: Vec<Value> = names
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        let responses = json!({ "204": { "description": "None" } });
        let operation = json!({
            "operationId": format!("get{index}"), "tags": ["its"], "parameters": parameters, "responses": responses,
        });
        ((*path).to_owned(), json!({ "get": operation }))
    };
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Shop", "version": "1" },
        "servers": [{ "url": "https://shop.example" }],
        "paths": paths.iter().enumerate().map(item).collect::<serde_json::Map<_, _>>(),
    })
}

#[test]
fn the_command_prints_the_overlay_of_any_document() {
    let document = document_of(&["/orders/{id}"]);
    let samples = samples(&document, &printed("shop", &document));
    let [(id, source)] = samples.as_slice() else { panic!("{samples:?}") };
    assert_eq!(id, "get0");
    assert!(source.starts_with("use shop::Client;\n\nlet client = Client::from_env()?;\n"), "{source}");
    assert!(source.contains("client.its().get"), "{source}");
}

#[test]
fn a_target_selects_its_operation_whatever_is_in_the_path() {
    let paths = [
        "/it's/{id}",
        "/a\"quote\"",
        "/~/~0/~1",
        "/a/b",
        "/a~1b",
        "/lists[0]/*",
        "/$..x/@.y",
        "/back\\slash",
        "/tab\tand\u{1}",
        "/\u{e9}t\u{e9}/e\u{301}te\u{301}",
        "/\u{1f600}",
        "/{a}:{b}",
    ];
    let document = document_of(&paths);
    let overlay = printed("paths", &document);
    let samples = samples(&document, &overlay);
    let ids: BTreeSet<&String> = samples.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), paths.len());
}

#[test]
fn samples_that_the_document_has_stay() {
    let mut document = document_of(&["/orders/{id}"]);
    let own = json!([{ "lang": "Shell", "source": "curl https://shop.example/orders/1" }]);
    document["paths"]["/orders/{id}"]["get"]["x-codeSamples"] = own.clone();
    let overlay = printed("own", &document);
    let changed = applied(&document, &overlay);
    let all = changed["paths"]["/orders/{id}"]["get"]["x-codeSamples"].as_array().expect("there are samples");
    assert_eq!((all.len(), &all[0], &all[1]["lang"]), (2, &own[0], &json!("Rust")));
    assert_eq!(samples(&document, &overlay).len(), 1);
}

//! Small documents to models, for tests that look at what a document was understood to say.

use generator::analyze::analyze;
use generator::config::Config;
use generator::diagnostic::Diagnostic;
use generator::load::load_dir;
use generator::lower::lower;
use generator::model::Api;
use generator::source::{Input, SourceFile, prepare};
use serde_json::Value;
use std::path::Path;

/// The model of a document without decisions, and what was said about it.
pub fn lowered(document: &str) -> (Api, Vec<Diagnostic>) {
    decided(document, "{}")
}

/// The model of a document with the decisions of an `sdk.yaml`, and what was said about it.
///
/// # Panics
///
/// If either cannot be read: the test has written it wrong.
pub fn decided(document: &str, decisions: &str) -> (Api, Vec<Diagnostic>) {
    let value: Value = serde_yaml::from_str(document).expect("the test's document is YAML");
    let config: Config = serde_yaml::from_str(decisions).expect("the test's decisions are valid");
    let input = input(value, config, decisions);
    understood(&input)
}

/// The model of an API of this workspace after its document's value has been changed.
///
/// # Panics
///
/// If the API cannot be read.
pub fn changed(api: &str, change: impl FnOnce(&mut Value)) -> (Api, Vec<Diagnostic>) {
    let mut input = of_workspace(api);
    change(&mut input.document.value);
    understood(&input)
}

/// An API of this workspace as it is read.
///
/// # Panics
///
/// If it cannot be read.
pub fn of_workspace(api: &str) -> Input {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api);
    load_dir(&dir).0.expect("the documents of the workspace can be read")
}

fn understood(input: &Input) -> (Api, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let api = prepare(input.document.value.clone(), input, &mut diagnostics)
        .and_then(|prepared| lower(prepared.document, input, &mut diagnostics))
        .unwrap_or_else(|| panic!("the document has errors: {diagnostics:#?}"));
    (analyze(api, &mut diagnostics), diagnostics)
}

fn input(value: Value, config: Config, decisions: &str) -> Input {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), text: text.into(), value: Value::Null };
    Input {
        name: "acme".to_owned(),
        document: SourceFile { value, ..file("openapi.yaml", "") },
        others: vec![file("sdk.yaml", decisions)],
        origins: generator::source::support::origins::Origins::default(),
        config,
        words: generator::docs_overlay::DocsOverlay::default(),
        config_file: Some(1),
        words_file: None,
        guides: Default::default(),
        crate_guides: Default::default(),
    }
}

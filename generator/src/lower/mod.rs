//! A document and its decisions become the model.
//!
//! Afterwards no `$ref`, no `allOf` and no null branch is left, every id resolves, and nothing depends on the
//! order of keys in the document's maps. Types are lowered first as they stand (`schema`), then settled once
//! all are known: aliases, nullability, unions that are none (`settle`), decisions of `sdk.yaml`
//! (`overrides`), how each union is told apart (`decide`), equal inline types (`share`). What the
//! audit has reported is passed over in silence here.

mod annotations;
pub mod decisions;
mod declaration;
mod document;
mod inline_name;
mod operation;
mod passes;
mod schema;

pub use passes::discriminate::UNDECIDED;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, TypeDecl, TypeId};
use crate::source::Input;
use document::Document;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Turns a document into the model. Without one there is an error.
pub fn lower(document: Value, input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Option<Api> {
    let document = match Document::read(document) {
        Ok(document) => document,
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::Rejected, format!("the document cannot be read: {error}")).at(""));
            return None;
        }
    };
    let config_file = input.config_file.unwrap_or_default();
    let mut found = Vec::new();
    let mut lowering = Lowering::new(&document, &input.config, config_file, &mut found);

    let operations = lowering.operations();
    let webhooks = lowering.webhooks();
    let failures = lowering.failures();
    if operations.is_empty() && webhooks.is_empty() {
        // A document of types alone is a library of them.
        for component in document.components().keys() {
            lowering.place(&document::child("/components/schemas", component));
        }
    }
    lowering.fill();

    let api = lowering.finish(&input.name, operations, webhooks, failures);
    // A schema that several others merge is looked at once for each of them.
    for diagnostic in found {
        if !diagnostics.contains(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    Some(api)
}

/// The state of lowering one document.
struct Lowering<'a> {
    document: &'a Document,
    config: &'a Config,
    config_file: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
    types: Vec<TypeDecl>,
    /// What is known of each type until unions are decided; same index.
    drafts: Vec<Draft>,
    /// Schemas that references lead to, by pointer.
    places: BTreeMap<String, TypeId>,
    /// Those of them that are not filled in yet.
    queue: VecDeque<(TypeId, String)>,
    /// Components by the component they take in through `allOf`.
    subtypes: BTreeMap<String, Vec<String>>,
    /// What the item that is being lowered refers to.
    mentions: BTreeSet<TypeId>,
    /// The component that is being filled in.
    filling: Option<String>,
    /// References that are being merged, outermost first.
    merging: Vec<String>,
    /// References that have been merged whole, by pointer.
    resolved: BTreeMap<String, schema::keywords::Keywords<'a>>,
    /// Something was left out of a merge because of what is being merged around it.
    cut: bool,
    /// Combinations of schemas with the type they are, once it is known.
    merges: BTreeMap<Vec<String>, (TypeId, Option<schema::Use>)>,
    /// Inline schemas that are being lowered, by pointer, with the type they are if they came up within themselves.
    open: BTreeMap<String, Option<TypeId>>,
    /// Inline schemas that came up within themselves, by pointer, with what they are.
    closed: BTreeMap<String, schema::Use>,
    /// Inline schemas that other components take in, by pointer, with how often they were lowered for one.
    inherited: BTreeMap<String, usize>,
    depth: usize,
    /// How often the schema that is being lowered comes up: choices around it, multiplied.
    combinations: usize,
}

/// What is known of a type until unions are decided.
#[derive(Clone, Debug, Default)]
struct Draft {
    discriminator: Option<Discriminating>,
    /// For each branch of a union the pointer it came from, if it is a reference.
    sources: Vec<Option<String>>,
    /// The only value a component allows.
    constant: Option<Value>,
}

/// `discriminator`, its targets resolved to pointers.
#[derive(Clone, Debug)]
struct Discriminating {
    property: String,
    mapping: Vec<(String, Option<String>)>,
    /// The pointer of `defaultMapping` (OpenAPI 3.2).
    otherwise: Option<String>,
}

impl<'a> Lowering<'a> {
    fn new(
        document: &'a Document,
        config: &'a Config,
        config_file: usize,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            document,
            config,
            config_file,
            diagnostics,
            types: Vec::new(),
            drafts: Vec::new(),
            places: BTreeMap::new(),
            queue: VecDeque::new(),
            subtypes: schema::inherit::subtypes(&document.components()),
            mentions: BTreeSet::new(),
            filling: None,
            merging: Vec::new(),
            resolved: BTreeMap::new(),
            cut: false,
            merges: BTreeMap::new(),
            open: BTreeMap::new(),
            closed: BTreeMap::new(),
            inherited: BTreeMap::new(),
            depth: 0,
            combinations: 1,
        }
    }
}

//! A document and its decisions become the model.
//!
//! Afterwards no `$ref`, no `allOf` and no null branch is left, every id resolves, and nothing depends on the
//! order of keys in the document's maps, but for the order in which decoders ask for properties. Types are lowered
//! first as they stand (`schema`), then by the passes over all of them (`passes`). What the audit has reported is passed
//! over in silence here.

mod annotations;
pub mod decisions;
mod declaration;
mod document;
mod inline_name;
mod operation;
mod passes;
mod references;
mod schema;
mod types;

pub use passes::discriminate::UNDECIDED;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, TypeId};
use crate::source::Input;
use document::Document;
use references::References;
use schema::InlineSchemas;
use serde_json::Value;
use std::collections::BTreeSet;
use types::Types;

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
    let kept = lowering.kept();
    if operations.is_empty() && webhooks.is_empty() {
        // A document of types alone is a library of them.
        for component in document.components().keys() {
            lowering.types.place(&document::child("/components/schemas", component));
        }
    }
    lowering.fill();

    let api = Api { kept, ..lowering.finish(&input.name, operations, webhooks, failures) };
    // A schema that several others merge is looked at once for each of them.
    let mut known: BTreeSet<Diagnostic> = diagnostics.iter().cloned().collect();
    diagnostics.extend(found.into_iter().filter(|diagnostic| known.insert(diagnostic.clone())));
    Some(api)
}

/// The state of lowering one document.
struct Lowering<'a> {
    document: &'a Document,
    config: &'a Config,
    config_file: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
    types: Types,
    references: References<'a>,
    inline: InlineSchemas,
    /// What the item that is being lowered refers to.
    referenced: BTreeSet<TypeId>,
    /// The component that is being filled in.
    filling: Option<String>,
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
            types: Types::default(),
            references: References::of(document),
            inline: InlineSchemas::default(),
            referenced: BTreeSet::new(),
            filling: None,
        }
    }
}

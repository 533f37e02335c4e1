//! Equal schemas are parsed once, whatever stands around them.
//!
//! A document whose references somebody has replaced by what they lead to has the same schemas at thousands of places,
//! and a parsed schema takes a kibibyte. Everything that is known of a schema by its place is known by the pointer beside
//! it, so places can have one schema together. To the reader the place of a schema holds a reference, which no document
//! can hold: those that look like one are emptied first.

use crate::source::grammar::{Kind, each_mut};
use openapiv3::Schema;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Begins the references to parsed schemas. It is no pointer, so that a document loses nothing with such references.
const MARK: &str = "shared:";

/// The schemas of a document, each once.
#[derive(Default)]
pub(super) struct Shared {
    schemas: Vec<Schema>,
    /// Their indexes, by what is written of them.
    known: BTreeMap<String, usize>,
}

impl Shared {
    /// The schema that a reference leads to, if it is one from [`Shared::take`].
    pub(super) fn get(&self, reference: &str) -> Option<&Schema> {
        self.schemas.get(reference.strip_prefix(MARK)?.parse::<usize>().ok()?)
    }

    /// Takes the schemas out of an object of this kind, and leaves references to them.
    pub(super) fn take(&mut self, kind: Kind, object: &mut Value) -> serde_json::Result<()> {
        let Value::Object(map) = object else { return Ok(()) };
        let mut result = Ok(());
        for (key, value) in map {
            let Some(holds) = kind.holds(key) else { continue };
            each_mut(holds, value, &mut |kind, value| {
                let done = self.take(kind, value).and_then(|()| match kind {
                    Kind::Schema => self.replace(value),
                    _ => Ok(()),
                });
                if result.is_ok() {
                    result = done;
                }
            });
        }
        result
    }

    /// Parses a schema in which references stand for its parts already, and puts a reference in its place.
    fn replace(&mut self, schema: &mut Value) -> serde_json::Result<()> {
        if !schema.is_object() || schema.get("$ref").is_some_and(Value::is_string) {
            return Ok(());
        }
        // Equal schemas are one, whatever the order of their keys; that of its properties is of the first.
        let mut sorted = schema.clone();
        sorted.sort_all_objects();
        let written = sorted.to_string();
        let index = match self.known.get(&written) {
            Some(index) => *index,
            None => {
                self.schemas.push(Schema::deserialize(&*schema)?);
                self.known.insert(written, self.schemas.len() - 1);
                self.schemas.len() - 1
            }
        };
        *schema = json!({ "$ref": format!("{MARK}{index}") });
        Ok(())
    }

    /// Forgets how schemas are written: no more of them will come.
    pub(super) fn close(&mut self) {
        self.known = BTreeMap::new();
        self.schemas.shrink_to_fit();
    }
}

/// Empties the references of a document that look like those to parsed schemas. They lead nowhere, and still do.
pub(super) fn unmark(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref")
                && reference.starts_with(MARK)
            {
                reference.clear();
            }
            map.values_mut().for_each(unmark);
        }
        Value::Array(items) => items.iter_mut().for_each(unmark),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

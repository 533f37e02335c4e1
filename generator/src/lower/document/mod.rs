//! Resolves `$ref`: any pointer into the document, whichever part it leads to.
//!
//! Components are those of the parsed document. Whatever else a reference leads to (a schema inside a path,
//! a key of `$defs`) is parsed once, up front, so that everything the other files hold are borrows.
//! What a reference cannot lead to has been reported by the audit; here it is [`None`].

mod callbacks;
mod shared;
mod targets;

pub(super) use crate::source::support::pointer::{join as child, of_reference as pointer, unescape};

use super::document::callbacks::Callback;
use super::document::shared::Shared;
use super::document::targets::{Target, targets};
use super::inline_name::Titles;
use super::schema::choice::tags;
use crate::source::extensions::ALL_WEBHOOKS;
use crate::source::grammar::Kind;
use indexmap::IndexMap;
use openapiv3::{Example, Header, OpenAPI, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// A document with everything its references lead to.
pub(super) struct Document {
    /// The parsed document.
    pub(super) openapi: OpenAPI,
    /// The titles of its schemas.
    pub(super) titles: Titles,
    /// Properties that some discriminator names.
    pub(super) tags: BTreeSet<String>,
    /// Pointers of component schemas that list properties and have none.
    pub(super) without_properties: BTreeSet<String>,
    /// Schemas that stand at any place, each once.
    shared: Shared,
    schemas: BTreeMap<String, ReferenceOr<Schema>>,
    parameters: BTreeMap<String, ReferenceOr<Parameter>>,
    responses: BTreeMap<String, ReferenceOr<Response>>,
    bodies: BTreeMap<String, ReferenceOr<RequestBody>>,
    headers: BTreeMap<String, ReferenceOr<Header>>,
    paths: BTreeMap<String, ReferenceOr<PathItem>>,
    /// Payloads the API sends, by name: a path item each.
    pub(super) webhooks: BTreeMap<String, PathItem>,
    /// What the API sends to where an operation's caller says.
    pub(super) callbacks: Vec<Callback>,
}

/// A schema, or a reference to one.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    Reference(&'a str),
    Schema(&'a Schema),
}

impl Document {
    /// Reads a document and what its references lead to. Of the value nothing is left: a large document in both forms at
    /// once takes more memory than anything that is made of it.
    ///
    /// # Errors
    ///
    /// If the reader of OpenAPI 3.0 rejects it.
    pub(super) fn read(mut value: Value) -> serde_json::Result<Self> {
        let mut document = Self {
            openapi: OpenAPI::default(),
            titles: Titles::of(&value),
            tags: tags(&value),
            without_properties: without_properties(&value),
            shared: Shared::default(),
            schemas: BTreeMap::new(),
            parameters: BTreeMap::new(),
            responses: BTreeMap::new(),
            bodies: BTreeMap::new(),
            headers: BTreeMap::new(),
            paths: BTreeMap::new(),
            webhooks: BTreeMap::new(),
            callbacks: Vec::new(),
        };
        shared::unmark(&mut value);
        for (pointer, kind) in targets(&value) {
            let Some(value) = value.pointer(&pointer) else { continue };
            match kind {
                Target::Schema => keep(&mut document.schemas, pointer, value),
                Target::Parameter => keep(&mut document.parameters, pointer, value),
                Target::Response => keep(&mut document.responses, pointer, value),
                Target::Body => keep(&mut document.bodies, pointer, value),
                Target::Header => keep(&mut document.headers, pointer, value),
                Target::PathItem => keep(&mut document.paths, pointer, value),
            }
        }
        document.callbacks = callbacks::take(&mut value);
        for (name, mut item) in take_entries(&mut value, &child("", ALL_WEBHOOKS), |_| true) {
            document.shared.take(Kind::PathItem, &mut item)?;
            keep(&mut document.webhooks, name, &item);
        }
        let paths = take_entries(&mut value, "/paths", |key| key.starts_with('/'));
        let schemas = take_entries(&mut value, "/components/schemas", |_| true);
        document.shared.take(Kind::Document, &mut value)?;
        document.openapi = OpenAPI::deserialize(&value)?;
        drop(value);
        for (path, mut value) in paths {
            document.shared.take(Kind::PathItem, &mut value)?;
            document.openapi.paths.paths.insert(path, ReferenceOr::deserialize(&value)?);
        }
        for (name, mut value) in schemas {
            document.shared.take(Kind::Schema, &mut value)?;
            let components = document.openapi.components.get_or_insert_default();
            components.schemas.insert(name, ReferenceOr::deserialize(&value)?);
        }
        document.shared.close();
        Ok(document)
    }

    /// What stands where the reader found a schema.
    pub(super) fn node<'a, S: Borrow<Schema>>(&'a self, place: &'a ReferenceOr<S>) -> Node<'a> {
        match place {
            ReferenceOr::Item(schema) => Node::Schema(schema.borrow()),
            ReferenceOr::Reference { reference } => {
                self.shared.get(reference).map_or(Node::Reference(reference), Node::Schema)
            }
        }
    }

    /// The component schemas, by name.
    pub(super) fn components(&self) -> BTreeMap<&str, &ReferenceOr<Schema>> {
        let schemas = self.openapi.components.iter().flat_map(|components| &components.schemas);
        schemas.map(|(name, schema)| (name.as_str(), schema)).collect()
    }

    /// The schema at a pointer that some reference leads to.
    pub(super) fn schema(&self, pointer: &str) -> Option<Node<'_>> {
        if let Some(name) = component(pointer, "schemas") {
            let components = self.openapi.components.as_ref()?;
            return components.schemas.get(&name).map(|schema| self.node(schema));
        }
        self.schemas.get(pointer).map(|schema| self.node(schema))
    }

    /// Whether some reference leads to a schema at this pointer outside `components/schemas`.
    pub(super) fn is_target(&self, pointer: &str) -> bool {
        self.schemas.contains_key(pointer)
    }

    /// Follows references to a parameter.
    pub(super) fn parameter<'a>(
        &'a self,
        at: String,
        node: &'a ReferenceOr<Parameter>,
    ) -> Option<(String, &'a Parameter)> {
        let components = self.openapi.components.as_ref().map(|components| &components.parameters);
        follow(at, node, "parameters", components, &self.parameters)
    }

    /// Follows references to a response.
    pub(super) fn response<'a>(
        &'a self,
        at: String,
        node: &'a ReferenceOr<Response>,
    ) -> Option<(String, &'a Response)> {
        let components = self.openapi.components.as_ref().map(|components| &components.responses);
        follow(at, node, "responses", components, &self.responses)
    }

    /// Follows references to a request body.
    pub(super) fn body<'a>(
        &'a self,
        at: String,
        node: &'a ReferenceOr<RequestBody>,
    ) -> Option<(String, &'a RequestBody)> {
        let components = self.openapi.components.as_ref().map(|components| &components.request_bodies);
        follow(at, node, "requestBodies", components, &self.bodies)
    }

    /// Follows references to a header.
    pub(super) fn header<'a>(&'a self, at: String, node: &'a ReferenceOr<Header>) -> Option<&'a Header> {
        let components = self.openapi.components.as_ref().map(|components| &components.headers);
        follow(at, node, "headers", components, &self.headers).map(|(_, header)| header)
    }

    /// The value of the first of several examples.
    pub(super) fn first_example(&self, at: &str, examples: &IndexMap<String, ReferenceOr<Example>>) -> Option<Value> {
        let components = self.openapi.components.as_ref().map(|components| &components.examples);
        let mut found = examples.iter().filter_map(|(name, node)| {
            follow(child(&child(at, "examples"), name), node, "examples", components, &BTreeMap::new())
                .and_then(|(_, example)| example.value.clone())
        });
        found.next()
    }

    /// Follows references to a path item.
    pub(super) fn path<'a>(&'a self, at: String, node: &'a ReferenceOr<PathItem>) -> Option<(String, &'a PathItem)> {
        follow(at, node, "pathItems", None, &self.paths)
    }
}

/// The name in `/components/<kind>/<name>`, unescaped.
pub(super) fn component(pointer: &str, kind: &str) -> Option<String> {
    let name = pointer.strip_prefix("/components/")?.strip_prefix(kind)?.strip_prefix('/')?;
    (!name.contains('/')).then(|| unescape(name))
}

fn keep<T: DeserializeOwned>(map: &mut BTreeMap<String, T>, pointer: String, value: &Value) {
    if let Ok(parsed) = T::deserialize(value) {
        map.insert(pointer, parsed);
    }
}

/// Takes the entries of these keys out of the object at a pointer, in their order.
fn take_entries(value: &mut Value, pointer: &str, wanted: impl Fn(&str) -> bool) -> Map<String, Value> {
    let Some(Value::Object(map)) = value.pointer_mut(pointer) else { return Map::new() };
    let (entries, left): (Map<_, _>, Map<_, _>) = std::mem::take(map).into_iter().partition(|(key, _)| wanted(key));
    *map = left;
    entries
}

fn follow<'a, T>(
    mut at: String,
    mut node: &'a ReferenceOr<T>,
    kind: &str,
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    others: &'a BTreeMap<String, ReferenceOr<T>>,
) -> Option<(String, &'a T)> {
    let mut seen = BTreeSet::new();
    loop {
        match node {
            ReferenceOr::Item(item) => return Some((at, item)),
            ReferenceOr::Reference { reference } => {
                at = pointer(reference)?;
                if !seen.insert(at.clone()) {
                    return None;
                }
                node = match (component(&at, kind), components) {
                    (Some(name), Some(components)) => components.get(&name)?,
                    _ => others.get(&at)?,
                };
            }
        }
    }
}

/// Pointers of component schemas that list properties and have none.
fn without_properties(document: &Value) -> BTreeSet<String> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
    let is_empty = |schema: &Value| schema.get("properties").and_then(Value::as_object).is_some_and(Map::is_empty);
    schemas.filter(|(_, schema)| is_empty(schema)).map(|(name, _)| child("/components/schemas", name)).collect()
}

//! Operations, in the order of path and method, whatever the order in the document.

mod body;
pub(super) mod group;
mod header;
mod kept;
pub(in crate::lower) mod media;
mod pagination;
pub(super) mod parameter;
mod parts;
mod query;
mod recognize;
mod response;
pub(super) mod security;
pub(super) mod server;
mod status;
mod webhook;

use super::document::child;
use super::inline_name::InlineName;
use super::{Lowering, annotations};
use crate::model::{Method, Operation, Origin, Output, PathTemplate, Response, Retry, TypeId};
use body::BodyVariant;
pub(super) use body::Encodings;
use group::Grouped;
use openapiv3::{Operation as Source, PathItem};
use std::collections::{BTreeMap, BTreeSet};

/// An operation and what it needs once types are resolved.
pub(super) struct Lowered<'a> {
    pub(super) operation: Operation,
    pub(super) encodings: Encodings<'a>,
    pub(super) source: &'a Source,
}

impl<'a> Lowering<'a> {
    /// All operations.
    pub(super) fn operations(&mut self) -> Vec<Lowered<'a>> {
        let mut found = Vec::new();
        let paths: BTreeMap<_, _> = self.document.openapi.paths.paths.iter().collect();
        for (path, node) in paths {
            let Some((at, item)) = self.document.path(child("/paths", path), node) else { continue };
            for (method, source) in methods(item) {
                found.push((path.as_str(), at.clone(), method, item, source));
            }
        }
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for (.., source) in &found {
            *count.entry(source.operation_id.as_deref().unwrap_or_default()).or_default() += 1;
        }
        found
            .into_iter()
            .flat_map(|(path, at, method, item, source)| {
                let template = PathTemplate { segments: parameter::segments(path) };
                let stated = source.operation_id.as_ref().filter(|id| !id.is_empty() && count[id.as_str()] == 1);
                let id = stated.cloned().unwrap_or_else(|| group::made_id(method, &template));
                self.operation(id, &at, method, template, item, source)
            })
            .collect()
    }

    fn operation(
        &mut self,
        id: String,
        at: &str,
        method: Method,
        mut path: PathTemplate,
        item: &'a PathItem,
        source: &'a Source,
    ) -> Vec<Lowered<'a>> {
        let Source {
            tags: _,
            summary,
            description,
            external_docs,
            operation_id: _,
            parameters,
            request_body,
            responses,
            callbacks: _,
            deprecated,
            security,
            servers,
            extensions: _,
        } = source;
        let own = child(at, &method.as_str().to_lowercase());
        let words = InlineName::of(&id);
        self.referenced = BTreeSet::new();
        let Grouped { declared, group, decided } = group::group(self.config, source, &id, &path);
        let security = security::requirements(&self.document.openapi, security.as_deref());
        let parameters = self.parameters((at, item), (&own, parameters), &mut path.segments, &words);
        let mut bodies =
            request_body.as_ref().map_or_else(Vec::new, |node| self.bodies(&own, node, &words)).into_iter();
        let (body, encodings) = match bodies.next() {
            Some(BodyVariant { name: _, body, encodings }) => (Some(body), encodings),
            None => (None, Encodings::new()),
        };
        let (successes, failures) = self.responses(&own, responses, &words);
        let alternatives = self.alternatives(&own, responses, &words);
        let operation = Operation {
            group,
            declared_group: declared,
            decided,
            variation: None,
            method,
            path,
            parameters,
            body,
            successes,
            failures,
            output: Output::Unit,
            alternatives,
            envelope: None,
            pagination: None,
            security,
            retry: retry(method, self.config.takes_key_header()),
            docs: annotations::docs(
                summary.as_deref().or(item.summary.as_deref()),
                annotations::described(description.as_deref().or(item.description.as_deref()), external_docs.as_ref())
                    .as_deref(),
            ),
            deprecated: *deprecated,
            deprecated_since: None,
            stream_property: None,
            servers: server::own(if servers.is_empty() { &item.servers } else { servers }),
            origin: Origin { pointer: own },
            references: std::mem::take(&mut self.referenced).into_iter().collect(),
            id,
        };
        let events = self.event_responses(&operation.origin.pointer, responses, &words);
        let mut lowered = vec![Lowered { operation, encodings, source }];
        for BodyVariant { name, body, encodings } in bodies {
            let mut operation = lowered[0].operation.clone();
            name.iter().for_each(|name| vary(&mut operation, name));
            operation.body = Some(body);
            lowered.push(Lowered { operation, encodings, source });
        }
        if !events.is_empty() {
            let references = std::mem::take(&mut self.referenced);
            let streamed: Vec<_> = lowered.iter().map(|plain| streamed(plain, events.clone(), &references)).collect();
            lowered.extend(streamed);
        }
        lowered
    }
}

/// The same operation, answered with events.
fn streamed<'a>(plain: &Lowered<'a>, events: Vec<Response>, references: &BTreeSet<TypeId>) -> Lowered<'a> {
    let mut operation = plain.operation.clone();
    vary(&mut operation, "stream");
    // By which most APIs let a caller choose; it goes where the body has none.
    operation.stream_property = Some("stream".to_owned());
    operation.successes = events;
    operation.alternatives.clear();
    operation.references.extend(references.iter().copied());
    Lowered { operation, encodings: plain.encodings.clone(), source: plain.source }
}

/// Makes an operation a variation of the one it is.
fn vary(operation: &mut Operation, name: &str) {
    for text in
        [Some(&mut operation.id), operation.decided.as_mut(), operation.variation.as_mut()].into_iter().flatten()
    {
        text.push('_');
        text.push_str(name);
    }
    operation.variation.get_or_insert_with(|| name.to_owned());
}

/// RFC 9110 section 9.2.2.
fn retry(method: Method, takes_key_header: bool) -> Retry {
    match method {
        Method::Get | Method::Put | Method::Delete | Method::Options | Method::Head | Method::Trace => Retry::Safe,
        Method::Post | Method::Patch if takes_key_header => Retry::WithKey,
        Method::Post | Method::Patch => Retry::Never,
    }
}

/// The operations of a path, in a fixed order.
pub(super) fn methods(item: &PathItem) -> Vec<(Method, &Source)> {
    let PathItem {
        summary: _,
        description: _,
        get,
        put,
        post,
        delete,
        options,
        head,
        patch,
        trace,
        servers: _,
        parameters: _,
        extensions: _,
    } = item;
    let all = [
        (Method::Get, get),
        (Method::Put, put),
        (Method::Post, post),
        (Method::Delete, delete),
        (Method::Options, options),
        (Method::Head, head),
        (Method::Patch, patch),
        (Method::Trace, trace),
    ];
    all.into_iter().filter_map(|(method, source)| Some((method, source.as_ref()?))).collect()
}

//! Responses: which statuses, which bodies, and what a call gives back.

use super::body::long_name;
use super::media::{Family, family, framing, is_own_json, preferred};
use super::status::{is_success, phrase};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::annotations::docs;
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::SchemaRef;
use crate::lower::{Draft, Lowering, schema};
use crate::model::{
    Additional, Alternative, Content, EventItem, Events, Format, Framing, Object, Origin, Output, Response, Shape,
    StatusPattern, Ty, TypeDecl, Union, Variant,
};
use crate::source::extensions::ITEM_SCHEMA;
use openapiv3::{MediaType, ReferenceOr, Response as Source, Responses, StatusCode};
use std::collections::BTreeSet;

/// The fields of an event (HTML standard, section 9.2.6), and what frameworks describe beside them (Micronaut, NestJS).
const EVENT_FIELDS: [&str; 7] = ["data", "event", "id", "retry", "comment", "name", "type"];

impl<'a> Lowering<'a> {
    /// The bodies that any operation may fail with, as decided.
    pub(in crate::lower) fn failures(&mut self) -> Vec<Ty> {
        let config = self.config;
        let mut found = Vec::new();
        for (at, body) in config.errors.everywhere.iter().enumerate() {
            let pointer = child("/components/schemas", &body.schema);
            match self.document.schema(&pointer) {
                Some(_) => found.push(Ty::Named(self.types.place(&pointer))),
                None => {
                    self.stale(&format!("/errors/everywhere/{at}"), format!("there is no schema `{}`", body.schema));
                }
            }
        }
        found
    }

    /// The documented answers of an operation: good ones and others.
    pub(in crate::lower) fn responses(
        &mut self,
        at: &str,
        source: &'a Responses,
        words: &InlineName,
    ) -> (Vec<Response>, Vec<Response>) {
        let nodes = nodes(at, source);
        let any_success = nodes.iter().any(|(status, ..)| is_success(*status));
        let several = nodes.iter().filter(|(status, ..)| is_success(*status)).count() > 1;
        let (mut successes, mut failures) = (Vec::new(), Vec::new());
        for (status, at, node) in nodes {
            let Some((at, source)) = self.document.response(at, node) else { continue };
            let success = is_success(status) || (status == StatusPattern::Default && !any_success);
            let words = if !success {
                words.with(&phrase(status)).with("error")
            } else if several {
                words.with(&phrase(status)).with("response")
            } else {
                words.with("response")
            };
            let response = self.response(status, &at, source, &words);
            if success { successes.push(response) } else { failures.push(response) }
        }
        (successes, failures)
    }

    fn response(&mut self, status: StatusPattern, at: &str, source: &'a Source, words: &InlineName) -> Response {
        let Source { description, headers, content, links: _, extensions: _ } = source;
        let media = preferred(content.keys().map(String::as_str), Family::for_responses);
        let streams = content.keys().filter(|media| family(media) == Family::Stream);
        let stream = media
            .filter(|media| family(media) == Family::Stream)
            .or_else(|| streams.clone().next().map(String::as_str));
        for unused in streams.filter(|other| is_success(status) && Some(other.as_str()) != stream) {
            let stream = stream.unwrap_or_default();
            let message = format!("`{unused}` of a response is not requested");
            let found = Diagnostic::new(Code::NotSupported, message).at(child(&child(at, "content"), unused)).as_note();
            self.diagnostics.push(found.note(format!("events are requested as `{stream}`")));
        }
        let others = content.iter().filter(|(other, _)| Some(other.as_str()) != media);
        // Of good answers they can be requested.
        for (other, body) in others.filter(|(other, _)| !is_success(status) && family(other) != Family::Stream) {
            self.add_references_of(&child(&child(at, "content"), other), body, words);
        }
        let content = match media {
            None => Content::Empty,
            Some(_) if matches!(status, StatusPattern::Code(204 | 205 | 304)) => Content::Empty,
            Some(media) => {
                let (body, at) = (&content[media], child(&child(at, "content"), media));
                let found = self.content(media, body, &at, words);
                let mut says_object = || {
                    let schema = body.schema.as_ref();
                    schema.is_some_and(|schema| {
                        self.as_object(&SchemaRef::Located(child(&at, "schema"), self.document.node(schema)), Ty::Any)
                            != Ty::Any
                    })
                };
                // A `202` of whose body nothing at all is said has none.
                let is_accepted = status == StatusPattern::Code(202) && found == Content::Json(Ty::Any);
                if is_accepted && !says_object() { Content::Empty } else { found }
            }
        };
        let json_type = media.filter(|media| matches!(content, Content::Json(_)) && is_own_json(media));
        Response {
            status,
            content,
            json_type: json_type.map(str::to_owned),
            headers: self.headers(at, headers),
            docs: docs(None, Some(description)),
            origin: Origin { pointer: at.to_owned() },
        }
    }

    /// The answers in other media types than the ones that calls ask for by themselves. One that says the same in another
    /// spelling of JSON is none.
    pub(in crate::lower) fn alternatives(
        &mut self,
        at: &str,
        source: &'a Responses,
        words: &InlineName,
    ) -> Vec<Alternative> {
        let (mut found, mut known) = (Vec::new(), BTreeSet::new());
        for (status, at, node) in nodes(at, source).into_iter().filter(|(status, ..)| is_success(*status)) {
            let Some((at, Source { content, .. })) = self.document.response(at, node) else { continue };
            let main = preferred(content.keys().map(String::as_str), Family::for_responses);
            let Some(main) = main.filter(|_| !matches!(status, StatusPattern::Code(204 | 205 | 304))) else { continue };
            for (media, body) in content {
                let is_same = body.schema == content[main].schema
                    && match family(media) {
                        Family::Json | Family::Any => matches!(family(main), Family::Json | Family::Any),
                        // Some frameworks list plain text for whatever they answer as JSON.
                        Family::Text => media == "text/plain" && family(main) == Family::Json,
                        Family::Form | Family::Multipart | Family::Bytes | Family::Stream => false,
                    };
                let is_other = media != main && !is_same && family(media) != Family::Stream;
                if !is_other || !known.insert(media) {
                    continue;
                }
                let at_media = child(&child(&at, "content"), media);
                if media.contains('*') && matches!(family(media), Family::Any | Family::Json) {
                    let message = format!("`{media}` of a response is not requested");
                    let found = Diagnostic::new(Code::NotSupported, message).at(&at_media).as_note();
                    self.diagnostics.push(found.note(format!("a server that may choose answers with `{main}`")));
                    continue;
                }
                let suffix = match media.as_str() {
                    "application/octet-stream" => "bytes".to_owned(),
                    "text/plain" => "text".to_owned(),
                    media => long_name(media),
                };
                let content = self.content(media, body, &at_media, &words.with(&suffix));
                let origin = Origin { pointer: at.clone() };
                found.push(Alternative { suffix, media_type: media.clone(), content, origin });
            }
        }
        found
    }

    /// The good answers that are events, of an operation that answers something else as well.
    pub(in crate::lower) fn event_responses(
        &mut self,
        at: &str,
        source: &'a Responses,
        words: &InlineName,
    ) -> Vec<Response> {
        let mut found = Vec::new();
        for (status, at, node) in nodes(at, source).into_iter().filter(|(status, ..)| is_success(*status)) {
            let Some((at, source)) = self.document.response(at, node) else { continue };
            let media_types = || source.content.keys().map(String::as_str);
            let Some(media) = media_types().find(|media| family(media) == Family::Stream) else { continue };
            if media_types().all(|media| family(media) == Family::Stream) {
                continue;
            }
            found.push(Response {
                status,
                content: self.events(media, &source.content[media], &child(&child(&at, "content"), media), words),
                json_type: None,
                headers: Vec::new(),
                docs: docs(None, Some(&source.description)),
                origin: Origin { pointer: at },
            });
        }
        found
    }

    /// A stream of events; text where the document does not say what the data of an event is.
    fn events(&mut self, media: &str, body: &'a MediaType, at: &str, words: &InlineName) -> Content {
        let framing = framing(media);
        let schema =
            body.schema.as_ref().map(|schema| SchemaRef::Located(child(at, "schema"), self.document.node(schema)));
        let ty = match (schema.map(|slot| self.item(&slot, &words.with("event"))), framing) {
            (Some(Ty::String(_)) | None, Framing::Events) => Ty::String(Format::Plain),
            (Some(Ty::Null) | None, _) => Ty::Any,
            (Some(ty), _) => ty,
        };
        // Resolved once the types are known; for now whether the document says that this is an item.
        let item = match body.extensions.get(ITEM_SCHEMA).and_then(serde_json::Value::as_str) {
            Some(what) if what == "event" || framing != Framing::Events => EventItem::Event { json: true },
            _ => EventItem::Data,
        };
        Content::Events(Events { media_type: media.to_owned(), ty, framing, item })
    }

    /// Finds out whether the types of events describe their data, or the events with their data.
    pub(in crate::lower) fn event_items(&self, successes: &mut [Response]) {
        for success in successes {
            let Content::Events(events) = &mut success.content else { continue };
            let is_item = events.item != EventItem::Data;
            // OpenAPI 3.2 section 4.14.3: what is not said of an item is said of the whole, which is a list of them. Frameworks
            // that know streams as lists, such as Spring, Micronaut and Huma, write it so of earlier versions too.
            if let (false, Ty::List(item)) = (is_item, self.resolve(&events.ty)) {
                events.ty = *item;
            }
            let data = if events.framing == Framing::Events { self.data_of(&events.ty, is_item) } else { None };
            events.item = data.map_or(EventItem::Data, |json| EventItem::Event { json });
        }
    }

    /// Whether the data is JSON in a type that describes whole events; none for a type that describes their data.
    fn data_of(&self, ty: &Ty, is_item: bool) -> Option<bool> {
        let Ty::Named(id) = self.resolve(ty) else { return None };
        match &self.decl(id).shape {
            Shape::Object(object) => {
                let field = |name: &str| object.fields.iter().find(|field| field.wire == name);
                let is_event = object.fields.iter().all(|field| EVENT_FIELDS.contains(&field.wire.as_str()));
                let is_said = is_item || field("event").is_some() || field("retry").is_some();
                let data = field("data").filter(|_| is_event && is_said)?;
                Some(!matches!(self.resolve(&data.ty), Ty::String(_) | Ty::Id(_)))
            }
            Shape::Union(union) => {
                let kinds = union.variants.iter().map(|variant| self.data_of(&variant.ty, is_item));
                kinds.reduce(|one, other| Some(one? || other?)).flatten()
            }
            Shape::Enum(_) | Shape::Alias(_) => None,
        }
    }

    fn content(&mut self, media: &str, body: &'a MediaType, at: &str, words: &InlineName) -> Content {
        let MediaType { schema, example: _, examples: _, encoding: _, extensions: _ } = body;
        let plain = match family(media) {
            Family::Stream => return self.events(media, body, at, words),
            Family::Text | Family::Form => Some(Content::Text(media.to_owned())),
            Family::Bytes | Family::Multipart => Some(Content::Bytes(media.to_owned())),
            Family::Json | Family::Any => None,
        };
        if schema.is_some() && matches!(family(media), Family::Form | Family::Multipart) {
            let message = format!("`{media}` of a response is not decoded");
            let found = Diagnostic::new(Code::NotSupported, message).at(at).as_note();
            self.diagnostics.push(found.note("the caller gets it as it comes"));
        }
        if let Some(plain) = plain {
            self.add_references_of(at, body, words);
            return plain;
        }
        let Some(schema) = schema else { return Content::Json(Ty::Any) };
        match self.item(&SchemaRef::Located(child(at, "schema"), self.document.node(schema)), words) {
            Ty::String(Format::Binary) => Content::Bytes(media.to_owned()),
            Ty::Null => Content::Empty,
            ty => Content::Json(ty),
        }
    }

    /// Notes the types of a body that is not decoded by itself, such as the events of a stream: whoever reads it
    /// needs them.
    pub(in crate::lower) fn add_references_of(&mut self, at: &str, body: &'a MediaType, words: &InlineName) {
        if let Some(schema) = &body.schema {
            self.item(&SchemaRef::Located(child(at, "schema"), self.document.node(schema)), words);
        }
    }

    /// Takes the envelope off the success bodies of an operation. All of them have it, or none is removed.
    pub(in crate::lower) fn unwrap(&self, successes: &mut [Response], property: &str) -> bool {
        let inner: Option<Vec<Content>> = successes
            .iter()
            .map(|response| match &response.content {
                Content::Empty => Some(Content::Empty),
                Content::Json(ty) => self.enveloped(ty, property).map(Content::Json),
                Content::Text(_) | Content::Bytes(_) | Content::Events(_) => None,
            })
            .collect();
        let Some(inner) = inner.filter(|inner| inner.iter().any(|content| *content != Content::Empty)) else {
            return false;
        };
        for (response, content) in successes.iter_mut().zip(inner) {
            response.content = content;
        }
        true
    }

    fn enveloped(&self, ty: &Ty, property: &str) -> Option<Ty> {
        let Ty::Named(id) = self.resolve(ty) else { return None };
        let Shape::Object(Object { fields, required: _, order: _, additional }) = &self.types[id].shape else {
            return None;
        };
        match (fields.as_slice(), additional) {
            ([only], Additional::Unsaid | Additional::Forbidden)
                if only.wire == property && only.constant.is_none() =>
            {
                use crate::model::Presence::{Nullable, Optional, OptionalNullable, Required};
                Some(match only.presence {
                    Required | Optional => only.ty.clone(),
                    Nullable | OptionalNullable => schema::nullable(only.ty.clone()),
                })
            }
            _ => None,
        }
    }

    /// What a call gives back, of all its good answers.
    pub(in crate::lower) fn output(&mut self, id: &str, successes: &[Response]) -> Output {
        let mut types: Vec<&Ty> = Vec::new();
        let mut empty = successes.is_empty();
        let mut other = None;
        for response in successes {
            match &response.content {
                Content::Empty => empty = true,
                Content::Json(ty) if !types.contains(&ty) => types.push(ty),
                Content::Json(_) => {}
                Content::Text(_) => other = other.or(Some(Output::Text)),
                Content::Bytes(_) => other = other.or(Some(Output::Bytes)),
                Content::Events(events) => other = other.or(Some(Output::Events(events.ty.clone()))),
            }
        }
        match types.as_slice() {
            [] => other.unwrap_or(Output::Unit),
            [only] if empty => Output::OptionalJson((*only).clone()),
            [only] => Output::Json((*only).clone()),
            several => {
                let types = several.iter().map(|ty| (*ty).clone()).collect();
                let ty = self.any_of(id, successes, types);
                if empty { Output::OptionalJson(ty) } else { Output::Json(ty) }
            }
        }
    }

    /// Answers of different types with different statuses: a union like any other.
    fn any_of(&mut self, id: &str, successes: &[Response], types: Vec<Ty>) -> Ty {
        let statuses = successes.iter().filter(|response| matches!(response.content, Content::Json(_)));
        let variants = types
            .into_iter()
            .zip(statuses)
            .map(|(ty, response)| Variant {
                name_hints: self.name_of(&ty).into_iter().chain([phrase(response.status)]).collect(),
                ty,
                tags: Vec::new(),
                kinds: Vec::new(),
                docs: response.docs.clone(),
            })
            .collect();
        let union = Union::undecided(variants);
        let source = crate::model::NameSource::Position(vec![id.to_owned(), "response".to_owned()]);
        let at = successes.first().map(|response| response.origin.pointer.as_str()).unwrap_or_default();
        let at = at.rsplit_once('/').map_or(at, |(responses, _)| responses);
        Ty::Named(self.types.add(TypeDecl::new(at, source, Shape::Union(union)), Draft::default()))
    }
}

/// The answers of an operation with their places, by status.
fn nodes<'a>(at: &str, source: &'a Responses) -> Vec<(StatusPattern, String, &'a ReferenceOr<Source>)> {
    let Responses { default, responses, extensions: _ } = source;
    let base = child(at, "responses");
    let mut nodes: Vec<_> = responses
        .iter()
        .map(|(status, node)| match status {
            StatusCode::Code(code) => (StatusPattern::Code(*code), format!("{base}/{code}"), node),
            StatusCode::Range(range) => {
                let digit = u8::try_from(if *range < 10 { *range } else { *range / 100 }).unwrap_or_default();
                (StatusPattern::Range(digit), format!("{base}/{digit}XX"), node)
            }
        })
        .collect();
    nodes.extend(default.iter().map(|node| (StatusPattern::Default, format!("{base}/default"), node)));
    nodes.sort_by_key(|(status, ..)| *status);
    nodes
}

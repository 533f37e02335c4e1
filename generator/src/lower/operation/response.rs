//! Responses: which statuses, which bodies, and what a call gives back.

use super::media::{Family, family, preferred};
use crate::lower::Lowering;
use crate::lower::annotations::docs;
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::Slot;
use crate::lower::{Draft, schema};
use crate::model::{
    Additional, Content, Format, Object, Origin, Output, Response, Shape, StatusPattern, Ty, TypeDecl, Union, Variant,
};
use openapiv3::{MediaType, ReferenceOr, Response as Source, Responses, StatusCode};

impl<'a> Lowering<'a> {
    /// The bodies that any operation may fail with, as decided.
    pub(in crate::lower) fn failures(&mut self) -> Vec<Ty> {
        let config = self.config;
        let mut found = Vec::new();
        for (at, body) in config.errors.everywhere.iter().enumerate() {
            let pointer = child("/components/schemas", &body.schema);
            match self.document.schema(&pointer) {
                Some(_) => found.push(Ty::Named(self.place(&pointer))),
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
        let Responses { default, responses, extensions: _ } = source;
        let base = child(at, "responses");
        let mut nodes: Vec<(StatusPattern, String, &'a ReferenceOr<Source>)> = responses
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
        let mut names: Vec<String> = headers.keys().cloned().collect();
        names.sort();
        let media = preferred(content.keys().map(String::as_str), Family::for_responses);
        for (other, body) in content.iter().filter(|(other, _)| Some(other.as_str()) != media) {
            self.mention(&child(&child(at, "content"), other), body, words);
        }
        let content = match media {
            None => Content::Empty,
            Some(_) if matches!(status, StatusPattern::Code(204 | 205 | 304)) => Content::Empty,
            Some(media) => self.content(media, &content[media], &child(&child(at, "content"), media), words),
        };
        Response {
            status,
            content: content_of_accepted(status, content),
            headers: names,
            docs: docs(None, Some(description)),
            origin: Origin { pointer: at.to_owned() },
        }
    }

    fn content(&mut self, media: &str, body: &'a MediaType, at: &str, words: &InlineName) -> Content {
        let MediaType { schema, example: _, examples: _, encoding: _, extensions: _ } = body;
        let plain = match family(media) {
            Family::Text => Some(Content::Text(media.to_owned())),
            Family::Bytes | Family::Stream | Family::Multipart => Some(Content::Bytes(media.to_owned())),
            Family::Json | Family::Any | Family::Form => None,
        };
        if let Some(plain) = plain {
            self.mention(at, body, words);
            return plain;
        }
        let Some(schema) = schema else { return Content::Json(Ty::Any) };
        match self.item(&Slot::At(child(at, "schema"), schema.into()), words) {
            Ty::String(Format::Binary) => Content::Bytes(media.to_owned()),
            Ty::Null => Content::Empty,
            ty => Content::Json(ty),
        }
    }

    /// Notes the types of a body that is not decoded by itself, such as the events of a stream: whoever reads it
    /// needs them.
    pub(in crate::lower) fn mention(&mut self, at: &str, body: &'a MediaType, words: &InlineName) {
        if let Some(schema) = &body.schema {
            self.item(&Slot::At(child(at, "schema"), schema.into()), words);
        }
    }

    /// Takes the envelope off the success bodies of an operation. All of them have it, or none is taken off.
    pub(in crate::lower) fn unwrap(&self, successes: &mut [Response], property: &str) -> bool {
        let inner: Option<Vec<Content>> = successes
            .iter()
            .map(|response| match &response.content {
                Content::Empty => Some(Content::Empty),
                Content::Json(ty) => self.enveloped(ty, property).map(Content::Json),
                Content::Text(_) | Content::Bytes(_) => None,
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
        let Shape::Object(Object { fields, required: _, additional }) = &self.types[id.0 as usize].shape else {
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
                called: self.name_of(&ty).into_iter().chain([phrase(response.status)]).collect(),
                ty,
                tags: Vec::new(),
                kinds: Vec::new(),
                docs: response.docs.clone(),
            })
            .collect();
        let union = Union::undecided(variants);
        let called = crate::model::Called::Position(vec![id.to_owned(), "response".to_owned()]);
        let at = successes.first().map(|response| response.origin.pointer.as_str()).unwrap_or_default();
        let at = at.rsplit_once('/').map_or(at, |(responses, _)| responses);
        Ty::Named(self.add(TypeDecl::new(at, called, Shape::Union(union)), Draft::default()))
    }
}

/// A `202` whose body may be anything says nothing in it.
fn content_of_accepted(status: StatusPattern, content: Content) -> Content {
    match (status, content) {
        (StatusPattern::Code(202), Content::Json(Ty::Any)) => Content::Empty,
        (_, content) => content,
    }
}

fn is_success(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(range) => range == 2,
        StatusPattern::Default => false,
    }
}

/// A status in words, RFC 9110 section 15.
pub(in crate::lower) fn phrase(status: StatusPattern) -> String {
    let code = match status {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(2) => return "success".to_owned(),
        StatusPattern::Range(3) => return "redirection".to_owned(),
        StatusPattern::Range(4) => return "client".to_owned(),
        StatusPattern::Range(5) => return "server".to_owned(),
        StatusPattern::Range(range) => return format!("status_{range}xx"),
        StatusPattern::Default => return "default".to_owned(),
    };
    let phrase = match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non_authoritative",
        204 => "no_content",
        206 => "partial_content",
        207 => "multi_status",
        400 => "bad_request",
        401 => "unauthorized",
        402 => "payment_required",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        406 => "not_acceptable",
        408 => "request_timeout",
        409 => "conflict",
        410 => "gone",
        412 => "precondition_failed",
        413 => "content_too_large",
        415 => "unsupported_media_type",
        422 => "unprocessable_content",
        423 => "locked",
        429 => "too_many_requests",
        500 => "internal_server_error",
        501 => "not_implemented",
        502 => "bad_gateway",
        503 => "service_unavailable",
        504 => "gateway_timeout",
        _ => return format!("status_{code}"),
    };
    phrase.to_owned()
}

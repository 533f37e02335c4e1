//! Media types: which family one belongs to, and which of several is used.

use crate::model::Framing;
use crate::source::support::http::essence;

/// What bodies of a media type are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum Family {
    Json,
    Form,
    Multipart,
    Bytes,
    /// Events or lines without an end.
    Stream,
    Text,
    /// `*/*`
    Any,
}

impl Family {
    /// Rank in a request, the best first.
    pub(in crate::lower) fn for_requests(self) -> u8 {
        match self {
            Self::Json => 0,
            Self::Form => 1,
            Self::Multipart => 2,
            Self::Any => 3,
            Self::Bytes => 4,
            Self::Stream => 5,
            Self::Text => 6,
        }
    }

    /// Rank in a response, the best first.
    pub(in crate::lower) fn for_responses(self) -> u8 {
        match self {
            Self::Json => 0,
            Self::Any => 1,
            Self::Text => 2,
            Self::Bytes => 3,
            Self::Stream => 4,
            Self::Form => 5,
            Self::Multipart => 6,
        }
    }
}

/// The family of a media type.
pub(in crate::lower) fn family(media_type: &str) -> Family {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    match (kind, subtype) {
        ("*", _) => Family::Any,
        ("application", "json" | "*") => Family::Json,
        ("application", "x-www-form-urlencoded") => Family::Form,
        ("multipart", _) => Family::Multipart,
        ("text", "event-stream")
        | ("application", "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines")
        | ("application", "json-seq" | "stream+json" | "x-json-stream") => Family::Stream,
        ("application", subtype) if subtype.ends_with("+json-seq") => Family::Stream,
        (_, subtype) if subtype.ends_with("+json") => Family::Json,
        ("text", "json") => Family::Json,
        ("text", _) | ("application", "xml" | "yaml" | "x-yaml" | "graphql" | "csv" | "jwt") => Family::Text,
        (_, subtype) if subtype.ends_with("+xml") && kind != "image" => Family::Text,
        _ => Family::Bytes,
    }
}

/// Whether a media type is JSON that a server may insist on: a name of its own, and no range.
pub(in crate::lower) fn is_own_json(media_type: &str) -> bool {
    family(media_type) == Family::Json && essence(media_type) != "application/json" && !media_type.contains('*')
}

/// What separates the events of a stream of this media type.
pub(in crate::lower) fn framing(media_type: &str) -> Framing {
    let essence = essence(media_type);
    match essence.as_str() {
        "text/event-stream" => Framing::Events,
        sequence if sequence.ends_with("json-seq") => Framing::Sequence,
        _ => Framing::Lines,
    }
}

/// The media type to use of those a document offers, whatever their order in it.
pub(in crate::lower) fn preferred<'m>(
    media_types: impl Iterator<Item = &'m str>,
    rank: fn(Family) -> u8,
) -> Option<&'m str> {
    media_types.min_by_key(|media_type| {
        // Plain JSON before its vendor forms, then by name.
        let plain = media_type.split(';').next().is_some_and(|essence| essence.trim() == "application/json");
        (rank(family(media_type)), !plain, media_type.len(), *media_type)
    })
}

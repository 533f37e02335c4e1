//! Request bodies as the document describes them.

use super::Style;

/// A request body as the document describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyFormat {
    /// Value of `Content-Type`, parameters included; of a file several with commas between them, or a range.
    pub media_type: &'static str,
    /// How it is written.
    pub kind: BodyKind,
    /// Must be given.
    pub required: bool,
}

impl BodyFormat {
    /// A body that must be given.
    pub const fn required(media_type: &'static str, kind: BodyKind) -> Self {
        Self { media_type, kind, required: true }
    }

    /// A body that may be left out.
    pub const fn optional(media_type: &'static str, kind: BodyKind) -> Self {
        Self { media_type, kind, required: false }
    }
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`; properties without a part are written in the default style.
    Form(&'static [Part]),
    /// `multipart/*`; properties without a part are written as text, JSON or a file.
    Multipart(&'static [Part]),
    /// Bytes as they are.
    Bytes,
    /// Text as it is.
    Text,
}

/// How one property of a form or multipart body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Property name; in a list of parts without names their position from 0, or `*` for those that have no rule.
    pub name: &'static str,
    /// Style of arrays and objects in a form: fields or parts.
    pub style: Style,
    /// `explode` in a form.
    pub explode: bool,
    /// `allowReserved` in a form.
    pub allow_reserved: bool,
    /// `contentType` of the part: a media type, several with commas between them, or a range.
    pub content_type: Option<&'static str>,
}

//! Request bodies: which media type is sent, and how.

use super::media::{Family, family, preferred};
use crate::lower::Lowering;
use crate::lower::annotations::docs;
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::Slot;
use crate::model::{Body, BodyKind, Format, Origin, Part, Shape, Style, Ty};
use crate::source::extensions::EXPLODE;
use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody};
use std::collections::BTreeMap;

/// `encoding` of a form or multipart body, by property.
pub(in crate::lower) type Encodings<'a> = BTreeMap<&'a str, &'a Encoding>;

impl<'a> Lowering<'a> {
    /// The request body, and the encodings of its properties where it is a form.
    pub(in crate::lower) fn body(
        &mut self,
        at: &str,
        node: &'a ReferenceOr<RequestBody>,
        words: &InlineName,
    ) -> Option<(Body, Encodings<'a>)> {
        let (at, source) = self.document.body(child(at, "requestBody"), node)?;
        let RequestBody { description, content, required, extensions: _ } = source;
        let media_type = preferred(content.keys().map(String::as_str), Family::for_requests)?;
        let MediaType { schema, example: _, examples: _, encoding, extensions: _ } = &content[media_type];
        let base = child(&child(&at, "content"), media_type);
        let slot = schema.as_ref().map(|schema| Slot::At(child(&base, "schema"), schema.into()));
        let words = words.with("request");
        for (other, body) in content.iter().filter(|(other, _)| *other != media_type) {
            self.mention(&child(&child(&at, "content"), other), body, &words);
        }
        let family = family(media_type);
        let ty = match (family, &slot) {
            (Family::Bytes | Family::Stream, _) => Ty::String(Format::Binary),
            (Family::Text, _) => Ty::String(Format::Plain),
            (Family::Json | Family::Form | Family::Multipart, Some(slot)) => self.value(slot, &words).ty,
            (Family::Json | Family::Form | Family::Multipart, None) => Ty::Any,
            (Family::Any, Some(slot)) => self.value(slot, &words).ty,
            (Family::Any, None) => Ty::String(Format::Binary),
        };
        let kind = match family {
            Family::Json => BodyKind::Json,
            Family::Any if ty == Ty::String(Format::Binary) => BodyKind::Bytes,
            Family::Any => BodyKind::Json,
            Family::Form => BodyKind::Form(Vec::new()),
            Family::Multipart => BodyKind::Multipart(Vec::new()),
            Family::Bytes | Family::Stream => BodyKind::Bytes,
            Family::Text => BodyKind::Text,
        };
        let mut others: Vec<String> = content.keys().filter(|other| *other != media_type).cloned().collect();
        others.sort();
        let media_type = match kind {
            // Which of them it is depends on the file.
            BodyKind::Bytes => {
                let files = content.keys().map(String::as_str).filter(|other| super::media::family(other) == family);
                files.collect::<Vec<_>>().join(", ")
            }
            BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::Text => {
                sendable(media_type, &kind).to_owned()
            }
        };
        let body = Body {
            media_type,
            kind,
            ty,
            required: *required,
            others,
            idempotency_key: None,
            docs: docs(None, description.as_deref()),
            origin: Origin { pointer: at },
        };
        Some((body, encoding.iter().map(|(name, encoding)| (name.as_str(), encoding)).collect()))
    }

    /// How each property of a form or multipart body is written, once its types are settled.
    pub(in crate::lower) fn parts(&self, body: &mut Body, encodings: &Encodings<'_>) {
        let multipart = match &body.kind {
            BodyKind::Json | BodyKind::Bytes | BodyKind::Text => return,
            BodyKind::Form(_) => false,
            BodyKind::Multipart(_) => true,
        };
        let mut properties = self.properties_of_all(&body.ty);
        for name in encodings.keys() {
            if !properties.iter().any(|(wire, _)| wire == name) {
                properties.push(((*name).to_owned(), Ty::Any));
            }
        }
        let mut parts = Vec::new();
        for (wire, ty) in properties {
            let encoding = encodings.get(wire.as_str()).copied();
            let stated = encoding.and_then(|encoding| encoding.content_type.clone());
            let style = encoding.and_then(|encoding| encoding.style.as_ref()).map(|style| match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            });
            let explode = encoding.and_then(|encoding| encoding.extensions.get(EXPLODE)?.as_bool());
            let allow_reserved = encoding.is_some_and(|encoding| encoding.allow_reserved);
            let is_styled = style.is_some() || explode.is_some() || allow_reserved;
            if !multipart && !is_styled && stated.as_deref().is_none_or(|stated| family(stated) != Family::Json) {
                continue;
            }
            parts.push(Part {
                wire,
                style: style.unwrap_or(if is_styled || multipart { Style::Form } else { Style::Json }),
                explode: explode.unwrap_or(style.is_none_or(|style| style == Style::Form)),
                allow_reserved,
                content_type: stated.or_else(|| multipart.then(|| self.part_type(&ty)).flatten().map(str::to_owned)),
            });
        }
        match &mut body.kind {
            BodyKind::Form(held) | BodyKind::Multipart(held) => *held = parts,
            BodyKind::Json | BodyKind::Bytes | BodyKind::Text => {}
        }
    }

    /// The properties of an object, or of all variants of a union.
    fn properties_of_all(&self, ty: &Ty) -> Vec<(String, Ty)> {
        let Ty::Named(id) = self.resolve(ty) else { return Vec::new() };
        let Shape::Union(union) = &self.decl(id).shape else { return self.properties_of(ty) };
        let mut all: Vec<(String, Ty)> = Vec::new();
        for (wire, ty) in union.variants.iter().flat_map(|variant| self.properties_of(&variant.ty)) {
            if !all.iter().any(|(known, _)| *known == wire) {
                all.push((wire, ty));
            }
        }
        all
    }

    /// The default `contentType` of a part, OpenAPI 3.1 section 4.8.15; none where the value decides it.
    fn part_type(&self, ty: &Ty) -> Option<&'static str> {
        Some(match self.resolve(ty) {
            Ty::String(Format::Binary | Format::File | Format::FileOrText) => return None,
            Ty::String(format) => format.facts().part_media_type,
            Ty::List(item) => return self.part_type(&item),
            Ty::Nullable(inner) | Ty::OneOrMany(inner) => return self.part_type(&inner),
            Ty::Any => return None,
            Ty::Named(id) => match &self.types[id.0 as usize].shape {
                Shape::Enum(_) => "text/plain",
                Shape::Union(_) => return None,
                Shape::Object(_) | Shape::Alias(_) => "application/json",
            },
            Ty::Map(_) | Ty::Tuple(_) | Ty::Null => "application/json",
            Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber | Ty::Id(_) => "text/plain",
        })
    }
}

/// A media type as it goes out: a range is none.
fn sendable<'m>(media_type: &'m str, kind: &BodyKind) -> &'m str {
    if !media_type.contains('*') {
        return media_type;
    }
    match kind {
        BodyKind::Json => "application/json",
        BodyKind::Form(_) => "application/x-www-form-urlencoded",
        BodyKind::Multipart(_) => "multipart/form-data",
        BodyKind::Bytes => "application/octet-stream",
        BodyKind::Text => "text/plain",
    }
}

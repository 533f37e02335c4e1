//! Parts of form and multipart bodies: how each is written, and of what type they are where they have no names.

use super::body::Encodings;
use super::media::{Family, family};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::document::{Node, pointer};
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::{Keywords, SchemaRef};
use crate::model::{Body, BodyKind, Format, Part, Shape, Style, Ty};
use crate::source::extensions::EXPLODE;
use crate::source::support::http::essence;
use openapiv3::QueryStyle;
use std::collections::BTreeSet;

impl<'a> Lowering<'a> {
    /// The list that a multipart body is whose parts are distinguished by position: of any of the types that parts have.
    pub(super) fn parts_in_order(&mut self, media_type: &str, slot: &SchemaRef<'a>, words: &InlineName) -> Option<Ty> {
        if essence(media_type) == "multipart/form-data" {
            return None;
        }
        let keywords = match slot {
            SchemaRef::Located(at, Node::Schema(schema)) => Keywords::read(self.document, at, schema),
            SchemaRef::Located(_, Node::Reference(reference)) => self.resolved(&pointer(reference)?)?,
            SchemaRef::Merged(_) | SchemaRef::AllOf(_) => return None,
        };
        if keywords.prefix.is_empty() {
            return None;
        }
        let is_closed = keywords.lengths.1.is_some_and(|most| most <= keywords.prefix.len());
        // Where the document leaves open what follows, what it names is all that is known.
        let is_open = |slot: &SchemaRef<'a>| match slot {
            SchemaRef::Located(at, Node::Schema(schema)) => Keywords::read(self.document, at, schema).says_nothing(),
            SchemaRef::Located(..) | SchemaRef::Merged(_) | SchemaRef::AllOf(_) => false,
        };
        let further = keywords.items.filter(|slot| !is_closed && !is_open(slot));
        let mut branches: Vec<SchemaRef<'a>> = Vec::new();
        for part in keywords.prefix.into_iter().chain(further) {
            if !branches.iter().any(|known| known.is(&part)) {
                branches.push(part);
            }
        }
        let item = self.any_of_these(&keywords.pointer, &keywords.annotations, branches, &words.item());
        Some(Ty::List(Box::new(item)))
    }

    /// How each property of a form or multipart body is written, once its types are resolved.
    pub(in crate::lower) fn parts(&mut self, body: &mut Body, encodings: &Encodings<'_>) {
        let multipart = match &body.kind {
            BodyKind::Json | BodyKind::Bytes | BodyKind::Text => return,
            BodyKind::Form(_) => false,
            BodyKind::Multipart(_) => true,
        };
        let mut properties = self.properties_of_all(&body.ty);
        let known: BTreeSet<&str> = properties.iter().map(|(wire, _)| wire.as_str()).collect();
        let unknown = encodings.keys().filter(|name| !known.contains(*name));
        let unknown: Vec<(String, Ty)> = unknown.map(|name| ((*name).to_owned(), Ty::Any)).collect();
        properties.extend(unknown);
        let mut parts = Vec::new();
        for (wire, ty) in properties {
            let rule = encodings.get(wire.as_str()).copied().unwrap_or_default();
            let (encoding, stated) = (rule.encoding, rule.stated().map(str::to_owned));
            if let Some(stated) = stated.as_deref().filter(|stated| !is_json(stated) && self.is_structured(&ty)) {
                let message = format!("`{stated}` of the part `{wire}` is not written");
                let found = Diagnostic::new(Code::NotSupported, message).at(&body.origin.pointer);
                let instead = if multipart { "the value is sent as JSON" } else { "the value is sent as fields" };
                self.diagnostics.push(found.note(instead));
            }
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
                explode: explode.unwrap_or(style.is_none_or(|style| style == Style::Form))
                    || style == Some(Style::DeepObject),
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
        let mut known = BTreeSet::new();
        let properties = union.variants.iter().flat_map(|variant| self.properties_of(&variant.ty));
        properties.filter(|(wire, _)| known.insert(wire.clone())).collect()
    }

    /// Whether a part is written from parts of its own, and not as one text or one file.
    fn is_structured(&self, ty: &Ty) -> bool {
        match self.resolve(ty) {
            Ty::List(inner) | Ty::Nullable(inner) | Ty::OneOrMany(inner) => self.is_structured(&inner),
            Ty::Named(id) => matches!(self.types[id].shape, Shape::Object(_)),
            Ty::Map(_) | Ty::Tuple(_) => true,
            _ => false,
        }
    }

    /// The default `contentType` of a part, OpenAPI 3.1 section 4.8.15; none where the value decides it.
    fn part_type(&self, ty: &Ty) -> Option<&'static str> {
        Some(match self.resolve(ty) {
            Ty::String(Format::Binary | Format::File | Format::FileOrText) => return None,
            Ty::String(format) => format.facts().part_media_type,
            Ty::List(item) => return self.part_type(&item),
            Ty::Nullable(inner) | Ty::OneOrMany(inner) => return self.part_type(&inner),
            Ty::Any => return None,
            Ty::Named(id) => match &self.types[id].shape {
                Shape::Enum(_) => "text/plain",
                Shape::Union(_) => return None,
                Shape::Object(_) | Shape::Alias(_) => "application/json",
            },
            Ty::Map(_) | Ty::Tuple(_) | Ty::Null => "application/json",
            Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber | Ty::Id(_) => "text/plain",
        })
    }
}

/// Whether one of the media types of a part is JSON, or leaves it open.
fn is_json(stated: &str) -> bool {
    stated.split(',').any(|media_type| matches!(family(media_type.trim()), Family::Json | Family::Any))
}

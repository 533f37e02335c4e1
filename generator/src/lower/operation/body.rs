//! Request bodies: which media type is sent, and how.

use super::media::{Family, family};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::annotations::docs;
use crate::lower::document::{Node, child, pointer};
use crate::lower::inline_name::InlineName;
use crate::lower::schema::keywords::SchemaRef;
use crate::model::{Body, BodyKind, Format, Origin, Ty};
use crate::source::extensions::CONTENT_MEDIA_TYPE;
use crate::source::support::http::essence;
use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, Encoding, MediaType, ReferenceOr, RequestBody, Schema, SchemaKind, StringFormat, Type,
    VariantOrUnknownOrEmpty,
};
use std::collections::{BTreeMap, BTreeSet};

/// So many media types of a body have a method each. Every one of them has all parameters and answers, so that more would
/// outgrow the document.
const MEDIA_TYPES: usize = 32;

/// What a form or multipart body says about a property beside its type.
#[derive(Clone, Copy, Default)]
pub(in crate::lower) struct PartRule<'a> {
    pub(super) encoding: Option<&'a Encoding>,
    /// `contentMediaType` of its schema.
    media_type: Option<&'a str>,
}

impl<'a> PartRule<'a> {
    /// The media type of the part, if the document says it: beside the schema, else within it.
    pub(in crate::lower) fn stated(&self) -> Option<&'a str> {
        self.encoding.and_then(|encoding| encoding.content_type.as_deref()).or(self.media_type)
    }
}

/// The rules of a form or multipart body, by property.
pub(in crate::lower) type Encodings<'a> = BTreeMap<&'a str, PartRule<'a>>;

impl<'a> Lowering<'a> {
    /// The request bodies of an operation, one for each media type that says something else than the others: the one
    /// without a name first. A caller chooses by the method.
    pub(in crate::lower) fn bodies(
        &mut self,
        at: &str,
        node: &'a ReferenceOr<RequestBody>,
        words: &InlineName,
    ) -> Vec<BodyVariant<'a>> {
        let Some((at, source)) = self.document.body(child(at, "requestBody"), node) else { return Vec::new() };
        let mut distinct = self.distinct(&source.content);
        if distinct.len() > MEDIA_TYPES {
            let message = format!("{} media types of a request body are left out", distinct.len() - MEDIA_TYPES);
            let found = Diagnostic::new(Code::NotSupported, message).at(child(&at, "content"));
            self.diagnostics.push(found.note(format!("an operation has at most {MEDIA_TYPES} methods")));
            distinct.truncate(MEDIA_TYPES);
        }
        let mut names: Vec<String> = Vec::new();
        let mut used = BTreeSet::new();
        for (media_type, _) in &distinct {
            let short = short_name(media_type);
            let name = if used.contains(&short) { long_name(media_type) } else { short };
            // The first has its own words.
            if !names.is_empty() {
                used.insert(name.clone());
            }
            names.push(name);
        }
        let variants = distinct.into_iter().zip(names).enumerate().map(|(index, ((media_type, alike), name))| {
            let words = if index == 0 { words.clone() } else { words.with(&name) };
            let (body, encodings) = self.body(&at, source, media_type, &alike, &words.with("request"));
            BodyVariant { name: (index > 0).then_some(name), body, encodings }
        });
        variants.collect()
    }

    /// The body of one media type; `alike` are those that are sent with the same.
    fn body(
        &mut self,
        at: &str,
        source: &'a RequestBody,
        media_type: &'a str,
        alike: &[&'a str],
        words: &InlineName,
    ) -> (Body, Encodings<'a>) {
        let RequestBody { description, content, required, extensions: _ } = source;
        let MediaType { schema, example: _, examples: _, encoding, extensions: _ } = &content[media_type];
        let base = child(&child(at, "content"), media_type);
        let slot = schema.as_ref().map(|schema| SchemaRef::Located(child(&base, "schema"), self.document.node(schema)));
        if slot.is_some() && family(media_type) == Family::Stream {
            self.add_references_of(&base, &content[media_type], words);
            let message = format!("`{media_type}` of a request body is not written");
            let found = Diagnostic::new(Code::NotSupported, message).at(&base).as_note();
            self.diagnostics
                .push(found.note("the caller gives it whole, as a file, whose lines are the JSON of values"));
        }
        for other in alike {
            self.add_references_of(&child(&child(at, "content"), other), &content[*other], words);
        }
        // JSON is YAML, and values have types.
        let family = match family(media_type) {
            Family::Bytes if essence(media_type).ends_with("+yaml") && slot.is_some() => Family::Json,
            family => family,
        };
        let ordered = match &slot {
            Some(slot) if family == Family::Multipart => self.parts_in_order(media_type, slot, words),
            Some(_) | None => None,
        };
        let ty = match (family, &slot) {
            (Family::Bytes | Family::Stream, _) => Ty::String(Format::Binary),
            (Family::Text, _) => Ty::String(Format::Plain),
            (Family::Json | Family::Form | Family::Multipart, Some(slot)) => match ordered {
                Some(ty) => ty,
                None => {
                    let ty = self.value(slot, words).ty;
                    self.as_object(slot, ty)
                }
            },
            (Family::Json | Family::Form | Family::Multipart, None) => Ty::Any,
            (Family::Any, Some(slot)) => self.value(slot, words).ty,
            (Family::Any, None) => Ty::String(Format::Binary),
        };
        let ty = match ty {
            Ty::List(_) => ty,
            // RFC 6902 section 3: whatever the schema says, it is a list of operations.
            _ if essence(media_type) == "application/json-patch+json" => Ty::List(Box::new(Ty::Any)),
            ty => ty,
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
        let (sent, others): (Vec<&str>, Vec<&str>) = match kind {
            // Which of them it is depends on the file.
            BodyKind::Bytes => ([&[media_type], alike].concat(), Vec::new()),
            BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) | BodyKind::Text => {
                (vec![sendable(media_type, &kind)], alike.to_vec())
            }
        };
        let body = Body {
            media_type: sent.join(", "),
            kind,
            ty,
            required: *required,
            others: others.into_iter().map(str::to_owned).collect(),
            idempotency_key: None,
            docs: docs(None, description.as_deref()),
            origin: Origin { pointer: at.to_owned() },
        };
        let mut rules = match (family, schema) {
            (Family::Multipart, Some(schema)) => self.media_types(self.document.node(schema)),
            _ => Encodings::new(),
        };
        for (name, encoding) in encoding {
            rules.entry(name.as_str()).or_default().encoding = Some(encoding);
        }
        (body, rules)
    }

    /// The properties of a schema whose own schema says what is in them. That they are bytes of any kind says nothing.
    fn media_types(&self, node: Node<'a>) -> Encodings<'a> {
        let properties = match self.followed(node).map(|schema| &schema.schema_kind) {
            Some(SchemaKind::Type(Type::Object(object))) => &object.properties,
            Some(SchemaKind::Any(any)) => &any.properties,
            _ => return Encodings::new(),
        };
        let stated = |node: Node<'a>| {
            let schema = self.followed(node)?;
            let own = |schema: &'a Schema| schema.schema_data.extensions.get(CONTENT_MEDIA_TYPE)?.as_str();
            own(schema).or_else(|| match &schema.schema_kind {
                SchemaKind::Type(Type::Array(list)) => own(self.followed(self.document.node(list.items.as_ref()?))?),
                _ => None,
            })
        };
        let rules = properties.iter().filter_map(|(name, node)| {
            let media_type = stated(self.document.node(node))
                .filter(|media_type| essence(media_type) != "application/octet-stream")?;
            Some((name.as_str(), PartRule { encoding: None, media_type: Some(media_type) }))
        });
        rules.collect()
    }

    /// The media types that say something else than the others, each with those that say the same. JSON is the first, else
    /// whichever the document has first.
    fn distinct(&self, content: &'a IndexMap<String, MediaType>) -> Vec<(&'a str, Vec<&'a str>)> {
        let of = |(name, media_type): (&'a String, &'a MediaType)| {
            Candidate::of(name, media_type, |schema| self.holds_file(self.document.node(schema)))
        };
        let mut media_types: Vec<Candidate<'a>> = content.iter().map(of).collect();
        media_types.sort_by_key(|candidate| match candidate.family {
            Family::Json if essence(candidate.name) == "application/json" => 0,
            Family::Json => 1,
            _ => 2,
        });
        let mut distinct: Vec<(Candidate<'_>, Vec<&str>)> = Vec::new();
        // Not every two are compared: there may be thousands.
        let mut first: BTreeMap<Likeness, usize> = BTreeMap::new();
        for media_type in media_types {
            let known = media_type.like().iter().filter_map(|likeness| first.get(likeness)).min().copied();
            match known {
                Some(known) => distinct[known].1.push(media_type.name),
                None => {
                    let place = distinct.len();
                    media_type.stands_for().into_iter().for_each(|likeness| _ = first.entry(likeness).or_insert(place));
                    distinct.push((media_type, Vec::new()));
                }
            }
        }
        distinct.into_iter().map(|(media_type, alike)| (media_type.name, alike)).collect()
    }

    /// Whether a file can be in a value of a schema.
    fn holds_file(&self, node: Node<'a>) -> bool {
        let (mut open, mut known) = (vec![node], BTreeSet::new());
        while let Some(node) = open.pop() {
            let Some(schema) = self.followed(node).filter(|schema| known.insert(std::ptr::from_ref::<Schema>(schema)))
            else {
                continue;
            };
            match &schema.schema_kind {
                SchemaKind::Type(Type::String(text)) => {
                    if text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary) {
                        return true;
                    }
                }
                SchemaKind::Type(Type::Array(list)) => {
                    open.extend(list.items.iter().map(|item| self.document.node(item)));
                }
                SchemaKind::Type(Type::Object(object)) => {
                    open.extend(object.properties.values().map(|property| self.document.node(property)));
                    if let Some(AdditionalProperties::Schema(further)) = &object.additional_properties {
                        open.push(self.document.node(further.as_ref()));
                    }
                }
                SchemaKind::OneOf { one_of: all }
                | SchemaKind::AnyOf { any_of: all }
                | SchemaKind::AllOf { all_of: all } => {
                    open.extend(all.iter().map(|branch| self.document.node(branch)));
                }
                SchemaKind::Any(any) => {
                    if any.format.as_deref() == Some("binary") {
                        return true;
                    }
                    open.extend(any.properties.values().chain(&any.items).map(|part| self.document.node(part)));
                    let branches = [&any.one_of, &any.any_of, &any.all_of].into_iter().flatten();
                    open.extend(branches.map(|branch| self.document.node(branch)));
                }
                SchemaKind::Type(Type::Number(_) | Type::Integer(_) | Type::Boolean(_)) | SchemaKind::Not { .. } => {}
            }
        }
        false
    }

    /// A schema, references followed.
    pub(super) fn followed(&self, mut node: Node<'a>) -> Option<&'a Schema> {
        // A chain longer than this leads back to itself, which the audit has reported.
        for _ in 0..16 {
            match node {
                Node::Schema(schema) => return Some(schema),
                Node::Reference(reference) => node = self.document.schema(&pointer(reference)?)?,
            }
        }
        None
    }
}

/// A request body of one media type, or of several that say the same.
pub(in crate::lower) struct BodyVariant<'a> {
    /// What tells its method from that of the first; none for the first.
    pub(in crate::lower) name: Option<String>,
    pub(in crate::lower) body: Body,
    pub(in crate::lower) encodings: Encodings<'a>,
}

/// A media type of a body with what it is compared by.
struct Candidate<'a> {
    name: &'a str,
    family: Family,
    /// A format of changes, such as `application/merge-patch+json`.
    is_patch: bool,
    schema: Option<&'a ReferenceOr<Schema>>,
    /// Parts of which one may be a file: nothing else than parts takes it as it is.
    has_files: bool,
}

impl<'a> Candidate<'a> {
    fn of(name: &'a str, media_type: &'a MediaType, holds_file: impl Fn(&'a ReferenceOr<Schema>) -> bool) -> Self {
        let (family, schema) = (family(name), media_type.schema.as_ref());
        let is_patch = essence(name).contains("-patch+");
        Self {
            name,
            family,
            is_patch,
            schema,
            has_files: family == Family::Multipart && schema.is_some_and(holds_file),
        }
    }

    /// What another media type has to stand for to take the same value. Formats of changes never do, whatever their
    /// schemas say, and neither do files and what is no file.
    fn like(&self) -> Vec<Likeness> {
        match self.family {
            _ if self.is_patch => Vec::new(),
            _ if self.has_files => vec![Likeness::Files(self.schema_text())],
            Family::Bytes => vec![Likeness::File],
            Family::Stream => Vec::new(),
            // Without a schema nothing more is known of it.
            Family::Json | Family::Form | Family::Any if self.schema.is_none() => vec![Likeness::Value],
            Family::Text => vec![Likeness::Text, self.same_schema()],
            Family::Json | Family::Form | Family::Any | Family::Multipart => vec![self.same_schema()],
        }
    }

    /// What it stands for to others.
    fn stands_for(&self) -> Vec<Likeness> {
        match self.family {
            _ if self.is_patch => Vec::new(),
            _ if self.has_files => vec![Likeness::Files(self.schema_text())],
            Family::Bytes => vec![Likeness::File],
            Family::Stream => Vec::new(),
            Family::Text => vec![Likeness::Value, Likeness::Text, self.same_schema()],
            Family::Json | Family::Form | Family::Any | Family::Multipart => vec![Likeness::Value, self.same_schema()],
        }
    }

    fn same_schema(&self) -> Likeness {
        Likeness::Schema(self.schema_text())
    }

    fn schema_text(&self) -> String {
        let mut schema = serde_json::to_value(self.schema).unwrap_or_default();
        schema.sort_all_objects();
        schema.to_string()
    }
}

/// What media types that take the same value have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// They are files.
    File,
    /// They are text.
    Text,
    /// They are no files.
    Value,
    /// This schema, its keys sorted.
    Schema(String),
    /// Parts of this schema, its keys sorted, with files among them.
    Files(String),
}

/// What a media type is called in the name of a method.
fn short_name(media_type: &str) -> String {
    match family(media_type) {
        Family::Form => "form".to_owned(),
        Family::Multipart => "multipart".to_owned(),
        Family::Bytes if essence(media_type).ends_with("+yaml") => long_name(media_type),
        Family::Bytes => "bytes".to_owned(),
        Family::Text if essence(media_type) == "text/plain" => "text".to_owned(),
        Family::Json | Family::Stream | Family::Text | Family::Any => long_name(media_type),
    }
}

/// What tells a media type from others: its subtype without suffix, or the type of a range.
pub(in crate::lower) fn long_name(media_type: &str) -> String {
    let essence = essence(media_type);
    let (kind, subtype) = essence.rsplit_once('/').unwrap_or(("", &essence));
    let subtype = if subtype == "*" { kind } else { subtype };
    let name = subtype.split('+').next().unwrap_or_default();
    let name = name.strip_prefix("x-").or_else(|| name.strip_prefix("vnd.")).unwrap_or(name);
    let words: Vec<&str> =
        name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "other".to_owned() } else { words.join("_") }
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

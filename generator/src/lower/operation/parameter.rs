//! Parameters: where they go, how arrays and objects are written, and of what type they are.

use super::media::{Family, family};
use crate::config::DeepLists;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::annotations::docs;
use crate::lower::document::child;
use crate::lower::inline_name::InlineName;
use crate::lower::schema::TypeUse;
use crate::lower::schema::keywords::SchemaRef;
use crate::model::{Constraints, Format, Origin, Parameter, ParameterLocation, Segment, Style, Ty};
use crate::source::extensions::RESERVED;
use crate::source::support::operations::place;
use openapiv3::{
    CookieStyle, HeaderStyle, MediaType, Parameter as Source, ParameterData, ParameterSchemaOrContent, PathItem,
    PathStyle, QueryStyle, ReferenceOr, SchemaKind, Type,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Lowering<'a> {
    /// The parameters of an operation, those of its path item included: path parameters in the order of the
    /// template, then the others as they are listed.
    pub(in crate::lower) fn parameters(
        &mut self,
        item: (&str, &'a PathItem),
        operation: (&str, &'a [ReferenceOr<Source>]),
        segments: &mut [Segment],
        words: &InlineName,
    ) -> Vec<Parameter> {
        let mut found: Vec<Option<Parameter>> = Vec::new();
        // Where the one of a place and name stands: the later takes the place of the earlier, behind all others.
        let mut places: BTreeMap<(ParameterLocation, &str), usize> = BTreeMap::new();
        for (base, list) in [(item.0, item.1.parameters.as_slice()), operation] {
            for (index, node) in list.iter().enumerate() {
                let at = format!("{base}/parameters/{index}");
                let Some((at, source)) = self.document.parameter(at, node) else { continue };
                let Some(parameter) = self.parameter(&at, source, words) else { continue };
                let name = &source.parameter_data_ref().name;
                if let Some(earlier) = places.insert((parameter.place, name), found.len()) {
                    found[earlier] = None;
                }
                found.push(Some(parameter));
            }
        }
        let mut parameters = Vec::new();
        let mut known = BTreeSet::new();
        for segment in segments {
            let Segment::Parameter(name) = segment else { continue };
            let (bare, takes_slashes) = place(name);
            let is_declared = |name: &str| places.contains_key(&(ParameterLocation::Path, name));
            if !is_declared(name) && is_declared(bare) {
                *name = bare.to_owned();
            }
            if !known.insert(name.clone()) {
                continue;
            }
            let held = places.get(&(ParameterLocation::Path, name.as_str())).and_then(|at| found[*at].take());
            let mut parameter = held.unwrap_or_else(|| undeclared(name, operation.0));
            parameter.allow_reserved |= takes_slashes;
            parameters.push(parameter);
        }
        parameters.extend(found.into_iter().flatten().filter(|held| held.place != ParameterLocation::Path));
        parameters
    }

    fn parameter(&mut self, at: &str, source: &'a Source, words: &InlineName) -> Option<Parameter> {
        let (data, place, style, allow_reserved) = match source {
            Source::Query { parameter_data, allow_reserved, style, allow_empty_value: _ } => {
                let style = match style {
                    QueryStyle::Form => Style::Form,
                    QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                    QueryStyle::PipeDelimited => Style::PipeDelimited,
                    QueryStyle::DeepObject => Style::DeepObject,
                };
                (parameter_data, ParameterLocation::Query, style, *allow_reserved)
            }
            Source::Header { parameter_data, style: HeaderStyle::Simple } => {
                (parameter_data, ParameterLocation::Header, Style::Simple, false)
            }
            Source::Path { parameter_data, style } => {
                let style = match style {
                    PathStyle::Matrix => Style::Matrix,
                    PathStyle::Label => Style::Label,
                    PathStyle::Simple => Style::Simple,
                };
                let flag = |name: &str| parameter_data.extensions.get(name).and_then(Value::as_bool);
                let allow_reserved = RESERVED.into_iter().any(|name| flag(name) == Some(true));
                (parameter_data, ParameterLocation::Path, style, allow_reserved)
            }
            Source::Cookie { parameter_data, style: CookieStyle::Form } => {
                (parameter_data, ParameterLocation::Cookie, Style::Form, false)
            }
        };
        let ParameterData {
            name,
            description,
            required,
            deprecated,
            format,
            example,
            examples,
            explode,
            extensions: _,
        } = data;
        // OpenAPI says that parameters of these names are ignored: they are said by content, security and responses.
        let reserved = ["accept", "content-type", "authorization"];
        if place == ParameterLocation::Header && reserved.contains(&name.to_lowercase().as_str()) {
            return None;
        }
        let words = words.with(name);
        let (slot, style) = match format {
            ParameterSchemaOrContent::Schema(schema) => {
                (Some(SchemaRef::Located(child(at, "schema"), self.document.node(schema))), style)
            }
            ParameterSchemaOrContent::Content(content) => {
                let media = content.first();
                let slot = media.and_then(|(media, body)| {
                    let base = child(&child(at, "content"), media);
                    body.schema
                        .as_ref()
                        .map(|schema| SchemaRef::Located(child(&base, "schema"), self.document.node(schema)))
                });
                let is_text = media.is_some_and(|(media, body)| self.is_text(at, media, body));
                (slot, if is_text { style } else { Style::Json })
            }
        };
        let used = slot.map_or_else(
            || TypeUse::of(Ty::Any),
            |slot| {
                let used = self.property(&slot, &words);
                TypeUse { ty: self.as_object(&slot, used.ty.clone()), ..used }
            },
        );
        let constant = used.constant.filter(|_| *required && !used.nullable);
        let mut constraints: Constraints = used.annotations.constraints;
        let shown = example.clone().or_else(|| self.document.first_example(at, examples));
        constraints.example = shown.or(constraints.example);
        let words_of = docs(None, description.as_deref());
        Some(Parameter {
            wire: name.clone(),
            place,
            style,
            explode: match style {
                // Nothing else is left open about it.
                Style::DeepObject => {
                    self.config.deep_objects.as_ref().is_none_or(|rule| rule.lists == DeepLists::Indexed)
                }
                style => explode.unwrap_or(style == Style::Form),
            },
            allow_reserved,
            ty: used.ty,
            required: *required || place == ParameterLocation::Path,
            constant,
            default: used.annotations.default.filter(|default| *default != Value::Null),
            constraints,
            docs: if words_of.summary.is_some() {
                words_of
            } else {
                docs(None, used.annotations.description.as_deref())
            },
            deprecated: deprecated.unwrap_or_default() || used.annotations.deprecated,
            deprecated_since: None,
            origin: Origin { pointer: at.to_owned() },
        })
    }
}

impl Lowering<'_> {
    /// Whether a parameter of a media type is written as it is. Everything else is written as JSON, which is reported where
    /// the document asks for something else.
    fn is_text(&mut self, at: &str, media: &str, body: &MediaType) -> bool {
        let schema = body.schema.as_ref().and_then(|schema| self.followed(self.document.node(schema)));
        let has_parts = schema.is_some_and(|schema| match &schema.schema_kind {
            SchemaKind::Type(Type::Object(_) | Type::Array(_)) => true,
            SchemaKind::Any(any) => !any.properties.is_empty() || any.items.is_some(),
            _ => false,
        });
        match family(media) {
            Family::Json | Family::Any => return false,
            Family::Text if !has_parts => return true,
            _ => {}
        }
        let message = format!("`{media}` of a parameter is not written");
        let found = Diagnostic::new(Code::NotSupported, message).at(child(&child(at, "content"), media));
        self.diagnostics.push(found.note("the value is sent as JSON"));
        false
    }
}

/// A parameter that only the path template names. The audit has reported it.
fn undeclared(name: &str, at: &str) -> Parameter {
    Parameter {
        wire: name.to_owned(),
        place: ParameterLocation::Path,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
        ty: Ty::String(Format::Plain),
        required: true,
        constant: None,
        default: None,
        constraints: Constraints::default(),
        docs: crate::model::Docs::default(),
        deprecated: false,
        deprecated_since: None,
        origin: Origin { pointer: at.to_owned() },
    }
}

/// A path cut at its parameters. A fragment tells operations of one path apart and has none.
pub(in crate::lower) fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let (mut rest, fragment) = path.split_at(path.find('#').unwrap_or(path.len()));
    while let Some((literal, (name, tail))) =
        rest.split_once('{').and_then(|(literal, tail)| Some((literal, tail.split_once('}')?)))
    {
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal.to_owned()));
        }
        segments.push(Segment::Parameter(name.to_owned()));
        rest = tail;
    }
    let literal = format!("{rest}{fragment}");
    if !literal.is_empty() {
        segments.push(Segment::Literal(literal));
    }
    segments
}

/// Null is never sent in a parameter: it is left out instead. Lists keep theirs.
pub(in crate::lower) fn without_null(ty: Ty) -> Ty {
    match ty {
        Ty::Nullable(inner) => *inner,
        Ty::List(inner) => match *inner {
            Ty::Nullable(inner) => Ty::List(inner),
            inner => Ty::List(Box::new(inner)),
        },
        ty => ty,
    }
}

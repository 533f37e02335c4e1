//! A schema with all its keywords side by side, whichever variant the reader parsed it to.
//!
//! The only file that takes [`openapiv3::Schema`] apart. Downlevelling left extensions for what OpenAPI 3.0
//! cannot say; they become keywords again here.

mod annotated;
mod downlevelled;
pub(in crate::lower) mod formats;

pub(in crate::lower) use self::downlevelled::rejects_all;
use self::formats::{name, text_format};
use crate::lower::annotations::{Annotations, bounds};
use crate::lower::document::{Document, Node, child};
use crate::model::Limit;
use indexmap::IndexSet;
use openapiv3::{
    AdditionalProperties as DeclaredProperties, AnySchema, ArrayType, BooleanType, Discriminator, IntegerFormat,
    IntegerType, NumberFormat, NumberType, ObjectType, Schema, SchemaKind, StringType, Type,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A schema that something is made of.
#[derive(Clone)]
pub(in crate::lower) enum SchemaRef<'a> {
    /// One that stands in the document.
    Located(String, Node<'a>),
    /// Keywords that no single place of the document holds.
    Merged(Rc<Keywords<'a>>),
    /// Several that must hold at once.
    AllOf(Vec<SchemaRef<'a>>),
}

/// `type`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

/// `additionalProperties`
#[derive(Clone)]
pub(in crate::lower) enum AdditionalProperties<'a> {
    /// `true`, or the empty schema.
    Any,
    /// `false`
    None,
    /// A schema.
    Of(SchemaRef<'a>),
}

/// `oneOf` or `anyOf`
#[derive(Clone)]
pub(in crate::lower) struct Choice<'a> {
    pub(in crate::lower) branches: Vec<SchemaRef<'a>>,
    pub(in crate::lower) discriminator: Option<&'a Discriminator>,
}

/// The keywords of a schema. What says nothing is empty.
#[derive(Clone, Default)]
pub(in crate::lower) struct Keywords<'a> {
    pub(in crate::lower) pointer: String,
    pub(in crate::lower) types: Option<BTreeSet<JsonType>>,
    pub(in crate::lower) nullable: bool,
    /// Nothing but `null` is allowed.
    pub(in crate::lower) null: bool,
    /// Nothing is allowed (`false` in place of a schema).
    pub(in crate::lower) rejects_all: bool,
    pub(in crate::lower) constant: Option<Value>,
    pub(in crate::lower) values: Option<Vec<Value>>,
    pub(in crate::lower) format: Option<String>,
    pub(in crate::lower) properties: BTreeMap<String, SchemaRef<'a>>,
    /// Names of properties in the order of the document; members of an `allOf` in theirs.
    pub(in crate::lower) order: IndexSet<String>,
    /// In the order of the document; members of an `allOf` in theirs.
    pub(in crate::lower) required: IndexSet<String>,
    pub(in crate::lower) rest: Option<AdditionalProperties<'a>>,
    pub(in crate::lower) patterns: Vec<SchemaRef<'a>>,
    /// Schemas that hold for some of the values: what `if`, `then`, `else` and `dependentSchemas` say.
    pub(in crate::lower) conditions: Vec<SchemaRef<'a>>,
    pub(in crate::lower) items: Option<SchemaRef<'a>>,
    pub(in crate::lower) prefix: Vec<SchemaRef<'a>>,
    /// `minimum` and `maximum`, exclusive or not.
    pub(in crate::lower) range: (Option<f64>, Option<f64>),
    /// `minItems` and `maxItems`.
    pub(in crate::lower) lengths: (Option<usize>, Option<usize>),
    pub(in crate::lower) choices: Vec<Choice<'a>>,
    pub(in crate::lower) all: Vec<SchemaRef<'a>>,
    pub(in crate::lower) discriminator: Option<&'a Discriminator>,
    pub(in crate::lower) annotations: Annotations,
    pub(in crate::lower) value_docs: Vec<Option<String>>,
    pub(in crate::lower) value_names: Vec<Option<String>>,
    /// References that were merged into these keywords, by pointer.
    pub(in crate::lower) merged: BTreeSet<String>,
}

impl<'a> Keywords<'a> {
    /// Reads the keywords of the schema at a pointer.
    pub(in crate::lower) fn read(document: &'a Document, pointer: &str, schema: &'a Schema) -> Self {
        let Schema { schema_data: data, schema_kind } = schema;
        let mut keywords = Self {
            pointer: pointer.to_owned(),
            nullable: data.nullable,
            discriminator: data.discriminator.as_ref(),
            annotations: Annotations::of(data),
            ..Self::default()
        };
        match schema_kind {
            SchemaKind::Type(ty) => keywords.typed(document, ty),
            SchemaKind::OneOf { one_of } => keywords.choice(document, "oneOf", one_of),
            SchemaKind::AnyOf { any_of } => keywords.choice(document, "anyOf", any_of),
            SchemaKind::AllOf { all_of } => keywords.all = slots(document, pointer, "allOf", all_of),
            // What a value must not be narrows it without changing its type.
            SchemaKind::Not { not: _ } => {}
            SchemaKind::Any(any) => keywords.any(document, any),
        }
        keywords.extensions(document, data);
        keywords.annotated_values(document);
        keywords.annotations.limits(super::enumeration::unnamed(&keywords).map(Limit::Bound).into_iter().collect());
        keywords.annotations.constraints.format = keywords.format.clone().or_else(|| keywords.format_within(document));
        keywords
    }

    fn typed(&mut self, document: &'a Document, ty: &'a Type) {
        match ty {
            Type::String(StringType { format, pattern, enumeration, min_length, max_length }) => {
                self.typed_as(JsonType::String, enumeration.iter().map(|value| value.clone().map(Value::from)));
                self.format = text_format(format);
                self.annotations.limits(bounds::text(pattern.as_deref(), *min_length, *max_length));
            }
            Type::Number(NumberType {
                format,
                multiple_of,
                exclusive_minimum,
                exclusive_maximum,
                minimum,
                maximum,
                enumeration,
            }) => {
                self.typed_as(JsonType::Number, enumeration.iter().map(|value| value.map(Value::from)));
                self.format = name(format, |format| match format {
                    NumberFormat::Float => "float",
                    NumberFormat::Double => "double",
                });
                self.annotations.limits(bounds::number(
                    bounds::Bound::of(*minimum, *exclusive_minimum),
                    bounds::Bound::of(*maximum, *exclusive_maximum),
                    *multiple_of,
                ));
            }
            Type::Integer(IntegerType {
                format,
                multiple_of,
                exclusive_minimum,
                exclusive_maximum,
                minimum,
                maximum,
                enumeration,
            }) => {
                self.typed_as(JsonType::Integer, enumeration.iter().map(|value| value.map(Value::from)));
                self.format = name(format, |format| match format {
                    IntegerFormat::Int32 => "int32",
                    IntegerFormat::Int64 => "int64",
                });
                self.annotations.limits(bounds::number(
                    bounds::Bound::of(*minimum, *exclusive_minimum),
                    bounds::Bound::of(*maximum, *exclusive_maximum),
                    *multiple_of,
                ));
            }
            Type::Object(ObjectType {
                properties,
                required,
                additional_properties,
                min_properties,
                max_properties,
            }) => {
                self.types = Some([JsonType::Object].into());
                self.object(document, properties, required, additional_properties.as_ref());
                self.annotations.limits(bounds::count("properties", *min_properties, *max_properties));
            }
            Type::Array(ArrayType { items, min_items, max_items, unique_items }) => {
                self.types = Some([JsonType::Array].into());
                self.items =
                    items.as_ref().map(|items| SchemaRef::Located(child(&self.pointer, "items"), document.node(items)));
                self.lengths = (*min_items, *max_items);
                self.annotations.limits(bounds::items(*min_items, *max_items, *unique_items));
            }
            Type::Boolean(BooleanType { enumeration }) => {
                self.typed_as(JsonType::Boolean, enumeration.iter().map(|value| value.map(Value::from)));
            }
        }
    }

    fn any(&mut self, document: &'a Document, any: &'a AnySchema) {
        let AnySchema {
            typ,
            pattern,
            multiple_of,
            exclusive_minimum,
            exclusive_maximum,
            minimum,
            maximum,
            properties,
            required,
            additional_properties,
            min_properties,
            max_properties,
            items,
            min_items,
            max_items,
            unique_items,
            enumeration,
            format,
            min_length,
            max_length,
            one_of,
            all_of,
            any_of,
            not: _,
        } = any;
        self.types = typ.as_deref().and_then(JsonType::named).map(|ty| [ty].into());
        self.values = (!enumeration.is_empty()).then(|| enumeration.clone());
        self.format.clone_from(format);
        self.object(document, properties, required, additional_properties.as_ref());
        self.items =
            items.as_ref().map(|items| SchemaRef::Located(child(&self.pointer, "items"), document.node(items)));
        self.all = slots(document, &self.pointer, "allOf", all_of);
        if !one_of.is_empty() {
            self.choice(document, "oneOf", one_of);
        }
        if !any_of.is_empty() {
            self.choice(document, "anyOf", any_of);
        }
        self.annotations.limits(bounds::text(pattern.as_deref(), *min_length, *max_length));
        // The typed schema of an integer has limits of 64 bits, so that larger ones are met here only.
        self.range = (*minimum, *maximum);
        self.annotations.limits(bounds::number(
            bounds::Bound::of(*minimum, exclusive_minimum.unwrap_or_default()),
            bounds::Bound::of(*maximum, exclusive_maximum.unwrap_or_default()),
            *multiple_of,
        ));
        self.annotations.limits(bounds::count("properties", *min_properties, *max_properties));
        self.lengths = (*min_items, *max_items);
        self.annotations.limits(bounds::items(*min_items, *max_items, unique_items.unwrap_or_default()));
    }

    fn typed_as(&mut self, ty: JsonType, values: impl ExactSizeIterator<Item = Option<Value>>) {
        self.types = Some([ty].into());
        self.values = (values.len() > 0).then(|| values.map(Option::unwrap_or_default).collect());
    }

    fn object(
        &mut self,
        document: &'a Document,
        properties: &'a indexmap::IndexMap<String, openapiv3::ReferenceOr<Box<Schema>>>,
        required: &[String],
        additional: Option<&'a DeclaredProperties>,
    ) {
        let base = child(&self.pointer, "properties");
        self.properties = properties
            .iter()
            .map(|(name, schema)| (name.clone(), SchemaRef::Located(child(&base, name), document.node(schema))))
            .collect();
        self.order = properties.keys().cloned().collect();
        self.required = required.iter().cloned().collect();
        self.rest = additional.map(|additional| match additional {
            DeclaredProperties::Any(true) => AdditionalProperties::Any,
            DeclaredProperties::Any(false) => AdditionalProperties::None,
            DeclaredProperties::Schema(schema) => AdditionalProperties::Of(SchemaRef::Located(
                child(&self.pointer, "additionalProperties"),
                document.node(schema),
            )),
        });
    }

    fn choice(&mut self, document: &'a Document, keyword: &str, branches: &'a [openapiv3::ReferenceOr<Schema>]) {
        self.choices.push(Choice {
            branches: slots(document, &self.pointer, keyword, branches),
            discriminator: self.discriminator,
        });
    }

    /// The values of `const` or `enum`.
    fn listed(&self) -> &[Value] {
        self.constant.as_ref().map_or_else(|| self.values.as_deref().unwrap_or_default(), std::slice::from_ref)
    }

    /// Whether null is the only value.
    pub(in crate::lower) fn is_null(&self) -> bool {
        self.null || (!self.listed().is_empty() && self.listed().iter().all(Value::is_null))
    }

    /// Whether `type: object` is all that is said.
    pub(in crate::lower) fn is_bare_object(&self) -> bool {
        let is_object = self.types.as_ref().is_some_and(|types| types.iter().eq([&JsonType::Object]));
        is_object && !self.is_structural() && self.rest.is_none() && self.discriminator.is_none()
    }

    /// Whether any value is allowed.
    pub(in crate::lower) fn says_nothing(&self) -> bool {
        self.types.is_none() && self.format.is_none() && self.all.is_empty() && !self.is_structural()
    }

    /// Whether anything beyond a bare type and annotations is said.
    pub(in crate::lower) fn is_structural(&self) -> bool {
        let Self {
            constant,
            values,
            properties,
            required,
            rest,
            patterns,
            conditions,
            items,
            prefix,
            choices,
            null,
            rejects_all,
            ..
        } = self;
        *null
            || *rejects_all
            || constant.is_some()
            || values.is_some()
            || !properties.is_empty()
            || !required.is_empty()
            || matches!(rest, Some(AdditionalProperties::Of(_)))
            || !patterns.is_empty()
            || !conditions.is_empty()
            || items.is_some()
            || !prefix.is_empty()
            || !choices.is_empty()
    }
}

impl JsonType {
    /// Whether some value is of this type and one of others.
    pub(in crate::lower) fn overlaps(self, others: &BTreeSet<Self>) -> bool {
        others.contains(&self)
            || (self == Self::Integer && others.contains(&Self::Number))
            || (self == Self::Number && others.contains(&Self::Integer))
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "string" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

fn slots<'a>(
    document: &'a Document,
    pointer: &str,
    keyword: &str,
    schemas: &'a [openapiv3::ReferenceOr<Schema>],
) -> Vec<SchemaRef<'a>> {
    let located = |(index, schema)| SchemaRef::Located(format!("{pointer}/{keyword}/{index}"), document.node(schema));
    schemas.iter().enumerate().map(located).collect()
}

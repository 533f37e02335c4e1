//! Schema → type: the dispatch. What a schema is, is derived from its keywords, `type` being only one of them.

pub(super) mod choice;
pub(super) mod combine;
mod enumeration;
pub(super) mod inherit;
mod inline;
pub(super) mod keywords;
pub(super) mod object;

use super::annotations::Annotations;
use super::document::Node;
use super::inline_name::InlineName;
use super::{Draft, Lowering};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Format, Shape, Ty};
pub(super) use inline::InlineSchemas;
use keywords::{JsonType, Keywords, SchemaRef, formats::format_of};
use serde_json::Value;
use std::ops::RangeInclusive;

/// Inline schemas within inline schemas, merges included. The reader stops documents at 128 levels, of which a schema
/// takes one or two; the rest is room for schemas that `allOf` brings in.
const DEPTH: usize = 160;

/// A type as it is used in one place.
#[derive(Clone, Debug)]
pub(super) struct TypeUse {
    pub(super) ty: Ty,
    /// The place allows null beside the type. A nullable declaration adds to this when types are resolved.
    pub(super) nullable: bool,
    /// The only value allowed.
    pub(super) constant: Option<Value>,
    pub(super) annotations: Annotations,
}

impl TypeUse {
    /// A type with nothing said about it.
    pub(super) fn of(ty: Ty) -> Self {
        Self { ty, nullable: false, constant: None, annotations: Annotations::default() }
    }
}

/// What keywords turn out to be.
pub(super) struct LoweredShape {
    pub(super) shape: Shape,
    pub(super) nullable: bool,
    pub(super) draft: Draft,
}

impl LoweredShape {
    /// A type that needs no declaration.
    pub(super) fn alias(ty: Ty) -> Self {
        Self { shape: Shape::Alias(ty), nullable: false, draft: Draft::default() }
    }
}

impl<'a> Lowering<'a> {
    /// The type of a value. A constant becomes an enumeration of one value, open like any other.
    pub(super) fn value(&mut self, slot: &SchemaRef<'a>, words: &InlineName) -> TypeUse {
        let mut used = self.property(slot, words);
        if let Some(constant) = used.constant.take()
            && matches!(constant, Value::String(_) | Value::Number(_))
            && let Some(shape) = super::schema::enumeration::single(&constant)
        {
            let at = match slot {
                SchemaRef::Located(pointer, _) => pointer.clone(),
                SchemaRef::Merged(_) | SchemaRef::AllOf(_) => String::new(),
            };
            used.ty = Ty::Named(self.declare(&at, &used.annotations, words, shape, Draft::default()));
        }
        used
    }

    /// [`Self::value`], with null inside the type.
    pub(super) fn item(&mut self, slot: &SchemaRef<'a>, words: &InlineName) -> Ty {
        let used = self.value(slot, words);
        if used.nullable { nullable(used.ty) } else { used.ty }
    }

    /// The type of a property: a constant stays one.
    pub(super) fn property(&mut self, slot: &SchemaRef<'a>, words: &InlineName) -> TypeUse {
        if self.inline.depth >= DEPTH {
            self.diagnostics.push(
                Diagnostic::new(Code::SchemaTooDeep, "this schema is nested too deep; everything below is any value")
                    .at(slot.pointer()),
            );
            return TypeUse::of(Ty::Any);
        }
        self.inline.depth += 1;
        let used = match slot {
            SchemaRef::Located(_, node @ Node::Reference(reference)) => {
                let mut used = TypeUse::of(self.reference(reference).map_or(Ty::Any, Ty::Named));
                used.annotations.constraints.format = format_of(self.document, *node);
                used
            }
            SchemaRef::Located(pointer, Node::Schema(_)) if self.document.is_target(pointer) => {
                TypeUse::of(Ty::Named(self.types.place(pointer)))
            }
            SchemaRef::Located(pointer, Node::Schema(schema)) => {
                let keywords = Keywords::read(self.document, pointer, schema);
                self.at(pointer, keywords, words)
            }
            SchemaRef::Merged(keywords) => self.inline((**keywords).clone(), words),
            SchemaRef::AllOf(parts) => self.merged(parts.clone(), words),
        };
        self.inline.depth -= 1;
        used
    }

    fn merge_now(&mut self, parts: Vec<SchemaRef<'a>>, words: &InlineName) -> TypeUse {
        match self.combine(parts) {
            super::schema::combine::Combined::Through { slot, nullable, annotations } => {
                let inner = self.property(&slot, words);
                TypeUse {
                    nullable: nullable || inner.nullable,
                    annotations: annotations.over(inner.annotations),
                    ..inner
                }
            }
            super::schema::combine::Combined::Merged(keywords) => self.inline(*keywords, words),
        }
    }

    /// The type of an inline schema: itself, or a declaration named by its place.
    fn inline(&mut self, mut keywords: Keywords<'a>, words: &InlineName) -> TypeUse {
        if !keywords.all.is_empty() {
            let all = std::mem::take(&mut keywords.all);
            let own = SchemaRef::Merged(keywords.into());
            return self.merged([vec![own], all].concat(), words);
        }
        let annotations = keywords.annotations.clone();
        if let Some((constant, ty)) = constant(&keywords) {
            return TypeUse { ty, nullable: keywords.nullable, constant: Some(constant), annotations };
        }
        let at = keywords.pointer.clone();
        let LoweredShape { shape, nullable, draft } = self.shape(keywords, words);
        let ty = match shape {
            Shape::Alias(ty) => ty,
            shape @ (Shape::Object(_) | Shape::Enum(_) | Shape::Union(_)) => {
                Ty::Named(self.declare(&at, &annotations, words, shape, draft))
            }
        };
        TypeUse { ty, nullable, constant: None, annotations }
    }

    /// What keywords without `allOf` are.
    pub(super) fn shape(&mut self, mut keywords: Keywords<'a>, words: &InlineName) -> LoweredShape {
        let nullable = keywords.nullable;
        if keywords.null {
            return LoweredShape { nullable: false, ..LoweredShape::alias(Ty::Null) };
        }
        self.drop_required_only_branches(&mut keywords);
        let shaped = if !keywords.choices.is_empty() {
            self.lower_one_of(keywords, words)
        } else if keywords.constant.is_some() || keywords.values.is_some() {
            super::schema::enumeration::shape(&keywords)
        } else {
            self.by_type(keywords, words)
        };
        LoweredShape { nullable: nullable || shaped.nullable, ..shaped }
    }

    fn by_type(&mut self, keywords: Keywords<'a>, words: &InlineName) -> LoweredShape {
        let types: Vec<JsonType> = match &keywords.types {
            Some(types) => types.iter().copied().collect(),
            None => inferred(&keywords).into_iter().collect(),
        };
        match types.as_slice() {
            [] => LoweredShape::alias(Ty::Any),
            _ if self.is_bare_object(&keywords) => LoweredShape::alias(Ty::Any),
            [one] => self.of_type(*one, keywords, words),
            several => self.of_types(several, &keywords, words),
        }
    }

    /// The shape of keywords read as one JSON type.
    pub(super) fn of_type(&mut self, ty: JsonType, keywords: Keywords<'a>, words: &InlineName) -> LoweredShape {
        match ty {
            JsonType::String => LoweredShape::alias(Ty::String(format(&keywords))),
            JsonType::Number => LoweredShape::alias(Ty::Number),
            JsonType::Integer => LoweredShape::alias(integer(&keywords)),
            JsonType::Boolean => LoweredShape::alias(Ty::Boolean),
            JsonType::Array => self.array(keywords, words),
            JsonType::Object => self.object(keywords, words),
        }
    }

    /// Whether `type: object` is all that a schema says: languages in which everything is an object write it for any value.
    /// One that lists its properties, and has none, is an object to which some may come.
    fn is_bare_object(&self, keywords: &Keywords<'a>) -> bool {
        keywords.is_bare_object() && !self.document.without_properties.contains(&keywords.pointer)
    }

    /// `ty`, the type of a schema, where it has to be an object: what is sent, or a branch that is distinguished from others by its
    /// kind.
    pub(in crate::lower) fn as_object(&mut self, slot: &SchemaRef<'a>, ty: Ty) -> Ty {
        let is_bare = match slot {
            SchemaRef::Located(at, Node::Schema(schema)) => {
                self.is_bare_object(&Keywords::read(self.document, at, schema))
            }
            SchemaRef::Located(_, Node::Reference(reference)) => {
                let target = crate::lower::document::pointer(reference);
                target.and_then(|target| self.resolved(&target)).is_some_and(|keywords| self.is_bare_object(&keywords))
            }
            SchemaRef::Merged(keywords) => self.is_bare_object(keywords),
            SchemaRef::AllOf(_) => false,
        };
        if is_bare { Ty::Map(Box::new(Ty::Any)) } else { ty }
    }

    fn array(&mut self, keywords: Keywords<'a>, words: &InlineName) -> LoweredShape {
        let words = words.item();
        if !keywords.prefix.is_empty() {
            let items = keywords.prefix.iter().enumerate();
            let items: Vec<Ty> = items.map(|(at, slot)| self.item(slot, &words.with(&ordinal(at)))).collect();
            // `prefixItems` says what the first elements are, not how many there are (JSON Schema 2020-12 §10.3.1.1). Where
            // nothing may follow, frameworks leave out that they all come (utoipa, TypeSpec).
            let (least, most) = keywords.lengths;
            if most == Some(items.len()) && least.is_none_or(|least| least == items.len()) {
                return LoweredShape::alias(Ty::Tuple(items));
            }
            return LoweredShape::alias(Ty::List(Box::new(Ty::Any)));
        }
        let item = keywords.items.as_ref().map_or(Ty::Any, |slot| self.item(slot, &words));
        LoweredShape::alias(Ty::List(Box::new(item)))
    }
}

/// How large a whole number may be decides what holds it.
fn integer(keywords: &Keywords<'_>) -> Ty {
    const SIGNED: RangeInclusive<f64> = i64::MIN as f64..=i64::MAX as f64;
    let (smallest, largest) = keywords.range;
    let is_large = largest.is_some_and(|largest| largest > *SIGNED.end());
    let fits_unsigned = largest.is_none_or(|largest| largest <= u64::MAX as f64);
    let format = keywords.format.as_deref().unwrap_or_default();
    let is_beyond = matches!(format, "int128" | "uint128" | "int256" | "uint256" | "bigint" | "biginteger");
    if smallest.is_some_and(|smallest| smallest < *SIGNED.start()) || !fits_unsigned || is_beyond {
        return Ty::IntegerOrNumber;
    }
    if is_large || format == "uint64" { Ty::Unsigned } else { Ty::Integer }
}

/// `ty` or null.
pub(super) fn nullable(ty: Ty) -> Ty {
    match ty {
        Ty::Any | Ty::Null | Ty::Nullable(_) => ty,
        ty => Ty::Nullable(Box::new(ty)),
    }
}

/// The one value a schema allows, and its type. A one-value `enum` is no constant yet: whether it is a tag
/// shows when unions are decided.
pub(super) fn constant(keywords: &Keywords<'_>) -> Option<(Value, Ty)> {
    let constant = keywords.constant.as_ref()?;
    let ty = match constant {
        Value::Null => Ty::Null,
        Value::Bool(_) => Ty::Boolean,
        Value::Number(number) if number.is_f64() => Ty::Number,
        Value::Number(_) => Ty::Integer,
        Value::String(_) => Ty::String(Format::Plain),
        Value::Array(_) | Value::Object(_) => return None,
    };
    Some((constant.clone(), ty))
}

/// The type that keywords imply where none is stated.
fn inferred(keywords: &Keywords<'_>) -> Option<JsonType> {
    if !keywords.properties.is_empty() || keywords.rest.is_some() || !keywords.patterns.is_empty() {
        Some(JsonType::Object)
    } else if keywords.items.is_some() || !keywords.prefix.is_empty() {
        Some(JsonType::Array)
    } else if keywords.format.as_deref().is_some_and(Format::implies_string) {
        Some(JsonType::String)
    } else {
        None
    }
}

fn format(keywords: &Keywords<'_>) -> Format {
    keywords.format.as_deref().map_or(Format::Plain, Format::of_keyword)
}

fn ordinal(index: usize) -> String {
    const WORDS: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    WORDS.get(index).map_or_else(|| format!("item{}", index + 1), |word| (*word).to_owned())
}

impl SchemaRef<'_> {
    /// Whether both are the same place of the document.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (SchemaRef::Located(one, _), SchemaRef::Located(another, _)) => one == another,
            (SchemaRef::AllOf(one), SchemaRef::AllOf(another)) => {
                one.len() == another.len() && one.iter().zip(another).all(|(one, another)| one.is(another))
            }
            _ => false,
        }
    }

    /// Where it stands, for a diagnostic.
    pub(super) fn pointer(&self) -> String {
        match self {
            SchemaRef::Located(pointer, _) => pointer.clone(),
            SchemaRef::Merged(keywords) => keywords.pointer.clone(),
            SchemaRef::AllOf(parts) => parts.first().map(SchemaRef::pointer).unwrap_or_default(),
        }
    }
}

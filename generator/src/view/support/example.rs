//! Turns a type of the model into a small JSON value that decodes as that type.
//!
//! The same document always gives the same value. A value from the document itself (`example`, `examples`)
//! is preferred where it has the shape the schema describes. What is optional is shown near the root only,
//! so that examples stay short; a type that contains itself ends in an absent property or an empty list.

use super::fits::fits;
use super::words::{Hint, id, number, text};
use crate::model::{
    Api, Condition, Enumeration, Field, Format, Object, Presence, Rule, Scalar, Shape, Ty, TypeId, Union, Variant,
};
use serde_json::{Map, Value, json};

/// Which way a value travels; decides about `readOnly` and `writeOnly` properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In a request.
    Sent,
    /// In a response or a webhook.
    Received,
}

/// An example of `ty`; `hint` is what is known of the place it is for.
pub fn example(api: &Api, ty: &Ty, direction: Direction, hint: Hint<'_>) -> Value {
    ExampleBuilder::new(api, direction).value(ty, hint)
}

/// Whether an example of `ty` decodes: not if the type requires itself, or more than an example may have.
pub fn has_example(api: &Api, ty: &Ty, direction: Direction) -> bool {
    let mut builder = ExampleBuilder::new(api, direction);
    builder.value(ty, Hint::named(""));
    !builder.cut
}

/// Declared types in one example. Required properties multiply where types share others: an example
/// that somebody reads has tens, and a document made to multiply must cost milliseconds, not memory.
pub const MOST_TYPES: usize = 500;

/// Objects below this depth show required properties only: an order shows its customer, not the customer's address.
const OPTIONAL_DEPTH: usize = 2;

struct ExampleBuilder<'a> {
    api: &'a Api,
    direction: Direction,
    /// Types being made, to notice recursion.
    open: Vec<TypeId>,
    /// Number of objects around the value.
    depth: usize,
    /// How many more declared types the example may have.
    left: usize,
    /// Something required is not there.
    cut: bool,
}

impl<'a> ExampleBuilder<'a> {
    fn new(api: &'a Api, direction: Direction) -> Self {
        Self { api, direction, open: Vec::new(), depth: 0, left: MOST_TYPES, cut: false }
    }
    fn value(&mut self, ty: &Ty, hint: Hint<'_>) -> Value {
        match ty {
            Ty::Any => json!({}),
            Ty::Null => Value::Null,
            Ty::Boolean => json!(true),
            Ty::Integer => json!(hint.integer().unwrap_or_else(|| number(hint))),
            Ty::Unsigned => json!(number(hint)),
            Ty::IntegerOrNumber => json!(1),
            Ty::Number => json!(1.5),
            Ty::String(format) => {
                let shown = hint.text().filter(|_| *format == Format::Plain);
                json!(shown.map_or_else(|| text(*format, hint), str::to_owned))
            }
            Ty::Id(name) => json!(hint.text().map_or_else(|| id(name, hint), str::to_owned)),
            Ty::List(item) => {
                if self.is_open(item) {
                    json!([])
                } else {
                    json!([self.value(item, hint)])
                }
            }
            Ty::Tuple(items) => items.iter().map(|item| self.value(item, hint)).collect(),
            Ty::Map(item) => {
                if self.is_open(item) {
                    json!({})
                } else {
                    json!({ "key": self.value(item, hint) })
                }
            }
            Ty::OneOrMany(item) => self.value(item, hint),
            Ty::Nullable(item) => {
                if self.is_open(item) {
                    Value::Null
                } else {
                    self.value(item, hint)
                }
            }
            Ty::Named(id) => self.named(*id, hint),
        }
    }

    fn named(&mut self, id: TypeId, hint: Hint<'_>) -> Value {
        let decl = self.api.ty(id);
        // A type that requires itself has no value at all.
        if self.left == 0 || self.open.contains(&id) {
            self.cut = true;
            return json!({});
        }
        self.left -= 1;
        self.open.push(id);
        let value = match &decl.shape {
            Shape::Object(object) => self.object(object),
            Shape::Enum(values) => first_value(values),
            Shape::Union(union) => self.union(union, hint),
            Shape::Alias(ty) => self.value(ty, hint),
        };
        self.open.pop();
        value
    }

    fn object(&mut self, object: &Object) -> Value {
        let mut out = Map::new();
        self.depth += 1;
        for field in &object.fields {
            if let Some(value) = self.field(field) {
                out.insert(field.wire.clone(), value);
            }
        }
        self.follow_siblings(object, &mut out);
        self.depth -= 1;
        Value::Object(out)
    }

    fn field(&mut self, field: &Field) -> Option<Value> {
        match self.direction {
            Direction::Sent if field.read_only => return None,
            Direction::Received if field.write_only => return None,
            Direction::Sent | Direction::Received => {}
        }
        if let Some(constant) = &field.constant {
            return Some(constant.clone());
        }
        if let Some(example) = field.constraints.example.as_ref().filter(|example| fits(self.api, &field.ty, example)) {
            return Some(example.clone());
        }
        let recursive = self.is_open(&field.ty);
        match field.presence {
            Presence::Required => Some(self.value(&field.ty, Hint::of(&field.wire, &field.constraints))),
            Presence::Nullable if recursive || self.depth > OPTIONAL_DEPTH => Some(Value::Null),
            Presence::Nullable => Some(self.value(&field.ty, Hint::of(&field.wire, &field.constraints))),
            Presence::Optional | Presence::OptionalNullable => {
                let shown = !recursive && self.depth <= OPTIONAL_DEPTH && (self.depth == 1 || self.is_leaf(&field.ty));
                shown.then(|| self.value(&field.ty, Hint::of(&field.wire, &field.constraints)))
            }
        }
    }

    /// A union that a property beside it decides follows the value which that property has.
    fn follow_siblings(&mut self, object: &Object, out: &mut Map<String, Value>) {
        for field in &object.fields {
            let Some(union) = union_of(self.api, &field.ty) else { continue };
            let Rule::Sibling(path) = &union.rule else { continue };
            if !out.get(&field.wire).is_some_and(Value::is_object) {
                continue;
            }
            let tag = at(&Value::Object(out.clone()), path).and_then(scalar);
            let chosen = tag.and_then(|tag| union.variants.iter().find(|variant| variant.tags.contains(&tag)));
            let value = match chosen {
                Some(variant) => self.value(&variant.ty, Hint::named(&field.wire)),
                None => json!({}),
            };
            out.insert(field.wire.clone(), value);
        }
    }

    fn union(&mut self, union: &Union, hint: Hint<'_>) -> Value {
        match &union.rule {
            Rule::Tag(path) => {
                let variant = self.pick(union.variants.iter().filter(|variant| !variant.tags.is_empty()));
                let Some(variant) = variant.or(union.variants.first()) else { return Value::Null };
                let mut value = self.value(&variant.ty, hint);
                if let Some(tag) = variant.tags.first() {
                    let present = at(&value, path).and_then(scalar);
                    if !present.is_some_and(|present| variant.tags.contains(&present)) {
                        put(&mut value, path, json_of(tag));
                    }
                }
                value
            }
            Rule::Keys => {
                let Some(test) = union.tests.iter().find(|test| !self.is_open(&union.variants[test.variant].ty)) else {
                    let mut distinct = union.groups.iter().flat_map(|group| &group.candidates);
                    let known = distinct.find(|one| {
                        !one.indistinct && !one.expected.is_empty() && !self.is_open(&union.variants[one.variant].ty)
                    });
                    return known.map_or_else(|| json!({}), |one| self.value(&union.variants[one.variant].ty, hint));
                };
                let mut value = self.value(&union.variants[test.variant].ty, hint);
                for condition in &test.when {
                    meet(condition, &mut value);
                }
                value
            }
            Rule::JsonType | Rule::Sibling(_) | Rule::Undecided => match self.pick(union.variants.iter()) {
                Some(variant) => self.value(&variant.ty, hint),
                None => Value::Null,
            },
        }
    }

    /// The first variant that is not being made already.
    fn pick<'u>(&self, mut variants: impl Iterator<Item = &'u Variant>) -> Option<&'u Variant> {
        variants.find(|variant| !self.is_open(&variant.ty))
    }

    /// Whether making `ty` would start a type inside itself.
    fn is_open(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Named(id) => self.open.contains(id),
            Ty::Nullable(item) | Ty::OneOrMany(item) => self.is_open(item),
            Ty::Tuple(items) => items.iter().any(|item| self.is_open(item)),
            Ty::List(_) | Ty::Map(_) | Ty::Any | Ty::Null | Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number => {
                false
            }
            Ty::IntegerOrNumber | Ty::String(_) | Ty::Id(_) => false,
        }
    }

    /// Whether values of `ty` are scalars or lists of scalars.
    fn is_leaf(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Boolean
            | Ty::Integer
            | Ty::Unsigned
            | Ty::Number
            | Ty::IntegerOrNumber
            | Ty::String(_)
            | Ty::Id(_)
            | Ty::Null => true,
            Ty::List(item) | Ty::OneOrMany(item) | Ty::Nullable(item) => self.is_leaf(item),
            Ty::Named(id) => matches!(self.api.ty(*id).shape, Shape::Enum(_)),
            Ty::Any | Ty::Tuple(_) | Ty::Map(_) => false,
        }
    }
}

/// The union that `ty` is, through aliases and `null`.
fn union_of<'a>(api: &'a Api, ty: &Ty) -> Option<&'a Union> {
    let mut ty = ty.clone();
    // An alias chain is acyclic after lowering, so no longer than the list of types.
    for _ in 0..=api.types.len() {
        ty = match ty {
            Ty::Nullable(inner) => *inner,
            Ty::Named(id) => match &api.ty(id).shape {
                Shape::Union(union) => return Some(union),
                Shape::Alias(inner) => inner.clone(),
                Shape::Object(_) | Shape::Enum(_) => return None,
            },
            Ty::Any | Ty::Null | Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber => {
                return None;
            }
            Ty::String(_) | Ty::Id(_) | Ty::List(_) | Ty::Tuple(_) | Ty::Map(_) | Ty::OneOrMany(_) => return None,
        };
    }
    None
}

fn first_value(values: &Enumeration) -> Value {
    values.values.first().map_or(Value::Null, json_of)
}

/// The JSON value of a scalar.
pub fn json_of(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::String(text) => json!(text),
        Scalar::Integer(number) => json!(number),
        Scalar::Boolean(flag) => json!(flag),
    }
}

pub(in crate::view) fn scalar(value: &Value) -> Option<Scalar> {
    match value {
        Value::String(text) => Some(Scalar::String(text.clone())),
        Value::Number(number) => number.as_i64().map(Scalar::Integer),
        Value::Bool(flag) => Some(Scalar::Boolean(*flag)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn at<'v>(value: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

/// Writes `new` at `path`, making objects on the way.
pub fn put(value: &mut Value, path: &[String], new: Value) {
    let Some((key, rest)) = path.split_first() else {
        *value = new;
        return;
    };
    if !value.is_object() {
        *value = json!({});
    }
    if let Value::Object(object) = value {
        put(object.entry(key.clone()).or_insert(Value::Null), rest, new);
    }
}

/// Changes `value` so that the condition holds.
fn meet(condition: &Condition, value: &mut Value) {
    match condition {
        Condition::Has(path) => {
            if at(value, path).is_none() {
                put(value, path, json!({}));
            }
        }
        Condition::NotNull(path) => {
            if at(value, path).is_none_or(Value::is_null) {
                put(value, path, json!({}));
            }
        }
        Condition::OneOf(path, allowed) => {
            let present = at(value, path).and_then(scalar);
            if let Some(first) = allowed.first()
                && !present.is_some_and(|present| allowed.contains(&present))
            {
                put(value, path, json_of(first));
            }
        }
        // The examples of schemas are of the kinds the schemas say.
        Condition::Is(_) | Condition::KindOf(..) | Condition::Allows(..) => {}
    }
}

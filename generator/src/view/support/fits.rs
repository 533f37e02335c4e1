//! Whether a JSON value, such as an example of the document, decodes as a type.

use super::example::scalar;
use crate::model::{Api, Kind, Object, Presence, Rule, Shape, Ty};
use serde_json::{Map, Value};

/// Whether `value` has the shape that `ty` describes, as far as a decoder looks.
pub(in crate::view) fn fits(api: &Api, ty: &Ty, value: &Value) -> bool {
    match ty {
        Ty::Any => true,
        Ty::Null => value.is_null(),
        Ty::Boolean => value.is_boolean(),
        Ty::Integer => value.as_i64().is_some(),
        Ty::Unsigned => value.as_u64().is_some(),
        Ty::Number | Ty::IntegerOrNumber => value.is_number(),
        Ty::String(format) => value.is_string() || format.facts().accepts_numbers && value.is_number(),
        Ty::Id(_) => value.is_string(),
        Ty::List(item) => value.as_array().is_some_and(|items| items.iter().all(|value| fits(api, item, value))),
        Ty::Tuple(items) => value.as_array().is_some_and(|values| {
            values.len() == items.len() && items.iter().zip(values).all(|(item, value)| fits(api, item, value))
        }),
        Ty::Map(item) => value.as_object().is_some_and(|map| map.values().all(|value| fits(api, item, value))),
        Ty::OneOrMany(item) => match value {
            Value::Array(values) => values.iter().all(|value| fits(api, item, value)),
            single => fits(api, item, single),
        },
        Ty::Nullable(item) => value.is_null() || fits(api, item, value),
        Ty::Named(id) => match &api.ty(*id).shape {
            Shape::Alias(inner) => fits(api, inner, value),
            Shape::Enum(values) if values.text.is_some() => value.is_string(),
            Shape::Enum(values) => scalar(value).is_some_and(|value| values.values.contains(&value)),
            Shape::Object(object) => value.as_object().is_some_and(|map| object_fits(api, object, map)),
            Shape::Union(union) => match union.rule {
                Rule::JsonType => kind(value).is_some_and(|kind| {
                    let chosen = union.variants.iter().find(|variant| variant.kinds.contains(&kind));
                    chosen.is_some_and(|variant| fits(api, &variant.ty, value))
                }),
                // Too much to prove here; a made value is as good.
                Rule::Tag(_) | Rule::Keys | Rule::Sibling(_) | Rule::Undecided => false,
            },
        },
    }
}

fn object_fits(api: &Api, object: &Object, map: &Map<String, Value>) -> bool {
    object.fields.iter().all(|field| match (map.get(&field.wire), field.presence) {
        (Some(Value::Null), Presence::Nullable | Presence::OptionalNullable) => true,
        (Some(value), _) => match &field.constant {
            Some(constant) => value == constant,
            None => fits(api, &field.ty, value),
        },
        (None, Presence::Optional | Presence::OptionalNullable) => true,
        (None, Presence::Required | Presence::Nullable) => false,
    })
}

fn kind(value: &Value) -> Option<Kind> {
    Some(match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(number) if number.is_i64() || number.is_u64() => Kind::Integer,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    })
}

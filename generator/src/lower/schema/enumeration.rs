//! `enum` and `const`: open lists of strings or integers.

use super::LoweredShape;
use super::keywords::{JsonType, Keywords};
use crate::lower::Draft;
use crate::model::{Enumeration, Format, Scalar, Shape, Ty};
use serde_json::Value;
use std::collections::BTreeSet;

/// The shape of a schema with `enum` or `const`. Null among the values makes it nullable; values that are
/// neither text nor whole numbers leave only their type.
pub(in crate::lower) fn shape(keywords: &Keywords<'_>) -> LoweredShape {
    let constant = keywords.constant.clone().map(|constant| vec![constant]);
    let values = constant.as_ref().or(keywords.values.as_ref()).map_or(&[][..], Vec::as_slice);
    let nullable = values.iter().any(Value::is_null);
    let stated: Vec<(usize, &Value)> = values.iter().enumerate().filter(|(_, value)| !value.is_null()).collect();
    if stated.is_empty() {
        return LoweredShape { nullable, ..LoweredShape::alias(if nullable { Ty::Null } else { Ty::Any }) };
    }
    let only = |ty: JsonType| keywords.types.as_ref().is_some_and(|types| types.len() == 1 && types.contains(&ty));
    let read: Option<Vec<(usize, Scalar)>> = stated
        .iter()
        .map(|(at, value)| Some((*at, scalar(value, only(JsonType::String), only(JsonType::Integer))?)))
        .collect();
    let Some(read) = read else {
        return LoweredShape { nullable, ..LoweredShape::alias(of_mixed(&stated)) };
    };
    let strings = read.iter().filter(|(_, value)| matches!(value, Scalar::String(_))).count();
    if strings != 0 && strings != read.len() {
        return LoweredShape { nullable, ..LoweredShape::alias(of_mixed(&stated)) };
    }
    let mut enumeration = Enumeration::default();
    let mut seen = BTreeSet::new();
    for (at, value) in read {
        if seen.insert(value.clone()) {
            enumeration.values.push(value);
            enumeration.value_docs.push(keywords.value_docs.get(at).cloned().flatten());
            enumeration.value_names.push(keywords.value_names.get(at).cloned().flatten());
        }
    }
    LoweredShape { shape: Shape::Enum(enumeration), nullable, draft: Draft::default() }
}

/// The values of an `enum` that no variants can be made of, in words.
pub(in crate::lower) fn unnamed(keywords: &Keywords<'_>) -> Option<String> {
    let values = keywords.values.as_deref()?;
    if values.iter().all(|value| value.is_string() || value.is_null()) {
        return None;
    }
    let is_named = matches!(shape(keywords).shape, Shape::Enum(_) | Shape::Alias(Ty::Null));
    let text = |value: &Value| match value.as_number().and_then(whole_float) {
        Some(whole) => whole.to_string(),
        None => value.to_string(),
    };
    let texts: Vec<String> = values.iter().filter(|value| !value.is_null()).map(text).collect();
    match texts.as_slice() {
        [] => None,
        _ if is_named => None,
        [only] => Some(format!("always {only}")),
        several => Some(format!("one of {}", several.join(", "))),
    }
}

/// The enumeration of one value.
pub(in crate::lower) fn single(value: &Value) -> Option<Shape> {
    let values = vec![scalar(value, false, false)?];
    Some(Shape::Enum(Enumeration { values, value_docs: vec![None], value_names: vec![None], text: None }))
}

/// A value of an `enum`. Where the schema says `string` or `integer`, values that a writer of YAML left without
/// or put into quotes are read as what they have to be.
fn scalar(value: &Value, text: bool, whole: bool) -> Option<Scalar> {
    match value {
        Value::String(value) if whole => value.parse().ok().map(Scalar::Integer),
        Value::String(value) => Some(Scalar::String(value.clone())),
        Value::Number(number) if text => Some(Scalar::String(number.to_string())),
        Value::Bool(value) if text => Some(Scalar::String(value.to_string())),
        Value::Number(number) => number.as_i64().or_else(|| whole_float(number)).map(Scalar::Integer),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "only whole numbers that a float holds exactly get here")]
fn whole_float(number: &serde_json::Number) -> Option<i64> {
    number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < 9e15).map(|value| value as i64)
}

fn of_mixed(values: &[(usize, &Value)]) -> Ty {
    let all = |test: fn(&Value) -> bool| values.iter().all(|(_, value)| test(value));
    if all(Value::is_boolean) {
        Ty::Boolean
    } else if all(Value::is_number) {
        Ty::Number
    } else if all(Value::is_string) {
        Ty::String(Format::Plain)
    } else {
        Ty::Any
    }
}

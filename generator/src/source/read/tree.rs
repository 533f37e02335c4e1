//! Deserializes JSON and YAML into a [`Value`], watching what `Value`'s own reader lets pass: keys that occur
//! twice, `<<` merge keys, and aliases that multiply a small file into a large tree.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::fmt;

/// What one node of a tree is reckoned to weigh, in bytes, besides its text.
const NODE: usize = 64;

/// What may be made of a text, in bytes: what aliases multiply, and the pointers to all values.
pub(in crate::source) fn bound_of_text(text: &str) -> usize {
    (32 << 20) + 32 * text.len()
}

/// What copies of the parts of any document may weigh together, in bytes as [`weight`] counts.
pub(in crate::source) const FREE_COPIES: usize = 16 << 20;

/// What those of a document may weigh: so many times what it weighs beyond that.
pub(in crate::source) fn bound_of_copies(document: &Value, times: usize) -> usize {
    FREE_COPIES.saturating_add(weight(document).saturating_mul(times))
}

/// What a tree is reckoned to weigh, in bytes.
pub(in crate::source) fn weight(value: &Value) -> usize {
    NODE + match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(weight).sum(),
        Value::Object(map) => map.iter().map(|(key, value)| NODE + key.len() + weight(value)).sum(),
    }
}

/// Said by the reader when a tree outgrows its text; distinguished from syntax errors by this text.
pub(in crate::source) const TOO_LARGE: &str = "the aliases of this document multiply it beyond bounds";

/// What is seen on the way through one document.
pub(in crate::source) struct Watch {
    /// `<<` merges; a YAML feature.
    pub(in crate::source) merges: Merges,
    /// Bytes that may still be spent.
    pub(in crate::source) budget: usize,
    /// Paths of keys that occur twice, innermost segment first.
    pub(in crate::source) duplicates: Vec<Vec<String>>,
}

/// Whether `<<` is a merge key or a key like others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Merges {
    Kept,
    Applied,
}

impl Watch {
    pub(in crate::source) fn new(text: &str, merges: Merges) -> Self {
        Self { merges, budget: bound_of_text(text), duplicates: Vec::new() }
    }

    fn spend<E: Error>(&mut self, text: &str) -> Result<(), E> {
        match self.budget.checked_sub(NODE + text.len()) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(E::custom(TOO_LARGE)),
        }
    }

    /// Says under which key the duplicates found since `from` lie.
    fn lead(&mut self, from: usize, segment: impl Fn() -> String) {
        for path in &mut self.duplicates[from..] {
            path.push(segment());
        }
    }
}

/// Reads one value.
pub(in crate::source) struct Tree<'w>(pub(in crate::source) &'w mut Watch);

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON or YAML value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.spend("")?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.spend("")?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.0.spend("")?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.0.spend("")?;
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.0.spend("")?;
        // YAML's `.nan` and `.inf` are no JSON numbers; as text they are reported where a number is due.
        Ok(Number::from_f64(value).map_or_else(|| Value::String(value.to_string()), Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.spend(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.0.spend(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        self.0.spend("")?;
        let mut list = Vec::new();
        loop {
            let known = self.0.duplicates.len();
            let Some(value) = sequence.next_element_seed(Tree(self.0))? else { return Ok(Value::Array(list)) };
            self.0.lead(known, || list.len().to_string());
            list.push(value);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.0.spend("")?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.0.spend(&key)?;
            let known = self.0.duplicates.len();
            let value = entries.next_value_seed(Tree(self.0))?;
            self.0.lead(known, || key.clone());
            if key == "<<" && self.0.merges == Merges::Applied && is_mergeable(&value) {
                merged.push(value);
                continue;
            }
            if map.contains_key(&key) {
                self.0.duplicates.push(vec![key.clone()]);
            }
            map.insert(key, value);
        }
        for value in merged {
            merge(&mut map, value);
        }
        Ok(Value::Object(map))
    }

    /// A YAML tag such as `!Thing`: the value counts, the tag says nothing here.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, content) = tagged.variant::<String>()?;
        content.newtype_variant_seed(self)
    }
}

/// Whether a value may stand behind `<<`: a mapping, or a list of them.
fn is_mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(list) => list.iter().all(Value::is_object),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Adds the entries of a merged mapping that the map does not have itself; the first of several wins.
fn merge(map: &mut Map<String, Value>, merged: Value) {
    match merged {
        Value::Object(entries) => {
            for (key, value) in entries {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(list) => list.into_iter().for_each(|value| merge(map, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

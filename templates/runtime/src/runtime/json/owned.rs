//! A JSON value that owns its text.

use super::decode::Decode;
use super::document::Document;
use super::encode::{Encode, encode_to_string};
use super::error::DecodeError;
use super::fields::Fields;
use super::lenient::Placeholder;
use super::number::Number;
use super::value::Value;
use super::word::Kind;
use super::writer::Writer;

/// Any JSON value.
///
/// It keeps the exact text of numbers and the order of keys. Two objects are equal if they have the same members in any
/// order; two numbers are equal if they are written alike, so `5` and `5.0` are not.
#[derive(Clone)]
pub struct Json(Repr);

#[derive(Clone)]
enum Repr {
    Null,
    Boolean(bool),
    Number(Number),
    String(Box<str>),
    List(Box<[Json]>),
    Object(Box<[(Box<str>, Json)]>),
}

impl Json {
    /// Parses a JSON text.
    ///
    /// # Errors
    ///
    /// If it is not JSON; see [`Document::parse`].
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        Ok(Document::parse(text.as_bytes())?.root().to_json())
    }

    /// `null`.
    pub fn null() -> Self {
        Self(Repr::Null)
    }

    /// A list.
    pub fn list(elements: impl IntoIterator<Item = Json>) -> Self {
        Self(Repr::List(elements.into_iter().collect()))
    }

    /// An object. Of pairs with the same key all are kept.
    pub fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Json)>) -> Self {
        let entries = entries.into_iter().map(|(key, value)| (key.into().into_boxed_str(), value));
        Self(Repr::Object(entries.collect()))
    }

    /// The JSON of anything that can be encoded.
    pub fn of(value: &dyn Encode) -> Self {
        Self::parse(&encode_to_string(value)).expect("what is encoded is JSON")
    }

    /// Decodes it as a model.
    ///
    /// # Errors
    ///
    /// If `T` refuses it.
    pub fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        super::decode_slice(encode_to_string(self).as_bytes())
    }

    pub(super) fn from_value(value: Value<'_>) -> Self {
        let mismatch = "the kind says what the value is";
        Self(match value.kind() {
            Kind::Null => Repr::Null,
            Kind::Boolean => Repr::Boolean(value.as_bool().expect(mismatch)),
            Kind::Number => Repr::Number(Number::from_json_text(value.as_number().expect(mismatch))),
            Kind::String => Repr::String(value.as_str().expect(mismatch).into()),
            Kind::List => Repr::List(value.elements().map(Json::from_value).collect()),
            Kind::Object => {
                Repr::Object(value.entries().map(|(key, value)| (key.into(), Json::from_value(value))).collect())
            }
        })
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        match self.0 {
            Repr::Null => Kind::Null,
            Repr::Boolean(_) => Kind::Boolean,
            Repr::Number(_) => Kind::Number,
            Repr::String(_) => Kind::String,
            Repr::List(_) => Kind::List,
            Repr::Object(_) => Kind::Object,
        }
    }

    /// Is it `null`?
    pub fn is_null(&self) -> bool {
        matches!(self.0, Repr::Null)
    }

    /// `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        if let Repr::Boolean(value) = self.0 { Some(value) } else { None }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Repr::String(text) = &self.0 { Some(text) } else { None }
    }

    /// A number with its exact text.
    pub fn as_number(&self) -> Option<&Number> {
        if let Repr::Number(number) = &self.0 { Some(number) } else { None }
    }

    /// A number without fraction that fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number().and_then(Number::as_i64)
    }

    /// The nearest `f64` of a number.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// The elements of a list.
    pub fn as_list(&self) -> Option<&[Json]> {
        if let Repr::List(elements) = &self.0 { Some(elements) } else { None }
    }

    /// The members of an object, in their order; none for other values.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&str, &Json)> {
        let entries: &[(Box<str>, Json)] = if let Repr::Object(entries) = &self.0 { entries } else { &[] };
        entries.iter().map(|(key, value)| (&**key, value))
    }

    /// The member of an object with this key.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.entries().find(|(found, _)| *found == key).map(|(_, value)| value)
    }

    /// The value reached by one key after the other.
    pub fn pointer(&self, keys: &[&str]) -> Option<&Json> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The same as a `serde_json` value. A number that `serde_json` cannot hold becomes a string of its text.
    pub fn to_value(&self) -> serde_json::Value {
        match &self.0 {
            Repr::Null => serde_json::Value::Null,
            Repr::Boolean(value) => (*value).into(),
            Repr::Number(number) => number.to_value(),
            Repr::String(text) => (&**text).into(),
            Repr::List(elements) => elements.iter().map(Json::to_value).collect(),
            Repr::Object(entries) => {
                entries.iter().map(|(key, value)| (String::from(&**key), value.to_value())).collect()
            }
        }
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::null()
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Null, Repr::Null) => true,
            (Repr::Boolean(a), Repr::Boolean(b)) => a == b,
            (Repr::Number(a), Repr::Number(b)) => a == b,
            (Repr::String(a), Repr::String(b)) => a == b,
            (Repr::List(a), Repr::List(b)) => a == b,
            (Repr::Object(a), Repr::Object(b)) => a.len() == b.len() && (a == b || sorted(a) == sorted(b)),
            (
                Repr::Null | Repr::Boolean(_) | Repr::Number(_) | Repr::String(_) | Repr::List(_) | Repr::Object(_),
                _,
            ) => false,
        }
    }
}

impl Eq for Json {}

fn sorted(entries: &[(Box<str>, Json)]) -> Vec<&(Box<str>, Json)> {
    let mut sorted: Vec<_> = entries.iter().collect();
    sorted.sort_by_key(|entry| &entry.0);
    sorted
}

/// The JSON text.
impl std::fmt::Display for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&encode_to_string(self))
    }
}

/// As JSON; with `{:#?}` over several lines.
impl std::fmt::Debug for Json {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind() {
            Kind::List if f.alternate() => f.debug_list().entries(self.as_list().unwrap_or_default()).finish(),
            Kind::Object if f.alternate() => f.debug_map().entries(self.entries()).finish(),
            _ => std::fmt::Display::fmt(self, f),
        }
    }
}

impl std::str::FromStr for Json {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        Self::parse(text)
    }
}

impl Decode for Json {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        Ok(value.to_json())
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const HOLDS_NULL: bool = true;
    const PLACEHOLDER: Placeholder = Placeholder::Null;
}

impl Encode for Json {
    fn encode(&self, writer: &mut Writer) {
        match &self.0 {
            Repr::Null => writer.null(),
            Repr::Boolean(value) => writer.boolean(*value),
            Repr::Number(number) => number.encode(writer),
            Repr::String(text) => writer.string(text),
            Repr::List(elements) => elements.encode(writer),
            Repr::Object(entries) => {
                let mut object = writer.object();
                for (key, value) in entries {
                    object.required(key, value);
                }
            }
        }
    }
}

impl Decode for serde_json::Value {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        Ok(value.to_json().to_value())
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const HOLDS_NULL: bool = true;
    const PLACEHOLDER: Placeholder = Placeholder::Null;
}

impl Encode for serde_json::Value {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.to_string());
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::null(),
            serde_json::Value::Bool(value) => value.into(),
            serde_json::Value::Number(number) => Number::from_json_text(&number.to_string()).into(),
            serde_json::Value::String(text) => text.into(),
            serde_json::Value::Array(elements) => Self::list(elements.into_iter().map(Json::from)),
            serde_json::Value::Object(entries) => {
                Self::object(entries.into_iter().map(|(key, value)| (key, Json::from(value))))
            }
        }
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self(Repr::Boolean(value))
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self(Repr::Number(value.into()))
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Self(Repr::Number(value.into()))
    }
}

impl From<Number> for Json {
    fn from(value: Number) -> Self {
        Self(Repr::Number(value))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self(Repr::String(text.into()))
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self(Repr::String(text.into()))
    }
}

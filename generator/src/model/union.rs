//! Unions: one of several types, and how to tell which.

use super::{Kind, Ty};

/// `oneOf` or `anyOf` with two or more branches that are not null.
#[derive(Clone, Debug)]
pub struct Union {
    /// How a decoder chooses.
    pub rule: Rule,
    /// Why that rule: one sentence for `generator check`.
    pub because: String,
    /// Branches in document order.
    pub variants: Vec<Variant>,
    /// For [`Rule::Keys`]: the tests in the order to try them. Every variant is reached by at least one test.
    pub tests: Vec<Test>,
}

/// How a decoder chooses a variant. No rule tries variants until one fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The string (or scalar) at this property path is one of a variant's [`Variant::tags`]. One segment for an
    /// ordinary discriminator, two for a nested one such as `benefit.type`.
    Tag(Vec<String>),
    /// The kind of JSON value is one of a variant's [`Variant::kinds`].
    JsonType,
    /// The first of [`Union::tests`] whose conditions all hold.
    Keys,
    /// A property of the *containing* object, by path from it, is one of a variant's [`Variant::tags`].
    Sibling(Vec<String>),
    /// Not decidable from the data; the variants are kept as raw JSON and must be asked for by name.
    Undecided,
}

/// A branch of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its type.
    pub ty: Ty,
    /// What to call it, in the document's words: the tag value, the title or the component, best first.
    pub called: Vec<String>,
    /// Values that select it under [`Rule::Tag`] and [`Rule::Sibling`]. May be several.
    pub tags: Vec<Scalar>,
    /// Kinds that select it under [`Rule::JsonType`].
    pub kinds: Vec<Kind>,
    /// Words about it.
    pub docs: super::Docs,
}

/// One step of a decision list.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// All must hold; none means always.
    pub when: Vec<Condition>,
    /// Index into [`Union::variants`].
    pub variant: usize,
}

/// A question about a JSON object that looking at it answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The object has the property at this path.
    Has(Vec<String>),
    /// The object has the property at this path and it is not null.
    NotNull(Vec<String>),
    /// The property at this path is one of these values. An empty path is the value itself.
    OneOf(Vec<String>, Vec<Scalar>),
    /// The value is of one of these kinds.
    Is(Vec<Kind>),
    /// The property at this path is of one of these kinds.
    KindOf(Vec<String>, Vec<Kind>),
}

impl Scalar {
    /// From a JSON value that works as a tag.
    pub fn of(value: &serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::String(text) => Some(Self::String(text.clone())),
            serde_json::Value::Number(number) => number.as_i64().map(Self::Integer),
            serde_json::Value::Bool(flag) => Some(Self::Boolean(*flag)),
            serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
        }
    }

    /// As JSON.
    pub fn to_value(&self) -> serde_json::Value {
        match self {
            Self::String(text) => text.as_str().into(),
            Self::Integer(number) => (*number).into(),
            Self::Boolean(flag) => (*flag).into(),
        }
    }

    /// The kind of JSON value it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::String(_) => Kind::String,
            Self::Integer(_) => Kind::Integer,
            Self::Boolean(_) => Kind::Boolean,
        }
    }
}

/// A JSON scalar that works as a tag, an enum value or a constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scalar {
    /// A string.
    String(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

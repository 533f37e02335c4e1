//! Unions: one of several types, and how to tell which.

use super::{Kind, Ty};
use std::collections::{BTreeMap, BTreeSet};

/// `oneOf` or `anyOf` with two or more branches that are not null.
#[derive(Clone, Debug)]
pub struct Union {
    /// How a decoder chooses.
    pub rule: Rule,
    /// Why that rule: one sentence for `generator check`.
    pub because: String,
    /// Branches in document order.
    pub variants: Vec<Variant>,
    /// For [`Rule::Keys`]: the tests in the order to try them. For [`Rule::JsonType`] and [`Rule::Tag`]: what else has
    /// to hold of a value of the kind, or with the tag.
    pub tests: Vec<Test>,
    /// Variants among which the properties present decide: those that share a tag, those whose tag may be left out,
    /// and those that no test tells apart.
    pub groups: Vec<Group>,
    /// For [`Rule::Tag`]: the variant of every tag that is not listed (`discriminator.defaultMapping`).
    pub otherwise: Option<usize>,
}

impl Union {
    /// A union that nothing decides yet.
    pub fn undecided(variants: Vec<Variant>) -> Self {
        Self {
            rule: Rule::Undecided,
            because: String::new(),
            variants,
            tests: Vec::new(),
            groups: Vec::new(),
            otherwise: None,
        }
    }

    /// The group of variants that this tag stands for; without a tag those of values that have none.
    pub fn group(&self, tag: Option<&Scalar>) -> Option<&Group> {
        self.groups.iter().find(|group| group.tag.as_ref() == tag)
    }

    /// Sets of variants that nothing tells apart, although the others are.
    pub fn indistinct(&self) -> Vec<Vec<usize>> {
        let mut sets = BTreeSet::new();
        for group in &self.groups {
            let mut equal: BTreeMap<&[Expected], Vec<usize>> = BTreeMap::new();
            for candidate in group.candidates.iter().filter(|one| one.indistinct) {
                equal.entry(&candidate.expected).or_default().push(candidate.variant);
            }
            sets.extend(equal.into_values());
        }
        sets.into_iter().collect()
    }
}

/// Variants among which the one decides that knows most of the properties present.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The tag that all of them have. None: values without a tag, or that no test decides.
    pub tag: Option<Scalar>,
    /// Properties that all candidates know alike.
    pub shared: Vec<String>,
    /// The variants with known properties; of two that know equally many the first counts.
    pub candidates: Vec<Candidate>,
    /// A variant that allows any property, for values of which no candidate knows one.
    pub open: Option<usize>,
    /// There are several such variants.
    pub open_indistinct: bool,
}

/// A variant and what it expects of its properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index into [`Union::variants`].
    pub variant: usize,
    /// Its properties, without those that all candidates expect alike.
    pub expected: Vec<Expected>,
    /// Another candidate expects the same.
    pub indistinct: bool,
}

/// What a variant expects of a property.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Where it stands: one name, or two.
    pub path: Vec<String>,
    /// Whether it has to be there.
    pub required: bool,
    /// Whether another value than [`Self::values`] rules the variant out.
    pub constant: bool,
    /// The kinds of JSON value it may be.
    pub kinds: Vec<Kind>,
    /// The values that the document lists, if it does.
    pub values: Vec<Scalar>,
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
    /// Not decidable from the data; the variants are kept as raw JSON and must be read by name.
    Undecided,
}

/// A branch of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Type of the variant.
    pub ty: Ty,
    /// What to call it, in the document's words: the tag value, the title or the component, best first.
    pub name_hints: Vec<String>,
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
    /// The property at this path is absent, null or one of these values.
    Allows(Vec<String>, Vec<Scalar>),
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

    /// As text, by which decoders compare it.
    pub fn to_text(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Boolean(flag) => flag.to_string(),
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

//! Objects, their properties, and enumerations.

use super::{Docs, Origin, Ty};

/// A JSON object with known properties.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Properties: `id` first, the others by name.
    pub fields: Vec<Field>,
    /// The `required` list in the order of the document: constructors take values in this order.
    pub required: Vec<String>,
    /// The names of the properties in the order of the document, which is mostly that of the answers: decoders ask for
    /// them in this order, and need not search. Nothing else depends on it.
    pub order: Vec<String>,
    /// What further properties may be.
    pub additional: Additional,
}

/// What an object says about properties it does not list.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Additional {
    /// Nothing, or `true`: they may come, and are kept as they are.
    #[default]
    Unsaid,
    /// `additionalProperties: false` (or `unevaluatedProperties: false`). Still kept when received.
    Forbidden,
    /// A schema: they form a typed map beside the fields.
    Typed(Ty),
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire, untouched.
    pub wire: String,
    /// The type of its value when it is neither absent nor null.
    pub ty: Ty,
    /// Whether it may be absent, null, both or neither.
    pub presence: Presence,
    /// The only value the document allows (`const`, or a one-value enum that works as a tag).
    pub constant: Option<serde_json::Value>,
    /// `default`, stated in the documentation and never sent.
    pub default: Option<serde_json::Value>,
    /// Limits, stated in the documentation and never enforced.
    pub constraints: Constraints,
    /// `readOnly`: left out of what is sent.
    pub read_only: bool,
    /// `writeOnly`: never received.
    pub write_only: bool,
    /// Words about it.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The version of the SDK that was the first to say so, where that is known.
    pub deprecated_since: Option<String>,
    /// The value needs a box, or the type would contain itself; set by `analyze`.
    pub boxed: bool,
    /// Where it stands in the document.
    pub origin: Origin,
}

impl Field {
    /// The constant, where it is a scalar and so can be filled in without asking. A list or an object that is
    /// the only value allowed stays an ordinary property.
    pub fn fixed(&self) -> Option<&serde_json::Value> {
        self.constant.as_ref().filter(|value| !value.is_array() && !value.is_object())
    }
}

/// Whether a property may be left out, and whether it may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null.
    Required,
    /// Always there, may be null.
    Nullable,
    /// May be absent, never null.
    Optional,
    /// May be absent, may be null; in a request that changes something the two differ.
    OptionalNullable,
}

/// A limit of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The least number.
    AtLeast(String),
    /// The largest number.
    AtMost(String),
    /// Numbers and words of ours, such as `at least 1 item`.
    Bound(String),
    /// The regular expression that a text matches.
    Pattern(String),
}

/// What the document says about a value beyond its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Its limits, each once.
    pub limits: Vec<Limit>,
    /// The keyword `format` of text, or of the texts in a list or a union.
    pub format: Option<String>,
    /// `examples` or `example` of the schema.
    pub example: Option<serde_json::Value>,
}

/// A closed list of values in the document; open in Rust.
#[derive(Clone, Debug, Default)]
pub struct Enumeration {
    /// Strings or integers, in document order, each once.
    pub values: Vec<super::Scalar>,
    /// Words about single values (`x-enumDescriptions` and its like), same order; may be shorter.
    pub value_docs: Vec<Option<String>>,
    /// Names for values that the document or `sdk.yaml` proposes (`x-enum-varnames`), same order; may be shorter.
    pub value_names: Vec<Option<String>>,
    /// Text of this format is allowed beside the values.
    pub text: Option<super::Format>,
}

impl Presence {
    /// From the two questions it answers.
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::Nullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// May not be left out.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }

    /// May be null.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::Nullable | Self::OptionalNullable)
    }
}

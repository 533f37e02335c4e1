//! Decisions about single types, properties, names and diagnostics.

use crate::model::Format;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// Schemas that are kept although no operation, webhook or callback reaches them, such as those of messages that come
/// another way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeptRule {
    /// Names of schemas; `"*"` for all.
    pub schemas: Vec<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A union decided by hand.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnionRule {
    /// Component name or JSON pointer of the union.
    pub at: String,
    /// How a variant is chosen.
    pub rule: UnionChoice,
    /// For `tag` and `sibling`: property path, segments joined with `.`.
    pub path: Option<String>,
    /// For `tag` and `sibling`: variant (component name or title) by tag value.
    #[serde(default)]
    pub mapping: BTreeMap<String, String>,
    /// For `keys`: tests in order.
    #[serde(default)]
    pub tests: Vec<UnionTest>,
    /// The reason for the decision.
    pub because: String,
}

/// How a decision of `sdk.yaml` chooses a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnionChoice {
    /// By the value of a property of the variant.
    Tag,
    /// By the value of a property beside the union.
    Sibling,
    /// By which properties are there and what is in them.
    Keys,
    /// Always the first.
    First,
    /// Not at all: the value stays JSON.
    Undecided,
}

/// One test of a union decided by keys.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnionTest {
    /// Properties that are there.
    pub has: Vec<String>,
    /// Properties that are there and not null.
    pub not_null: Vec<String>,
    /// Properties with one of these values.
    pub equals: BTreeMap<String, Vec<serde_json::Value>>,
    /// The variant chosen: component name or title.
    pub variant: String,
}

/// A format the document has wrong or leaves out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormatRule {
    /// Component name, `Type.property`, or `*.property`.
    pub at: Vec<String>,
    /// What the value is.
    pub format: FormatChoice,
    /// The reason for the decision.
    pub because: String,
}

/// What a decision of `sdk.yaml` makes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatChoice {
    /// Text of a format, by the name that [`Format::selectable`] has for it.
    Text(Format),
    /// `integer`: a whole number.
    Integer,
    /// `number`: any number.
    Number,
    /// `exact-number`: any number, of any size and with all its digits.
    ExactNumber,
    /// `any`: any JSON value.
    Any,
}

impl FormatChoice {
    /// All choices by name.
    fn all() -> impl Iterator<Item = (&'static str, Self)> {
        let texts = Format::selectable().map(|(name, format)| (name, Self::Text(format)));
        texts.chain([
            ("integer", Self::Integer),
            ("number", Self::Number),
            ("exact-number", Self::ExactNumber),
            ("any", Self::Any),
        ])
    }
}

impl<'de> Deserialize<'de> for FormatChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // An error of the visitor has the place of the value, which one after `String::deserialize` has not.
        deserializer.deserialize_str(FormatVisitor)
    }
}

impl JsonSchema for FormatChoice {
    fn schema_name() -> Cow<'static, str> {
        "FormatChoice".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Self::all().map(|(name, _)| name).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}

struct FormatVisitor;

impl Visitor<'_> for FormatVisitor {
    type Value = FormatChoice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a format")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FormatChoice, E> {
        static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| FormatChoice::all().map(|(name, _)| name).collect());
        let found = FormatChoice::all().find(|(name, _)| *name == text);
        found.map(|(_, choice)| choice).ok_or_else(|| E::unknown_variant(text, &NAMES))
    }
}

/// Which properties and parameters name which resource.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IdRule {
    /// Name of the id type, such as `CustomerId`.
    pub id: String,
    /// `Type.property` (also with `*` for the type, or a trailing `*` on it) and `parameter:name` (query and
    /// path, all operations) or `operation-id/name` (one operation; `*` at the end of the id for a prefix).
    pub at: Vec<String>,
    /// The reason for the decision.
    pub because: String,
}

/// Properties chosen by name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyRule {
    /// `Type.property`, or `*.property`.
    pub at: Vec<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A presence the document has wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceRule {
    /// `Type.property`, or `Type.*` for every property of a type.
    pub at: Vec<String>,
    /// May be absent.
    pub optional: Option<bool>,
    /// May be null.
    pub nullable: Option<bool>,
    /// The reason for the decision.
    pub because: String,
}

/// Since when something that the document marks as deprecated is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeprecationRule {
    /// `operationId`, `operation-id/parameter`, `Type.property`, or the name of a webhook's event.
    pub at: Vec<String>,
    /// The version of the SDK that was the first to say so, such as `0.3.0`.
    pub since: String,
}

/// A name chosen by hand.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameRule {
    /// Component name or JSON pointer of a type, `Type.property`, `Type=value` for an enum value or union
    /// variant, or `operation-id/parameter`.
    pub at: String,
    /// The name: UpperCamelCase for types and variants, snake_case otherwise.
    pub name: String,
    /// The reason for the decision.
    pub because: String,
}

/// A diagnostic that was looked at and accepted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Such as `SDK0204`.
    pub code: String,
    /// JSON pointer it is for; a trailing `*` for all below; left out: everywhere.
    pub at: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// Operations that a multi-call recipe of the runtime is bound to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Operation id by role, as the recipe names its roles.
    pub operations: BTreeMap<String, String>,
    /// The reason for the decision.
    pub because: String,
}

//! Keywords of schemas.

use super::Holds::{Bound, Count, Data, Flag, List, Map, Number, One, SchemaOrFlag, SchemaOrList, Text, TextMap};
use super::Holds::{Texts, TextsMap, Types, Values};
use super::{Keyword, Kind, handed_on, ignored, understood, unsupported};

const IDENTITY: &str = "it only names the schema or its dialect";
const CONDITION: &str = "conditions between values are the server's to check";

/// A schema. The order is that of the distilled documents.
pub(super) const SCHEMA: &[Keyword] = &[
    understood("$ref", Text),
    understood("title", Text),
    understood("description", Text),
    understood("deprecated", Flag),
    understood("type", Types),
    understood("format", Text),
    handed_on("contentEncoding", Text),
    handed_on("contentMediaType", Text),
    handed_on("contentSchema", One(Kind::Schema)),
    understood("nullable", Flag),
    understood("const", Data),
    understood("enum", Values),
    understood("default", Data),
    understood("readOnly", Flag),
    understood("writeOnly", Flag),
    understood("multipleOf", Number),
    understood("minimum", Number),
    understood("exclusiveMinimum", Bound),
    understood("maximum", Number),
    understood("exclusiveMaximum", Bound),
    understood("minLength", Count),
    understood("maxLength", Count),
    understood("pattern", Text),
    understood("discriminator", One(Kind::Discriminator)),
    understood("allOf", List(Kind::Schema)),
    understood("anyOf", List(Kind::Schema)),
    understood("oneOf", List(Kind::Schema)),
    handed_on("not", SchemaOrFlag),
    handed_on("if", One(Kind::Schema)),
    handed_on("then", One(Kind::Schema)),
    handed_on("else", One(Kind::Schema)),
    understood("prefixItems", List(Kind::Schema)),
    understood("items", SchemaOrList),
    ignored("additionalItems", SchemaOrFlag, "what follows a tuple is not typed"),
    handed_on("unevaluatedItems", SchemaOrFlag),
    handed_on("contains", One(Kind::Schema)),
    handed_on("minContains", Count),
    handed_on("maxContains", Count),
    understood("minItems", Count),
    understood("maxItems", Count),
    understood("uniqueItems", Flag),
    understood("required", Texts),
    understood("properties", Map(Kind::Schema)),
    handed_on("patternProperties", Map(Kind::Schema)),
    understood("additionalProperties", SchemaOrFlag),
    handed_on("unevaluatedProperties", SchemaOrFlag),
    handed_on("propertyNames", One(Kind::Schema)),
    understood("minProperties", Count),
    understood("maxProperties", Count),
    handed_on("dependentRequired", TextsMap),
    handed_on("dependentSchemas", Map(Kind::Schema)),
    ignored("dependencies", Data, CONDITION),
    understood("example", Data),
    understood("examples", Data),
    ignored("externalDocs", One(Kind::ExternalDocs), "links beside types are not carried over"),
    ignored("xml", Data, "XML bodies are passed through as text"),
    ignored("$comment", Text, "it is for the document's authors"),
    ignored("$schema", Text, IDENTITY),
    ignored("$id", Text, IDENTITY),
    ignored("id", Text, IDENTITY),
    ignored("$anchor", Text, IDENTITY),
    ignored("$dynamicAnchor", Text, IDENTITY),
    ignored("$recursiveAnchor", Flag, IDENTITY),
    ignored("$vocabulary", Data, IDENTITY),
    unsupported("$dynamicRef", Text, "dynamic references are not followed: any value is accepted here"),
    unsupported("$recursiveRef", Text, "dynamic references are not followed: any value is accepted here"),
    understood("$defs", Map(Kind::Schema)),
    understood("definitions", Map(Kind::Schema)),
];

/// `discriminator`
pub(super) const DISCRIMINATOR: &[Keyword] =
    &[understood("propertyName", Text), understood("mapping", TextMap), handed_on("defaultMapping", Text)];

//! Which document the decisions are about.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// The document: its path or URL alone, or an object with what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Path from the folder of `sdk.yaml`, or URL. Left out: `openapi.yaml`, `openapi.yml` or `openapi.json` beside it.
    pub file: Option<String>,
    /// The folder that the files it refers to are in, from the folder of `sdk.yaml`; else that of the document.
    pub root: Option<String>,
    /// `info.version`. Written by `sync`.
    pub version: String,
    /// SHA-256 of the upstream file, lower-case hexadecimal. Written by `sync`.
    pub sha256: String,
    /// Where it was fetched from. Written by `sync`.
    pub fetched: Option<FetchedFrom>,
}

/// Where a document was fetched from, and `sync` fetches it from unless another place is given.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FetchedFrom {
    /// The URL.
    pub url: String,
    /// What its server called this state of the document: it is not fetched again while that holds. Left out where the
    /// server has no name for it.
    #[serde(default)]
    pub etag: Option<String>,
}

/// The object.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "DocumentParts")]
struct Parts {
    /// Path from the folder of `sdk.yaml`, or URL. Left out: `openapi.yaml`, `openapi.yml` or `openapi.json` beside it.
    file: Option<String>,
    /// The folder that the files it refers to are in, from the folder of `sdk.yaml`; else that of the document.
    root: Option<String>,
    /// `info.version`. Written by `sync`.
    version: String,
    /// SHA-256 of the upstream file, lower-case hexadecimal. Written by `sync`.
    sha256: String,
    /// Where it was fetched from. Written by `sync`.
    fetched: Option<FetchedFrom>,
}

impl JsonSchema for Document {
    fn schema_name() -> Cow<'static, str> {
        "Document".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let parts = generator.subschema_for::<Parts>();
        json_schema!({ "anyOf": [{ "type": "string" }, parts] })
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DocumentVisitor)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path of a document, or an object")
    }

    fn visit_str<E: Error>(self, file: &str) -> Result<Document, E> {
        Ok(Document { file: Some(file.to_owned()), ..Document::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Document, A::Error> {
        let Parts { file, root, version, sha256, fetched } = Parts::deserialize(MapAccessDeserializer::new(entries))?;
        Ok(Document { file, root, version, sha256, fetched })
    }
}

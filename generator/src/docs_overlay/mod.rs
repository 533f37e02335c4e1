//! `spec/<api>/docs.yaml`: the words about an API, where its document has none or better ones are wanted.
//! Unknown keys are errors.

mod apply;

pub use apply::apply;

use serde::Deserialize;
use std::collections::BTreeMap;

/// The words about one API. Every part may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocsOverlay {
    /// One sentence about the API.
    pub api: Option<String>,
    /// Words about security schemes, by name.
    pub schemes: BTreeMap<String, String>,
    /// Words about groups, by their path joined with `.`.
    pub groups: BTreeMap<String, String>,
    /// Words about operations, by operation id.
    pub operations: BTreeMap<String, OperationDocs>,
    /// Words about types, by component name, or by Rust name where the type is inline.
    pub types: BTreeMap<String, String>,
    /// Words about properties and parameters of that name, wherever they are.
    pub properties: BTreeMap<String, String>,
    /// Words about one property (`Type.property`) or one parameter (`operation-id/parameter`).
    pub overrides: BTreeMap<String, String>,
    /// Words about values of enumerations, by type.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Words about webhooks, by event.
    pub webhooks: BTreeMap<String, String>,
    /// Words about errors, by schema; else those about the type.
    pub errors: BTreeMap<String, String>,
}

/// Words about an operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationDocs {
    /// One sentence.
    pub summary: String,
    /// Further paragraphs.
    pub text: Option<String>,
}

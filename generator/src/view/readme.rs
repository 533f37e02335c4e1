//! `README.md` of the generated crate: how to begin, and tables of everything there is.

use askama::Template;

/// The whole page.
#[derive(Clone, Debug, Template)]
#[template(path = "readme.jinja")]
pub struct Readme {
    /// Name of the package.
    pub name: String,
    /// Name of the crate in Rust.
    pub krate: String,
    /// One line.
    pub description: String,
    /// Version of the package.
    pub version: String,
    /// One section per API.
    pub apis: Vec<ApiSection>,
    /// Cargo features.
    pub features: Vec<FeatureRow>,
}

/// What the page says about one API.
#[derive(Clone, Debug)]
pub struct ApiSection {
    /// Name for people.
    pub title: String,
    /// What the API is.
    pub words: String,
    /// Module of the API.
    pub module: String,
    /// What examples call the client.
    pub variable: String,
    /// A first call, where the API has one that needs no arguments.
    pub example: Option<String>,
    /// Environment variables that a client reads.
    pub variables: Vec<VariableRow>,
    /// Where the API can be reached.
    pub servers: Vec<ServerRow>,
    /// All operations, by resource.
    pub operations: Vec<OperationRow>,
    /// Documented error bodies.
    pub errors: Vec<ErrorRow>,
    /// Webhooks.
    pub events: Vec<EventRow>,
}

/// An environment variable.
#[derive(Clone, Debug)]
pub struct VariableRow {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub meaning: &'static str,
}

/// A server.
#[derive(Clone, Debug)]
pub struct ServerRow {
    /// What the SDK calls it.
    pub name: String,
    /// Where it is.
    pub url: String,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct OperationRow {
    /// Such as `customers().get(id)`.
    pub call: String,
    /// Such as `GET /v1/customers/{id}`.
    pub request: String,
    /// One sentence, or nothing.
    pub summary: String,
}

/// A documented error body.
#[derive(Clone, Debug)]
pub struct ErrorRow {
    /// Variant of the detail type.
    pub variant: String,
    /// Statuses, joined with commas.
    pub statuses: String,
    /// One sentence, or nothing.
    pub summary: String,
}

/// A webhook.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// Variant of the event type.
    pub variant: String,
    /// The event's name on the wire.
    pub name: String,
    /// One sentence, or nothing.
    pub summary: String,
}

/// A Cargo feature.
#[derive(Clone, Debug)]
pub struct FeatureRow {
    /// Its name.
    pub name: String,
    /// `yes` or empty.
    pub default: &'static str,
    /// What it adds.
    pub meaning: String,
}

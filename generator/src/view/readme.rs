//! `README.md` of the generated crate: how to begin, and tables of everything there is.

use super::errors::statuses;
use super::package::Package;
use super::support::context::Context;
use super::support::operation_docs::template;
use crate::model::{Docs, Operation};
use crate::naming::{GroupNames, Ident, Level, OperationNames};
use crate::rust::Snippet;
use crate::text::{Cell, Inline, TomlKey, TomlString, code, markdown, plain, prose};
use askama::Template;
use quote::quote;

/// The whole page.
#[derive(Clone, Debug, Template)]
#[template(path = "readme.jinja")]
pub struct Readme {
    /// Name of the package.
    pub name: Inline,
    /// Name of the package where another depends on it.
    pub dependency: TomlKey,
    /// One line.
    pub description: Inline,
    /// Version of the package.
    pub version: TomlString,
    /// One section per API.
    pub apis: Vec<ApiSection>,
    /// Cargo features.
    pub features: Vec<FeatureRow>,
}

/// What the page says about one API.
#[derive(Clone, Debug)]
pub struct ApiSection {
    /// Name for people.
    pub title: Inline,
    /// What the API is.
    pub words: Inline,
    /// What paths of the API begin with.
    pub import: Snippet,
    /// What examples call the client.
    pub variable: Ident,
    /// A first call, where the API has one that needs no arguments.
    pub example: Option<Snippet>,
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
    pub name: Inline,
    /// What it holds.
    pub meaning: &'static str,
}

/// A server.
#[derive(Clone, Debug)]
pub struct ServerRow {
    /// What the SDK calls it.
    pub name: Cell,
    /// Where it is.
    pub url: Cell,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct OperationRow {
    /// Such as `customers().get(id)`.
    pub call: Cell,
    /// Such as `GET /v1/customers/{id}`.
    pub request: Cell,
    /// One sentence, or nothing.
    pub summary: Cell,
}

/// A documented error body.
#[derive(Clone, Debug)]
pub struct ErrorRow {
    /// Variant of the detail type.
    pub variant: Cell,
    /// Statuses, joined with commas.
    pub statuses: Inline,
    /// One sentence, or nothing.
    pub summary: Cell,
}

/// A webhook.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// Variant of the event type.
    pub variant: Cell,
    /// The event's name on the wire.
    pub name: Cell,
    /// One sentence, or nothing.
    pub summary: Cell,
}

/// A Cargo feature.
#[derive(Clone, Debug)]
pub struct FeatureRow {
    /// Its name.
    pub name: Cell,
    /// `yes` or empty.
    pub default: &'static str,
    /// What it adds.
    pub meaning: Inline,
}

impl Readme {
    /// The page of a crate.
    pub fn of(package: &Package, contexts: &[Context<'_>]) -> Self {
        Self {
            name: plain(&package.name),
            dependency: TomlKey::new(&package.name),
            description: plain(&package.description),
            version: TomlString::new(&package.version),
            apis: contexts.iter().map(section).collect(),
            features: features(contexts),
        }
    }
}

fn section(context: &Context<'_>) -> ApiSection {
    let (api, names, variables) = (context.api, context.names, context.variables());
    let row = |name: String, meaning| VariableRow { name: code(&name), meaning };
    let own = context.own_credentials();
    let own = own.into_iter().map(|own| match own.required {
        true => row(own.variable, "a credential, required"),
        false => row(own.variable, "a credential"),
    });
    let mut rows: Vec<VariableRow> = own.collect();
    rows.push(row(variables.token, if context.needs_token() { "the credential, required" } else { "the credential" }));
    if context.has_address() {
        rows.extend([row(variables.server, "the name of a server"), row(variables.base_url, "another base URL")]);
    } else {
        rows.push(row(variables.base_url, "the base URL, required"));
    }
    let variables = rows;
    let events = api.webhooks.iter().zip(&names.events).map(|(webhook, ident)| EventRow {
        variant: Cell::code(&format!("Event::{}", ident.unraw())),
        name: Cell::code(&webhook.event),
        summary: cell(&webhook.docs),
    });
    let errors = context.failures.bodies.iter().map(|body| ErrorRow {
        variant: Cell::code(names.errors[&body.ty].unraw()),
        statuses: statuses(body),
        summary: cell(&api.ty(body.ty).docs),
    });
    ApiSection {
        title: context.title(),
        words: match &api.docs.summary {
            Some(summary) => prose(summary),
            None => markdown!("Version {} of the document.", plain(&api.version)),
        },
        import: context.import(),
        variable: names.placement.variable(),
        example: first_call(context),
        variables,
        servers: api
            .servers
            .iter()
            .map(|server| ServerRow { name: Cell::code(&server.name), url: Cell::address(&server.url) })
            .collect(),
        operations: names.groups.iter().flat_map(|group| rows_of(context, group)).collect(),
        errors: errors.collect(),
        events: events.collect(),
    }
}

fn rows_of<'a>(context: &Context<'a>, group: &'a GroupNames) -> Vec<OperationRow> {
    context.operations_of(group).map(|(operation, names)| row_of(context, operation, names)).collect()
}

fn row_of(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> OperationRow {
    let parts = super::support::operation::Parts::of(operation, names);
    let mut arguments: Vec<&str> = parts.required.iter().map(|(_, ident)| ident.unraw()).collect();
    arguments.extend(parts.required_body.map(|_| names.body.unraw()));
    let handle = context.config.handles.iter().any(|handle| operation.group.first() == Some(&handle.group));
    let place = context.place(operation, names);
    let (method, groups) = place.split_last().expect("the method is always there");
    let mut groups: Vec<String> = groups.iter().map(|group| format!("{group}()")).collect();
    if let (true, Some(first)) = (handle, groups.first_mut()) {
        *first = first.replace("()", "(token)");
    }
    OperationRow {
        call: Cell::code(&format!("{}.{method}({})", groups.join("."), arguments.join(", "))),
        request: Cell::code(&format!("{} {}", operation.method.as_str(), template(&operation.path))),
        summary: cell(&operation.docs),
    }
}

/// The first list, or else the first call, that takes nothing.
fn first_call(context: &Context<'_>) -> Option<Snippet> {
    let handled = |operation: &Operation| {
        context.config.handles.iter().any(|handle| operation.group.first() == Some(&handle.group))
    };
    let free = |operation: &Operation, names: &OperationNames| {
        let parts = super::support::operation::Parts::of(operation, names);
        parts.required.is_empty() && parts.required_body.is_none() && !handled(operation)
    };
    let mut calls: Vec<_> = context.operations().filter(|(operation, names)| free(operation, names)).collect();
    calls.sort_by_key(|(operation, _)| operation.pagination.is_none());
    let (operation, names) = calls.first()?;
    let (client, method) = (context.names.placement.variable(), &names.method);
    let groups = context.accessors(&operation.group);
    Some(Snippet::new(&quote!(#client #(.#groups())*.#method())))
}

fn features(contexts: &[Context<'_>]) -> Vec<FeatureRow> {
    let row = |name: &str, default, meaning| FeatureRow { name: Cell::code(name), default, meaning };
    let mut rows = Vec::new();
    for context in contexts {
        let (feature, title) = (context.names.placement.feature(), context.title());
        rows.push(row(&feature, "yes", markdown!("all of {}", title)));
        let example = context.names.features.values().next();
        rows.extend(example.map(|example| match context.names.placement.level {
            Level::Module => {
                let meaning = markdown!("one resource of {}, such as {}", title, code(example));
                row(&format!("{feature}-…"), "", meaning)
            }
            Level::Root => row(example, "", markdown!("one resource; each has a feature of its name")),
        }));
    }
    for (name, default, meaning) in COMMON_FEATURES {
        rows.push(row(name, default, prose(meaning)));
    }
    rows
}

/// The features every generated crate has.
const COMMON_FEATURES: &[(&str, &str, &str)] = &[
    ("rustls", "yes", "asynchronous clients with TLS in Rust, by `ring`"),
    ("ring", "yes", "cryptography of TLS; enough beside `blocking` alone"),
    ("aws-lc-rs", "", "other cryptography of TLS, for processes that have it already"),
    ("no-provider", "", "cryptography that the process has installed"),
    ("webpki-roots", "", "certificates of authorities, for systems without any"),
    ("native-tls", "", "TLS of the operating system"),
    ("webhooks", "yes", "payload types of webhooks and the check of their signatures"),
    ("blocking", "", "clients that block, without an asynchronous runtime"),
    ("testing", "", "a mock transport, example answers, a virtual clock"),
    ("tracing", "", "spans and events"),
    ("own-transport", "", "nothing; for clients that are given a transport, without any of the above"),
    ("tower-0-5", "", "any `tower` service as what carries requests"),
    ("chrono-0-4", "", "conversions from and to `chrono`"),
    ("jiff-0-2", "", "conversions from and to `jiff`"),
    ("uuid-1", "", "conversions from and to `uuid`"),
    ("rust_decimal-1", "", "conversions from and to `rust_decimal`"),
];

/// One sentence in a cell of a table.
fn cell(docs: &Docs) -> Cell {
    Cell::prose(docs.summary.as_deref().unwrap_or_default())
}

//! `README.md` of the generated crate: how to begin, and tables of everything there is.

use super::errors::statuses;
use super::package::Package;
use super::support::context::Context;
use super::support::operation_docs::template;
use crate::model::{Docs, Operation};
use crate::naming::{GroupNames, OperationNames};
use crate::rust::Snippet;
use crate::text::{Block, Cell, Inline, code, markdown, plain, prose};
use askama::Template;

/// The whole page.
#[derive(Clone, Debug, Template)]
#[template(path = "readme.jinja")]
pub struct Readme {
    /// Name of the package.
    pub name: Inline,
    /// What the first page of the documentation says.
    pub front: Vec<Block>,
    /// One section per API.
    pub apis: Vec<ApiSection>,
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
    /// Name of the variable.
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

impl Readme {
    /// The page of a crate whose documentation begins with these blocks.
    pub fn of(package: &Package, front: &[Block], contexts: &[Context<'_>]) -> Self {
        Self {
            name: plain(&package.name),
            front: front.iter().map(Block::readable).collect(),
            apis: contexts.iter().map(section).collect(),
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
    let parts = context.url_variables();
    let parts = parts.iter().map(|part| {
        row(
            context.url_environment(part),
            match part.required {
                true => "a part of the server's URL, required",
                false => "a part of the server's URL",
            },
        )
    });
    let mut rows: Vec<VariableRow> = parts.chain(own).collect();
    rows.push(row(variables.token, if context.needs_token() { "the credential, required" } else { "the credential" }));
    if context.has_address() {
        rows.extend([row(variables.server, "the name of a server"), row(variables.base_url, "another base URL")]);
    } else {
        rows.push(row(variables.base_url, "the base URL, required"));
    }
    let variables = rows;
    let events = api.webhooks.iter().zip(&names.events).map(|(webhook, ident)| EventRow {
        variant: Cell::code(&match webhook.callback_of {
            Some(_) => format!("callbacks::{}", ident.unraw()),
            None => format!("Event::{}", ident.unraw()),
        }),
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

/// One sentence in a cell of a table.
fn cell(docs: &Docs) -> Cell {
    Cell::prose(docs.summary.as_deref().unwrap_or_default())
}

//! Servers: the decided ones, else the document's, those of the API and those of single operations.

mod name;
mod variable;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::annotations::docs;
use crate::model::{Operation, Server, UrlVariable};
use crate::source::support::http::with_path_encoded;
use name::{Found, named};
use openapiv3::{OpenAPI, Server as Source};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The servers of an API, the default first; none that only a person who knows where the document was found can reach.
/// Where the document names none, and each operation has servers of its own, those are the API's.
pub(in crate::lower) fn servers(openapi: &OpenAPI, config: &Config, operations: &mut [Operation]) -> Vec<Server> {
    let mut servers = own(&openapi.servers);
    if !config.servers.is_empty() {
        let stated = |url: &str| openapi.servers.iter().find(|source| trim(&source.url) == url);
        let decided = config.servers.iter().map(|choice| {
            let template = trim(&choice.url);
            let source = stated(&template).cloned().unwrap_or(Source { url: template, ..Source::default() });
            Server { name: choice.name.clone(), ..server(&source) }
        });
        servers = decided.collect();
    }
    servers.retain(Server::is_absolute);
    if servers.is_empty() && operations.iter().all(|operation| operation.servers.iter().any(Server::is_absolute)) {
        let addresses = |operation: &Operation| -> Vec<String> {
            operation.servers.iter().map(|server| format!("{server:?}")).collect()
        };
        let mut uses: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        operations.iter().for_each(|operation| *uses.entry(addresses(operation)).or_default() += 1);
        let usual = operations.iter().rev().max_by_key(|operation| uses[&addresses(operation)]);
        servers = usual.map(|operation| operation.servers.clone()).unwrap_or_default();
        servers.retain(Server::is_absolute);
    }
    for operation in operations {
        agree(&servers, &mut operation.servers);
    }
    servers
}

/// The servers of one operation, or of all of a path.
pub(in crate::lower) fn own(sources: &[Source]) -> Vec<Server> {
    let found = sources.iter().map(|source| Found { said: said(source), server: server(source) });
    let mut found: Vec<Found> = found.filter(|found| !found.server.url.is_empty()).collect();
    // A server that is listed twice is one server.
    let mut known = BTreeSet::new();
    found.retain(|found| known.insert(found.server.template.clone()));
    named(found)
}

/// Whoever chooses a server of the API means the one of the operation as well: where they are as many and are not
/// called alike, they belong together in their order.
fn agree(servers: &[Server], own: &mut [Server]) {
    if servers.len() != own.len() {
        return;
    }
    let names: BTreeSet<&str> = servers.iter().map(|server| server.name.as_str()).collect();
    if !own.iter().all(|server| names.contains(server.name.as_str())) {
        own.iter_mut().zip(servers).for_each(|(own, server)| own.name.clone_from(&server.name));
    }
}

/// The variables of all servers, in the order in which they come up.
pub(in crate::lower) fn variables(openapi: &OpenAPI, servers: &[Server], operations: &[Operation]) -> Vec<UrlVariable> {
    let own = operations.iter().flat_map(|operation| &operation.servers);
    let names = servers.iter().chain(own).flat_map(|server| &server.variables);
    let mut descriptions = variable::descriptions(openapi);
    let mut variables: Vec<UrlVariable> = Vec::new();
    let mut known = BTreeSet::new();
    for (name, default) in names.filter(|(name, _)| known.insert(name)) {
        let (values, docs) = descriptions.remove(name.as_str()).unwrap_or_default();
        variables.push(UrlVariable { name: name.clone(), default: default.clone(), values, docs });
    }
    variables
}

/// Servers of the document that only a person who knows where it was found can reach, beside others that all can.
pub(in crate::lower) fn left_out(openapi: &OpenAPI) -> Vec<Diagnostic> {
    let is_left_out = |source: &Source| !source.url.is_empty() && !server(source).is_absolute();
    let report = |(at, source): (usize, &Source)| {
        let message = format!("the server `{}` is left out", source.url);
        let found = Diagnostic::new(Code::NoServer, message).at(format!("/servers/{at}/url"));
        found.note("a client needs a URL that begins with `https://` or `http://`")
    };
    let all = openapi.servers.iter().enumerate();
    all.filter(|(_, source)| is_left_out(source)).map(report).collect()
}

/// Nobody can say from the document alone where the API is.
pub(in crate::lower) fn no_address(openapi: &OpenAPI) -> Diagnostic {
    let message = "the document does not say where the API is; the client takes a base URL";
    let path = openapi.servers.iter().map(|source| trim(&source.url)).find(|url| url.starts_with('/'));
    let (at, say) = match path {
        Some(path) => ("/servers", format!("whoever makes a client gives one that ends in `{path}`; or")),
        None => ("", "whoever makes a client gives one; or".to_owned()),
    };
    let help = format!("{say} name a server here, or in `servers` of `sdk.yaml`");
    Diagnostic::new(Code::NoServer, message).at(at).help(help)
}

fn server(source: &Source) -> Server {
    let Source { url, description, variables: _, extensions: _ } = source;
    let template = with_path_encoded(&trim(url));
    let variables = variable::of(source, &template);
    let mut filled = template.clone();
    for (name, default) in &variables {
        // Of what has to be given, the document's example stands in the documentation.
        let example = source.variables.as_ref().and_then(|all| all.get(name));
        let example = example.map(|variable| variable.default.clone()).filter(|text| !text.is_empty());
        let value = default.clone().or(example).unwrap_or_else(|| name.clone());
        filled = filled.replace(&format!("{{{name}}}"), &value);
    }
    Server { name: String::new(), url: trim(&filled), template, variables, docs: docs(None, description.as_deref()) }
}

/// The name that an extension such as `x-acme-environment: sandbox` gives a server.
fn said(source: &Source) -> Option<String> {
    let mut names: Vec<(&String, &str)> = source
        .extensions
        .iter()
        .filter(|(key, _)| ["environment", "server-id", "name", "id"].iter().any(|end| key.ends_with(end)))
        .filter_map(|(key, value)| Some((key, Value::as_str(value)?)))
        .collect();
    names.sort_unstable();
    names.first().map(|(_, name)| (*name).to_owned()).filter(|name| !name.is_empty())
}

/// A server without a trailing slash, as paths begin with one.
fn trim(url: &str) -> String {
    url.trim_end_matches('/').to_owned()
}

//! Servers: the decided ones, else the document's, with variables filled in and names made.

use crate::config::Config;
use crate::lower::annotations::docs;
use crate::model::Server;
use openapiv3::{OpenAPI, Server as Source};
use serde_json::Value;

/// The servers of an API, the default first.
pub(in crate::lower) fn servers(openapi: &OpenAPI, config: &Config) -> Vec<Server> {
    let stated: Vec<Server> = openapi.servers.iter().map(server).collect();
    if config.servers.is_empty() {
        return named(stated);
    }
    let docs_of = |url: &str| stated.iter().find(|server| server.url == url).map(|server| server.docs.clone());
    let decided = config.servers.iter().map(|choice| {
        let url = trim(&choice.url);
        Server { name: choice.name.clone(), docs: docs_of(&url).unwrap_or_default(), url }
    });
    decided.collect()
}

/// The URL of the first of several servers, as an operation of its own states it.
pub(in crate::lower) fn first(servers: &[Source]) -> Option<String> {
    servers.first().map(|source| server(source).url).filter(|url| !url.is_empty())
}

fn server(source: &Source) -> Server {
    let Source { url, description, variables, extensions } = source;
    let mut filled = url.clone();
    for (name, variable) in variables.iter().flatten() {
        filled = filled.replace(&format!("{{{name}}}"), &variable.default);
    }
    // Extensions such as `x-acme-environment: sandbox` name a server.
    let mut names: Vec<(&String, &str)> = extensions
        .iter()
        .filter(|(key, _)| ["environment", "server-id", "name", "id"].iter().any(|end| key.ends_with(end)))
        .filter_map(|(key, value)| Some((key, Value::as_str(value)?)))
        .collect();
    names.sort_unstable();
    let name = names.first().map(|(_, name)| (*name).to_owned()).unwrap_or_default();
    Server { name, url: trim(&filled), docs: docs(None, description.as_deref()) }
}

/// A server without a trailing slash, as paths begin with one.
fn trim(url: &str) -> String {
    url.trim_end_matches('/').to_owned()
}

fn named(mut servers: Vec<Server>) -> Vec<Server> {
    let words = |server: &Server| {
        let said = server.docs.summary.as_deref().unwrap_or_default().to_lowercase();
        let url = server.url.to_lowercase();
        let known = ["sandbox", "staging", "production", "development", "local", "demo", "preview", "mock", "test"];
        known.into_iter().find(|word| said.contains(word) || url.contains(word)).map(str::to_owned)
    };
    let count = servers.len();
    let mut used: Vec<String> = Vec::new();
    for (index, server) in servers.iter_mut().enumerate() {
        let mut name = Some(std::mem::take(&mut server.name)).filter(|name| !name.is_empty());
        name = name.or_else(|| words(server)).filter(|name| !used.contains(name));
        if name.is_none() && (index == 0 || count == 2) && !used.iter().any(|name| name == "production") {
            name = Some("production".to_owned());
        }
        let host = server.url.split("://").last().unwrap_or_default().to_owned();
        let mut chosen = name.unwrap_or(host);
        if used.contains(&chosen) {
            chosen = format!("server{}", index + 1);
        }
        used.push(chosen.clone());
        server.name = chosen;
    }
    servers
}

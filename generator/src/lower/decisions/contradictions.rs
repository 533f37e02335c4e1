//! Decisions that contradict each other: two for the same thing, and one that builds on another that is not there.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;

/// Reports decisions that contradict each other.
pub(super) fn check(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut twice = Twice { diagnostics };
    let servers = config.servers.iter().map(|server| server.name.to_lowercase());
    twice.find("/servers", "/name", "server", servers);
    let overrides = &config.operations.overrides;
    twice.find("/operations/overrides", "/operation", "operation", overrides.iter().map(|rule| &rule.operation));
    let placed = overrides.iter().map(|rule| Some(format!("{}.{}", rule.group.as_ref()?, rule.method.as_ref()?)));
    twice.find_some("/operations/overrides", "/method", "method", placed);
    twice.find("/names", "/at", "the name for", config.names.iter().map(|rule| &rule.at));
    let named = config.names.iter().map(|rule| {
        let owner = rule.at.split_once('=').or_else(|| rule.at.rsplit_once(['.', '/'])).map_or("", |(owner, _)| owner);
        if owner.is_empty() { rule.name.clone() } else { format!("{} of {owner}", rule.name) }
    });
    twice.find("/names", "/name", "the name", named);
    twice.find("/unions", "/at", "union", config.unions.iter().map(|rule| &rule.at));
    twice.find(
        "/client_headers",
        "/name",
        "header",
        config.client_headers.iter().map(|header| header.name.to_lowercase()),
    );
    twice.find("/client_headers", "/setter", "setter", config.client_headers.iter().map(|header| &header.setter));
    twice.find("/handles", "/group", "the handle of group", config.handles.iter().map(|handle| &handle.group));
    twice.find("/handles", "/method", "handle", config.handles.iter().map(|handle| &handle.method));
    twice.find("/credentials", "/prefix", "prefix", config.credentials.iter().map(|rule| &rule.prefix));
    twice.find_in("/ids", "the id type for", config.ids.iter().map(|rule| rule.at.as_slice()));
    twice.find_in("/formats", "the format for", config.formats.iter().map(|rule| rule.at.as_slice()));
    let states = |stated: Option<bool>, at: &'_ [String]| if stated.is_some() { at.to_vec() } else { Vec::new() };
    let optional: Vec<_> = config.presence.iter().map(|rule| states(rule.optional, &rule.at)).collect();
    let nullable: Vec<_> = config.presence.iter().map(|rule| states(rule.nullable, &rule.at)).collect();
    twice.find_in("/presence", "`optional` of", optional.iter().map(Vec::as_slice));
    twice.find_in("/presence", "`nullable` of", nullable.iter().map(Vec::as_slice));
    undeclared(config, diagnostics);
}

struct Twice<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Twice<'_> {
    /// Values at `key` of the elements of a list.
    fn find(&mut self, list: &str, key: &str, what: &str, values: impl Iterator<Item = impl ToString>) {
        self.find_some(list, key, what, values.map(|value| Some(value.to_string())));
    }

    fn find_some(&mut self, list: &str, key: &str, what: &str, values: impl Iterator<Item = Option<String>>) {
        let at = |index: usize| format!("{list}/{index}{key}");
        let placed = values.enumerate().filter_map(|(index, value)| Some((value?, at(index))));
        self.report(what, placed);
    }

    /// Values of the lists `at` of the elements of a list.
    fn find_in<'a>(&mut self, list: &str, what: &str, values: impl Iterator<Item = &'a [String]>) {
        let placed = values.enumerate().flat_map(|(index, places)| {
            let at = move |entry: usize| format!("{list}/{index}/at/{entry}");
            places.iter().enumerate().map(move |(entry, value)| (value.clone(), at(entry)))
        });
        self.report(what, placed);
    }

    fn report(&mut self, what: &str, placed: impl Iterator<Item = (String, String)>) {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for (value, at) in placed {
            match known.get(&value) {
                Some(first) => self.diagnostics.push(
                    Diagnostic::new(Code::Contradiction, format!("{what} `{value}` is decided twice"))
                        .at_decision(at)
                        .note(format!("the first is at `#{first}`"))
                        .help("take one of them out, or correct it"),
                ),
                None => drop(known.insert(value, at)),
            }
        }
    }
}

/// What one decision names and another would have to declare.
fn undeclared(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut report = |at: String, what: &str, name: &str, known: &[&str]| {
        let message = format!("`{name}` is no {what} that is decided here");
        let diagnostic = Diagnostic::new(Code::Contradiction, message).at_decision(at);
        diagnostics.push(match similar::get_close_matches(name, known, 1, 0.6).first() {
            Some(close) => diagnostic.help(format!("`{close}` may be meant")),
            None if known.is_empty() => diagnostic.note(format!("there is no {what} at all")),
            None => diagnostic.note(format!("known are {}", known.join(", "))),
        });
    };
    let ids: Vec<&str> = config.ids.iter().map(|rule| rule.id.as_str()).collect();
    for (index, header) in config.client_headers.iter().enumerate() {
        if let Some(id) = header.id.as_deref().filter(|id| !ids.contains(id)) {
            report(format!("/client_headers/{index}/id"), "id type", id, &ids);
        }
    }
    if config.servers.is_empty() {
        // The names of the document's servers are not known here.
        return;
    }
    let servers: Vec<&str> = config.servers.iter().map(|server| server.name.as_str()).collect();
    for (index, rule) in config.credentials.iter().enumerate() {
        for (place, server) in rule.servers.iter().enumerate().filter(|(_, name)| !servers.contains(&name.as_str())) {
            report(format!("/credentials/{index}/servers/{place}"), "server", server, &servers);
        }
    }
}

//! Variables in the URLs of servers: their defaults, and what the document says about them.

use crate::lower::annotations::docs;
use crate::model::Docs;
use indexmap::IndexSet;
use openapiv3::{OpenAPI, Server, ServerVariable};
use std::collections::{BTreeMap, BTreeSet};

/// The variables of a server in the order of its URL, each with its default if that can be meant for everybody.
pub(super) fn of(source: &Server, template: &str) -> Vec<(String, Option<String>)> {
    let mut variables: Vec<(String, Option<String>)> = Vec::new();
    let mut known = BTreeSet::new();
    for (before, rest) in template.match_indices('{').map(|(at, _)| template.split_at(at)) {
        let Some((name, after)) = rest[1..].split_once('}') else { continue };
        if name.is_empty() || name.contains('{') || !known.insert(name) {
            continue;
        }
        // A URL with a gap reaches nobody: what fills it has to be given, whether or not the document says so.
        let Some(variable) = source.variables.as_ref().and_then(|all| all.get(name)) else {
            variables.push((name.to_owned(), None));
            continue;
        };
        let names_host = before.ends_with("://") && after.contains('.');
        let default = (!is_example(name, variable, names_host)).then(|| variable.default.clone());
        variables.push((name.to_owned(), default));
    }
    variables
}

/// The values of each variable and the words about it, from the first server of the document that has any.
pub(super) fn descriptions(openapi: &OpenAPI) -> BTreeMap<&str, (Vec<String>, Docs)> {
    let items = openapi.paths.paths.values().filter_map(|item| item.as_item());
    let of_items = items.flat_map(|item| {
        let own = item.iter().flat_map(|(_, operation)| &operation.servers);
        item.servers.iter().chain(own)
    });
    let servers = openapi.servers.iter().chain(of_items);
    let mut found: BTreeMap<&str, (IndexSet<&String>, Docs)> = BTreeMap::new();
    for (name, variable) in servers.filter_map(|server| server.variables.as_ref()).flatten() {
        let ServerVariable { enumeration, default: _, description, extensions: _ } = variable;
        let is_first = !found.contains_key(name.as_str());
        let (values, words) = found.entry(name).or_default();
        // What one server takes as it comes cannot be listed for all of them.
        match (is_first, enumeration.is_empty(), values.is_empty()) {
            (true, ..) | (_, false, false) => values.extend(enumeration),
            _ => values.clear(),
        }
        if *words == Docs::default() {
            *words = docs(None, description.as_deref());
        }
    }
    let owned = |values: IndexSet<&String>| values.into_iter().cloned().collect();
    found.into_iter().map(|(name, (values, words))| (name, (owned(values), words))).collect()
}

/// Whether the default of a variable only shows what one looks like, such as `your-tenant`: each caller has another.
fn is_example(name: &str, variable: &ServerVariable, names_host: bool) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let default = variable.default.to_lowercase();
    if !variable.enumeration.is_empty() {
        return false;
    }
    let shows = ["your", "example", "placeholder", "changeme", "change-me", "<", "xxx"];
    let words = variable.description.as_deref().unwrap_or_default().to_lowercase();
    let is_callers = words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "your");
    default.is_empty()
        || plain(&default) == plain(name)
        || shows.iter().any(|word| default.contains(word))
        || names_host && is_callers
}

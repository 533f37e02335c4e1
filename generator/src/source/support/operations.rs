//! All operations of a raw document, and what belongs to each from outside of it.

use super::pointer;
use crate::source::extensions::WEBHOOK_ROOTS;
use serde_json::Value;

/// The methods an operation can have in OpenAPI 3.0, as keywords of a path item.
pub const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation where it stands.
pub struct Site<'d> {
    /// Its path; none for a webhook.
    pub path: Option<&'d str>,
    /// The path item around it.
    pub item: &'d Value,
    /// Where the path item is.
    pub item_at: String,
    /// The operation.
    pub operation: &'d Value,
    /// Where the operation is.
    pub at: String,
}

/// Every operation under `paths` and `webhooks`, in document order.
pub fn sites(document: &Value) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    for root in ["paths"].into_iter().chain(WEBHOOK_ROOTS) {
        for (key, item) in document.get(root).and_then(Value::as_object).into_iter().flatten() {
            let path = (root == "paths").then_some(key.as_str());
            if path.is_some_and(|path| !path.starts_with('/')) {
                continue;
            }
            let item_at = pointer::join(&format!("/{root}"), key);
            for (method, operation) in item.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) && operation.is_object() {
                    let at = pointer::join(&item_at, method);
                    sites.push(Site { path, item, item_at: item_at.clone(), operation, at });
                }
            }
        }
    }
    sites
}

/// A declared parameter, its references followed.
pub struct Declared<'d> {
    /// `name`
    pub name: &'d str,
    /// `in`
    pub place: &'d str,
    /// Where it is listed.
    pub at: String,
    /// Listed with the path item rather than the operation.
    pub shared: bool,
}

/// The parameters of an operation, those of its path item first.
pub fn parameters<'d>(document: &'d Value, site: &Site<'d>) -> Vec<Declared<'d>> {
    let lists = [(site.item, &site.item_at, true), (site.operation, &site.at, false)];
    let mut declared = Vec::new();
    for (owner, at, shared) in lists {
        for (index, parameter) in owner.get("parameters").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let text = |name| resolve(document, parameter)?.get(name)?.as_str();
            if let (Some(name), Some(place)) = (text("name"), text("in")) {
                declared.push(Declared { name, place, at: format!("{at}/parameters/{index}"), shared });
            }
        }
    }
    declared
}

/// Follows references within the document, a few at most.
pub fn resolve<'d>(document: &'d Value, value: &'d Value) -> Option<&'d Value> {
    let mut value = value;
    for _ in 0..16 {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => value = pointer::get(document, &pointer::of_reference(reference)?)?,
            None => return Some(value),
        }
    }
    None
}

/// What stands in the braces of a path template: the name of a parameter, and whether its value goes on behind slashes.
/// Routers write more there than OpenAPI knows, and frameworks hand it on: `{path+}` of API Gateway and Smithy,
/// `{name=shelves/*}` of gRPC, `{path:path}` of Starlette, `{*path}` of ASP.NET, `{path...}` of Go, `{+path}` of RFC 6570.
pub fn place(braces: &str) -> (&str, bool) {
    let (name, condition) = match braces.find([':', '=']) {
        Some(at) => (&braces[..at], &braces[at + 1..]),
        None => (braces, ""),
    };
    let bare = name.trim_start_matches(['+', '*']).trim_end_matches(['+', '*']);
    let bare = bare.strip_suffix("...").unwrap_or(bare);
    let takes_slashes = bare != name
        || ["path", ".+", ".*"].contains(&condition)
        || condition.contains(['/'])
        || condition.contains("**");
    if bare.is_empty() { (braces, false) } else { (bare, takes_slashes) }
}

/// The names in braces of a path template, in order.
pub fn template_names(path: &str) -> Vec<&str> {
    // A fragment, by which documents tell operations of one path apart, is never sent.
    let path = path.split('#').next().unwrap_or_default();
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

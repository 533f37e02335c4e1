//! Schemas that name themselves: `$id` with a URL, by which a schema and all in it become a resource of their own, and
//! `$anchor` with a word that is unique in a resource (JSON Schema 2020-12, section 8.2). References by such names are as
//! good as pointers.

use super::files::Position;
use crate::source::support::pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// The names that schemas of all files give themselves. The URL of a file is its path from the folder that references may
/// reach, so that a relative `$id` is a path too, and never one outside.
#[derive(Debug, Default)]
pub(super) struct Identities {
    /// Resources by their URLs, those of whole files left out.
    resources: BTreeMap<String, Position>,
    /// URLs of the same resources by their places.
    urls: BTreeMap<Position, String>,
    /// By resource and name.
    anchors: BTreeMap<(Position, String), Position>,
}

impl Identities {
    /// Reads the names in a file with this path.
    pub(super) fn add(&mut self, file: usize, path: &str, value: &Value) {
        let root = Position { file, pointer: String::new() };
        self.collect(value, &mut String::new(), &root, path, ValueKind::Keywords);
    }

    fn collect(&mut self, value: &Value, at: &mut String, resource: &Position, url: &str, holds: ValueKind) {
        if let Value::Array(list) = value {
            for (index, value) in list.iter().enumerate() {
                within(at, &index.to_string(), |at| self.collect(value, at, resource, url, ValueKind::Keywords));
            }
        }
        let Some(object) = value.as_object() else { return };
        let here = Position { file: resource.file, pointer: at.clone() };
        let text = |key: &str| object.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let is_schema = holds == ValueKind::Keywords;
        let own = text("$id").filter(|_| is_schema).and_then(|id| join(url, id.split('#').next().unwrap_or_default()));
        let (resource, url) = match &own {
            Some(own) => {
                self.resources.entry(own.clone()).or_insert_with(|| here.clone());
                self.urls.insert(here.clone(), own.clone());
                (&here, own.as_str())
            }
            None => (resource, url),
        };
        for anchor in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text).filter(|_| is_schema) {
            self.anchors.entry((resource.clone(), anchor.to_owned())).or_insert_with(|| here.clone());
        }
        for (key, value) in object {
            let holds = match (holds, key.as_str()) {
                (ValueKind::Names, _) => ValueKind::Keywords,
                (ValueKind::Keywords, "properties" | "patternProperties" | "$defs" | "definitions" | "schemas") => {
                    ValueKind::Names
                }
                (ValueKind::Keywords, "const" | "default" | "enum" | "example" | "examples") => continue,
                (ValueKind::Keywords, extension) if extension.starts_with("x-") => continue,
                (ValueKind::Keywords, _) => ValueKind::Keywords,
            };
            within(at, key, |at| self.collect(value, at, resource, url, holds));
        }
    }

    /// The resource that a reference in `from` names by the part before its `#`, if a schema names itself so.
    pub(super) fn resource(&self, from: &Position, path: &str, reference: &str) -> Option<Position> {
        let (_, around) = self.around(from);
        let by = |url: &str| self.resources.get(&join(url, reference)?);
        around.and_then(by).or_else(|| by(path)).or_else(|| self.resources.get(reference)).cloned()
    }

    /// Where an anchor of a resource, or of the one that `place` is in, stands. Without one of that name there, the
    /// only one of the file is meant.
    pub(super) fn anchor(&self, place: &Position, name: &str) -> Option<Position> {
        let (resource, _) = self.around(place);
        let found = self.anchors.get(&(resource, name.to_owned()));
        let mut all = self.anchors.iter().filter(|((of, anchor), _)| of.file == place.file && anchor == name);
        found.or_else(|| all.next().map(|(_, place)| place).filter(|_| all.next().is_none())).cloned()
    }

    /// The resource that a place is in, and its URL if that is not the path of its file.
    pub(super) fn around(&self, place: &Position) -> (Position, Option<&str>) {
        let ends = place.pointer.match_indices('/').map(|(end, _)| end).chain([place.pointer.len()]);
        let mut outer: Vec<usize> = ends.collect();
        outer.reverse();
        let at = |end: usize| Position { file: place.file, pointer: place.pointer[..end].to_owned() };
        let found = outer.into_iter().find_map(|end| self.urls.get_key_value(&at(end)));
        match found {
            Some((resource, url)) => (resource.clone(), Some(url)),
            None => (at(0), None),
        }
    }
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    Keywords,
    Names,
}

fn within(at: &mut String, segment: &str, inside: impl FnOnce(&mut String)) {
    let length = at.len();
    pointer::push(at, segment);
    inside(at);
    at.truncate(length);
}

/// A reference resolved against a URL or a path (RFC 3986, section 5.2); none if it leads out of the folder of paths.
fn join(base: &str, reference: &str) -> Option<String> {
    let has_scheme = |text: &str| {
        let scheme = text.split_once(':').map(|(scheme, _)| scheme);
        let is_scheme = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
        scheme.is_some_and(|scheme| scheme.len() > 1 && scheme.chars().all(is_scheme))
    };
    if has_scheme(reference) {
        return Some(reference.to_owned());
    }
    let (origin, path) = match base.split_once("://") {
        Some((scheme, rest)) => {
            let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
            (format!("{scheme}://{authority}/"), path)
        }
        None if has_scheme(base) => return None,
        None => (String::new(), base),
    };
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if reference.starts_with('/') {
        parts.clear();
    }
    for part in reference.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!reference.is_empty()).then(|| origin + &parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn references_are_resolved_against_what_they_stand_in() {
        let table = [
            ("https://a.example/x/order.json", "item.json", Some("https://a.example/x/item.json")),
            ("https://a.example/x/order.json", "../item.json", Some("https://a.example/item.json")),
            ("https://a.example/x/order.json", "/item.json", Some("https://a.example/item.json")),
            ("https://a.example", "item.json", Some("https://a.example/item.json")),
            ("https://a.example/x.json", "https://b.example/y.json", Some("https://b.example/y.json")),
            ("schemas/order.yaml", "item.yaml", Some("schemas/item.yaml")),
            ("order.yaml", "../item.yaml", None),
            ("order.yaml", "urn:example:item", Some("urn:example:item")),
            ("urn:example:item", "order.yaml", None),
        ];
        for (base, reference, expected) in table {
            assert_eq!(join(base, reference).as_deref(), expected, "{reference} in {base}");
        }
    }
}

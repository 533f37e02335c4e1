//! What an inline type is called: its title where that tells something, else the words of its place.

use super::document::unescape;
use crate::model::NameSource;
use crate::source::extensions::as_written;
use crate::text::start;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The words of a place, outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InlineName(Vec<String>);

impl InlineName {
    /// A place that starts with a component or an operation.
    pub(super) fn of(word: &str) -> Self {
        Self(vec![start(word).to_owned()])
    }

    /// A place within this one.
    pub(super) fn with(&self, word: &str) -> Self {
        let mut words = self.0.clone();
        words.push(start(word).to_owned());
        Self(words)
    }

    /// The place as a name.
    pub(super) fn name_source(&self) -> NameSource {
        NameSource::Position(self.0.clone())
    }

    /// Whether it is the answer of an operation.
    pub(super) fn is_response(&self) -> bool {
        self.0.len() > 1 && self.0.last().is_some_and(|word| word == "response")
    }

    /// The elements of the list at this place.
    pub(super) fn item(&self) -> Self {
        self.with("item")
    }
}

impl From<Vec<String>> for InlineName {
    fn from(words: Vec<String>) -> Self {
        Self(words)
    }
}

/// Whether a token is an index rather than a key such as the status `200`: lists of a document (branches, parameters,
/// items) are short, and statuses begin at 100.
fn is_index(token: &str) -> bool {
    token.parse::<usize>().is_ok_and(|number| number < 100)
}

/// The words of a pointer that a reference leads to, keywords left out.
pub(super) fn of_pointer(pointer: &str) -> Vec<String> {
    let tokens: Vec<String> = as_written(pointer).split('/').skip(1).map(unescape).collect();
    let keyword = |at: usize, token: &str| {
        let named = at > 0 && matches!(tokens[at - 1].as_str(), "properties" | "schemas" | "$defs" | "definitions");
        !named
            && (is_index(token)
                || matches!(
                    token,
                    "components"
                        | "schemas"
                        | "properties"
                        | "allOf"
                        | "oneOf"
                        | "anyOf"
                        | "$defs"
                        | "definitions"
                        | "paths"
                        | "content"
                        | "schema"
                        | "additionalProperties"
                        | "application/json"
                ))
    };
    let kept = tokens.iter().enumerate().filter(|(at, token)| !keyword(*at, token));
    let words: Vec<String> =
        kept.map(|(_, token)| if token == "items" { "item".to_owned() } else { token.clone() }).collect();
    if words.is_empty() { vec!["Document".to_owned()] } else { words }
}

/// The titles of a document that can serve as names of inline types.
pub(super) struct Titles(BTreeSet<String>);

impl Titles {
    /// A title serves if it is an identifier, belongs to schemas of one form only, and is no component's name.
    pub(super) fn of(raw: &Value) -> Self {
        let mut forms = BTreeMap::new();
        let components = raw.pointer("/components/schemas").and_then(Value::as_object);
        let used: BTreeSet<String> = components.iter().flat_map(|map| map.keys()).map(|name| plain(name)).collect();
        collect(raw, &used, &mut forms);
        Self(forms.into_iter().filter(|(_, forms)| forms.len() == 1).map(|(title, _)| title).collect())
    }

    /// What an inline type at a place is called.
    pub(super) fn name_source(&self, title: Option<&str>, words: &InlineName) -> NameSource {
        let last = words.0.last().map(|word| plain(word));
        match title.filter(|title| self.0.contains(*title) && Some(plain(title)) != last) {
            Some(title) => NameSource::Title(title.to_owned()),
            None => NameSource::Position(words.0.clone()),
        }
    }
}

/// A name as it compares: without case and separators.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn collect(value: &Value, used: &BTreeSet<String>, forms: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(map) => {
            let declared =
                ["properties", "enum", "oneOf", "anyOf", "allOf"].iter().any(|keyword| map.contains_key(*keyword));
            if let Some(title) = map.get("title").and_then(Value::as_str)
                && declared
                && identifier(title)
                && !used.contains(&plain(title))
            {
                let mut form = map.clone();
                form.retain(|key, _| !matches!(key.as_str(), "description" | "example" | "examples" | "externalDocs"));
                form.sort_keys();
                forms.entry(title.to_owned()).or_default().insert(Value::Object(form).to_string());
            }
            map.values().for_each(|member| collect(member, used, forms));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, used, forms)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a title reads as the name of a type: one word, or several written together.
fn identifier(title: &str) -> bool {
    let mut letters = title.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && title.len() > 2
}

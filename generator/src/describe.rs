//! Puts our words (`docs.yaml`) onto the model. What they do not cover keeps the document's own words, or none.
//! Words that no part of the model asks for are reported: a misspelled name would otherwise go unnoticed.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, Called, Docs, Operation, Scalar, Shape, TypeDecl};
use crate::naming::Names;
use crate::source::pointer;
use crate::words::{OperationWords, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Describes an API. `file` is the index of `docs.yaml` in the input, for the diagnostics.
pub fn describe(api: &mut Api, names: &Names, words: &Words, file: usize, diagnostics: &mut Vec<Diagnostic>) {
    let mut used = Used::default();
    if let Some(text) = &words.api {
        api.docs = docs(text);
    }
    describe_groups(api, words, &mut used);
    for operation in &mut api.operations {
        describe_operation(operation, words, &mut used);
    }
    for (declared, names) in api.types.iter_mut().zip(&names.types) {
        describe_type(declared, names.ident.unraw(), words, &mut used);
    }
    for webhook in &mut api.webhooks {
        if let Some(text) = used.take("webhooks", &words.webhooks, &webhook.event) {
            webhook.docs = docs(text);
        }
    }
    used.report_rest(words, file, diagnostics);
}

/// What nobody has described: a line each, such as `property Order.status`.
pub fn missing(api: &Api, names: &Names) -> Vec<String> {
    let is_missing = |docs: &Docs| docs.summary.is_none() && docs.text.is_none();
    let mut missing = Vec::new();
    let groups: BTreeSet<_> = api.operations.iter().flat_map(|operation| paths(&operation.group)).collect();
    for group in groups {
        if !api.group_docs.iter().any(|(path, docs)| *path == group && !is_missing(docs)) {
            missing.push(format!("group {group}"));
        }
    }
    for operation in &api.operations {
        if is_missing(&operation.docs) {
            missing.push(format!("operation {}", operation.id));
        }
        for parameter in operation.parameters.iter().filter(|parameter| is_missing(&parameter.docs)) {
            missing.push(format!("parameter {}/{}", operation.id, parameter.wire));
        }
    }
    for (declared, names) in api.types.iter().zip(&names.types) {
        if is_missing(&declared.docs) {
            missing.push(format!("type {}", names.ident));
        }
        if let Shape::Object(object) = &declared.shape {
            for field in object.fields.iter().filter(|field| field.constant.is_none() && is_missing(&field.docs)) {
                missing.push(format!("property {}.{}", names.ident, field.wire));
            }
        }
    }
    let webhooks = api.webhooks.iter().filter(|webhook| is_missing(&webhook.docs));
    missing.extend(webhooks.map(|webhook| format!("webhook {}", webhook.event)));
    missing
}

/// Which words were taken, by section and key.
#[derive(Default)]
struct Used(BTreeSet<(&'static str, String)>);

impl Used {
    fn take<'w, T>(&mut self, section: &'static str, words: &'w BTreeMap<String, T>, key: &str) -> Option<&'w T> {
        let found = words.get(key)?;
        self.0.insert((section, key.to_owned()));
        Some(found)
    }

    fn report_rest(&self, words: &Words, file: usize, diagnostics: &mut Vec<Diagnostic>) {
        let Words { api: _, groups, operations, types, properties, overrides, values, webhooks, errors } = words;
        let keys = [
            ("groups", groups.keys().collect::<Vec<_>>()),
            ("operations", operations.keys().collect()),
            ("types", types.keys().collect()),
            ("properties", properties.keys().collect()),
            ("overrides", overrides.keys().collect()),
            ("values", values.keys().collect()),
            ("webhooks", webhooks.keys().collect()),
            ("errors", errors.keys().collect()),
        ];
        for (section, keys) in keys {
            for key in keys.into_iter().filter(|key| !self.0.contains(&(section, (*key).clone()))) {
                let at = pointer::join(&pointer::join("", section), key);
                let message = format!("`{key}` of `{section}` describes nothing in the API");
                diagnostics.push(
                    Diagnostic::new(Code::StaleWords, message)
                        .at_file(file, at)
                        .help("correct the name, or remove the words"),
                );
            }
        }
    }
}

fn describe_groups(api: &mut Api, words: &Words, used: &mut Used) {
    let groups: BTreeSet<_> = api.operations.iter().flat_map(|operation| paths(&operation.group)).collect();
    for group in groups {
        let Some(text) = used.take("groups", &words.groups, &group) else { continue };
        match api.group_docs.iter_mut().find(|(path, _)| *path == group) {
            Some((_, known)) => *known = docs(text),
            None => api.group_docs.push((group, docs(text))),
        }
    }
}

/// The path of a group and of all groups around it, joined with `.`.
fn paths(group: &[String]) -> impl Iterator<Item = String> + '_ {
    (1..=group.len()).map(|length| group[..length].join("."))
}

fn describe_operation(operation: &mut Operation, words: &Words, used: &mut Used) {
    if let Some(OperationWords { summary, text }) = used.take("operations", &words.operations, &operation.id) {
        operation.docs = Docs { summary: Some(summary.clone()), text: text.clone() };
    }
    for parameter in &mut operation.parameters {
        let own = format!("{}/{}", operation.id, parameter.wire);
        if let Some(text) = property(&[own], &parameter.wire, words, used) {
            parameter.docs = docs(text);
        }
    }
}

/// A type goes by the name of its component or by the one it has in Rust.
fn describe_type(declared: &mut TypeDecl, ident: &str, words: &Words, used: &mut Used) {
    let called = match &declared.called {
        Called::Component(name) => name.as_str(),
        Called::Title(_) | Called::Position(_) | Called::Decided(_) => ident,
    };
    let keys: BTreeSet<_> = [called, ident].into_iter().collect();
    // Both are taken, so that neither is reported as superfluous.
    let own: Vec<_> = keys.iter().filter_map(|key| used.take("types", &words.types, key)).collect();
    let error: Vec<_> = keys.iter().filter_map(|key| used.take("errors", &words.errors, key)).collect();
    if let Some(text) = own.first().or(error.first()) {
        declared.docs = docs(text);
    }
    match &mut declared.shape {
        Shape::Object(object) => {
            for field in &mut object.fields {
                let own: Vec<_> = keys.iter().map(|key| format!("{key}.{}", field.wire)).collect();
                if let Some(text) = property(&own, &field.wire, words, used) {
                    field.docs = docs(text);
                }
            }
        }
        Shape::Enum(enumeration) => {
            for words in keys.iter().filter_map(|key| used.take("values", &words.values, key)).collect::<Vec<_>>() {
                enumeration.value_docs.resize(enumeration.values.len(), None);
                for (value, docs) in enumeration.values.iter().zip(&mut enumeration.value_docs) {
                    if let Some(text) = words.get(&spelled(value)) {
                        *docs = Some(text.clone());
                    }
                }
            }
        }
        Shape::Union(_) | Shape::Alias(_) => {}
    }
}

/// The words about one property or parameter: its own, else those for all of its name.
fn property<'w>(own: &[String], wire: &str, words: &'w Words, used: &mut Used) -> Option<&'w String> {
    let found: Vec<_> = own.iter().filter_map(|key| used.take("overrides", &words.overrides, key)).collect();
    let shared = used.take("properties", &words.properties, wire);
    found.first().copied().or(shared)
}

fn spelled(value: &Scalar) -> String {
    match value {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Boolean(flag) => flag.to_string(),
    }
}

/// The first paragraph is the summary.
fn docs(text: &str) -> Docs {
    let text = text.trim();
    match text.split_once("\n\n") {
        Some((summary, rest)) => Docs { summary: Some(summary.to_owned()), text: Some(rest.trim().to_owned()) },
        None => Docs { summary: Some(text.to_owned()), text: None },
    }
}

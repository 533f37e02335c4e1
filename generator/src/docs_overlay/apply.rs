//! Puts the words of `docs.yaml` on the model. What the document itself says stays where `docs.yaml` says
//! nothing, and where it says something only in general, for every property of a name.
//!
//! Afterwards everything in `docs.yaml` has found its place, or is reported.

use super::DocsOverlay;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, Docs, Enumeration, NameSource, Object, Operation, Scalar, Shape, TypeDecl};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the words on the model. Types can be filed under their names in Rust, `idents`, in the order of the ids;
/// `file` is the index of `docs.yaml` among the files of the input.
pub fn apply(api: &mut Api, words: &DocsOverlay, idents: &[String], file: usize, diagnostics: &mut Vec<Diagnostic>) {
    let DocsOverlay { api: about, schemes, groups, operations, types, properties, overrides, values, webhooks, errors } =
        words;
    let mut section = Sections {
        schemes: Section::of("schemes", schemes),
        groups: Section::of("groups", groups),
        operations: Section::of("operations", operations),
        types: Section::of("types", types),
        properties: Section::of("properties", properties),
        overrides: Section::of("overrides", overrides),
        values: Section::of("values", values),
        webhooks: Section::of("webhooks", webhooks),
        errors: Section::of("errors", errors),
        stale_values: Vec::new(),
    };
    set(&mut api.docs, about.as_ref());
    for scheme in &mut api.schemes {
        set(&mut scheme.docs, section.schemes.get(&scheme.name));
    }
    section.groups(api);
    for operation in &mut api.operations {
        section.operation(operation);
    }
    let failures = failures(api);
    for (index, decl) in api.types.iter_mut().enumerate() {
        let ident = idents.get(index).cloned();
        section.ty(decl, ident, failures.contains(&index));
    }
    for webhook in &mut api.webhooks {
        set(&mut webhook.docs, section.webhooks.get(&webhook.event));
    }
    for (pointer, about) in section.stale() {
        let message = format!("`docs.yaml` has words about {about}, which the document does not have");
        let help = "take them out, or correct the name they are filed under";
        diagnostics.push(Diagnostic::new(Code::StaleWords, message).at_file(file, pointer).help(help));
    }
}

/// A part of `docs.yaml`, and which of its keys found something.
struct Section<'a, T> {
    name: &'static str,
    words: &'a BTreeMap<String, T>,
    used: BTreeSet<&'a str>,
}

impl<'a, T> Section<'a, T> {
    fn of(name: &'static str, words: &'a BTreeMap<String, T>) -> Self {
        Self { name, words, used: BTreeSet::new() }
    }

    fn get(&mut self, key: &str) -> Option<&'a T> {
        let (key, words) = self.words.get_key_value(key)?;
        self.used.insert(key);
        Some(words)
    }

    /// The words under the first of several keys; all of the keys count as found.
    fn first(&mut self, keys: impl IntoIterator<Item = String>) -> Option<&'a T> {
        let found: Vec<&'a T> = keys.into_iter().filter_map(|key| self.get(&key)).collect();
        found.first().copied()
    }

    fn stale(&self, what: &str) -> Vec<(String, String)> {
        let unused = self.words.keys().filter(|key| !self.used.contains(key.as_str()));
        unused.map(|key| (pointer(&[self.name, key]), format!("{what} `{key}`"))).collect()
    }
}

struct Sections<'a> {
    schemes: Section<'a, String>,
    groups: Section<'a, String>,
    operations: Section<'a, super::OperationDocs>,
    types: Section<'a, String>,
    properties: Section<'a, String>,
    overrides: Section<'a, String>,
    values: Section<'a, BTreeMap<String, String>>,
    webhooks: Section<'a, String>,
    errors: Section<'a, String>,
    stale_values: Vec<(String, String)>,
}

impl Sections<'_> {
    /// Groups are filed under the names they are called by; the model has them as the document spells them.
    fn groups(&mut self, api: &mut Api) {
        let mut paths: BTreeSet<Vec<String>> = BTreeSet::new();
        for operation in &api.operations {
            paths.extend((1..=operation.group.len()).map(|length| operation.group[..length].to_vec()));
        }
        for path in paths {
            let words = self.groups.first([path.join("."), snake(&path)]);
            let Some(words) = words else { continue };
            let key = path.join(".");
            match api.group_docs.iter_mut().find(|(known, _)| *known == key) {
                Some((_, docs)) => set(docs, Some(words)),
                None => api.group_docs.push((key, Docs { summary: Some(words.clone()), text: None })),
            }
        }
    }

    fn operation(&mut self, operation: &mut Operation) {
        if let Some(words) = self.operations.get(&operation.id) {
            operation.docs = Docs { summary: Some(words.summary.clone()), text: words.text.clone() };
        }
        for parameter in &mut operation.parameters {
            let own = self.overrides.get(&format!("{}/{}", operation.id, parameter.wire));
            describe(&mut parameter.docs, own, self.properties.get(&parameter.wire));
        }
    }

    fn ty(&mut self, decl: &mut TypeDecl, ident: Option<String>, is_failure: bool) {
        let mut names = names(&decl.name_source);
        names.extend(ident);
        let of_error = if is_failure { self.errors.first(names.clone()) } else { None };
        let of_type = self.types.first(names.clone());
        set(&mut decl.docs, of_error.or(of_type));
        match &mut decl.shape {
            Shape::Object(object) => self.fields(object, &names),
            Shape::Enum(enumeration) => self.values(enumeration, &names),
            Shape::Union(_) | Shape::Alias(_) => {}
        }
    }

    fn fields(&mut self, object: &mut Object, names: &[String]) {
        for field in &mut object.fields {
            let own = self.overrides.first(names.iter().map(|name| format!("{name}.{}", field.wire)));
            describe(&mut field.docs, own, self.properties.get(&field.wire));
        }
    }

    fn values(&mut self, enumeration: &mut Enumeration, names: &[String]) {
        let Some(words) = self.values.first(names.iter().cloned()) else { return };
        enumeration.value_docs.resize(enumeration.values.len(), None);
        let mut known = BTreeSet::new();
        for (value, docs) in enumeration.values.iter().zip(&mut enumeration.value_docs) {
            let text = match value {
                Scalar::String(text) => text.clone(),
                Scalar::Integer(number) => number.to_string(),
                Scalar::Boolean(value) => value.to_string(),
            };
            if let Some(words) = words.get(&text) {
                *docs = Some(words.clone());
            }
            known.insert(text);
        }
        let stale = words.keys().filter(|key| !known.contains(*key));
        self.stale_values.extend(
            stale.map(|key| (pointer(&["values", &names[0], key]), format!("the value `{key}` of `{}`", names[0]))),
        );
    }

    fn stale(self) -> Vec<(String, String)> {
        let mut stale = self.schemes.stale("a security scheme");
        stale.extend(self.groups.stale("a group"));
        stale.extend(self.operations.stale("an operation"));
        stale.extend(self.types.stale("a schema"));
        stale.extend(self.properties.stale("properties or parameters called"));
        stale.extend(self.overrides.stale("the property or parameter"));
        stale.extend(self.values.stale("values of"));
        stale.extend(self.stale_values);
        stale.extend(self.webhooks.stale("a webhook"));
        stale.extend(self.errors.stale("an error"));
        stale
    }
}

/// Words about one thing, if there are any, in place of what was there.
fn set(docs: &mut Docs, words: Option<&String>) {
    if let Some(words) = words {
        *docs = Docs { summary: Some(words.clone()), text: None };
    }
}

/// Words about this property come before the document's, those about all properties of its name after.
fn describe(docs: &mut Docs, own: Option<&String>, general: Option<&String>) {
    let silent = docs.summary.is_none() && docs.text.is_none();
    set(docs, own.or(general.filter(|_| silent)));
}

/// What a type can be filed under.
fn names(name_source: &NameSource) -> Vec<String> {
    use heck::ToUpperCamelCase;
    match name_source {
        NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => {
            let camel = name.to_upper_camel_case();
            if camel == *name { vec![camel] } else { vec![name.clone(), camel] }
        }
        NameSource::Position(words) => vec![words.iter().map(|word| word.to_upper_camel_case()).collect()],
    }
}

/// Indexes of the types that stand for the body of a failure, directly or as a variant.
fn failures(api: &Api) -> BTreeSet<usize> {
    use crate::model::{Content, Ty};
    let mut open: Vec<usize> = Vec::new();
    for failure in api.operations.iter().flat_map(|operation| &operation.failures) {
        if let Content::Json(Ty::Named(id)) = &failure.content {
            open.push(id.0 as usize);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(index) = open.pop() {
        if !found.insert(index) {
            continue;
        }
        let targets: Vec<&Ty> = match &api.types[index].shape {
            Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Shape::Alias(ty) => vec![ty],
            Shape::Object(_) | Shape::Enum(_) => Vec::new(),
        };
        open.extend(
            targets.into_iter().filter_map(|ty| if let Ty::Named(id) = ty { Some(id.0 as usize) } else { None }),
        );
    }
    found
}

fn snake(path: &[String]) -> String {
    use heck::ToSnakeCase;
    path.iter().map(|segment| segment.to_snake_case()).collect::<Vec<_>>().join(".")
}

fn pointer(segments: &[&str]) -> String {
    segments.iter().map(|segment| format!("/{}", segment.replace('~', "~0").replace('/', "~1"))).collect()
}

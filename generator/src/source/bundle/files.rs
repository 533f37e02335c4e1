//! The files of a document, read as references ask for them, and the resolving of references between them.

use super::identity::Identities;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::audit::is_component_schema;
use crate::source::read;
use crate::source::support::pointer;
use serde_json::Value;
use std::collections::BTreeMap;

/// Reads a file by its path from the folder of the root document, or says why it cannot be read.
pub type Reader<'r> = dyn FnMut(&str) -> Result<Text, Box<Diagnostic>> + 'r;

/// A file: its name for people, and what is in it.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its name in diagnostics.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) file: usize,
    pub(super) pointer: String,
}

/// All files read so far; the root document is the first.
pub(super) struct Files<'r> {
    read: &'r mut Reader<'r>,
    pub(super) diagnostics: &'r mut Vec<Diagnostic>,
    /// Index by path; none for a file that cannot be read.
    known: BTreeMap<String, Option<usize>>,
    /// Path of each file from the folder of the root document.
    pub(super) paths: Vec<String>,
    pub(super) values: Vec<Value>,
    texts: Vec<Text>,
    /// Places by the names that schemas give themselves.
    identities: Identities,
    /// How many of the files were looked through for others that they refer to.
    explored: usize,
}

/// A chain of references from one place to the next is not followed further than this.
const CHAIN: usize = 32;

impl<'r> Files<'r> {
    pub(super) fn new(root: Value, name: &str, read: &'r mut Reader<'_>, diagnostics: &'r mut Vec<Diagnostic>) -> Self {
        let mut identities = Identities::default();
        identities.add(0, name, &root);
        let known = BTreeMap::from([(name.to_owned(), Some(0))]);
        let (paths, values, texts) = (vec![name.to_owned()], vec![root], Vec::new());
        Self { read, diagnostics, known, paths, values, texts, identities, explored: 0 }
    }

    pub(super) fn into_texts(self) -> Vec<Text> {
        self.texts
    }

    /// The value at a place.
    pub(super) fn get(&self, place: &Position) -> Option<&Value> {
        pointer::get(&self.values[place.file], &place.pointer)
    }

    /// Whether pointers at a place begin at its whole file.
    pub(super) fn is_of_document(&self, place: &Position) -> bool {
        self.identities.around(place).0.pointer.is_empty()
    }

    /// Where the reference `to`, written at `from`, leads. A part that is itself nothing but a reference is
    /// passed through. Problems are reported.
    pub(super) fn resolve(&mut self, from: &Position, to: &str) -> Option<Position> {
        let mut place = self.target(from, to, from)?;
        for _ in 0..CHAIN {
            let value = self.get(&place).expect("the place was just found").as_object();
            let further = value.filter(|object| object.len() == 1).and_then(|object| object.get("$ref")?.as_str());
            match further.map(str::to_owned) {
                Some(further) => place = self.target(&place, &further, from)?,
                None => return Some(place),
            }
        }
        self.report(from, Code::CyclicReference, format!("the reference `{to}` leads back to itself"));
        None
    }

    /// One step of it; `referrer` is where problems are reported.
    fn target(&mut self, from: &Position, to: &str, referrer: &Position) -> Option<Position> {
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        let mut place = self.whole(from, path, referrer)?;
        let file = place.file;
        let Some(target) = pointer::of_reference(&format!("#{fragment}")) else {
            let resource = if path.is_empty() { from } else { &place };
            let found = self.identities.anchor(resource, fragment);
            if found.is_none() {
                let message = format!("the reference `{to}` is no JSON pointer, and no schema has that anchor");
                self.report(referrer, Code::DanglingReference, message);
            }
            return found;
        };
        if path.is_empty() {
            // A schema with a URL of its own is what a pointer in it begins at.
            let resource = self.identities.around(from).0;
            let inside = Position { file, pointer: format!("{}{target}", resource.pointer) };
            if self.get(&inside).is_some() {
                return Some(inside);
            }
        }
        let mut steps = 0;
        for segment in pointer::segments(&target) {
            while self.get(&Position { file: place.file, pointer: pointer::join(&place.pointer, &segment) }).is_none() {
                let further = self.get(&place).and_then(|value| value.get("$ref")?.as_str()).map(str::to_owned);
                steps += 1;
                match further.filter(|_| steps < CHAIN) {
                    Some(further) => place = self.target_of_chain(&place, &further, referrer, steps)?,
                    None => {
                        let code = match file == from.file {
                            _ if is_component_schema(&target) => Code::MissingSchema,
                            true => Code::DanglingReference,
                            false => Code::BrokenFileReference,
                        };
                        self.report(referrer, code, format!("the reference `{to}` leads nowhere"));
                        return None;
                    }
                }
            }
            pointer::push(&mut place.pointer, &segment);
        }
        Some(place)
    }

    /// What the part of a reference before its `#` names: a schema by its URL, or a file.
    fn whole(&mut self, from: &Position, path: &str, referrer: &Position) -> Option<Position> {
        if let Some(place) = self.named(from, path) {
            return Some(place);
        }
        let file = if path.is_empty() { from.file } else { self.file(from.file, path, referrer)? };
        Some(Position { file, pointer: String::new() })
    }

    /// The schema that names itself `path`, as it is meant at `from`. A URL may be the name of a schema in a file that
    /// nothing before has led to.
    fn named(&mut self, from: &Position, path: &str) -> Option<Position> {
        if path.is_empty() {
            return None;
        }
        let known = |files: &Self| files.identities.resource(from, &files.paths[from.file], path);
        let found = known(self);
        if found.is_some() || !path.contains(':') {
            return found;
        }
        self.explore();
        known(self)
    }

    /// Reads all files that references lead to. What cannot be read is reported where it is needed.
    fn explore(&mut self) {
        while self.explored < self.values.len() {
            let mut found = Vec::new();
            references(&self.values[self.explored], &mut found);
            let from = self.paths[self.explored].clone();
            self.explored += 1;
            for reference in found {
                let path = reference.split('#').next().unwrap_or_default();
                let Some(path) = join(&from, path).filter(|_| !path.is_empty() && !path.contains(':')) else {
                    continue;
                };
                if !self.known.contains_key(&path)
                    && let Ok(text) = (self.read)(&path)
                {
                    let index = self.keep(&path, text);
                    self.known.insert(path, index);
                }
            }
        }
    }

    /// A pointer that leads through a reference: the part before is looked up where that reference leads.
    fn target_of_chain(&mut self, from: &Position, to: &str, referrer: &Position, steps: usize) -> Option<Position> {
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        let mut place = self.whole(from, path, referrer)?;
        place.pointer.push_str(&pointer::of_reference(&format!("#{fragment}")).unwrap_or_default());
        if steps < CHAIN && self.get(&place).is_some() {
            return Some(place);
        }
        self.report(referrer, Code::BrokenFileReference, format!("the reference `{to}` leads nowhere"));
        None
    }

    /// The file that `path`, written in file `from`, names.
    fn file(&mut self, from: usize, path: &str, referrer: &Position) -> Option<usize> {
        if path.contains("://") || path.starts_with("//") {
            let message = format!("the reference leads to `{path}`");
            self.report(referrer, Code::RemoteReference, message).help =
                Some("download the file, put it beside the document, and refer to it by its path".to_owned());
            return None;
        }
        let Some(path) = join(&self.paths[from], path) else {
            self.report(referrer, Code::ReferenceOutside, format!("`{path}` is outside the folder of the document"))
                .help = Some(
                "name a folder that both are in with `--root DIR`, or move the file into or below that folder"
                    .to_owned(),
            );
            return None;
        };
        if let Some(known) = self.known.get(&path) {
            return *known;
        }
        let index = self.read_file(&path, referrer);
        self.known.insert(path, index);
        index
    }

    fn read_file(&mut self, path: &str, referrer: &Position) -> Option<usize> {
        let text = match (self.read)(path) {
            Ok(text) => text,
            Err(reason) => {
                let code = if reason.code == Code::ReferenceOutside { reason.code } else { Code::BrokenFileReference };
                self.report(referrer, code, reason.message).help =
                    Some("the path of a file begins at the folder of the file that refers to it".to_owned());
                return None;
            }
        };
        self.keep(path, text)
    }

    /// Takes a file in; gives its index if it is a document.
    fn keep(&mut self, path: &str, text: Text) -> Option<usize> {
        let file = self.values.len();
        // The file counts even if it is broken: the diagnostics about it need its index.
        let value = read::read(&text.text, file, self.diagnostics);
        let is_read = value.is_some();
        let value = value.unwrap_or_default();
        self.identities.add(file, path, &value);
        self.paths.push(path.to_owned());
        self.values.push(value);
        self.texts.push(text);
        is_read.then_some(file)
    }

    pub(super) fn report(&mut self, at: &Position, code: Code, message: String) -> &mut Diagnostic {
        let place = pointer::join(&at.pointer, "$ref");
        self.diagnostics.push(Diagnostic::new(code, message).at_file(at.file, place));
        self.diagnostics.last_mut().expect("one was just pushed")
    }
}

/// All texts that refer to something.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// `path` as it is meant in file `from`, from the folder of the root document; none if it leads out of there.
fn join(from: &str, path: &str) -> Option<String> {
    let decoded = pointer::of_reference(&format!("#/{path}"))?;
    let path = &decoded[1..];
    if path.starts_with('/') || path.contains(['\\', '\0']) || path.get(1..2) == Some(":") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_stay_below_the_root() {
        assert_eq!(join("", "./a/b.yaml").as_deref(), Some("a/b.yaml"));
        assert_eq!(join("a/b.yaml", "../c.yaml").as_deref(), Some("c.yaml"));
        assert_eq!(join("a/b.yaml", "c%20d.yaml").as_deref(), Some("a/c d.yaml"));
        assert_eq!(join("a/b.yaml", "../../c.yaml"), None);
        assert_eq!(join("", "/etc/passwd"), None);
        assert_eq!(join("", "..%2Fc.yaml"), None);
    }
}

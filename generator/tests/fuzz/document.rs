//! Documents made from the grammar: every kind of object, every keyword of it, values that fit and some that do not.

use super::random::Random;
use generator::source::grammar::{Kind, ValueKind};
use serde_json::{Map, Number, Value, json};

/// Names that documents refer to, declare and repeat: clashes, words of the language, nothing, too much.
const NAMES: &[&str] = &[
    "A",
    "a",
    "B",
    "C",
    "Pet",
    "pet",
    "pets",
    "id",
    "type",
    "self",
    "Self",
    "crate",
    "api",
    "err",
    "con",
    "Err",
    "String",
    "Option",
    "Result",
    "Vec",
    "Client",
    "models",
    "mod",
    "async",
    "x-y",
    "x_y",
    "xY",
    "a b",
    "é",
    "日本",
    "-1",
    "+1",
    "1st",
    "",
    "\0",
    "a\u{202e}b",
    "a\nb",
    "``",
    "kind",
    "items",
    "next",
    "data",
    "cursor",
    "limit",
    "page",
    "offset",
    "Unknown",
    "extra",
    "additional",
    "new",
    "get",
    "list",
];

/// Texts for keywords that have a syntax of their own, by the name of the keyword.
const TEXTS: &[(&str, &[&str])] = &[
    ("openapi", &["3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.2.0"]),
    ("in", &["path", "query", "header", "cookie"]),
    ("style", &["form", "simple", "label", "matrix", "deepObject", "spaceDelimited", "pipeDelimited"]),
    ("scheme", &["bearer", "basic", "digest"]),
    (
        "format",
        &["uuid", "date-time", "date", "duration", "uri", "byte", "binary", "int32", "int64", "uint64", "email"],
    ),
    ("url", &["https://api.test", "https://{region}.test/v1", "/v1", "", "http://localhost:1"]),
    ("contentEncoding", &["base64"]),
    ("contentMediaType", &["application/json", "image/png"]),
    ("contentType", &["application/json", "image/png, text/*"]),
    ("propertyName", &["kind", "type", "a"]),
];

const TYPES: &[&str] = &["string", "integer", "number", "boolean", "array", "object", "null"];
const MEDIA: &[&str] = &[
    "application/json",
    "application/problem+json",
    "text/csv",
    "text/event-stream",
    "application/x-ndjson",
    "application/octet-stream",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "*/*",
    "text/plain; charset=utf-8",
];
const STATUSES: &[&str] = &["200", "201", "204", "2XX", "302", "404", "422", "4XX", "default", "default", "200"];
const PATHS: &[&str] = &["/", "/a", "/a/{id}", "/{a}/{b}", "/a/{id}.json", "/pets/{pet}/owners/", "/A", "/a{", "//"];

/// Makes one document.
pub(crate) struct Made {
    random: Random,
    /// Objects that may still be made.
    left: usize,
}

impl Made {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let left = 20 + random.below(400);
        Self { random, left }
    }

    pub(crate) fn document(mut self) -> Value {
        let mut document = match self.object(Kind::Document, 0) {
            Value::Object(document) => document,
            _ => Map::new(),
        };
        // Without these nothing else would be looked at.
        document.insert("openapi".to_owned(), self.text("openapi"));
        for (key, kind) in [("paths", Kind::Paths), ("components", Kind::Components)] {
            if !document.get(key).is_some_and(Value::is_object) {
                self.left += 60;
                document.insert(key.to_owned(), self.object(kind, 1));
            }
        }
        Value::Object(document)
    }

    fn object(&mut self, kind: Kind, depth: usize) -> Value {
        if self.random.percent(1) {
            return self.anything(depth);
        }
        if let Some(section) = kind.section()
            && depth > 2
            && (self.left == 0 || self.random.percent(25))
        {
            return json!({ "$ref": format!("#/components/{section}/{}", self.name()) });
        }
        self.left = self.left.saturating_sub(1);
        let mut object = Map::new();
        for needed in kind.needed() {
            if self.random.percent(97) {
                let holds = kind.holds(needed.name).expect("what is needed is a keyword");
                object.insert(needed.name.to_owned(), self.value(needed.name, holds, depth));
            }
        }
        let keywords = kind.keywords();
        let wanted = if self.left == 0 || keywords.is_empty() { 0 } else { self.random.below(keywords.len().min(6)) };
        for _ in 0..wanted {
            let keyword = self.random.one_of(keywords);
            object.insert(keyword.name.to_owned(), self.value(keyword.name, keyword.holds, depth));
        }
        match kind {
            Kind::Components => {
                for section in ["schemas", "schemas", "parameters", "responses", "securitySchemes"] {
                    let holds = kind.holds(section).expect("it is a keyword");
                    object.insert(section.to_owned(), self.value(section, holds, depth));
                }
            }
            Kind::Schema if self.random.percent(60) => {
                object.insert("type".to_owned(), Value::from(*self.random.one_of(TYPES)));
            }
            Kind::Parameter | Kind::MediaType if self.random.percent(80) => {
                object.insert("schema".to_owned(), self.object(Kind::Schema, depth + 1));
            }
            Kind::Paths => self.named(kind, PATHS, depth, &mut object),
            Kind::Responses => self.named(kind, STATUSES, depth, &mut object),
            Kind::SecurityRequirement | Kind::Callback => self.named(kind, NAMES, depth, &mut object),
            _ => {}
        }
        Value::Object(object)
    }

    /// Entries whose keys are names.
    fn named(&mut self, kind: Kind, names: &[&str], depth: usize, object: &mut Map<String, Value>) {
        for _ in 0..1 + self.random.below(4) {
            let name = *self.random.one_of(names);
            if let Some(holds) = kind.holds(name) {
                object.insert(name.to_owned(), self.value(name, holds, depth));
            }
        }
    }

    fn value(&mut self, name: &str, holds: ValueKind, depth: usize) -> Value {
        if self.random.percent(2) {
            return self.anything(depth);
        }
        let count = if self.left == 0 { 1 } else { self.random.below(4) };
        match holds {
            ValueKind::Text if name == "type" => {
                Value::from(*self.random.one_of(&["apiKey", "http", "oauth2", "mutualTLS"]))
            }
            ValueKind::Text if name == "$ref" => Value::from(self.reference()),
            ValueKind::Text => self.text(name),
            ValueKind::Flag => Value::Bool(self.random.percent(50)),
            ValueKind::Count => Value::from(self.random.below(5)),
            ValueKind::Number | ValueKind::Bound => self.number(),
            ValueKind::Types if self.random.percent(30) => {
                json!([*self.random.one_of(TYPES), *self.random.one_of(TYPES)])
            }
            ValueKind::Types => Value::from(*self.random.one_of(TYPES)),
            ValueKind::Texts => (0..count).map(|_| Value::from(self.name())).collect(),
            ValueKind::TextMap => (0..count).map(|_| (self.name(), Value::from(self.reference()))).collect(),
            ValueKind::TextsMap => (0..count).map(|_| (self.name(), json!([self.name()]))).collect(),
            ValueKind::Values => (0..=count).map(|_| self.scalar()).collect(),
            ValueKind::Data => self.anything(depth),
            ValueKind::One(kind) => self.object(kind, depth + 1),
            ValueKind::List(kind) => (0..count).map(|_| self.object(kind, depth + 1)).collect(),
            ValueKind::Map(Kind::MediaType) => (0..=count)
                .map(|_| ((*self.random.one_of(MEDIA)).to_owned(), self.object(Kind::MediaType, depth + 1)))
                .collect(),
            ValueKind::Map(kind) => {
                let count = if depth < 3 { count * 3 + 1 } else { count };
                (0..count).map(|_| (self.name(), self.object(kind, depth + 1))).collect()
            }
            ValueKind::SchemaOrFlag if self.random.percent(50) => Value::Bool(self.random.percent(50)),
            ValueKind::SchemaOrFlag | ValueKind::SchemaOrList => self.object(Kind::Schema, depth + 1),
        }
    }

    fn text(&mut self, name: &str) -> Value {
        let known = TEXTS.iter().find(|(keyword, _)| *keyword == name);
        match known {
            Some((_, texts)) if !self.random.percent(3) => Value::from(*self.random.one_of(texts)),
            _ => Value::from(self.name()),
        }
    }

    fn name(&mut self) -> String {
        (*self.random.one_of(NAMES)).to_owned()
    }

    fn reference(&mut self) -> String {
        let section = *self.random.one_of(&["schemas", "schemas", "parameters", "responses", "pathItems"]);
        match self.random.below(12) {
            0 => "#".to_owned(),
            1 => "#/paths/~1a/get/responses/200".to_owned(),
            2 => format!("#/components/schemas/{}/properties/{}", self.name(), self.name()),
            3 => self.name(),
            _ => format!("#/components/{section}/{}", self.name()),
        }
    }

    fn number(&mut self) -> Value {
        let numbers = [0.0, 1.0, -1.0, 0.5, 1e300, -1e-300, 9_007_199_254_740_993.0];
        match self.random.below(9) {
            0 => Value::from(i64::MIN),
            1 => Value::from(u64::MAX),
            at => Number::from_f64(numbers[at - 2]).map_or(Value::Null, Value::Number),
        }
    }

    fn scalar(&mut self) -> Value {
        match self.random.below(8) {
            0 => Value::Null,
            1 => Value::Bool(self.random.percent(50)),
            2 | 3 => self.number(),
            _ => Value::from(self.name()),
        }
    }

    /// Any value at all.
    pub(crate) fn anything(&mut self, depth: usize) -> Value {
        match self.random.below(if depth > 12 { 4 } else { 6 }) {
            0..=3 => self.scalar(),
            4 => (0..self.random.below(4)).map(|_| self.anything(depth + 1)).collect(),
            _ => (0..self.random.below(4)).map(|_| (self.name(), self.anything(depth + 1))).collect(),
        }
    }
}

//! Instances made from the schemas of a document, by code that shares nothing with the generator.
//!
//! [`Schemas::valid`] builds, for a schema, one value per branch of every union below it with all
//! properties present, and one with only what is required and null wherever that is allowed. Each value
//! comes with its [`Spot`]s: the places a test may change, and what stands there.

mod build;
mod spot;

pub use build::Fullness;
pub use spot::{Built, Spot, What, display, place};

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

/// The schemas of one document, ready to build from and to validate with.
#[derive(Debug)]
pub struct Schemas {
    root: Value,
    /// What has been built, by schema: many operations answer alike, and validating takes longer than all the rest.
    built: Mutex<BTreeMap<(String, Fullness), Vec<Built>>>,
    /// Validators that assert formats, by schema: making one takes longer than all the rest here too.
    validators: Mutex<BTreeMap<String, jsonschema::Validator>>,
}

impl Schemas {
    /// Takes a document as it stands in `spec/`, either generation of OpenAPI 3.
    pub fn new(mut root: Value) -> Self {
        if root["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
            modernise(&mut root);
        }
        one_of_as_any_of(&mut root);
        Self { root, built: Mutex::default(), validators: Mutex::default() }
    }

    /// Names of all component schemas.
    pub fn components(&self) -> Vec<String> {
        self.root["components"]["schemas"]
            .as_object()
            .map(|schemas| schemas.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// The schema a `$ref` points to.
    pub(crate) fn resolve(&self, reference: &str) -> &Value {
        self.root.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null)
    }

    /// The whole document, as it is built from.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Values of any schema of the document that a JSON Schema validator accepts; none if it is no schema.
    pub fn valid(&self, schema: &Value, fullness: Fullness) -> Vec<Built> {
        let key = (schema.to_string(), fullness);
        if let Some(built) = self.built().get(&key) {
            return built.clone();
        }
        let Ok(validator) = jsonschema::validator_for(&self.whole(schema)) else { return Vec::new() };
        let mut built = self.build(schema, fullness);
        built.retain(|sample| validator.is_valid(&sample.value));
        self.built().insert(key, built.clone());
        built
    }

    /// Whether the schema at a pointer of the document accepts a value, as far as it can be known.
    pub fn allows(&self, pointer: &str, value: &Value) -> bool {
        let Some(schema) = self.root.pointer(pointer) else { return true };
        jsonschema::validator_for(&self.whole(schema)).is_ok_and(|validator| validator.is_valid(value))
    }

    /// What a schema of the document does not allow about a value, its formats asserted.
    ///
    /// # Panics
    ///
    /// If it is no schema.
    pub fn violations(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut validators = self.validators.lock().expect("nothing panics while it is held");
        let validator = validators.entry(schema.to_string()).or_insert_with(|| {
            let options = jsonschema::options().should_validate_formats(true);
            options.build(&self.whole(schema)).expect("the document has schemas")
        });
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    /// A schema with the components it refers to.
    fn whole(&self, schema: &Value) -> Value {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [schema],
            "components": {"schemas": self.root["components"]["schemas"]},
        })
    }

    fn built(&self) -> MutexGuard<'_, BTreeMap<(String, Fullness), Vec<Built>>> {
        self.built.lock().expect("nothing panics while it is held")
    }
}

/// Rewrites what 3.0 says differently from JSON Schema 2020-12. Patterns between slashes are regular expression
/// literals of another language: as patterns they match nothing anybody sends.
fn modernise(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(modernise),
        Value::Object(map) => {
            map.values_mut().for_each(modernise);
            if map
                .get("pattern")
                .and_then(Value::as_str)
                .is_some_and(|pattern| pattern.len() > 1 && pattern.starts_with('/') && pattern.ends_with('/'))
            {
                map.remove("pattern");
            }
            for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
                if let Some(Value::Bool(exclusive)) = map.get(flag).cloned() {
                    map.remove(flag);
                    if exclusive && let Some(value) = map.remove(bound) {
                        map.insert(flag.into(), value);
                    }
                }
            }
            if map.get("nullable") == Some(&Value::Bool(true)) {
                map.remove("nullable");
                let inner = std::mem::take(map);
                map.insert("anyOf".into(), json!([Value::Object(inner), {"type": "null"}]));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Branches of `oneOf` overlap in real documents, so one match among several is not requested.
fn one_of_as_any_of(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(one_of_as_any_of),
        Value::Object(map) => {
            map.values_mut().for_each(one_of_as_any_of);
            if map.get("oneOf").is_some_and(Value::is_array) && !map.contains_key("anyOf") {
                *map = std::mem::take(map)
                    .into_iter()
                    .map(|(k, v)| (if k == "oneOf" { "anyOf".into() } else { k }, v))
                    .collect::<Map<_, _>>();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

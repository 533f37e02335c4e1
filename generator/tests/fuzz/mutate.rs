//! Documents that people could have written, and a few changes to one.

use super::document::Made;
use super::random::Random;
use generator::load::load_file;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The documents of the feature tests, and one that has every part that a document can have.
pub(crate) fn documents() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let features = fs::read_dir(root.join("../tests/features")).expect("the feature tests are beside the generator");
    let mut paths: Vec<_> =
        features.map(|entry| entry.expect("the folder can be read").path().join("openapi.yaml")).collect();
    paths.retain(|path| path.is_file());
    paths.push(root.join("tests/hostile/openapi.json"));
    paths.sort();
    let document = |path: &PathBuf| load_file(path, "api").0.expect("it can be read").document.value;
    paths.iter().map(document).collect()
}

/// Changes a document in up to eight places.
pub(crate) fn mutate(mut document: Value, random: &mut Random) -> Value {
    for _ in 0..1 + random.below(8) {
        let pointers = pointers(&document);
        let (at, other) = (random.one_of(&pointers).clone(), random.one_of(&pointers).clone());
        let copy = document.pointer(&other).cloned().unwrap_or_default();
        let made = Made::new(random.below(1 << 30) as u64).anything(8);
        let Some(node) = document.pointer_mut(&at).filter(|_| !at.is_empty()) else { continue };
        let old = node.take();
        *node = match random.below(9) {
            // Copies may multiply.
            0 | 1 if copy.to_string().len() < 20_000 => copy,
            0..=2 => made,
            3 => json!({ "$ref": format!("#{other}") }),
            4 => json!({ "allOf": [old, { "$ref": format!("#{other}") }] }),
            5 => json!({ "oneOf": [old, { "$ref": format!("#{other}") }] }),
            6 => Value::Null,
            7 => json!([old]),
            _ => match old {
                Value::String(_) => Value::from(random.one_of(&pointers).clone()),
                Value::Object(map) => map.into_iter().filter(|_| random.percent(70)).collect(),
                other => Value::from(other.to_string()),
            },
        };
    }
    document
}

/// The pointers of all values of a document.
pub(crate) fn pointers(document: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while next < found.len() {
        let at = found[next].clone();
        match document.pointer(&at) {
            Some(Value::Object(map)) => {
                found.extend(map.keys().map(|key| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))));
            }
            Some(Value::Array(list)) => found.extend((0..list.len()).map(|index| format!("{at}/{index}"))),
            _ => {}
        }
        next += 1;
    }
    found
}

//! Makes a document smaller as long as it still fails.

use super::mutate::pointers;
use serde_json::Value;

/// A document of which nothing can be removed any more.
pub(crate) fn shrink(mut document: Value, fails: &dyn Fn(&Value) -> bool) -> Value {
    loop {
        let before = document.to_string().len();
        // The outer values first: what goes with them need not be tried.
        for pointer in pointers(&document) {
            let Some(smaller) = without(&document, &pointer) else { continue };
            if fails(&smaller) {
                document = smaller;
            }
        }
        if document.to_string().len() >= before {
            return document;
        }
    }
}

fn without(document: &Value, pointer: &str) -> Option<Value> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let mut smaller = document.clone();
    match smaller.pointer_mut(parent)? {
        Value::Object(map) => drop(map.shift_remove(&key.replace("~1", "/").replace("~0", "~"))?),
        Value::Array(list) => {
            let index = key.parse().ok().filter(|index| *index < list.len())?;
            list.remove(index);
        }
        _ => return None,
    }
    Some(smaller)
}

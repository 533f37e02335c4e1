//! The same model whatever the order of the keys in the document's maps.

use sdk_tests::pipeline::changed;
use serde_json::Value;

/// Turns the order of all keys around.
fn reverse(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
            for (key, mut member) in entries.into_iter().rev() {
                reverse(&mut member);
                map.insert(key, member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(reverse),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    for name in ["polar", "circle"] {
        let (forwards, _) = changed(name, |_| {});
        let (backwards, _) = changed(name, reverse);
        let (forwards, backwards) = (format!("{forwards:#?}"), format!("{backwards:#?}"));
        let differing = forwards.lines().zip(backwards.lines()).position(|(a, b)| a != b);
        assert_eq!(differing, None, "{name}");
    }
}

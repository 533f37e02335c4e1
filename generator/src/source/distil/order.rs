//! The order of what was there before, for the two maps of which a distilled document keeps the order.
//!
//! Objects of JSON have none, and a document that was printed by another program often has another. Fields would move, and a
//! published version would seem to be changed.

use serde_json::{Map, Value};

/// A document whose properties and media types stand as they do in `before`, and behind them what is new.
pub fn in_order_of(before: &Value, document: Value) -> Value {
    arranged(before, document, false)
}

fn arranged(before: &Value, value: Value, is_ordered: bool) -> Value {
    match (before, value) {
        (Value::Object(before), Value::Object(mut object)) => {
            let known = before.keys().filter(|key| is_ordered && object.contains_key(*key)).cloned();
            let known: Vec<String> = known.collect();
            let mut result = Map::new();
            for key in known {
                if let Some(value) = object.shift_remove(&key) {
                    result.insert(key, value);
                }
            }
            result.extend(object);
            for (key, value) in &mut result {
                // A property may be called `properties`: what it is called says nothing of what is in it.
                let is_map = !is_ordered && (key == "properties" || key == "content");
                if let Some(before) = before.get(key) {
                    *value = arranged(before, value.take(), is_map);
                }
            }
            Value::Object(result)
        }
        (Value::Array(before), Value::Array(items)) => {
            let mut before = before.iter();
            Value::Array(
                items.into_iter().map(|item| arranged(before.next().unwrap_or(&Value::Null), item, false)).collect(),
            )
        }
        (_, value) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn properties_stand_as_before_and_new_ones_behind_them() {
        let before =
            json!({ "type": "object", "properties": { "b": {}, "properties": { "z": 1, "y": 2 }, "gone": {} } });
        let now = json!({ "type": "object", "properties": { "a": {}, "properties": { "y": 2, "z": 1 }, "b": {} } });
        let text = in_order_of(&before, now).to_string();
        assert_eq!(text, r#"{"type":"object","properties":{"b":{},"properties":{"y":2,"z":1},"a":{}}}"#);
        assert_eq!(
            in_order_of(&json!(null), json!({ "content": { "b": 1, "a": 2 } })).to_string(),
            r#"{"content":{"b":1,"a":2}}"#
        );
    }
}

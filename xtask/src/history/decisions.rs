//! Decisions of today about a document of another day: those that it does not contradict.

use serde_json::Value;

/// Takes out what the JSON pointers lead to: the innermost element of a list, else the key itself. A rule that is left
/// with an empty list goes as a whole. Gives how many places were removed.
pub(super) fn take_out(decisions: &mut Value, mut pointers: Vec<String>) -> usize {
    // From the end, so that the indexes before stay what they are.
    let order = |pointer: &String| {
        pointer.split('/').map(|step| (step.parse::<u64>().ok(), step.to_owned())).collect::<Vec<_>>()
    };
    pointers.sort_by_cached_key(order);
    pointers.dedup();
    pointers.iter().rev().filter(|pointer| remove(decisions, pointer)).count()
}

fn remove(decisions: &mut Value, pointer: &str) -> bool {
    let mut place = pointer;
    // The innermost list decides: what is inside one of its elements goes with the element.
    while let Some((parent, step)) = place.rsplit_once('/') {
        let Some(holder) = decisions.pointer_mut(parent) else { return false };
        match holder {
            Value::Array(list) => {
                let Some(index) = step.parse().ok().filter(|index| *index < list.len()) else { return false };
                list.remove(index);
                let is_part_of_a_rule = list.is_empty() && parent.matches('/').count() > 2;
                return if is_part_of_a_rule { remove(decisions, parent) } else { true };
            }
            _ => place = parent,
        }
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
    decisions.pointer_mut(parent).and_then(Value::as_object_mut).is_some_and(|object| object.remove(key).is_some())
}

/// How many single decisions there are: elements of lists of rules, of their places, and keys that are no list.
pub(super) fn count(decisions: &Value) -> usize {
    let one = |rule: &Value| match &rule["at"] {
        Value::Array(places) => places.len(),
        _ => 1,
    };
    let key = |value: &Value| match value {
        Value::Array(rules) => rules.iter().map(one).sum(),
        Value::Object(parts) => parts.values().map(|part| part.as_array().map_or(1, Vec::len)).sum(),
        _ => 1,
    };
    decisions.as_object().map_or(0, |keys| keys.values().map(key).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_does_not_apply_goes_and_nothing_else() {
        let mut decisions = json!({
            "title": "Shop",
            "formats": [{ "at": ["A.a", "B.b", "C.c"] }, { "at": ["D.d"] }],
            "unions": [{ "at": "E" }, { "at": "F", "rule": { "tag": "kind" } }],
            "errors": { "names": { "Gone": "Gone", "Here": "Here" } },
            "operations": { "overrides": [{ "operation": "x" }] },
        });
        assert_eq!(count(&decisions), 1 + 4 + 2 + 1 + 1);
        let pointers = [
            "/formats/0/at/2",
            "/formats/0/at/0",
            "/formats/1/at/0",
            "/unions/1/rule/tag",
            "/errors/names/Gone",
            "/operations/overrides/0",
        ];
        assert_eq!(take_out(&mut decisions, pointers.map(str::to_owned).to_vec()), 6);
        let left = json!({
            "title": "Shop",
            "formats": [{ "at": ["B.b"] }],
            "unions": [{ "at": "E" }],
            "errors": { "names": { "Here": "Here" } },
            "operations": { "overrides": [] },
        });
        assert_eq!(decisions, left);
    }
}

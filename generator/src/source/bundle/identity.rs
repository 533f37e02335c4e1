//! Schemas that name themselves: `$id` with a URL of their own, `$anchor` with a word (JSON Schema 2020-12,
//! section 8.2). References by such names are as good as pointers.

use super::files::Position;
use crate::source::grammar;
use crate::source::grammar::Kind;
use serde_json::Value;
use std::collections::BTreeMap;

/// Where the names of a root document lead: URLs, and anchors after a `#`.
pub(super) fn identities(root: &Value) -> BTreeMap<String, Position> {
    let mut found = BTreeMap::new();
    collect(Kind::Document, root, &mut String::new(), &mut found);
    found
}

fn collect(kind: Kind, value: &Value, at: &mut String, found: &mut BTreeMap<String, Position>) {
    let Some(object) = value.as_object() else { return };
    if kind == Kind::Schema {
        let text = |key: &str| object.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
        let id = text("$id").map(|id| id.trim_end_matches('#').to_owned());
        let anchors = ["$anchor", "$dynamicAnchor"].into_iter().filter_map(|key| Some(format!("#{}", text(key)?)));
        for name in id.into_iter().chain(anchors) {
            found.entry(name).or_insert_with(|| Position { file: 0, pointer: at.clone() });
        }
    }
    for (key, value) in object {
        if let Some(holds) = kind.holds(key) {
            grammar::within(at, key, |at| {
                grammar::each(holds, value, at, &mut |kind, value, at| collect(kind, value, at, found));
            });
        }
    }
}

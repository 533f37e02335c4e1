//! Single properties of a JSON object, changed in its text; the rest keeps its bytes.

use crate::runtime::json::{Document, Kind, encode_to_string};

/// The object with a property set: replaced where it is, else put first. None if the text is no object.
pub(crate) fn set_property(text: &[u8], name: &str, json: &str) -> Option<String> {
    let document = Document::parse(text).ok()?;
    let root = document.root();
    if root.kind() != Kind::Object {
        return None;
    }
    let mut out = String::with_capacity(text.len() + name.len() + json.len() + 4);
    let mut found = false;
    let mut entry = |key: &str, value: &str| {
        out.push(if out.is_empty() { '{' } else { ',' });
        out.push_str(&encode_to_string(&key));
        out.push(':');
        out.push_str(value);
    };
    if root.get(name).is_none() {
        entry(name, json);
        found = true;
    }
    for (key, value) in root.entries() {
        if key != name {
            entry(&key, value.raw());
        } else if !std::mem::replace(&mut found, true) {
            entry(name, json);
        }
    }
    out.push('}');
    Some(out)
}

/// Whether a property of an object is missing, null or empty text; none if the text is no object.
pub(crate) fn is_unset(text: &[u8], name: &str) -> Option<bool> {
    let document = Document::parse(text).ok()?;
    let root = document.root();
    (root.kind() == Kind::Object).then(|| match root.get(name) {
        None => true,
        Some(value) => value.is_null() || value.as_str().is_some_and(|text| text.is_empty()),
    })
}

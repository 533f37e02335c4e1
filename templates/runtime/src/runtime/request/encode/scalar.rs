//! JSON values as a flat sequence of texts, which is all that most styles can write.

use std::borrow::Cow;

use crate::runtime::json::{Kind, Value};

/// The text of a value that is not null: of a string its text, of everything else its JSON.
pub(super) fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value.kind() {
        Kind::Null => None,
        Kind::String => value.as_str(),
        Kind::Boolean | Kind::Number | Kind::List | Kind::Object => Some(Cow::Borrowed(value.raw())),
    }
}

/// What stands between two separators: a text, or `key=text`.
pub(super) struct Member<'a> {
    pub(super) key: Option<Cow<'a, str>>,
    pub(super) text: Cow<'a, str>,
}

impl Member<'_> {
    /// As it is.
    pub(super) fn plain(&self) -> String {
        self.write(str::to_owned)
    }

    /// With key and text encoded.
    pub(super) fn write(&self, encode: impl Fn(&str) -> String) -> String {
        match &self.key {
            Some(key) => format!("{}={}", encode(key), encode(&self.text)),
            None => encode(&self.text),
        }
    }
}

/// The members of a value: the elements of a list, `key=value` of an exploded object, key and value alternating of
/// another one, and a scalar by itself.
pub(super) fn members(value: Value<'_>, explode: bool) -> Vec<Member<'_>> {
    let alone = |text| Member { key: None, text };
    match value.kind() {
        Kind::Null => Vec::new(),
        Kind::Boolean | Kind::Number | Kind::String => text(value).map(alone).into_iter().collect(),
        Kind::List => value.elements().filter_map(text).map(alone).collect(),
        Kind::Object => {
            let pairs = value.entries().filter_map(|(key, value)| Some((key, text(value)?)));
            if explode {
                pairs.map(|(key, text)| Member { key: Some(key), text }).collect()
            } else {
                pairs.flat_map(|(key, text)| [alone(key), alone(text)]).collect()
            }
        }
    }
}

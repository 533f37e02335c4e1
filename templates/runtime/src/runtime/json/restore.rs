//! Writes a value as it stood in the JSON from which it was read, as far as it is still the same.
//!
//! A Rust value is written in one way, JSON has many: `5`, `5.0`, `50e-1`, and digits that no `f64` holds; in a text that
//! was read leniently also `"5"`, null for nothing, and elements that could not be read. An object keeps the text of such
//! a field, and when it is written again, what is still the same gets its old text back. This is rare, so that it
//! may take longer than writing did.

use std::collections::BTreeMap;

use super::decode::integer;
use super::document::Document;
use super::encode::{Encode, encode_to_string};
use super::escape;
use super::received::Source;
use super::value::Value;
use super::word::Kind;

/// Is some number in `value` written otherwise than `read`, which was made from it, writes it?
#[doc(hidden)]
#[allow(dead_code, reason = "an SDK without unions of numbers has no use for it")]
pub fn is_written_differently_by(read: &dyn Encode, value: Value<'_>) -> bool {
    let written = encode_to_string(read);
    let mut again = String::with_capacity(written.len());
    Restore { left_out: &[], text: &mut again }.json(&written, value);
    again != written
}

/// Appends `written` to `text`, as it stands in `source` where it is the same.
pub(super) fn restore(written: &str, source: &Source, text: &mut String) {
    match Document::parse(source.text.as_bytes()) {
        Ok(was) => restore_within(written, was.root(), source, text),
        // Bytes of a body in parts can be no JSON text; they were not read either.
        Err(_) => text.push_str(written),
    }
}

/// [`restore`] for a part of the source, which has been parsed.
pub(super) fn restore_within(written: &str, was: Value<'_>, source: &Source, text: &mut String) {
    Restore { left_out: &source.left_out, text }.json(written, was);
}

struct Restore<'r> {
    /// Where elements and entries begin that are not in the value.
    left_out: &'r [u32],
    text: &'r mut String,
}

impl Restore<'_> {
    fn json(&mut self, written: &str, was: Value<'_>) {
        match Document::parse(written.as_bytes()) {
            Ok(new) => self.value(new.root(), Some(was)),
            Err(_) => self.text.push_str(written),
        }
    }

    fn value(&mut self, new: Value<'_>, was: Option<Value<'_>>) {
        match (new.kind(), was.map(|was| (was.kind(), was))) {
            (Kind::List, Some((Kind::List, was))) => self.list(new, was),
            (Kind::Object, Some((Kind::Object, was))) => self.object(new, was),
            (_, Some((_, was))) if is_same(new, was) => self.text.push_str(was.raw()),
            _ => self.text.push_str(new.raw()),
        }
    }

    fn list(&mut self, new: Value<'_>, was: Value<'_>) {
        let is_left_out = |value: &Value<'_>| self.left_out.binary_search(&(value.offset() as u32)).is_ok();
        let kept = was.elements().filter(|element| !is_left_out(element)).count();
        // Where the list was changed in length nobody knows where the others stood.
        let is_left_out = |value: &Value<'_>| kept == new.len() && is_left_out(value);
        let left_out: Vec<bool> = was.elements().map(|element| is_left_out(&element)).collect();
        self.text.push('[');
        let mut olds = was.elements().zip(left_out);
        let mut count = 0;
        let mut separate = |text: &mut String| {
            if count > 0 {
                text.push(',');
            }
            count += 1;
        };
        for element in new.elements() {
            let mut old = olds.next();
            while let Some((gone, true)) = old {
                separate(self.text);
                self.text.push_str(gone.raw());
                old = olds.next();
            }
            separate(self.text);
            self.value(element, old.map(|(old, _)| old));
        }
        for (gone, _) in olds.filter(|(_, is_left_out)| *is_left_out) {
            separate(self.text);
            self.text.push_str(gone.raw());
        }
        self.text.push(']');
    }

    fn object(&mut self, new: Value<'_>, was: Value<'_>) {
        self.text.push('{');
        let olds: BTreeMap<_, _> = was.entries().collect();
        let mut count = 0;
        let mut key = |key: &str, text: &mut String| {
            if count > 0 {
                text.push(',');
            }
            count += 1;
            escape::escape_into(key, text);
            text.push(':');
        };
        for (name, value) in new.entries() {
            key(&name, self.text);
            self.value(value, olds.get(&name).copied());
        }
        for (name, gone) in olds {
            if self.left_out.binary_search(&(gone.offset() as u32)).is_ok() && new.get(&name).is_none() {
                key(&name, self.text);
                self.text.push_str(gone.raw());
            }
        }
        self.text.push('}');
    }
}

/// Does `was` read as `new`, in whatever way it is spelled?
fn is_same(new: Value<'_>, was: Value<'_>) -> bool {
    match (new.kind(), was.kind()) {
        (Kind::Number, Kind::Number) => is_same_number(new.raw(), was.raw()),
        (Kind::Number, Kind::String) => was.as_str().is_some_and(|text| is_same_number(new.raw(), &text)),
        (Kind::Boolean, Kind::String) => was.as_str().is_some_and(|text| text == new.raw()),
        (Kind::Boolean, Kind::Number) => was.raw() == if new.as_bool() == Some(true) { "1" } else { "0" },
        (Kind::String, Kind::String) => new.as_str() == was.as_str(),
        (Kind::String, kind) => new.as_str().is_some_and(|text| {
            // Text that cannot be read is empty, but for an enum, which keeps it as JSON.
            text == was.raw() || text.is_empty() && !matches!(kind, Kind::Number | Kind::Boolean)
        }),
        _ => is_placeholder(new.raw()),
    }
}

/// Is it the JSON text of a value that stands for one that is missing?
pub(super) fn is_placeholder(written: &str) -> bool {
    matches!(written, "null" | "\"\"" | "false" | "[]" | "{}")
}

/// Is it the same number? One with a fraction or an exponent has come out of an `f64`, any other is exact.
pub(super) fn is_same_number(new: &str, old: &str) -> bool {
    if new.contains(['.', 'e', 'E']) {
        let bits = |text: &str| text.parse::<f64>().map(f64::to_bits);
        bits(new) == bits(old)
    } else {
        integer::<i128>(new).is_some_and(|number| integer(old) == Some(number))
    }
}

//! Numbers as they were spelt.
//!
//! A Rust number is written in one way, JSON has many: `5`, `5.0`, `50e-1`, and digits that no `f64` holds. An object
//! keeps the text of a field with a number spelt in another way, and when the field is written again, each number in it
//! that is still the same gets its old text back. This is rare, so that it may take longer than writing did.

use std::collections::BTreeMap;

use super::decode::integer;
use super::document::Document;
use super::encode::{Encode, encode_to_string};
use super::escape;
use super::value::Value;
use super::word::Kind;

/// Does an `i64` that was read from `text` write it again?
pub(super) fn is_usual_integer(text: &str) -> bool {
    // `-0` is the one integer of JSON that Rust writes otherwise.
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text != "-0"
}

/// Does an `f64` that was read from `text` write it again?
pub(super) fn is_usual_float(text: &str) -> bool {
    // Fifteen digits come through an `f64` unchanged; very small numbers are written with an exponent.
    let is_plain = |whole: &str, fraction: &str| {
        text.len() <= 16
            && (fraction == "0" || !fraction.ends_with('0'))
            && !fraction.contains(['e', 'E'])
            && (!fraction.starts_with("000") || !matches!(whole, "0" | "-0"))
    };
    match text.split_once('.') {
        Some((whole, fraction)) if is_plain(whole, fraction) => true,
        None if !text.contains(['e', 'E']) => false,
        _ => text.parse::<f64>().is_ok_and(|number| encode_to_string(&number) == text),
    }
}

/// Is some number in `value` spelt otherwise than `read`, which was made from it, writes it?
#[doc(hidden)]
#[allow(dead_code, reason = "an SDK without unions of numbers has no use for it")]
pub fn is_spelt_otherwise_than(read: &dyn Encode, value: Value<'_>) -> bool {
    let written = encode_to_string(read);
    let mut again = String::with_capacity(written.len());
    respell(&written, value.raw(), &mut again);
    again != written
}

/// Appends `written` to `text`, with the numbers that are the same in `was` as they are spelt there.
pub(super) fn respell(written: &str, was: &str, text: &mut String) {
    match (Document::parse(written.as_bytes()), Document::parse(was.as_bytes())) {
        (Ok(new), Ok(old)) => walk(new.root(), old.root(), text),
        // Bytes of a body in parts can be no JSON text; they hold no numbers either.
        _ => text.push_str(written),
    }
}

fn walk(new: Value<'_>, old: Value<'_>, text: &mut String) {
    match (new.kind(), old.kind()) {
        (Kind::Number, Kind::Number) if is_same(new.raw(), old.raw()) => text.push_str(old.raw()),
        (Kind::List, Kind::List) => {
            text.push('[');
            let mut olds = old.elements();
            for (index, element) in new.elements().enumerate() {
                separate(index, text);
                step(element, olds.next(), text);
            }
            text.push(']');
        }
        (Kind::Object, Kind::Object) => {
            text.push('{');
            let olds: BTreeMap<_, _> = old.entries().collect();
            for (index, (key, value)) in new.entries().enumerate() {
                separate(index, text);
                escape::escape_into(&key, text);
                text.push(':');
                step(value, olds.get(&key).copied(), text);
            }
            text.push('}');
        }
        _ => text.push_str(new.raw()),
    }
}

fn step(new: Value<'_>, old: Option<Value<'_>>, text: &mut String) {
    match old {
        Some(old) => walk(new, old, text),
        None => text.push_str(new.raw()),
    }
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
}

/// Is it the same number? One with a fraction or an exponent has come out of an `f64`, any other is exact.
fn is_same(new: &str, old: &str) -> bool {
    if new.contains(['.', 'e', 'E']) {
        let bits = |text: &str| text.parse::<f64>().map(f64::to_bits);
        bits(new) == bits(old)
    } else {
        integer(new).is_some_and(|number| integer(old) == Some(number))
    }
}

//! The same JSON value as other servers would write it.

use serde_json::{Map, Value};

/// A value in other spellings, each with its name.
pub(super) fn spellings(value: &Value) -> Vec<(&'static str, String)> {
    let pretty = serde_json::to_string_pretty(value).expect("a value is written");
    let times = [
        ("whole", "2026-04-01T12:30:00Z"),
        ("offset", "2026-04-01T14:30:00.5+02:00"),
        ("nanos", "2026-04-01T12:30:00.123456789Z"),
        ("blank", "2026-04-01 12:30:00+00:00"),
    ];
    let numbers = [("one", "1"), ("wide", "9007199254740993"), ("zero", "0"), ("negative", "-9223372036854775808")];
    let floats = [("fraction", "5.0"), ("exponent", "1e3"), ("beyond", "18446744073709551617"), ("long", "0.1000")];
    let mut found = vec![
        ("pretty", pretty.replace('\n', "\r\n\t")),
        ("escaped", escaped(&value.to_string())),
        ("reversed", reversed(value).to_string()),
    ];
    for (name, time) in times {
        found.push((name, value.to_string().replace("2026-04-01T12:30:00.123456Z", time)));
    }
    for (name, number) in numbers {
        found.push((name, with_numbers(value, &|old| if old.is_f64() { old.to_string() } else { number.to_owned() })));
    }
    for (name, number) in floats {
        found.push((name, with_numbers(value, &|old| if old.is_f64() { number.to_owned() } else { old.to_string() })));
    }
    found.push(("points", with_numbers(value, &|old| if old.is_f64() { "7".into() } else { format!("{old}.0") })));
    found
}

/// The text with everything escaped that can be.
fn escaped(text: &str) -> String {
    let mut within = false;
    let mut skip = false;
    let mut out = String::new();
    for character in text.chars() {
        if skip {
            skip = false;
            out.push(character);
            continue;
        }
        match character {
            '"' => within = !within,
            '\\' => skip = true,
            '/' => out.push('\\'),
            _ => {}
        }
        if within && (!character.is_ascii() || character == 'e') {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// Every object's keys in the opposite order.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Array(elements) => elements.iter().map(reversed).collect(),
        Value::Object(members) => Value::Object(
            members.iter().rev().map(|(key, value)| (key.clone(), reversed(value))).collect::<Map<_, _>>(),
        ),
        other => other.clone(),
    }
}

/// The text with every number written anew.
fn with_numbers(value: &Value, write: &dyn Fn(&serde_json::Number) -> String) -> String {
    match value {
        Value::Number(number) => write(number),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(|element| with_numbers(element, write)).collect();
            format!("[{}]", elements.join(","))
        }
        Value::Object(members) => {
            let members =
                members.iter().map(|(key, value)| format!("{}:{}", Value::from(&**key), with_numbers(value, write)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

//! Types, lists of values, and limits of single values.

use serde_json::{Map, Number, Value};

/// What is wrong with null where nothing says that it may be there.
pub(super) const NOT_NULL: &str = "its type is null";

/// Why a value is not of the type of a schema.
pub(super) fn kind(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let fits = types.is_empty() || types.iter().any(|name| is_of(name, value));
    (!fits).then(|| format!("its type is {}", types.join(" or ")))
}

/// Whether a value is of a type of JSON Schema; of an unknown type anything is.
fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// Why a value is none of those that a schema lists.
pub(super) fn listed(schema: &Map<String, Value>, value: &Value) -> Option<String> {
    let is = |other: &Value| other == value || other.as_f64().is_some_and(|other| value.as_f64() == Some(other));
    if let Some(values) = schema.get("enum").and_then(Value::as_array)
        && !values.is_empty()
        && !values.iter().any(is)
    {
        return Some("it is none of the values of `enum`".to_owned());
    }
    let constant = schema.get("const").filter(|constant| !is(constant));
    constant.map(|_| "it is not the value of `const`".to_owned())
}

/// Which limit a number goes beyond.
pub(super) fn number(schema: &Map<String, Value>, number: &Number) -> Option<String> {
    let value = number.as_f64()?;
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let is_set = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    let said = |key: &str| format!("`{key}` is {}", schema[key]);
    if let Some(least) = limit("minimum")
        && (value < least || value == least && is_set("exclusiveMinimum"))
    {
        return Some(said("minimum"));
    }
    if let Some(most) = limit("maximum")
        && (value > most || value == most && is_set("exclusiveMaximum"))
    {
        return Some(said("maximum"));
    }
    if limit("exclusiveMinimum").is_some_and(|least| value <= least) {
        return Some(said("exclusiveMinimum"));
    }
    if limit("exclusiveMaximum").is_some_and(|most| value >= most) {
        return Some(said("exclusiveMaximum"));
    }
    // Of fractions the nearest number in memory may be no multiple, although the one that was written is.
    let step = limit("multipleOf").filter(|step| *step >= 1.0 && step.fract() == 0.0)?;
    (value % step != 0.0).then(|| said("multipleOf"))
}

/// Which limit a text goes beyond, or which format it is not of.
pub(super) fn text(schema: &Map<String, Value>, text: &str) -> Option<String> {
    count(schema, "Length", "characters", text.chars().count()).or_else(|| {
        let format = schema.get("format")?.as_str()?;
        (!has_format(format, text)).then(|| format!("it is no `{format}`"))
    })
}

/// Which of `minItems`, `maxItems` and their like a number of things goes beyond.
pub(super) fn count(schema: &Map<String, Value>, of: &str, noun: &str, found: usize) -> Option<String> {
    let limit = |name: String| Some((schema.get(&name)?.as_u64()?, name));
    let few = limit(format!("min{of}")).filter(|(least, _)| (found as u64) < *least);
    let many = limit(format!("max{of}")).filter(|(most, _)| found as u64 > *most);
    few.or(many).map(|(limit, name)| format!("it has {found} {noun}, and `{name}` is {limit}"))
}

/// Whether a text is of a format, as far as one is known that leaves no doubt.
fn has_format(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text.as_bytes()),
        "date-time" => {
            let (date, time) = text.as_bytes().split_at(text.len().min(10));
            is_date(date) && time.first().is_some_and(|first| b"Tt ".contains(first)) && is_time(&time[1..])
        }
        "uuid" => {
            let groups: Vec<&str> = text.split('-').collect();
            groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
                && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "email" => text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        _ => true,
    }
}

/// `YYYY-MM-DD`
fn is_date(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return false };
    let year = [y1, y2, y3, y4];
    year.iter().all(u8::is_ascii_digit)
        && two([m1, m2]).is_some_and(|month| (1..=12).contains(&month))
        && two([d1, d2]).is_some_and(|day| (1..=31).contains(&day))
}

/// `HH:MM:SS`, a fraction, and `Z` or `+HH:MM` (RFC 3339 section 5.6).
fn is_time(text: &[u8]) -> bool {
    let [h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = text else { return false };
    let is_clock = |hours: [u8; 2], minutes: [u8; 2]| {
        two(hours).is_some_and(|hours| hours < 24) && two(minutes).is_some_and(|minutes| minutes < 60)
    };
    let mut rest = rest;
    if let [b'.', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return false;
        }
        rest = &fraction[digits..];
    }
    let is_zone = match *rest {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => is_clock([h1, h2], [m1, m2]),
        _ => false,
    };
    is_clock([*h1, *h2], [*m1, *m2]) && two([*s1, *s2]).is_some_and(|seconds| seconds <= 60) && is_zone
}

/// The number that two digits are.
fn two(digits: [u8; 2]) -> Option<u8> {
    digits.iter().all(u8::is_ascii_digit).then(|| (digits[0] - b'0') * 10 + (digits[1] - b'0'))
}

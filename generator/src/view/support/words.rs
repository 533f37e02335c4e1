//! Scalars of examples: what they are like follows from their format and from the name of their place.

use super::plausible::plausible;
use crate::model::{Constraints, Format};
use heck::ToSnakeCase;
use serde_json::Value;

/// What is known of the place of a value beside its type.
#[derive(Clone, Copy, Debug)]
pub struct Hint<'a> {
    /// Its wire name.
    pub name: &'a str,
    /// The keyword `format` there.
    format: Option<&'a str>,
    /// What the document shows there.
    example: Option<&'a Value>,
}

impl<'a> Hint<'a> {
    /// A place of which no more is known than its name.
    pub fn named(name: &'a str) -> Self {
        Self { name, format: None, example: None }
    }

    /// A property or a parameter.
    pub fn of(name: &'a str, constraints: &'a Constraints) -> Self {
        Self { name, format: constraints.format.as_deref(), example: constraints.example.as_ref() }
    }

    /// The example of the document, where that is text.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.example.and_then(Value::as_str)
    }

    /// The example of the document, where that is a whole number.
    pub(super) fn integer(&self) -> Option<i64> {
        self.example.and_then(Value::as_i64)
    }

    /// Whether a text there has to be of a format.
    pub(super) fn has_format(&self) -> bool {
        self.format.is_some_and(|keyword| of_format(keyword, self.name).is_some())
    }
}

/// Text of a format.
pub(super) fn text(format: Format, hint: Hint<'_>) -> String {
    if let Some(example) = format.facts().example {
        return example.to_owned();
    }
    if let Some(example) = hint.format.and_then(|keyword| of_format(keyword, hint.name)) {
        return example;
    }
    match (plausible(hint.name), hint.name) {
        (Some(text), _) => text.to_owned(),
        (None, "") => "text".to_owned(),
        (None, name) => name.to_owned(),
    }
}

/// The id of a kind: in its format, or what looks like an id and says of what, as `CustomerId` gives `customer_1`.
pub(super) fn id(kind: &str, hint: Hint<'_>) -> String {
    let snake = kind.to_snake_case();
    let of_what = snake.strip_suffix("_id").unwrap_or(&snake);
    hint.format.and_then(|keyword| of_format(keyword, of_what)).unwrap_or_else(|| format!("{of_what}_1"))
}

/// Amounts of money look like such; all else is one.
pub(super) fn number(hint: Hint<'_>) -> i64 {
    let name = hint.name.to_ascii_lowercase();
    if ["amount", "price", "total"].iter().any(|word| name.contains(word)) && !name.contains("count") {
        1999
    } else {
        1
    }
}

/// Text of a `format` that has no type of its own; none of one that says nothing.
fn of_format(keyword: &str, name: &str) -> Option<String> {
    let text = match keyword {
        "uuid" | "uuid4" => return Some(uuid(name)),
        "uri" | "url" | "uri-reference" | "iri" => "https://example.com/",
        "email" | "idn-email" => "jane@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" | "ipvanyaddress" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "time" => "09:30:00Z",
        "duration" => "P1D",
        "json-pointer" => "/name",
        "regex" => ".*",
        _ => return None,
    };
    Some(text.to_owned())
}

/// A UUID that is the same for the same name, and another for another (FNV-1a of the name, as version 4 of RFC 9562).
fn uuid(name: &str) -> String {
    let hash = |basis: u64| {
        name.bytes().fold(basis, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    };
    let first = hash(0xcbf2_9ce4_8422_2325);
    let digits = format!("{first:016x}{:016x}", hash(first));
    let (head, tail) = (&digits[..12], &digits[20..]);
    format!("{}-{}-4{}-8{}-{tail}", &head[..8], &head[8..], &digits[13..16], &digits[17..20])
}

#[cfg(test)]
mod tests {
    use super::{Hint, id, of_format, text};
    use crate::model::{Constraints, Format};

    #[test]
    fn text_is_of_its_format() {
        let constraints = |format: &str| Constraints { format: Some(format.to_owned()), ..Constraints::default() };
        for (format, example) in [
            ("uri", "https://example.com/"),
            ("email", "jane@example.com"),
            ("hostname", "example.com"),
            ("ipv4", "192.0.2.1"),
            ("unheard-of", "name"),
        ] {
            assert_eq!(text(Format::Plain, Hint::of("name", &constraints(format))), example, "{format}");
        }
    }

    #[test]
    fn ids_of_uuids_are_uuids_that_differ_by_kind() {
        let constraints = Constraints { format: Some("uuid".to_owned()), ..Constraints::default() };
        let uuid = |kind: &str| id(kind, Hint::of("id", &constraints));
        assert_eq!(uuid("OrderId"), uuid("OrderId"));
        assert_ne!(uuid("OrderId"), uuid("CustomerId"));
        let groups: Vec<usize> = uuid("OrderId").split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        assert!(
            of_format("uuid", "").is_some_and(|text| text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()))
        );
        assert_eq!(id("OrderId", Hint::named("id")), "order_1");
    }
}

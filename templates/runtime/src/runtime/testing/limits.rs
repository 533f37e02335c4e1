//! The limits that a document gives values of requests, in words such as `at most 100` and `1 to 50 characters`.
//!
//! The words are those of the documentation, so that what a test fails with is what the documentation says. What cannot be
//! looked at without more than words, such as a regular expression, is not among them.

use crate::runtime::json::{Document, Json, Kind, Value};

/// What of a value a limit can be for.
struct Measured {
    number: Option<f64>,
    /// Characters, items or properties.
    count: Option<usize>,
    /// Whether no item is there twice.
    is_unique: bool,
}

/// Whether the text of a header or a query parameter keeps to all limits.
///
/// # Errors
///
/// With what it is and the limit that it breaks.
pub(super) fn of_text(limits: &str, text: &str) -> Result<(), String> {
    let measured = Measured { number: text.parse().ok(), count: Some(text.chars().count()), is_unique: true };
    all(limits, &measured, text)
}

/// As [`of_text`], for a parameter that can be sent several times, as an item each.
///
/// # Errors
///
/// With what it is and the limit that it breaks.
pub(super) fn of_texts(limits: &str, texts: &[&str]) -> Result<(), String> {
    let (of_items, of_each): (Vec<&str>, Vec<&str>) = split(limits).partition(|limit| limit.contains("item"));
    if !texts.is_empty() {
        let is_unique = texts.iter().enumerate().all(|(index, text)| !texts[..index].contains(text));
        let measured = Measured { number: None, count: Some(texts.len()), is_unique };
        all(&of_items.join("; "), &measured, &texts.join(","))?;
    }
    texts.iter().try_for_each(|text| of_text(&of_each.join("; "), text))
}

/// Whether a JSON value keeps to all limits. One of a kind that a limit is not for keeps to it.
///
/// # Errors
///
/// With what it is and the limit that it breaks.
pub(super) fn of_json(limits: &str, value: Value<'_>) -> Result<(), String> {
    let raws: Vec<&str> = value.elements().map(Value::raw).collect();
    let measured = Measured {
        number: value.as_number().and_then(|text| text.parse().ok()),
        count: match value.kind() {
            Kind::String => value.as_str().map(|text| text.chars().count()),
            Kind::List => Some(raws.len()),
            Kind::Object => Some(value.entries().count()),
            Kind::Null | Kind::Boolean | Kind::Number => None,
        },
        is_unique: raws.iter().enumerate().all(|(index, raw)| !raws[..index].contains(raw)),
    };
    all(limits, &measured, value.raw())
}

/// Whether an object has no other properties than these, a JSON list.
///
/// # Errors
///
/// With the first that is not among them.
pub(super) fn keys(keys: &str, value: Value<'_>) -> Result<(), String> {
    let keys = Json::parse(keys).unwrap_or_default();
    let is_known = |key: &str| keys.as_list().unwrap_or_default().iter().any(|one| one.as_str() == Some(key));
    match value.entries().find(|(key, _)| !is_known(key)) {
        Some((key, _)) => Err(format!("has the property `{key}`, which is not in the document")),
        None => Ok(()),
    }
}

/// Calls a function with every value of a body at a path: names of properties, `[]` for every item of a list, `{}` for
/// every value of a map.
///
/// # Errors
///
/// What the function says, after the path of the value.
pub(super) fn at(
    body: Value<'_>,
    path: &str,
    check: &mut dyn FnMut(Value<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let Ok(path) = Document::parse(path.as_bytes()) else { return Ok(()) };
    let steps: Vec<Value<'_>> = path.root().elements().collect();
    below(body, &steps, "body".to_owned(), check)
}

fn below(
    value: Value<'_>,
    steps: &[Value<'_>],
    place: String,
    check: &mut dyn FnMut(Value<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let Some((step, rest)) = steps.split_first() else {
        return check(value).map_err(|why| format!("`{place}` {why}"));
    };
    match step.kind() {
        Kind::List => {
            let mut items = value.elements().enumerate();
            items.try_for_each(|(index, item)| below(item, rest, format!("{place}[{index}]"), check))
        }
        Kind::Object => {
            let mut values = value.entries();
            values.try_for_each(|(key, value)| below(value, rest, format!("{place}.{key}"), check))
        }
        _ => {
            let name = step.as_str().unwrap_or_default();
            let value = value.get(&name).filter(|_| value.kind() == Kind::Object);
            value.map_or(Ok(()), |value| below(value, rest, format!("{place}.{name}"), check))
        }
    }
}

fn split(limits: &str) -> impl Iterator<Item = &str> {
    limits.split("; ").filter(|limit| !limit.is_empty())
}

fn all(limits: &str, value: &Measured, shown: &str) -> Result<(), String> {
    match split(limits).find(|limit| !allows(limit, value)) {
        Some(limit) => Err(format!("is {}, and has to be {limit}", crate::runtime::error::OneLine(shown))),
        None => Ok(()),
    }
}

fn allows(limit: &str, value: &Measured) -> bool {
    let words: Vec<&str> = limit.split(' ').collect();
    // Without a noun it is a number that is limited, else how many of something there are.
    let holds = |nouns: &[&str], holds: &dyn Fn(f64) -> bool| {
        let of = if nouns.is_empty() { value.number } else { value.count.map(|count| count as f64) };
        of.is_none_or(holds)
    };
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    match words.as_slice() {
        ["at", "least", least, nouns @ ..] => holds(nouns, &|value| value >= number(least)),
        ["at", "most", most, nouns @ ..] => holds(nouns, &|value| value <= number(most)),
        ["more", "than", limit] => holds(&[], &|value| value > number(limit)),
        ["less", "than", limit] => holds(&[], &|value| value < number(limit)),
        ["exactly", count, nouns @ ..] => holds(nouns, &|value| value == number(count)),
        [least, "to", most, nouns @ ..] => holds(nouns, &|value| (number(least)..=number(most)).contains(&value)),
        // Fractions have no remainder that can be relied on.
        ["a", "multiple", "of", step] if number(step).fract() == 0.0 => {
            holds(&[], &|value| value % number(step) == 0.0)
        }
        ["each", "item", "once"] => value.is_unique,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(limits: &str, json: &str) -> String {
        of_json(limits, Document::parse(json.as_bytes()).unwrap().root()).err().unwrap_or_default()
    }

    #[test]
    fn every_limit_is_a_limit_of_what_it_is_for() {
        for (limits, allowed, refused) in [
            ("at least 1; at most 100", &["1", "100", "\"x\"", "null"][..], &["0", "101", "100.5", "-1"][..]),
            ("more than 0; less than 5", &["0.1", "4"], &["0", "5"]),
            ("a multiple of 5", &["10", "-5", "0"], &["7"]),
            ("a multiple of 0.01", &["0.015"], &[]),
            ("2 to 3 characters", &["\"ab\"", "\"äöü\"", "5"], &["\"a\"", "\"abcd\""]),
            ("exactly 2 items", &["[1,2]"], &["[]", "[1,2,3]"]),
            ("at least 1 item; each item once", &["[1,\"1\"]"], &["[1,1]", "[]"]),
            ("at most 1 property", &["{}"], &["{\"a\":1,\"b\":2}"]),
        ] {
            allowed.iter().for_each(|json| assert_eq!(broken(limits, json), "", "{limits}: {json}"));
            refused.iter().for_each(|json| assert_ne!(broken(limits, json), "", "{limits}: {json}"));
        }
        assert_eq!(broken("at most 100", "500"), "is 500, and has to be at most 100");
    }

    #[test]
    fn a_query_parameter_of_several_values_is_counted() {
        assert_eq!(of_texts("1 to 2 items", &["a", "b"]), Ok(()));
        assert_eq!(of_texts("1 to 2 items", &["a", "b", "c"]).unwrap_err(), "is a,b,c, and has to be 1 to 2 items");
        assert_eq!(of_texts("at most 100", &["100", "101"]).unwrap_err(), "is 101, and has to be at most 100");
        assert_eq!(of_texts("at most 1 item", &[]), Ok(()));
    }

    #[test]
    fn a_path_leads_into_lists_and_maps() {
        let body = Document::parse(br#"{"items":[{"n":1},{"n":9},{}],"by":{"x":[3]}}"#).unwrap();
        let at = |path: &str| at(body.root(), path, &mut |value| of_json("at most 2", value)).err();
        assert_eq!(at(r#"["items",[],"n"]"#).unwrap(), "`body.items[1].n` is 9, and has to be at most 2");
        assert_eq!(at(r#"["by",{},[]]"#).unwrap(), "`body.by.x[0]` is 3, and has to be at most 2");
        assert_eq!(at(r#"["none","n"]"#), None);
    }

    #[test]
    fn a_property_that_is_not_in_the_document_is_named() {
        let body = Document::parse(br#"{"email":"x","nmae":"y"}"#).unwrap();
        let why = keys(r#"["email","name"]"#, body.root()).unwrap_err();
        assert_eq!(why, "has the property `nmae`, which is not in the document");
    }
}

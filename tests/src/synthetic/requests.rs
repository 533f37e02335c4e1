//! Requests of an operation, as different clients write them.

use super::Described;
use crate::samples::Fullness;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Bodies that are tried per operation.
const BODIES: usize = 20;
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Request line, headers and body of every request that is tried; never empty.
pub(super) fn requests(described: &Described<'_>) -> Vec<String> {
    let bodies = bodies(described);
    let targets = targets(described);
    let count = bodies.len().max(targets.len());
    (0..count)
        .map(|number| {
            let target = &targets[number % targets.len()];
            let line = format!("{} {target} HTTP/1.1\nAccept: application/json", described.method.to_uppercase());
            match bodies.get(number % bodies.len().max(1)) {
                Some((media_type, body)) => format!("{line}\nContent-Type: {media_type}\n\n{body}"),
                None => line,
            }
        })
        .collect()
}

fn bodies(described: &Described<'_>) -> Vec<(String, String)> {
    let body = described.part(&described.operation["requestBody"]);
    let mut found = Vec::new();
    for (media_type, media) in body["content"].as_object().into_iter().flatten() {
        let samples =
            [Fullness::Full, Fullness::Minimal].map(|fullness| described.schemas.valid(&media["schema"], fullness));
        for sample in
            samples.into_iter().flatten().map(|built| built.value).filter(|sample| !sample.is_null()).take(BODIES)
        {
            let text = if media_type.contains("form") { form(&sample) } else { sample.to_string() };
            found.push((media_type.clone(), text));
        }
    }
    found
}

fn form(value: &Value) -> String {
    let pairs = value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
    let pairs = pairs.map(|(name, value)| (name.clone(), plain(value)));
    query(&pairs.collect::<Vec<_>>(), Spelling::Plus)
}

/// How a client encodes.
#[derive(Clone, Copy)]
enum Spelling {
    Upper,
    Lower,
    Plus,
}

impl Spelling {
    fn of(self, text: &str) -> String {
        let encoded = utf8_percent_encode(text, KEPT).to_string();
        match self {
            Self::Upper => encoded,
            Self::Lower => lower(&encoded),
            Self::Plus => encoded.replace("%20", "+"),
        }
    }
}

/// The hexadecimal digits in lower case.
fn lower(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        text.push_str(&format!("%{}{rest}", digits.to_lowercase()));
    }
    text
}

fn targets(described: &Described<'_>) -> Vec<String> {
    let parameters: Vec<&Value> =
        described.operation["parameters"].as_array().into_iter().flatten().map(|one| described.part(one)).collect();
    let of = |place: &'static str| parameters.iter().filter(move |one| one["in"] == place);
    let path = |spelling: Spelling, value: &str| {
        of("path").fold(described.path.to_owned(), |path, one| {
            let name = one["name"].as_str().unwrap_or_default();
            let path_spelling = if matches!(spelling, Spelling::Plus) { Spelling::Upper } else { spelling };
            path.replace(&format!("{{{name}}}"), &path_spelling.of(value))
        })
    };
    let required: Vec<(String, String)> =
        of("query").filter(|one| one["required"] == true).flat_map(|one| pairs(described, one, 0)).collect();
    let mut targets =
        vec![with(path(Spelling::Upper, "3fa85f64-5717-4562-b3fc-2c963f66afa6"), query(&required, Spelling::Upper))];
    for row in 0..4 {
        let mut all: Vec<(String, String)> = of("query").flat_map(|one| pairs(described, one, row)).collect();
        let spelling = [Spelling::Lower, Spelling::Plus, Spelling::Upper, Spelling::Lower][row];
        if row % 2 == 1 {
            all.reverse();
            all.push(("zz unknown".into(), "a b&c=d".into()));
            all.push(("flag".into(), String::new()));
        }
        targets.push(with(path(spelling, ["a b/é+?#%", "x:y@z,1;2", "..a", "%41~*"][row]), query(&all, spelling)));
    }
    targets
}

fn with(path: String, query: String) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

fn query(pairs: &[(String, String)], spelling: Spelling) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", spelling.of(name), spelling.of(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What a query parameter becomes: nothing for null, several pairs for lists and objects.
fn pairs(described: &Described<'_>, parameter: &Value, row: usize) -> Vec<(String, String)> {
    let name = parameter["name"].as_str().unwrap_or_default();
    let samples = described.schemas.valid(&parameter["schema"], Fullness::Full);
    let samples: Vec<Value> = samples.into_iter().map(|built| built.value).filter(|value| !value.is_null()).collect();
    let Some(sample) = samples.get(row % samples.len().max(1)) else { return Vec::new() };
    match sample {
        Value::Object(object) => {
            let entries = object.iter().flat_map(|(key, value)| each(value).map(move |one| (key, plain(one))));
            entries.map(|(key, value)| (format!("{name}[{key}]"), value)).collect()
        }
        other => each(other).flat_map(|one| vec![(name.to_owned(), plain(one)); 1 + row / 2]).collect(),
    }
}

fn each(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

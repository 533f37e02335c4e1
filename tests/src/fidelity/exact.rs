//! JSON compared by its text: keys in any order, strings by what they say, numbers by how they are written.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A JSON value whose numbers are text.
#[derive(Debug, PartialEq, Eq)]
enum Exact {
    Word(String),
    Text(String),
    List(Vec<Exact>),
    Object(BTreeMap<String, Exact>),
}

impl Exact {
    fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let text = text.trim();
        let below = |raw: &RawValue| Self::parse(raw.get());
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
                let members = members.into_iter().map(|(key, value)| Ok((key, below(value)?)));
                Self::Object(members.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(text)?;
                Self::List(elements.into_iter().map(below).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            _ => Self::Word(serde_json::from_str::<&RawValue>(text)?.get().to_owned()),
        })
    }
}

impl std::fmt::Display for Exact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::List(elements) => write!(f, "a list of {}", elements.len()),
            Self::Object(members) => write!(f, "an object of {}", members.len()),
        }
    }
}

/// The first place, below `path`, where two JSON texts differ.
pub fn difference(path: &str, expected: &str, found: &str) -> Option<String> {
    match (Exact::parse(expected), Exact::parse(found)) {
        (Ok(expected), Ok(found)) => differs(path, &expected, &found),
        (Err(error), _) => Some(format!("{path}: what was recorded is no JSON: {error}")),
        (_, Err(error)) => Some(format!("{path}: what was written is no JSON: {error}")),
    }
}

fn differs(path: &str, expected: &Exact, found: &Exact) -> Option<String> {
    match (expected, found) {
        (Exact::Object(left), Exact::Object(right)) => {
            let lost = left.keys().find(|key| !right.contains_key(*key)).map(|key| format!("{path}.{key} is lost"));
            let added = right.keys().find(|key| !left.contains_key(*key)).map(|key| format!("{path}.{key} is added"));
            let deeper =
                || left.iter().find_map(|(key, value)| differs(&format!("{path}.{key}"), value, right.get(key)?));
            lost.or(added).or_else(deeper)
        }
        (Exact::List(left), Exact::List(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).enumerate();
            pairs.find_map(|(index, (left, right))| differs(&format!("{path}[{index}]"), left, right))
        }
        _ => (expected != found).then(|| format!("{path} was {expected} and became {found}")),
    }
}

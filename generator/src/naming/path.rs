//! The parts of a path, as names are made of them.

use crate::text::inflect;
use heck::ToSnakeCase as _;

/// A part of a path between two slashes, or behind the colon of a custom method, or the `#` of two operations of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words of the document.
    Literal(String),
    /// A parameter, by its name.
    Parameter(String),
}

impl Part {
    /// What is written there.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Literal(text) | Self::Parameter(text) => text,
        }
    }

    /// Its words, lower-case.
    pub(super) fn words(&self) -> Vec<String> {
        super::segments::Words::of(self.text()).texts()
    }

    /// Whether it says nothing of a resource: most paths of an API begin with it.
    pub(super) fn is_generic(&self) -> bool {
        let Self::Literal(text) = self else { return false };
        let text = text.to_snake_case();
        let version = text.strip_prefix('v').unwrap_or(&text);
        matches!(text.as_str(), "api" | "rest") || version.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// Cuts a path.
pub(super) fn parts(path: &str) -> Vec<Part> {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.flat_map(|segment| segment.split([':', '#'])).filter_map(part).collect()
}

fn part(text: &str) -> Option<Part> {
    let parameter = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    match parameter {
        Some((name, _)) => Some(Part::Parameter(name.to_owned())),
        None => {
            let literal = text.split('{').next().unwrap_or_default();
            literal.contains(char::is_alphanumeric).then(|| Part::Literal(literal.to_owned()))
        }
    }
}

/// A path with its parameters without names, so that two that differ in those only are one.
pub(super) fn shape(parts: &[Part]) -> String {
    let texts = parts.iter().map(|part| match part {
        Part::Literal(text) => text,
        Part::Parameter(_) => "{}",
    });
    texts.collect::<Vec<_>>().join("/")
}

/// Where the words of a resource end in a path: behind the last part that has them, alone or with the parts before it;
/// else behind the last one that has no other words.
pub(super) fn end_of(resource: &[String], parts: &[Part]) -> Option<usize> {
    let ends_at = |end: &usize| {
        let mut words: Vec<String> = Vec::new();
        for part in parts[..*end].iter().rev().take_while(|part| matches!(part, Part::Literal(_))) {
            words.splice(0..0, part.words());
            if words.len() >= resource.len() {
                break;
            }
        }
        words.len() == resource.len() && words.iter().zip(resource).all(|(one, other)| inflect::same(one, other))
    };
    let is_of_resource = |end: &usize| {
        let part = &parts[*end - 1];
        let words = part.words();
        let known = |word: &String| resource.iter().any(|other| inflect::same(word, other));
        matches!(part, Part::Literal(_)) && !words.is_empty() && words.iter().all(known)
    };
    let ends = || (1..=parts.len()).rev().filter(|_| !resource.is_empty());
    ends().find(ends_at).or_else(|| ends().find(is_of_resource))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_parts() {
        let parts = parts("/api/v1/notes/{note_id}:archive");
        assert_eq!(shape(&parts), "api/v1/notes/{}/archive");
        assert!(parts[0].is_generic() && parts[1].is_generic() && !parts[2].is_generic());
        assert_eq!(super::parts("/{path}.json"), [Part::Parameter("path".to_owned())]);
    }

    #[test]
    fn where_a_resource_ends() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let table = [
            ("note", "/v1/notes/{id}", Some(2)),
            ("bank accounts", "/accounts/{id}/bank_accounts", Some(3)),
            ("accounts", "/accounts/{id}/bank_accounts", Some(1)),
            ("checkout sessions", "/checkout/sessions/{id}/lines", Some(2)),
            ("allowed origins company level", "/companies/{id}/allowedOrigins/{origin}", Some(3)),
            ("account merchant level", "/merchants/{id}", Some(1)),
            ("other", "/notes", None),
        ];
        for (resource, path, expected) in table {
            assert_eq!(end_of(&words(resource), &parts(path)), expected, "{resource} in {path}");
        }
    }
}

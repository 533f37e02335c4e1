//! Names with a package or a namespace before them: `io.k8s.api.core.v1.Pod` of Kubernetes, `model.Account` of go-swag,
//! `Shop.Models.Note` of .NET. What follows is what people say; the rest tells two of one name apart.

use std::collections::BTreeMap;

/// Where the part of a name begins that people say, and what may be put before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Qualifiers<'n> {
    /// How many segments all names of a namespace begin with, by the first of them: a document may have some of another,
    /// such as those of the framework.
    common: BTreeMap<&'n str, usize>,
}

impl<'n> Qualifiers<'n> {
    /// What the names of a document have in common.
    pub(super) fn of(names: impl Iterator<Item = &'n str>) -> Self {
        let mut namespaces: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
        for qualified in names.filter_map(segments) {
            namespaces.entry(qualified[0]).or_default().push(qualified);
        }
        let common = |(namespace, names): (&'n str, Vec<Vec<&str>>)| {
            let [first, others @ ..] = names.as_slice() else { return (namespace, 0) };
            let shared = |other: &Vec<&str>| {
                let outer = first.len().min(other.len()) - 1;
                first.iter().zip(other).take(outer).take_while(|(one, two)| one == two).count()
            };
            (namespace, others.iter().map(shared).min().unwrap_or_default())
        };
        Self { common: namespaces.into_iter().map(common).collect() }
    }

    /// Shorter names for one, the shortest first; empty where it is not qualified.
    pub(super) fn shorter(&self, name: &str) -> Vec<String> {
        let Some(segments) = segments(name) else { return Vec::new() };
        let packages = &segments[..segments.len() - 1];
        let is_lowercase =
            |segment: &&str| segment.trim_start_matches('_').starts_with(|first: char| first.is_ascii_lowercase());
        let is_package = packages.iter().all(is_lowercase);
        let common = self.common.get(segments[0]).copied().unwrap_or_default();
        let first = if is_package { packages.len() } else { common };
        (1..=first).rev().map(|from| segments[from..].join(".")).collect()
    }
}

/// The segments of a name that ends in a type, such as `Note`; none if it has one only.
fn segments(name: &str) -> Option<Vec<&str>> {
    let segments: Vec<&str> = name.split('.').collect();
    let is_word = |segment: &&str| {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        segment.trim_start_matches('_').starts_with(|first: char| first.is_ascii_alphabetic())
            && segment.chars().all(allowed)
    };
    let is_type = segments.last().is_some_and(|last| last.starts_with(|first: char| first.is_ascii_uppercase()));
    (segments.len() > 1 && is_type && segments.iter().all(is_word)).then_some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_left_out() {
        let table: &[(&[&str], &[&str])] = &[
            (&["io.k8s.core.v1.Pod", "io.k8s.Info"], &["Pod", "v1.Pod", "core.v1.Pod", "k8s.core.v1.Pod"]),
            (&["Shop.Models.Note", "Shop.Models.Tag"], &["Note", "Models.Note"]),
            (&["Shop.Models.Note", "Shop.Tag"], &["Models.Note"]),
            (&["Shop.Note"], &[]),
            (&["Shop.Models.Note", "Shop.Models.Tag", "System.Web.Problem"], &["Note", "Models.Note"]),
            (&["issuing.card", "issuing.token"], &[]),
            (&["model.Account"], &["Account"]),
            (&["_types.mapping.Property"], &["Property", "mapping.Property"]),
            (&["Account"], &[]),
            (&["a..B"], &[]),
        ];
        for (names, expected) in table {
            assert_eq!(Qualifiers::of(names.iter().copied()).shorter(names[0]), *expected, "{names:?}");
        }
    }
}

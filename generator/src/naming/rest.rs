//! What an operation does by its method and path: names for operations whose id says nothing else.

use super::path::{Part, end_of, shape};
use super::verbs::is_verb;
use crate::model::Method;
use crate::text::inflect;
use std::collections::{BTreeMap, BTreeSet};

/// The methods of each path of an API.
#[derive(Debug, Default)]
pub(super) struct Paths(BTreeMap<String, BTreeSet<Method>>);

/// What is done, and to what of the resource; nothing where it is done to the resource itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Action {
    /// Such as `list`, or `verify_microdeposits`.
    pub(super) verb: Vec<String>,
    /// Such as `bank`, `account`.
    pub(super) object: Vec<String>,
    /// The same as the path has it, singular or plural.
    pub(super) literal: Vec<String>,
    /// The innermost part of it alone.
    pub(super) last: Vec<String>,
    /// What the resource is a part of.
    pub(super) outer: Vec<String>,
}

impl Paths {
    /// Adds an operation.
    pub(super) fn add(&mut self, method: Method, parts: &[Part]) {
        self.0.entry(shape(parts)).or_default().insert(method);
    }

    /// What an operation does to the resource with these words, or to one of its parts. `lists` says that its answer is
    /// a list.
    pub(super) fn action(&self, method: Method, parts: &[Part], resource: &[String], lists: bool) -> Action {
        let generic = parts.iter().take_while(|part| part.is_generic()).count();
        let end = end_of(resource, parts);
        let outer = self::outer(&parts[generic..end.unwrap_or(generic).max(generic)]);
        let rest = &parts[end.unwrap_or(generic)..];
        let last = rest.iter().rev().find(|part| matches!(part, Part::Literal(_)));
        let is_item = matches!(parts.last(), Some(Part::Parameter(_)));
        let words = last.map(Part::words).unwrap_or_default();
        if !is_item && last.is_some() && self.is_done(method, parts, &words) {
            let of = &rest[..rest.len() - 1];
            return Action { verb: words, object: nouns(of), literal: literals(of), last: Vec::new(), outer };
        }
        let mut object = nouns(rest);
        let is_list = !is_item && (lists || self.has_items(parts) || self.ends_in_plural(parts));
        let verb = self.verb(method, parts, is_item, is_list);
        if verb == "create"
            && is_list
            && let Some(noun) = object.last_mut()
        {
            *noun = inflect::singular(noun);
        }
        let repeats = object.iter().zip(resource).take_while(|(one, other)| inflect::same(one, other)).count();
        if end.is_none() && repeats == resource.len() && repeats < object.len() {
            object.drain(..repeats);
        }
        let mut last = object[object.len() - words.len().min(object.len())..].to_vec();
        // What stands before the words of the resource, as in `box_skills_cards` of skills, says more of the resource.
        let same = |part: &[String]| part.iter().zip(resource).all(|(one, other)| inflect::same(one, other));
        if !resource.is_empty()
            && let Some(at) = last.windows(resource.len()).rposition(same)
            && at + resource.len() < last.len()
        {
            last.drain(..at + resource.len());
        }
        Action { verb: vec![verb.to_owned()], object, literal: literals(rest), last, outer }
    }

    fn verb(&self, method: Method, parts: &[Part], is_item: bool, is_list: bool) -> &'static str {
        match method {
            Method::Get if is_list => "list",
            Method::Get => "get",
            Method::Post if is_item && (self.has(parts, Method::Put) || self.has(parts, Method::Patch)) => "post",
            Method::Post if is_item || (!is_list && self.has(parts, Method::Get)) => "update",
            Method::Post => "create",
            Method::Put if self.has(parts, Method::Patch) => "replace",
            Method::Put | Method::Patch => "update",
            // Beside a way to delete one there is one to delete all.
            Method::Delete if is_list && self.has_item(parts, Method::Delete) => "delete_all",
            Method::Delete => "delete",
            Method::Head => "head",
            Method::Options => "options",
            Method::Trace => "trace",
        }
    }

    /// Whether the end of a path says what is done: a verb, or the only thing that can be done there, to one of many.
    fn is_done(&self, method: Method, parts: &[Part], words: &[String]) -> bool {
        let last = words.last().map(String::as_str).unwrap_or_default();
        let is_act = words.first().is_some_and(|first| is_verb(first))
            && matches!(method, Method::Post | Method::Get | Method::Put);
        let is_behind_item = matches!(parts.iter().rev().nth(1), Some(Part::Parameter(_)));
        let is_only = method == Method::Post && self.methods(parts).len() == 1 && !self.has_items(parts);
        is_act || (is_only && is_behind_item && !inflect::is_plural(last))
    }

    fn methods(&self, parts: &[Part]) -> BTreeSet<Method> {
        self.0.get(&shape(parts)).cloned().unwrap_or_default()
    }

    fn has(&self, parts: &[Part], method: Method) -> bool {
        self.methods(parts).contains(&method)
    }

    fn has_item(&self, parts: &[Part], method: Method) -> bool {
        self.0.get(&format!("{}/{{}}", shape(parts))).is_some_and(|methods| methods.contains(&method))
    }

    fn has_items(&self, parts: &[Part]) -> bool {
        self.0.contains_key(&format!("{}/{{}}", shape(parts)))
    }

    fn ends_in_plural(&self, parts: &[Part]) -> bool {
        parts.last().and_then(|part| part.words().pop()).is_some_and(|word| inflect::is_plural(&word))
    }
}

/// The words before the resource at the end.
fn outer(parts: &[Part]) -> Vec<String> {
    let before = parts.split_last().map(|(_, before)| before).unwrap_or_default();
    nouns(before)
}

/// The words of the literals.
fn literals(parts: &[Part]) -> Vec<String> {
    parts.iter().filter(|part| matches!(part, Part::Literal(_))).flat_map(Part::words).collect()
}

/// The words of the literals, in the singular where one of them is selected.
fn nouns(parts: &[Part]) -> Vec<String> {
    let literals = parts.iter().enumerate().filter(|(_, part)| matches!(part, Part::Literal(_)));
    let words = literals.flat_map(|(at, part)| {
        let mut words = part.words();
        if matches!(parts.get(at + 1), Some(Part::Parameter(_)))
            && let Some(last) = words.last_mut()
        {
            *last = inflect::singular(last);
        }
        words
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::super::path::parts;
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn methods_of_paths() {
        let operations = [
            (Method::Get, "/v1/accounts", "list"),
            (Method::Post, "/v1/accounts", "create"),
            (Method::Get, "/v1/accounts/{account}", "get"),
            (Method::Post, "/v1/accounts/{account}", "update"),
            (Method::Delete, "/v1/accounts/{account}", "delete"),
            (Method::Get, "/v1/accounts/{account}/bank_accounts", "list bank accounts"),
            (Method::Post, "/v1/accounts/{account}/bank_accounts", "create bank account"),
            (Method::Get, "/v1/accounts/{account}/bank_accounts/{id}", "get bank account"),
            (Method::Put, "/v1/accounts/{account}/settings", "replace settings"),
            (Method::Patch, "/v1/accounts/{account}/settings", "update settings"),
            (Method::Post, "/v1/accounts/{account}/reject", "reject"),
            (Method::Post, "/v1/accounts/{account}/bank_accounts/{id}/verify", "verify bank account"),
            (Method::Get, "/v1/accounts/search", "search"),
            (Method::Delete, "/v1/accounts/{account}/bank_accounts", "delete bank accounts"),
            (Method::Get, "/v1/account", "get"),
        ];
        let mut paths = Paths::default();
        operations.iter().for_each(|(method, path, _)| paths.add(*method, &parts(path)));
        for (method, path, expected) in operations {
            let Action { verb, object, .. } = paths.action(method, &parts(path), &["account".to_owned()], false);
            assert_eq!([verb, object].concat().join(" "), expected, "{method:?} {path}");
        }
        let of_part =
            paths.action(Method::Get, &parts("/v1/accounts/{account}/bank_accounts"), &words("bank accounts"), false);
        assert_eq!((of_part.object, of_part.outer), (Vec::new(), words("account")));
        let cards = paths.action(Method::Put, &parts("/files/{id}/boxSkillsCards"), &words("skills"), false);
        assert_eq!(
            (cards.object.join(" "), cards.last.join(" ")),
            ("file box skills cards".to_owned(), "cards".to_owned())
        );
    }
}

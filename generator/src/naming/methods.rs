//! What operations are called within their resource: as it is decided, else by what their id says, less what the
//! resource says already, else by method and path.

use super::operation_id::{self, Id};
use super::path::{Part, end_of, parts};
use super::rest::{Action, Paths};
use super::segments::Words;
use super::verbs::{is_article, is_reading, is_verb, joins};
use crate::model::{Api, Method, Operation};
use crate::text::inflect;
use std::collections::{BTreeMap, BTreeSet};

/// What one operation may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MethodCandidates {
    /// What a decision says.
    pub(super) decided: Option<String>,
    /// Names within the resource, the shortest first.
    pub(super) names: Vec<String>,
    /// How sure the first of them is, as [`super::scope::Claim::rank`] has it.
    pub(super) rank: u8,
    /// What types that have no name of their own begin with.
    pub(super) stem: Words,
}

/// What the operations of an API may be called, in their order.
pub(super) fn candidates(api: &Api) -> Vec<MethodCandidates> {
    let ids: BTreeSet<&str> = api.operations.iter().map(|operation| operation.id.as_str()).collect();
    let paths: Vec<Vec<Part>> = api.operations.iter().map(|operation| parts(&operation.path.to_string())).collect();
    let mut all = Paths::default();
    api.operations.iter().zip(&paths).for_each(|(operation, parts)| all.add(operation.method, parts));
    let mut functions: BTreeMap<&str, usize> = BTreeMap::new();
    for (operation, parts) in api.operations.iter().zip(&paths) {
        if let Id::Function { name, .. } = operation_id::read(id(operation), operation.method, parts, &ids) {
            *functions.entry(name).or_default() += 1;
        }
    }
    let document = Document { ids, paths: all, functions, prefixes: prefixes(api) };
    let each = api.operations.iter().zip(&paths);
    let mut candidates: Vec<MethodCandidates> =
        each.clone().map(|(operation, parts)| of(operation, parts, &document)).collect();
    lists(each.zip(&mut candidates).collect());
    candidates
}

/// What names depend on beside the operation.
struct Document<'d> {
    ids: BTreeSet<&'d str>,
    paths: Paths,
    /// How many operations have a function of this name.
    functions: BTreeMap<&'d str, usize>,
    /// The word that all ids of a group begin with.
    prefixes: BTreeMap<&'d [String], String>,
}

/// A group of fewer operations has words in common by accident.
const COMMON: usize = 3;

/// The first word of all functions of a group, such as the package that they are in, where it says nothing of them.
fn prefixes(api: &Api) -> BTreeMap<&[String], String> {
    let mut groups: BTreeMap<&[String], Vec<Vec<String>>> = BTreeMap::new();
    for operation in &api.operations {
        groups.entry(&operation.group).or_default().push(Words::of(&operation.id).texts());
    }
    let common = |(group, ids): (_, Vec<Vec<String>>)| {
        let first = ids.first()?.first()?.clone();
        let all = ids.len() >= COMMON && ids.iter().all(|words| words.len() > 1 && words[0] == first);
        (all && !is_verb(&first)).then_some((group, first))
    };
    groups.into_iter().filter_map(common).collect()
}

fn of(operation: &Operation, parts: &[Part], document: &Document<'_>) -> MethodCandidates {
    let whole = id(operation);
    let group: Vec<Vec<String>> = operation.group.iter().map(|segment| Words::of(segment).texts()).collect();
    let (names, rank, stem) = match operation_id::read(whole, operation.method, parts, &document.ids) {
        Id::Path => {
            let resource = resource(&group, parts);
            let action = document.paths.action(operation.method, parts, &resource, operation.pagination.is_some());
            let stem = stem(&action, if end_of(&resource, parts).is_some() { &resource } else { &[] });
            let method = vec![operation.method.as_str().to_lowercase()];
            let Action { verb, object, literal, last, outer } = &action;
            let mut names = vec![joined(&[verb, object]), joined(&[verb, literal])];
            if !outer.is_empty() {
                names.push(joined(&[verb, object, &["for".to_owned()], outer]));
            }
            names.push(joined(&[&method, object]));
            if names[0].len() > LONGEST {
                names.insert(0, joined(&[verb, last]));
            }
            (names, 2, Words::of(&stem.join("_")))
        }
        Id::Function { class, name, decorated, count } => {
            let mut words = Words::of(name).texts();
            // What paths begin with, ids may begin with too: `api_notes_list` of drf-spectacular.
            let all = words.len();
            for generic in parts.iter().take_while(|part| part.is_generic()).flat_map(Part::words) {
                if words.len() > 1 && words[0] == generic {
                    words.remove(0);
                }
            }
            let is_prefixed = words.len() < all;
            let class_words = class.map(Words::of).unwrap_or_default();
            let prefix =
                document.prefixes.get(operation.group.as_slice()).filter(|prefix| words.first() == Some(prefix));
            let mut short = within(&words, &group);
            if short == words && prefix.is_some() {
                short = within(&words[1..], &group);
            }
            let inner = without_package(name, operation);
            if short == words && inner.len() < name.len() {
                short = within(&Words::of(inner).texts(), &group);
            }
            let mut names = vec![joined(&[&short])];
            names.extend(count.map(|count| joined(&[&short, &[count.to_owned()]])));
            names.push(joined(&[&words]));
            names.extend(class.map(|_| of_class(&class_words.texts(), &words, &group)));
            names.extend(class.map(|_| joined(&[&class_words.texts(), &words])));
            let stem = match decorated {
                true if document.functions.get(name).is_some_and(|count| *count == 1) => Words::of(name),
                true => class_words.then(&Words::of(name)),
                false if whole.len() > LONGEST && short.len() > 1 => Words::of(&short.join("_")),
                false if is_prefixed => Words::of(&words.join("_")),
                false => Words::of(whole),
            };
            (names, if count.is_some() { 2 } else { 1 }, stem)
        }
    };
    let mut names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    names.push(joined(&[&Words::of(whole).texts()]));
    let varied = operation.variation.as_ref().map(|variation| Words::of(variation));
    for name in &mut names {
        name.extend(varied.iter().flat_map(|words| ["_".to_owned(), words.snake()]));
    }
    names.dedup();
    let rank = if operation.decided.is_some() { 0 } else { rank };
    MethodCandidates { decided: operation.decided.clone(), names, rank, stem: stem.then(&varied.unwrap_or_default()) }
}

/// An id without the segments that its tag begins with too: `users.UpdatePhoto` in `users.profilePhoto`.
fn without_package<'i>(id: &'i str, operation: &Operation) -> &'i str {
    let mut rest = id;
    for outer in operation.declared_group.last().into_iter().flat_map(|tag| tag.split('.')) {
        match rest.split_once('.') {
            Some((first, inner)) if first == outer && !inner.is_empty() => rest = inner,
            _ => break,
        }
    }
    rest
}

/// The id as the document has it.
fn id(operation: &Operation) -> &str {
    let own = operation.variation.as_ref().and_then(|name| operation.id.strip_suffix(&format!("_{name}")));
    own.unwrap_or(&operation.id)
}

/// A method longer than this loses words, if it is made of a path.
const LONGEST: usize = 40;

/// A function with the class it is in, less what the group says: `list_role_assignments`, or
/// `role_assignments_revoke_grants` where the function has an object of its own.
fn of_class(class: &[String], function: &[String], group: &[Vec<String>]) -> String {
    let class = within(class, group);
    let is_bare = function.iter().all(|word| is_verb(word) || joins(word));
    if is_bare { joined(&[function, &class]) } else { joined(&[&class, function]) }
}

/// The words of a resource that its paths have: those of the innermost group, or of all groups.
fn resource(group: &[Vec<String>], parts: &[Part]) -> Vec<String> {
    let whole = group.concat();
    match (end_of(&whole, parts), group.last()) {
        (None, Some(last)) => last.clone(),
        _ => whole,
    }
}

/// What a type of an operation without an id is called: `CreateAccount`, `ListAccounts`, `GetAccountPerson`.
fn stem(action: &Action, resource: &[String]) -> Vec<String> {
    let mut resource = resource.to_vec();
    let is_of_all = action.object.is_empty() && action.verb.first().is_some_and(|verb| verb == "list");
    if let Some(last) = resource.last_mut().filter(|_| !is_of_all) {
        *last = inflect::singular(last);
    }
    let long = [&action.verb[..], &resource, &action.object].concat();
    if long.concat().len() > LONGEST { [&action.verb[..], &resource, &action.last].concat() } else { long }
}

/// The words of a function less those of its group; all of them if nothing is left.
fn within(words: &[String], group: &[Vec<String>]) -> Vec<String> {
    let last = group.last().cloned().unwrap_or_default();
    let mut rest = words.to_vec();
    let stripped = strip(&mut rest, &group.concat()) || strip(&mut rest, &last);
    let found = strip_short(&mut rest, &last) || stripped || strip_shared(&mut rest, &last);
    // What the group ends in is enough for what a verb is about.
    let ends = (0..last.len()).map(|first| &last[first..]).find(|ends| ends_in(&rest, ends));
    let is_verb_first = |words: &[String]| words.first().is_some_and(|first| is_verb(first));
    if let Some(ends) = ends.filter(|_| found) {
        rest.truncate(rest.len() - ends.len());
        while rest.last().is_some_and(|word| is_article(word)) {
            rest.pop();
        }
    } else if stripped && is_verb_first(&rest) && !is_verb_first(words) {
        // The resource is said twice: `users read user me`.
        strip(&mut rest, &last);
    }
    let says_something = rest.iter().any(|word| word.contains(|letter: char| letter.is_alphabetic()));
    if says_something { rest } else { words.to_vec() }
}

/// Removes a run of words, singular and plural being the same.
fn strip(words: &mut Vec<String>, run: &[String]) -> bool {
    if run.is_empty() || run.len() > words.len() {
        return false;
    }
    let same = |part: &[String]| part.iter().zip(run).all(|(one, other)| inflect::same(one, other));
    if let Some(at) = words.windows(run.len()).position(same) {
        words.drain(at..at + run.len());
        return true;
    }
    // What separates the words of one may be nothing in the other, as of `mTLS` and `mtls`.
    let end = (2..=words.len()).find(|end| run.len() > 1 && inflect::same(&words[..*end].concat(), &run.concat()));
    words.drain(..end.unwrap_or_default());
    end.is_some()
}

/// Removes a first word that is short for the group: `repo` for `repository`.
fn strip_short(words: &mut Vec<String>, group: &[String]) -> bool {
    let ([first, _, ..], [name]) = (words.as_slice(), group) else { return false };
    let is_short = first.len() > 2 && name.starts_with(first.as_str()) && !is_verb(first);
    if is_short {
        words.remove(0);
    }
    is_short
}

/// Removes two words or more that the group begins with too: `access ca list` of `access ca certificates`.
fn strip_shared(words: &mut Vec<String>, group: &[String]) -> bool {
    let shared = words.iter().zip(group).take_while(|(one, other)| inflect::same(one, other)).count();
    let found = shared > 1 && shared < words.len();
    if found {
        words.drain(..shared);
    }
    found
}

/// Whether what a verb is about is the group, beside more words.
fn ends_in(words: &[String], run: &[String]) -> bool {
    let Some(before) = words.len().checked_sub(run.len()).filter(|before| *before > 0 && !run.is_empty()) else {
        return false;
    };
    let same = words[before..].iter().zip(run).all(|(one, other)| inflect::same(one, other));
    same && (is_verb(&words[before - 1]) || joins(&words[before - 1]))
}

/// Where an operation reads one and another reads all of the same thing, such as `get_note` and `get_notes`, the group
/// leaves `get` of both: what reads all is a list. It is so too where one of them is decided to be called otherwise, so
/// that a decision about one changes nothing of the other.
fn lists(mut all: Vec<((&Operation, &Vec<Part>), &mut MethodCandidates)>) {
    let mut uses: BTreeMap<(&[String], String), usize> = BTreeMap::new();
    for ((operation, _), called) in &all {
        let name = called.names.first().filter(|name| called.decided.is_none() || *name != "list");
        for name in name.into_iter().chain(&called.decided) {
            *uses.entry((&operation.group, name.clone())).or_default() += 1;
        }
    }
    for ((operation, parts), candidates) in &mut all {
        let Some(name) = candidates.names.first().filter(|name| candidates.decided.is_none() && is_reading(name))
        else {
            continue;
        };
        let count = |name: &str| uses.get(&(operation.group.as_slice(), name.to_owned())).copied().unwrap_or_default();
        let is_all = operation.method == Method::Get && !matches!(parts.last(), Some(Part::Parameter(_)));
        if is_all && count(name) > 1 && count("list") == 0 {
            candidates.names.insert(0, "list".to_owned());
        }
    }
}

fn joined(words: &[&[String]]) -> String {
    words.concat().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn methods_do_not_repeat_their_group() {
        let table = [
            ("list notes", "notes", "list"),
            ("container list", "containers", "list"),
            ("issue list issues", "issue", "list"),
            ("repo get branch", "repository", "get branch"),
            ("repo list repositories", "repository", "list"),
            ("notes", "notes", "notes"),
            ("find pets by status", "pet", "find by status"),
            ("get order items", "orders", "get items"),
            ("log in", "login", "log in"),
            ("search 3", "search", "search 3"),
            ("address maps list maps", "address maps", "list"),
            ("zero trust organization get your zero trust organization", "zero trust organization", "get"),
            ("access mtls authentication list certificates", "access m tls authentication", "list certificates"),
            ("workers ai post run", "workers ai translation", "post run"),
            ("users read user me", "users", "read me"),
            ("users read users", "users", "read"),
        ];
        for (function, group, expected) in table {
            assert_eq!(within(&words(function), &[words(group)]).join(" "), expected, "{function} of {group}");
        }
    }
}

//! What an operation id says: frameworks make ids of the name of a function and of more, such as the path or the class,
//! which the group or the path says already.
//!
//! | framework | id | function |
//! |---|---|---|
//! | FastAPI | `read_note_notes__note_id__get` | `read_note` |
//! | NestJS | `NotesController_findAll`, `NotesController_findAll_v1` | `findAll` |
//! | gRPC gateway, Micronaut | `NotesService_ListNotes` | `ListNotes` |
//! | springdoc | `list_1`, where there is a `list` | `list` |
//! | Swashbuckle, go-swag without ids, Stripe | `PostAccountsAccount` | none: method and path |

use super::path::Part;
use crate::model::Method;
use std::collections::BTreeSet;

/// What an operation id says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Id<'i> {
    /// Nothing but method and path.
    Path,
    /// The name of a function.
    Function {
        /// The class it is in, without the word for what kind of class that is.
        class: Option<&'i str>,
        /// Name of the function.
        name: &'i str,
        /// The id says more than that.
        decorated: bool,
        /// The number by which the framework tells it from others of its name.
        count: Option<&'i str>,
    },
}

/// Reads the id of an operation with this path among `all` ids of its document.
pub(super) fn read<'i>(whole: &'i str, method: Method, parts: &[Part], all: &BTreeSet<&str>) -> Id<'i> {
    let counted = without_count(whole, all);
    let id = counted.map_or(whole, |(name, _)| name);
    let count = counted.map(|(_, count)| count);
    if is_path(id, method, parts) {
        return Id::Path;
    }
    if let Some(name) = without_path(id, parts) {
        let is_path = is_path(name, method, parts);
        return if is_path { Id::Path } else { Id::Function { class: None, name, decorated: true, count } };
    }
    match without_class(id) {
        Some((class, name)) => Id::Function { class: Some(class), name, decorated: true, count },
        None => Id::Function { class: None, name: id, decorated: counted.is_some(), count },
    }
}

/// springdoc counts functions of one name: `list`, `list_1`, `list_2`.
fn without_count<'i>(id: &'i str, all: &BTreeSet<&str>) -> Option<(&'i str, &'i str)> {
    let (name, count) = id.rsplit_once(['_', '-'])?;
    (is_number(count) && all.contains(name)).then_some((name, count))
}

/// The function in an id of FastAPI, which is `<function><path>_<method>` with an underscore for every sign.
fn without_path<'i>(id: &'i str, parts: &[Part]) -> Option<&'i str> {
    if parts.is_empty() {
        // The path `/` is an underscore.
        let ends = METHODS.map(|method| format!("__{method}"));
        return ends.iter().find_map(|end| id.strip_suffix(end.as_str())).filter(|name| !name.is_empty());
    }
    let ends = METHODS.iter().flat_map(|method| {
        let from = |first: usize| parts[first..].iter().map(|part| plain(part.text())).collect::<String>() + method;
        let generic = parts.iter().take_while(|part| part.is_generic()).count();
        // A document may leave out what the server's URL has already.
        [0, generic].map(from)
    });
    let mut ends: Vec<String> = ends.filter(|end| !METHODS.contains(&end.as_str())).collect();
    ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
    ends.iter().find_map(|end| {
        let name = cut(id, end)?.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        (!name.is_empty() && name.contains(char::is_alphabetic)).then_some(name)
    })
}

/// A text without letters and digits at its end, whatever separates them; the end begins a word.
fn cut<'i>(text: &'i str, end: &str) -> Option<&'i str> {
    let mut rest = text;
    for letter in end.chars().rev() {
        rest = rest.trim_end_matches(|sign: char| !sign.is_alphanumeric());
        let last = rest.chars().next_back().filter(|last| last.to_lowercase().eq(letter.to_lowercase()))?;
        rest = &rest[..rest.len() - last.len_utf8()];
    }
    rest.ends_with(|before: char| !before.is_alphanumeric()).then_some(rest)
}

/// Class and function of `NotesController_findAll`, or of `Shop.NotesController.find_all`.
fn without_class(id: &str) -> Option<(&str, &str)> {
    let is_end = |letter: char| matches!(letter, '_' | '.' | '-' | '#');
    let (stem, name) = id.match_indices(is_end).find_map(|(end, _)| {
        let class = id[..end].rsplit(is_end).next().unwrap_or_default();
        let stem = ROLES.iter().find_map(|role| class.strip_suffix(role))?;
        Some((stem, id[end..].trim_start_matches(is_end)))
    })?;
    let versioned = name.rsplit_once("_v").filter(|(name, version)| !name.is_empty() && is_number(version));
    let name = versioned.map_or(name, |(name, _)| name);
    (!name.is_empty()).then_some((stem, name))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether an id has the method and the path in it, whole or without the parameters, and nothing else.
fn is_path(id: &str, method: Method, parts: &[Part]) -> bool {
    let id = plain(id);
    let method = method.as_str().to_lowercase();
    let has_words = parts.iter().any(|part| matches!(part, Part::Literal(_)));
    let rest = [id.strip_prefix(&*method), id.strip_suffix(&*method)];
    has_words && rest.into_iter().flatten().any(|rest| is_made_of(rest, parts))
}

/// Whether a text is the parts of a path one after the other. Parameters may be left out, be no more than `id`, or have
/// `by` before them; and what most paths of an API begin with may be left out.
fn is_made_of(text: &str, parts: &[Part]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return text.is_empty() };
    let after = |word: &str| text.strip_prefix(word).is_some_and(|text| is_made_of(text, rest));
    let word = plain(first.text());
    match first {
        Part::Literal(_) => after(&word) || (first.is_generic() && is_made_of(text, rest)),
        Part::Parameter(_) => {
            after(&word)
                || after(&format!("by{word}"))
                || (word.ends_with("id") && after("id"))
                || is_made_of(text, rest)
        }
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What classes that answer requests are called, beside their resource.
const ROLES: [&str; 5] = ["Controller", "Service", "Resource", "Handler", "Api"];

#[cfg(test)]
mod tests {
    use super::super::path::parts;
    use super::*;

    fn id(id: &str, method: Method, path: &str) -> String {
        match read(id, method, &parts(path), &BTreeSet::from(["list", "findAll"])) {
            Id::Path => "path".to_owned(),
            Id::Function { class, name, .. } => {
                class.map_or_else(|| name.to_owned(), |class| format!("{class}: {name}"))
            }
        }
    }

    #[test]
    fn ids_of_frameworks() {
        let table = [
            ("read_note_notes__note_id__get", Method::Get, "/notes/{note_id}", "read_note"),
            ("read_items_api_v1_items__get", Method::Get, "/api/v1/items/", "read_items"),
            ("get_notes_notes_get", Method::Get, "/notes", "path"),
            ("health_health_get", Method::Get, "/health", "health"),
            ("root__get", Method::Get, "/", "root"),
            ("items-read_items", Method::Get, "/items", "items-read_items"),
            ("NotesController_findAll", Method::Get, "/notes", "Notes: findAll"),
            ("NotesController_findAll_v1", Method::Get, "/v1/notes", "Notes: findAll"),
            ("Shop.NoteController.find_all", Method::Get, "/notes", "Note: find_all"),
            ("AppController_getHello", Method::Get, "/", "App: getHello"),
            ("NotesService_ListNotes", Method::Get, "/v1/notes", "Notes: ListNotes"),
            ("list_1", Method::Get, "/tags", "list"),
            ("step_2", Method::Get, "/tags", "step_2"),
            ("PostAccountsAccount", Method::Post, "/v1/accounts/{account}", "path"),
            ("post_accounts_account_id", Method::Post, "/accounts/{account_id}", "path"),
            ("ApiNotesByIdGet", Method::Get, "/api/Notes/{id}", "path"),
            ("GET_/notes/:id", Method::Get, "/notes/{id}", "path"),
            ("get_notes_id_lines_id", Method::Get, "/notes/{note_id}/lines/{line_id}", "path"),
            ("get-notes-by-note-id", Method::Get, "/notes/{note-id}", "path"),
            ("getNote", Method::Get, "/notes/{id}", "getNote"),
            ("forget_notes", Method::Get, "/notes", "forget_notes"),
            ("ContainerList", Method::Get, "/containers/json", "ContainerList"),
        ];
        for (given, method, path, expected) in table {
            assert_eq!(id(given, method, path), expected, "{given}");
        }
    }
}

//! From an answer to a typed page. An item that cannot be read costs itself and nothing else.

use super::{Page, Progress, Unreadable, next::metadata};
use crate::runtime::{
    error::{Error, ErrorKind},
    json::{Decode, DecodeError, Kind, Lenience, Value},
    operation::Pagination,
    response::{Answer, Output, report_assumed, undecodable},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

impl<T: Decode + Send + 'static> Output for Page<T> {
    type Value = Page<T>;

    fn read(answer: Answer, assumed: &mut Vec<String>) -> Result<Page<T>, Error> {
        let read = read_page(answer)?;
        assumed.extend_from_slice(&read.assumed);
        read.complete()
    }
}

impl<T: Decode + Send + 'static> Output for Option<Page<T>> {
    type Value = Option<Page<T>>;

    fn read(answer: Answer, assumed: &mut Vec<String>) -> Result<Self::Value, Error> {
        if answer.absent { Ok(None) } else { Page::read(answer, assumed).map(Some) }
    }
}

/// A page, whatever could be read of it, with the answer it came in.
pub(super) struct ReadPage<T> {
    pub(super) page: Page<T>,
    answer: Answer,
    assumed: Vec<String>,
}

/// Reads a page: by the letter, and leniently where that fails.
pub(super) fn read_page<T: Decode>(answer: Answer) -> Result<ReadPage<T>, Error> {
    let Some(pagination) = answer.operation.pagination else {
        return Err(Error::with_message(ErrorKind::Pagination, &answer.operation, "the operation does not page"));
    };
    match page(&answer, &pagination) {
        Ok(Lenience { value: page, assumed }) => {
            report_assumed(&answer.operation, &assumed);
            Ok(ReadPage { page, answer, assumed })
        }
        Err(error) => Err(undecodable(&answer, error)),
    }
}

fn page<T: Decode>(answer: &Answer, pagination: &Pagination) -> Result<Lenience<Page<T>>, DecodeError> {
    let text = answer.json();
    let path = pagination.items;
    answer.document(&text)?.read(|root| {
        let list = list(answer, root, path)?;
        let (items, unreadable) = match list {
            Some(list) => items(list, path)?,
            None => Default::default(),
        };
        let metadata = metadata(answer, pagination, root, list);
        Ok(Page {
            items,
            unreadable,
            total: metadata.total,
            next: metadata.next,
            progress: Progress { fingerprint: metadata.fingerprint, broken: metadata.broken, ids: ids(answer, list) },
        })
    })
}

/// The items of a list; leniently those that can be read, and the others.
fn items<T: Decode>(list: Value<'_>, path: &[&str]) -> Result<(Vec<T>, Vec<Unreadable>), DecodeError> {
    let within = |error| within(path, error);
    let (mut items, mut unreadable) = (Vec::new(), Vec::new());
    for (index, item) in list.elements().enumerate() {
        match T::decode(item).map_err(|error| within(error.in_element(index))) {
            Ok(item) => items.push(item),
            Err(error) if item.is_lenient() => {
                unreadable.push(Unreadable { index, error, raw: item.forget().to_json() });
            }
            Err(error) => return Err(error),
        }
    }
    Ok((items, unreadable))
}

/// The ids of the items, where they are wanted: the text of their `id`, as it stands in the answer.
fn ids(answer: &Answer, list: Option<Value<'_>>) -> Vec<Option<String>> {
    let items = list.filter(|_| answer.page_request.as_ref().is_some_and(|request| request.ids));
    let id = |item: Value<'_>| Some(item.get("id").filter(|id| !id.is_null())?.raw().to_owned());
    items.into_iter().flat_map(|list| list.elements()).map(id).collect()
}

impl<T> ReadPage<T> {
    /// The items in the server's order, with an error for each that could not be read. Left out are those whose ids were
    /// seen on an earlier page, unless no ids were wanted; items without an id are never the same.
    pub(super) fn into_items(self, seen: &mut HashSet<String>) -> Vec<Result<T, Error>> {
        let Self { page, answer, .. } = self;
        let mut ids = page.progress.ids.into_iter();
        let mut is_new = || ids.next().flatten().is_none_or(|id| seen.insert(id));
        let count = page.items.len() + page.unreadable.len();
        let (mut items, mut unreadable) = (page.items.into_iter(), page.unreadable.into_iter().peekable());
        let mut all = Vec::with_capacity(count);
        for index in 0..count {
            let item = match unreadable.next_if(|unreadable| unreadable.index == index) {
                Some(unreadable) => Some(Err(undecodable(&answer, unreadable.error))),
                None => items.next().map(Ok),
            };
            all.extend(item.filter(|_| is_new()));
        }
        all
    }
}

impl<T: Send + 'static> ReadPage<T> {
    /// The page, if all of its items could be read or the call does without the others; else an error that holds it.
    pub(super) fn complete(self) -> Result<Page<T>, Error> {
        let Self { page, answer, .. } = self;
        let Some(first) = page.unreadable.first().filter(|_| !answer.partial) else { return Ok(page) };
        let mut error = undecodable(&answer, first.error.clone());
        let (bad, all) = (page.unreadable.len(), page.unreadable.len() + page.items.len());
        let repr = error.repr_mut();
        repr.message = Some(format!(
            "{bad} of {all} items cannot be read (`into_partial` gives the others), the first at {}",
            first.error
        ));
        repr.partial = Some(Arc::new(Mutex::new(Some(page))));
        Err(error)
    }
}

/// The list of a body; none where there is no body and should be none. Null, as Go writes a list that was never made, and
/// `{}`, as PHP writes an array without elements, are assumed to be lists without items. Nothing else is: it would end an
/// iteration in silence.
fn list<'a>(answer: &Answer, root: Value<'a>, path: &[&str]) -> Result<Option<Value<'a>>, DecodeError> {
    if answer.has_no_content() {
        return Ok(None);
    }
    let list = root.at(path)?;
    let is_no_list = match list.kind() {
        Kind::List => return Ok(Some(list)),
        Kind::Null => !answer.is_bodyless(),
        Kind::Object => list.is_lenient() && list.is_empty(),
        Kind::Boolean | Kind::Number | Kind::String => false,
    };
    if is_no_list {
        list.note_assumed(None);
        return Ok(None);
    }
    Err(within(path, list.expected("an array")))
}

/// The same error, seen from the root, of a value that is at this path.
fn within(path: &[&str], error: DecodeError) -> DecodeError {
    path.iter().rev().fold(error, |error, key| error.in_field(key))
}

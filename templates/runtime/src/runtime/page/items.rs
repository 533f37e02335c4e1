//! From an answer to a typed page.

use super::{Page, Progress, next::metadata};
use crate::runtime::{
    error::{Error, ErrorKind},
    json::{Decode, DecodeError, Document, Value},
    operation::Pagination,
    response::{Answer, Output, undecodable},
};
use std::collections::HashSet;

/// The page in an answer.
impl<T: Decode + Send + 'static> Output for Page<T> {
    type Value = Page<T>;

    fn read(answer: Answer) -> Result<Page<T>, Error> {
        read_page(answer)
    }
}

impl<T: Decode + Send + 'static> Output for Option<Page<T>> {
    type Value = Option<Page<T>>;

    fn read(answer: Answer) -> Result<Self::Value, Error> {
        if answer.absent { Ok(None) } else { read_page(answer).map(Some) }
    }
}

pub(super) fn read_page<T: Decode>(answer: Answer) -> Result<Page<T>, Error> {
    let Some(pagination) = answer.operation.pagination else {
        return Err(Error::with_message(ErrorKind::Pagination, &answer.operation, "the operation does not page"));
    };
    match page(&answer, &pagination) {
        Ok(Ok(page)) => Ok(page),
        Ok(Err(message)) => {
            let mut error = Error::with_message(ErrorKind::Pagination, &answer.operation, message);
            let repr = error.repr_mut();
            repr.status = Some(answer.head.status);
            repr.attempts = answer.head.attempts;
            repr.headers = answer.head.headers;
            repr.body = answer.body;
            Err(error)
        }
        Err(error) => Err(undecodable(answer, error)),
    }
}

fn page<T: Decode>(answer: &Answer, pagination: &Pagination) -> Result<Result<Page<T>, String>, DecodeError> {
    let text = answer.json();
    let document = Document::parse(&text)?;
    let root = document.root();
    let path = pagination.items;
    let list = list(root, path)?;
    let items = match list {
        Some(list) => {
            Vec::<T>::decode(list).map_err(|error| path.iter().rev().fold(error, |error, key| error.in_field(key)))?
        }
        None => Vec::new(),
    };
    Ok(metadata(answer, pagination, root, list).map(|metadata| Page {
        items,
        total: metadata.total,
        next: metadata.next,
        progress: Progress { fingerprint: metadata.fingerprint, ids: ids(answer, list) },
    }))
}

/// The ids of the items, where they are wanted: the text of their `id`, as it stands in the answer.
fn ids(answer: &Answer, list: Option<Value<'_>>) -> Vec<Option<String>> {
    let items = list.filter(|_| answer.page_request.as_ref().is_some_and(|request| request.ids));
    let id = |item: Value<'_>| Some(item.get("id").filter(|id| !id.is_null())?.raw().to_owned());
    items.into_iter().flat_map(|list| list.elements()).map(id).collect()
}

impl<T> Page<T> {
    /// The items whose ids were not on an earlier page; all of them where ids are not collected. Items without an id
    /// are never duplicates.
    pub(crate) fn unseen(self, seen: &mut HashSet<String>) -> Vec<T> {
        let mut ids = self.progress.ids.into_iter();
        let mut is_new = || ids.next().flatten().is_none_or(|id| seen.insert(id));
        self.items.into_iter().filter(|_| is_new()).collect()
    }
}

/// The list of a body. Null, and a body that is empty as a whole, are lists without items; a list that is missing
/// from an object is an error.
fn list<'a>(root: Value<'a>, path: &[&str]) -> Result<Option<Value<'a>>, DecodeError> {
    match root.pointer(path) {
        _ if root.is_null() => Ok(None),
        Some(list) if list.is_null() => Ok(None),
        Some(list) => Ok(Some(list)),
        None => Err(root.missing(path)),
    }
}

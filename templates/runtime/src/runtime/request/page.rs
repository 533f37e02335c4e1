//! The page that a request is for, from which the next page is computed.

use super::{Cursor, Draft, InvalidCursor, Origin, Position};
use crate::runtime::operation::{Operation, Pagination, PaginationStyle, Place};

/// The page that a request is for.
#[derive(Clone, Debug)]
pub(crate) struct PageRequest {
    pub(crate) filters: u64,
    /// The number of the page, or of the items before it.
    pub(crate) start: u64,
    pub(crate) limit: Option<u64>,
    /// Whether the ids of the items are collected, to leave out duplicates.
    pub(crate) ids: bool,
    /// The server, which links have to lead to.
    pub(crate) origin: Origin,
    /// The query parameters whose values nobody else may see. A server may repeat them in its links.
    pub(crate) secrets: Vec<&'static str>,
}

impl PageRequest {
    pub(crate) fn new(pagination: &Pagination, draft: &Draft, origin: &Origin) -> Self {
        let number = |name: &str| draft.query_value(name).and_then(|value| value.parse::<u64>().ok());
        let start = match pagination.style {
            PaginationStyle::Page { page, first, .. } => number(page).unwrap_or(first),
            PaginationStyle::Offset { offset, first, .. } => number(offset).unwrap_or(first).max(first),
            PaginationStyle::Cursor { .. } => 0,
        };
        Self {
            filters: filters(pagination, draft),
            start,
            limit: pagination.limit.and_then(number),
            ids: draft.options.ids,
            origin: origin.clone(),
            secrets: draft.secret_query_names(),
        }
    }
}

/// Whether pages are addressed by what is no parameter of its own, such as a property of Spring's `pageable`.
pub(super) fn pages_by_property(operation: &Operation) -> bool {
    operation.pagination.is_some_and(|pagination| operation.parameter(Place::Query, address(&pagination)).is_none())
}

/// The name that says which page it is.
fn address(pagination: &Pagination) -> &'static str {
    let (PaginationStyle::Page { page: name, .. }
    | PaginationStyle::Offset { offset: name, .. }
    | PaginationStyle::Cursor { parameter: name, .. }) = pagination.style;
    name
}

/// The parameters of a list that say which page, not which list.
fn is_position(pagination: &Pagination, name: &str) -> bool {
    name == address(pagination) || Some(name) == pagination.limit || Some(name) == pagination.backward
}

/// A fingerprint of everything that says which list it is. It is stored in cursors, so it must not change between
/// versions or processes.
fn filters(pagination: &Pagination, draft: &Draft) -> u64 {
    let mut hash = Fnv::new();
    hash.write(draft.operation().id.as_bytes());
    for (name, value) in draft.path_values() {
        hash.write(name.as_bytes());
        hash.write(value.as_bytes());
    }
    let mut pieces: Vec<_> = draft.query_pieces().filter(|(name, _)| !is_position(pagination, name)).collect();
    pieces.sort_unstable();
    for (name, text) in pieces {
        hash.write(name.as_bytes());
        hash.write(text.as_bytes());
    }
    hash.finish()
}

/// Changes a draft to request the page of a cursor.
pub(crate) fn seek(draft: &mut Draft, cursor: &Cursor) -> Result<(), String> {
    let Some(pagination) = draft.operation().pagination else {
        return Err("the operation does not page".to_owned());
    };
    if let Position::Invalid(_) = cursor.position {
        return Err(InvalidCursor::MESSAGE.to_owned());
    }
    if cursor.operation != draft.operation().name {
        return Err(format!("the cursor is for `{}`", cursor.operation));
    }
    if cursor.filters != filters(&pagination, draft) {
        return Err("the cursor is for other filters of the same list".to_owned());
    }
    let size = match (pagination.style, &cursor.position) {
        (_, Position::Refused(why)) => return Err(format!("the link to the next page is not followed: {why}")),
        (PaginationStyle::Page { .. }, Position::Page { limit, .. })
        | (PaginationStyle::Offset { .. }, Position::Offset { limit, .. })
        | (PaginationStyle::Cursor { .. }, Position::Token { limit, .. }) => *limit,
        (PaginationStyle::Cursor { .. }, Position::Query(_)) | (_, Position::Invalid(_)) => None,
        (PaginationStyle::Page { .. }, Position::Offset { .. } | Position::Token { .. } | Position::Query(_))
        | (PaginationStyle::Offset { .. }, Position::Page { .. } | Position::Token { .. } | Position::Query(_))
        | (PaginationStyle::Cursor { .. }, Position::Page { .. } | Position::Offset { .. }) => {
            return Err("the cursor is for another style of pagination".to_owned());
        }
    };
    if let (Some(size), Some(limit)) = (size, pagination.limit) {
        match draft.query_value(limit) {
            Some(limit) if limit != size.to_string() => {
                return Err(format!("the cursor is for pages of {size} items, not {limit}"));
            }
            Some(_) => {}
            None => draft.set_query_value(limit, &size.to_string()),
        }
    }
    // A cursor says where to go on; a page before an item is another one.
    if let Some(backward) = pagination.backward {
        draft.remove_query_value(backward);
    }
    match (&cursor.position, pagination.style) {
        (Position::Page { number, .. }, PaginationStyle::Page { page, .. }) => {
            draft.set_query_value(page, &number.to_string())
        }
        (Position::Token { token, .. }, PaginationStyle::Cursor { parameter, .. }) => {
            draft.set_query_value(parameter, token)
        }
        (Position::Offset { start, .. }, PaginationStyle::Offset { offset, .. }) => {
            draft.set_query_value(offset, &start.to_string())
        }
        (Position::Query(query), _) => draft.follow(query, |name| is_position(&pagination, name)),
        (
            Position::Page { .. }
            | Position::Offset { .. }
            | Position::Token { .. }
            | Position::Refused(_)
            | Position::Invalid(_),
            _,
        ) => {}
    }
    Ok(())
}

/// FNV-1a with 64 bits; a zero byte keeps neighbouring parts apart.
pub(crate) struct Fnv(u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    pub(crate) fn finish(&self) -> u64 {
        self.0
    }
}

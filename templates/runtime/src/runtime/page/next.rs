//! The page after a page: computed from body and headers by the operation's rule, without the type of the items.

use super::link;
use crate::runtime::{
    json::{Kind, Value},
    operation::{LastPage, Next, Operation, Pagination, PaginationStyle},
    request::{Cursor, Fnv, Origin, PageRequest, Position, check_characters, tolerated_query, without},
    response::Answer,
};
use http::Uri;

/// What a response says about the list beside its items.
pub(super) struct PageMetadata {
    pub(super) total: Option<u64>,
    pub(super) next: Option<Cursor>,
    pub(super) fingerprint: Option<u64>,
    /// Why the next page is not known, although there may be one.
    pub(super) broken: Option<String>,
}

/// Reads what a response says about the list beside its items; `items` is none where the body has no list at the place.
pub(super) fn metadata(
    answer: &Answer,
    pagination: &Pagination,
    root: Value<'_>,
    items: Option<Value<'_>>,
) -> PageMetadata {
    let Some(request) = &answer.page_request else {
        return PageMetadata { total: None, next: None, fingerprint: None, broken: None };
    };
    let mut broken = None;
    let position = match pagination.style {
        PaginationStyle::Page { last, first, .. } => {
            let read = request.start.saturating_add(1).saturating_sub(first);
            let more = has_next(last, root, items, read);
            more.then(|| Position::Page { number: request.start.saturating_add(1), limit: request.limit })
        }
        PaginationStyle::Offset { last, .. } => {
            let count = items.map_or(0, |items| items.elements().count() as u64);
            let more = count > 0 && has_next(last, root, items, 0);
            more.then(|| Position::Offset { start: request.start.saturating_add(count), limit: request.limit })
        }
        PaginationStyle::Cursor { next, .. } => {
            let decided = next.iter().find_map(|next| follow(next, answer, root, items, request));
            broken = match &decided {
                None => unaddressed(next, items, request).or_else(|| contradiction(next, root)),
                Some(None) => contradiction(next, root),
                Some(Some(_)) => None,
            };
            decided.flatten()
        }
    };
    let total = match pagination.style {
        PaginationStyle::Page { total, .. } | PaginationStyle::Offset { total, .. } => {
            total.and_then(|total| root.pointer(total)).and_then(whole)
        }
        PaginationStyle::Cursor { .. } => None,
    };
    PageMetadata {
        total: total.and_then(|total| u64::try_from(total).ok()),
        next: position.map(|position| cursor(&answer.operation, request, position)),
        fingerprint: items.and_then(fingerprint),
        broken,
    }
}

/// Why nothing says where the next page begins: the last item of a page that is full lacks what it is addressed by.
fn unaddressed(rules: &[Next], items: Option<Value<'_>>, request: &PageRequest) -> Option<String> {
    let property = rules.iter().find_map(|rule| match rule {
        Next::LastItem(property) => Some(*property),
        Next::Body(_) | Next::BodyLink(_) | Next::HasMore(_) | Next::LinkHeader => None,
    })?;
    let count = items.map_or(0, |items| items.elements().count() as u64);
    let is_full = count > 0 && request.limit.is_none_or(|limit| count >= limit);
    is_full.then(|| format!("the last item has no `{property}`, by which the next page is requested"))
}

/// Why the end of a list is none, although nothing says where the next page begins: something else stands where a cursor
/// should be, or the server says that there is more.
fn contradiction(rules: &[Next], root: Value<'_>) -> Option<String> {
    let said = rules.iter().filter_map(|rule| match rule {
        Next::HasMore(path) => Some((path, flag(root.pointer(path)?)?)),
        Next::Body(_) | Next::BodyLink(_) | Next::LastItem(_) | Next::LinkHeader => None,
    });
    let said: Vec<_> = said.collect();
    if said.iter().any(|(_, has_more)| !has_more) {
        return None;
    }
    let no_cursor = rules.iter().find_map(|rule| {
        let (Next::Body(path) | Next::BodyLink(path)) = rule else { return None };
        let what = match root.pointer(path)? {
            found if found.as_bool() == Some(true) => "true",
            found if found.kind() == Kind::List && !found.is_empty() => "an array",
            found if found.kind() == Kind::Object && !found.is_empty() => "an object",
            _ => return None,
        };
        Some(format!("`{}` is {what} instead of the cursor of the next page", path.join(".")))
    });
    let unanswered =
        |(path, _): &(&&[&str], bool)| format!("`{}` is true, but there is no cursor of a next page", path.join("."));
    no_cursor.or_else(|| said.first().map(unanswered))
}

fn cursor(operation: &Operation, request: &PageRequest, position: Position) -> Cursor {
    Cursor { operation: operation.name.to_owned(), filters: request.filters, position }
}

/// Whether a page follows after `read` pages: the first rule that finds its answer decides, and where none does, an
/// empty page is the end, because stopping early would lose items in silence.
fn has_next(rules: &[LastPage], root: Value<'_>, items: Option<Value<'_>>, read: u64) -> bool {
    let filled = items.is_some_and(|items| !items.is_empty());
    let decided = rules.iter().find_map(|rule| match rule {
        LastPage::MaxPage(path) => {
            let last = whole(root.pointer(path)?)?;
            let more = i64::try_from(read).is_ok_and(|read| read < last);
            // Items beyond the last page contradict its number, such as 0 beside items, which then says nothing.
            let beyond = filled && i64::try_from(read).is_ok_and(|read| read > last);
            (!beyond).then_some(more)
        }
        LastPage::HasNext(path) => flag(root.pointer(path)?),
        LastPage::NextLink(path) => {
            let link = root.pointer(path)?;
            match link.kind() {
                Kind::Null => Some(false),
                Kind::Boolean => flag(link).filter(|has_next| !has_next),
                Kind::String => Some(link.as_str().is_some_and(|link| !link.is_empty())),
                // The number of the next page says nothing past the last.
                Kind::Number => Some(filled),
                Kind::List | Kind::Object => None,
            }
        }
        LastPage::Empty => Some(filled),
    });
    decided.unwrap_or(filled)
}

/// What one rule says: nothing, that this was the last page, or where the next one is.
fn follow(
    rule: &Next,
    answer: &Answer,
    root: Value<'_>,
    items: Option<Value<'_>>,
    request: &PageRequest,
) -> Option<Option<Position>> {
    let token = |value: Value<'_>| {
        let token = scalar(value).filter(|token| !token.is_empty())?;
        Some(Position::Token { token, limit: request.limit })
    };
    match rule {
        Next::Body(path) => root.pointer(path).map(token),
        Next::BodyLink(path) => match root.pointer(path).and_then(scalar).filter(|link| !link.is_empty()) {
            // Under the same names as links some servers write the cursor itself.
            Some(target) if is_token(&target) => Some(Some(Position::Token { token: target, limit: request.limit })),
            Some(target) => Some(Some(linked(&target, request))),
            None => Some(None),
        },
        Next::HasMore(path) => match root.pointer(path).and_then(flag) {
            Some(false) => Some(None),
            Some(true) | None => None,
        },
        Next::LastItem(property) => match items.and_then(|items| items.elements().last()) {
            Some(last) => last.get(property).and_then(token).map(Some),
            None => Some(None),
        },
        // Links without one to the next page say that there is none; no links at all say nothing.
        Next::LinkHeader => match link::next(&answer.head.headers) {
            Some(target) => Some(Some(linked(&target, request))),
            None => answer.head.headers.contains_key(http::header::LINK).then_some(None),
        },
    }
}

/// Whether a text leads nowhere by itself: it is neither absolute nor has it a query, without which nobody gets further.
fn is_token(text: &str) -> bool {
    !text.contains('?') && !text.contains("//") && !text.starts_with('/')
}

/// A whole number, also one that is spelled in a string.
fn whole(value: Value<'_>) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// A truth value, also one that is spelled in a string or is a number.
fn flag(value: Value<'_>) -> Option<bool> {
    match (value.kind(), scalar(value).as_deref()) {
        (Kind::String, Some("true")) | (Kind::Number, Some("1")) => Some(true),
        (Kind::String, Some("false")) | (Kind::Number, Some("0")) => Some(false),
        _ => value.as_bool(),
    }
}

fn scalar(value: Value<'_>) -> Option<String> {
    match value.kind() {
        Kind::String => value.as_str().map(|text| text.into_owned()),
        Kind::Number => Some(value.raw().to_owned()),
        Kind::Null | Kind::Boolean | Kind::List | Kind::Object => None,
    }
}

/// Where a link leads. One that is not followed costs nobody this page: only going on fails.
fn linked(target: &str, request: &PageRequest) -> Position {
    match query(target, &request.origin).map(|query| without(&query, &request.secrets)) {
        Ok(query) if query.is_empty() => {
            Position::Refused("it has no query, and nothing else of it is used".to_owned())
        }
        Ok(query) => Position::Query(query),
        Err(why) => Position::Refused(why),
    }
}

/// The query of a link's target, which has to be on the same server. Nothing else of it is used: the path is the
/// operation's own, whatever a server or who speaks for it writes.
fn query(target: &str, origin: &Origin) -> Result<String, String> {
    let (target, _) = target.split_once('#').unwrap_or((target, ""));
    let (place, query) = target.split_once('?').unwrap_or((target, ""));
    check_place(place, origin)?;
    tolerated_query(query)
}

/// Refuses scheme, host and path of a link that leads elsewhere, or could for another reader of URLs.
fn check_place(place: &str, origin: &Origin) -> Result<(), String> {
    let absolute = match (place.strip_prefix("//"), place.find(['/', ':'])) {
        (Some(_), _) => format!("{}:{place}", origin.scheme()),
        (None, Some(colon)) if place[colon..].starts_with(':') => place.to_owned(),
        (None, _) => return check_characters(place),
    };
    let uri: Uri = absolute.parse().map_err(|_| "it is not a URL".to_owned())?;
    if !origin.is_of(&uri) {
        let host = uri.authority().map_or("nowhere", |authority| authority.host());
        return Err(format!("it leads to `{host}` instead of `{origin}`"));
    }
    check_characters(uri.path())
}

/// Recognises a page that comes again. Only of objects, because lists of numbers or words can be alike page after page.
fn fingerprint(items: Value<'_>) -> Option<u64> {
    let mut elements = items.elements();
    if elements.next()?.kind() != Kind::Object {
        return None;
    }
    let mut hash = Fnv::new();
    hash.write(items.raw().as_bytes());
    Some(hash.finish())
}

//! A place in a list that can be saved and returned to.

use super::check_query;
use crate::runtime::error::OneLine;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::{fmt, str::FromStr};

/// A place in a list: the page to ask for next.
///
/// It is bound to the operation and its filters; another list refuses it. As text (`Display`, `FromStr`, serde) it
/// can be stored, and handed to whoever turns the pages: it holds values of query parameters and no more, so that a
/// text that somebody changed still asks for the same path, with the same filters.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(crate) operation: String,
    pub(crate) filters: u64,
    pub(crate) position: Position,
}

/// Which page a cursor stands for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Position {
    /// The page with this number, of pages this long.
    Page { number: u64, limit: Option<u64> },
    /// The page after this many items, of pages this long.
    Offset { start: u64, limit: Option<u64> },
    /// The page that begins at this cursor of the server's.
    Token { token: String, limit: Option<u64> },
    /// The page that this query leads to, which is encoded.
    Query(String),
    /// There is a next page, and the link to it is not followed, for this reason. The call it is given to fails.
    Refused(String),
    /// A text that is no cursor; the call it is given to fails.
    Invalid(String),
}

/// What has to be encoded so that the parts of a cursor can be separated.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Position::Invalid(text) = &self.position {
            return f.write_str(text);
        }
        write!(f, "{}:{:016x}:", utf8_percent_encode(&self.operation, PART), self.filters)?;
        let limit = |limit: Option<u64>| limit.map_or(String::new(), |limit| limit.to_string());
        match &self.position {
            Position::Page { number, limit: of } => write!(f, "page:{number}:{}", limit(*of)),
            Position::Offset { start, limit: of } => write!(f, "offset:{start}:{}", limit(*of)),
            Position::Token { token, limit: of } => {
                write!(f, "token:{}:{}", utf8_percent_encode(token, PART), limit(*of))
            }
            Position::Query(query) => write!(f, "query:{}", utf8_percent_encode(query, PART)),
            Position::Refused(why) => write!(f, "refused:{}", utf8_percent_encode(why, PART)),
            Position::Invalid(text) => f.write_str(text),
        }
    }
}

/// Without the server's token or query, which are not for logs.
impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cursor = f.debug_struct("Cursor");
        cursor.field("operation", &self.operation);
        match &self.position {
            Position::Page { number, .. } => cursor.field("page", number),
            Position::Offset { start, .. } => cursor.field("offset", start),
            Position::Refused(why) => cursor.field("refused", &format_args!("{}", OneLine(why))),
            Position::Token { .. } | Position::Query(_) | Position::Invalid(_) => &mut cursor,
        }
        .finish_non_exhaustive()
    }
}

impl From<&Cursor> for Cursor {
    fn from(cursor: &Cursor) -> Self {
        cursor.clone()
    }
}

/// A text that was stored. If it is no cursor, the call it is given to fails with
/// [`ErrorKind::Request`](crate::runtime::ErrorKind::Request); `parse()` says so at once.
impl From<String> for Cursor {
    fn from(text: String) -> Self {
        parse(&text).unwrap_or(Self { operation: String::new(), filters: 0, position: Position::Invalid(text) })
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Cursor {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

/// A text that is no cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCursor(());

impl InvalidCursor {
    pub(crate) const MESSAGE: &str = "not the text of a cursor";
}

impl fmt::Display for InvalidCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::MESSAGE)
    }
}

impl std::error::Error for InvalidCursor {}

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        parse(text).ok_or(InvalidCursor(()))
    }
}

fn parse(text: &str) -> Option<Cursor> {
    let mut parts = text.split(':');
    let operation = decode(parts.next()?)?;
    let filters = u64::from_str_radix(parts.next()?, 16).ok()?;
    let kind = parts.next()?;
    let value = parts.next()?;
    let limit = match parts.next() {
        None | Some("") => None,
        Some(limit) => Some(limit.parse().ok()?),
    };
    let position = match kind {
        "page" => Position::Page { number: value.parse().ok()?, limit },
        "offset" => Position::Offset { start: value.parse().ok()?, limit },
        "token" => Position::Token { token: decode(value)?, limit },
        "query" => Position::Query(decode(value).filter(|query| check_query(query).is_ok())?),
        "refused" => Position::Refused(decode(value)?),
        _ => return None,
    };
    (parts.next().is_none() && !operation.is_empty()).then_some(Cursor { operation, filters, position })
}

fn decode(text: &str) -> Option<String> {
    Some(percent_decode_str(text).decode_utf8().ok()?.into_owned())
}

impl serde::Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

//! What the words of a document say about pages, and the number of the first one.

use crate::lower::operation::query::QueryPart;
use crate::model::{Docs, Limit};
use serde_json::Value;

/// Ways to say that the first page, or the first item, is number zero.
const ZERO: &[&str] = &[
    "zero-based",
    "0-based",
    "zero based",
    "0-indexed",
    "zero-indexed",
    "zero indexed",
    "starts at 0",
    "starting at 0",
    "starts from 0",
    "starting from 0",
    "starts with 0",
    "starting with 0",
    "begins at 0",
    "first page is 0",
    "first page has the number 0",
];

/// Ways to say that the first item is number one.
const ONE: &[&str] = &["one-based", "1-based", "one based", "1-indexed", "one-indexed", "starts at 1", "starting at 1"];

/// Ways to say that answers name the next page in their `Link` header.
const LINK: &[&str] = &["link header", "link response header", "link http header", "header link"];

/// All that is said about a parameter, in lower case.
pub(super) fn docs(parameter: &QueryPart<'_>) -> String {
    words(parameter.docs)
}

/// All that is said about something, in lower case.
pub(super) fn words(docs: &Docs) -> String {
    let texts = [&docs.summary, &docs.text];
    texts.into_iter().flatten().map(|text| text.to_lowercase() + " ").collect()
}

/// Whether words say that the next page is in a header.
pub(super) fn names_link_header(docs: &Docs) -> bool {
    let plain: String = words(docs).chars().filter(|letter| *letter != '`' && *letter != '*').collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    LINK.iter().any(|link| words.contains(link))
}

/// The number of the first page, if the parameter or the answer leaves no doubt.
pub(super) fn first_page(page: &QueryPart<'_>, spring: bool) -> Option<u64> {
    match (page.default.map(whole), least(page)) {
        _ if is_zero_based(page) => Some(0),
        (Some(default), _) => default.filter(|first| *first <= 1),
        (None, Some(1)) => Some(1),
        (None, Some(0)) if spring => Some(0),
        (None, Some(_)) => None,
        (None, None) if spring => Some(0),
        // An index is counted from 0 as often as from 1.
        (None, None) => (!page.wire.to_lowercase().ends_with("index")).then_some(1),
    }
}

/// The number of the first item, if the parameter leaves no doubt.
pub(super) fn first_item(start: &QueryPart<'_>) -> Option<u64> {
    if is_zero_based(start) {
        return Some(0);
    }
    let said = ONE.iter().any(|word| docs(start).contains(word)).then_some(1);
    let first = match (start.default.map(whole), least(start)) {
        (Some(default), _) => default,
        (None, least) => least.and_then(|least| u64::try_from(least).ok()).or(said),
    };
    first.filter(|first| *first <= 1)
}

fn is_zero_based(parameter: &QueryPart<'_>) -> bool {
    let words = docs(parameter);
    ZERO.iter().any(|word| words.contains(word))
}

/// A number such as 0 or 0.0.
fn whole(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_f64().filter(|number| *number == 0.0 || *number == 1.0).map(|number| number as u64))
}

fn least(parameter: &QueryPart<'_>) -> Option<i64> {
    parameter.limits.iter().find_map(|limit| match limit {
        Limit::AtLeast(text) => text.parse::<i64>().ok(),
        Limit::AtMost(_) | Limit::Bound(_) | Limit::Pattern(_) => None,
    })
}

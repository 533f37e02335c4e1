//! How lists page, as it was recognised from names.

use super::{Section, quoted};
use crate::model::{Api, LastPage, Next, Pagination, PaginationStyle};
use std::collections::BTreeMap;

pub(super) fn propose(api: &Api) -> Vec<Section> {
    let mut rules: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for operation in &api.operations {
        if let Some(pagination) = &operation.pagination {
            rules.entry(keys(pagination)).or_default().push(&operation.id);
        }
    }
    let mut lines = vec!["pagination:".to_owned()];
    for (keys, operations) in rules {
        let operations: Vec<String> = operations.into_iter().map(quoted).collect();
        lines.push(format!("  - operations: [{}]", operations.join(", ")));
        lines.extend(keys.into_iter().map(|key| format!("    {key}")));
        lines.push("    because: Recognised by the names of parameters and properties.".to_owned());
    }
    let words = "How lists page. With a rule here nothing is recognised any more: keep those that hold.";
    Section::new(words, lines).into_iter().collect()
}

fn keys(pagination: &Pagination) -> Vec<String> {
    let Pagination { limit, max_limit, items, item: _, style, backward: _ } = pagination;
    let mut keys = Vec::new();
    let mut key = |name: &str, value: &str| keys.push(format!("{name}: {value}"));
    let path = |path: &[String]| quoted(&path.join("."));
    match style {
        PaginationStyle::Page { page, first, last, total } => {
            key("page", &quoted(page));
            key("first_page", &first.to_string());
            self::last(last, &mut key);
            total.iter().for_each(|total| key("total", &path(total)));
        }
        PaginationStyle::Offset { offset, first, last, total } => {
            key("offset", &quoted(offset));
            if *first > 0 {
                key("first_page", &first.to_string());
            }
            self::last(last, &mut key);
            total.iter().for_each(|total| key("total", &path(total)));
        }
        PaginationStyle::Cursor { parameter, next } => {
            key("cursor", &quoted(parameter));
            for next in next {
                match next {
                    Next::Body(at) => key("next", &path(at)),
                    Next::BodyLink(at) => key("next_link", &path(at)),
                    Next::HasMore(at) => key("has_next", &path(at)),
                    Next::LastItem(property) => key("last_item", &quoted(property)),
                    Next::LinkHeader => key("link_header", "true"),
                }
            }
        }
    }
    limit.iter().for_each(|limit| key("limit", &quoted(limit)));
    max_limit.iter().for_each(|limit| key("max_limit", &limit.to_string()));
    if !items.is_empty() {
        key("items", &path(items));
    }
    keys
}

fn last(last: &[LastPage], key: &mut dyn FnMut(&str, &str)) {
    for last in last {
        match last {
            LastPage::MaxPage(at) => key("max_page", &quoted(&at.join("."))),
            LastPage::HasNext(at) => key("has_next", &quoted(&at.join("."))),
            LastPage::NextLink(at) => key("next_link", &quoted(&at.join("."))),
            LastPage::Empty => {}
        }
    }
}

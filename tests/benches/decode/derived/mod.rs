//! The same models as a programmer would write them for serde's derive: the fields of the pages, text for ids and times,
//! and nothing kept of what the type does not know.

#![expect(dead_code, reason = "fields are decoded for what that costs, not to be read")]

mod orders;
mod subscriptions;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use orders::*;
pub(crate) use subscriptions::*;

type Map<T> = BTreeMap<String, T>;

#[derive(Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) pagination: Pagination,
}

#[derive(Deserialize)]
pub(crate) struct Pagination {
    pub(crate) total_count: i64,
    pub(crate) max_page: i64,
}

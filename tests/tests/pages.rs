//! Every list of both APIs is read to its end, page by page, from a server that has 250 items and grants 100 at a
//! time, in every way in which its operation may page.

use generated_sdk::runtime::{LastPage, NextPage, Pagination, PaginationStyle, Samples};
use generated_sdk::testing::Catalogued;
use generated_sdk::{Operation, Result, circle, polar};
use sdk_tests::model_server;
use sdk_tests::server::{Answer, Request, Server};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Items of every list, how many of them the server gives at once at most, and how many unless it is requested more.
const TOTAL: usize = 250;
const GRANTED: usize = 100;
const USUAL: usize = 10;

#[test]
fn every_polar_list() {
    let server = Paging::start(polar::catalog::OPERATIONS, polar::catalog::SAMPLES);
    let client = polar::blocking::Client::builder().base_url(server.server.url()).access_token("token").build();
    let client = client.expect("loopback needs no https");
    let ways = server.read(polar::catalog::LISTS.iter().map(|(id, list)| (*id, || list(&client))));
    assert_eq!(ways["events:list"], 2, "it tells the number of the last page, or only whether a page follows");
}

#[test]
fn every_circle_list() {
    let server = Paging::start(circle::catalog::OPERATIONS, circle::catalog::SAMPLES);
    let client = circle::blocking::Client::builder().base_url(server.server.url()).access_token("token").build();
    let client = client.expect("loopback needs no https");
    server.read(circle::catalog::LISTS.iter().map(|(id, list)| (*id, || list(&client))));
}

/// A server whose lists have pages.
struct Paging {
    server: Server,
    operations: &'static [Catalogued],
    /// Which of the ways to page an operation has it uses.
    way: Arc<AtomicUsize>,
}

impl Paging {
    fn start(operations: &'static [Catalogued], samples: Samples) -> Self {
        let way = Arc::new(AtomicUsize::new(0));
        let chosen = Arc::clone(&way);
        let server = Server::start(move |request| {
            let operation = model_server::route(operations, request).expect("what is sent is an operation");
            let sample = samples.of(operation.name).find(|sample| sample.status == 200);
            let body = serde_json::from_str(&sample.expect("lists have an example").body).expect("examples are JSON");
            page(operation, request, body, chosen.load(Ordering::SeqCst))
        });
        Self { server, operations, way }
    }

    /// Reads every list in every way it may page, and says how many ways each has.
    fn read<'a, L: Fn() -> Result<usize>>(
        &self,
        lists: impl Iterator<Item = (&'a str, L)>,
    ) -> BTreeMap<&'a str, usize> {
        let mut read = BTreeMap::new();
        for (id, list) in lists {
            let operation = self.operations.iter().map(|entry| entry.operation).find(|operation| operation.id == id);
            let pagination = operation.expect("lists are operations").pagination.expect("lists page");
            let (ways, fewest) = (ways(&pagination), TOTAL.div_ceil(size(&pagination)));
            for way in 0..ways {
                self.way.store(way, Ordering::SeqCst);
                assert_eq!(list().map_err(|error| error.to_string()), Ok(TOTAL), "{id}, way {way}");
                let requests = self.server.take().len();
                // Where only an empty page is the end, it takes one more.
                assert!((fewest..=fewest + 1).contains(&requests), "{id}, way {way}: {requests} requests");
            }
            read.insert(id, ways);
        }
        let paging = self.operations.iter().filter(|entry| entry.operation.pagination.is_some()).count();
        assert_eq!(read.len(), paging, "every list is read");
        read
    }
}

/// In how many ways pages lead on.
fn ways(pagination: &Pagination) -> usize {
    match pagination.style {
        PaginationStyle::Page { last, .. } | PaginationStyle::Offset { last, .. } => last.len().max(1),
        PaginationStyle::Cursor { next, .. } => next.len(),
    }
}

/// How large the pages are that are requested: as large as they get where that is known, else what the server gives.
fn size(pagination: &Pagination) -> usize {
    pagination.max_limit.map_or(USUAL, |limit| GRANTED.min(limit as usize))
}

/// The page that a request asks for.
fn page(operation: &Operation, request: &Request, mut body: Value, way: usize) -> Answer {
    let requested = |name: &str| {
        let query = request.target.split_once('?')?.1;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?.parse::<usize>().ok()
    };
    let Pagination { limit, items, style, .. } = operation.pagination.expect("lists page");
    let size = limit.and_then(requested).unwrap_or(USUAL).min(GRANTED);
    let start = match style {
        PaginationStyle::Page { page, first, .. } => {
            let first = first as usize;
            (requested(page).unwrap_or(first) - first) * size
        }
        PaginationStyle::Offset { offset, first, .. } => requested(offset).map_or(0, |start| start - first as usize),
        PaginationStyle::Cursor { parameter, .. } => requested(parameter).map_or(0, |last| last + 1),
    };
    let end = (start + size).min(TOTAL);
    let key = match style {
        PaginationStyle::Cursor { next, .. } => next.iter().find_map(|next| match next {
            NextPage::LastItem(property) => Some(*property),
            NextPage::Body(_) | NextPage::BodyLink(_) | NextPage::HasMore(_) | NextPage::LinkHeader => None,
        }),
        PaginationStyle::Page { .. } | PaginationStyle::Offset { .. } => None,
    };
    let example = body.pointer(&pointer(items)).and_then(|items| items.get(0)).expect("example lists have an item");
    let list = (start..end).map(|index| item(example, key, index)).collect();
    *body.pointer_mut(&pointer(items)).expect("it was just read") = Value::Array(list);
    let mut answer_headers = Vec::new();
    match style {
        PaginationStyle::Page { last, .. } | PaginationStyle::Offset { last, .. } => {
            for (index, rule) in last.iter().enumerate() {
                let (path, value) = match rule {
                    LastPage::MaxPage(path) => (path, json!(TOTAL.div_ceil(size))),
                    LastPage::HasNext(path) => (path, json!(end < TOTAL)),
                    LastPage::NextLink(path) => (path, json!((end < TOTAL).then_some("?more"))),
                    LastPage::Empty => continue,
                };
                set(&mut body, path, (index == way).then_some(value));
            }
        }
        PaginationStyle::Cursor { parameter, next, .. } => match next[way] {
            NextPage::Body(path) => set(&mut body, path, (end < TOTAL).then(|| json!((end - 1).to_string()))),
            NextPage::BodyLink(path) => {
                set(&mut body, path, (end < TOTAL).then(|| json!(format!("?{parameter}={}", end - 1))))
            }
            NextPage::HasMore(path) => set(&mut body, path, Some(json!(end < TOTAL))),
            NextPage::LastItem(_) => {}
            NextPage::LinkHeader => {
                let path = request.target.split('?').next().unwrap_or_default();
                let limit = limit.map(|limit| format!("&{limit}={size}")).unwrap_or_default();
                let next = format!("<{path}?{parameter}={}{limit}>; rel=\"next\"", end.saturating_sub(1));
                let first = format!("<{path}>; rel=\"first\"");
                answer_headers.push(("link".to_owned(), if end < TOTAL { next } else { first }));
            }
        },
    }
    let mut answer = Answer::json(200, body.to_string());
    answer.headers.extend(answer_headers);
    answer
}

/// An item like the example, but not the same as any other.
fn item(example: &Value, key: Option<&str>, index: usize) -> Value {
    let mut item = example.clone();
    if let Value::Object(object) = &mut item {
        object.insert("index_of_this_test".to_owned(), json!(index));
        if let Some(key) = key {
            object.insert(key.to_owned(), json!(index.to_string()));
        }
    }
    item
}

fn pointer(path: &[&str]) -> String {
    path.iter().map(|key| format!("/{key}")).collect()
}

/// Sets a value in a body, or takes it out.
fn set(body: &mut Value, path: &[&str], value: Option<Value>) {
    let Some((last, parents)) = path.split_last() else { return };
    let mut place = body;
    for key in parents {
        place = &mut place[*key];
    }
    match (value, place) {
        (Some(value), place) => place[*last] = value,
        (None, Value::Object(object)) => drop(object.remove(*last)),
        (None, _) => {}
    }
}

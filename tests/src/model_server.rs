//! A server on loopback made from a catalog: it knows every operation and answers with the example.

use crate::server::{Answer, Request, Server};
use generated_sdk::Operation;
use generated_sdk::runtime::{Samples, Segment};
use generated_sdk::testing::Catalogued;

/// Starts a server for the operations of one API.
pub fn start(operations: &'static [Catalogued], samples: Samples) -> Server {
    Server::start(move |request| answer(operations, samples, request))
}

/// The operation that a request is for: same method, and the path fits with as many literals as can be.
pub fn route(operations: &'static [Catalogued], request: &Request) -> Option<&'static Operation> {
    let path = request.target.split('?').next().unwrap_or_default();
    let fitting =
        operations.iter().map(|entry| entry.operation).filter(|operation| operation.method == *request.method);
    fitting.filter(|operation| fits(operation.path, path)).max_by_key(|operation| literals(operation))
}

fn answer(operations: &'static [Catalogued], samples: Samples, request: &Request) -> Answer {
    let Some(operation) = route(operations, request) else {
        return Answer::json(404, r#"{"detail":"Not Found"}"#);
    };
    let sample = samples.of(operation.name).find(|sample| sample.status < 300);
    match sample {
        None => Answer::empty(204),
        Some(sample) if sample.content_type.is_empty() => Answer::empty(sample.status),
        Some(sample) => Answer::of(sample.content_type, sample.status, sample.body.as_bytes()),
    }
}

/// Whether a path can be made of a template: parameters take one segment or a part of it.
fn fits(template: &[Segment], path: &str) -> bool {
    match template.split_first() {
        None => path.is_empty(),
        Some((Segment::Literal(text), rest)) => path.strip_prefix(text).is_some_and(|path| fits(rest, path)),
        Some((Segment::Parameter(_), rest)) => {
            let most = path.find('/').unwrap_or(path.len());
            (1..=most).rev().any(|length| path.is_char_boundary(length) && fits(rest, &path[length..]))
        }
    }
}

fn literals(operation: &Operation) -> usize {
    let lengths = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => text.len(),
        Segment::Parameter(_) => 0,
    });
    lengths.sum()
}

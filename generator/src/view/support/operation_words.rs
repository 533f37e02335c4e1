//! What a document says of the parts of an operation: its arguments, its answers and their headers.

use super::docs::{self, line};
use super::operation::Parts;
use super::operation_docs::status;
use crate::model::{Docs, Operation, Response};
use crate::naming::OperationNames;
use crate::text::{Inline, code, markdown};

/// Words of which descriptions are made that say no more than the status, such as `Successful Response`.
const EMPTY_WORDS: &str = "\
    a an the ok success successful successfully response result request operation default expected no \
    content created accepted null empty bad unauthorized forbidden not found conflict internal server \
    error unexpected too many requests unprocessable entity validation service unavailable";

/// The arguments of the method about which there are words.
pub(super) fn arguments(operation: &Operation, names: &OperationNames) -> Vec<Inline> {
    let parts = Parts::of(operation, names);
    let parameters = parts.required.iter().filter_map(|(parameter, ident)| {
        let limits = docs::limits(&parameter.constraints);
        let words = line(&parameter.docs)?;
        let limits = if limits.is_empty() { Inline::default() } else { markdown!(" ({})", Inline::join(limits, "; ")) };
        Some(markdown!("{}: {}{}", code(ident.unraw()), words, limits))
    });
    let body = parts.required_body.and_then(|body| line(&body.docs));
    parameters.chain(body.map(|words| markdown!("{}: {}", code(names.body.unraw()), words))).collect()
}

/// An answer, if there are words about it.
pub(super) fn answer(response: &Response) -> Option<Inline> {
    answer_words(response).map(|words| markdown!("{}: {}", status(response.status), words))
}

/// The words about an answer, if they say more than its status.
pub(super) fn answer_words(response: &Response) -> Option<Inline> {
    let says_more = |text: &String| {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        !words.all(|word| EMPTY_WORDS.split(' ').any(|empty| empty == word.to_lowercase()))
    };
    let Docs { summary, text } = &response.docs;
    let tells = [summary, text].into_iter().flatten().any(says_more);
    if tells { line(&response.docs) } else { None }
}

/// The documented headers of answers but the one that the SDK reads itself, with the id of the request.
pub(super) fn headers(responses: &[Response], request_id: Option<&str>) -> Vec<Inline> {
    let mut found: Vec<Inline> = Vec::new();
    let is_read = |name: &str| request_id.is_some_and(|read| read.eq_ignore_ascii_case(name));
    let headers = responses.iter().flat_map(|response| &response.headers);
    for header in headers.filter(|header| !is_read(&header.name)) {
        let name = code(&header.name);
        let name = if header.deprecated { markdown!("{} (deprecated)", name) } else { name };
        let item = line(&header.docs).map_or_else(|| name.clone(), |words| markdown!("{}: {}", name, words));
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

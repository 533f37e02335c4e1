//! `src/<api>/samples.tsv`: an example of every documented answer, for tests. Text, not code: there are hundreds, and
//! nobody should have to compile them.

use super::support::context::Context;
use super::support::example::{Direction, example};
use crate::model::{Api, Content, Operation, Response, StatusPattern, Ty};
use crate::naming::OperationNames;
use crate::text::{json, visible};
use serde_json::{Map, Value};

/// The text of the file, in the form that the runtime's `Samples` reads.
pub fn samples(context: &Context<'_>) -> String {
    context.operations().flat_map(|(operation, names)| samples_of(context, operation, names)).collect()
}

/// A line for every answer of an operation, with a body or without.
fn samples_of(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Vec<String> {
    let name = context.place(operation, names).join(".");
    let line = |status: u16, content: &Content, envelope: Option<&str>| {
        let (content_type, body) = body(context.api, content, envelope);
        format!("{name}\t{status}\t{}\t{}\n", visible(content_type), json(&body))
    };
    let envelope = operation.envelope.as_deref();
    let success = |response: &Response| line(an_instance(response.status).unwrap_or(200), &response.content, envelope);
    let failure = |response: &Response| Some(line(an_instance(response.status)?, &response.content, None));
    // An operation whose document names no success has one nevertheless.
    let unsaid = operation.successes.is_empty().then(|| line(204, &Content::Empty, None));
    let answers = operation.successes.iter().map(success).chain(operation.failures.iter().filter_map(failure));
    answers.chain(unsaid).collect()
}

/// Media type and example of a body; of one that is not JSON, as a JSON string, which has no line breaks and no tabs.
fn body<'a>(api: &Api, content: &'a Content, envelope: Option<&str>) -> (&'a str, String) {
    let text = |text: &str| Value::from(text).to_string();
    match content {
        Content::Empty => ("", String::new()),
        Content::Json(ty) => {
            let value = value(api, ty);
            let value = match envelope {
                Some(property) => Value::Object(Map::from_iter([(property.to_owned(), value)])),
                None => value,
            };
            ("application/json", value.to_string())
        }
        Content::Text(media_type) => (media_type, text("name,amount\nJane,1\n")),
        Content::Bytes(media_type) => (media_type, text("hello")),
    }
}

fn value(api: &Api, ty: &Ty) -> Value {
    example(api, ty, Direction::Received, "")
}

/// A status that the pattern stands for; none for a default, which stands for any.
fn an_instance(pattern: StatusPattern) -> Option<u16> {
    match pattern {
        StatusPattern::Code(code) => Some(code),
        StatusPattern::Range(first) => Some(u16::from(first) * 100),
        StatusPattern::Default => None,
    }
}

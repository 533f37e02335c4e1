//! `src/<api>/samples.tsv`: an example of every request, documented answer and webhook, and what requests are held to, for
//! tests. Text, not code: there are hundreds, and nobody should have to compile them.

use super::request_rules;
use super::support::context::Context;
use super::support::example::{Direction, example, put};
use super::support::words::Hint;
use crate::model::{
    Api, Content, EventItem, Events, Framing, Next, Operation, Pagination, PaginationStyle, Response, StatusPattern,
    Webhook,
};
use crate::naming::OperationNames;
use crate::text::{json, visible};
use serde_json::{Map, Value};

/// The text of the file, in the form that the runtime's `Samples` reads.
pub fn samples(context: &Context<'_>) -> String {
    let operations = context.operations().flat_map(|(operation, names)| samples_of(context, operation, names));
    operations.chain(context.api.webhooks.iter().map(|webhook| webhook_line(context, webhook))).collect()
}

/// The line of a webhook.
fn webhook_line(context: &Context<'_>, webhook: &Webhook) -> String {
    let mut payload = example(context.api, &webhook.payload, Direction::Received, Hint::named(""));
    if webhook.callback_of.is_none() {
        name_event(context, &mut payload, &webhook.event);
    }
    format!("{}\twebhook\tapplication/json\t{}\n", visible(&webhook.event), json(&payload.to_string()))
}

/// An event whose name is not a constant of its payload still has to carry it.
fn name_event(context: &Context<'_>, payload: &mut Value, event: &str) {
    let property = context.config.webhooks.as_ref().map_or("type", |rule| &rule.event);
    if let Value::Object(object) = payload {
        object.insert(property.to_owned(), event.into());
    }
}

/// A line for the request of an operation, and for every answer, with a body or without.
fn samples_of(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Vec<String> {
    let name = context.place(operation, names).join(".");
    let line = |status: u16, content: &Content, finish: &dyn Fn(Value) -> Value| {
        let (content_type, body) = body(context.api, content, finish);
        format!("{name}\t{status}\t{}\t{}\n", visible(content_type), json(&body))
    };
    let whole = |value| linked(operation, listed(context.api, operation, enveloped(operation, value)));
    let success = |response: &Response| line(an_instance(response.status).unwrap_or(200), &response.content, &whole);
    let failure = |response: &Response| Some(line(an_instance(response.status)?, &response.content, &|value| value));
    // An operation whose document names no success has one nevertheless.
    let unsaid = operation.successes.is_empty().then(|| line(204, &Content::Empty, &|value| value));
    let answers = operation.successes.iter().map(success).chain(operation.failures.iter().filter_map(failure));
    let request = operation.body.as_ref().map(|body| {
        let body = example(context.api, &body.ty, Direction::Sent, Hint::named("body")).to_string();
        format!("{name}\trequest\tapplication/json\t{}\n", json(&body))
    });
    let rules = request_rules::lines(context.api, &name, operation);
    request.into_iter().chain(answers).chain(unsaid).chain(rules).collect()
}

/// Media type and example of a body; of one that is not JSON, as a JSON string, which has no line breaks and no tabs.
fn body<'a>(api: &Api, content: &'a Content, finish: &dyn Fn(Value) -> Value) -> (&'a str, String) {
    let text = |text: &str| Value::from(text).to_string();
    match content {
        Content::Empty => ("", String::new()),
        Content::Json(ty) => {
            ("application/json", finish(example(api, ty, Direction::Received, Hint::named(""))).to_string())
        }
        Content::Text(media_type) => (media_type, text("name,amount\nJane,1\n")),
        Content::Bytes(media_type) => (media_type, text("hello")),
        Content::Events(events) => (&events.media_type, text(&event(api, events))),
    }
}

/// A stream of one event.
fn event(api: &Api, events: &Events) -> String {
    let item = example(api, &events.ty, Direction::Received, Hint::named(""));
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match (events.framing, events.item) {
        (Framing::Lines, _) => format!("{item}\n"),
        (Framing::Sequence, _) => format!("\u{1e}{item}\n"),
        (Framing::Events, EventItem::Data) => format!("data: {}\n\n", word(&item)),
        (Framing::Events, EventItem::Event { .. }) => {
            let field = |name: &str| item.get(name).map(|value| format!("{name}: {}\n", word(value)));
            ["event", "data", "id"].iter().filter_map(|name| field(name)).chain(["\n".to_owned()]).collect()
        }
    }
}

/// The value within the operation's envelope.
fn enveloped(operation: &Operation, value: Value) -> Value {
    match &operation.envelope {
        Some(property) => Value::Object(Map::from_iter([(property.clone(), value)])),
        None => value,
    }
}

/// The answer of a list with its items, also where they are optional and too deep for an example.
fn listed(api: &Api, operation: &Operation, mut value: Value) -> Value {
    let Some(Pagination { items, item, .. }) = &operation.pagination else { return value };
    if items.iter().try_fold(&value, |value, property| value.get(property)).is_none() {
        put(&mut value, items, Value::from(vec![example(api, item, Direction::Received, Hint::named(""))]));
    }
    value
}

/// The answer of a list with a link to the next page in its body: a link that can be followed, instead of any text.
fn linked(operation: &Operation, mut value: Value) -> Value {
    if let Some(PaginationStyle::Cursor { parameter, next }) = operation.pagination.as_ref().map(|paged| &paged.style) {
        let paths = next.iter().filter_map(|next| match next {
            Next::BodyLink(path) => Some(path),
            _ => None,
        });
        for path in paths {
            let place = path.iter().try_fold(&mut value, |value, property| value.get_mut(property));
            if let Some(link @ Value::String(_)) = place {
                *link = format!("?{parameter}=next").into();
            }
        }
    }
    value
}

/// A status that the pattern stands for; none for a default, which stands for any.
fn an_instance(pattern: StatusPattern) -> Option<u16> {
    match pattern {
        StatusPattern::Code(code) => Some(code),
        StatusPattern::Range(first) => Some(u16::from(first) * 100),
        StatusPattern::Default => None,
    }
}

//! Turns what is known about an operation into its documentation: words where there are words, and facts.

use super::context::Context;
use super::docs::{self, words};
use super::operation_words;
use crate::model::{Constraints, Content, Operation, Output, PathTemplate, Response, Retry, Segment, StatusPattern};
use crate::naming::OperationNames;
use crate::text::{Block, Inline, code, markdown, plain, prose};
use quote::quote;
use serde_json::Value;

/// Documentation of a method; `example` is the code that calls it.
pub fn method_docs(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    example: Option<Block>,
) -> Vec<Block> {
    let request = request(operation);
    let mut blocks = words(&operation.docs);
    blocks.push(if blocks.is_empty() { markdown!("Sends {}.", request) } else { request }.into());
    blocks.push(credentials(context, operation).into());
    blocks.extend(answer(operation).map(Block::from));
    blocks.extend(body(operation).map(Block::from));
    blocks.extend(pages(operation).map(Block::from));
    blocks.push(retry(operation).into());
    let answers = &operation.successes;
    blocks.extend(section("Arguments", operation_words::arguments(operation, names)));
    blocks.extend(section("Returns", answers.iter().filter_map(operation_words::answer).collect()));
    blocks.extend(section(
        "Response headers",
        operation_words::headers(answers, context.config.errors.request_id.as_deref()),
    ));
    blocks
        .extend(section("Errors", operation.failures.iter().map(|failure| self::failure(context, failure)).collect()));
    if let Some(example) = example {
        blocks.push(Block::heading("Examples"));
        blocks.push(example);
    }
    blocks
}

fn section(heading: &'static str, items: Vec<Inline>) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::heading(heading), Block::list(items)] }
}

/// Method and path, such as `GET /v1/customers/{id}`.
fn request(operation: &Operation) -> Inline {
    code(&format!("{} {}", operation.method.as_str(), template(&operation.path)))
}

fn failure(context: &Context<'_>, failure: &Response) -> Inline {
    let bodies = context.failures.of_content(context.api, &failure.content, context.config.errors.tag.as_deref());
    let root = context.names.placement.inside();
    let links: Vec<Inline> = bodies
        .iter()
        .filter_map(|body| context.names.errors.get(&body.ty))
        .map(|variant| Inline::link(variant.unraw(), &quote!(#root::ErrorDetail::#variant)))
        .collect();
    let what = match (&failure.content, failure.docs.summary.as_deref()) {
        (_, _) if !links.is_empty() => {
            let links = Inline::join(links, ", ");
            operation_words::answer_words(failure).map_or(links.clone(), |words| markdown!("{}: {}", links, words))
        }
        (_, Some(words)) => prose(words),
        (Content::Empty, None) => markdown!("without a body"),
        (Content::Json(_) | Content::Text(_) | Content::Bytes(_) | Content::Events(_), None) => {
            markdown!("with a body")
        }
    };
    markdown!("{}: {}", status(failure.status), what)
}

/// A path with its parameters in braces.
pub fn template(path: &PathTemplate) -> String {
    let pieces = path.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(name) => format!("{{{name}}}"),
    });
    pieces.collect()
}

/// A status as people write it.
pub fn status(status: StatusPattern) -> Inline {
    match status {
        StatusPattern::Code(code) => markdown!("{}", code),
        StatusPattern::Range(first) => markdown!("{}XX", first),
        StatusPattern::Default => markdown!("any other"),
    }
}

/// Limits and default of a parameter or property, as one sentence.
pub fn limits(constraints: &Constraints, default: Option<&Value>) -> Option<Block> {
    let mut phrases = docs::limits(constraints);
    phrases.extend(default.map(|value| markdown!("by default {}", docs::value(value))));
    (!phrases.is_empty()).then(|| Inline::join(phrases, "; ").sentence().into())
}

fn credentials(context: &Context<'_>, operation: &Operation) -> Inline {
    let security = &operation.security;
    if security.any_of.is_empty() {
        return markdown!("No credential is sent.");
    }
    let mut choices: Vec<Vec<&str>> = Vec::new();
    let mut scopes: Vec<&str> = Vec::new();
    for requirement in &security.any_of {
        let together = requirement.all_of.iter().map(|used| used.scheme.as_str()).collect();
        if !choices.contains(&together) {
            choices.push(together);
        }
        let named = requirement.all_of.iter().flat_map(|used| &used.scopes);
        named.for_each(|scope| push_new(&mut scopes, scope));
    }
    let together = |schemes: Vec<&str>| Inline::join(schemes.into_iter().map(code), " with ");
    let choices = Inline::join(choices.into_iter().map(together), ", ");
    let optional = if security.optional { markdown!("; optional") } else { Inline::default() };
    let scopes = if scopes.is_empty() { Inline::default() } else { markdown!("; scopes {}", code_list(&scopes)) };
    let root = context.names.placement.inside();
    let about = Inline::section(&markdown!("Authentication"), &quote!(#root::Client), "authentication");
    markdown!("{}: {}{}{}.", about, choices, scopes, optional)
}

fn push_new<'a>(list: &mut Vec<&'a str>, item: &'a str) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn code_list(items: &[&str]) -> Inline {
    Inline::join(items.iter().map(|item| code(item)), ", ")
}

fn answer(operation: &Operation) -> Option<Inline> {
    match &operation.output {
        Output::OptionalJson(_) => {
            let empty = operation.successes.iter().filter(|success| success.content == Content::Empty);
            let statuses = Inline::join(empty.map(|success| status(success.status)), ", ");
            Some(markdown!("Returns `None` for a response without a value (status {}).", statuses))
        }
        Output::Events(_) => {
            let chosen = operation.stream_property.as_ref();
            let chosen = chosen.map_or(Inline::default(), |name| markdown!(" Sends {} as true.", code(name)));
            Some(markdown!("Returns events as they arrive.{}", chosen))
        }
        Output::Unit | Output::Json(_) | Output::Text | Output::Bytes => None,
    }
}

/// The media types that the body could be sent in as well.
fn body(operation: &Operation) -> Option<Inline> {
    let body = operation.body.as_ref().filter(|body| !body.others.is_empty())?;
    let others: Vec<&str> = body.others.iter().map(String::as_str).collect();
    Some(markdown!("The body is sent as {}; the API takes the same as {}.", code(&body.media_type), code_list(&others)))
}

fn pages(operation: &Operation) -> Option<Inline> {
    let largest = operation.pagination.as_ref()?.max_limit;
    let size = largest.map_or(Inline::default(), |size| markdown!(" A page has at most {} items.", size));
    Some(markdown!(
        "Returns one page when awaited; `stream()` iterates over all items, `pages()` over all pages.{}",
        size
    ))
}

/// Whether the SDK sends a request again; the rules are those of the policy.
fn retry(operation: &Operation) -> Inline {
    let retried = |word| Inline::titled(&plain(word), &quote!(crate::runtime::RetryPolicy));
    match operation.retry {
        Retry::Safe => markdown!("{} automatically (idempotent).", retried("Retried")),
        Retry::Keyed(_) => {
            markdown!("{} automatically: the SDK sends an idempotency key, unless you set one.", retried("Retried"))
        }
        Retry::WithKey => markdown!(
            "Not {} once the request may have reached the server, unless the call has an idempotency key.",
            retried("retried")
        ),
        Retry::Never => markdown!(
            "Not {} once the request may have reached the server: the API has no idempotency keys.",
            retried("retried")
        ),
    }
}

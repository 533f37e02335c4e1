//! Turns what is known about an operation into its documentation: words where there are words, and facts.

use super::context::Context;
use crate::model::{
    Constraints, Content, Docs, Operation, Output, Pagination, PathTemplate, Response, Retry, Segment, StatusPattern,
};
use crate::rust::paragraphs;
use serde_json::Value;

/// Documentation of a method, as paragraphs; `example` is the code that calls it.
pub fn method_docs(context: &Context<'_>, operation: &Operation, example: Option<&str>) -> Vec<String> {
    let request = format!("`{} {}`", operation.method.as_str(), template(&operation.path));
    let mut paragraphs = words(&operation.docs);
    if paragraphs.is_empty() {
        paragraphs.push(format!("Sends {request}."));
    } else {
        paragraphs.push(request);
    }
    paragraphs.push(credentials(operation));
    paragraphs.extend(answer(operation));
    paragraphs.extend(pages(operation));
    paragraphs.push(retry(operation).to_owned());
    let errors: Vec<String> = operation.failures.iter().map(|failure| self::failure(context, failure)).collect();
    if !errors.is_empty() {
        paragraphs.push("# Errors".to_owned());
        paragraphs.push(errors.join("\n"));
    }
    if let Some(example) = example {
        paragraphs.push("# Examples".to_owned());
        paragraphs.push(format!("```\n{example}\n```"));
    }
    paragraphs
}

fn failure(context: &Context<'_>, failure: &Response) -> String {
    let status = status(failure.status);
    let bodies = context.failures.of_content(context.api, &failure.content, context.config.errors.tag.as_deref());
    let root = context.names.placement.link();
    let links: Vec<String> = bodies
        .iter()
        .filter_map(|body| context.names.errors.get(&body.ty))
        .map(|variant| format!("[`{variant}`]({root}::ErrorDetail::{variant})"))
        .collect();
    let what = match (&failure.content, failure.docs.summary.as_deref()) {
        (_, _) if !links.is_empty() => links.join(", "),
        (_, Some(words)) => paragraphs(words).join(" "),
        (Content::Empty, None) => "without a body".to_owned(),
        (Content::Json(_) | Content::Text(_) | Content::Bytes(_), None) => "with a body".to_owned(),
    };
    format!("* {status}: {what}")
}

/// The words about an item, as paragraphs.
pub fn words(docs: &Docs) -> Vec<String> {
    docs.summary.iter().chain(&docs.text).flat_map(|text| paragraphs(text)).collect()
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
pub fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(first) => format!("{first}XX"),
        StatusPattern::Default => "any other".to_owned(),
    }
}

/// Limits and default of a parameter or property, as one sentence.
pub fn limits(constraints: &Constraints, default: Option<&Value>) -> Option<String> {
    let mut phrases = constraints.phrases.clone();
    phrases.extend(default.map(|value| format!("by default `{value}`")));
    let text = phrases.join("; ");
    let mut letters = text.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn credentials(operation: &Operation) -> String {
    let security = &operation.security;
    if security.any_of.is_empty() {
        return "No credential is sent.".to_owned();
    }
    let mut schemes: Vec<&str> = Vec::new();
    let mut scopes: Vec<&str> = Vec::new();
    for used in security.any_of.iter().flat_map(|requirement| &requirement.all_of) {
        push_new(&mut schemes, &used.scheme);
        used.scopes.iter().for_each(|scope| push_new(&mut scopes, scope));
    }
    let optional = if security.optional { "; may be called without" } else { "" };
    let scopes = if scopes.is_empty() { String::new() } else { format!(" with scope {}", code_list(&scopes)) };
    format!("Credential: {}{scopes}{optional}.", code_list(&schemes))
}

fn push_new<'a>(list: &mut Vec<&'a str>, item: &'a str) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn code_list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    items.join(", ")
}

fn answer(operation: &Operation) -> Option<String> {
    match &operation.output {
        Output::OptionalJson(_) => {
            let empty: Vec<String> = operation
                .successes
                .iter()
                .filter(|success| success.content == Content::Empty)
                .map(|success| status(success.status))
                .collect();
            Some(format!("Gives `None` for an answer without a value (status {}).", empty.join(", ")))
        }
        Output::Unit | Output::Json(_) | Output::Text | Output::Bytes => None,
    }
}

fn pages(operation: &Operation) -> Option<String> {
    let largest = match operation.pagination.as_ref()? {
        Pagination::Page { max_limit, .. } | Pagination::Cursor { max_limit, .. } => max_limit,
    };
    let size = largest.map_or(String::new(), |size| format!(" A page has at most {size} items."));
    Some(format!("Awaiting gives one page, `stream()` the items of all pages, `pages()` the pages.{size}"))
}

fn retry(operation: &Operation) -> &'static str {
    match operation.retry {
        Retry::Safe => "Repeated after a failure: the method is idempotent.",
        Retry::Keyed(_) => {
            "Repeated after a failure: the body carries an idempotency key, filled in where it has none."
        }
        Retry::Never => "Not repeated once it may have reached the server, unless the call has an idempotency key.",
    }
}

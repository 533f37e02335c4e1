//! Operations with their parameters, bodies and responses.

use super::{Context, Item, Role, Subject, json, limits, yes};
use crate::diff::Direction;
use crate::diff::credentials::{self, CREDENTIAL};
use crate::model::{Content, Operation, Output, Pagination, Retry, Security, StatusPattern};
use crate::naming::OperationNames;
use crate::view::support::operation::Parts;

pub(super) fn items(context: &Context<'_>) -> Vec<Item> {
    let named = context.api.operations.iter().zip(&context.names.operations).zip(context.operations);
    named.flat_map(|((operation, names), key)| of_one(context, operation, names, key)).collect()
}

fn of_one(context: &Context<'_>, operation: &Operation, names: &OperationNames, key: &str) -> Vec<Item> {
    let group = context.path(&format!("resources::{}", context.names.group(&operation.group).ident));
    let builder = context.path(&format!("resources::{}", names.builder));
    let method = format!("{group}::{}()", names.method);
    let label = format!("{} {}", operation.method.as_str(), operation.path);
    let parts = Parts::of(operation, names);
    let mut covers = vec![(Role::Itself, method.clone())];
    if parts.has_options {
        covers.push((Role::Builder, builder.clone()));
    }
    let mut items = vec![Item {
        subject: Subject::Operation,
        key: key.to_owned(),
        parent: None,
        label: label.clone(),
        wire: String::new(),
        rust: method.clone(),
        covers,
        direction: Direction::Both,
        code: format!("{}.{}", context.group_code(&operation.group), names.method),
        pointer: operation.origin.pointer.clone(),
        facts: vec![
            ("path", operation.path.to_string()),
            ("method", operation.method.as_str().to_owned()),
            ("gives", output(context, operation)),
            ("pages", operation.pagination.as_ref().map(pages).unwrap_or_default()),
            ("security", security(&operation.security)),
            (CREDENTIAL, credentials::of_call(context.api, &operation.security)),
            ("repeated", retry(&operation.retry)),
            ("server", operation.servers.first().map(|server| server.template.clone()).unwrap_or_default()),
            ("deprecated", yes(operation.deprecated)),
        ],
    }];
    let part = |subject, name: String, pointer: &str, covers: Vec<(Role, String)>| Item {
        subject,
        key: format!("{key} {name}"),
        parent: Some(key.to_owned()),
        label: format!("{label} {name}"),
        wire: String::new(),
        rust: covers.first().map_or_else(|| method.clone(), |(_, path)| path.clone()),
        code: match covers.first() {
            Some((Role::Setter, path)) => {
                format!(".{}", path.trim_end_matches("()").rsplit("::").next().unwrap_or_default())
            }
            _ => format!("{}.{}", context.group_code(&operation.group), names.method),
        },
        covers,
        direction: Direction::Sent,
        pointer: pointer.to_owned(),
        facts: Vec::new(),
    };
    for (parameter, ident) in operation.parameters.iter().zip(&names.parameters) {
        let place = match parameter.place {
            crate::model::ParameterLocation::Path => "path",
            crate::model::ParameterLocation::Query => "query",
            crate::model::ParameterLocation::Header => "header",
            crate::model::ParameterLocation::Cookie => "cookie",
        };
        let is = |(other, _): &(&crate::model::Parameter, _)| std::ptr::eq(*other, parameter);
        let covers = if parts.required.iter().any(is) {
            vec![(Role::Argument, method.clone())]
        } else if parts.optional.iter().any(is) {
            vec![(Role::Setter, format!("{builder}::{ident}()"))]
        } else {
            Vec::new()
        };
        let name = format!("{place} {}", parameter.wire);
        let mut one = part(Subject::Parameter, name, &parameter.origin.pointer, covers);
        one.wire = parameter.wire.to_string();
        one.facts = vec![
            ("in", place.to_owned()),
            ("required", yes(parameter.required)),
            ("type", context.ty(&parameter.ty)),
            ("style", format!("{:?}{}", parameter.style, if parameter.explode { ", exploded" } else { "" })),
            ("constant", json(parameter.constant.as_ref())),
            ("default", json(parameter.default.as_ref())),
            ("limits", limits(&parameter.constraints)),
            ("deprecated", yes(parameter.deprecated)),
        ];
        items.push(one);
    }
    if let Some(body) = &operation.body {
        let covers = match body.required {
            true => vec![(Role::Argument, method.clone())],
            false => vec![(Role::Setter, format!("{builder}::{}()", names.body))],
        };
        let mut one = part(Subject::Body, "body".to_owned(), &body.origin.pointer, covers);
        one.facts = vec![
            ("required", yes(body.required)),
            ("type", context.ty(&body.ty)),
            ("media type", body.media_type.clone()),
            ("idempotency key", body.idempotency_key.clone().unwrap_or_default()),
        ];
        items.push(one);
    }
    for response in operation.successes.iter().chain(&operation.failures) {
        let status = match response.status {
            StatusPattern::Code(code) => code.to_string(),
            StatusPattern::Range(first) => format!("{first}XX"),
            StatusPattern::Default => "default".to_owned(),
        };
        let mut one = part(Subject::Response, status, &response.origin.pointer, Vec::new());
        one.direction = Direction::Received;
        let headers: Vec<&str> = response.headers.iter().map(|header| header.name.as_str()).collect();
        one.facts = vec![("body", content(context, &response.content)), ("headers", headers.join(", "))];
        items.push(one);
    }
    items
}

fn content(context: &Context<'_>, content: &Content) -> String {
    match content {
        Content::Empty => "none".to_owned(),
        Content::Json(ty) => context.ty(ty),
        Content::Text(media) | Content::Bytes(media) => media.clone(),
        Content::Events(events) => format!("events of {}", context.ty(&events.ty)),
    }
}

fn output(context: &Context<'_>, operation: &Operation) -> String {
    match (&operation.pagination, &operation.output) {
        (Some(pagination), _) => format!("pages of {}", context.ty(&pagination.item)),
        (None, Output::Unit) => "nothing".to_owned(),
        (None, Output::Json(ty)) => context.ty(ty),
        (None, Output::OptionalJson(ty)) => format!("{} or nothing", context.ty(ty)),
        (None, Output::Text) => "text".to_owned(),
        (None, Output::Bytes) => "bytes".to_owned(),
        (None, Output::Events(ty)) => format!("events of {}", context.ty(ty)),
    }
}

fn pages(pagination: &Pagination) -> String {
    let limit = pagination.max_limit.map(|limit| format!(", at most {limit}")).unwrap_or_default();
    format!("{}{limit}", pagination.style)
}

fn security(security: &Security) -> String {
    let one = |requirement: &crate::model::Requirement| {
        let uses = requirement.all_of.iter().map(|one| match one.scopes.as_slice() {
            [] => one.scheme.clone(),
            scopes => format!("{} ({})", one.scheme, scopes.join(" ")),
        });
        uses.collect::<Vec<_>>().join(" and ")
    };
    let mut all: Vec<String> = security.any_of.iter().map(one).collect();
    all.extend(security.optional.then(|| "nothing".to_owned()));
    if all.is_empty() { "nothing".to_owned() } else { all.join(" or ") }
}

fn retry(retry: &Retry) -> String {
    match retry {
        Retry::Safe => "yes".to_owned(),
        Retry::Keyed(key) => format!("with `{key}`"),
        Retry::WithKey => "with a key in a header".to_owned(),
        Retry::Never => "no".to_owned(),
    }
}

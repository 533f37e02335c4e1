//! `src/<api>/catalog.rs`: every operation with examples, for tests.

use super::context::Context;
use super::example::{Direction, example};
use super::expression::Scope;
use super::usage::{Extent, call};
use crate::model::{Api, Called, Content, Operation, Response, StatusPattern, Ty};
use crate::naming::{Ident, OperationNames};
use crate::rust::string;
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

/// The file.
#[derive(Clone, Debug, Template)]
#[template(path = "catalog.jinja")]
pub struct Catalog {
    /// Name of the API for people.
    pub title: String,
    /// Imports.
    pub uses: TokenStream,
    /// Operations.
    pub entries: Vec<Entry>,
    /// Example answers.
    pub samples: Vec<Sample>,
    /// Webhooks.
    pub webhooks: Vec<Webhook>,
    /// Whether anything is read or written at all.
    pub has_bodies: bool,
    /// Types that have a name in the document.
    pub types: Vec<Type>,
    /// Calls.
    pub calls: Vec<Call>,
}

/// An operation and how to read what it sends and gets.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Features it needs.
    pub gate: TokenStream,
    /// File of its resource.
    pub module: Ident,
    /// Its static in there.
    pub constant: Ident,
    /// What reads and writes its request body, with an example.
    pub request: TokenStream,
    /// What reads and writes each JSON answer.
    pub answers: TokenStream,
}

/// An example answer.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Features it needs.
    pub gate: TokenStream,
    /// Where the operation is in the SDK.
    pub operation: TokenStream,
    /// Status of the answer.
    pub status: TokenStream,
    /// Its media type.
    pub content_type: TokenStream,
    /// Its body.
    pub body: TokenStream,
}

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name on the wire.
    pub name: TokenStream,
    /// An example payload.
    pub example: TokenStream,
    /// Type of the payload.
    pub ty: TokenStream,
}

/// A type that has a name in the document.
#[derive(Clone, Debug)]
pub struct Type {
    /// Features it needs.
    pub gate: TokenStream,
    /// Its key under `components/schemas`.
    pub name: TokenStream,
    /// The type.
    pub ty: TokenStream,
}

/// A call of an operation.
#[derive(Clone, Debug)]
pub struct Call {
    /// Features it needs.
    pub gate: TokenStream,
    /// `operationId`.
    pub id: TokenStream,
    /// Makes the call with `client`.
    pub code: TokenStream,
    /// Reads the list with `client`, if the call gives a page.
    pub list: Option<TokenStream>,
}

impl Catalog {
    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let entries = context.operations().map(|(operation, names)| entry(context, operation, names)).collect();
        let samples = context.operations().flat_map(|(operation, names)| samples(context, operation, names)).collect();
        let webhooks = context.api.webhooks.iter().map(|webhook| {
            let mut payload = example(context.api, &webhook.payload, Direction::Received, "");
            name_event(context, &mut payload, &webhook.event);
            Webhook {
                name: string(&webhook.event),
                example: string(&payload.to_string()),
                ty: context.paths.ty(&webhook.payload),
            }
        });
        Self {
            title: context.title(),
            entries,
            samples,
            webhooks: webhooks.collect(),
            has_bodies: has_bodies(context.api),
            types: types(context),
            calls: context
                .operations()
                .filter_map(|(operation, names)| self::call_of(context, operation, names))
                .collect(),
            uses: context.paths.uses(),
        }
    }
}

/// Whether the API has a type, a webhook or a body.
fn has_bodies(api: &Api) -> bool {
    let answers = |operation: &Operation| {
        operation
            .successes
            .iter()
            .chain(&operation.failures)
            .any(|response| matches!(response.content, Content::Json(_)))
    };
    let named = api.types.iter().any(|declaration| matches!(declaration.called, Called::Component(_)));
    named
        || !api.webhooks.is_empty()
        || api.operations.iter().any(|operation| operation.body.is_some() || answers(operation))
}

fn types(context: &Context<'_>) -> Vec<Type> {
    let named = context.api.type_ids().filter_map(|(id, declaration)| match &declaration.called {
        Called::Component(name) => Some((id, name)),
        Called::Title(_) | Called::Position(_) | Called::Decided(_) => None,
    });
    named
        .map(|(id, name)| Type { gate: context.gate_of(id), name: string(name), ty: context.paths.ty(&Ty::Named(id)) })
        .collect()
}

/// An event whose name is not a constant of its payload still has to carry it.
fn name_event(context: &Context<'_>, payload: &mut Value, event: &str) {
    let property = context.config.webhooks.as_ref().map_or("type", |rule| &rule.event);
    if let Value::Object(object) = payload {
        object.insert(property.to_owned(), event.into());
    }
}

fn gate(context: &Context<'_>, operation: &Operation) -> TokenStream {
    context.gate(operation.group.first())
}

fn entry(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Entry {
    let request = operation.body.as_ref().map(|body| {
        let (ty, text) =
            (context.paths.ty(&body.ty), example(context.api, &body.ty, Direction::Sent, "body").to_string());
        quote!(Some((#text, round_trip::<#ty>)))
    });
    let answers = operation.successes.iter().chain(&operation.failures).filter_map(|response| {
        let Content::Json(ty) = &response.content else { return None };
        let (status, ty) = (super::definition::status(response.status), context.paths.ty(ty));
        Some(quote!((crate::runtime::#status, round_trip::<#ty>)))
    });
    Entry {
        gate: gate(context, operation),
        module: context.names.group(&operation.group).module.clone(),
        constant: names.constant.clone(),
        request: request.unwrap_or(quote!(None)),
        answers: quote!(&[#(#answers),*]),
    }
}

fn samples(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Vec<Sample> {
    let name = context.place(operation, names).join(".");
    let success = operation.successes.iter().map(|response| (response, operation.envelope.as_deref()));
    let failure = operation.failures.iter().map(|response| (response, None));
    let sample = |(response, envelope): (&Response, Option<&str>)| {
        let (content_type, body) = body_of(context.api, &response.content, envelope);
        let status = an_instance(response.status)?;
        Some(Sample {
            gate: gate(context, operation),
            operation: string(&name),
            status: quote!(#status),
            content_type: string(content_type),
            body: string(&body),
        })
    };
    success.chain(failure).filter_map(sample).collect()
}

/// Media type and text of an example of a body.
fn body_of<'a>(api: &Api, content: &'a Content, envelope: Option<&str>) -> (&'a str, String) {
    match content {
        Content::Empty => ("", String::new()),
        Content::Json(ty) => {
            let value = value_of(api, ty);
            let value = match envelope {
                Some(property) => Value::Object(Map::from_iter([(property.to_owned(), value)])),
                None => value,
            };
            ("application/json", value.to_string())
        }
        Content::Text(media_type) => (media_type, "name,amount\nJane,1\n".to_owned()),
        Content::Bytes(media_type) => (media_type, "hello".to_owned()),
    }
}

fn value_of(api: &Api, ty: &Ty) -> Value {
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

fn call_of(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<Call> {
    let root = context.names.placement.inside();
    let scope = Scope { root: quote!(crate), models: quote!(#root::models::), ids: quote!(#root::ids::) };
    let code = call(context, operation, names, &scope, &quote!(client), Extent::Everything)?;
    let marked = operation.deprecated
        || operation.parameters.iter().any(|parameter| parameter.deprecated && !parameter.required);
    let list = operation.pagination.as_ref().and_then(|_| {
        let list = call(context, operation, names, &scope, &quote!(client), Extent::Required)?;
        let count = quote!(.iter().try_fold(0, |count, item| item.map(|_| count + 1)));
        Some(match operation.deprecated {
            true => quote!({
                #[expect(deprecated, reason = "it is called like everything else")]
                let items = #list;
                items #count
            }),
            false => quote!(#list #count),
        })
    });
    let code = match marked {
        true => quote!({
            #[expect(deprecated, reason = "it is called like everything else")]
            let call = #code;
            call.send().map(drop)
        }),
        false => quote!(#code.send().map(drop)),
    };
    Some(Call { gate: gate(context, operation), id: string(&operation.id), code, list })
}

//! `src/<api>/catalog.rs`: every operation with examples, for tests.

use super::support::context::Context;
use super::support::expression::Scope;
use super::support::usage::{Extent, call};
use crate::model::{Api, Content, NameSource, Operation, Ty};
use crate::naming::{Ident, OperationNames};
use crate::rust::string;
use crate::text::Inline;
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// What `templates/catalog.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "catalog.jinja")]
pub struct Catalog {
    /// Name of the API for people.
    pub title: Inline,
    /// Operations.
    pub entries: Vec<Entry>,
    /// Webhooks.
    pub webhooks: Vec<Webhook>,
    /// Whether anything is read or written at all.
    pub has_bodies: bool,
    /// Whether an operation answers with JSON.
    pub has_answers: bool,
    /// Types that have a name in the document, by the features they need.
    pub types: Vec<Types>,
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
    /// What reads and writes its request body.
    pub request: TokenStream,
    /// What reads and writes each JSON answer.
    pub answers: TokenStream,
}

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name on the wire.
    pub name: TokenStream,
    /// Type of the payload.
    pub ty: TokenStream,
}

/// Types that have a name in the document and need the same features.
#[derive(Clone, Debug)]
pub struct Types {
    /// Features they need.
    pub gate: TokenStream,
    /// The key of each under `components/schemas`, and the type.
    pub types: Vec<(TokenStream, TokenStream)>,
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
        let entries = context.operations().map(|(operation, names)| entry(context, operation, names));
        let webhooks = context.api.webhooks.iter();
        let webhooks =
            webhooks.map(|webhook| Webhook { name: string(&webhook.event), ty: context.paths.ty(&webhook.payload) });
        Self {
            title: context.title(),
            entries: entries.collect(),
            has_answers: context.api.operations.iter().any(has_answers),
            webhooks: webhooks.collect(),
            has_bodies: has_bodies(context.api),
            types: types(context),
            calls: context
                .operations()
                .filter_map(|(operation, names)| self::call_of(context, operation, names))
                .collect(),
        }
    }
}

/// Whether the API has a type, a webhook or a body.
fn has_bodies(api: &Api) -> bool {
    let named = api.types.iter().any(|declaration| matches!(declaration.name_source, NameSource::Component(_)));
    let bodies = |operation: &Operation| operation.body.is_some() || has_answers(operation);
    named || !api.webhooks.is_empty() || api.operations.iter().any(bodies)
}

/// Whether one of its answers is JSON.
fn has_answers(operation: &Operation) -> bool {
    operation.successes.iter().chain(&operation.failures).any(|response| matches!(response.content, Content::Json(_)))
}

fn types(context: &Context<'_>) -> Vec<Types> {
    let mut groups: Vec<(String, Types)> = Vec::new();
    for (id, declaration) in context.api.type_ids() {
        let NameSource::Component(name) = &declaration.name_source else { continue };
        let entry = (string(name), context.paths.ty(&Ty::Named(id)));
        // Which resources use it is not all: some are of webhooks alone.
        let gate = context.gate_of(id);
        let needed = gate.to_string();
        match groups.iter_mut().find(|(others, _)| *others == needed) {
            Some((_, group)) => group.types.push(entry),
            None => groups.push((needed, Types { gate, types: vec![entry] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn gate(context: &Context<'_>, operation: &Operation) -> TokenStream {
    context.gate(operation.group.first())
}

fn entry(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Entry {
    let request = operation.body.as_ref().map(|body| {
        let ty = context.paths.ty(&body.ty);
        quote!(Some(round_trip::<#ty>))
    });
    let successes = operation.successes.iter().map(|response| (response, true));
    let failures = operation.failures.iter().map(|response| (response, false));
    let answers = successes.chain(failures).filter_map(|(response, is_success)| {
        let Content::Json(ty) = &response.content else { return None };
        let ty = if is_success { context.paths.answer(ty) } else { context.paths.ty(ty) };
        let status = super::support::definition::status(response.status);
        Some(quote!((#status, round_trip::<#ty>)))
    });
    Entry {
        gate: gate(context, operation),
        module: context.names.group(&operation.group).module.clone(),
        constant: names.constant.clone(),
        request: request.unwrap_or(quote!(None)),
        answers: quote!(&[#(#answers),*]),
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

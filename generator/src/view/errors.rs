//! `src/<api>/errors.rs`: the bodies of errors as one enum, and how each is recognised.

use super::support::context::Context;
use super::support::docs::words;
use super::support::failures::{FailureBody, FailureRule};
use super::support::operation_docs::status;
use crate::model::StatusPattern;
use crate::naming::Ident;
use crate::rust::{doc, string};
use crate::text::{Inline, markdown};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// What `templates/errors.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "errors.jinja")]
pub struct Errors {
    /// Name of the API for people.
    pub title: Inline,
    /// One variant per documented body.
    pub variants: Vec<Variant>,
    /// The property that tags bodies, if any body is tagged.
    pub by_tag: Option<TokenStream>,
    /// Bodies recognised by their tag.
    pub tagged: Vec<Tagged>,
    /// Bodies recognised by operation and status.
    pub untagged: Vec<Untagged>,
    /// Bodies recognised by their required properties, with any operation and status: their types.
    pub everywhere: Vec<TokenStream>,
}

/// A documented error body.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Words, and the statuses it comes with.
    pub docs: TokenStream,
    /// Features it needs.
    pub gate: TokenStream,
    /// The variant.
    pub ident: Ident,
    /// Type of the variant.
    pub ty: TokenStream,
}

/// An arm of the match over tags.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// Features it needs.
    pub gate: TokenStream,
    /// The tag.
    pub tag: TokenStream,
    /// The type of the body.
    pub ty: TokenStream,
}

/// An arm of the match over operations and statuses.
#[derive(Clone, Debug)]
pub struct Untagged {
    /// Features it needs.
    pub gate: TokenStream,
    /// Pattern of operation ids.
    pub operations: TokenStream,
    /// Pattern of statuses.
    pub status: TokenStream,
    /// The type of the body.
    pub ty: TokenStream,
}

impl Errors {
    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let bodies = &context.failures.bodies;
        let tagged = bodies.iter().filter_map(|body| {
            let tag = body.tag.as_ref()?;
            Some(Tagged { gate: context.gate_of(body.ty), tag: quote!(#tag), ty: context.paths.model(body.ty) })
        });
        let tagged = first_of_each(tagged.collect());
        Self {
            title: context.title(),
            variants: bodies.iter().map(|body| variant(context, body)).collect(),
            by_tag: context.config.errors.tag.as_deref().filter(|_| !tagged.is_empty()).map(string),
            tagged,
            everywhere: context.failures.everywhere.iter().map(|body| context.paths.model(bodies[*body].ty)).collect(),
            untagged: context.failures.rules.iter().map(|rule| untagged(context, rule)).collect(),
        }
    }
}

/// Two bodies with the same tag are distinguished by nothing; the first one documented is read.
fn first_of_each(tagged: Vec<Tagged>) -> Vec<Tagged> {
    let mut seen = std::collections::BTreeSet::new();
    tagged.into_iter().filter(|arm| seen.insert(arm.tag.to_string())).collect()
}

fn variant(context: &Context<'_>, body: &FailureBody) -> Variant {
    let mut paragraphs = words(&context.api.ty(body.ty).docs);
    paragraphs.push(match body.statuses.is_empty() {
        true => markdown!("Not documented; any operation may fail with it.").into(),
        false => markdown!("Documented for status {}.", statuses(body)).into(),
    });
    Variant {
        docs: doc(&paragraphs),
        gate: context.gate_of(body.ty),
        ident: context.names.errors[&body.ty].clone(),
        ty: context.paths.model(body.ty),
    }
}

/// The statuses a body is documented for, as people write them.
pub fn statuses(body: &FailureBody) -> Inline {
    if body.statuses.is_empty() {
        return markdown!("any");
    }
    Inline::join(body.statuses.iter().map(|pattern| status(*pattern)), ", ")
}

fn untagged(context: &Context<'_>, rule: &FailureRule) -> Untagged {
    let ty = context.failures.bodies[rule.body].ty;
    let operations = &rule.operations;
    let operations = if operations.is_empty() { quote!(_) } else { quote!(#(#operations)|*) };
    let status = match rule.status {
        StatusPattern::Code(code) => quote!(#code),
        StatusPattern::Range(first) => {
            let (start, end) = (u16::from(first) * 100, u16::from(first) * 100 + 99);
            quote!(#start..=#end)
        }
        StatusPattern::Default => quote!(_),
    };
    Untagged { gate: context.gate_of(ty), operations, status, ty: context.paths.model(ty) }
}

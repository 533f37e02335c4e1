//! The examples in the documentation of the runtime that need operations. The files of the runtime take them in by name,
//! from `src/runtime/examples/`; those that need no operation are files of the runtime itself.

use super::support::context::Context;
use super::support::operation::Parts;
use super::support::usage::variable;
use crate::model::Operation;
use crate::naming::{Ident, OperationNames};
use crate::rust::{Snippet, string};
use crate::text::Block;
use askama::Template;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeMap;

/// A list of an API.
#[derive(Clone, Debug)]
pub(super) struct List {
    krate: Snippet,
    import: Snippet,
    client: Ident,
    pub(super) call: Snippet,
    operation: TokenStream,
    item: TokenStream,
}

/// An event of an API that signs its deliveries.
#[derive(Clone, Debug)]
struct Event {
    import: Snippet,
    event: TokenStream,
    variant: Ident,
    variable: TokenStream,
}

/// A file that an API takes in parts.
#[derive(Clone, Debug)]
struct Parted {
    krate: Snippet,
    import: Snippet,
    client: Ident,
    call: Snippet,
}

/// Templates with what all of them are about.
macro_rules! templates {
    ($($view:ident($about:ty) = $path:tt;)*) => {$(
        #[derive(Clone, Debug, Template)]
        #[template(path = $path)]
        struct $view<'a> {
            about: &'a $about,
        }
    )*};
}

templates! {
    Budget(List) = "examples/budget.jinja";
    Call(List) = "examples/call.jinja";
    Error(List) = "examples/error.jinja";
    Items(List) = "examples/items.jinja";
    Mock(List) = "examples/mock.jinja";
    Page(List) = "examples/page.jinja";
    Partial(List) = "examples/partial.jinja";
    Reply(List) = "examples/reply.jinja";
    Signer(Event) = "examples/signer.jinja";
    Upload(Parted) = "examples/upload.jinja";
    Verifier(Event) = "examples/verifier.jinja";
}

/// The Markdown of each example that these APIs have operations for, by its name; none for the others.
pub fn call_examples(contexts: &[Context<'_>]) -> BTreeMap<&'static str, String> {
    let mut ordered: Vec<&Context<'_>> = contexts.iter().collect();
    // A reader who goes from one example to the next stays with one API.
    ordered.sort_by_key(|context| context.api.webhooks.is_empty());
    let mut examples: BTreeMap<&'static str, String> =
        ["budget", "call", "error", "items", "mock", "page", "partial", "reply", "signer", "upload", "verifier"]
            .map(|name| (name, String::new()))
            .into();
    if let Some(list) = ordered.iter().find_map(|context| list(context)) {
        let about = &list;
        examples.insert("budget", block(&Budget { about }));
        examples.insert("call", section(&Call { about }));
        examples.insert("error", section(&Error { about }));
        examples.insert("items", section(&Items { about }));
        examples.insert("mock", section(&Mock { about }));
        examples.insert("page", section(&Page { about }));
        examples.insert("partial", section(&Partial { about }));
        examples.insert("reply", section(&Reply { about }));
    }
    if let Some(about) = &ordered.iter().find_map(|context| parted(context)) {
        examples.insert("upload", section(&Upload { about }));
    }
    if let Some(event) = ordered.iter().find_map(|context| event(context)) {
        let about = &event;
        examples.insert("signer", section(&Signer { about }));
        examples.insert("verifier", section(&Verifier { about }));
    }
    examples
}

/// How deliveries of an API are checked, and how a test signs them; none if they are not signed.
pub(super) fn of_deliveries(context: &Context<'_>) -> Option<(Block, Block)> {
    let about = &event(context)?;
    Some((Block::example(&code(&Verifier { about })), Block::example(&code(&Signer { about }))))
}

/// A list that can be requested without an argument, of the resource with the most operations.
pub(super) fn list(context: &Context<'_>) -> Option<List> {
    let is_plain = |operation: &Operation, names: &OperationNames| {
        let parts = Parts::of(operation, names);
        let needs_token = context.config.handles.iter().any(|handle| operation.group.first() == Some(&handle.group));
        operation.pagination.is_some()
            && operation.group.len() == 1
            && parts.required.is_empty()
            && parts.required_body.is_none()
            && !operation.deprecated
            && !needs_token
    };
    let size = |operation: &Operation| context.operations().filter(|(other, _)| other.group == operation.group).count();
    let lists = context.operations().filter(|(operation, names)| is_plain(operation, names));
    // The first of those that have most.
    let (operation, names) = lists.reduce(|best, next| if size(next.0) > size(best.0) { next } else { best })?;
    let (client, method) = (context.names.placement.variable(), &names.method);
    let groups = context.accessors(&operation.group);
    let krate = format_ident!("{}", context.krate);
    Some(List {
        krate: Snippet::new(&quote!(#krate)),
        import: context.import(),
        call: Snippet::new(&quote!(#client #(.#groups())*.#method())),
        client,
        operation: string(&context.place(operation, names).join(".")),
        item: variable(context, &operation.pagination.as_ref()?.item),
    })
}

/// The first upload that needs no token of its own.
fn parted(context: &Context<'_>) -> Option<Parted> {
    let create = context.config.recipes.get("upload")?.operations.get("create")?;
    let (operation, _) = context.operations().find(|(operation, _)| operation.id == *create)?;
    if context.config.handles.iter().any(|handle| operation.group.first() == Some(&handle.group)) {
        return None;
    }
    let (client, method) = (context.names.placement.variable(), context.names.recipes.get("upload")?);
    let groups = context.accessors(&operation.group);
    let krate = format_ident!("{}", context.krate);
    Some(Parted {
        krate: Snippet::new(&quote!(#krate)),
        import: context.import(),
        call: Snippet::new(&quote!(#client #(.#groups())*.#method(File::path("price-list.pdf")))),
        client,
    })
}

/// An event that says that something is done, or else the first.
fn event(context: &Context<'_>) -> Option<Event> {
    context.config.webhooks.as_ref()?;
    let events = || context.api.webhooks.iter().zip(&context.names.events);
    let is_done = |event: &str| ["paid", "completed", "succeeded"].iter().any(|word| event.ends_with(word));
    let current = || events().filter(|(webhook, _)| !webhook.deprecated && webhook.callback_of.is_none());
    let (webhook, variant) = current().find(|(webhook, _)| is_done(&webhook.event)).or_else(|| current().next())?;
    Some(Event {
        import: context.import(),
        event: string(&webhook.event),
        variant: variant.clone(),
        variable: string(&context.variables().webhook_secret),
    })
}

fn section(template: &impl Template) -> String {
    format!("# Examples\n\n{}", block(template))
}

fn block(template: &impl Template) -> String {
    let lines: Vec<String> = Block::example(&code(template)).lines().map(|line| format!("{line}\n")).collect();
    lines.concat()
}

fn code(template: &impl Template) -> String {
    template.render().expect("writing into a string does not fail, and templates call nothing else")
}

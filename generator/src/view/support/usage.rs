//! Turns an operation into code that calls it: the example in its documentation, and the call that tests make.

use super::argument::map_value;
use super::context::Context;
use super::demonstration::demonstration;
use super::example::{Direction, has_example};
use super::expression::{Scope, Target, expression};
use super::operation::Parts;
use super::words::Hint;
use crate::model::{Body, BodyKind, Content, Operation, Output, Parameter, Response, Ty};
use crate::naming::OperationNames;
use crate::naming::segments::Words;
use crate::text::Block;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// How much of an operation a call shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What has to be given.
    Required,
    /// Every parameter there is.
    Everything,
}

/// A statement that calls an operation.
pub struct Statement {
    /// `let pet = client.pets().get("…").await?;`
    pub code: TokenStream,
    /// The variable with what the call gives.
    pub result: Option<TokenStream>,
    /// The modules whose items the code names, such as `models::*`.
    pub modules: Vec<String>,
}

/// The code of a documentation test that calls the operation; none where a value cannot be written down.
pub fn usage(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<Block> {
    let code = demonstration(context, operation, names)?;
    let placement = &context.names.placement;
    let (client, import) = (placement.variable(), context.import());
    let mut lines = Vec::new();
    match imports(context, &code).as_slice() {
        [] => {}
        [one] => lines.push(format!("# use {import}::{one};")),
        several => lines.push(format!("# use {import}::{{{}}};", several.join(", "))),
    }
    lines.push(format!("# {import}::testing::run(async |{client}| {{"));
    lines.push(code);
    lines.push("# Ok(())".to_owned());
    lines.push("# });".to_owned());
    Some(Block::example(&lines.join("\n")))
}

/// The code that somebody begins with who calls the operation: the same, with a client of its own.
pub fn sample(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<String> {
    let code = demonstration(context, operation, names)?;
    let (client, import) = (context.names.placement.variable(), context.import());
    let mut lines = vec![format!("use {import}::Client;")];
    lines.extend(imports(context, &code).iter().map(|module| format!("use {import}::{module};")));
    lines.extend([String::new(), format!("let {client} = Client::from_env()?;")]);
    lines.extend(code.lines().filter(|line| !line.starts_with("# ")).map(str::to_owned));
    Some(lines.join("\n"))
}

/// A statement that calls the operation; none where a value cannot be written down.
pub fn statement(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<Statement> {
    let answers = |response: &Response| match &response.content {
        Content::Json(ty) => has_example(context.api, ty, Direction::Received),
        Content::Events(events) => has_example(context.api, &events.ty, Direction::Received),
        Content::Empty | Content::Text(_) | Content::Bytes(_) => true,
    };
    if !operation.successes.iter().all(answers) {
        return None;
    }
    let client = context.names.placement.variable();
    let call = call(context, operation, names, &scope(context), &quote!(#client), Extent::Required)?;
    let result = result(context, operation);
    let code = awaited(operation, &result, &call);
    let modules = imports(context, &code.to_string());
    Some(Statement { code, result, modules })
}

/// How examples refer to types: models and ids are imported.
pub(super) fn scope(context: &Context<'_>) -> Scope {
    let krate = format_ident!("{}", context.krate);
    Scope { root: quote!(#krate), models: quote!(), ids: quote!() }
}

/// The variable with what a call of the operation gives; none if it gives nothing.
pub(super) fn result(context: &Context<'_>, operation: &Operation) -> Option<TokenStream> {
    match (&operation.pagination, &operation.output) {
        (Some(_), _) => Some(quote!(page)),
        (None, Output::Unit | Output::Events(_)) => None,
        (None, Output::Json(ty) | Output::OptionalJson(ty)) => Some(variable(context, ty)),
        (None, Output::Text) => Some(quote!(text)),
        (None, Output::Bytes) => Some(quote!(bytes)),
    }
}

/// The statement that awaits a call.
pub(super) fn awaited(operation: &Operation, result: &Option<TokenStream>, call: &TokenStream) -> TokenStream {
    match (result, &operation.output) {
        (Some(name), _) => quote!(let #name = #call.await?;),
        (None, Output::Events(_)) => quote! {
            let mut events = #call.await?;
            while let Some(event) = events.try_next().await? {
                let data = event.data;
            }
        },
        (None, _) => quote!(#call.await?;),
    }
}

/// What an example calls a value of this type.
pub fn variable(context: &Context<'_>, ty: &Ty) -> TokenStream {
    let named = match ty {
        Ty::Named(id) => Words::of(context.names.ty(*id).ident.unraw()).snake(),
        Ty::List(_) => "list".to_owned(),
        Ty::Any
        | Ty::Null
        | Ty::Boolean
        | Ty::Integer
        | Ty::Unsigned
        | Ty::Number
        | Ty::IntegerOrNumber
        | Ty::String(_)
        | Ty::Id(_)
        | Ty::Tuple(_)
        | Ty::Map(_)
        | Ty::OneOrMany(_)
        | Ty::Nullable(_) => "answer".to_owned(),
    };
    // The client has its name already, and a keyword would not be one.
    let usable = named != context.names.placement.variable().unraw() && syn::parse_str::<syn::Ident>(&named).is_ok();
    let ident = format_ident!("{}", if usable { &named } else { "answer" });
    quote!(#ident)
}

/// `client.customers().get("…")` with arguments of the right types; none where one cannot be written down.
pub fn call(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    scope: &Scope,
    client: &TokenStream,
    extent: Extent,
) -> Option<TokenStream> {
    let given = match &operation.body {
        Some(body) if body.required || extent == Extent::Everything => Some(body_of(context, body, scope)?),
        _ => None,
    };
    call_with(context, operation, names, scope, client, extent, given)
}

/// The body of a call, with what is required.
fn body_of(context: &Context<'_>, body: &Body, scope: &Scope) -> Option<TokenStream> {
    match body.kind {
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) => {
            expression(context, scope, &body.ty, Target::Convertible, Hint::named("body"))
        }
        BodyKind::Bytes | BodyKind::Text => Some(quote!("hello")),
    }
}

/// As [`call`], with a body that was made already.
pub(super) fn call_with(
    context: &Context<'_>,
    operation: &Operation,
    names: &OperationNames,
    scope: &Scope,
    client: &TokenStream,
    extent: Extent,
    body: Option<TokenStream>,
) -> Option<TokenStream> {
    let parts = Parts::of(operation, names);
    let value = |parameter: &Parameter| {
        let hint = Hint::of(&parameter.wire, &parameter.constraints);
        expression(context, scope, &parameter.ty, Target::Convertible, hint)
    };
    let mut arguments: Vec<TokenStream> =
        parts.required.iter().map(|(parameter, _)| value(parameter)).collect::<Option<_>>()?;
    if parts.required_body.is_some() {
        arguments.push(body.clone()?);
    }
    let (resource, method) = (resource(context, operation, client), &names.method);
    let mut call = quote!(#resource.#method(#(#arguments),*));
    if extent == Extent::Everything {
        for (parameter, setter) in &parts.optional {
            let values = match map_value(context, parameter) {
                Some(item) => {
                    let item = expression(context, scope, item, Target::Convertible, Hint::named("value"))?;
                    quote!("key", #item)
                }
                None => value(parameter)?,
            };
            call.extend(quote!(.#setter(#values)));
        }
        if parts.optional_body.is_some() {
            let (setter, value) = (&names.body, body?);
            call.extend(quote!(.#setter(#value)));
        }
    }
    Some(call)
}

/// The way from a client to the resource of an operation.
fn resource(context: &Context<'_>, operation: &Operation, client: &TokenStream) -> TokenStream {
    let mut code = client.clone();
    for length in 1..=operation.group.len() {
        let path = &operation.group[..length];
        let handle = context
            .config
            .handles
            .iter()
            .zip(&context.names.handles)
            .find(|(handle, _)| [handle.group.clone()] == path);
        code = match handle {
            Some((handle, names)) => {
                let (method, token) =
                    (&names.method, format!("{}token", handle.prefixes.first().map_or("", String::as_str)));
                quote!(#code.#method(#token))
            }
            None => {
                let accessor = &context.names.group(path).accessor;
                quote!(#code.#accessor())
            }
        };
    }
    code
}

/// The modules whose items the code names.
fn imports(context: &Context<'_>, code: &str) -> Vec<String> {
    // No name of a type begins with a small letter; most words of a call do.
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words: BTreeSet<&str> = words.filter(|word| !word.starts_with(char::is_lowercase)).collect();
    let ids = context.names.ids.values().any(|ident| words.contains(ident.as_str()));
    let models = context.names.types.iter().any(|names| words.contains(names.ident.as_str()));
    [(ids, "ids::*"), (models, "models::*")]
        .into_iter()
        .filter(|(used, _)| *used)
        .map(|(_, path)| path.to_owned())
        .collect()
}

/// A statement as the formatter writes it.
pub(super) fn formatted(statement: &TokenStream) -> String {
    let file = syn::parse2(quote!(fn example() { #statement })).expect("a call of a method is Rust");
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines[1..lines.len() - 1].iter().map(|line| line.strip_prefix("    ").unwrap_or(line));
    inner.collect::<Vec<_>>().join("\n")
}

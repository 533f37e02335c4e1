//! Turns an operation into code that calls it: the example in its documentation, and the call that tests make.

use super::argument::map_value;
use super::context::Context;
use super::example::{Direction, has_example};
use super::expression::{Scope, Target, expression};
use super::operation::Parts;
use super::words::Hint;
use crate::model::{BodyKind, Content, Operation, Output, Parameter, Response, Ty};
use crate::naming::OperationNames;
use crate::naming::segments::Words;
use crate::text::Block;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

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
    let Statement { code, modules, .. } = statement(context, operation, names)?;
    let placement = &context.names.placement;
    let (client, import) = (placement.variable(), context.import());
    let mut lines = Vec::new();
    match modules.as_slice() {
        [] => {}
        [one] => lines.push(format!("# use {import}::{one};")),
        several => lines.push(format!("# use {import}::{{{}}};", several.join(", "))),
    }
    lines.push(format!("# {import}::testing::run(async |{client}| {{"));
    lines.push(formatted(&code));
    lines.push("# Ok(())".to_owned());
    lines.push("# });".to_owned());
    Some(Block::example(&lines.join("\n")))
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
    let (krate, client) = (format_ident!("{}", context.krate), context.names.placement.variable());
    let scope = Scope { root: quote!(#krate), models: quote!(), ids: quote!(), formatted: false };
    let call = call(context, operation, names, &scope, &quote!(#client), Extent::Required)?;
    let result = match (&operation.pagination, &operation.output) {
        (Some(_), _) => Some(quote!(page)),
        (None, Output::Unit | Output::Events(_)) => None,
        (None, Output::Json(ty) | Output::OptionalJson(ty)) => Some(variable(context, ty)),
        (None, Output::Text) => Some(quote!(text)),
        (None, Output::Bytes) => Some(quote!(bytes)),
    };
    let code = match (&result, &operation.output) {
        (Some(name), _) => quote!(let #name = #call.await?;),
        (None, Output::Events(_)) => quote! {
            let mut events = #call.await?;
            while let Some(event) = events.try_next().await? {
                let data = event.data;
            }
        },
        (None, _) => quote!(#call.await?;),
    };
    let modules = imports(context, &code.to_string());
    Some(Statement { code, result, modules })
}

/// What an example calls a value of this type.
fn variable(context: &Context<'_>, ty: &Ty) -> TokenStream {
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
    let parts = Parts::of(operation, names);
    let value = |parameter: &Parameter| {
        let hint = Hint::of(&parameter.wire, &parameter.constraints);
        expression(context, scope, &parameter.ty, Target::Convertible, hint)
    };
    let mut arguments: Vec<TokenStream> =
        parts.required.iter().map(|(parameter, _)| value(parameter)).collect::<Option<_>>()?;
    let body = |body: &crate::model::Body| match body.kind {
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) => {
            expression(context, scope, &body.ty, Target::Convertible, Hint::named("body"))
        }
        BodyKind::Bytes | BodyKind::Text => Some(quote!("hello")),
    };
    if let Some(required) = parts.required_body {
        arguments.push(body(required)?);
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
            call = quote!(#call.#setter(#values));
        }
        if let Some(optional) = parts.optional_body {
            let (setter, value) = (&names.body, body(optional)?);
            call = quote!(#call.#setter(#value));
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
    let words: std::collections::BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
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

//! A first program: a client from the environment, and a call that takes nothing.

use super::context::Context;
use super::operation::Parts;
use super::usage::{Statement, formatted, statement};
use crate::model::Operation;
use crate::naming::OperationNames;
use crate::text::Block;
use quote::quote;

/// The program, as a test that gets example answers; none where no call is without arguments.
pub fn program(context: &Context<'_>) -> Option<Block> {
    let Statement { code, result, modules } = first_call(context)?;
    let (import, client) = (context.import(), context.names.placement.variable());
    let uses = modules.iter().map(|module| format!("use {import}::{module};"));
    let print = result.map(|name| quote!(println!("{:#?}", #name);));
    let body = formatted(&quote!(#code #print));
    let body = body.lines().map(|line| format!("    {line}").trim_end().to_owned());
    let mut lines = vec![format!("use {import}::Client;")];
    lines.extend(uses);
    lines.extend([String::new(), "#[tokio::main]".to_owned()]);
    lines.push("async fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    // Without a network and whatever is in the environment.
    lines.extend([
        "#     struct Client;".to_owned(),
        format!(
            "#     impl Client {{ fn from_env() -> Result<{import}::Client, {}::BuildError> {{ Ok({import}::testing::client()) }} }}",
            context.krate
        ),
    ]);
    lines.push(format!("    let {client} = Client::from_env()?;"));
    lines.extend(body);
    lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
    Some(Block::example(&lines.join("\n")))
}

/// The first list, or else the first call, that takes nothing.
fn first_call(context: &Context<'_>) -> Option<Statement> {
    let handled = |operation: &Operation| {
        context.config.handles.iter().any(|handle| operation.group.first() == Some(&handle.group))
    };
    let free = |operation: &Operation, names: &OperationNames| {
        let parts = Parts::of(operation, names);
        parts.required.is_empty() && parts.required_body.is_none() && !handled(operation) && !operation.deprecated
    };
    let mut calls: Vec<_> = context.operations().filter(|(operation, names)| free(operation, names)).collect();
    calls.sort_by_key(|(operation, _)| operation.pagination.is_none());
    calls.into_iter().find_map(|(operation, names)| statement(context, operation, names))
}

//! Servers and what stands in braces in their URLs.

use super::{Context, Item, Role, Subject};
use crate::diff::Direction;
use crate::model::UrlVariable;
use crate::naming::UrlVariableNames;
use crate::source::support::pointer;

/// What decides where requests go.
pub(super) fn items(context: &Context<'_>) -> Vec<Item> {
    let (api, names) = (context.api, context.names);
    let mut items = Vec::new();
    for (index, (server, ident)) in api.servers.iter().zip(&names.servers).enumerate() {
        let rust = context.path(&format!("Environment::{ident}"));
        let key = format!("server {}", server.name);
        let mut one = context.item(Subject::Server, key, server.name.clone(), rust, format!("/servers/{index}"));
        let is_default = if index == 0 { "yes" } else { "no" };
        one.facts = vec![("URL", server.template.clone()), ("default", is_default.to_owned())];
        items.push(one);
    }
    for (variable, own) in api.url_variables.iter().zip(&names.url_variables) {
        items.extend(variable_items(context, variable, own));
    }
    items
}

/// A variable and the values that the document lists for it, which are an enum of their own.
fn variable_items(context: &Context<'_>, variable: &UrlVariable, names: &UrlVariableNames) -> Vec<Item> {
    let name = &variable.name;
    let declares = |server: &crate::model::Server| server.variables.iter().any(|(own, _)| own == name);
    let place = context.api.servers.iter().position(declares);
    let place = place.map(|server| pointer::join(&format!("/servers/{server}/variables"), name)).unwrap_or_default();
    let key = format!("server variable {name}");
    let setter = context.path(&format!("ClientBuilder::{}()", names.setter));
    let mut whole = context.item(Subject::ServerVariable, key.clone(), name.clone(), setter, place.clone());
    whole.facts = vec![("default", variable.default.clone().unwrap_or_default())];
    whole.code = format!(".{}", names.setter);
    let ty = context.path(&names.ty.to_string());
    if !variable.values.is_empty() {
        whole.covers.push((Role::Builder, ty.clone()));
    }
    let values = variable.values.iter().zip(&names.values).map(|(value, ident)| {
        let (label, rust) = (format!("{name} = \"{value}\""), format!("{ty}::{ident}"));
        let mut one = context.item(Subject::Value, format!("{key} = {value}"), label, rust, place.clone());
        one.parent = Some(key.clone());
        one.wire.clone_from(value);
        one.direction = Direction::Sent;
        one
    });
    std::iter::once(whole).chain(values).collect()
}

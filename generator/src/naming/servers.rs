//! Names of what stands in braces in the URLs of servers.

use super::candidates::Case;
use super::ident::Ident;
use super::scope::{Claim, Scope};
use super::segments::Words;
use super::{HandleNames, UrlVariableNames, name_all, reserved};
use crate::diagnostic::Diagnostic;
use crate::model::Api;

/// Names the settings that take the variables, and the enums of their values.
pub(super) fn name_url_variables(
    api: &Api,
    handles: &[HandleNames],
    client_headers: &[Ident],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<UrlVariableNames> {
    let server = &Words::of("server");
    let claim = |name: &str| Claim::new(format!("server variable `{name}`"), "/servers", name);
    let settings = api.url_variables.iter().map(|variable| {
        let name = variable.name.as_str();
        let longer = move || Case::Snake.write(&Words::of("server").then(&Words::of(name)), server);
        claim(name).spelled(name, Case::Snake, server).if_reserved(longer)
    });
    let others = client_headers.iter().map(Ident::unraw);
    let setters =
        Scope::reserving(reserved::BUILDER.iter().copied().chain(others)).resolve(settings.collect(), diagnostics);
    let types = api.url_variables.iter().map(|variable| {
        let name = variable.name.as_str();
        let written = move |last: &str| Case::Camel.write(&Words::of("server").then(&Words::of(name)), server) + last;
        claim(name).rule(move || written("")).if_reserved(move || written("Value"))
    });
    let tokens = handles.iter().map(|handle| handle.token.unraw());
    let types =
        Scope::reserving(reserved::RESOURCES.iter().copied().chain(tokens)).resolve(types.collect(), diagnostics);
    let values = api.url_variables.iter().map(|variable| &variable.values);
    let named = setters.into_iter().zip(types).zip(values).map(|((setter, ty), values)| UrlVariableNames {
        setter,
        ty,
        values: name_all("value", &["Unknown"], values.iter().map(String::as_str), diagnostics),
    });
    named.collect()
}

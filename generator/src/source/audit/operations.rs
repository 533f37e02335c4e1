//! What only shows when operations are looked at together, or together with their path.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::support::operations;
use crate::source::support::operations::Site;
use crate::source::support::pointer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Checks names, path parameters and security of all operations.
pub(super) fn check(document: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let sites = operations::sites(document);
    duplicate_ids(&sites, diagnostics);
    for site in &sites {
        path_parameters(document, site, diagnostics);
    }
    same_paths(document, diagnostics);
    security(document, &sites, diagnostics);
}

/// Paths that differ in the names of their parameters only.
fn same_paths(document: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_shape: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in document.get("paths").and_then(Value::as_object).into_iter().flat_map(|paths| paths.keys()) {
        let names = operations::template_names(path);
        let shape = names.iter().fold(path.clone(), |shape, name| shape.replace(&format!("{{{name}}}"), "{}"));
        by_shape.entry(shape).or_default().push(path);
    }
    for paths in by_shape.into_values() {
        let Some((first, others)) = paths.split_first().filter(|(_, others)| !others.is_empty()) else { continue };
        let message = format!("{} paths are the same but for the names of their parameters", paths.len());
        let mut diagnostic = Diagnostic::new(Code::SamePath, message).at(pointer::join("/paths", first));
        for other in others {
            diagnostic = diagnostic.note(format!("also `{other}`"));
        }
        diagnostics.push(diagnostic.help("give the parameters the same names, and the operations one path"));
    }
}

fn duplicate_ids(sites: &[Site<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut by_id: BTreeMap<&str, Vec<&Site<'_>>> = BTreeMap::new();
    for site in sites {
        if let Some(id) = site.operation.get("operationId").and_then(Value::as_str) {
            by_id.entry(id).or_default().push(site);
        }
    }
    for (id, sites) in by_id {
        if let [first, others @ ..] = sites.as_slice()
            && !others.is_empty()
        {
            let mut diagnostic =
                Diagnostic::new(Code::DuplicateOperationId, format!("{} operations have the id `{id}`", sites.len()))
                    .at(pointer::join(&first.at, "operationId"))
                    .help("give each operation an id of its own");
            for other in others {
                diagnostic = diagnostic.note(format!("also #{}", other.at));
            }
            diagnostics.push(diagnostic);
        }
    }
}

fn path_parameters(document: &Value, site: &Site<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(path) = site.path else { return };
    let names: BTreeSet<_> = operations::template_names(path).into_iter().collect();
    let bare: BTreeSet<_> = names.iter().map(|name| operations::place(name).0).collect();
    let mut declared = BTreeSet::new();
    let mut met = BTreeSet::new();
    for parameter in operations::parameters(document, site) {
        if parameter.place == "path" {
            declared.insert(parameter.name);
            if !names.contains(parameter.name) && !bare.contains(parameter.name) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedPathParameter,
                        format!("the path `{path}` has no place for the parameter `{}`", parameter.name),
                    )
                    .at(&parameter.at)
                    .note("it is left out")
                    .help(format!("take it out, or give it a place in the path: `{{{}}}`", parameter.name)),
                );
            }
        }
        if !met.insert((parameter.place, parameter.name, parameter.shared)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateParameter,
                    format!("a {} parameter `{}` is already declared", parameter.place, parameter.name),
                )
                .at(&parameter.at)
                .note("the last one counts")
                .help("take one of them out"),
            );
        }
    }
    let is_declared = |name: &str| declared.contains(name) || declared.contains(operations::place(name).0);
    for name in names.iter().filter(|name| !is_declared(name)) {
        diagnostics.push(
            Diagnostic::new(Code::UndeclaredPathParameter, format!("no parameter declares `{{{name}}}` of `{path}`"))
                .at(&site.at)
                .help(format!("add  {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}")),
        );
    }
}

/// Says which schemes that operations ask for have to come from the transport.
fn transport_schemes(document: &Value, required: &BTreeSet<&str>, diagnostics: &mut Vec<Diagnostic>) {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    for (name, scheme) in schemes.into_iter().flatten().filter(|(name, _)| required.contains(name.as_str())) {
        let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default();
        let what = match (text("type"), text("scheme").to_ascii_lowercase().as_str()) {
            ("mutualTLS", _) => "mutual TLS".to_owned(),
            ("http", "bearer" | "basic" | "") => continue,
            ("http", other) => format!("HTTP authentication `{other}`"),
            _ => continue,
        };
        diagnostics.push(
            Diagnostic::new(
                Code::TransportCredential,
                format!("the security scheme `{name}` is {what}, which the transport of the client has to bring"),
            )
            .at(pointer::join(
                &pointer::join("/components/securitySchemes", name),
                if text("type") == "http" { "scheme" } else { "type" },
            ))
            .help("give the client an HTTP client that does it: `reqwest_client`, `ureq_agent` or `transport`"),
        );
    }
}

fn security(document: &Value, sites: &[Site<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let root = document.get("security").map(|security| (String::new(), security));
    let own = sites.iter().filter_map(|site| Some((site.at.clone(), site.operation.get("security")?)));
    let mut required = BTreeSet::new();
    for (at, security) in root.into_iter().chain(own) {
        for (index, requirement) in security.as_array().into_iter().flatten().enumerate() {
            for name in requirement.as_object().into_iter().flat_map(|map| map.keys()) {
                required.insert(name.as_str());
                if !schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                    diagnostics.push(
                        Diagnostic::new(Code::UnknownSecurityScheme, format!("there is no security scheme `{name}`"))
                            .at(format!("{at}/security/{index}"))
                            .help("declare it under `components/securitySchemes`"),
                    );
                }
            }
        }
    }
    transport_schemes(document, &required, diagnostics);
    unused_schemes(document, &required, diagnostics);
}

/// Says which schemes no operation needs, where operations need others: a client has no place for their credentials.
fn unused_schemes(document: &Value, required: &BTreeSet<&str>, diagnostics: &mut Vec<Diagnostic>) {
    let schemes = document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let declared = || schemes.into_iter().flatten().map(|(name, _)| name);
    if !declared().any(|name| required.contains(name.as_str())) {
        return;
    }
    for name in declared().filter(|name| !required.contains(name.as_str())) {
        let message = format!("no operation asks for the security scheme `{name}`, so that nothing is sent by it");
        let at = pointer::join("/components/securitySchemes", name);
        let help = "name it in `security` of the operations that take it; a single call takes any `header`";
        diagnostics.push(Diagnostic::new(Code::UnusedScheme, message).at(at).help(help));
    }
}

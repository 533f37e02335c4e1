//! What a new version of a document leaves to decide: names of operations, before anybody relies on them, and
//! properties that servers leave out from now on.

use super::docs::described;
use crate::config::Config;
use crate::model::{Api, Field, Operation, Shape, TypeDecl};
use crate::naming::Level;
use crate::pipeline::{Understood, understand};
use crate::source::Input;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Lines for `sdk.yaml` and `docs.yaml`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Proposals {
    /// How each new operation is called whose name follows from a rule, with the override that would rename it.
    pub names: Vec<String>,
    /// How each operation was called that has another name now, with the override that keeps it.
    pub renamed: Vec<String>,
    /// What has no words yet, by its key in `docs.yaml`.
    pub words: Vec<String>,
    /// The rule for servers that are ahead of the SDK; no lines if no property changed so.
    pub presence: Vec<String>,
    /// What is deprecated and was not before, by its place in `deprecations:`.
    pub deprecated: Vec<String>,
}

/// What the new version leaves to decide.
pub(super) fn proposals(old: Option<&Input>, new: &Input) -> Proposals {
    let read = |input: &Input| understand(input.document.value.clone(), input, Level::Module, &mut Vec::new());
    let Some(now) = read(new) else { return Proposals::default() };
    let before = old.and_then(read);
    let known: BTreeSet<&str> =
        before.iter().flat_map(|before| &before.api.operations).map(|operation| operation.id.as_str()).collect();
    let is_new = |operation: &Operation| !known.contains(operation.id.as_str());
    let renamed = before.as_ref().map_or_else(Vec::new, |before| renamed(before, &now));
    let version = before.as_ref().map_or("", |before| before.api.version.as_str());
    Proposals {
        names: if before.is_some() { names(&now, &new.config, is_new) } else { Vec::new() },
        renamed,
        deprecated: before.as_ref().map_or_else(Vec::new, |before| newly_deprecated(&before.api, &now.api)),
        words: described(&now.api, &now.names).1,
        presence: before.as_ref().map_or_else(Vec::new, |before| presence(&before.api, &now.api, version)),
    }
}

/// The operations whose name nobody has chosen yet, each with the lines that choose it.
fn names(now: &Understood, config: &Config, is_new: impl Fn(&Operation) -> bool) -> Vec<String> {
    let Understood { api, names, .. } = now;
    let methods: Vec<(&Operation, &str)> =
        api.operations.iter().zip(&names.operations).map(|(one, names)| (one, names.method.unraw())).collect();
    let mut lines = Vec::new();
    for (operation, method) in methods.iter().copied().filter(|(operation, _)| is_new(operation)) {
        let chosen = config.operations.overrides.iter().find(|chosen| chosen.operation == operation.id);
        if chosen.is_some_and(|chosen| chosen.method.is_some()) {
            continue;
        }
        let used = methods.iter().filter(|(other, _)| other.group == operation.group && other.id != operation.id);
        let used: BTreeSet<&str> = used.map(|(_, method)| *method).collect();
        // A group of one kind of thing has one method of each kind.
        let verb = method.split('_').next().unwrap_or(method);
        let better = if used.contains(verb) { method } else { verb };
        let line =
            format!("{}().{method}: {} {}", operation.group.join("()."), operation.method.as_str(), operation.path);
        lines.push(line);
        if better != method {
            let id = serde_json::Value::from(operation.id.as_str());
            lines.push(format!(
                "    - {{ operation: {id}, method: {better}, because: The group has no other {better}. }}"
            ));
        }
    }
    lines
}

/// The operations of a route that has another name now, be it that its id or its tag is another one.
fn renamed(old: &Understood, new: &Understood) -> Vec<String> {
    let named = |side: &'_ Understood| -> BTreeMap<String, (String, Vec<String>, String)> {
        let all = side.api.operations.iter().zip(&side.names.operations);
        let one = |(operation, names): (&Operation, &crate::naming::OperationNames)| {
            let route = format!("{} {}", operation.method.as_str(), operation.path);
            (route, (operation.id.clone(), operation.group.clone(), names.method.unraw().to_owned()))
        };
        all.map(one).collect()
    };
    let (before, after) = (named(old), named(new));
    let mut lines = Vec::new();
    for (route, (id, group, method)) in after {
        let Some((_, old_group, old_method)) =
            before.get(&route).filter(|(_, path, name)| *path != group || *name != method)
        else {
            continue;
        };
        let call = |group: &[String], method: &str| format!("{}().{method}", group.join("()."));
        lines.push(format!("{route}: {} is {}", call(old_group, old_method), call(&group, &method)));
        let group = if group == *old_group { String::new() } else { format!(" group: {},", json!(old_group)) };
        let id = json!(id);
        lines.push(format!(
            "    - {{ operation: {id},{group} method: {old_method}, because: It was called so before. }}"
        ));
    }
    lines
}

/// What is deprecated in the new version alone and was there before.
fn newly_deprecated(old: &Api, new: &Api) -> Vec<String> {
    let (before, after) = (marks(old), marks(new));
    after
        .into_iter()
        .filter(|(place, marked)| *marked && before.get(place) == Some(&false))
        .map(|(place, _)| place)
        .collect()
}

/// Whether each thing that can be deprecated is.
fn marks(api: &Api) -> BTreeMap<String, bool> {
    let mut marks = BTreeMap::new();
    for operation in &api.operations {
        marks.insert(operation.id.clone(), operation.deprecated);
        let parameters = operation.parameters.iter();
        marks.extend(parameters.map(|one| (format!("{}/{}", operation.id, one.wire), one.deprecated)));
    }
    marks.extend(api.webhooks.iter().map(|webhook| (webhook.event.clone(), webhook.deprecated)));
    for decl in &api.types {
        let Some(name) = decl.component() else { continue };
        marks.extend(fields(decl).iter().map(|field| (format!("{name}.{}", field.wire), field.deprecated)));
    }
    marks
}

/// The rule for what was required, is received, and may be missing now.
fn presence(old: &Api, new: &Api, version: &str) -> Vec<String> {
    let types: BTreeMap<String, &TypeDecl> =
        new.types.iter().filter_map(|decl| Some((decl.component()?, decl))).collect();
    let mut places = Vec::new();
    for decl in old.types.iter().filter(|decl| decl.usage.received) {
        let Some((name, now)) = decl.component().and_then(|name| types.get(&name).map(|now| (name, *now))) else {
            continue;
        };
        let fields = fields(now);
        let may_be_missing = |field: &&Field| {
            fields.iter().find(|now| now.wire == field.wire).is_none_or(|now| !now.presence.is_required())
        };
        let left = self::fields(decl).iter().filter(|field| !field.write_only && field.presence.is_required());
        places.extend(left.filter(may_be_missing).map(|field| format!("{name}.{}", field.wire)));
    }
    if places.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["presence:".to_owned(), "  - at:".to_owned()];
    lines.extend(places.iter().map(|place| format!("      - {}", serde_json::Value::from(place.as_str()))));
    lines.push("    optional: true".to_owned());
    lines.push(format!("    because: Required up to {version}; newer servers leave it out."));
    lines
}

fn fields(decl: &TypeDecl) -> &[Field] {
    match &decl.shape {
        Shape::Object(object) => &object.fields,
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => &[],
    }
}

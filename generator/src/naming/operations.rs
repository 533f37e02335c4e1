//! Names of what can be called: groups, operations, their builders and parameters.

use super::candidates::{Case, Cases};
use super::ident::Ident;
use super::methods::MethodCandidates;
use super::overrides::Overrides;
use super::reserved;
use super::scope::{Claim, Scope};
use super::segments::Words;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Operation, Parameter, ParameterLocation};
use std::collections::{BTreeMap, BTreeSet};

/// Names of a group of operations.
#[derive(Clone, Debug)]
pub struct GroupNames {
    /// Its path, as the model has it.
    pub path: Vec<String>,
    /// The struct, such as `CustomersMembers`.
    pub ident: Ident,
    /// The method that leads to it from the client or from the group around it, such as `members`.
    pub accessor: Ident,
    /// The file of the group, such as `customers_members`.
    pub module: Ident,
}

/// Names of an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The method of its group, such as `list`.
    pub method: Ident,
    /// The static that describes it, such as `LIST`.
    pub constant: Ident,
    /// The builder for an operation with optional parameters, such as `ListCustomers`.
    pub builder: Ident,
    /// Arguments and setters, one per [`Operation::parameters`].
    pub parameters: Vec<Ident>,
    /// The argument or setter that takes the body.
    pub body: Ident,
    /// Methods that ask for an answer in another media type, one per [`Operation::alternatives`].
    pub accepts: Vec<Ident>,
}

/// Names all groups, those without operations of their own included, sorted by their paths: each before those inside it.
pub(super) fn name_groups(api: &Api, client: &mut Scope, diagnostics: &mut Vec<Diagnostic>) -> Vec<GroupNames> {
    let mut paths: BTreeSet<&[String]> = BTreeSet::new();
    for operation in &api.operations {
        paths.extend((1..=operation.group.len()).map(|length| &operation.group[..length]));
    }
    let paths: Vec<&[String]> = paths.into_iter().collect();
    let full_names: Vec<String> = paths.iter().map(|path| path.join(".")).collect();
    let group = &Words::of("group");
    let claims = |case: Case| {
        let claims = paths.iter().zip(&full_names).map(|(path, name)| {
            let words = || Words::of_all(path.iter().map(String::as_str));
            let with_group = move || case.write(&words().then(group), group);
            Claim::new(format!("group `{name}`"), "", name)
                .rule(move || case.write(&words(), group))
                .if_reserved(with_group)
                .spelled(name, case, group)
                .otherwise(with_group)
        });
        claims.collect::<Vec<_>>()
    };
    let mut types = Scope::reserving(reserved::PRELUDE.iter().chain(reserved::RESOURCES).copied());
    let idents = types.resolve(claims(Case::Camel), diagnostics);
    // A module called like the one around it, or the one inside it, reads badly.
    let mut files = Scope::reserving(reserved::files().chain(["operations", "resources"]));
    let modules = claims(Case::Snake).into_iter().map(Claim::shortened).collect();
    let modules = files.resolve(modules, diagnostics);

    let mut accessors: BTreeMap<&[String], Ident> = BTreeMap::new();
    let mut families: BTreeMap<&[String], Vec<&[String]>> = BTreeMap::new();
    for path in &paths {
        families.entry(&path[..path.len() - 1]).or_default().push(path);
    }
    for (parent, children) in families {
        let claims = children.iter().map(|path| {
            let (name, full) = (&path[path.len() - 1], path.join("."));
            let claim = Claim::new(format!("group `{full}`"), "", &*full).spelled(name, Case::Snake, group);
            claim.if_reserved(|| Case::Snake.write(&Words::of(name).then(group), group))
        });
        let mut scope = if parent.is_empty() { client.clone() } else { resource_scope() };
        let idents = scope.resolve(claims.collect(), diagnostics);
        if parent.is_empty() {
            *client = scope;
        }
        accessors.extend(children.into_iter().zip(idents));
    }
    let names = paths.iter().zip(idents).zip(modules).map(|((path, ident), module)| {
        let accessor = accessors[path].clone();
        GroupNames { path: path.to_vec(), ident, accessor, module }
    });
    names.collect()
}

/// Names all operations, in their order.
pub(super) fn name_operations(
    api: &Api,
    groups: &[GroupNames],
    candidates: &[MethodCandidates],
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<OperationNames> {
    let methods = name_methods(api, groups, candidates, diagnostics);
    let reserved = reserved::PRELUDE.iter().chain(reserved::RESOURCES).copied();
    let mut types = Scope::reserving(reserved.chain(groups.iter().map(|group| group.ident.as_str())));
    let request = &Words::of("request");
    let builders = api.operations.iter().zip(&methods).map(|(operation, method)| {
        let camel = |words: &Words| Case::Camel.write(words, request);
        let group = || Words::of_all(operation.group.iter().map(String::as_str));
        let words = move || Words::of(method.unraw()).then(&group());
        claim(operation)
            .rule(move || camel(&Words::of(method.unraw()).without_ending_of(&group()).then(&group())))
            .rule(move || camel(&words()))
            .if_reserved(move || camel(&words().then(request)))
            .otherwise(move || camel(&Words::of(&operation.id)))
    });
    let builders = types.resolve(builders.collect(), diagnostics);
    let parts = api.operations.iter().zip(methods).zip(builders);
    let name = |((operation, method), builder): ((&Operation, Ident), Ident)| {
        let (mut parameters, body) = name_parameters(operation, overrides, diagnostics);
        let accepts = parameters.split_off(operation.parameters.len());
        let constant = Ident::new(&constant(method.unraw()));
        OperationNames { method, constant, builder, parameters, body, accepts }
    };
    parts.map(name).collect()
}

/// The static of a method. `API` stands beside it already, and no method ends in an underscore.
fn constant(method: &str) -> String {
    match method.to_ascii_uppercase() {
        api if api == "API" => "API_".to_owned(),
        name => name,
    }
}

fn resource_scope() -> Scope {
    Scope::reserving(reserved::RESOURCE.iter().copied())
}

/// The names of setters on a call.
pub(super) fn call_scope() -> Scope {
    Scope::reserving(reserved::CALL.iter().chain(reserved::CALL_LIKE).copied())
}

fn claim<'n>(operation: &Operation) -> Claim<'n> {
    let id = &operation.id;
    Claim::new(format!("operation `{id}`"), &operation.origin.pointer, id)
}

/// Names the methods of each group, in the order of all operations.
fn name_methods(
    api: &Api,
    groups: &[GroupNames],
    candidates: &[MethodCandidates],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Ident> {
    let mut by_group: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        by_group.entry(&operation.group).or_default().push(index);
    }
    let mut children: BTreeMap<&[String], Vec<&Ident>> = BTreeMap::new();
    for group in groups {
        children.entry(&group.path[..group.path.len() - 1]).or_default().push(&group.accessor);
    }
    let mut methods: BTreeMap<usize, Ident> = BTreeMap::new();
    for (path, members) in by_group {
        let mut scope = resource_scope();
        for accessor in children.get(path).into_iter().flatten() {
            scope.reserve(accessor.unraw());
        }
        let call = &Words::of("call");
        let snake = |words: &Words| Case::Snake.write(words, call);
        let claims = members.iter().map(|&index| {
            let (operation, candidates) = (&api.operations[index], &candidates[index]);
            let first =
                candidates.decided.as_deref().or(candidates.names.first().map(String::as_str)).unwrap_or_default();
            let words = move || Words::of(first);
            let claim = claim(operation);
            let claim = match &candidates.decided {
                Some(name) => claim.spelled(name, Case::Snake, call),
                None => {
                    let names = candidates.names.iter();
                    let claim = names
                        .fold(claim.rank(candidates.rank), |claim, name| claim.rule(move || snake(&Words::of(name))));
                    claim.spelled(&operation.id, Case::Snake, call)
                }
            };
            claim
                .if_reserved(move || snake(&call.then(&words())))
                .otherwise(move || snake(&words().then(&Words::of(operation.method.as_str()))))
        });
        methods.extend(members.iter().copied().zip(scope.resolve(claims.collect(), diagnostics)));
    }
    methods.into_values().collect()
}

fn name_parameters(
    operation: &Operation,
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Ident>, Ident) {
    let mut scope = call_scope();
    if operation.body.is_some() {
        scope.reserve("body");
    }
    let value = &Words::of("value");
    let cases = &Cases::of(operation.parameters.iter().map(|parameter| parameter.wire.as_str()));
    let claims = operation.parameters.iter().map(|parameter| {
        let at = format!("{}/{}", operation.id, parameter.wire);
        let what = format!("parameter `{}` of `{}`", parameter.wire, operation.id);
        let claim = Claim::new(what, &parameter.origin.pointer, &*at).rank(priority(parameter));
        match overrides.get([at]) {
            Some(name) => claim.rule(|| name.to_owned()),
            None => {
                let placed = || Words::of(place_word(parameter.place)).then(&Words::of(&parameter.wire));
                let claim = claim.spelled(&parameter.wire, Case::Snake, value);
                claim.rule(move || Case::Snake.write(&placed(), value)).or_case(
                    &parameter.wire,
                    cases,
                    Case::Snake,
                    value,
                )
            }
        }
    });
    let accepts = operation.alternatives.iter().map(|alternative| {
        let words = |name: &str| Words::of("accept").then(&Words::of(name));
        let what = format!("`{}` of `{}`", alternative.media_type, operation.id);
        let at = format!("{}/{}", operation.id, alternative.media_type);
        Claim::new(what, &alternative.origin.pointer, at)
            .rank(LEAST_SURE)
            .rule(move || Case::Snake.write(&words(&alternative.suffix), value))
            .otherwise(move || Case::Snake.write(&words(&alternative.media_type), value))
    });
    (scope.resolve(claims.chain(accepts).collect(), diagnostics), Ident::new("body"))
}

/// A path parameter keeps its name where one in another place has the same; the other says its place.
fn priority(parameter: &Parameter) -> u8 {
    match parameter.place {
        ParameterLocation::Path => 0,
        ParameterLocation::Query => 1,
        ParameterLocation::Header => 2,
        ParameterLocation::Cookie => 3,
    }
}

/// What is made up gives way to what the document names.
const LEAST_SURE: u8 = 4;

fn place_word(place: ParameterLocation) -> &'static str {
    match place {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

//! Gives everything of an API its Rust name: the only place that creates identifiers.
//!
//! Names are unique in their scope, ignoring case, and depend on the document only, not on the order of its
//! maps. Wire names stay what they are, in the model. Two spelling rules resolve what the words alone do not:
//! a leading minus is `Desc` in an enum of sort orders, and punctuation is spelled out where it tells two names
//! apart or where nothing else is left. What neither decides is reported, and named after its place meanwhile.

mod apis;
mod candidates;
mod collisions;
pub mod dump;
mod files;
mod ident;
mod members;
mod methods;
mod operation_id;
mod operations;
mod overrides;
mod path;
mod place;
mod placement;
mod qualified;
mod readability;
mod reserved;
mod rest;
pub mod rust_paths;
mod scope;
pub mod segments;
mod servers;
mod template_names;
mod types;
mod verbs;

pub use apis::Apis;
pub use files::ModelFile;
pub use ident::Ident;
pub use members::{FieldNames, Members, VariantNames};
pub use operations::{GroupNames, OperationNames};
pub use placement::{Level, Placement};
pub use reserved::{additional_field, is_device};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Resources, TypeId};
use candidates::{Case, Cases};
use overrides::Overrides;
use scope::{Claim, Scope};
use segments::Words;
use std::collections::{BTreeMap, BTreeSet};

/// The module of a guide, whose name is an identifier but for keywords.
///
/// # Panics
///
/// If it is none: [`Guide`](crate::source::Guide) has no other names.
pub fn guide_module(name: &str) -> Ident {
    Ident::new(name)
}

/// The names of one API.
#[derive(Clone, Debug)]
pub struct Names {
    /// Where the API stands in its crate.
    pub placement: Placement,
    /// Every declared type.
    pub types: Vec<TypeNames>,
    /// The files the declared types are in, sorted by name.
    pub files: Vec<ModelFile>,
    /// Id types by the name the model has for them.
    pub ids: BTreeMap<String, Ident>,
    /// Groups of operations, sorted by their paths: each before the groups inside it.
    pub groups: Vec<GroupNames>,
    /// Operations, in the order of [`Api::operations`].
    pub operations: Vec<OperationNames>,
    /// Variants of the webhook event, in the order of [`Api::webhooks`].
    pub events: Vec<Ident>,
    /// Variants of the error detail, for every type that is part of an error body.
    pub errors: BTreeMap<TypeId, Ident>,
    /// Variants of the environment, in the order of [`Api::servers`].
    pub servers: Vec<Ident>,
    /// What is named of each of [`Api::url_variables`], in order.
    pub url_variables: Vec<UrlVariableNames>,
    /// Cargo features by the first segment of a group, of [`Api::resources`].
    pub features: BTreeMap<String, String>,
    /// Handles and the token types they take, in the order of [`Config::handles`].
    pub handles: Vec<HandleNames>,
    /// Arguments that take the credentials of [`Api::schemes`], in order.
    pub schemes: Vec<Ident>,
    /// Setters of [`Config::client_headers`], in order.
    pub client_headers: Vec<Ident>,
    /// Methods that run a recipe, by its name in [`Config::recipes`].
    pub recipes: BTreeMap<String, Ident>,
    /// Names of models and ids, which hide what else has such a name where they are in scope.
    hiding: BTreeSet<String>,
}

/// Names of a declared type.
#[derive(Clone, Debug)]
pub struct TypeNames {
    /// The type.
    pub ident: Ident,
    /// For a request with many required properties: the struct that holds them.
    pub required: Ident,
    /// Its fields, values or variants.
    pub members: Members,
    /// The file it is in: an index into [`Names::files`].
    pub file: usize,
}

/// Names of a handle.
#[derive(Clone, Debug)]
pub struct HandleNames {
    /// The method of the client that makes it.
    pub method: Ident,
    /// The type of the token it takes.
    pub token: Ident,
}

/// Names of a variable in the URLs of servers.
#[derive(Clone, Debug)]
pub struct UrlVariableNames {
    /// The setting of a client, and the argument of its constructor.
    pub setter: Ident,
    /// The enum of its values, if the document lists any.
    pub ty: Ident,
    /// Its variants.
    pub values: Vec<Ident>,
}

impl Names {
    /// Whether a model or an id has this name.
    pub fn hides(&self, name: &str) -> bool {
        self.hiding.contains(name)
    }

    /// The names of a declared type.
    ///
    /// # Panics
    ///
    /// If `id` belongs to another API than the one that was named.
    pub fn ty(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    /// The names of the group with this path.
    ///
    /// # Panics
    ///
    /// If the API has no such group.
    pub fn group(&self, path: &[String]) -> &GroupNames {
        let at = self.groups.binary_search_by(|group| group.path.as_slice().cmp(path));
        &self.groups[at.expect("every group of an operation was named")]
    }

    /// The Cargo features of resources.
    pub fn features_of<'n>(&'n self, resources: &'n Resources) -> impl Iterator<Item = &'n String> + 'n {
        self.features.values().enumerate().filter(|(at, _)| resources.contains(*at)).map(|(_, feature)| feature)
    }
}

/// Names everything in `api`.
pub fn name(api: &Api, config: &Config, level: Level, diagnostics: &mut Vec<Diagnostic>) -> Names {
    let overrides = Overrides::new(&config.names, diagnostics);
    let candidates = methods::candidates(api);
    let idents = types::name_types(api, &candidates, &overrides, diagnostics);
    let files = files::name_files(api, &idents, &candidates, diagnostics);
    let header_ids: Vec<&str> = config.client_headers.iter().filter_map(|header| header.id.as_deref()).collect();
    let ids = types::name_ids(api, &header_ids, diagnostics);
    let types = assemble_types(api, idents, &files, &overrides, diagnostics);

    let mut client = Scope::reserving(reserved::CLIENT.iter().copied());
    let handles = name_handles(config, &mut client, diagnostics);
    let client_headers = name_client_headers(config, diagnostics);
    let schemes = name_schemes(api, diagnostics);
    let recipes = name_recipes(config, diagnostics);
    let groups = operations::name_groups(api, &mut client, diagnostics);
    let operations = operations::name_operations(api, &groups, &candidates, &overrides, diagnostics);
    let errors = name_errors(api, config, &types, diagnostics);
    let events = name_all(
        "webhook",
        &template_names::EVENTS,
        api.webhooks.iter().map(|webhook| webhook.event.as_str()),
        diagnostics,
    );
    let servers = name_all("server", &[], api.servers.iter().map(|server| server.name.as_str()), diagnostics);
    let url_variables = servers::name_url_variables(api, &handles, &client_headers, diagnostics);
    let placement = Placement::new(&api.name, level);
    let features = name_features(api, &placement, diagnostics);
    overrides.report_stale(diagnostics);
    let models = types.iter().flat_map(|names| [&names.ident, &names.required]);
    let hiding = models.chain(ids.values()).map(|ident| ident.unraw().to_owned()).collect();
    Names {
        placement,
        types,
        files,
        ids,
        groups,
        operations,
        events,
        errors,
        servers,
        url_variables,
        features,
        handles,
        schemes,
        client_headers,
        recipes,
        hiding,
    }
}

fn assemble_types(
    api: &Api,
    idents: Vec<Ident>,
    files: &[ModelFile],
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TypeNames> {
    let mut file_of: BTreeMap<TypeId, usize> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        file_of.extend(file.types.iter().map(|&id| (id, index)));
    }
    let mut scope = Scope::reserving(idents.iter().map(Ident::unraw));
    let claims = idents.iter().zip(&api.types).map(|(ident, decl)| {
        let claim = Claim::new(format!("the required properties of `{ident}`"), &decl.origin.pointer, ident.unraw());
        claim
            .rule(|| format!("{}Required", ident.unraw()))
            .if_reserved(|| format!("{}RequiredProperties", ident.unraw()))
    });
    let required = scope.resolve(claims.collect(), diagnostics);
    let parts = idents.into_iter().zip(required).zip(api.type_ids());
    let names = parts.map(|((ident, required), (id, decl))| {
        let members = members::name_members(api, decl, &ident, overrides, diagnostics);
        TypeNames { ident, required, members, file: file_of[&id] }
    });
    names.collect()
}

/// Names the variants of the error detail: as the decisions say, else after the type.
fn name_errors(
    api: &Api,
    config: &Config,
    types: &[TypeNames],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<TypeId, Ident> {
    let failures: Vec<_> = api.type_ids().filter(|(_, decl)| decl.usage.failure).collect();
    let claims = failures.iter().map(|(id, decl)| {
        let ident = types[id.0 as usize].ident.unraw();
        let claim = Claim::new(format!("the error `{ident}`"), &decl.origin.pointer, ident);
        let decided = types::keys(decl).iter().find_map(|key| config.errors.names.get(key)).cloned();
        match decided {
            Some(name) => claim.rule(move || name.clone()),
            None => claim.rank(1).rule(|| ident.to_owned()).otherwise(move || format!("{ident}Body")),
        }
    });
    let idents = Scope::reserving(template_names::ERRORS.iter().copied()).resolve(claims.collect(), diagnostics);
    failures.iter().map(|(id, _)| *id).zip(idents).collect()
}

fn name_all<'a>(
    kind: &str,
    reserved: &[&str],
    names: impl Iterator<Item = &'a str> + Clone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Ident> {
    let digit = &Words::of(kind);
    let cases = Cases::of(names.clone());
    let claims = names.map(|name| {
        Claim::new(format!("{kind} `{name}`"), "", name)
            .spelled(name, Case::Camel, digit)
            .if_reserved(|| Case::Camel.write(&Words::of(name).then(digit), digit))
            .or_case(name, &cases, Case::Camel, digit)
    });
    Scope::reserving(reserved.iter().copied().chain(["Self"])).resolve(claims.collect(), diagnostics)
}

fn name_handles(config: &Config, client: &mut Scope, diagnostics: &mut Vec<Diagnostic>) -> Vec<HandleNames> {
    let handle = &Words::of("handle");
    let claims = config.handles.iter().map(|rule| {
        let claim = Claim::new(format!("handle `{}`", rule.method), "", &*rule.method);
        claim
            .spelled(&rule.method, Case::Snake, handle)
            .if_reserved(|| Case::Snake.write(&Words::of(&rule.method).then(handle), handle))
    });
    let methods = client.resolve(claims.collect(), diagnostics);
    let token = |name: &str| {
        let text = Case::Camel.write(&Words::of(name), handle);
        Ident::new(if ident::is_identifier(&text) { &text } else { "Token" })
    };
    methods
        .into_iter()
        .zip(&config.handles)
        .map(|(method, rule)| HandleNames { method, token: token(&rule.token) })
        .collect()
}

fn name_client_headers(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Ident> {
    let header = Words::of("header");
    let claims = config.client_headers.iter().map(|rule| {
        Claim::new(format!("client header `{}`", rule.name), "", &*rule.name).spelled(
            &rule.setter,
            Case::Snake,
            &header,
        )
    });
    operations::call_scope().resolve(claims.collect(), diagnostics)
}

fn name_schemes(api: &Api, diagnostics: &mut Vec<Diagnostic>) -> Vec<Ident> {
    let scheme = Words::of("credential");
    let names = api.schemes.iter().map(|scheme| &scheme.name);
    let claims =
        names.map(|name| Claim::new(format!("security scheme `{name}`"), "", name).spelled(name, Case::Snake, &scheme));
    Scope::reserving(["base_url"]).resolve(claims.collect(), diagnostics)
}

fn name_recipes(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Ident> {
    let recipe = Words::of("recipe");
    let names = config.recipes.keys();
    let claims = names.map(|name| Claim::new(format!("recipe `{name}`"), "", name).spelled(name, Case::Snake, &recipe));
    let idents = Scope::default().resolve(claims.collect(), diagnostics);
    config.recipes.keys().cloned().zip(idents).collect()
}

/// Names a Cargo feature per resource. Those of an API that has the crate to itself stand beside the features that
/// every crate has.
fn name_features(api: &Api, placement: &Placement, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let resources = api.resources();
    let (group, resource) = (&Words::of("group"), &Words::of("resource"));
    let claims = resources.iter().map(|name| {
        let claim = Claim::new(format!("the feature of group `{name}`"), "", *name).spelled(name, Case::Snake, group);
        claim.if_reserved(|| Case::Snake.write(&Words::of(name).then(resource), group))
    });
    let mut scope = match placement.level {
        Level::Module => Scope::default(),
        Level::Root => Scope::reserving(reserved::FEATURES.iter().copied()),
    };
    let idents = scope.resolve(claims.collect(), diagnostics);
    let features = idents.iter().map(|ident| placement.resource_feature(ident));
    resources.iter().map(|name| (*name).to_owned()).zip(features).collect()
}

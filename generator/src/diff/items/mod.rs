//! A model as a list of items that can be compared: each with an identity that does not depend on its Rust name, what
//! is said about it, and the places in the generated code that it decides.

mod operations;
mod servers;
mod types;

pub(super) use types::REQUIRED_ORDER;

use super::Direction;
use super::credentials::{self, CREDENTIAL};
use super::surface::feature;
use crate::config::Config;
use crate::model::{Api, Format, SchemeKind, Ty};
use crate::naming::{Level, Names, Placement};
use std::collections::BTreeMap;

/// What kind of thing an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the document")]
pub enum Subject {
    Feature,
    Server,
    ServerVariable,
    Header,
    Security,
    Group,
    Operation,
    Parameter,
    Body,
    Response,
    Event,
    Error,
    Type,
    Field,
    Value,
    Variant,
    Accessor,
    Id,
}

impl Subject {
    /// The word for people and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Server => "server",
            Self::ServerVariable => "server variable",
            Self::Header => "header of every request",
            Self::Security => "security scheme",
            Self::Group => "group",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Body => "request body",
            Self::Response => "response",
            Self::Event => "event",
            Self::Error => "error",
            Self::Type => "type",
            Self::Field => "field",
            Self::Value => "value",
            Self::Variant => "variant",
            Self::Accessor => "accessor",
            Self::Id => "id type",
        }
    }
}

/// What a place in the code is to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The item itself: a type, a method, a field.
    Itself,
    /// The method that sets it.
    Setter,
    /// The method that sets a map as a whole.
    Whole,
    /// The field of the struct of required values.
    Required,
    /// The function that has it as an argument: that changes with the item, and is an item of its own.
    Argument,
    /// The builder of an operation, or the constructor of a type.
    Builder,
    /// The method that gives it.
    Accessor,
}

/// Something that can be added, removed or changed.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub subject: Subject,
    /// What it is in both documents.
    pub key: String,
    /// The key of the item that it is a part of.
    pub parent: Option<String>,
    /// What the document calls it.
    pub label: String,
    /// How a field, a value or a parameter is spelled in requests and answers; nothing for what is not.
    pub wire: String,
    /// Where it is in the SDK.
    pub rust: String,
    /// Where it is seen in the code.
    pub covers: Vec<(Role, String)>,
    pub direction: Direction,
    /// Where it stands in the document.
    pub pointer: String,
    /// What is said about it.
    pub facts: Vec<(&'static str, String)>,
    /// How it is written in a program.
    pub code: String,
}

impl Item {
    pub(super) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(own, _)| *own == name).map(|(_, text)| text.as_str())
    }
}

/// One side of a comparison: a model, its names, and what declared types are called on both sides.
pub(super) struct Context<'a> {
    pub api: &'a Api,
    pub names: &'a Names,
    pub config: &'a Config,
    /// The identity of each type: the Rust name it has on the old side, if it is there.
    pub keys: &'a [String],
    /// Types that are other names of types here, and types of their own on the other side.
    pub aliases: &'a BTreeMap<usize, usize>,
    /// The identity of each operation, in order.
    pub operations: &'a [String],
    /// The identity of groups that are called otherwise on the old side.
    pub groups: &'a BTreeMap<Vec<String>, Vec<String>>,
}

/// Everything that a model offers.
pub(super) fn items(context: &Context<'_>) -> Vec<Item> {
    let mut items = context.general();
    items.extend(operations::items(context));
    items.extend(types::items(context));
    items
}

/// The path of something in the module of an API.
pub(super) fn path(placement: &Placement, below: &str) -> String {
    match placement.level {
        Level::Module => format!("{}::{below}", placement.name),
        Level::Root => below.to_owned(),
    }
}

impl Context<'_> {
    /// The path of something in the module of the API.
    pub(super) fn path(&self, below: &str) -> String {
        path(&self.names.placement, below)
    }

    /// A use of a type as it reads on both sides.
    pub(super) fn ty(&self, ty: &Ty) -> String {
        let inner = |ty: &Ty| self.ty(ty);
        match ty {
            Ty::Named(id) => {
                let at = id.0 as usize;
                self.keys[*self.aliases.get(&at).unwrap_or(&at)].clone()
            }
            Ty::List(item) => format!("list of {}", inner(item)),
            Ty::Map(value) => format!("map of {}", inner(value)),
            Ty::OneOrMany(item) => format!("one or several {}", inner(item)),
            Ty::Nullable(item) => format!("{} or null", inner(item)),
            Ty::Tuple(items) => format!("({})", items.iter().map(inner).collect::<Vec<_>>().join(", ")),
            Ty::String(Format::Plain) => "text".to_owned(),
            Ty::String(format) => format!("{} text", format.facts().words),
            Ty::Id(name) => name.clone(),
            Ty::Any => "any JSON".to_owned(),
            Ty::Null => "null".to_owned(),
            Ty::Boolean => "boolean".to_owned(),
            Ty::Integer => "integer".to_owned(),
            Ty::Number => "number".to_owned(),
            Ty::Unsigned => "whole number, not negative".to_owned(),
            Ty::IntegerOrNumber => "integer or number".to_owned(),
        }
    }

    /// How a group is reached from a client.
    pub(super) fn group_code(&self, path: &[String]) -> String {
        let mut code = self.names.placement.variable().to_string();
        for length in 1..=path.len() {
            let handle = self.config.handles.iter().position(|handle| [handle.group.clone()] == path[..length]);
            match handle {
                Some(index) => code.push_str(&format!(".{}(token)", self.names.handles[index].method)),
                None => code.push_str(&format!(".{}()", self.names.group(&path[..length]).accessor)),
            }
        }
        code
    }

    /// An item that is one place in the code, with nothing said about it.
    fn item(&self, subject: Subject, key: String, label: String, rust: String, pointer: String) -> Item {
        Item {
            subject,
            key,
            parent: None,
            label,
            wire: String::new(),
            covers: vec![(Role::Itself, rust.clone())],
            code: super::canonical::last_two(&rust),
            rust,
            direction: Direction::Both,
            pointer,
            facts: Vec::new(),
        }
    }

    /// What is no operation and no type.
    fn general(&self) -> Vec<Item> {
        let (api, names) = (self.api, self.names);
        let item = |subject, key, label, rust, pointer| self.item(subject, key, label, rust, pointer);
        let mut items = Vec::new();
        let identity = |path: &[String]| self.groups.get(path).map_or(path, Vec::as_slice).join(".");
        for (resource, name) in &names.features {
            let key = format!("feature {}", identity(std::slice::from_ref(resource)));
            let mut one = item(Subject::Feature, key, name.clone(), feature(name), String::new());
            one.code = format!("features = [\"{name}\"]");
            items.push(one);
        }
        items.extend(servers::items(self));
        if let Some(header) = &self.config.version_header {
            let key = format!("header {}", header.name);
            let mut one = item(Subject::Header, key, header.name.clone(), String::new(), String::new());
            one.facts = vec![("value", header.value.clone().unwrap_or_default())];
            one.covers.clear();
            items.push(one);
        }
        for scheme in &api.schemes {
            let pointer = crate::source::support::pointer::join("/components/securitySchemes", &scheme.name);
            let key = format!("security {}", scheme.name);
            let mut one = item(Subject::Security, key, scheme.name.clone(), String::new(), pointer);
            one.facts = vec![("kind", scheme_kind(&scheme.kind)), (CREDENTIAL, credentials::of_kind(&scheme.kind))];
            one.covers.clear();
            items.push(one);
        }
        for (name, ident) in &names.ids {
            let rust = self.path(&format!("ids::{ident}"));
            items.push(item(Subject::Id, format!("id {name}"), name.clone(), rust, String::new()));
        }
        for group in &names.groups {
            let label = group.path.join(".");
            let rust = self.path(&format!("resources::{}", group.ident));
            let key = format!("group {}", identity(&group.path));
            let mut one = item(Subject::Group, key, label, rust, String::new());
            let owner = match group.path.split_last() {
                Some((_, [])) | None => self.path("ClientOf"),
                Some((_, parent)) => self.path(&format!("resources::{}", names.group(parent).ident)),
            };
            one.covers.push((Role::Accessor, format!("{owner}::{}()", group.accessor)));
            one.code = self.group_code(&group.path);
            items.push(one);
        }
        for (webhook, ident) in api.webhooks.iter().zip(&names.events) {
            let rust = self.path(&match webhook.callback_of {
                Some(_) => format!("webhooks::callbacks::{ident}"),
                None => format!("webhooks::Event::{ident}"),
            });
            let key = format!("event {}", webhook.event);
            let mut one = item(Subject::Event, key, webhook.event.clone(), rust, webhook.origin.pointer.clone());
            one.direction = Direction::Received;
            one.facts = vec![("payload", self.ty(&webhook.payload)), ("deprecated", yes(webhook.deprecated))];
            items.push(one);
        }
        for (id, ident) in &names.errors {
            let (decl, own) = (api.ty(*id), &self.keys[id.0 as usize]);
            let rust = self.path(&format!("ErrorDetail::{ident}"));
            let mut one = item(Subject::Error, format!("error {own}"), own.clone(), rust, decl.origin.pointer.clone());
            one.direction = Direction::Received;
            let model = self.path(&format!("models::{}", names.ty(*id).ident));
            one.covers.push((Role::Accessor, format!("impl From<{model}> for {}", self.path("ErrorDetail"))));
            items.push(one);
        }
        items
    }
}

/// A flag as a fact.
pub(super) fn yes(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

fn scheme_kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "bearer token".to_owned(),
        SchemeKind::Basic => "user and password".to_owned(),
        SchemeKind::Header(name) => format!("header `{name}`"),
        SchemeKind::Query(name) => format!("query parameter `{name}`"),
        SchemeKind::Cookie(name) => format!("cookie `{name}`"),
        SchemeKind::Other(name) => name.clone(),
    }
}

/// Limits as a fact.
pub(super) fn limits(constraints: &crate::model::Constraints) -> String {
    let limits = constraints.limits.iter().map(|limit| match limit {
        crate::model::Limit::AtLeast(number) => format!("at least {number}"),
        crate::model::Limit::AtMost(number) => format!("at most {number}"),
        crate::model::Limit::Bound(text) => text.clone(),
        crate::model::Limit::Pattern(pattern) => format!("pattern `{pattern}`"),
    });
    limits.collect::<Vec<_>>().join(", ")
}

/// A JSON value as a fact; nothing where there is none.
pub(super) fn json(value: Option<&serde_json::Value>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

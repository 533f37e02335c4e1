//! What generated code offers to its users: every public item by its path, read from the code itself. Whatever a
//! compiler would notice in a call is here, accessors, conversions and derived traits included, so that no verdict
//! depends on what somebody thought of.

use super::canonical::{Scope, map_paths, short};
use super::effect::Effect;
use super::gates::{Features, Gates, narrowed};
use super::signature::takes_place_of;
use std::collections::{BTreeMap, BTreeSet};
use syn::{ImplItem, Item, ItemImpl, Visibility};

/// Public items by path: `polar::models::Order`, its field `polar::models::Order.amount`, its method
/// `polar::models::Order::new()`, its trait `impl Default for polar::models::Order`.
#[derive(Clone, Debug, Default)]
pub struct Surface {
    entries: BTreeMap<String, Entry>,
    gates: Gates,
    /// All features of the API whose file is being read, and those that bring what is being read.
    api: Features,
    within: Features,
}

/// A public item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its type, or what it takes and gives.
    pub signature: String,
    /// Names of what it takes, in order.
    pub arguments: Vec<String>,
    /// The item it belongs to; that item itself has none.
    pub owner: Option<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// What is added to it breaks code: no `#[non_exhaustive]`, and nothing private.
    pub closed: bool,
    /// The features of resources that bring it, each by itself.
    pub features: Features,
}

impl Surface {
    /// What files offer, by path in the crate and unformatted text.
    ///
    /// # Panics
    ///
    /// If a file is not Rust: templates made it.
    pub fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)> + Clone) -> Self {
        Self::behind(Gates::of(files.clone()), files)
    }

    /// What some files of a crate offer, of which `gates` says with which features.
    ///
    /// # Panics
    ///
    /// If a file is not Rust: templates made it.
    pub fn behind<'f>(gates: Gates, files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut surface = Self { gates, ..Self::default() };
        for (path, text) in files {
            let Some(module) = public_module(path) else { continue };
            (surface.api, surface.within) = (surface.gates.api(path), surface.gates.of_file(path));
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("templates make Rust: {path}: {error}"));
            surface.items(&module, &file.items);
        }
        surface
    }

    /// Adds a Cargo feature.
    pub fn add_feature(&mut self, name: &str) {
        self.entries.insert(feature(name), Entry::default());
    }

    /// What callers lose, or find changed, when `new` takes its place, a line each. What an argument converts from is
    /// none of it: conversions are only added.
    pub fn lost_in(&self, new: &Self) -> Vec<String> {
        let lost = self.entries.iter().filter_map(|(path, entry)| match new.entries.get(path) {
            // What belongs to something that is gone is gone with it.
            None if entry.owner.as_ref().is_some_and(|owner| !new.entries.contains_key(owner)) => None,
            None => Some(format!("- {path}")),
            Some(now) if !takes_place_of(&now.signature, &entry.signature) => {
                Some(format!("~ {path}: {} is {}", short(&entry.signature), short(&now.signature)))
            }
            Some(now) => {
                let left = self.left_behind(entry, now, new);
                let owner = entry.owner.as_ref().and_then(|owner| self.entries.get(owner).zip(new.entries.get(owner)));
                let with_owner = owner.is_some_and(|(old, now)| left == self.left_behind(old, now, new));
                let effect = Effect::Narrowed { path: path.clone(), left: left.clone(), others: None };
                (!left.is_empty() && !with_owner).then(|| effect.text())
            }
        });
        lost.collect()
    }

    /// Whether `new` has something that this has not.
    pub fn grows_to(&self, new: &Self) -> bool {
        new.entries.keys().any(|path| !self.entries.contains_key(path))
    }

    /// The features that bring `old` and no longer bring `now`, of those that `new` has as well.
    pub(super) fn left_behind(&self, old: &Entry, now: &Entry, new: &Self) -> Vec<String> {
        old.features.difference(&now.features).filter(|feature| new.gates.has(feature)).cloned().collect()
    }

    pub(super) fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&String, &Entry)> {
        self.entries.iter()
    }

    fn add(&mut self, path: String, signature: String, owner: Option<&str>, attributes: &[syn::Attribute]) {
        let deprecated = attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"));
        let owner = owner.map(ToOwned::to_owned);
        let features = narrowed(&self.within, &self.api, attributes);
        let entry = Entry { signature, arguments: Vec::new(), owner, deprecated, closed: false, features };
        self.entries.insert(path, entry);
    }

    fn items(&mut self, module: &str, items: &[Item]) {
        let scope = Scope::new(module, items);
        for item in items {
            let around = std::mem::take(&mut self.within);
            self.within = narrowed(&around, &self.api, attributes(item));
            match item {
                Item::Mod(inner) if is_public(&inner.vis) => {
                    if let Some((_, items)) = &inner.content {
                        self.items(&scope.path(&inner.ident.to_string()), items);
                    }
                }
                Item::Struct(item) if is_public(&item.vis) => self.structure(&scope, item),
                Item::Enum(item) if is_public(&item.vis) => self.enumeration(&scope, item),
                Item::Type(item) if is_public(&item.vis) => {
                    let path = scope.path(&item.ident.to_string());
                    self.add(path, scope.text(&item.ty), None, &item.attrs);
                }
                Item::Fn(item) if is_public(&item.vis) => {
                    self.add(
                        format!("{}()", scope.path(&item.sig.ident.to_string())),
                        signature(&scope, &item.sig),
                        None,
                        &item.attrs,
                    );
                }
                Item::Impl(item) => self.implementation(&scope, item),
                _ => {}
            }
            self.within = around;
        }
    }

    fn structure(&mut self, scope: &Scope, item: &syn::ItemStruct) {
        let path = scope.path(&item.ident.to_string());
        for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            self.add(format!("{path}.{name}"), scope.text(&field.ty), Some(&path), &field.attrs);
        }
        self.head(path, "struct", &item.attrs, item.fields.iter().all(|field| is_public(&field.vis)));
    }

    fn enumeration(&mut self, scope: &Scope, item: &syn::ItemEnum) {
        let path = scope.path(&item.ident.to_string());
        for variant in &item.variants {
            let fields: Vec<String> = variant.fields.iter().map(|field| scope.text(&field.ty)).collect();
            let signature = format!("({})", fields.join(", "));
            self.add(format!("{path}::{}", variant.ident), signature, Some(&path), &variant.attrs);
        }
        self.head(path, "enum", &item.attrs, true);
    }

    /// The type itself, and what is derived for it.
    fn head(&mut self, path: String, kind: &str, attributes: &[syn::Attribute], open_to_all: bool) {
        let is = |attribute: &syn::Attribute, name: &str| attribute.path().is_ident(name);
        for derive in attributes.iter().filter(|attribute| is(attribute, "derive")) {
            let list = syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated;
            for name in derive.parse_args_with(list).into_iter().flatten() {
                let name = Scope::default().text(&name);
                self.add(format!("impl {name} for {path}"), String::new(), Some(&path), &[]);
            }
        }
        let closed = open_to_all && !attributes.iter().any(|attribute| is(attribute, "non_exhaustive"));
        self.add(path.clone(), kind.to_owned(), None, attributes);
        if let Some(entry) = self.entries.get_mut(&path) {
            entry.closed = closed;
        }
    }

    fn implementation(&mut self, scope: &Scope, item: &ItemImpl) {
        let target = scope.text(&item.self_ty).replace("<M>", "");
        let owner = target.split('<').next().unwrap_or_default().to_owned();
        if let Some((path, ..)) = &item.trait_ {
            self.add(format!("impl {} for {target}", scope.text(path)), String::new(), Some(&owner), &[]);
            return;
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(method) if is_public(&method.vis) && !is_hidden(&method.attrs) => {
                    let path = format!("{target}::{}()", method.sig.ident);
                    self.add(path.clone(), signature(scope, &method.sig), Some(&owner), &method.attrs);
                    if let Some(entry) = self.entries.get_mut(&path) {
                        entry.arguments = arguments(&method.sig);
                    }
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let path = format!("{target}::{}", constant.ident);
                    self.add(path, scope.text(&constant.ty), Some(&owner), &constant.attrs);
                }
                _ => {}
            }
        }
    }
}

/// What is said about an item of which users see something.
fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        _ => &[],
    }
}

/// The path under which a Cargo feature stands beside the items.
pub(super) fn feature(name: &str) -> String {
    format!("feature {name}")
}

/// The public module that re-exports what a file declares; none for files that users do not see.
fn public_module(path: &str) -> Option<String> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut parts: Vec<&str> = path.split('/').collect();
    // Models and resources have a private file each, which is called after them.
    if let Some(at) = parts.iter().position(|part| ["models", "resources"].contains(part)) {
        parts.truncate(at + 1);
        return Some(parts.join("::"));
    }
    match parts.last().copied()? {
        "catalog" | "info" | "samples" => return None,
        "mod" | "lib" | "client" | "errors" => {
            parts.pop();
        }
        _ => {}
    }
    Some(parts.join("::"))
}

/// The parameter by which the compiler infers how a value becomes an argument. No caller writes it.
const INFERRED: &str = "Via";

fn signature(scope: &Scope, signature: &syn::Signature) -> String {
    let generics = signature.generics.type_params().filter(|one| one.ident != INFERRED);
    let generics: BTreeSet<String> = generics.map(|one| scope.text(one)).collect();
    let arguments = signature.inputs.iter().map(|input| match input {
        syn::FnArg::Receiver(receiver) => scope.text(receiver).replace("mut self", "self").replace(": ", ":"),
        syn::FnArg::Typed(argument) => scope.text(&argument.ty).replace(&format!(", {INFERRED}>"), ">"),
    });
    let arguments: Vec<String> = arguments.collect();
    let generics = if generics.is_empty() {
        String::new()
    } else {
        format!("<{}>", generics.into_iter().collect::<Vec<_>>().join(", "))
    };
    let gives = match &signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => format!(" -> {}", scope.text(ty)),
    };
    format!("{generics}({}){gives}", arguments.join(", "))
}

fn arguments(signature: &syn::Signature) -> Vec<String> {
    let names = signature.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Receiver(_) => None,
        syn::FnArg::Typed(argument) => Some(Scope::default().text(&argument.pat)),
    });
    names.collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "hidden")
    })
}

/// Old names of items and what they are called now, to see past a renamed type in the signatures that have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Renames(BTreeMap<String, String>);

impl Renames {
    /// Notes that an item has another path.
    pub(super) fn insert(&mut self, old: String, new: String) {
        if old != new {
            self.0.insert(old, new);
        }
    }

    /// Whether there is another name for this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether something else had this path before it was renamed to it.
    pub(super) fn is_new_name(&self, path: &str) -> bool {
        self.0.values().any(|new| new == path)
    }

    /// A path or a signature of the old code as the new code has it.
    pub(super) fn apply(&self, text: &str) -> String {
        if self.0.is_empty() {
            return text.to_owned();
        }
        map_paths(text, |path| {
            let mut end = path.len();
            loop {
                if let Some(new) = self.0.get(&path[..end]) {
                    return format!("{new}{}", &path[end..]);
                }
                match path[..end].rfind("::") {
                    Some(at) => end = at,
                    None => return path.to_owned(),
                }
            }
        })
    }
}

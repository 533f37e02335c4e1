//! Which Cargo features bring an item: a caller who turns on one of them, and no other resource, has to notice when an
//! item is left to the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use syn::{Attribute, Meta, Token};

/// Features of resources, of which each brings an item by itself.
pub(super) type Features = Arc<BTreeSet<String>>;

/// The features of generated files.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    /// All features of resources, by the folder that an API has: `src/`, or `src/<api>/`.
    apis: BTreeMap<String, Features>,
    /// By the path of a file; of others every feature of the API brings them.
    files: BTreeMap<String, Features>,
}

impl Gates {
    /// Reads what the modules of models and resources say of their files.
    ///
    /// # Panics
    ///
    /// If a file is not Rust: templates made it.
    pub fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let folder = |path: &str| path.strip_suffix("mod.rs").map(str::to_owned);
        let modules = files.into_iter().filter_map(|(path, text)| {
            let folder = folder(path)?;
            let api = ["models/", "resources/"].iter().find_map(|name| folder.strip_suffix(name))?.to_owned();
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("templates make Rust: {path}: {error}"));
            Some((api, folder, file))
        });
        let modules: Vec<_> = modules.collect();
        let mut gates = Self::default();
        for (api, _, file) in modules.iter().filter(|(_, folder, _)| folder.ends_with("resources/")) {
            let mut named = BTreeSet::new();
            declared(file).flat_map(|(_, attributes)| conditions(attributes)).for_each(|condition| {
                names(&condition, &mut named);
            });
            gates.apis.insert(api.clone(), Arc::new(named));
        }
        for (api, folder, file) in &modules {
            let all = gates.apis.get(api).cloned().unwrap_or_default();
            for (name, attributes) in declared(file) {
                let name = name.trim_start_matches("r#");
                gates.files.insert(format!("{folder}{name}.rs"), narrowed(&all, &all, attributes));
            }
        }
        gates
    }

    /// The features that bring a file.
    pub fn of_file(&self, path: &str) -> Features {
        self.files.get(path).cloned().unwrap_or_else(|| self.api(path))
    }

    /// All features of the API that a file belongs to.
    pub(super) fn api(&self, path: &str) -> Features {
        let mut around = self.apis.iter().filter(|(folder, _)| path.starts_with(folder.as_str()));
        around.next_back().map(|(_, features)| Arc::clone(features)).unwrap_or_default()
    }

    /// Whether there is such a feature.
    pub(super) fn has(&self, feature: &str) -> bool {
        self.apis.values().any(|features| features.contains(feature))
    }
}

/// The modules that a file declares, with what is said about them.
fn declared(file: &syn::File) -> impl Iterator<Item = (String, &[Attribute])> {
    file.items.iter().filter_map(|item| match item {
        syn::Item::Mod(inner) => Some((inner.ident.to_string(), inner.attrs.as_slice())),
        _ => None,
    })
}

/// What is left of `features` under the `#[cfg(..)]` of `attributes`.
pub(super) fn narrowed(features: &Features, all: &Features, attributes: &[Attribute]) -> Features {
    conditions(attributes).fold(Arc::clone(features), |features, condition| match allowed(&condition, all) {
        Some(own) => Arc::new(features.intersection(&own).cloned().collect()),
        None => features,
    })
}

fn conditions(attributes: &[Attribute]) -> impl Iterator<Item = Meta> {
    attributes.iter().filter(|one| one.path().is_ident("cfg")).filter_map(|one| one.parse_args().ok())
}

/// The resources with which a condition holds; `None` if it is about something else.
fn allowed(condition: &Meta, all: &BTreeSet<String>) -> Option<BTreeSet<String>> {
    if let Some(name) = feature(condition) {
        // `_api` is turned on by every resource. What else is no resource brings nothing by itself, and none by it.
        return (!name.starts_with('_')).then(|| all.iter().filter(|own| **own == name).cloned().collect());
    }
    let inner = inner(condition).into_iter().filter_map(|condition| allowed(&condition, all));
    if condition.path().is_ident("any") {
        inner.reduce(|one, other| &one | &other)
    } else if condition.path().is_ident("all") {
        inner.reduce(|one, other| &one & &other)
    } else {
        None
    }
}

fn names(condition: &Meta, named: &mut BTreeSet<String>) {
    named.extend(feature(condition).filter(|name| !name.starts_with('_')));
    inner(condition).iter().for_each(|condition| names(condition, named));
}

/// The name of `feature = "name"`.
fn feature(condition: &Meta) -> Option<String> {
    let Meta::NameValue(pair) = condition else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) = &pair.value else { return None };
    pair.path.is_ident("feature").then(|| name.value())
}

/// What stands in `any(..)` or `all(..)`.
fn inner(condition: &Meta) -> Vec<Meta> {
    let Meta::List(list) = condition else { return Vec::new() };
    let parse = syn::punctuated::Punctuated::<Meta, Token![,]>::parse_terminated;
    list.parse_args_with(parse).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_features_that_bring_them() {
        let resources =
            "#[cfg(feature = \"carts\")] pub(super) mod carts;\n#[cfg(feature = \"orders\")] pub(super) mod orders;";
        let models = "#[cfg(any(feature = \"orders\", feature = \"webhooks\"))] mod order;\n\
            #[cfg(feature = \"webhooks\")] mod sent;\n#[cfg(feature = \"_shop\")] mod all;\nmod r#type;";
        let gates = Gates::of([("src/shop/models/mod.rs", models), ("src/shop/resources/mod.rs", resources)]);
        let of = |path: &str| gates.of_file(path).iter().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(of("src/shop/resources/carts.rs"), "carts");
        assert_eq!(of("src/shop/models/order.rs"), "orders");
        assert_eq!(of("src/shop/models/sent.rs"), "");
        for every in ["src/shop/models/all.rs", "src/shop/models/type.rs", "src/shop/client.rs"] {
            assert_eq!(of(every), "carts orders", "{every}");
        }
        assert_eq!(of("src/lib.rs"), "");
    }
}

//! The models of an API: a file per component with what is declared inside it, ids, and the list of all.
//!
//! Every function of a model that has no type parameters is `#[inline]`. Such a function is compiled by the crate that
//! calls it, as those with type parameters are anyway; without it the SDK would compile code for every model there is,
//! of which an application uses a few.

pub mod alias;
pub mod enumeration;
pub mod object;
pub mod request;
pub mod support;
pub mod union;

use super::ids::IdsView;
use alias::{AliasView, WrapperView};
use askama::Template;
use enumeration::{EnumView, FormattedEnumView, IntegerEnumView, StringEnumView};
use object::ObjectView;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use std::fmt;
use support::conversions::Conversions;
use support::docs;
use union::UnionView;

use crate::model::{Api, Shape, Ty, TypeId};
use crate::naming::{Members, Names};
use crate::rust::{Paths, any_feature, doc};

pub use support::gate::file_features;

/// The texts of all files of models of an API, unformatted, with their paths in the crate.
pub fn model_files(api: &Api, names: &Names) -> Vec<(String, String)> {
    let folder = names.placement.folder();
    let features = file_features(api, names);
    let conversions = Conversions::new(api);
    let mut index = Index::default();
    let mut files = Vec::new();
    for (number, file) in names.files.iter().enumerate() {
        let view = FileView::new(api, names, number, &conversions);
        index.add(&features[number], file.module.to_token_stream(), &view.names);
        files.push((format!("{folder}/models/{}.rs", file.module.unraw()), text(&view)));
    }
    files.push((format!("{folder}/models/mod.rs"), text(&index.view())));
    if !names.ids.is_empty() {
        files.push((format!("{folder}/ids.rs"), text(&IdsView::new(names))));
    }
    files
}

fn text(template: &impl Template) -> String {
    template.render().expect("writing into a string does not fail, and templates call nothing else")
}

/// A file of models.
#[derive(Template)]
#[template(path = "models/file.jinja")]
struct FileView {
    /// `use` lines.
    uses: TokenStream,
    /// The types in the file.
    items: Vec<Item>,
    /// Types that get serde's traits.
    serde: Vec<TokenStream>,
    /// All names the file offers.
    names: Vec<TokenStream>,
}

/// A type of any shape.
enum Item {
    Object(Box<ObjectView>),
    Strings(StringEnumView),
    Integers(IntegerEnumView),
    Formatted(FormattedEnumView),
    Union(UnionView),
    Alias(AliasView),
    Wrapper(WrapperView),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Object(view) => view.fmt(f),
            Self::Strings(view) => view.fmt(f),
            Self::Integers(view) => view.fmt(f),
            Self::Formatted(view) => view.fmt(f),
            Self::Union(view) => view.fmt(f),
            Self::Alias(view) => view.fmt(f),
            Self::Wrapper(view) => view.fmt(f),
        }
    }
}

impl FileView {
    fn serde_list(&self) -> TokenStream {
        let names = &self.serde;
        quote!(#(#names),*)
    }

    fn new(api: &Api, names: &Names, number: usize, conversions: &Conversions) -> Self {
        let paths = Paths::in_models(api, names, number);
        let mut view = Self { uses: TokenStream::new(), items: Vec::new(), serde: Vec::new(), names: Vec::new() };
        for &id in &names.files[number].types {
            view.add(&paths, id, conversions);
        }
        view.uses = paths.uses();
        view
    }

    fn add(&mut self, paths: &Paths<'_>, id: TypeId, conversions: &Conversions) {
        let (decl, names) = (paths.api.ty(id), paths.names.ty(id));
        let name = names.ident.to_token_stream();
        self.names.push(name.clone());
        let item = match (&decl.shape, &names.members) {
            (Shape::Object(object), Members::Fields(fields)) => {
                let view = ObjectView::new(paths, decl, object, names, fields, conversions.of(id).or_null);
                if let Some(required) = view.request.as_ref().and_then(|request| request.required_name()) {
                    self.names.push(required);
                }
                paths.module("json");
                self.serde.push(name);
                Item::Object(Box::new(view))
            }
            (Shape::Enum(enumeration), Members::Values(values)) => {
                match EnumView::new(paths, decl, enumeration, names, values, conversions.of(id)) {
                    EnumView::Strings(view) => {
                        paths.module("values");
                        Item::Strings(view)
                    }
                    EnumView::Integers(view) => {
                        paths.module("values");
                        Item::Integers(view)
                    }
                    EnumView::Formatted(view) => {
                        paths.module("values");
                        Item::Formatted(view)
                    }
                    EnumView::Mixed => alias(paths, id, &Ty::Any),
                }
            }
            (Shape::Union(union), Members::Variants(variants, shared)) => {
                paths.module("json");
                paths.module("values");
                self.serde.push(name);
                Item::Union(UnionView::new(paths, id, union, variants, shared, conversions))
            }
            (Shape::Alias(target), Members::None) if contains_itself(paths, id, target) => {
                paths.module("json");
                self.serde.push(name.clone());
                let docs = doc(&docs::of_type(decl, &names.ident));
                Item::Wrapper(WrapperView { docs, name, target: paths.ty(target) })
            }
            (Shape::Alias(target), Members::None) => alias(paths, id, target),
            _ => unreachable!("members were named by the shape of their type"),
        };
        self.items.push(item);
    }
}

fn alias(paths: &Paths<'_>, id: TypeId, target: &Ty) -> Item {
    let names = paths.names.ty(id);
    let docs = doc(&docs::of_type(paths.api.ty(id), &names.ident));
    Item::Alias(AliasView { docs, name: names.ident.to_token_stream(), target: paths.ty(target) })
}

/// Whether following aliases alone, also through lists and maps, leads back to `id`.
fn contains_itself(paths: &Paths<'_>, id: TypeId, target: &Ty) -> bool {
    let mut seen = BTreeSet::new();
    let mut left = vec![target];
    while let Some(ty) = left.pop() {
        let mut found = Vec::new();
        ty.for_each(&mut |ty| {
            if let Ty::Named(named) = ty {
                found.push(*named);
            }
        });
        for named in found {
            if named == id {
                return true;
            }
            if let Shape::Alias(target) = &paths.api.ty(named).shape
                && seen.insert(named)
            {
                left.push(target);
            }
        }
    }
    false
}

/// `models/mod.rs`.
#[derive(Template)]
#[template(path = "models/mod.jinja")]
struct IndexView {
    /// All files.
    files: Vec<IndexEntry>,
    /// What they offer.
    groups: Vec<IndexGroup>,
}

/// A file of models in the list of all.
struct IndexEntry {
    /// When it is there.
    gate: TokenStream,
    /// Its module.
    module: TokenStream,
}

/// What files that are there at the same time offer.
struct IndexGroup {
    /// When they are there.
    gate: TokenStream,
    /// What stands at the end of the `use`.
    list: TokenStream,
}

/// Collects what `models/mod.rs` lists.
#[derive(Default)]
struct Index<'a> {
    files: Vec<IndexEntry>,
    /// The features of which any one brings files in, and paths of what each offers.
    groups: Vec<(&'a BTreeSet<String>, Vec<TokenStream>)>,
}

impl<'a> Index<'a> {
    fn add(&mut self, features: &'a BTreeSet<String>, module: TokenStream, names: &[TokenStream]) {
        let names = one_or_many(names);
        let path = quote!(#module::#names);
        match self.groups.iter_mut().find(|(held, _)| *held == features) {
            Some((_, paths)) => paths.push(path),
            None => self.groups.push((features, vec![path])),
        }
        self.files.push(IndexEntry { gate: any_feature(features), module });
    }

    fn view(self) -> IndexView {
        let group = |(features, paths): (&BTreeSet<String>, Vec<TokenStream>)| IndexGroup {
            gate: any_feature(features),
            list: one_or_many(&paths),
        };
        IndexView { files: self.files, groups: self.groups.into_iter().map(group).collect() }
    }
}

/// What stands at the end of a `use`: one path, or several in braces.
fn one_or_many(paths: &[TokenStream]) -> TokenStream {
    match paths {
        [one] => one.clone(),
        many => quote!({ #(#many),* }),
    }
}

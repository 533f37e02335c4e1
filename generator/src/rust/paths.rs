//! How one generated file refers to types: the words it writes, and the `use` lines they need.

use crate::model::{Api, Format, Ty, TypeId};
use crate::naming::{GroupNames, Ident, Names};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Where a file stands, which decides how it refers to models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileKind {
    /// A file of models, an index into [`Names::files`]: models of other files are imported by name.
    Models(usize),
    /// Any other file of the API: models are written `models::Order`, ids `ids::OrderId`.
    Api,
    /// A file of which features leave out parts: everything is written with its whole path, because an import could
    /// be left without use.
    Parts,
}

/// Writes paths for one file and keeps what has to be imported.
pub struct Paths<'a> {
    /// The API the file belongs to.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    kind: FileKind,
    /// Types that the file declares itself.
    declared: BTreeSet<&'a str>,
    used: RefCell<Used>,
}

#[derive(Default)]
struct Used {
    root: BTreeSet<&'static str>,
    json: BTreeSet<&'static str>,
    values: BTreeSet<&'static str>,
    bytes: BTreeSet<&'static str>,
    models: BTreeSet<Ident>,
    ids: BTreeSet<Ident>,
    modules: BTreeSet<&'static str>,
}

/// Where an item of the runtime is.
#[derive(Clone, Copy)]
enum Module {
    Root,
    Json,
    Values,
    Bytes,
}

impl Module {
    fn of(item: &str) -> Self {
        let formats = Format::ALL.iter().filter_map(|format| format.runtime_type());
        match formats.into_iter().find(|(_, name)| *name == item) {
            Some(("values", _)) => return Self::Values,
            Some(("bytes", _)) => return Self::Bytes,
            Some((module, name)) => unreachable!("`{name}` is in `{module}`, where no type of a format is"),
            None => {}
        }
        match item {
            "Json" | "Decode" | "DecodeError" | "Encode" | "Value" | "Writer" => Self::Json,
            "Extra" | "IntoArgument" | "IntoItems" | "Map" | "Null" | "Number" | "OneOrMany" | "Patch" | "Received"
            | "UnknownInteger" | "UnknownValue" | "UnknownVariant" => Self::Values,
            _ => Self::Root,
        }
    }
}

impl<'a> Paths<'a> {
    /// For a file of models.
    pub fn in_models(api: &'a Api, names: &'a Names, file: usize) -> Self {
        Self { api, names, kind: FileKind::Models(file), declared: BTreeSet::new(), used: RefCell::default() }
    }

    /// For any other file of the API.
    pub fn in_api(api: &'a Api, names: &'a Names) -> Self {
        Self { api, names, kind: FileKind::Api, declared: BTreeSet::new(), used: RefCell::default() }
    }

    /// For a file of the API of which features leave out parts. It needs no imports.
    pub fn in_parts(api: &'a Api, names: &'a Names) -> Self {
        Self { kind: FileKind::Parts, ..Self::in_api(api, names) }
    }

    /// For the file of a resource, which declares the resource and its builders.
    pub fn in_resource(api: &'a Api, names: &'a Names, group: &'a GroupNames) -> Self {
        let operations = api.operations.iter().zip(&names.operations);
        let builders =
            operations.filter(|(operation, _)| operation.group == group.path).map(|(_, names)| &names.builder);
        let declared = builders.chain([&group.ident]).map(Ident::unraw).collect();
        Self { declared, ..Self::in_api(api, names) }
    }

    /// A type of the runtime, by its name alone unless something else in the file has that name too.
    pub fn runtime(&self, name: &'static str) -> TokenStream {
        let item = proc_macro2::Ident::new(name, Span::call_site());
        let shadowed = match self.kind {
            FileKind::Models(_) => self.names.hides(name),
            FileKind::Api => self.declared.contains(name),
            FileKind::Parts => {
                return match Module::of(name) {
                    Module::Root => quote!(crate::runtime::#item),
                    Module::Json => quote!(crate::runtime::json::#item),
                    Module::Values => quote!(crate::runtime::values::#item),
                    Module::Bytes => quote!(::bytes::#item),
                };
            }
        };
        let mut used = self.used.borrow_mut();
        match (Module::of(name), shadowed) {
            (Module::Json, true) => {
                used.modules.insert("json");
                return quote!(json::#item);
            }
            (Module::Values, true) => {
                used.modules.insert("values");
                return quote!(values::#item);
            }
            (Module::Root, true) => return quote!(crate::runtime::#item),
            (Module::Bytes, true) => return quote!(::bytes::#item),
            (Module::Root, false) => used.root.insert(name),
            (Module::Json, false) => used.json.insert(name),
            (Module::Values, false) => used.values.insert(name),
            (Module::Bytes, false) => used.bytes.insert(name),
        };
        item.into_token_stream()
    }

    /// Notes that the file writes paths that begin with this module: `json` and `values` of the runtime, `models`
    /// and `ids` of the API.
    pub fn module(&self, name: &'static str) {
        self.used.borrow_mut().modules.insert(name);
    }

    /// A declared type.
    pub fn model(&self, id: TypeId) -> TokenStream {
        let names = self.names.ty(id);
        let ident = &names.ident;
        match self.kind {
            FileKind::Models(file) => {
                if file != names.file {
                    self.used.borrow_mut().models.insert(ident.clone());
                }
                ident.into_token_stream()
            }
            FileKind::Api => {
                self.used.borrow_mut().modules.insert("models");
                quote!(models::#ident)
            }
            FileKind::Parts => {
                let api = self.names.placement.inside();
                quote!(#api::models::#ident)
            }
        }
    }

    /// An id type, by the name the model has for it.
    pub fn id(&self, name: &str) -> TokenStream {
        let ident = &self.names.ids[name];
        let shadowed = self.names.types.iter().any(|ty| ty.ident == *ident || ty.required == *ident);
        if self.kind == FileKind::Parts {
            let api = self.names.placement.inside();
            quote!(#api::ids::#ident)
        } else if self.kind == FileKind::Api || shadowed {
            self.used.borrow_mut().modules.insert("ids");
            quote!(ids::#ident)
        } else {
            self.used.borrow_mut().ids.insert(ident.clone());
            ident.into_token_stream()
        }
    }

    /// Follows aliases to the type that decides how a value looks.
    pub fn resolve<'t>(&'t self, ty: &'t Ty) -> &'t Ty {
        self.api.resolve(ty)
    }

    /// The `use` lines for everything that was written so far.
    pub fn uses(&self) -> TokenStream {
        let used = self.used.borrow();
        let api = self.names.placement.inside();
        let name = |name: &&'static str| proc_macro2::Ident::new(name, Span::call_site()).into_token_stream();
        let modules = |of: &[&str]| -> Vec<TokenStream> {
            used.modules.iter().filter(|name| of.contains(name)).map(name).collect()
        };
        let runtime = modules(&["json", "values"]);
        let runtime = used.root.iter().map(name).chain(runtime).collect();
        let lists: [(TokenStream, Vec<TokenStream>); 7] = [
            (quote!(#api), modules(&["models", "ids"])),
            (quote!(#api::ids), used.ids.iter().map(ToTokens::to_token_stream).collect()),
            (quote!(#api::models), used.models.iter().map(ToTokens::to_token_stream).collect()),
            (quote!(crate::runtime), runtime),
            (quote!(crate::runtime::json), used.json.iter().map(name).collect()),
            (quote!(crate::runtime::values), used.values.iter().map(name).collect()),
            (quote!(bytes), used.bytes.iter().map(name).collect()),
        ];
        lists.iter().map(|(path, names)| list(path, names)).collect()
    }
}

fn list(path: &TokenStream, names: &[TokenStream]) -> TokenStream {
    match names {
        [] => TokenStream::new(),
        [one] => quote!(use #path::#one;),
        many => quote!(use #path::{#(#many),*};),
    }
}

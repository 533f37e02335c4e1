//! `src/<api>/resources/<group>.rs`: a group of operations.

use super::support::argument::output;
use super::support::context::Context;
use super::support::docs::words;
use super::support::operation::{Builder, OperationView};
use crate::model::Docs;
use crate::naming::{GroupNames, Ident};
use crate::rust::{doc, doc_inner};
use crate::text::{Block, Inline, code, markdown};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a resource.
#[derive(Clone, Debug, Template)]
#[template(path = "resource.jinja")]
pub struct Resource {
    /// What the file is, as inner documentation.
    pub module_docs: TokenStream,
    /// Imports.
    pub uses: TokenStream,
    /// What the resource is.
    pub docs: TokenStream,
    /// The struct.
    pub ident: Ident,
    /// Resources inside it.
    pub children: Vec<Child>,
    /// Its operations.
    pub operations: Vec<OperationView>,
    /// Several operations behind one method.
    pub uploads: Vec<Upload>,
    /// Builders of those operations that have one.
    pub builders: Vec<Builder>,
    /// Path of the static that describes the API.
    pub info: TokenStream,
}

/// A resource that is reached through another.
#[derive(Clone, Debug)]
pub struct Child {
    /// What the resource is.
    pub docs: TokenStream,
    /// Features it needs.
    pub gate: TokenStream,
    /// The method that leads to it.
    pub accessor: Ident,
    /// The struct.
    pub ident: Ident,
}

/// A method that sends a file in parts.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The method.
    pub ident: Ident,
    /// What it gives.
    pub output: TokenStream,
    /// The static of the operation that announces the file.
    pub create: Ident,
    /// The path of the static of the operation that declares it complete.
    pub complete: TokenStream,
}

impl Resource {
    /// The file of one group.
    pub fn of(context: &Context<'_>, group: &GroupNames) -> Self {
        let paths = context.paths;
        let operations: Vec<_> = context
            .operations_of(group)
            .map(|(operation, names)| OperationView::of(context, operation, names))
            .collect();
        for name in ["Core", "Mode"] {
            paths.runtime(name);
        }
        let uploads = uploads(context, group);
        let builders: Vec<Builder> = operations.iter().filter_map(|operation| operation.builder.clone()).collect();
        let (root, title) = (context.names.placement.inside(), context.title());
        let place = context.place_of(&group.path).join("().");
        Self {
            module_docs: doc_inner(&[
                markdown!("The resource {} of the {} API.", code(&format!("{place}()")), title).into()
            ]),
            uses: paths.uses(),
            docs: doc(&group_words(context, group)),
            ident: group.ident.clone(),
            children: context.groups_in(&group.path).map(|child| Child::of(context, child)).collect(),
            operations,
            uploads,
            builders,
            info: quote!(#root::API),
        }
    }
}

/// The uploads whose first operation is in this group. A recipe that is bound to operations the API does not have
/// is left out.
fn uploads(context: &Context<'_>, group: &GroupNames) -> Vec<Upload> {
    let find = |id: &String| context.operations().find(|(operation, _)| operation.id == *id);
    let recipes = context.config.recipes.iter().filter(|(name, _)| *name == "upload").filter_map(|(name, recipe)| {
        let (create, create_names) = find(recipe.operations.get("create")?)?;
        let (complete, complete_names) = find(recipe.operations.get("complete")?)?;
        let (module, constant) = (&context.names.group(&complete.group).module, &complete_names.constant);
        (create.group == group.path).then(|| Upload {
            ident: context.names.recipes[name].clone(),
            output: output(context, complete),
            create: create_names.constant.clone(),
            complete: quote!(super::#module::operations::#constant),
        })
    });
    recipes.collect()
}

impl Child {
    /// The way to a group.
    pub fn of(context: &Context<'_>, group: &GroupNames) -> Self {
        Self {
            docs: doc(&group_words(context, group)),
            gate: context.gate(&group.path[..1]),
            accessor: group.accessor.clone(),
            ident: group.ident.clone(),
        }
    }
}

/// The words about a group, or what is in it.
pub fn group_words(context: &Context<'_>, group: &GroupNames) -> Vec<Block> {
    let key = group.path.join(".");
    let docs = context.api.group_docs.iter().find(|(path, _)| *path == key).map(|(_, docs)| docs);
    let paragraphs = docs.map_or_else(Vec::new, |docs: &Docs| words(docs));
    if !paragraphs.is_empty() {
        return paragraphs;
    }
    let methods = context.operations_of(group).map(|(_, names)| code(names.method.unraw()));
    let children = context.groups_in(&group.path).map(|child| code(child.accessor.unraw()));
    let members = Inline::join(methods.chain(children), ", ");
    vec![markdown!("Operations of the group {}: {}.", code(&key), members).into()]
}

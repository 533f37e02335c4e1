//! `src/<api>/example_values.rs`, with `example_values.tsv` beside it: an example of every object that is received, and
//! setters for those that have none because nobody sends them. Only tests compile it, so that it costs nothing elsewhere.

use super::models::support::field::{Access, boxed, plain};
use super::support::context::Context;
use super::support::example::{Direction, example, has_example};
use super::support::words::Hint;
use crate::model::{Additional, Api, Object, Shape, Ty, TypeDecl, TypeId};
use crate::naming::{FieldNames, Members, additional_field};
use crate::rust::{Paths, string};
use crate::text::{Inline, json};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// What `templates/example_values.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "example_values.jinja")]
pub struct ExampleValues {
    /// Name of the API for people.
    pub title: Inline,
    /// `use` lines.
    pub uses: TokenStream,
    /// The objects, by the features they need.
    pub groups: Vec<Group>,
}

/// Objects that need the same features.
#[derive(Clone, Debug)]
pub struct Group {
    /// Those features.
    pub gate: TokenStream,
    /// The objects.
    pub objects: Vec<ObjectExample>,
}

/// An object with what sets its properties.
#[derive(Clone, Debug)]
pub struct ObjectExample {
    /// Its path.
    pub path: TokenStream,
    /// Its name, as a literal.
    pub name: TokenStream,
    /// For each setter its name, the field, how that holds a value, and of which type.
    pub setters: TokenStream,
}

impl ExampleValues {
    /// Whether the API answers with an object.
    pub fn is_needed(api: &Api) -> bool {
        objects(api).next().is_some()
    }

    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let mut groups: Vec<(String, Group)> = Vec::new();
        for (id, declaration, object) in objects(context.api) {
            let Members::Fields(names) = &context.names.ty(id).members else { continue };
            let example = ObjectExample {
                path: context.paths.model(id),
                name: string(context.names.ty(id).ident.unraw()),
                setters: match declaration.usage.sent {
                    true => TokenStream::new(),
                    false => setters(context.paths, declaration, object, names),
                },
            };
            let gate = context.gate_of(id);
            let needed = gate.to_string();
            match groups.iter_mut().find(|(others, _)| *others == needed) {
                Some((_, group)) => group.objects.push(example),
                None => groups.push((needed, Group { gate, objects: vec![example] })),
            }
        }
        let groups = groups.into_iter().map(|(_, group)| group).collect();
        Self { title: context.title(), uses: context.paths.uses(), groups }
    }
}

/// The text of the file with the values: a line for each object.
pub fn values(context: &Context<'_>) -> String {
    let value = |id| example(context.api, &Ty::Named(id), Direction::Received, Hint::named("")).to_string();
    let line = |id: TypeId| format!("{}\t{}\n", context.names.ty(id).ident.unraw(), json(&value(id)));
    objects(context.api).map(|(id, _, _)| line(id)).collect()
}

/// The objects that are received, and of which there can be an example.
fn objects(api: &Api) -> impl Iterator<Item = (TypeId, &TypeDecl, &Object)> {
    api.type_ids().filter_map(|(id, declaration)| match &declaration.shape {
        Shape::Object(object) if declaration.usage.received => {
            has_example(api, &Ty::Named(id), Direction::Received).then_some((id, declaration, object))
        }
        _ => None,
    })
}

fn setters(paths: &Paths<'_>, declaration: &TypeDecl, object: &Object, names: &[FieldNames]) -> TokenStream {
    let settable = plain(object, names).filter(|(field, _)| field.ty != Ty::Null);
    let setters = settable.map(|(field, names)| {
        let (setter, name) = (&names.setter, &names.ident);
        let is_required = Access::of(field, declaration) == Access::Required;
        let (how, held) = match (paths.resolve(&field.ty), is_required) {
            _ if field.boxed => (if is_required { quote!(required) } else { quote!(optional) }, boxed(paths, field)),
            (Ty::List(item), true) => (quote!(list), paths.ty(item)),
            (Ty::List(item), false) => (quote!(optional_list), paths.ty(item)),
            (Ty::Map(value), true) => (quote!(map), paths.ty(value)),
            (Ty::Map(value), false) => (quote!(optional_map), paths.ty(value)),
            (_, true) => (quote!(required), paths.ty(&field.ty)),
            (_, false) => (quote!(optional), paths.ty(&field.ty)),
        };
        quote!(#setter #name #how #held;)
    });
    let setters: TokenStream = setters.collect();
    let additional = match &object.additional {
        Additional::Typed(ty) => {
            let (name, held) = (additional_field(), paths.ty(ty));
            quote!(#name #name map #held;)
        }
        _ => TokenStream::new(),
    };
    quote!(#setters #additional)
}

//! What a type needs to be made by a user: a constructor and setters.

use super::support::docs;
use super::support::field;
use super::support::field::Access;
use crate::model::{Additional, Field, Object, Ty, TypeDecl};
use crate::naming::{FieldNames, TypeNames, additional_field};
use crate::rust::{Argument, Paths, Wrapper, deprecated, doc};
use crate::text::{code, markdown};
use crate::view::support::constructor;
use crate::view::support::docs::words;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Constructor and setters.
pub struct RequestView {
    /// The properties to construct from.
    pub constructor: Constructor,
    /// `field: value` for everything a new value has, in field order.
    pub initial: Vec<TokenStream>,
    /// Setters.
    pub setters: Vec<SetterView>,
}

/// How a value is constructed.
pub enum Constructor {
    /// From nothing.
    Default,
    /// From a few arguments, `name: type`.
    Arguments(Vec<TokenStream>),
    /// From a struct that names them.
    Required(RequiredView),
}

/// The struct of demanded properties.
pub struct RequiredView {
    /// Name of the struct.
    pub name: TokenStream,
    /// Its fields: documentation, name, type.
    pub fields: Vec<(TokenStream, TokenStream, TokenStream)>,
}

/// A method that sets a field.
pub struct SetterView {
    /// Documentation and attributes.
    pub docs: TokenStream,
    /// Name of the setter.
    pub name: TokenStream,
    /// Its type parameter, or nothing.
    pub via: TokenStream,
    /// Its arguments after `self`.
    pub arguments: TokenStream,
    /// The statement that does it.
    pub body: TokenStream,
}

impl RequestView {
    /// What is needed to make an object.
    pub fn new(
        paths: &Paths<'_>,
        decl: &TypeDecl,
        object: &Object,
        type_names: &TypeNames,
        names: &[FieldNames],
    ) -> Self {
        let plain: Vec<(&Field, &FieldNames)> = field::plain(object, names).collect();
        let arguments = constructor::arguments(object, names);
        let constructor = match constructor::is_positional(paths.api, &arguments) {
            _ if arguments.is_empty() => Constructor::Default,
            true => Constructor::Arguments(arguments.iter().map(|pair| parameter(paths, pair)).collect()),
            false => Constructor::Required(required(paths, decl, type_names, &arguments)),
        };
        let mut initial: Vec<TokenStream> =
            plain.iter().map(|(field, names)| initial_value(paths, decl, field, names, &constructor)).collect();
        if let Additional::Typed(_) = object.additional {
            let additional = additional_field();
            initial.push(quote!(#additional: Default::default()));
        }
        let settable = plain.iter().filter(|(field, _)| !field.read_only && field.ty != Ty::Null);
        let mut setters: Vec<SetterView> =
            settable.flat_map(|(field, names)| setters(paths, decl, field, names)).collect();
        if let Additional::Typed(ty) = &object.additional {
            setters.push(additional(paths, ty));
        }
        Self { constructor, initial, setters }
    }
}

impl RequestView {
    /// The name of the struct of demanded properties, if there is one.
    pub fn required_name(&self) -> Option<TokenStream> {
        match &self.constructor {
            Constructor::Required(required) => Some(required.name.clone()),
            Constructor::Default | Constructor::Arguments(_) => None,
        }
    }
}

/// What a constructor or a field of the required properties takes.
fn argument(paths: &Paths<'_>, field: &Field) -> Argument {
    match field.presence {
        crate::model::Presence::Nullable => {
            let ty = paths.ty(&field.ty);
            Argument { ty: quote!(Option<#ty>), convert: |value| value }
        }
        crate::model::Presence::Required
        | crate::model::Presence::Optional
        | crate::model::Presence::OptionalNullable => paths.argument(&field.ty),
    }
}

fn parameter(paths: &Paths<'_>, (field, names): &(&Field, &FieldNames)) -> TokenStream {
    let (name, ty) = (&names.ident, argument(paths, field).ty);
    quote!(#name: #ty)
}

fn required(
    paths: &Paths<'_>,
    decl: &TypeDecl,
    type_names: &TypeNames,
    arguments: &[(&Field, &FieldNames)],
) -> RequiredView {
    let fields = arguments.iter().map(|(field, names)| {
        let docs = doc(&docs::of_field(field, &names.ident));
        (docs, names.ident.to_token_stream(), plain_type(paths, decl, field))
    });
    RequiredView { name: type_names.required.to_token_stream(), fields: fields.collect() }
}

/// The type of a demanded property in the struct of all of them.
fn plain_type(paths: &Paths<'_>, decl: &TypeDecl, field: &Field) -> TokenStream {
    match Access::of(field, decl) {
        Access::Required | Access::Nullable => field::field_type(paths, decl, field),
        Access::Optional | Access::OptionalNullable | Access::Patch => field::boxed(paths, field),
    }
}

fn initial_value(
    paths: &Paths<'_>,
    decl: &TypeDecl,
    field: &Field,
    names: &FieldNames,
    constructor: &Constructor,
) -> TokenStream {
    let name = &names.ident;
    if !constructor::is_argument(field) {
        return quote!(#name: Default::default());
    }
    let value = match constructor {
        Constructor::Default => unreachable!("a demanded property makes another constructor"),
        Constructor::Required(_) => quote!(required.#name),
        Constructor::Arguments(_) => {
            let value = (argument(paths, field).convert)(name.to_token_stream());
            let is_option = Access::of(field, decl) == Access::Nullable;
            match (field.boxed, is_option) {
                (true, true) => quote!(#value.map(Box::new)),
                (true, false) => quote!(Box::new(#value)),
                (false, _) => value,
            }
        }
    };
    match Access::of(field, decl) {
        Access::Required | Access::Nullable if value.to_string() == name.as_str() => quote!(#name),
        Access::Required | Access::Nullable => quote!(#name: #value),
        Access::Optional | Access::OptionalNullable => quote!(#name: Some(#value)),
        Access::Patch => {
            let patch = paths.runtime("Patch");
            quote!(#name: #patch::Value(#value))
        }
    }
}

fn setters(paths: &Paths<'_>, decl: &TypeDecl, field: &Field, names: &FieldNames) -> Vec<SetterView> {
    if let Ty::Map(value) = paths.resolve(&field.ty) {
        return vec![pair_setter(paths, decl, field, names, value), whole_setter(paths, decl, field, names)];
    }
    vec![value_setter(paths, decl, field, names, names.setter.to_token_stream(), Effect::Value)]
}

fn whole_setter(paths: &Paths<'_>, decl: &TypeDecl, field: &Field, names: &FieldNames) -> SetterView {
    value_setter(paths, decl, field, names, names.whole.to_token_stream(), Effect::AllPairs)
}

fn value_setter(
    paths: &Paths<'_>,
    decl: &TypeDecl,
    field: &Field,
    names: &FieldNames,
    setter: TokenStream,
    effect: Effect,
) -> SetterView {
    let name = &names.ident;
    let access = Access::of(field, decl);
    let (via, ty, value) = match access {
        Access::Required => {
            let argument = paths.argument(&field.ty);
            let value = (argument.convert)(quote!(value));
            (quote!(), argument.ty, if field.boxed { quote!(Box::new(#value)) } else { value })
        }
        Access::Nullable | Access::Optional | Access::OptionalNullable | Access::Patch => {
            let wrapper = if access == Access::Patch { Wrapper::Patch } else { Wrapper::Option };
            let argument = paths.optional_argument(&field.ty, wrapper);
            let value = (argument.convert)(quote!(value));
            (argument.via, argument.ty, if field.boxed { quote!(#value.map(Box::new)) } else { value })
        }
    };
    SetterView {
        docs: setter_docs(field, names, effect),
        name: setter,
        via,
        arguments: quote!(value: #ty),
        body: quote!(self.#name = #value;),
    }
}

fn pair_setter(paths: &Paths<'_>, decl: &TypeDecl, field: &Field, names: &FieldNames, value: &Ty) -> SetterView {
    let name = &names.ident;
    let argument = paths.argument(value);
    let (ty, converted) = (argument.ty, (argument.convert)(quote!(value)));
    let body = match Access::of(field, decl) {
        Access::Required => quote!(self.#name.insert(key.into(), #converted);),
        Access::Nullable | Access::Optional | Access::OptionalNullable => {
            quote!(self.#name.get_or_insert_default().insert(key.into(), #converted);)
        }
        Access::Patch => quote!(self.#name.get_or_insert_default().insert(key.into(), #converted);),
    };
    SetterView {
        docs: setter_docs(field, names, Effect::OnePair),
        name: names.setter.to_token_stream(),
        via: quote!(),
        arguments: quote!(key: impl Into<String>, value: #ty),
        body,
    }
}

fn additional(paths: &Paths<'_>, ty: &Ty) -> SetterView {
    let argument = paths.argument(ty);
    let (ty, value) = (argument.ty, (argument.convert)(quote!(value)));
    let name = additional_field();
    SetterView {
        docs: doc(&[markdown!("Adds a further property.").into()]),
        name: name.to_token_stream(),
        via: quote!(),
        arguments: quote!(key: impl Into<String>, value: #ty),
        body: quote!(self.#name.insert(key.into(), #value);),
    }
}

/// What a setter does to its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Value,
    OnePair,
    AllPairs,
}

/// The words about the field, which a caller of the setter wants to read as well, and what the setter does if that is
/// not plain.
fn setter_docs(field: &Field, names: &FieldNames, effect: Effect) -> TokenStream {
    let name = code(names.ident.unraw());
    let mut blocks = words(&field.docs);
    match effect {
        Effect::Value if blocks.is_empty() => blocks.push(markdown!("Sets {}.", name).into()),
        Effect::Value => {}
        Effect::OnePair => blocks.push(markdown!("Adds one pair to {}; call it again for more.", name).into()),
        Effect::AllPairs => blocks.push(markdown!("Replaces all pairs of {}.", name).into()),
    }
    blocks.extend(docs::facts(field));
    let docs = doc(&blocks);
    let deprecated = deprecated(field.deprecated, field.deprecated_since.as_deref());
    quote!(#docs #deprecated)
}

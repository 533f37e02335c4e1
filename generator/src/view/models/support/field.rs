//! A property as a field, with the calls that read and write it.

use super::docs;
use crate::model::{Field, Object, Presence, Rule, Shape, Ty, TypeDecl, TypeId};
use crate::naming::FieldNames;
use crate::rust::{Paths, doc, string};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// A field of a struct.
pub struct FieldView {
    /// Its documentation.
    pub docs: TokenStream,
    /// Name of the field.
    pub name: TokenStream,
    /// Its whole type, such as `Option<Box<Filter>>`.
    pub ty: TokenStream,
    /// The expression that reads it from `fields`.
    pub decode: TokenStream,
    /// The statement that writes it to `object`.
    pub encode: TokenStream,
}

/// How a property is held and moved, which `presence`, direction and recursion decide together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// `T`
    Required,
    /// `Option<T>`, null where there is none.
    Nullable,
    /// `Option<T>`, absent where there is none.
    Optional,
    /// `Option<T>`, absent or null as it came.
    OptionalNullable,
    /// `Patch<T>`
    Patch,
}

impl Access {
    /// How `field` of a type used like `decl` is held. What only the server, or only the client, may set cannot
    /// be demanded from the other.
    pub fn of(field: &Field, decl: &TypeDecl) -> Self {
        let one_sided = (field.read_only && decl.usage.sent) || (field.write_only && decl.usage.received);
        match (field.presence, one_sided) {
            (Presence::Required, false) => Self::Required,
            (Presence::Nullable, false) => Self::Nullable,
            (Presence::Required | Presence::Optional, true) | (Presence::Optional, false) => Self::Optional,
            (Presence::Nullable, true) => Self::OptionalNullable,
            (Presence::OptionalNullable, _) if decl.usage.patched => Self::Patch,
            (Presence::OptionalNullable, _) => Self::OptionalNullable,
        }
    }

    fn method(self) -> TokenStream {
        match self {
            Self::Required => quote!(required),
            Self::Nullable => quote!(nullable),
            Self::Optional => quote!(optional),
            Self::OptionalNullable => quote!(optional_nullable),
            Self::Patch => quote!(patch),
        }
    }

    fn method_with(self) -> TokenStream {
        match self {
            Self::Required => quote!(required_with),
            Self::Nullable => quote!(nullable_with),
            Self::Optional => quote!(optional_with),
            Self::OptionalNullable => quote!(optional_nullable_with),
            Self::Patch => quote!(patch_with),
        }
    }
}

impl FieldView {
    /// The view of a property that is no constant.
    pub fn new(paths: &Paths<'_>, owner: &TypeDecl, field: &Field, names: &FieldNames) -> Self {
        let access = Access::of(field, owner);
        let (name, wire) = (&names.ident, string(&field.wire));
        let (method, value) = (access.method(), quote!(&self.#name));
        let decode = match sibling(paths, &field.ty) {
            Some(sibling) => decode_sibling(paths, access, &wire, &sibling, field.boxed),
            None => quote!(fields.#method(#wire)),
        };
        Self {
            docs: doc(&docs::of_field(field, name)),
            name: name.to_token_stream(),
            ty: field_type(paths, owner, field),
            decode,
            encode: quote!(object.#method(#wire, #value);),
        }
    }
}

/// The type a field is declared with.
pub fn field_type(paths: &Paths<'_>, owner: &TypeDecl, field: &Field) -> TokenStream {
    let ty = boxed(paths, field);
    match Access::of(field, owner) {
        Access::Required => ty,
        Access::Nullable | Access::Optional | Access::OptionalNullable => quote!(Option<#ty>),
        Access::Patch => {
            let patch = paths.runtime("Patch");
            quote!(#patch<#ty>)
        }
    }
}

/// The type of a property's value, in a box where the object would otherwise contain itself.
pub fn boxed(paths: &Paths<'_>, field: &Field) -> TokenStream {
    let plain = paths.ty(&field.ty);
    if field.boxed { quote!(Box<#plain>) } else { plain }
}

/// A union that a property of the object around it decides, and how deep in lists or maps it is.
struct Sibling<'a> {
    union: TypeId,
    path: &'a [String],
    inside: Inside,
}

#[derive(Clone, Copy)]
enum Inside {
    Nothing,
    List,
}

fn sibling<'a>(paths: &'a Paths<'_>, ty: &'a Ty) -> Option<Sibling<'a>> {
    let (id, inside) = match paths.resolve(ty) {
        Ty::Named(id) => (*id, Inside::Nothing),
        Ty::List(item) => match paths.resolve(item) {
            Ty::Named(id) => (*id, Inside::List),
            _ => return None,
        },
        _ => return None,
    };
    match &paths.api.ty(id).shape {
        Shape::Union(union) => match &union.rule {
            Rule::Sibling(path) => Some(Sibling { union: id, path, inside }),
            Rule::Tag(_) | Rule::JsonType | Rule::Keys | Rule::Undecided => None,
        },
        Shape::Object(_) | Shape::Enum(_) | Shape::Alias(_) => None,
    }
}

fn decode_sibling(
    paths: &Paths<'_>,
    access: Access,
    wire: &TokenStream,
    sibling: &Sibling<'_>,
    boxed: bool,
) -> TokenStream {
    let (method, union, path) = (access.method_with(), paths.model(sibling.union), sibling.path);
    let one = quote!(#union::decode_with_tag(value, tag.as_deref()));
    let read = match sibling.inside {
        Inside::Nothing if boxed => quote!(#one.map(Box::new)),
        Inside::Nothing => one,
        Inside::List => quote!(value.list(|value| #one)),
    };
    quote!({
        let tag = fields.sibling(&[#(#path),*]);
        fields.#method(#wire, |value| #read)
    })
}

/// The properties that are fields, with their names.
pub fn plain<'a>(object: &'a Object, names: &'a [FieldNames]) -> impl Iterator<Item = (&'a Field, &'a FieldNames)> {
    object.fields.iter().zip(names).filter(|(field, _)| field.fixed().is_none())
}

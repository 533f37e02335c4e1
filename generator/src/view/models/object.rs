//! An object as a struct.

use super::request::{Constructor, RequestView};
use super::support::docs;
use super::support::field;
use super::support::field::FieldView;
use crate::model::{Additional, Enumeration, Field, Object, Presence, Scalar, Shape, Ty, TypeDecl};
use crate::naming::{FieldNames, TypeNames, additional_field};
use crate::rust::{Paths, doc, string};
use crate::text::{code, markdown};
use crate::view::support::constructor;
use crate::view::support::docs::words;
use askama::Template;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// A struct with its decoder and encoder.
#[derive(Template)]
#[template(path = "models/object.jinja")]
pub struct ObjectView {
    /// Documentation of the struct.
    pub docs: TokenStream,
    /// Name of the object.
    pub name: TokenStream,
    /// What is derived.
    pub derives: TokenStream,
    /// Its fields: `id` first, the others by name, the map of further properties last.
    pub fields: Vec<FieldView>,
    /// The place of each field in the order in which they are read.
    pub places: Vec<usize>,
    /// Values that are always the same.
    pub constants: Vec<ConstantView>,
    /// `value`, once it has the constants, where null may stand in place of the object: another value says that it is
    /// something else, as it does among the variants of a union.
    pub with_constants: Option<TokenStream>,
    /// Type of the field that keeps properties that the document does not describe.
    pub extra: TokenStream,
    /// What only a type that is sent needs.
    pub request: Option<RequestView>,
}

/// A property with only one value.
pub struct ConstantView {
    /// Documentation, name, type and value of the associated constant; `null` needs none.
    pub item: Option<ConstantItem>,
    /// The statement that checks it.
    pub decode: TokenStream,
    /// The statement that writes it.
    pub encode: TokenStream,
}

/// An associated constant.
pub struct ConstantItem {
    /// Its documentation.
    pub docs: TokenStream,
    /// Name of the constant.
    pub name: TokenStream,
    /// Type of the constant.
    pub ty: TokenStream,
    /// Its value.
    pub value: TokenStream,
}

impl ObjectView {
    /// The view of an object.
    pub fn new(
        paths: &Paths<'_>,
        decl: &TypeDecl,
        object: &Object,
        type_names: &TypeNames,
        names: &[FieldNames],
        nullable: bool,
    ) -> Self {
        let constants = object.fields.iter().zip(names);
        let constants =
            constants.filter_map(|(field, names)| field.fixed().map(|value| constant(field, names, value))).collect();
        let mut fields: Vec<FieldView> =
            field::plain(object, names).map(|(field, names)| FieldView::new(paths, decl, field, names)).collect();
        if let Additional::Typed(ty) = &object.additional {
            let (map, value) = (paths.runtime("Map"), paths.ty(ty));
            let additional = additional_field();
            fields.push(FieldView {
                docs: doc(&[markdown!("Further properties, by name.").into()]),
                name: additional.to_token_stream(),
                ty: quote!(#map<#value>),
                decode: quote!(fields.map()),
                encode: quote!(object.map(&self.#additional);),
            });
        }
        let place = |field: &Field| object.order.iter().position(|name| *name == field.wire);
        let mut places: Vec<usize> =
            field::plain(object, names).map(|(field, _)| place(field).unwrap_or(usize::MAX)).collect();
        places.resize(fields.len(), usize::MAX);
        let arguments = field::plain(object, names).any(|(field, _)| constructor::is_argument(field));
        Self {
            docs: doc(&docs::of_type(decl, &type_names.ident)),
            name: type_names.ident.to_token_stream(),
            derives: match decl.usage.sent && !arguments {
                true => quote!(Clone, Default, PartialEq),
                false => quote!(Clone, PartialEq),
            },
            fields,
            places,
            constants,
            with_constants: if nullable { with_constants(paths, object) } else { None },
            extra: paths.runtime("Extra"),
            request: decl.usage.sent.then(|| RequestView::new(paths, decl, object, type_names, names)),
        }
    }
}

impl ObjectView {
    /// The fields in the order in which they are read.
    fn read(&self) -> Vec<&FieldView> {
        let mut fields: Vec<_> = self.places.iter().zip(&self.fields).collect();
        fields.sort_by_key(|(place, _)| **place);
        fields.into_iter().map(|(_, field)| field).collect()
    }

    /// The associated constants.
    fn items(&self) -> Vec<&ConstantItem> {
        self.constants.iter().filter_map(|constant| constant.item.as_ref()).collect()
    }
}

fn with_constants(paths: &Paths<'_>, object: &Object) -> Option<TokenStream> {
    let is_tag = |field: &&Field| {
        field.presence == Presence::Required || (field.constant.is_some() && field.default == field.constant)
    };
    let check = |field: &Field| {
        let value = match field.fixed() {
            Some(value) => Scalar::of(value)?,
            None => only_value(paths, &field.ty)?,
        };
        let (wire, value) = (string(&field.wire), string(&value.to_text()));
        Some(quote!(value.with_constant(#wire, &[#value])))
    };
    let mut checks = object.fields.iter().filter(is_tag).filter_map(check);
    let first = checks.next()?;
    Some(quote!(#first #(.and_then(|value| #checks))*))
}

/// The value of an enumeration that stands in place of a constant, as in documents of OpenAPI 3.0. A component that lists one
/// value is an enumeration to which others may come.
fn only_value(paths: &Paths<'_>, ty: &Ty) -> Option<Scalar> {
    let Ty::Named(id) = ty else { return None };
    let decl = paths.api.ty(*id);
    match &decl.shape {
        Shape::Enum(Enumeration { values, text: None, .. }) if decl.component().is_none() => match values.as_slice() {
            [value] => Some(value.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn constant(field: &Field, names: &FieldNames, value: &serde_json::Value) -> ConstantView {
    let (name, wire) = (&names.ident, string(&field.wire));
    let literal = match value {
        serde_json::Value::Null => None,
        serde_json::Value::Bool(value) => Some((quote!(bool), quote!(#value))),
        serde_json::Value::Number(number) => Some(match number.as_i64() {
            Some(integer) => (quote!(i64), Literal::i64_unsuffixed(integer).into_token_stream()),
            None => (quote!(f64), Literal::f64_unsuffixed(number.as_f64().unwrap_or_default()).into_token_stream()),
        }),
        serde_json::Value::String(text) => Some((quote!(&'static str), string(text))),
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
    };
    let used = if literal.is_some() { quote!(Self::#name) } else { quote!(()) };
    let decode = match field.presence {
        Presence::Required => quote!(fields.constant(#wire, #used);),
        Presence::Nullable => quote!(fields.nullable_constant(#wire, #used);),
        Presence::Optional => quote!(fields.optional_constant(#wire, #used);),
        Presence::OptionalNullable => quote!(fields.optional_nullable_constant(#wire, #used);),
    };
    let encode = quote!(object.constant(#wire, #used););
    let item = literal.map(|(ty, value)| {
        let mut text = words(&field.docs);
        text.push(markdown!("The value of {}, sent without asking.", code(&field.wire)).into());
        ConstantItem { docs: doc(&text), name: name.to_token_stream(), ty, value }
    });
    ConstantView { item, decode, encode }
}

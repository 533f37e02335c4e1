//! A union as an enum.

use super::support::conversions::Conversions;
use super::support::field::Access;
use super::support::{choice, docs};
use crate::model::{Format, Kind, Object, Rule, Shape, Ty, TypeDecl, TypeId, Union, Variant};
use crate::naming::{Ident, VariantNames};
use crate::rust::{Paths, doc, string};
use crate::text::{Block, Inline, code, markdown};
use crate::view::support::docs::words;
use askama::Template;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeMap;

/// An enum of several types.
#[derive(Template)]
#[template(path = "models/union.jinja")]
pub struct UnionView {
    /// Documentation of the enum.
    pub docs: TokenStream,
    /// Name of the union.
    pub name: TokenStream,
    /// Its variants.
    pub variants: Vec<VariantView>,
    /// Whether every variant has one tag that tells it.
    pub tagged: bool,
    /// Accessors of properties that all variants have.
    pub shared: Vec<SharedView>,
    /// The statements that choose and decode a variant.
    pub choice: TokenStream,
    /// Whether a property of the object around it chooses.
    pub sibling: bool,
    /// What it is made from where one or many are conversions; empty where they never are.
    pub one_or_many: TokenStream,
    /// The variants that hold numbers of Rust, alone or in lists and maps.
    pub numeric: Vec<TokenStream>,
    /// Whether null is a value of a variant.
    pub holds_null: bool,
    /// Whether text is a value of a variant, and the union an answer.
    pub holds_text: bool,
}

/// A variant.
pub struct VariantView {
    /// Its documentation.
    pub docs: TokenStream,
    /// Name of the variant.
    pub name: TokenStream,
    /// What it holds, such as `Box<BenefitCustom>`.
    pub field_type: TokenStream,
    /// The accessor.
    pub accessor: TokenStream,
    /// What the accessor gives.
    pub target: TokenStream,
    /// The expression on `value`, a reference to what the variant holds, that gives it.
    pub borrow: TokenStream,
    /// The type it can be made from, where no other variant can be made from that.
    pub from: Option<FromView>,
    /// The only tag that tells it, as a literal.
    pub tag: Option<TokenStream>,
}

/// A conversion into the union.
pub struct FromView {
    /// The type converted.
    pub ty: TokenStream,
    /// Turns `value` into what the variant holds.
    pub convert: TokenStream,
    /// Other types that become the type converted, such as borrowed text.
    pub also: Vec<AlsoView>,
}

/// A conversion by way of another.
pub struct AlsoView {
    /// The type converted.
    pub ty: TokenStream,
    /// Turns `value` into what the variant holds.
    pub convert: TokenStream,
}

/// An accessor of a property that all variants have.
pub struct SharedView {
    /// Documentation of the property.
    pub docs: TokenStream,
    /// Name of the accessor.
    pub name: TokenStream,
    /// What it gives.
    pub ty: TokenStream,
    /// Per variant: the variant and the expression on `value`.
    pub arms: Vec<(TokenStream, TokenStream)>,
}

impl UnionView {
    /// The view of a union.
    pub fn new(
        paths: &Paths<'_>,
        id: TypeId,
        union: &Union,
        names: &[VariantNames],
        shared: &BTreeMap<String, Ident>,
        conversions: &Conversions,
    ) -> Self {
        let (decl, type_names) = (paths.api.ty(id), paths.names.ty(id));
        let targets: Vec<Ty> = union.variants.iter().map(|variant| canonical(paths, &variant.ty)).collect();
        let tagged = match &union.rule {
            Rule::Tag(_) | Rule::Sibling(_) => union.variants.iter().all(|variant| variant.tags.len() == 1),
            Rule::JsonType | Rule::Keys | Rule::Undecided => false,
        };
        let variants = union.variants.iter().zip(names).zip(&targets).map(|((variant, names), target)| {
            let ty = paths.ty(&variant.ty);
            let boxed = is_object(paths, &variant.ty) || (decl.usage.recursive && is_recursive(paths, &variant.ty));
            let distinct = targets.iter().filter(|other| *other == target).count() == 1;
            let own = *target != Ty::Named(id);
            let from = (distinct && own).then(|| FromView {
                ty: ty.clone(),
                convert: if boxed { quote!(Box::new(value)) } else { quote!(value) },
                also: also(target, &targets, &ty),
            });
            let borrowed = paths.borrowed(&variant.ty);
            let plain = matches!(paths.resolve(&variant.ty), Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number);
            let mut text = said_of(paths, variant);
            text.extend(selected_when(&union.rule, variant));
            VariantView {
                docs: doc(&text),
                name: names.ident.to_token_stream(),
                field_type: if boxed { quote!(Box<#ty>) } else { ty.clone() },
                accessor: names.accessor.to_token_stream(),
                target: borrowed.ty,
                borrow: if plain { quote!(*value) } else { quote!(value) },
                from,
                tag: variant.tags.first().map(|tag| string(&tag.to_text())),
            }
        });
        let variants: Vec<VariantView> = variants.collect();
        let numeric = union.variants.iter().zip(names).filter(|(variant, _)| holds_numbers(paths, &variant.ty));
        Self {
            numeric: numeric.map(|(_, names)| names.ident.to_token_stream()).collect(),
            holds_null: union.variants.iter().any(|variant| holds_null(paths, variant)),
            holds_text: conversions.of(id).is_answer
                && union.variants.iter().any(|one| one.kinds.contains(&Kind::String)),
            docs: doc(&docs::of_type(decl, &type_names.ident)),
            name: type_names.ident.to_token_stream(),
            one_or_many: if conversions.of(id).in_one_or_many { sources(&variants) } else { TokenStream::new() },
            variants,
            tagged,
            shared: match decl.usage.received {
                true => shared.iter().filter_map(|(wire, name)| share(paths, union, names, wire, name)).collect(),
                false => Vec::new(),
            },
            choice: choice::choose(paths, union, names),
            sibling: matches!(union.rule, Rule::Sibling(_)),
        }
    }
}

/// What else a variant can be made from: borrowed text, and the numbers of Rust where no other variant takes any.
fn also(target: &Ty, targets: &[Ty], ty: &TokenStream) -> Vec<AlsoView> {
    let numeric = |ty: &&Ty| matches!(ty, Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber);
    match target {
        Ty::String(Format::Plain) => vec![AlsoView { ty: quote!(&str), convert: quote!(value.to_owned()) }],
        Ty::IntegerOrNumber if targets.iter().filter(numeric).count() == 1 => {
            let number = |primitive| AlsoView { ty: primitive, convert: quote!(#ty::from(value)) };
            vec![number(quote!(i64)), number(quote!(f64))]
        }
        _ => Vec::new(),
    }
}

/// What the union is made from, for places that take one or many.
fn sources(variants: &[VariantView]) -> TokenStream {
    let sources = variants
        .iter()
        .filter_map(|variant| variant.from.as_ref())
        .flat_map(|from| std::iter::once(&from.ty).chain(from.also.iter().map(|also| &also.ty)));
    quote!(#(#sources),*)
}

/// The words about a variant, or else about its type, or else what it is called.
fn said_of(paths: &Paths<'_>, variant: &Variant) -> Vec<Block> {
    let own = words(&variant.docs);
    if !own.is_empty() {
        return own;
    }
    let of_type = match &variant.ty {
        Ty::Named(id) => words(&paths.api.ty(*id).docs).into_iter().next(),
        _ => None,
    };
    match (of_type, variant.name_hints.first()) {
        (Some(text), _) => vec![text],
        (None, Some(name)) if variant.tags.is_empty() => vec![markdown!("{}.", code(name)).into()],
        (None, None) if variant.tags.is_empty() => vec![markdown!("One of the alternatives.").into()],
        (None, _) => Vec::new(),
    }
}

/// The values of the discriminator that select a variant.
fn selected_when(rule: &Rule, variant: &Variant) -> Option<Block> {
    match rule {
        Rule::Tag(path) | Rule::Sibling(path) if !variant.tags.is_empty() => {
            let tags = Inline::join(variant.tags.iter().map(|tag| code(&tag.to_value().to_string())), " or ");
            Some(markdown!("Selected when {} is {}.", code(&path.join(".")), tags).into())
        }
        _ => None,
    }
}

/// Whether a value holds, without a list or a map between, a type that can contain itself.
fn is_recursive(paths: &Paths<'_>, ty: &Ty) -> bool {
    match paths.resolve(ty) {
        Ty::Named(id) => paths.api.ty(*id).usage.recursive,
        Ty::Nullable(inner) | Ty::OneOrMany(inner) => is_recursive(paths, inner),
        Ty::Tuple(items) => items.iter().any(|item| is_recursive(paths, item)),
        _ => false,
    }
}

/// Whether a value holds numbers of Rust outside of objects, which remember for themselves how theirs are written.
fn holds_numbers(paths: &Paths<'_>, ty: &Ty) -> bool {
    match paths.resolve(ty) {
        Ty::Integer | Ty::Unsigned | Ty::Number => true,
        Ty::List(inner) | Ty::Map(inner) | Ty::OneOrMany(inner) | Ty::Nullable(inner) => holds_numbers(paths, inner),
        Ty::Tuple(items) => items.iter().any(|item| holds_numbers(paths, item)),
        Ty::Named(_) | Ty::Any | Ty::Null | Ty::Boolean | Ty::IntegerOrNumber | Ty::String(_) | Ty::Id(_) => false,
    }
}

/// Whether null is a value of the variant.
fn holds_null(paths: &Paths<'_>, variant: &Variant) -> bool {
    variant.kinds.contains(&Kind::Null) || matches!(paths.resolve(&variant.ty), Ty::Any | Ty::Null | Ty::Nullable(_))
}

fn is_object(paths: &Paths<'_>, ty: &Ty) -> bool {
    match paths.resolve(ty) {
        Ty::Named(id) => match &paths.api.ty(*id).shape {
            Shape::Object(_) => true,
            Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => false,
        },
        _ => false,
    }
}

/// The type with all aliases followed, so that two names for one type are seen to be the same.
fn canonical(paths: &Paths<'_>, ty: &Ty) -> Ty {
    let inner = |ty: &Ty| Box::new(canonical(paths, ty));
    match paths.resolve(ty) {
        Ty::List(item) => Ty::List(inner(item)),
        Ty::Map(value) => Ty::Map(inner(value)),
        Ty::OneOrMany(item) => Ty::OneOrMany(inner(item)),
        Ty::Nullable(value) => Ty::Nullable(inner(value)),
        Ty::Tuple(items) => Ty::Tuple(items.iter().map(|item| canonical(paths, item)).collect()),
        other => other.clone(),
    }
}

/// The accessor of a property, if all variants have it with one type. Whether it may be absent or null can differ: an
/// accessor gives an `Option` in any case, because the variant may be unknown.
fn share(paths: &Paths<'_>, union: &Union, names: &[VariantNames], wire: &str, name: &Ident) -> Option<SharedView> {
    let mut places = Vec::new();
    let mut alike: Option<Ty> = None;
    let mut docs = TokenStream::new();
    for (variant, names) in union.variants.iter().zip(names) {
        let (decl, object, members) = object_of(paths, &variant.ty)?;
        let index = object.fields.iter().position(|field| field.wire == wire)?;
        let field = &object.fields[index];
        let (ty, access) = (canonical(paths, &field.ty), Access::of(field, decl));
        let differs = alike.as_ref().is_some_and(|first| *first != ty);
        // A part that may be left alone, cleared or set is there to be sent, not to be read.
        if differs || access == Access::Patch || field.fixed().is_some() || field.boxed {
            return None;
        }
        if alike.is_none() {
            docs = doc(&docs::of_field(field, name));
        }
        places.push((names.ident.to_token_stream(), &members[index].ident, access));
        alike.get_or_insert(ty);
    }
    let ty = alike?;
    let borrowed = paths.borrowed(&ty);
    let give = |field: &Ident, access: Access| match access {
        Access::Required => {
            let value = (borrowed.of)(quote!(value.#field));
            quote!(Some(#value))
        }
        Access::Nullable | Access::Optional | Access::OptionalNullable => (borrowed.of_option)(quote!(value.#field)),
        Access::Patch => unreachable!("such fields get no accessor"),
    };
    let arms = places.into_iter().map(|(variant, field, access)| (variant, give(field, access))).collect();
    Some(SharedView { docs, name: name.to_token_stream(), ty: borrowed.ty, arms })
}

fn object_of<'a>(
    paths: &'a Paths<'_>,
    ty: &'a Ty,
) -> Option<(&'a TypeDecl, &'a Object, &'a [crate::naming::FieldNames])> {
    let Ty::Named(id) = paths.resolve(ty) else { return None };
    let decl = paths.api.ty(*id);
    match (&decl.shape, &paths.names.ty(*id).members) {
        (Shape::Object(object), crate::naming::Members::Fields(names)) => Some((decl, object, names)),
        _ => None,
    }
}

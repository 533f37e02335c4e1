//! How a decoder chooses a variant, as the statements that do it. Nothing here tries variants until one fits.

use crate::model::{Condition, Kind, Presence, Rule, Scalar, Shape, Ty, TypeId, Union};
use crate::naming::VariantNames;
use crate::rust::Paths;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The body of `decode`, or under [`Rule::Sibling`] of `decode_with_tag`.
pub fn choose(paths: &Paths<'_>, union: &Union, names: &[VariantNames]) -> TokenStream {
    match &union.rule {
        Rule::Tag(path) => by_tag(paths, union, names, path),
        Rule::Sibling(_) => by_sibling(union, names),
        Rule::JsonType => by_kind(union, names),
        Rule::Keys => by_tests(union, names),
        Rule::Undecided => quote!(values::UnknownVariant::of(None, value).map(Self::Unknown)),
    }
}

fn decode(names: &VariantNames) -> TokenStream {
    let variant = &names.ident;
    quote!(json::Decode::decode(value).map(Self::#variant))
}

fn by_tag(paths: &Paths<'_>, union: &Union, names: &[VariantNames], path: &[String]) -> TokenStream {
    let arms = tag_arms(union, names);
    let missing = always_tagged(paths, union, path)
        .then(|| quote!(None if value.kind() == json::Kind::Object => Err(value.missing(&[#(#path),*])),));
    quote! {
        match value.tag(&[#(#path),*]).as_deref() {
            #(#arms)*
            #missing
            tag => values::UnknownVariant::of(tag, value).map(Self::Unknown),
        }
    }
}

fn by_sibling(union: &Union, names: &[VariantNames]) -> TokenStream {
    let arms = tag_arms(union, names);
    quote! {
        match tag {
            #(#arms)*
            tag => values::UnknownVariant::of(tag, value).map(Self::Unknown),
        }
    }
}

/// One arm per variant with tags of its own; a tag that two variants claim goes to the first.
fn tag_arms(union: &Union, names: &[VariantNames]) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let arms = union.variants.iter().zip(names).filter_map(|(variant, names)| {
        let tags: Vec<String> = variant.tags.iter().map(tag_text).filter(|tag| seen.insert(tag.clone())).collect();
        let decode = decode(names);
        (!tags.is_empty()).then(|| quote!(Some(#(#tags)|*) => #decode,))
    });
    arms.collect()
}

fn tag_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}

/// Whether every variant requires the tag, so that its absence is an error and not something new.
fn always_tagged(paths: &Paths<'_>, union: &Union, path: &[String]) -> bool {
    union.variants.iter().all(|variant| requires(paths, &variant.ty, path, &mut Vec::new()))
}

/// `open` holds the unions around the type: one that has itself as a variant adds nothing by that.
fn requires(paths: &Paths<'_>, ty: &Ty, path: &[String], open: &mut Vec<TypeId>) -> bool {
    let Some((first, rest)) = path.split_first() else { return true };
    let Ty::Named(id) = paths.resolve(ty) else { return false };
    match &paths.api.ty(*id).shape {
        Shape::Object(object) => object.fields.iter().any(|field| {
            let required = match field.presence {
                Presence::Required => true,
                Presence::Nullable | Presence::Optional | Presence::OptionalNullable => false,
            };
            field.wire == *first && required && requires(paths, &field.ty, rest, &mut Vec::new())
        }),
        Shape::Union(_) if open.contains(id) => true,
        Shape::Union(union) => {
            open.push(*id);
            union.variants.iter().all(|variant| requires(paths, &variant.ty, path, open))
        }
        Shape::Enum(_) | Shape::Alias(_) => false,
    }
}

/// JSON's kinds in the order of the arms.
const KINDS: [Kind; 7] =
    [Kind::Null, Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::Array, Kind::Object];

fn by_kind(union: &Union, names: &[VariantNames]) -> TokenStream {
    let of = |kind: Kind| {
        union.variants.iter().zip(names).find(|(variant, _)| variant.kinds.contains(&kind)).map(|(_, names)| names)
    };
    let (integer, number) = (of(Kind::Integer), of(Kind::Number));
    let mut arms = Vec::new();
    let mut others = Vec::new();
    for kind in KINDS {
        let pattern = pattern(kind);
        match (kind, of(kind)) {
            (Kind::Integer, Some(names)) if number.is_some_and(|number| number.ident != names.ident) => {
                let decode = decode(names);
                arms.push(quote!(#pattern if value.is_integer() && value.as_i64().is_some() => #decode,));
            }
            // Alone it takes every number: `5.0` is a whole number too.
            (Kind::Integer, Some(names)) if number.is_none() => {
                let decode = decode(names);
                arms.push(quote!(#pattern => #decode,));
            }
            (Kind::Integer, _) => {}
            (Kind::Number, None) if integer.is_some() => {}
            (_, Some(names)) => {
                let decode = decode(names);
                arms.push(quote!(#pattern => #decode,));
            }
            (_, None) => others.push(pattern),
        }
    }
    let unknown = (!others.is_empty())
        .then(|| quote!(#(#others)|* => values::UnknownVariant::of(None, value).map(Self::Unknown),));
    quote! {
        match value.kind() {
            #(#arms)*
            #unknown
        }
    }
}

fn pattern(kind: Kind) -> TokenStream {
    match kind {
        Kind::Null => quote!(json::Kind::Null),
        Kind::Boolean => quote!(json::Kind::Boolean),
        Kind::Integer | Kind::Number => quote!(json::Kind::Number),
        Kind::String => quote!(json::Kind::String),
        Kind::Array => quote!(json::Kind::List),
        Kind::Object => quote!(json::Kind::Object),
    }
}

fn by_tests(union: &Union, names: &[VariantNames]) -> TokenStream {
    let mut steps = Vec::new();
    let mut last = None;
    for tests in union.tests.chunk_by(|one, next| one.variant == next.variant) {
        let decode = decode(&names[tests[0].variant]);
        if tests.iter().any(|test| test.when.is_empty()) {
            last = Some(decode);
            break;
        }
        let way = if tests.len() == 1 { Among::Alone } else { Among::Others };
        let ways: Vec<TokenStream> = tests.iter().map(|test| all(&test.when, way)).collect();
        steps.push(quote!(if #(#ways)||* { #decode } else));
    }
    let last = last.unwrap_or_else(|| quote!(values::UnknownVariant::of(None, value).map(Self::Unknown)));
    match steps.is_empty() {
        true => last,
        false => quote!(#(#steps)* { #last }),
    }
}

/// Whether a condition stands beside others, all of which have to hold.
#[derive(Clone, Copy)]
enum Among {
    Alone,
    Others,
}

/// All of these conditions, in parentheses where they are one of several ways.
fn all(when: &[Condition], way: Among) -> TokenStream {
    let among = if when.len() == 1 { Among::Alone } else { Among::Others };
    let conditions = when.iter().map(|when| condition(when, among));
    match (way, when.len()) {
        (Among::Alone, _) | (Among::Others, 1) => quote!(#(#conditions)&&*),
        (Among::Others, _) => quote!((#(#conditions)&&*)),
    }
}

/// Any of these tests, in parentheses where they are needed.
fn any(tests: Vec<TokenStream>, among: Among) -> TokenStream {
    match (tests.as_slice(), among) {
        ([_], _) | (_, Among::Alone) => quote!(#(#tests)||*),
        (_, Among::Others) => quote!((#(#tests)||*)),
    }
}

fn condition(condition: &Condition, among: Among) -> TokenStream {
    match condition {
        Condition::Has(path) => quote!(value.pointer(&[#(#path),*]).is_some()),
        Condition::NotNull(path) => quote!(value.pointer(&[#(#path),*]).is_some_and(|found| !found.is_null())),
        Condition::OneOf(path, scalars) => {
            let found = if path.is_empty() { quote!(value) } else { quote!(found) };
            let tests = scalars.iter().map(|scalar| match scalar {
                Scalar::String(text) => quote!(#found.as_str().as_deref() == Some(#text)),
                Scalar::Integer(number) => quote!(#found.as_i64() == Some(#number)),
                Scalar::Boolean(flag) => quote!(#found.as_bool() == Some(#flag)),
            });
            match path.is_empty() {
                true => any(tests.collect(), among),
                false => quote!(value.pointer(&[#(#path),*]).is_some_and(|found| #(#tests)||*)),
            }
        }
        Condition::Is(kinds) => {
            let tests = kinds.iter().map(|kind| is_kind(&quote!(value), *kind));
            any(tests.collect(), among)
        }
        Condition::KindOf(path, kinds) => {
            let tests = kinds.iter().map(|kind| is_kind(&quote!(found), *kind));
            quote!(value.pointer(&[#(#path),*]).is_some_and(|found| #(#tests)||*))
        }
    }
}

fn is_kind(value: &TokenStream, kind: Kind) -> TokenStream {
    let pattern = pattern(kind);
    match kind {
        Kind::Integer => quote!(#value.is_integer()),
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String | Kind::Array | Kind::Object => {
            quote!(#value.kind() == #pattern)
        }
    }
}

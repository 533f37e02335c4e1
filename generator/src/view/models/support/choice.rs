//! How a decoder chooses a variant, as the statements that do it. Nothing here tries variants until one fits.

use crate::model::{Condition, Expected, Group, Kind, Presence, Rule, Scalar, Shape, Ty, TypeId, Union};
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
        Rule::JsonType => by_kind(paths, union, names),
        Rule::Keys => by_tests(union, names),
        Rule::Undecided => unknown(&quote!(None)),
    }
}

fn decode(names: &VariantNames) -> TokenStream {
    let variant = &names.ident;
    quote!(json::Decode::decode(value).map(Self::#variant))
}

fn by_tag(paths: &Paths<'_>, union: &Union, names: &[VariantNames], path: &[String]) -> TokenStream {
    let arms = tag_arms(union, names);
    let absent = union.group(None).map(|group| by_most_known(group, names));
    let absent = match absent {
        Some(choose) => Some(quote!(None => #choose,)),
        None => always_tagged(paths, union, path)
            .then(|| quote!(None if value.kind() == json::Kind::Object => Err(value.missing(&[#(#path),*])),)),
    };
    let rest = match union.otherwise {
        Some(at) => {
            let decode = decode(&names[at]);
            quote!(_ if value.kind() == json::Kind::Object => #decode,)
        }
        None => absent.unwrap_or_default(),
    };
    let unknown = unknown(&quote!(tag));
    quote! {
        match value.tag(&[#(#path),*]).as_deref() {
            #(#arms)*
            #rest
            tag => #unknown,
        }
    }
}

fn by_sibling(union: &Union, names: &[VariantNames]) -> TokenStream {
    let arms = tag_arms(union, names);
    let unknown = unknown(&quote!(tag));
    quote! {
        match tag {
            #(#arms)*
            tag => #unknown,
        }
    }
}

/// One arm per variant with tags of its own, and one for each tag that several variants share.
fn tag_arms(union: &Union, names: &[VariantNames]) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let shared: Vec<TokenStream> = union
        .groups
        .iter()
        .filter_map(|group| {
            let tag = group.tag.as_ref()?.to_text();
            let choose = by_most_known(group, names);
            seen.insert(tag.clone());
            Some(quote!(Some(#tag) => #choose,))
        })
        .collect();
    let arms = union.variants.iter().zip(names).enumerate().filter_map(|(at, (variant, names))| {
        let tags: Vec<String> =
            variant.tags.iter().map(Scalar::to_text).filter(|tag| seen.insert(tag.clone())).collect();
        let decode = decode(names);
        let guard = match union.rule {
            Rule::Tag(_) => {
                union.tests.iter().find(|test| test.variant == at).map(|test| all(&test.when, Among::Alone))
            }
            Rule::JsonType | Rule::Keys | Rule::Sibling(_) | Rule::Undecided => None,
        };
        let guard = guard.map(|guard| quote!(if #guard));
        (!tags.is_empty()).then(|| quote!(Some(#(#tags)|*) #guard => #decode,))
    });
    shared.into_iter().chain(arms).collect()
}

fn unknown(tag: &TokenStream) -> TokenStream {
    quote!(values::UnknownVariant::of(#tag, value).map(Self::Unknown))
}

/// The variant of a group that knows most of the properties present. Variants that nothing tells apart stay raw.
fn by_most_known(group: &Group, names: &[VariantNames]) -> TokenStream {
    if let ([only], None) = (group.candidates.as_slice(), group.open)
        && only.expected.is_empty()
        && group.shared.is_empty()
    {
        return decode(&names[only.variant]);
    }
    let shared = &group.shared;
    let unknown = unknown(&quote!(None));
    let tables = group.candidates.iter().map(|candidate| {
        let expected = candidate.expected.iter().map(expected);
        quote!(&[#(#expected),*])
    });
    let arms = group.candidates.iter().enumerate().map(|(index, candidate)| {
        let decode = decode(&names[candidate.variant]);
        let decode = if candidate.indistinct { quote!(#unknown) } else { decode };
        quote!(Some(#index) => #decode,)
    });
    let rest = match group.open.filter(|_| !group.open_indistinct) {
        Some(open) => {
            let decode = decode(&names[open]);
            quote!(_ if value.kind() == json::Kind::Object => #decode,)
        }
        None => TokenStream::new(),
    };
    quote! {
        match value.most_known(&[#(#shared),*], &[#(#tables),*]) {
            #(#arms)*
            #rest
            _ => #unknown,
        }
    }
}

fn expected(expected: &Expected) -> TokenStream {
    let Expected { path, required, constant, kinds, values } = expected;
    let kinds: BTreeSet<Kind> =
        kinds.iter().map(|kind| if *kind == Kind::Integer { Kind::Number } else { *kind }).collect();
    let kinds = kinds.into_iter().map(pattern);
    let make = if *required { quote!(required) } else { quote!(optional) };
    let values: Vec<String> = values.iter().map(Scalar::to_text).collect();
    let values = match (values.as_slice(), constant) {
        ([], _) => TokenStream::new(),
        (_, true) => quote!(.constant(&[#(#values),*])),
        (_, false) => quote!(.listed(&[#(#values),*])),
    };
    quote!(json::Expected::#make(&[#(#path),*], &[#(#kinds),*])#values)
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

fn by_kind(paths: &Paths<'_>, union: &Union, names: &[VariantNames]) -> TokenStream {
    let of = |kind: Kind| {
        union.variants.iter().zip(names).find(|(variant, _)| variant.kinds.contains(&kind)).map(|(_, names)| names)
    };
    let (integer, number) = (of(Kind::Integer), of(Kind::Number));
    let mut arms = Vec::new();
    let mut others = Vec::new();
    let mut guarded = false;
    for kind in KINDS {
        let pattern = pattern(kind);
        match (kind, of(kind)) {
            (Kind::Integer, Some(names)) if number.is_some_and(|number| number.ident != names.ident) => {
                let decode = decode(names);
                arms.push(quote!(#pattern if value.is_integer() && value.as_i64().is_some() => #decode,));
            }
            // Alone it takes every whole number, `5.0` too.
            (Kind::Integer, Some(names)) if number.is_none() => {
                let (decode, is_whole) = (decode(names), is_whole(paths, union));
                arms.push(quote!(#pattern if #is_whole => #decode,));
                others.push(pattern);
            }
            (Kind::Integer, _) => {}
            (Kind::Number, None) if integer.is_some() => {}
            (Kind::Object, Some(names)) => {
                let decode = decode(names);
                let guard = union.tests.iter().find(|test| union.variants[test.variant].kinds.contains(&kind));
                let guard = guard.map(|test| all(&test.when, Among::Alone));
                let guard = guard.inspect(|_| guarded = true).map(|guard| quote!(if #guard));
                arms.push(quote!(#pattern #guard => #decode,));
            }
            (_, Some(names)) => {
                let decode = decode(names);
                arms.push(quote!(#pattern => #decode,));
            }
            (_, None) => others.push(pattern),
        }
    }
    let unknown = unknown(&quote!(None));
    let contradicted = guarded.then(|| pattern(Kind::Object));
    let others: Vec<TokenStream> = others.into_iter().chain(contradicted).collect();
    let unknown = (!others.is_empty()).then(|| quote!(#(#others)|* => #unknown,));
    quote! {
        match value.kind() {
            #(#arms)*
            #unknown
        }
    }
}

/// Whether a number is one that the variant of whole numbers holds.
fn is_whole(paths: &Paths<'_>, union: &Union) -> TokenStream {
    let unsigned = union.variants.iter().any(|variant| *paths.resolve(&variant.ty) == Ty::Unsigned);
    if unsigned { quote!(value.as_u64().is_some()) } else { quote!(value.as_i64().is_some()) }
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
    let group = union.group(None).map(|group| by_most_known(group, names));
    let last = last.or(group).unwrap_or_else(|| unknown(&quote!(None)));
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
        Condition::Allows(path, scalars) => {
            let texts = scalars.iter().map(Scalar::to_text);
            quote!(value.allows(&[#(#path),*], &[#(#texts),*]))
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

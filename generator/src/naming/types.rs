//! Names of declared types and id types.

use super::candidates::{Case, Cases};
use super::ident::Ident;
use super::methods;
use super::overrides::Overrides;
use super::place::Place;
use super::qualified::Qualifiers;
use super::reserved;
use super::scope::{Claim, Scope};
use super::segments::Words;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, NameSource, Shape, Ty, TypeDecl};
use crate::source::support::pointer;
use std::collections::{BTreeMap, BTreeSet};

/// Names every declared type, in the order of the ids.
pub(super) fn name_types(
    api: &Api,
    operations: &[methods::MethodCandidates],
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Ident> {
    let (components, schema) = (Cases::of(self::components(api)), &Words::of("schema"));
    let qualifiers = Qualifiers::of(self::components(api));
    let ids = api.operations.iter().map(|operation| operation.id.as_str());
    let mut stems: BTreeMap<&str, &Words> = ids.zip(operations.iter().map(|one| &one.stem)).collect();
    let short = shortest(api, &qualifiers);
    stems.extend(short.iter().map(|(name, words)| (*name, words)));
    let claims = api.types.iter().map(|decl| match overrides.get(keys(decl)) {
        Some(name) => claim(decl).rule(|| name.to_owned()),
        None => candidates(decl, &stems, (&components, &qualifiers), schema),
    });
    Scope::reserving(reserved::PRELUDE.iter().copied()).resolve(claims.collect(), diagnostics)
}

/// Names the id types that the model or the decisions mention; they live in a module of their own.
pub(super) fn name_ids(api: &Api, decided: &[&str], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Ident> {
    let mut ids: BTreeSet<&str> = decided.iter().copied().collect();
    api.for_each_ty(&mut |ty| {
        if let Ty::Id(id) = ty {
            ids.insert(id);
        }
    });
    let digit = &Words::of("id");
    let claims = ids.iter().map(|id| {
        let claim = Claim::new(format!("the id type `{id}`"), "", *id);
        claim.rule(|| (*id).to_owned()).spelled(id, Case::Camel, digit)
    });
    let idents = Scope::reserving(reserved::PRELUDE.iter().copied()).resolve(claims.collect(), diagnostics);
    ids.into_iter().map(str::to_owned).zip(idents).collect()
}

/// How `sdk.yaml` may refer to a type.
pub(super) fn keys(decl: &TypeDecl) -> Vec<String> {
    let name_source = match &decl.name_source {
        NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => Some(name.clone()),
        NameSource::Position(_) => None,
    };
    let pointers = decl.also.iter().chain([&decl.origin.pointer]);
    name_source.into_iter().chain(pointers.flat_map(|pointer| [pointer.clone(), format!("#{pointer}")])).collect()
}

fn claim<'n>(decl: &TypeDecl) -> Claim<'n> {
    let (what, at) = match &decl.name_source {
        NameSource::Component(name) => (format!("schema `{name}`"), name.clone()),
        NameSource::Title(title) => (format!("the schema titled `{title}`"), decl.origin.pointer.clone()),
        NameSource::Position(words) => (format!("the schema of `{}`", words.join(".")), decl.origin.pointer.clone()),
        NameSource::Decided(name) => (format!("`{name}`"), decl.origin.pointer.clone()),
    };
    Claim::new(what, &decl.origin.pointer, at)
}

fn candidates<'n>(
    decl: &'n TypeDecl,
    stems: &'n BTreeMap<&str, &Words>,
    (all, qualifiers): (&Cases<'_>, &Qualifiers<'_>),
    schema: &'n Words,
) -> Claim<'n> {
    let camel = move |words: &Words| Case::Camel.write(words, schema);
    let claim = claim(decl);
    match &decl.name_source {
        NameSource::Decided(name) => claim.rule(|| name.clone()).rule(move || camel(&Words::of(name))),
        NameSource::Component(name) => qualifiers
            .shorter(name)
            .into_iter()
            // What has no package has the name before what has one.
            .fold(claim, |claim, short| claim.at_least(1).rule(move || camel(&Words::of(&short))))
            .spelled(name, Case::Camel, schema)
            .if_reserved(move || camel(&Words::of(name).then(schema)))
            .or_case(name, all, Case::Camel, schema),
        NameSource::Title(title) => claim
            .rank(4)
            .spelled(title, Case::Camel, schema)
            .if_reserved(move || camel(&Words::of(title).then(schema)))
            .rule(move || camel(&Words::of(title).then(&shape_word(decl))))
            .otherwise(move || camel(&place_words(&decl.origin.pointer))),
        NameSource::Position(segments) => {
            let place = Place::new(segments, stems);
            let words = move || place.words();
            let around = move || place.around();
            let last = || Words::of_all(segments.last().map(String::as_str));
            // Without a tag this is no name, and so no candidate.
            let tagged = move |words: Words| tag_words(decl).map(|tag| camel(&words.then(&tag))).unwrap_or_default();
            claim
                .rank(5)
                .rule(move || place.short(1, 0, &camel))
                .if_reserved(move || camel(&words().then(schema)))
                .rule(move || tagged(around()))
                .rule(move || tagged(words()))
                .rule(move || place.short(1, 1, &camel))
                .rule(move || place.short(2, 0, &camel))
                .rule(move || place.short(1, 2, &camel))
                .rule(move || camel(&words()))
                .rule(move || camel(&words().then(&shape_word(decl))))
                .rule(move || camel(&Words::of_all(segments.iter().map(String::as_str))))
                .otherwise(move || camel(&last().then(&Words::of("of")).then(&around())))
                .otherwise(move || camel(&place_words(&decl.origin.pointer)))
        }
    }
}

/// What the types in a component with a package are called after: its name without the package, where no other has it.
fn shortest<'a>(api: &'a Api, qualifiers: &Qualifiers<'_>) -> BTreeMap<&'a str, Words> {
    let short = |name| qualifiers.shorter(name).first().map(|short| Words::of(short));
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for name in components(api) {
        *uses.entry(short(name).unwrap_or_else(|| Words::of(name)).upper_camel()).or_default() += 1;
    }
    let named = components(api).filter_map(|name| Some((name, short(name)?)));
    named.filter(|(_, words)| uses[&words.upper_camel()] == 1).collect()
}

/// The names of all components.
fn components(api: &Api) -> impl Iterator<Item = &str> {
    api.types.iter().filter_map(|decl| match &decl.name_source {
        NameSource::Component(name) => Some(name.as_str()),
        NameSource::Title(_) | NameSource::Position(_) | NameSource::Decided(_) => None,
    })
}

/// The words of an object's constants, by which variants of a union are distinguished.
fn tag_words(decl: &TypeDecl) -> Option<Words> {
    let Shape::Object(object) = &decl.shape else { return None };
    let constants = object.fields.iter().filter_map(|field| field.fixed()?.as_str());
    let words = Words::of_all(constants);
    (!words.is_empty()).then_some(words)
}

/// The words of a pointer that the document chose: no keywords, no indexes, no media types.
fn place_words(pointer: &str) -> Words {
    let tokens: Vec<String> = pointer::segments(pointer).collect();
    let named = |index: usize| {
        let around = index.checked_sub(1).map(|before| tokens[before].as_str());
        matches!(around, Some("properties" | "schemas" | "paths" | "patternProperties" | "$defs" | "responses"))
    };
    let chosen = tokens.iter().enumerate().filter(|(index, token)| named(*index) || !is_keyword(token));
    Words::of_all(chosen.map(|(_, token)| token.as_str()))
}

fn is_keyword(token: &str) -> bool {
    let media_type = token.contains('/') && !token.starts_with('/');
    let index = token.bytes().all(|byte| byte.is_ascii_digit());
    let keyword = [
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "responses",
        "requestBody",
        "allOf",
        "anyOf",
        "oneOf",
        "items",
        "additionalProperties",
        "patternProperties",
        "parameters",
        "$defs",
    ];
    media_type || index || keyword.contains(&token)
}

fn shape_word(decl: &TypeDecl) -> Words {
    Words::of(match &decl.shape {
        Shape::Object(_) => "object",
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::Alias(_) => "alias",
    })
}

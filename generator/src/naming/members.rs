//! Names of what a type consists of: fields and their setters, values, variants and their accessors.

use super::candidates::{Case, Cases};
use super::ident::Ident;
use super::overrides::Overrides;
use super::reserved;
use super::scope::{Claim, Scope};
use super::segments::Words;
use super::template_names;
use super::types::keys;
use crate::diagnostic::Diagnostic;
use crate::model::{Additional, Api, Enumeration, Field, Object, Scalar, Shape, Ty, TypeDecl, Union, Variant};
use std::collections::{BTreeMap, BTreeSet};

/// Names of a type's members, as its shape has them.
#[derive(Clone, Debug)]
pub enum Members {
    /// One entry per [`Object::fields`].
    Fields(Vec<FieldNames>),
    /// One entry per [`Enumeration::values`].
    Values(Vec<Ident>),
    /// One entry per [`Union::variants`], and accessors of properties that all variants know, by wire name.
    Variants(Vec<VariantNames>, BTreeMap<String, Ident>),
    /// An alias has none.
    None,
}

/// Names of a property.
#[derive(Clone, Debug)]
pub struct FieldNames {
    /// The field; of a property with a constant value, the associated constant.
    pub ident: Ident,
    /// The method that sets it.
    pub setter: Ident,
    /// Of a map: the method that sets it as a whole, while the setter adds a pair.
    pub whole: Ident,
}

/// Names of a variant.
#[derive(Clone, Debug)]
pub struct VariantNames {
    /// The variant.
    pub ident: Ident,
    /// The method that gives its value if the union is of that variant.
    pub accessor: Ident,
}

/// Names the members of one type.
pub(super) fn name_members(
    api: &Api,
    decl: &TypeDecl,
    ident: &Ident,
    overrides: &Overrides<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Members {
    let keys = keys(decl).into_iter().chain([ident.unraw().to_owned()]).collect();
    let owner = Owner { decl, ident, overrides, keys };
    match &decl.shape {
        Shape::Object(object) => Members::Fields(fields(&owner, object, diagnostics)),
        Shape::Enum(enumeration) => Members::Values(values(&owner, enumeration, diagnostics)),
        Shape::Union(union) => variants(api, &owner, union, diagnostics),
        Shape::Alias(_) => Members::None,
    }
}

/// The type whose members are named.
struct Owner<'a, 'o> {
    decl: &'a TypeDecl,
    ident: &'a Ident,
    overrides: &'a Overrides<'o>,
    /// How `sdk.yaml` may refer to it, the best first.
    keys: Vec<String>,
}

impl Owner<'_, '_> {
    /// The name decided for a member, and how a decision would refer to it.
    fn decided(&self, separator: char, member: &str) -> (Option<&str>, String) {
        let at = format!("{}{separator}{member}", self.keys[0]);
        (self.overrides.get(self.keys.iter().map(|key| format!("{key}{separator}{member}"))), at)
    }

    /// The same for a member that may be referred to by any of several names.
    fn decided_of(&self, separator: char, members: &[String]) -> (Option<&str>, String) {
        let mut decided = members.iter().map(|member| self.decided(separator, member));
        let first = decided.next().expect("a member is called something");
        if first.0.is_some() { first } else { (decided.find_map(|(name, _)| name), first.1) }
    }

    fn words(&self) -> Words {
        Words::of(self.ident.unraw())
    }
}

fn fields<'f>(owner: &Owner<'_, '_>, object: &'f Object, diagnostics: &mut Vec<Diagnostic>) -> Vec<FieldNames> {
    let (digit, property) = (&Words::of("value"), &Words::of("property"));
    let cases = Cases::of(object.fields.iter().map(|field| field.wire.as_str()));
    let claim = |field: &'f Field, case: Case| {
        let (decided, at) = owner.decided('.', &field.wire);
        let claim = Claim::new(format!("property `{}` of `{}`", field.wire, owner.ident), &field.origin.pointer, at);
        match decided {
            Some(name) => claim.rule(|| name.to_owned()),
            None => claim
                .spelled(&field.wire, case, digit)
                .if_reserved(move || case.write(&Words::of(&field.wire).then(property), digit))
                .or_case(&field.wire, &cases, case, digit),
        }
    };
    let (constants, plain): (Vec<_>, Vec<_>) = object.fields.iter().partition(|field| field.fixed().is_some());
    let constant_claims = constants.iter().map(|field| claim(field, Case::Screaming)).collect();
    let constant_idents = Scope::default().resolve(constant_claims, diagnostics);

    let mut scope = Scope::reserving(template_names::FIELDS.iter().copied());
    if let Additional::Typed(_) = object.additional {
        scope.reserve(reserved::ADDITIONAL);
    }
    let idents = scope.resolve(plain.iter().map(|field| claim(field, Case::Snake)).collect(), diagnostics);
    let mut methods = Scope::reserving(template_names::CONSTRUCTORS.iter().chain(reserved::MODEL).copied());
    if owner.decl.usage.received {
        methods.reserve(reserved::EXAMPLE);
    }
    let setters = idents.iter().zip(&plain).map(|(ident, field)| {
        let claim = Claim::new(format!("the setter of `{}`", field.wire), &field.origin.pointer, &*field.wire);
        claim.rule(|| ident.unraw().to_owned()).if_reserved(|| format!("with_{}", ident.unraw()))
    });
    let setters = methods.resolve(setters.collect(), diagnostics);
    let wholes = idents.iter().zip(&plain).map(|(ident, field)| {
        let claim = Claim::new(format!("the setter of all of `{}`", field.wire), &field.origin.pointer, &*field.wire);
        let name = ident.unraw();
        claim
            .rule(move || format!("{name}_map"))
            .if_reserved(move || format!("{name}_whole"))
            .if_reserved(move || format!("with_all_{name}"))
    });
    let wholes = methods.resolve(wholes.collect(), diagnostics);

    let mut constant_idents = constant_idents.into_iter();
    let mut plain_names = idents.into_iter().zip(setters).zip(wholes);
    let name = |field: &Field| match field.fixed() {
        Some(_) => {
            let ident = constant_idents.next().expect("one name per constant was made above");
            FieldNames { setter: ident.clone(), whole: ident.clone(), ident }
        }
        None => {
            let ((ident, setter), whole) = plain_names.next().expect("one name per field was made above");
            FieldNames { ident, setter, whole }
        }
    };
    object.fields.iter().map(name).collect()
}

fn values(owner: &Owner<'_, '_>, enumeration: &Enumeration, diagnostics: &mut Vec<Diagnostic>) -> Vec<Ident> {
    let digit = &digit_words(owner);
    let texts: Vec<String> = enumeration.values.iter().map(scalar_text).collect();
    let orders = sort_orders(&texts);
    let cases = Cases::of(texts.iter().map(String::as_str));
    let claims = texts.iter().enumerate().map(|(index, text)| {
        let (decided, at) = owner.decided('=', text);
        let claim = Claim::new(format!("value `{text}` of `{}`", owner.ident), &owner.decl.origin.pointer, at);
        let proposed = enumeration.value_names.get(index).and_then(Option::as_deref);
        let claim = match (decided, proposed, orders.contains(text.as_str())) {
            (Some(name), _, _) => return claim.rule(|| name.to_owned()),
            (None, Some(name), _) => claim.spelled(name, Case::Camel, digit),
            (None, None, true) => claim.rule(|| Case::Camel.write(&Words::of(text).then(&Words::of("desc")), digit)),
            (None, None, false) => claim,
        };
        claim
            .spelled(text, Case::Camel, digit)
            .if_reserved(|| Case::Camel.write(&Words::of(text).then(digit), digit))
            .or_case(text, &cases, Case::Camel, digit)
    });
    let text = enumeration.text.and_then(|format| format.facts().beside_values);
    let reserved = template_names::VALUES.iter().copied().chain(["Self"]).chain(text);
    Scope::reserving(reserved).resolve(claims.collect(), diagnostics)
}

/// What goes before a variant that would begin with a digit: the last word of the type's name.
fn digit_words(owner: &Owner<'_, '_>) -> Words {
    let last = owner.words().last();
    if last.is_empty() { Words::of("value") } else { last }
}

/// The values that are descending sort orders: `-name`, in an enum where any such value has its `name` too.
fn sort_orders(texts: &[String]) -> BTreeSet<&str> {
    let descending: BTreeSet<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| {
            text.strip_prefix('-').is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        })
        .collect();
    let known: BTreeSet<&str> = texts.iter().map(|text| text.strip_prefix('+').unwrap_or(text)).collect();
    let paired = descending.iter().any(|text| known.contains(&text[1..]));
    if paired { descending } else { BTreeSet::new() }
}

fn variants(api: &Api, owner: &Owner<'_, '_>, union: &Union, diagnostics: &mut Vec<Diagnostic>) -> Members {
    let (digit, own) = (&digit_words(owner), &owner.words());
    let camel = |words: &Words| Case::Camel.write(words, digit);
    let cases = Cases::of(union.variants.iter().flat_map(|variant| variant.name_hints.first()).map(String::as_str));
    let hints: Vec<Vec<String>> = union.variants.iter().map(|variant| name_hints(api, variant)).collect();
    let claims = hints.iter().enumerate().map(|(index, hints)| {
        let (decided, at) = owner.decided_of('=', hints);
        let what = format!("variant `{}` of `{}`", hints[0], owner.ident);
        let claim = Claim::new(what, &owner.decl.origin.pointer, at);
        if let Some(name) = decided {
            return claim.rule(|| name.to_owned());
        }
        let claim = hints.iter().fold(claim, |claim, name| {
            claim.rule(move || camel(&Words::of(name).without_words_of(own))).rule(move || camel(&Words::of(name)))
        });
        let claim = claim.if_reserved(move || camel(&Words::of(&hints[0]).then(digit)));
        let claim = claim.or_case(&hints[0], &cases, Case::Camel, digit);
        claim.otherwise(move || camel(&Words::of(&format!("variant {index}"))))
    });
    let idents = Scope::reserving(template_names::VARIANTS.iter().copied().chain(["Self"]))
        .resolve(claims.collect(), diagnostics);

    let mut methods = Scope::reserving(template_names::UNION_METHODS.iter().chain(reserved::UNION).copied());
    let accessors = idents.iter().map(|ident| {
        let claim = Claim::new(format!("the accessor of `{ident}`"), &owner.decl.origin.pointer, ident.unraw());
        claim.rule(|| format!("as_{}", Words::of(ident.unraw()).snake()))
    });
    let accessors = methods.resolve(accessors.collect(), diagnostics);
    let (shared, value) = (shared_properties(api, union), &Words::of("value"));
    let claims = shared.iter().map(|wire| {
        let claim = Claim::new(format!("the accessor of `{wire}`"), &owner.decl.origin.pointer, *wire);
        let property = || format!("{}_property", Case::Snake.write(&Words::of(wire), value));
        claim.spelled(wire, Case::Snake, value).if_reserved(property)
    });
    let shared_idents = methods.resolve(claims.collect(), diagnostics);
    let shared = shared.into_iter().map(str::to_owned).zip(shared_idents).collect();
    let variants = idents.into_iter().zip(accessors).map(|(ident, accessor)| VariantNames { ident, accessor });
    Members::Variants(variants.collect(), shared)
}

/// What a variant may be called, the best first; never empty.
fn name_hints(api: &Api, variant: &Variant) -> Vec<String> {
    let mut hints: Vec<String> = variant.name_hints.iter().filter(|name| !name.trim().is_empty()).cloned().collect();
    hints.push(describe(api, &variant.ty));
    hints
}

/// The words for a type that has no name of its own.
fn describe(api: &Api, ty: &Ty) -> String {
    match ty {
        Ty::Any => "any".to_owned(),
        Ty::Null => "null".to_owned(),
        Ty::Boolean => "boolean".to_owned(),
        Ty::Integer | Ty::Unsigned => "integer".to_owned(),
        Ty::Number | Ty::IntegerOrNumber => "number".to_owned(),
        Ty::String(format) => format.facts().words.to_owned(),
        Ty::Id(name) => name.clone(),
        Ty::List(item) => format!("{} list", describe(api, item)),
        Ty::Tuple(items) => format!("tuple {}", items.len()),
        Ty::Map(value) => format!("{} map", describe(api, value)),
        Ty::OneOrMany(item) => format!("{} one or many", describe(api, item)),
        Ty::Nullable(inner) => describe(api, inner),
        Ty::Named(id) => match &api.ty(*id).name_source {
            crate::model::NameSource::Component(name)
            | crate::model::NameSource::Title(name)
            | crate::model::NameSource::Decided(name) => name.clone(),
            crate::model::NameSource::Position(words) => words.join(" "),
        },
    }
}

/// Wire names of the properties that every variant knows, where all variants are objects.
fn shared_properties<'a>(api: &'a Api, union: &Union) -> BTreeSet<&'a str> {
    let mut shared: Option<BTreeSet<&str>> = None;
    for variant in &union.variants {
        let Ty::Named(id) = api.resolve(&variant.ty) else { return BTreeSet::new() };
        let Shape::Object(object) = &api.ty(*id).shape else { return BTreeSet::new() };
        let plain = object.fields.iter().filter(|field| field.fixed().is_none());
        let wires: BTreeSet<&str> = plain.map(|field| field.wire.as_str()).collect();
        shared = Some(match shared {
            Some(known) => known.intersection(&wires).copied().collect(),
            None => wires,
        });
    }
    shared.unwrap_or_default()
}

fn scalar_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
    }
}

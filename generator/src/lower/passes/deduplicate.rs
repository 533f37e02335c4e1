//! Equal inline types become one: the same values under the same property name, the same union or object at
//! places that end in the same word.

use crate::lower::Lowering;
use crate::lower::inline_name::plain;
use crate::lower::operation::Lowered;
use crate::model::{Additional, Constraints, NameSource, Shape, Ty, TypeId, Webhook};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

impl Lowering<'_> {
    /// Shares equal inline types, until no two are left.
    pub(in crate::lower) fn share(&mut self, operations: &mut [Lowered<'_>], webhooks: &mut [Webhook]) {
        let mut merged: BTreeMap<TypeId, BTreeSet<TypeId>> = BTreeMap::new();
        // A type that is mentioned somewhere stays reachable when nothing refers to it any more.
        let mut gone: BTreeSet<TypeId> = BTreeSet::new();
        loop {
            let live = self.live(operations, webhooks);
            let mut first: BTreeMap<(String, String), TypeId> = BTreeMap::new();
            let mut replaced: BTreeMap<TypeId, TypeId> = BTreeMap::new();
            for id in live.difference(&gone).copied() {
                let Some(place) = self.place_key(id) else { continue };
                let held = *first.entry((place, self.form(id))).or_insert(id);
                if held != id {
                    replaced.insert(id, held);
                    let others = merged.remove(&id).unwrap_or_default();
                    let group = merged.entry(held).or_default();
                    group.insert(id);
                    group.extend(others);
                }
            }
            if replaced.is_empty() {
                break;
            }
            gone.extend(replaced.keys());
            let mut rewrite = |ty: &mut Ty| {
                *ty = std::mem::replace(ty, Ty::Any).map(&mut |ty| match ty {
                    Ty::Named(id) => Ty::Named(replaced.get(&id).copied().unwrap_or(id)),
                    ty => ty,
                });
            };
            self.types.iter_mut().for_each(|decl| decl.shape.each_ty_mut(&mut rewrite));
            operations.iter_mut().for_each(|lowered| lowered.operation.each_ty_mut(&mut rewrite));
            webhooks.iter_mut().for_each(|webhook| rewrite(&mut webhook.payload));
        }
        for (id, others) in &merged {
            let pointers = others.iter().map(|other| self.decl(*other).origin.pointer.clone()).collect();
            self.types[*id].also = pointers;
        }
        self.name_shared(&merged);
    }

    /// A type that several places share is called by the words most of them end in, if nothing else is called so.
    fn name_shared(&mut self, merged: &BTreeMap<TypeId, BTreeSet<TypeId>>) {
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for decl in self.types.iter() {
            if let NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) = &decl.name_source
            {
                *uses.entry(plain(name)).or_default() += 1;
            }
        }
        let mut shared: Vec<(TypeId, Vec<String>)> = Vec::new();
        for (id, others) in merged {
            let places: Vec<Vec<String>> = others.iter().chain([id]).filter_map(|id| self.position(*id)).collect();
            let parents: BTreeSet<&[String]> = places.iter().map(|words| &words[..words.len() - 1]).collect();
            if parents.len() < 2 {
                continue;
            }
            let mut count: BTreeMap<Vec<String>, usize> = BTreeMap::new();
            for words in &places {
                *count.entry(own_words(words)).or_default() += 1;
            }
            let most = count.into_iter().max_by_key(|(words, count)| (*count, std::cmp::Reverse(words.clone())));
            let Some((tail, _)) = most.filter(|(tail, _)| !tail.iter().any(|word| is_role(word))) else { continue };
            *uses.entry(plain(&tail.concat())).or_default() += 1;
            shared.push((*id, tail));
        }
        for (id, words) in shared {
            if uses[&plain(&words.concat())] == 1 {
                self.types[id].name_source = NameSource::Position(words);
            }
        }
    }

    /// What two places have to share for their types to be one: the last word, unless the type is nothing but a
    /// choice between types that have names of their own or none at all.
    fn place_key(&self, id: TypeId) -> Option<String> {
        match (&self.decl(id).name_source, &self.decl(id).shape) {
            (NameSource::Component(_) | NameSource::Decided(_), _) => None,
            (NameSource::Title(title), _) => Some(title.clone()),
            (NameSource::Position(_), Shape::Union(union)) if self.types.draft(id).discriminator.is_none() => {
                let named = union.variants.iter().all(|variant| {
                    variant
                        .ty
                        .named()
                        .iter()
                        .all(|part| matches!(self.decl(*part).name_source, NameSource::Component(_)))
                });
                let words = self.position(id).unwrap_or_default();
                Some(if named { String::new() } else { own_words(&words).concat() })
            }
            (NameSource::Position(words), _) => Some(own_words(words).concat()),
        }
    }

    fn position(&self, id: TypeId) -> Option<Vec<String>> {
        match &self.decl(id).name_source {
            NameSource::Position(words) => Some(words.clone()),
            NameSource::Component(_) | NameSource::Title(_) | NameSource::Decided(_) => None,
        }
    }

    /// What two types have in common if they are equal.
    fn form(&self, id: TypeId) -> String {
        let mut form = String::new();
        let written = match &self.decl(id).shape {
            Shape::Object(object) => object
                .fields
                .iter()
                .try_for_each(|field| {
                    write!(form, "{:?}", (&field.wire, &field.ty, field.presence, &field.constant, &field.default))?;
                    // A format without a type of its own makes no type.
                    let Constraints { limits, example, format: _ } = &field.constraints;
                    write!(form, "{:?}", (field.read_only, field.write_only, field.deprecated, limits, example))
                })
                .and_then(|()| match &object.additional {
                    Additional::Unsaid | Additional::Forbidden => write!(form, "{:?}", object.additional),
                    Additional::Typed(ty) => write!(form, "+{ty:?}"),
                }),
            Shape::Enum(enumeration) => write!(form, "{:?}", (&enumeration.values, enumeration.text)),
            Shape::Union(union) => {
                let types: Vec<&Ty> = union.variants.iter().map(|variant| &variant.ty).collect();
                let tags: Vec<_> = union.variants.iter().map(|variant| &variant.tags).collect();
                write!(form, "{:?}", (types, tags, &union.rule, &union.tests, &union.groups, union.otherwise))
            }
            Shape::Alias(ty) => write!(form, "={ty:?}"),
        };
        written.expect("writing to a string does not fail");
        form
    }

    /// Types that operations and webhooks reach, in order.
    fn live(&self, operations: &mut [Lowered<'_>], webhooks: &[Webhook]) -> BTreeSet<TypeId> {
        let mut open: Vec<TypeId> = webhooks.iter().flat_map(|webhook| webhook.payload.named()).collect();
        if operations.is_empty() && webhooks.is_empty() {
            open.extend(self.types.referenced());
        }
        for lowered in operations {
            lowered.operation.each_ty_mut(&mut |ty| open.extend(ty.named()));
            open.extend(&lowered.operation.references);
        }
        let mut live = BTreeSet::new();
        while let Some(id) = open.pop() {
            if live.insert(id) {
                open.extend(self.decl(id).parts());
                open.extend(&self.decl(id).references);
            }
        }
        live
    }
}

/// The last word of a place with the words that only say "one of them".
fn own_words(words: &[String]) -> Vec<String> {
    let element = |word: &String| word == "item" || word == "value";
    let tail = words.iter().rev().take_while(|word| element(word)).count();
    words[words.len().saturating_sub(tail + 1)..].to_vec()
}

/// Whether a word says what a type is for and nothing of what it is.
fn is_role(word: &str) -> bool {
    matches!(word, "request" | "response" | "error" | "payload")
}

//! Equal inline types become one: the same values under the same property name, the same union or object at
//! places that end in the same word.

use super::Lowering;
use super::operation::Lowered;
use super::words::plain;
use crate::model::{Additional, Called, Shape, Ty, TypeId, Webhook};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

impl Lowering<'_> {
    /// Shares equal inline types, until no two are left.
    pub(super) fn share(&mut self, operations: &mut [Lowered<'_>], webhooks: &mut [Webhook]) {
        let mut merged: BTreeMap<TypeId, BTreeSet<TypeId>> = BTreeMap::new();
        loop {
            let live = self.live(operations, webhooks);
            let mut first: BTreeMap<(String, String), TypeId> = BTreeMap::new();
            let mut replaced: BTreeMap<TypeId, TypeId> = BTreeMap::new();
            for id in live {
                let Some(word) = self.last_word(id) else { continue };
                let held = *first.entry((word, self.form(id))).or_insert(id);
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
        self.name_shared(&merged);
    }

    /// A type that several places share is called by the word they share, if nothing else is called so.
    fn name_shared(&mut self, merged: &BTreeMap<TypeId, BTreeSet<TypeId>>) {
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for decl in &self.types {
            if let Called::Component(name) | Called::Title(name) | Called::Decided(name) = &decl.called {
                *taken.entry(plain(name)).or_default() += 1;
            }
        }
        let parent = |lowering: &Self, id: TypeId| match &lowering.decl(id).called {
            Called::Position(words) if words.len() > 1 => Some(words[..words.len() - 1].to_vec()),
            Called::Position(_) | Called::Component(_) | Called::Title(_) | Called::Decided(_) => None,
        };
        let mut shared: Vec<(TypeId, Vec<String>)> = Vec::new();
        for (id, others) in merged {
            let parents: BTreeSet<_> = others.iter().chain([id]).filter_map(|id| parent(self, *id)).collect();
            if let Called::Position(words) = &self.decl(*id).called
                && parents.len() > 1
            {
                let tail = own_words(words);
                *taken.entry(plain(&tail.concat())).or_default() += 1;
                shared.push((*id, tail));
            }
        }
        for (id, words) in shared {
            if taken[&plain(&words.concat())] == 1 {
                self.types[id.0 as usize].called = Called::Position(words);
            }
        }
    }

    fn last_word(&self, id: TypeId) -> Option<String> {
        match &self.decl(id).called {
            Called::Component(_) => None,
            Called::Title(title) => Some(title.clone()),
            Called::Decided(_) => None,
            Called::Position(words) => Some(own_words(words).concat()),
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
                    write!(form, "{:?}", (field.read_only, field.write_only, field.deprecated, &field.constraints))
                })
                .and_then(|()| match &object.additional {
                    Additional::Unsaid | Additional::Forbidden => write!(form, "{:?}", object.additional),
                    Additional::Typed(ty) => write!(form, "+{ty:?}"),
                }),
            Shape::Enum(enumeration) => write!(form, "{:?}", enumeration.values),
            Shape::Union(union) => {
                let types: Vec<&Ty> = union.variants.iter().map(|variant| &variant.ty).collect();
                let tags: Vec<_> = union.variants.iter().map(|variant| &variant.tags).collect();
                write!(form, "{:?}", (types, tags, &union.rule, &union.tests))
            }
            Shape::Alias(ty) => write!(form, "={ty:?}"),
        };
        written.expect("writing to a string does not fail");
        form
    }

    /// Types that operations and webhooks reach, in order.
    fn live(&self, operations: &mut [Lowered<'_>], webhooks: &[Webhook]) -> BTreeSet<TypeId> {
        let mut open: Vec<TypeId> = webhooks.iter().flat_map(|webhook| webhook.payload.named()).collect();
        for lowered in operations {
            lowered.operation.each_ty_mut(&mut |ty| open.extend(ty.named()));
            open.extend(&lowered.operation.mentions);
        }
        let mut live = BTreeSet::new();
        while let Some(id) = open.pop() {
            if live.insert(id) {
                open.extend(self.decl(id).parts());
                open.extend(&self.decl(id).mentions);
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

//! Inline schemas that come up within themselves, or again and again: each is one type, and there is an end to it.

use super::TypeUse;
use super::keywords::{Keywords, SchemaRef};
use crate::lower::document::Node;
use crate::lower::inline_name::{InlineName, of_pointer};
use crate::lower::{Draft, Lowering};
use crate::model::{NameSource, Shape, Ty, TypeDecl, TypeId};
use std::collections::BTreeMap;

/// So many combinations of schemas are made into types and not more: where members of several `allOf` refer to each
/// other, their number can be exponential.
const MERGES: usize = 4_000;

/// So often an inline schema is lowered anew for a component that takes it in, for which something of it may be left
/// out; then it is the same type for all others. Where each schema takes in the next one twice, their number doubles with
/// every level.
const REPEATS: usize = 32;

/// What keeps inline schemas that come up within themselves, or very often, from being lowered without end.
#[derive(Debug)]
pub(in crate::lower) struct InlineSchemas {
    /// Combinations of schemas with the type they are, once it is known.
    merges: BTreeMap<Vec<String>, (TypeId, Option<TypeUse>)>,
    /// Schemas that are being lowered, by pointer, with the type they are if they came up within themselves.
    open: BTreeMap<String, Option<TypeId>>,
    /// Schemas that came up within themselves, by pointer, with what they are.
    closed: BTreeMap<String, TypeUse>,
    /// Schemas that other components take in, by pointer, with how often they were lowered for one.
    inherited: BTreeMap<String, usize>,
    /// How deep the schema that is being lowered stands in others.
    pub(super) depth: usize,
    /// How often the schema that is being lowered comes up: choices around it, multiplied.
    pub(super) combinations: usize,
}

impl Default for InlineSchemas {
    fn default() -> Self {
        Self {
            merges: BTreeMap::new(),
            open: BTreeMap::new(),
            closed: BTreeMap::new(),
            inherited: BTreeMap::new(),
            depth: 0,
            combinations: 1,
        }
    }
}

impl<'a> Lowering<'a> {
    /// The type of an inline schema that stands in the document. One that comes up within itself, which takes an
    /// `allOf` with a type around it, is one type wherever it comes up, named after where it stands.
    pub(super) fn at(&mut self, pointer: &str, keywords: Keywords<'a>, words: &InlineName) -> TypeUse {
        if let Some(used) = self.inline.closed.get(pointer) {
            return used.clone();
        }
        if let Some(open) = self.inline.open.get(pointer) {
            let id = open.unwrap_or_else(|| {
                self.types.add(TypeDecl::new(pointer, words.name_source(), Shape::Alias(Ty::Any)), Draft::default())
            });
            self.inline.open.insert(pointer.to_owned(), Some(id));
            return TypeUse::of(Ty::Named(id));
        }
        self.inline.open.insert(pointer.to_owned(), None);
        let used = self.inline(keywords, words);
        if let Some(id) = self.inline.open.remove(pointer).flatten() {
            self.types[id].shape = Shape::Alias(used.ty.clone());
            self.types[id].nullable = used.nullable;
            if let Ty::Named(own) = used.ty
                && matches!(self.types[own].name_source, NameSource::Position(_))
            {
                self.types[own].name_source = NameSource::Position(of_pointer(pointer));
            }
            self.inline.closed.insert(pointer.to_owned(), used.clone());
        } else if self.is_inherited(pointer) {
            let times = self.inline.inherited.entry(pointer.to_owned()).or_default();
            *times += 1;
            if *times >= REPEATS {
                self.inline.closed.insert(pointer.to_owned(), used.clone());
            }
        }
        used
    }

    /// Whether a schema stands in another component than the one that is being filled in, which takes it in.
    fn is_inherited(&self, pointer: &str) -> bool {
        match &self.filling {
            Some(component) => !pointer.starts_with(component),
            None => pointer.starts_with("/components/"),
        }
    }

    /// The type of several schemas at once. The same ones come up again where two types that refer to themselves
    /// are merged: what is being merged already is referred to.
    pub(super) fn merged(&mut self, parts: Vec<SchemaRef<'a>>, words: &InlineName) -> TypeUse {
        let Some(key) = key(&parts) else { return self.merge_now(parts, words) };
        if let Some((id, done)) = self.inline.merges.get(&key) {
            return done.clone().unwrap_or_else(|| TypeUse::of(Ty::Named(*id)));
        }
        let at = key.first().cloned().unwrap_or_default();
        if self.inline.merges.len() >= MERGES {
            self.too_many_combinations(at.trim_start_matches('#'));
            return TypeUse::of(Ty::Any);
        }
        let id = self.types.add(TypeDecl::new(&at, words.name_source(), Shape::Alias(Ty::Any)), Draft::default());
        self.inline.merges.insert(key.clone(), (id, None));
        let used = self.merge_now(parts, words);
        self.types[id].shape = Shape::Alias(used.ty.clone());
        self.types[id].nullable = used.nullable;
        self.inline.merges.insert(key, (id, Some(used.clone())));
        used
    }
}

/// What tells a combination of schemas from others, if all of them stand in the document.
fn key(parts: &[SchemaRef<'_>]) -> Option<Vec<String>> {
    let mut key = Vec::new();
    for part in parts {
        match part {
            SchemaRef::Located(_, Node::Reference(reference)) => key.push((*reference).to_owned()),
            SchemaRef::Located(pointer, Node::Schema(_)) => key.push(pointer.clone()),
            SchemaRef::AllOf(parts) => key.extend(self::key(parts)?),
            SchemaRef::Merged(_) => return None,
        }
    }
    key.sort_unstable();
    key.dedup();
    Some(key)
}

//! Unions that are among their own variants, straight or through other unions: `A = B | x`, `B = A | y`. A value of either
//! is an `x` or a `y`, so both are one union of these variants. Behind this, whoever looks through unions comes to an end.

use crate::lower::Lowering;
use crate::model::{Shape, Ty, TypeId, Union, Variant, cycles};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a union is without those that lead back to it.
#[derive(Default)]
struct Flat {
    variants: Vec<Variant>,
    sources: Vec<Option<String>>,
    nullable: bool,
}

impl Lowering<'_> {
    /// Makes one union of those that lead back to each other, with the variants of all of them; the others stand for it.
    /// With a copy of the variants each, a document of a thousand such unions would become a million variants. Cycles of
    /// aliases are broken before.
    pub(super) fn flatten_union_cycles(&mut self) {
        let components = cycles::components(self.types.len(), &|id| self.unions_in(id));
        let leads_back = |from: TypeId, to: TypeId| components[from.0 as usize] == components[to.0 as usize];
        let is_cyclic = |id: &TypeId| self.unions_in(*id).into_iter().any(|inner| leads_back(inner, *id));
        let mut cyclic: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
        for id in self.types.ids().filter(is_cyclic) {
            cyclic.entry(components[id.0 as usize]).or_default().push(id);
        }
        for members in cyclic.into_values() {
            let Some(&whole) = members.iter().max_by_key(|id| self.says_most(**id)) else { continue };
            let flat = self.flat(whole, &leads_back);
            self.types[whole].nullable |= flat.nullable;
            // Of a union of nothing but itself nothing is known, as of an alias that leads back to itself.
            self.types[whole].shape = match flat.variants {
                variants if variants.is_empty() => Shape::Alias(Ty::Any),
                variants => Shape::Union(Union::undecided(variants)),
            };
            self.types.draft_mut(whole).sources = flat.sources;
            for other in members.into_iter().filter(|other| *other != whole) {
                self.types[other].shape = Shape::Alias(Ty::Named(whole));
                self.types.draft_mut(other).sources.clear();
            }
        }
    }

    /// Which of several equal unions to keep: one that `sdk.yaml` decides, that has a discriminator, that has a name, that
    /// comes first.
    fn says_most(&self, id: TypeId) -> (bool, bool, bool, Reverse<TypeId>) {
        (self.is_decided(id), self.types.draft(id).discriminator.is_some(), !self.is_inline(id), Reverse(id))
    }

    /// The unions among the variants of a type.
    fn unions_in(&self, id: TypeId) -> Vec<TypeId> {
        match &self.decl(id).shape {
            Shape::Union(union) => union.variants.iter().filter_map(|variant| self.union_id(&variant.ty)).collect(),
            Shape::Object(_) | Shape::Enum(_) | Shape::Alias(_) => Vec::new(),
        }
    }

    fn union_id(&self, ty: &Ty) -> Option<TypeId> {
        match self.without_null(ty) {
            Ty::Named(id) if matches!(self.decl(id).shape, Shape::Union(_)) => Some(id),
            _ => None,
        }
    }

    /// The variants of a union; those that lead back to it stand for theirs.
    fn flat(&self, start: TypeId, leads_back: &dyn Fn(TypeId, TypeId) -> bool) -> Flat {
        let mut flat = Flat::default();
        let mut seen = BTreeSet::from([start]);
        // The next to look at is at the end, so that variants keep the document's order.
        let mut open = self.branches(start);
        while let Some((variant, source)) = open.pop() {
            match self.union_id(&variant.ty).filter(|inner| leads_back(*inner, start)) {
                Some(inner) => {
                    flat.nullable |= self.decl(inner).nullable || matches!(self.resolve(&variant.ty), Ty::Nullable(_));
                    if seen.insert(inner) {
                        open.extend(self.branches(inner));
                    }
                }
                None => {
                    flat.variants.push(variant);
                    flat.sources.push(source);
                }
            }
        }
        flat
    }

    /// The variants of a union and where each is from, the first at the end.
    fn branches(&self, id: TypeId) -> Vec<(Variant, Option<String>)> {
        let Shape::Union(union) = &self.decl(id).shape else { return Vec::new() };
        let sources = &self.types.draft(id).sources;
        let branch = |(at, variant): (usize, &Variant)| (variant.clone(), sources.get(at).cloned().flatten());
        union.variants.iter().enumerate().rev().map(branch).collect()
    }
}

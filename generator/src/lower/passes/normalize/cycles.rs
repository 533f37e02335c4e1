//! Unions that are among their own variants, straight or through other unions: `A = B | x`, `B = A | y`. A value of either
//! is an `x` or a `y`, so both get these variants. Behind this, whoever looks through unions comes to an end.

use crate::lower::Lowering;
use crate::model::{Shape, Ty, TypeId, Union, Variant, cycles};
use std::collections::BTreeSet;

/// What a union is without those that lead back to it.
#[derive(Default)]
struct Flat {
    variants: Vec<Variant>,
    sources: Vec<Option<String>>,
    nullable: bool,
}

impl Lowering<'_> {
    /// Gives each union that leads back to itself the variants of all unions on the way. Cycles of aliases are broken before.
    pub(super) fn flatten_union_cycles(&mut self) {
        let components = cycles::components(self.types.len(), &|id| self.unions_in(id));
        let leads_back = |from: TypeId, to: TypeId| components[from.0 as usize] == components[to.0 as usize];
        let is_cyclic = |id: &TypeId| self.unions_in(*id).into_iter().any(|inner| leads_back(inner, *id));
        let cyclic: Vec<TypeId> = self.types.ids().filter(is_cyclic).collect();
        let flat: Vec<Flat> = cyclic.iter().map(|id| self.flat(*id, &leads_back)).collect();
        for (id, flat) in cyclic.into_iter().zip(flat) {
            self.types[id].nullable |= flat.nullable;
            // Of a union of nothing but itself nothing is known, as of an alias that leads back to itself.
            self.types[id].shape = match flat.variants {
                variants if variants.is_empty() => Shape::Alias(Ty::Any),
                variants => Shape::Union(Union::undecided(variants)),
            };
            self.types.draft_mut(id).sources = flat.sources;
        }
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

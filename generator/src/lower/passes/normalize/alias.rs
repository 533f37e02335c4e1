//! Aliases: what leads back to itself ends in any value, and aliases without a name go.

use crate::lower::Lowering;
use crate::lower::operation::Lowered;
use crate::lower::schema::nullable;
use crate::model::{Shape, Ty, TypeId, Webhook, cycles};

impl Lowering<'_> {
    /// An alias may not contain itself, not even through a list: there it stands for any value.
    pub(super) fn break_alias_cycles(&mut self) {
        let is_alias = |id: TypeId| matches!(self.decl(id).shape, Shape::Alias(_));
        let closing = cycles::closing(self.types.len(), &is_alias, &|id| match &self.decl(id).shape {
            Shape::Alias(ty) => ty.named(),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => Vec::new(),
        });
        for (start, _) in &closing {
            let Shape::Alias(ty) = &self.decl(*start).shape else { continue };
            let ty = ty.clone().map(&mut |ty| match ty {
                Ty::Named(id) if closing.contains(&(*start, id)) => Ty::Any,
                ty => ty,
            });
            self.types[*start].shape = Shape::Alias(ty);
        }
    }

    /// Replaces inline aliases by what they stand for.
    pub(super) fn inline_aliases(&mut self, operations: &mut [Lowered<'_>], webhooks: &mut [Webhook]) {
        self.break_alias_cycles();
        let targets: Vec<Option<Ty>> = self
            .types
            .ids()
            .map(|id| match (&self.decl(id).shape, self.is_inline(id)) {
                (Shape::Alias(ty), true) if self.decl(id).nullable => Some(nullable(ty.clone())),
                (Shape::Alias(ty), true) => Some(ty.clone()),
                _ => None,
            })
            .collect();
        let replace = |ty: &mut Ty| *ty = expand(std::mem::replace(ty, Ty::Any), &targets);
        self.types.iter_mut().for_each(|decl| decl.shape.each_ty_mut(&mut { replace }));
        for lowered in operations {
            lowered.operation.each_ty_mut(&mut { replace });
        }
        webhooks.iter_mut().for_each(|webhook| replace(&mut webhook.payload));
    }
}

/// Ends because aliases do not contain themselves.
fn expand(ty: Ty, targets: &[Option<Ty>]) -> Ty {
    ty.map(&mut |ty| match &ty {
        Ty::Named(id) => match &targets[id.0 as usize] {
            Some(target) => expand(target.clone(), targets),
            None => ty,
        },
        _ => ty,
    })
}

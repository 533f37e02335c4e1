//! Null: where a declaration allows it, every use of it does.

use crate::lower::Lowering;
use crate::lower::operation::Lowered;
use crate::lower::operation::parameter::without_null;
use crate::lower::schema::nullable;
use crate::model::{Additional, Presence, Shape, Ty, TypeId, Webhook};
use std::collections::BTreeMap;

impl Lowering<'_> {
    pub(super) fn move_nullability_to_uses(&mut self, operations: &mut [Lowered<'_>], webhooks: &mut [Webhook]) {
        self.spread();
        let flags: Vec<bool> = self.types.iter().map(|decl| decl.nullable).collect();
        let wrap = |ty: Ty| {
            ty.map(&mut |ty| match ty {
                Ty::Named(id) if flags[id.0 as usize] => nullable(ty),
                Ty::Nullable(inner) if matches!(*inner, Ty::Nullable(_)) => *inner,
                ty => ty,
            })
        };
        let take = |ty: &mut Ty| wrap(std::mem::replace(ty, Ty::Any));
        for decl in self.types.iter_mut() {
            match &mut decl.shape {
                Shape::Object(object) => {
                    for field in &mut object.fields {
                        let (ty, null) = split(take(&mut field.ty));
                        field.ty = ty;
                        field.presence =
                            Presence::of(field.presence.is_required(), null || field.presence.is_nullable());
                    }
                    if let Additional::Typed(ty) = &mut object.additional {
                        *ty = take(ty);
                    }
                }
                Shape::Enum(_) => {}
                // The null of a variant is the null of the union.
                Shape::Union(union) => {
                    for variant in &mut union.variants {
                        variant.ty = split(take(&mut variant.ty)).0;
                    }
                }
                Shape::Alias(ty) => *ty = split(take(ty)).0,
            }
        }
        for lowered in operations {
            lowered.operation.each_ty_mut(&mut |ty| *ty = take(ty));
            for parameter in &mut lowered.operation.parameters {
                parameter.ty = without_null(std::mem::replace(&mut parameter.ty, Ty::Any));
            }
        }
        webhooks.iter_mut().for_each(|webhook| webhook.payload = take(&mut webhook.payload));
    }

    /// Makes aliases and unions nullable whose target or variant is.
    fn spread(&mut self) {
        let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        let mut open: Vec<TypeId> = Vec::new();
        for id in self.types.ids() {
            let parts = match &self.decl(id).shape {
                Shape::Alias(ty) => vec![ty],
                Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
                Shape::Object(_) | Shape::Enum(_) => Vec::new(),
            };
            let is_null = parts.iter().any(|ty| matches!(ty, Ty::Nullable(_)));
            for part in parts {
                if let Ty::Named(part) = part {
                    users.entry(*part).or_default().push(id);
                }
            }
            if is_null || self.decl(id).nullable {
                open.push(id);
            }
        }
        while let Some(id) = open.pop() {
            self.types[id].nullable = true;
            open.extend(users.remove(&id).unwrap_or_default());
        }
    }
}

fn split(ty: Ty) -> (Ty, bool) {
    match ty {
        Ty::Nullable(inner) => (*inner, true),
        ty => (ty, false),
    }
}

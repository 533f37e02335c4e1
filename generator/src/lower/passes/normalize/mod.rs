//! Resolves types once all of them are known: unions that are none become what they are, null moves from
//! declarations to where they are used, names that stand for nothing go.

mod alias;
mod cycles;
mod nullability;
mod same;
mod simplify;

use crate::lower::Lowering;
use crate::lower::operation::Lowered;
use crate::model::{NameSource, Shape, Ty, TypeId, Webhook};

impl Lowering<'_> {
    /// Resolves all types, and what operations and webhooks make of them.
    pub(in crate::lower) fn normalize(&mut self, operations: &mut [Lowered<'_>], webhooks: &mut [Webhook]) {
        self.break_alias_cycles();
        self.flatten_union_cycles();
        self.simplify_unions();
        self.inline_aliases(operations, webhooks);
        self.move_nullability_to_uses(operations, webhooks);
        self.propagate_constants();
    }

    /// What an alias stands for in the end; any other type itself.
    pub(in crate::lower) fn resolve(&self, ty: &Ty) -> Ty {
        let mut ty = ty.clone();
        // Cycles are broken, and no chain is longer than the list.
        for _ in 0..=self.types.len() {
            match ty {
                Ty::Named(id) => match &self.decl(id).shape {
                    Shape::Alias(inner) => ty = inner.clone(),
                    Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => return ty,
                },
                other => return other,
            }
        }
        Ty::Any
    }

    pub(in crate::lower) fn decl(&self, id: TypeId) -> &crate::model::TypeDecl {
        &self.types[id]
    }

    /// Whether a type has no name in the document, so that it can be replaced by what it is.
    pub(in crate::lower) fn is_inline(&self, id: TypeId) -> bool {
        match self.decl(id).name_source {
            NameSource::Component(_) | NameSource::Decided(_) => false,
            NameSource::Title(_) | NameSource::Position(_) => true,
        }
    }

    /// The component or title a type is called by.
    pub(in crate::lower) fn name_of(&self, ty: &Ty) -> Option<String> {
        match ty {
            Ty::Named(id) => match &self.decl(*id).name_source {
                NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => Some(name.clone()),
                NameSource::Position(_) => None,
            },
            Ty::List(inner) | Ty::Nullable(inner) => self.name_of(inner),
            _ => None,
        }
    }

    /// The properties of an object type with their types.
    pub(in crate::lower) fn properties_of(&self, ty: &Ty) -> Vec<(String, Ty)> {
        match self.resolve(ty) {
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(object) => {
                    object.fields.iter().map(|field| (field.wire.clone(), field.ty.clone())).collect()
                }
                Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// A property whose component allows one value only is a constant.
    fn propagate_constants(&mut self) {
        let constants: Vec<Option<serde_json::Value>> =
            self.types.drafts().map(|draft| draft.constant.clone()).collect();
        for decl in self.types.iter_mut() {
            let Shape::Object(object) = &mut decl.shape else { continue };
            for field in &mut object.fields {
                if let Ty::Named(id) = field.ty
                    && field.constant.is_none()
                    && !field.presence.is_nullable()
                {
                    field.constant.clone_from(&constants[id.0 as usize]);
                }
            }
        }
    }
}

//! Where values of a type stand: conversions, and checks of what may be null, are code to compile, and made only where they
//! can be of use.

use super::field::Access;
use crate::model::{Api, Output, Shape, Ty, TypeId};
use std::collections::BTreeSet;

/// The types that are accepted inside of something else.
#[derive(Debug, Default)]
pub struct Conversions {
    patches: BTreeSet<TypeId>,
    one_or_many: BTreeSet<TypeId>,
    nullable: BTreeSet<TypeId>,
    answers: BTreeSet<TypeId>,
}

/// Where one type is conversions.
#[derive(Clone, Copy, Debug)]
pub struct ConversionTargets {
    /// In a field of three states.
    pub in_patch: bool,
    /// Where one value may be given or a list.
    pub in_one_or_many: bool,
    /// Where there may be null in place of the value.
    pub or_null: bool,
    /// As the whole answer of an operation.
    pub is_answer: bool,
}

impl Conversions {
    /// What all types and operations of an API take.
    pub fn new(api: &Api) -> Self {
        let mut conversions = Self::default();
        api.for_each_ty(&mut |ty| match ty {
            Ty::OneOrMany(item) => conversions.one_or_many.extend(declared(api, item)),
            Ty::Nullable(inner) => conversions.nullable.extend(declared(api, inner)),
            _ => {}
        });
        for operation in &api.operations {
            if let Output::Json(ty) | Output::OptionalJson(ty) = &operation.output {
                let ty = if let Ty::Nullable(inner) = api.resolve(ty) { inner } else { ty };
                conversions.answers.extend(declared(api, ty));
            }
        }
        for decl in &api.types {
            if let Shape::Object(object) = &decl.shape {
                let patches = object.fields.iter().filter(|field| Access::of(field, decl) == Access::Patch);
                conversions.patches.extend(patches.filter_map(|field| declared(api, &field.ty)));
                let nullable = object.fields.iter().filter(|field| field.presence.is_nullable());
                conversions.nullable.extend(nullable.filter_map(|field| declared(api, &field.ty)));
            }
        }
        conversions
    }

    /// Where values of a type are conversions.
    pub fn of(&self, id: TypeId) -> ConversionTargets {
        ConversionTargets {
            in_patch: self.patches.contains(&id),
            in_one_or_many: self.one_or_many.contains(&id),
            or_null: self.nullable.contains(&id),
            is_answer: self.answers.contains(&id),
        }
    }
}

/// The type that a reference leads to through its aliases, if it is a declared one.
fn declared(api: &Api, ty: &Ty) -> Option<TypeId> {
    let Ty::Named(id) = api.resolve(ty) else { return None };
    Some(*id)
}

//! Types that contain themselves: which fields need a box, so that a value has an end.
//!
//! Lists and maps hold their elements behind a pointer, and so do the object variants of a union. What is
//! left are chains of objects through plain fields, tuples and aliases.

use crate::model::{Additional, Api, Shape, Ty, TypeId};
use std::collections::BTreeSet;

/// Marks types that can contain themselves, and the fields that need a box.
pub(super) fn mark(api: &mut Api) {
    let ids: Vec<TypeId> = api.type_ids().map(|(id, _)| id).collect();
    for id in &ids {
        let recursive = reaches(*id, *id, &|id| api.ty(id).parts());
        api.types[id.0 as usize].usage.recursive = recursive;
    }
    for id in ids {
        if !api.ty(id).usage.recursive {
            continue;
        }
        let Shape::Object(object) = &api.ty(id).shape else { continue };
        // A box placed earlier breaks every chain through it, so each is placed only where one is left.
        for at in 0..object.fields.len() {
            let back = {
                let Shape::Object(object) = &api.ty(id).shape else { continue };
                inline(&object.fields[at].ty)
                    .into_iter()
                    .any(|next| next == id || reaches(next, id, &|id| held(api, id)))
            };
            if let Shape::Object(object) = &mut api.types[id.0 as usize].shape {
                object.fields[at].boxed = back;
            }
        }
    }
}

/// Whether a type leads to another by at least one step.
fn reaches(from: TypeId, to: TypeId, next: &dyn Fn(TypeId) -> Vec<TypeId>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = next(from);
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            open.extend(next(id));
        }
    }
    false
}

/// The declared types that a value of a type holds in itself.
fn held(api: &Api, id: TypeId) -> Vec<TypeId> {
    match &api.ty(id).shape {
        Shape::Object(object) => {
            let fields = object.fields.iter().filter(|field| !field.boxed && field.constant.is_none());
            let mut found: Vec<TypeId> = fields.flat_map(|field| inline(&field.ty)).collect();
            match &object.additional {
                Additional::Unsaid | Additional::Forbidden | Additional::Typed(_) => {}
            }
            found.dedup();
            found
        }
        Shape::Enum(_) => Vec::new(),
        // Objects are boxed in a union; other unions and tuples are not.
        Shape::Union(union) => {
            let variants = union.variants.iter().flat_map(|variant| inline(&variant.ty));
            variants.filter(|id| !matches!(api.ty(*id).shape, Shape::Object(_))).collect()
        }
        Shape::Alias(ty) => inline(ty),
    }
}

/// The declared types in a type that no list or map stands between.
fn inline(ty: &Ty) -> Vec<TypeId> {
    match ty {
        Ty::Named(id) => vec![*id],
        Ty::Nullable(inner) | Ty::OneOrMany(inner) => inline(inner),
        Ty::Tuple(items) => items.iter().flat_map(inline).collect(),
        Ty::List(_) | Ty::Map(_) => Vec::new(),
        Ty::Any
        | Ty::Null
        | Ty::Boolean
        | Ty::Integer
        | Ty::Number
        | Ty::IntegerOrNumber
        | Ty::String(_)
        | Ty::Id(_) => Vec::new(),
    }
}

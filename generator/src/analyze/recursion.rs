//! Types that contain themselves: which fields need a box, so that a value has an end.
//!
//! Lists and maps hold their elements behind a pointer, and so do the object variants of a union. What is
//! left are chains of objects through plain fields, tuples and aliases.

use crate::model::cycles;
use crate::model::{Additional, Api, Shape, Ty, TypeId};

/// Marks types that can contain themselves, and the fields that need a box.
pub(super) fn mark(api: &mut Api) {
    let ids: Vec<TypeId> = api.type_ids().map(|(id, _)| id).collect();
    let sizes = cycles::sizes(ids.len(), &|id| api.ty(id).parts());
    for id in &ids {
        let recursive = sizes[id.0 as usize] > 1 || api.ty(*id).parts().contains(id);
        api.types[id.0 as usize].usage.recursive = recursive;
    }
    // A box breaks every chain through it, so each is placed only where one is left.
    let is_object = |id: TypeId| matches!(api.ty(id).shape, Shape::Object(_));
    let closing = cycles::closing(ids.len(), &is_object, &|id| held(api, id));
    for id in ids {
        let Shape::Object(object) = &mut api.types[id.0 as usize].shape else { continue };
        for field in &mut object.fields {
            field.boxed = inline(&field.ty).into_iter().any(|next| closing.contains(&(id, next)));
        }
    }
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
        | Ty::Unsigned
        | Ty::Number
        | Ty::IntegerOrNumber
        | Ty::String(_)
        | Ty::Id(_) => Vec::new(),
    }
}

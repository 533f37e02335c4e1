//! What can be derived for a type: a fact about all it contains.

use super::users;
use crate::model::{Api, Presence, Shape, Traits, Ty, TypeId};
use std::collections::VecDeque;

/// Marks every type. Begins with everything and takes away until nothing changes, so that types that contain
/// themselves keep what nothing speaks against.
pub(super) fn mark(api: &mut Api) {
    let all = Traits { eq: true, hash: true, copy: true, default: true };
    api.types.iter_mut().for_each(|decl| decl.traits = all);
    let users = users(api);
    // One after the other, each once however many of its parts have changed: a union of many is looked at when all of
    // them are known, and not for each of them.
    let mut open: VecDeque<TypeId> = api.type_ids().map(|(id, _)| id).collect();
    let mut is_open = vec![true; api.types.len()];
    while let Some(id) = open.pop_front() {
        is_open[id.0 as usize] = false;
        let traits = of_shape(api, &api.ty(id).shape);
        let decl = &mut api.types[id.0 as usize];
        if decl.traits != traits {
            decl.traits = traits;
            for user in &users[id.0 as usize] {
                if !std::mem::replace(&mut is_open[user.0 as usize], true) {
                    open.push_back(*user);
                }
            }
        }
    }
}

fn of_shape(api: &Api, shape: &Shape) -> Traits {
    match shape {
        // What an object does not know is kept as JSON, whose numbers are compared by their text.
        Shape::Object(object) => {
            let parts = shape.parts().into_iter().map(|ty| of(api, ty));
            let all = parts.fold(Traits { eq: true, hash: true, copy: false, default: true }, and);
            let optional = object.fields.iter().all(|field| match field.presence {
                Presence::Required => field.constant.is_some(),
                Presence::Nullable | Presence::Optional | Presence::OptionalNullable => true,
            });
            Traits { copy: false, default: optional, ..all }
        }
        // Unknown values are kept.
        Shape::Enum(_) => Traits { eq: true, hash: true, copy: false, default: false },
        Shape::Union(_) => {
            let parts = shape.parts().into_iter().map(|ty| of(api, ty));
            let all = parts.fold(Traits { eq: true, hash: true, copy: false, default: false }, and);
            Traits { copy: false, default: false, ..all }
        }
        Shape::Alias(ty) => of(api, ty),
    }
}

fn of(api: &Api, ty: &Ty) -> Traits {
    let owned = Traits { eq: true, hash: true, copy: false, default: false };
    match ty {
        Ty::Any => Traits { eq: false, hash: false, ..owned },
        Ty::Null => Traits { eq: true, hash: true, copy: true, default: true },
        Ty::Boolean | Ty::Integer | Ty::Unsigned => Traits { copy: true, ..owned },
        Ty::Number | Ty::IntegerOrNumber => Traits { eq: false, hash: false, copy: true, default: false },
        Ty::String(_) | Ty::Id(_) => owned,
        Ty::List(inner) | Ty::Map(inner) => Traits { copy: false, default: true, ..of(api, inner) },
        Ty::Tuple(items) => items.iter().map(|item| of(api, item)).fold(Traits { copy: true, ..owned }, and),
        Ty::OneOrMany(inner) => Traits { copy: false, default: false, ..of(api, inner) },
        Ty::Nullable(inner) => Traits { default: true, ..of(api, inner) },
        Ty::Named(id) => api.ty(*id).traits,
    }
}

fn and(a: Traits, b: Traits) -> Traits {
    Traits { eq: a.eq && b.eq, hash: a.hash && b.hash, copy: a.copy && b.copy, default: a.default && b.default }
}

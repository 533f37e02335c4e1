//! Types that require themselves: objects of which no value has an end.
//!
//! A category that must have its parent category, and that one its own, can neither be sent nor received. What such a document
//! means is that the chain ends somewhere: the property that closes it may be absent.

use super::cycles::Components;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, Field, Presence, Shape, Ty, TypeId};

/// Makes properties optional until every type has a value.
pub(super) fn end(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<TypeId> = api.type_ids().map(|(id, _)| id).collect();
    let mut required = Components::new(ids.len(), &|id| requires(api, id));
    for id in ids {
        if required.size(id) < 2 && !requires(api, id).contains(&id) {
            continue;
        }
        let Shape::Object(object) = &api.ty(id).shape else { continue };
        // A property that was made optional before ends every chain through it, so each is only where one is left.
        for at in 0..object.fields.len() {
            let Shape::Object(object) = &mut api.types[id.0 as usize].shape else { continue };
            let needs = needs(&object.fields[at]);
            let leads_back = needs.iter().any(|next| *next != id && required.are_connected(*next, id));
            if !leads_back && !needs.contains(&id) {
                continue;
            }
            object.fields[at].presence = Presence::Optional;
            diagnostics.push(report(&object.fields[at]));
            required.split(id, &|id| requires(api, id));
        }
    }
}

fn report(field: &Field) -> Diagnostic {
    Diagnostic::new(Code::RequiresItself, format!("`{}` is required, and leads to its own object again", field.wire))
        .at(field.origin.pointer.clone())
        .note("no value of it has an end, so it is read and sent as one that may be absent")
        .help("take it out of `required`, or let it be null")
}

/// The types of which every value of a type has one.
fn requires(api: &Api, id: TypeId) -> Vec<TypeId> {
    match &api.ty(id).shape {
        Shape::Object(object) => object.fields.iter().flat_map(needs).collect(),
        Shape::Alias(ty) => directly(ty),
        // A variant can be one that is not known.
        Shape::Enum(_) | Shape::Union(_) => Vec::new(),
    }
}

fn needs(field: &Field) -> Vec<TypeId> {
    let is_needed = field.presence == Presence::Required && field.fixed().is_none();
    if is_needed { directly(&field.ty) } else { Vec::new() }
}

fn directly(ty: &Ty) -> Vec<TypeId> {
    match ty {
        Ty::Named(id) => vec![*id],
        Ty::Tuple(items) => items.iter().flat_map(directly).collect(),
        // Null and the empty list have an end.
        Ty::Nullable(_) | Ty::OneOrMany(_) | Ty::List(_) | Ty::Map(_) => Vec::new(),
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

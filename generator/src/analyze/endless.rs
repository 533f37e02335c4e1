//! Types that require themselves: objects of which no value has an end.
//!
//! A category that must have its parent category, and that one its own, can neither be sent nor received. What such a document
//! means is that the chain ends somewhere: the property that closes it may be absent.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::cycles;
use crate::model::{Api, Field, Presence, Shape, Ty, TypeId};

/// Makes properties optional until every type has a value.
pub(super) fn end(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let ids: Vec<TypeId> = api.type_ids().map(|(id, _)| id).collect();
    // A property that is made optional ends every chain through it, so each is only where one is left.
    let is_object = |id: TypeId| matches!(api.ty(id).shape, Shape::Object(_));
    let closing = cycles::closing(ids.len(), &is_object, &|id| requires(api, id));
    for id in ids {
        let Shape::Object(object) = &mut api.types[id.0 as usize].shape else { continue };
        for field in &mut object.fields {
            if needs(field).into_iter().any(|next| closing.contains(&(id, next))) {
                field.presence = Presence::Optional;
                diagnostics.push(report(field));
            }
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

//! Required properties of requests that allow one value only: they become constants, which no caller gives.
//!
//! In what is received such a property stays an open enumeration, because a server may one day send another value.

use crate::model::{Api, Field, Presence, Scalar, Shape, Ty};

/// Turns one-value enumerations into constants in types that are only sent. Whether there were any.
pub(super) fn mark(api: &mut Api) -> bool {
    let mut found = Vec::new();
    for (index, decl) in api.types.iter().enumerate() {
        let Shape::Object(object) = &decl.shape else { continue };
        if !decl.usage.sent || decl.usage.received {
            continue;
        }
        let fixed =
            object.fields.iter().enumerate().filter_map(|(at, field)| Some((index, at, only_value(api, field)?)));
        found.extend(fixed);
    }
    let any = !found.is_empty();
    for (index, at, (value, inline)) in found {
        let Shape::Object(object) = &mut api.types[index].shape else { unreachable!("it was an object just now") };
        object.fields[at].constant = Some(value.into());
        if inline {
            object.fields[at].ty = Ty::String(crate::model::Format::Plain);
        }
    }
    any
}

/// The one value of a required property, and whether its enumeration is written in place.
fn only_value(api: &Api, field: &Field) -> Option<(String, bool)> {
    let Ty::Named(id) = field.ty else { return None };
    if field.presence != Presence::Required || field.constant.is_some() {
        return None;
    }
    let decl = api.ty(id);
    let Shape::Enum(enumeration) = &decl.shape else { return None };
    match enumeration.values.as_slice() {
        [Scalar::String(value)] if enumeration.text.is_none() => Some((value.clone(), decl.component().is_none())),
        _ => None,
    }
}

//! Which properties a constructor asks for, in which order, and whether they need names.

use crate::model::{Api, Field, Object, Presence, Ty};
use crate::naming::FieldNames;

/// More arguments than this are given in a struct: in a longer list a reader cannot see which is which.
const MOST_ARGUMENTS: usize = 3;

/// The properties that a new value requires, in the order of the document's `required` list.
pub fn arguments<'a>(object: &'a Object, names: &'a [FieldNames]) -> Vec<(&'a Field, &'a FieldNames)> {
    let mut arguments: Vec<_> = object.fields.iter().zip(names).filter(|(field, _)| is_argument(field)).collect();
    // What a decision made required is not in the list and comes last.
    let position = |field: &Field| object.required.iter().position(|wire| *wire == field.wire).unwrap_or(usize::MAX);
    arguments.sort_by_key(|(field, _)| position(field));
    arguments
}

/// Whether a constructor asks for this property.
pub fn is_argument(field: &Field) -> bool {
    let present = match field.presence {
        Presence::Required | Presence::Nullable => true,
        Presence::Optional | Presence::OptionalNullable => false,
    };
    present && !field.read_only && field.fixed().is_none() && field.ty != Ty::Null
}

/// Whether the values are given one by one: they are few, and the compiler notices when two of them are swapped.
pub fn is_positional(api: &Api, arguments: &[(&Field, &FieldNames)]) -> bool {
    let alike = arguments
        .iter()
        .enumerate()
        .any(|(index, (field, _))| arguments[..index].iter().any(|(other, _)| is_alike(api, &field.ty, &other.ty)));
    arguments.len() <= MOST_ARGUMENTS && !alike
}

/// Whether arguments of the two types accept the same values.
fn is_alike(api: &Api, a: &Ty, b: &Ty) -> bool {
    match (api.resolve(a), api.resolve(b)) {
        (Ty::String(a), Ty::String(b)) => a == b || (a.facts().takes_any_text && b.facts().takes_any_text),
        (Ty::Integer, Ty::Unsigned) | (Ty::Unsigned, Ty::Integer) => true,
        (a, b) => a == b,
    }
}

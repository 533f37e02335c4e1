//! Whole numbers that are only received, and of which the document says that they begin at zero and end nowhere: they are
//! read without a sign, so that those beyond what has one are not lost.
//!
//! What is sent keeps its sign: nobody sends such numbers, and the numbers that callers have come from types that are
//! sent and received.

use crate::model::{Api, Field, Limit, Shape, Ty};

/// Takes the sign from such numbers.
pub(super) fn mark(api: &mut Api) {
    for decl in api.types.iter_mut().filter(|decl| decl.usage.received && !decl.usage.sent) {
        if let Shape::Object(object) = &mut decl.shape {
            object.fields.iter_mut().filter(|field| is_endless(field)).for_each(|field| field.ty = Ty::Unsigned);
        }
    }
}

fn is_endless(field: &Field) -> bool {
    let limits = &field.constraints.limits;
    let from_zero =
        |limit: &Limit| matches!(limit, Limit::AtLeast(least) if least.parse::<i64>().is_ok_and(|least| least >= 0));
    let ends = |limit: &Limit| match limit {
        Limit::AtMost(_) => true,
        Limit::Bound(words) => words.starts_with("less than"),
        Limit::AtLeast(_) | Limit::Pattern(_) => false,
    };
    field.ty == Ty::Integer
        && field.constant.is_none()
        && field.constraints.format.is_none()
        && limits.iter().any(from_zero)
        && !limits.iter().any(ends)
}

//! What a decision makes of a type: it changes the text in it, wherever that is.

use super::Change;
use crate::lower::Lowering;
use crate::model::{Format, Shape, Ty};

impl Lowering<'_> {
    /// The type after a change. None if there is nothing in it to change.
    pub(super) fn change(&self, ty: &Ty, change: &Change) -> Option<Ty> {
        match ty {
            Ty::List(inner) => Some(Ty::List(self.change(inner, change)?.into())),
            Ty::Map(inner) => Some(Ty::Map(self.change(inner, change)?.into())),
            Ty::OneOrMany(inner) => Some(Ty::OneOrMany(self.change(inner, change)?.into())),
            Ty::Nullable(inner) => Some(Ty::Nullable(self.change(inner, change)?.into())),
            Ty::Tuple(_) | Ty::Null => None,
            Ty::Named(_) => match self.resolve(ty) {
                Ty::Named(id) => match &self.decl(id).shape {
                    // A choice of text and numbers is what a decimal number comes as.
                    Shape::Union(union) => {
                        let scalars = union.variants.iter().all(|variant| is_scalar(&self.resolve(&variant.ty)));
                        (scalars && takes_numbers(change)).then(|| changed(change))
                    }
                    Shape::Object(_) | Shape::Enum(_) | Shape::Alias(_) => match change {
                        Change::Ty(Ty::Any) => Some(Ty::Any),
                        Change::Ty(_) | Change::Format(_) | Change::Id(_) => None,
                    },
                },
                resolved => self.change(&resolved, change),
            },
            Ty::Any | Ty::String(_) | Ty::Id(_) => Some(changed(change)),
            Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber => match change {
                change if takes_numbers(change) => Some(changed(change)),
                Change::Format(_) | Change::Ty(_) | Change::Id(_) => None,
            },
        }
    }
}

/// Whether a change makes something of numbers too: names and secrets are text.
fn takes_numbers(change: &Change) -> bool {
    match change {
        Change::Format(format) => *format != Format::Secret,
        Change::Ty(_) => true,
        Change::Id(_) => false,
    }
}

fn changed(change: &Change) -> Ty {
    match change {
        Change::Format(format) => Ty::String(*format),
        Change::Ty(ty) => ty.clone(),
        Change::Id(name) => Ty::Id(name.clone()),
    }
}

fn is_scalar(ty: &Ty) -> bool {
    match ty {
        Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber | Ty::String(_) => true,
        Ty::Any
        | Ty::Null
        | Ty::Boolean
        | Ty::Id(_)
        | Ty::List(_)
        | Ty::Tuple(_)
        | Ty::Map(_)
        | Ty::OneOrMany(_)
        | Ty::Nullable(_)
        | Ty::Named(_) => false,
    }
}

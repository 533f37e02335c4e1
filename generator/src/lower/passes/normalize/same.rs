//! Whether two types are the same, inline declarations compared by what they are.

use crate::lower::Lowering;
use crate::model::{Additional, Shape, Ty, TypeId};

/// How deep inline types are compared. Deeper ones count as different, which is always safe.
const DEPTH: usize = 6;

impl Lowering<'_> {
    /// Whether two types are the same.
    pub(in crate::lower) fn same(&self, a: &Ty, b: &Ty) -> bool {
        self.same_within(a, b, DEPTH)
    }

    /// What types that are the same have in common at first sight, so that not every two have to be compared.
    pub(in crate::lower) fn outline(&self, ty: &Ty) -> String {
        match ty {
            Ty::Named(id) if self.is_inline(*id) => match &self.decl(*id).shape {
                Shape::Object(object) => {
                    let wires: Vec<&str> = object.fields.iter().map(|field| field.wire.as_str()).collect();
                    format!("object {wires:?}")
                }
                Shape::Enum(values) => format!("enum {:?} {:?}", values.values, values.text),
                Shape::Union(union) => format!("union {}", union.variants.len()),
                Shape::Alias(_) => format!("{id:?}"),
            },
            Ty::List(inner) => format!("list {}", self.outline(inner)),
            Ty::Map(inner) => format!("map {}", self.outline(inner)),
            Ty::OneOrMany(inner) => format!("one or many {}", self.outline(inner)),
            Ty::Nullable(inner) => format!("nullable {}", self.outline(inner)),
            Ty::Tuple(items) => format!("tuple {}", items.len()),
            ty => format!("{ty:?}"),
        }
    }

    fn same_within(&self, a: &Ty, b: &Ty, depth: usize) -> bool {
        match (a, b) {
            (Ty::Named(a), Ty::Named(b)) => a == b || (depth > 0 && self.same_inline(*a, *b, depth - 1)),
            (Ty::List(a), Ty::List(b))
            | (Ty::Map(a), Ty::Map(b))
            | (Ty::OneOrMany(a), Ty::OneOrMany(b))
            | (Ty::Nullable(a), Ty::Nullable(b)) => self.same_within(a, b, depth),
            (Ty::Tuple(a), Ty::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same_within(a, b, depth))
            }
            (a, b) => a == b,
        }
    }

    fn same_inline(&self, a: TypeId, b: TypeId, depth: usize) -> bool {
        if !(self.is_inline(a) && self.is_inline(b)) {
            return false;
        }
        match (&self.decl(a).shape, &self.decl(b).shape) {
            (Shape::Enum(a), Shape::Enum(b)) => a.values == b.values && a.text == b.text,
            (Shape::Object(a), Shape::Object(b)) => {
                let rest = match (&a.additional, &b.additional) {
                    (Additional::Typed(a), Additional::Typed(b)) => self.same_within(a, b, depth),
                    (a, b) => a == b,
                };
                rest && a.fields.len() == b.fields.len()
                    && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                        a.wire == b.wire
                            && a.presence == b.presence
                            && a.constant == b.constant
                            && self.same_within(&a.ty, &b.ty, depth)
                    })
            }
            (Shape::Union(a), Shape::Union(b)) => {
                a.variants.len() == b.variants.len()
                    && a.variants.iter().zip(&b.variants).all(|(a, b)| self.same_within(&a.ty, &b.ty, depth))
            }
            _ => false,
        }
    }
}

//! What an operation takes in its query, name by name: parameters, and the properties of objects that are written as
//! parameters of their own, as Spring's `pageable` is.

use crate::lower::Lowering;
use crate::model::{Docs, Limit, Operation, ParameterLocation, Shape, Style, Ty};
use serde_json::Value;
use std::borrow::Cow;

/// A name that a query may have.
pub(super) struct QueryPart<'o> {
    pub(super) wire: Cow<'o, str>,
    /// Without null, which is never sent.
    pub(super) ty: Ty,
    pub(super) default: Option<&'o Value>,
    pub(super) limits: &'o [Limit],
    pub(super) docs: &'o Docs,
}

impl Lowering<'_> {
    /// The names that the query of an operation may have. Parameters come first.
    pub(super) fn query_parts<'o>(&'o self, operation: &'o Operation) -> Vec<QueryPart<'o>> {
        let query = || operation.parameters.iter().filter(|parameter| parameter.place == ParameterLocation::Query);
        let mut parts: Vec<QueryPart<'o>> = query()
            .map(|parameter| QueryPart {
                wire: Cow::Borrowed(&parameter.wire),
                ty: self.without_null(&parameter.ty),
                default: parameter.default.as_ref(),
                limits: &parameter.constraints.limits,
                docs: &parameter.docs,
            })
            .collect();
        for parameter in query().filter(|parameter| parameter.explode) {
            let name: &dyn Fn(&'o str) -> Cow<'o, str> = match parameter.style {
                Style::Form => &|key| Cow::Borrowed(key),
                Style::DeepObject => &|key| Cow::Owned(format!("{}[{key}]", parameter.wire)),
                _ => continue,
            };
            let Ty::Named(id) = self.without_null(&parameter.ty) else { continue };
            let Shape::Object(object) = &self.decl(id).shape else { continue };
            parts.extend(object.fields.iter().map(|field| QueryPart {
                wire: name(&field.wire),
                ty: self.without_null(&field.ty),
                default: field.default.as_ref(),
                limits: &field.constraints.limits,
                docs: &field.docs,
            }));
        }
        parts
    }

    /// Whether the query of an operation may have a name.
    pub(super) fn takes(&self, operation: &Operation, name: &str) -> bool {
        let mut query = operation.parameters.iter().filter(|parameter| parameter.place == ParameterLocation::Query);
        query.any(|parameter| parameter.wire == name)
            || self.query_parts(operation).iter().any(|part| part.wire == name)
    }

    /// A type without aliases and without null.
    pub(in crate::lower) fn without_null(&self, ty: &Ty) -> Ty {
        match self.resolve(ty) {
            Ty::Nullable(inner) => self.resolve(&inner),
            ty => ty,
        }
    }
}

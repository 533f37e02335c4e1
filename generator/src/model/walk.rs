//! Visits every use of a type.

use super::{Additional, Api, Content, Operation, Output, Shape, Ty};

impl Ty {
    /// Calls `visit` with this use and every use inside it, outermost first. Declared types are not entered.
    pub fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::List(inner) | Self::Map(inner) | Self::OneOrMany(inner) | Self::Nullable(inner) => {
                inner.for_each(visit)
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each(visit)),
            Self::Any
            | Self::Null
            | Self::Boolean
            | Self::Integer
            | Self::Unsigned
            | Self::Number
            | Self::IntegerOrNumber
            | Self::String(_)
            | Self::Id(_)
            | Self::Named(_) => {}
        }
    }
}

impl Shape {
    /// The types that this one is made of, not entered.
    pub fn parts(&self) -> Vec<&Ty> {
        match self {
            Self::Object(object) => {
                let additional = match &object.additional {
                    Additional::Typed(ty) => Some(ty),
                    Additional::Unsaid | Additional::Forbidden => None,
                };
                object.fields.iter().map(|field| &field.ty).chain(additional).collect()
            }
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(ty) => vec![ty],
        }
    }
}

impl Operation {
    /// The types that a call takes and gives, not entered.
    pub fn parts(&self) -> Vec<&Ty> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let body = self.body.iter().map(|body| &body.ty);
        let answers = self.successes.iter().chain(&self.failures).map(|response| &response.content);
        let answers = answers.chain(self.alternatives.iter().map(|alternative| &alternative.content));
        let responses = answers.filter_map(|content| match content {
            Content::Json(ty) => Some(ty),
            Content::Events(events) => Some(&events.ty),
            Content::Empty | Content::Text(_) | Content::Bytes(_) => None,
        });
        let output = match &self.output {
            Output::Json(ty) | Output::OptionalJson(ty) | Output::Events(ty) => Some(ty),
            Output::Unit | Output::Text | Output::Bytes => None,
        };
        let item = self.pagination.as_ref().map(|pagination| &pagination.item);
        parameters.chain(body).chain(responses).chain(output).chain(item).collect()
    }
}

impl Api {
    /// Calls `visit` with every use of a type in the API.
    pub fn for_each_ty<'a>(&'a self, visit: &mut impl FnMut(&'a Ty)) {
        let types = self.types.iter().flat_map(|decl| decl.shape.parts());
        let operations = self.operations.iter().flat_map(Operation::parts);
        let webhooks = self.webhooks.iter().map(|webhook| &webhook.payload);
        types.chain(operations).chain(webhooks).for_each(|ty| ty.for_each(visit));
    }

    /// Follows aliases to the type that decides how a value looks.
    pub fn resolve<'a>(&'a self, ty: &'a Ty) -> &'a Ty {
        let mut ty = ty;
        // A cycle of aliases alone is an error of the document, reported before anybody asks.
        while let Ty::Named(id) = ty {
            match &self.ty(*id).shape {
                Shape::Alias(target) => ty = target,
                Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => break,
            }
        }
        ty
    }
}

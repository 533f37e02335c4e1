//! Rewrites every use of a type, and lists the declared types in one.

use super::{Additional, Api, Content, Object, Operation, Output, Response, Shape, Ty, TypeDecl, TypeId, Union};

impl Ty {
    /// The declared types in it, in order.
    pub fn named(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        self.for_each(&mut |ty| {
            if let Self::Named(id) = ty {
                found.push(*id);
            }
        });
        found
    }

    /// Rewrites it from the inside out.
    #[must_use]
    pub fn map(self, rewrite: &mut impl FnMut(Self) -> Self) -> Self {
        let mut inner = |ty: Box<Self>| Box::new(ty.map(rewrite));
        let mapped = match self {
            Self::List(ty) => Self::List(inner(ty)),
            Self::Map(ty) => Self::Map(inner(ty)),
            Self::OneOrMany(ty) => Self::OneOrMany(inner(ty)),
            Self::Nullable(ty) => Self::Nullable(inner(ty)),
            Self::Tuple(items) => Self::Tuple(items.into_iter().map(|item| item.map(rewrite)).collect()),
            ty @ (Self::Any
            | Self::Null
            | Self::Boolean
            | Self::Integer
            | Self::Unsigned
            | Self::Number
            | Self::IntegerOrNumber
            | Self::String(_)
            | Self::Id(_)
            | Self::Named(_)) => ty,
        };
        rewrite(mapped)
    }
}

impl Shape {
    /// Calls `visit` with every type it is made of.
    pub fn each_ty_mut(&mut self, visit: &mut impl FnMut(&mut Ty)) {
        match self {
            Self::Object(Object { fields, required: _, order: _, additional }) => {
                fields.iter_mut().for_each(|field| visit(&mut field.ty));
                if let Additional::Typed(ty) = additional {
                    visit(ty);
                }
            }
            Self::Enum(_) => {}
            Self::Union(Union { variants, .. }) => variants.iter_mut().for_each(|variant| visit(&mut variant.ty)),
            Self::Alias(ty) => visit(ty),
        }
    }
}

impl TypeDecl {
    /// The declared types it is made of; not its mentions.
    pub fn parts(&self) -> Vec<TypeId> {
        self.shape.parts().into_iter().flat_map(Ty::named).collect()
    }
}

impl Response {
    /// The type of its body, if it has one.
    pub fn ty(&self) -> Option<&Ty> {
        match &self.content {
            Content::Json(ty) => Some(ty),
            Content::Events(events) => Some(&events.ty),
            Content::Empty | Content::Text(_) | Content::Bytes(_) => None,
        }
    }
}

impl Operation {
    /// Calls `visit` with every type in its signature.
    pub fn each_ty_mut(&mut self, visit: &mut impl FnMut(&mut Ty)) {
        self.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.ty));
        if let Some(body) = &mut self.body {
            visit(&mut body.ty);
        }
        let answers = self.successes.iter_mut().chain(&mut self.failures).map(|response| &mut response.content);
        for content in answers.chain(self.alternatives.iter_mut().map(|alternative| &mut alternative.content)) {
            match content {
                Content::Json(ty) => visit(ty),
                Content::Events(events) => visit(&mut events.ty),
                Content::Empty | Content::Text(_) | Content::Bytes(_) => {}
            }
        }
        match &mut self.output {
            Output::Json(ty) | Output::OptionalJson(ty) | Output::Events(ty) => visit(ty),
            Output::Unit | Output::Text | Output::Bytes => {}
        }
        if let Some(pagination) = &mut self.pagination {
            visit(&mut pagination.item);
        }
    }
}

impl Api {
    /// Calls `visit` with every type, wherever it is used.
    pub fn each_ty_mut(&mut self, visit: &mut impl FnMut(&mut Ty)) {
        self.types.iter_mut().for_each(|decl| decl.shape.each_ty_mut(visit));
        self.operations.iter_mut().for_each(|operation| operation.each_ty_mut(visit));
        self.webhooks.iter_mut().for_each(|webhook| visit(&mut webhook.payload));
        self.failures.iter_mut().chain(&mut self.kept).for_each(visit);
    }
}

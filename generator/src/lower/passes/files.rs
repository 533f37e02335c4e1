//! Files in multipart bodies: what is bytes there has a name and a media type, and is read while it is sent.

use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::operation::media::{Family, family};
use crate::lower::operation::{Encodings, Lowered};
use crate::model::{BodyKind, Field, Format, Shape, Ty, TypeId};
use std::collections::BTreeSet;

impl Lowering<'_> {
    /// Makes files of the bytes in multipart bodies, and reports bodies that no parts or fields can be made of.
    pub(super) fn files(&mut self, operations: &mut [Lowered<'_>]) {
        let mut inside: BTreeSet<TypeId> = BTreeSet::new();
        for Lowered { operation, encodings, .. } in operations.iter_mut() {
            let Some(body) = &mut operation.body else { continue };
            match &body.kind {
                BodyKind::Json | BodyKind::Bytes | BodyKind::Text => continue,
                BodyKind::Form(_) => {}
                BodyKind::Multipart(_) => {
                    body.ty = self.with_files(body.ty.clone());
                    let mut open = body.ty.named();
                    while let Some(id) = open.pop() {
                        if inside.insert(id) {
                            open.extend(self.decl(id).parts());
                        }
                    }
                    self.parts_are_files(&body.ty, encodings);
                }
            }
            let is_listed = matches!(body.kind, BodyKind::Multipart(_)) && !body.media_type.contains("form-data");
            if !self.has_names(&body.ty, is_listed) {
                let why = format!("a body of `{}` that is no object is not sent", body.media_type);
                let mut diagnostic = Diagnostic::new(Code::NotSupported, why).at(&body.origin.pointer);
                diagnostic.notes.push("its parts or fields have no names; a call of it is an error".to_owned());
                self.diagnostics.push(diagnostic);
            }
        }
        for id in self.types.ids() {
            let is_inside = inside.contains(&id);
            self.types[id].shape.each_ty_mut(&mut |ty| *ty = formatted(ty.clone(), is_inside));
        }
        for Lowered { operation, .. } in operations {
            let is_inside = operation.body.as_ref().is_some_and(|body| matches!(body.kind, BodyKind::Multipart(_)));
            let body = operation.body.as_ref().map(|body| formatted(body.ty.clone(), is_inside));
            operation.each_ty_mut(&mut |ty| *ty = formatted(ty.clone(), false));
            if let (Some(held), Some(ty)) = (&mut operation.body, body) {
                held.ty = ty;
            }
        }
    }

    /// A body of which the document says nothing has any parts.
    fn with_files(&self, ty: Ty) -> Ty {
        match self.resolve(&ty) {
            Ty::Any => Ty::Map(Box::new(Ty::String(Format::FileOrText))),
            Ty::Map(value) if self.resolve(&value) == Ty::Any => Ty::Map(Box::new(Ty::String(Format::FileOrText))),
            _ => ty,
        }
    }

    /// Makes files of the properties of a body that hold bytes by their `contentType`.
    fn parts_are_files(&mut self, body: &Ty, encodings: &Encodings<'_>) {
        let Ty::Named(id) = self.resolve(body) else { return };
        let Shape::Object(object) = &self.types[id].shape else { return };
        let of_part = |(at, field): (usize, &Field)| {
            let media_type = encodings.get(field.wire.as_str())?.stated().unwrap_or("application/json");
            Some((at, self.file_of(&field.ty, media_type)?))
        };
        let files: Vec<(usize, Ty)> = object.fields.iter().enumerate().filter_map(of_part).collect();
        if let Shape::Object(object) = &mut self.types[id].shape {
            files.into_iter().for_each(|(at, ty)| object.fields[at].ty = ty);
        }
    }

    /// A property of any type whose `contentType` is not JSON holds bytes (OpenAPI 3.1 section 4.8.14.3), and so does each
    /// item of a list of any. Text of a media type that no text has is text or a file.
    fn file_of(&self, ty: &Ty, media_type: &str) -> Option<Ty> {
        let is_bytes = media_type.split(',').all(|each| matches!(family(each.trim()), Family::Bytes | Family::Any));
        let file = |ty: &Ty| match self.without_null(ty) {
            Ty::Any if !media_type.contains("json") => Some(Ty::String(Format::File)),
            Ty::String(Format::Plain) if is_bytes => Some(Ty::String(Format::FileOrText)),
            _ => None,
        };
        match self.without_null(ty) {
            Ty::List(item) => file(&item).map(|file| Ty::List(Box::new(file))),
            ty => file(&ty),
        }
    }

    /// Whether parts or fields can be made of a type: properties with names, or a list where names are not needed.
    fn has_names(&self, ty: &Ty, is_listed: bool) -> bool {
        match self.resolve(ty) {
            Ty::Any | Ty::Map(_) => true,
            Ty::List(_) => is_listed,
            Ty::Nullable(inner) => self.has_names(&inner, is_listed),
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(_) => true,
                Shape::Union(union) => union.variants.iter().any(|variant| self.has_names(&variant.ty, is_listed)),
                Shape::Enum(_) | Shape::Alias(_) => false,
            },
            _ => false,
        }
    }
}

/// Bytes are files within a multipart body; nothing else is a file or a text.
fn formatted(ty: Ty, is_inside: bool) -> Ty {
    ty.map(&mut |ty| match ty {
        Ty::String(Format::Binary) if is_inside => Ty::String(Format::File),
        Ty::String(Format::FileOrText) if !is_inside => Ty::String(Format::Plain),
        ty => ty,
    })
}

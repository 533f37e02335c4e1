//! Types that are sent and received, and have a property that has to be there in one direction only: one that the
//! server sets (`readOnly`), or one that it never gives (`writeOnly`). "If the property is marked as readOnly being
//! true and is in the required list, the required will take effect on the response only" (OpenAPI 3.0.4, Schema
//! Object).
//!
//! Such a type becomes two, and so does every type made of it: itself as it is received, and one whose name ends in
//! `Input` as it is sent.

use super::users;
use crate::model::{Api, Field, NameSource, Object, Shape, Ty, TypeDecl, TypeId, Usage};
use std::collections::BTreeMap;

/// Splits types by direction. Whether there were any.
pub(super) fn split(api: &mut Api) -> bool {
    let first = api.types.len() as u32;
    let inputs: BTreeMap<TypeId, TypeId> = differing(api).into_iter().zip((first..).map(TypeId)).collect();
    let as_sent = |ty: &mut Ty| {
        *ty = std::mem::replace(ty, Ty::Any).map(&mut |ty| match ty {
            Ty::Named(id) => Ty::Named(inputs.get(&id).copied().unwrap_or(id)),
            ty => ty,
        });
    };
    for id in inputs.keys() {
        let input = input(api.ty(*id));
        retain(&mut api.types[id.0 as usize].shape, |field| !field.write_only);
        api.types.push(input);
    }
    for decl in api.types.iter_mut().filter(|decl| decl.usage.sent && !decl.usage.received) {
        decl.shape.each_ty_mut(&mut |ty| as_sent(ty));
        decl.references.iter_mut().for_each(|id| *id = inputs.get(id).copied().unwrap_or(*id));
    }
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| as_sent(&mut parameter.ty));
        operation.body.iter_mut().for_each(|body| as_sent(&mut body.ty));
    }
    !inputs.is_empty()
}

/// The types that differ by direction, in the order of their ids.
fn differing(api: &Api) -> Vec<TypeId> {
    let mut differs = vec![false; api.types.len()];
    let users = users(api);
    let mut open: Vec<TypeId> =
        api.type_ids().filter(|(_, decl)| is_both(decl) && is_one_sided(&decl.shape)).map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut differs[id.0 as usize], true) {
            open.extend(users[id.0 as usize].iter().filter(|user| is_both(api.ty(**user))));
        }
    }
    (0..).map(TypeId).zip(differs).filter(|(_, differs)| *differs).map(|(id, _)| id).collect()
}

fn is_both(decl: &TypeDecl) -> bool {
    decl.usage.sent && decl.usage.received
}

fn is_one_sided(shape: &Shape) -> bool {
    match shape {
        Shape::Object(Object { fields, .. }) => fields.iter().any(|field| {
            let one_way = field.read_only != field.write_only;
            one_way && field.presence.is_required() && field.fixed().is_none()
        }),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => false,
    }
}

/// The type as it is sent.
fn input(decl: &TypeDecl) -> TypeDecl {
    let words = match &decl.name_source {
        NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => vec![name.clone()],
        NameSource::Position(words) => words.clone(),
    };
    let mut input = TypeDecl {
        name_source: NameSource::Position(words.into_iter().chain(["input".to_owned()]).collect()),
        also: Vec::new(),
        usage: Usage { received: false, ..decl.usage.clone() },
        ..decl.clone()
    };
    let said = match &decl.docs.summary {
        Some(_) => &mut input.docs.text,
        None => &mut input.docs.summary,
    };
    let more = "As it is sent: without what only the server sets.";
    *said = Some(said.take().map_or_else(|| more.to_owned(), |text| format!("{text}\n\n{more}")));
    // No place of the document is this type's own.
    input.origin.pointer.push_str("/input");
    retain(&mut input.shape, |field| !field.read_only);
    input
}

/// Takes out the properties that do not go in a direction. Constants stay: by them unions are distinguished.
fn retain(shape: &mut Shape, goes: impl Fn(&Field) -> bool) {
    match shape {
        Shape::Object(Object { fields, .. }) => fields.retain(|field| goes(field) || field.fixed().is_some()),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => {}
    }
}

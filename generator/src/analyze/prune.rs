//! Keeps the types that operations and webhooks reach, in the order of their names.

use super::order;
use crate::model::{Api, Operation, Ty, TypeId};

/// Drops what nothing reaches. A document without operations and webhooks is a library of types: all stay.
pub(super) fn prune(mut api: Api) -> Api {
    let roots = roots(&api);
    let roots = match roots {
        Some(roots) => roots,
        None => (0..).map(TypeId).take(api.types.len()).filter(|id| api.ty(*id).component().is_some()).collect(),
    };
    let mut kept = reach(&api, roots);
    kept.sort_by_key(|id| (order(&api.ty(*id).name_source), api.ty(*id).origin.pointer.clone(), *id));

    let mut renumbered = vec![None; api.types.len()];
    for (new, old) in (0..).map(TypeId).zip(&kept) {
        renumbered[old.0 as usize] = Some(new);
    }
    let new = |id: TypeId| renumbered[id.0 as usize].expect("what a reached type refers to is reached");
    let mut types: Vec<_> = api.types.into_iter().map(Some).collect();
    api.types = kept.iter().map(|id| types[id.0 as usize].take().expect("every id is kept once")).collect();
    api.each_ty_mut(&mut |ty| {
        *ty = std::mem::replace(ty, Ty::Any).map(&mut |ty| match ty {
            Ty::Named(id) => Ty::Named(new(id)),
            ty => ty,
        });
    });
    let references = |list: &mut Vec<TypeId>| {
        list.iter_mut().for_each(|id| *id = new(*id));
        list.sort_unstable();
    };
    api.types.iter_mut().for_each(|decl| references(&mut decl.references));
    api.operations.iter_mut().for_each(|operation| references(&mut operation.references));
    api.webhooks.iter_mut().for_each(|webhook| references(&mut webhook.references));
    api
}

fn roots(api: &Api) -> Option<Vec<TypeId>> {
    if api.operations.is_empty() && api.webhooks.is_empty() {
        return None;
    }
    let of_operation = |operation: &Operation| {
        let parts = operation.parts().into_iter().flat_map(Ty::named);
        parts.chain(operation.references.iter().copied()).collect::<Vec<_>>()
    };
    let of_webhooks =
        api.webhooks.iter().flat_map(|webhook| webhook.payload.named().into_iter().chain(webhook.references.clone()));
    let of_failures = api.failures.iter().chain(&api.kept).flat_map(Ty::named);
    Some(api.operations.iter().flat_map(of_operation).chain(of_webhooks).chain(of_failures).collect())
}

/// Everything that can be reached from some types, mentions included, in the order of the ids.
fn reach(api: &Api, from: Vec<TypeId>) -> Vec<TypeId> {
    let mut reached = vec![false; api.types.len()];
    let mut open = from;
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0 as usize], true) {
            let decl = api.ty(id);
            open.extend(decl.parts().into_iter().chain(decl.references.iter().copied()));
        }
    }
    (0..).map(TypeId).zip(reached).filter(|(_, reached)| *reached).map(|(id, _)| id).collect()
}

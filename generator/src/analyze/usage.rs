//! Which way types travel, and in which resources.

use super::prune::Edges;
use crate::model::{Api, Method, Ty, TypeId, Usage};
use crate::source::support::http::essence;
use std::collections::BTreeSet;

/// Marks every type, whatever it was marked before.
pub(super) fn mark(api: &mut Api) {
    api.types.iter_mut().for_each(|decl| decl.usage = Usage::default());
    let mut marks: Vec<(Vec<TypeId>, Usage)> = Vec::new();
    for operation in &api.operations {
        let resources: Vec<String> = operation.group.first().cloned().into_iter().collect();
        let usage = || Usage { resources: resources.clone(), ..Usage::default() };
        let parameters = operation.parameters.iter().flat_map(|parameter| parameter.ty.named()).collect();
        marks.push((parameters, Usage { sent: true, ..usage() }));
        if let Some(body) = &operation.body {
            // RFC 7396: null removes what a property without a value leaves as it is.
            let is_merged = essence(&body.media_type) == "application/merge-patch+json";
            let patched = is_merged || matches!(operation.method, Method::Patch | Method::Put);
            marks.push((body.ty.named(), Usage { sent: true, patched, ..usage() }));
        }
        let received = operation.successes.iter().filter_map(|response| response.ty()).flat_map(Ty::named).collect();
        marks.push((received, Usage { received: true, ..usage() }));
        let failed = operation.failures.iter().filter_map(|response| response.ty()).flat_map(Ty::named).collect();
        marks.push((failed, Usage { received: true, failure: true, ..usage() }));
        let others = operation.parts().into_iter().flat_map(Ty::named);
        // What only the document refers to still belongs to the resource, or its module would be missing.
        marks.push((others.chain(operation.references.iter().copied()).collect(), usage()));
    }
    for webhook in &api.webhooks {
        marks.push((webhook.payload.named(), Usage { received: true, webhook: true, ..Usage::default() }));
        marks.push((webhook.references.clone(), Usage { webhook: true, ..Usage::default() }));
    }
    let resources: BTreeSet<String> =
        api.operations.iter().filter_map(|operation| operation.group.first().cloned()).collect();
    let resources: Vec<String> = resources.into_iter().collect();
    // What is kept may be read and written by whoever needs it.
    let kept = api.kept.iter().flat_map(Ty::named).collect();
    marks.push((kept, Usage { sent: true, received: true, resources: resources.clone(), ..Usage::default() }));
    let failed = api.failures.iter().flat_map(Ty::named).collect();
    marks.push((failed, Usage { received: true, failure: true, resources, ..Usage::default() }));
    let edges = Edges::of(api);
    for (from, usage) in marks {
        for id in edges.reach(from) {
            let held = &mut api.types[id.0 as usize].usage;
            held.sent |= usage.sent;
            held.patched |= usage.patched;
            held.received |= usage.received;
            held.webhook |= usage.webhook;
            held.failure |= usage.failure;
            for resource in &usage.resources {
                if let Err(at) = held.resources.binary_search(resource) {
                    held.resources.insert(at, resource.clone());
                }
            }
        }
    }
}

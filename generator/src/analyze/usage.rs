//! Which way types travel, and in which resources.

use crate::model::{Api, Method, Resources, Ty, TypeId, Usage, cycles};
use crate::source::support::http::essence;
use std::collections::BTreeMap;

/// Marks every type, whatever it was marked before.
pub(super) fn mark(api: &mut Api) {
    let seeds = seeds(api);
    let usages = spread(api, seeds);
    for (decl, usage) in api.types.iter_mut().zip(usages) {
        decl.usage = usage;
    }
}

/// What operations and webhooks use themselves.
fn seeds(api: &Api) -> Vec<(Vec<TypeId>, Usage)> {
    let places = api.resources();
    let places: BTreeMap<&str, usize> = places.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let mut marks: Vec<(Vec<TypeId>, Usage)> = Vec::new();
    for operation in &api.operations {
        let resource = operation.group.first().and_then(|name| places.get(name.as_str()));
        let resources = resource.map_or_else(Resources::default, |at| Resources::one(*at));
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
    // What is kept may be read and written by whoever needs it.
    let resources = Resources::all(places.len());
    let kept = api.kept.iter().flat_map(Ty::named).collect();
    marks.push((kept, Usage { sent: true, received: true, resources: resources.clone(), ..Usage::default() }));
    let failed = api.failures.iter().flat_map(Ty::named).collect();
    marks.push((failed, Usage { received: true, failure: true, resources, ..Usage::default() }));
    marks
}

/// Carries every use on to what a type refers to, mentions included. Types that lead to each other are used alike; what
/// leads to others is finished before them, so that each is looked at once, however many operations reach it.
fn spread(api: &Api, seeds: Vec<(Vec<TypeId>, Usage)>) -> Vec<Usage> {
    let next = |id: TypeId| -> Vec<TypeId> {
        let decl = api.ty(id);
        decl.parts().into_iter().chain(decl.references.iter().copied()).collect()
    };
    let components = cycles::components(api.types.len(), &next);
    let mut members: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
    for (id, component) in (0..).map(TypeId).zip(&components) {
        members.entry(*component).or_default().push(id);
    }
    let mut usages = vec![Usage::default(); members.len()];
    for (from, usage) in seeds {
        from.iter().for_each(|id| usages[components[id.0 as usize]].add(&usage));
    }
    for (component, members) in members.into_iter().rev() {
        let usage = std::mem::take(&mut usages[component]);
        for to in members.into_iter().flat_map(next).map(|id| components[id.0 as usize]) {
            if to != component {
                usages[to].add(&usage);
            }
        }
        usages[component] = usage;
    }
    components.into_iter().map(|component| usages[component].clone()).collect()
}

//! Which Cargo features a file of models needs to be there.

use crate::model::{Api, Ty};
use crate::naming::Names;
use std::collections::BTreeSet;

/// Per file, the features of which any one brings it in: those of every resource that reaches a type in it, or a
/// type in a file that needs it. Empty where every resource does, so that the file is always there.
pub fn file_features(api: &Api, names: &Names) -> Vec<BTreeSet<String>> {
    let all: BTreeSet<String> = names.features.values().cloned().collect();
    let mut features: Vec<BTreeSet<String>> = names
        .files
        .iter()
        .map(|file| {
            let usages = || file.types.iter().map(|&id| &api.ty(id).usage);
            let resources = usages().flat_map(|usage| names.features_of(&usage.resources)).cloned();
            let webhooks = usages().any(|usage| usage.webhook).then(|| "webhooks".to_owned());
            resources.chain(webhooks).collect()
        })
        .collect();
    let needs = file_needs(api, names);
    loop {
        let mut grew = false;
        for (file, needed) in needs.iter().enumerate() {
            for &needed in needed {
                let missing: Vec<String> = features[file].difference(&features[needed]).cloned().collect();
                grew |= !missing.is_empty();
                features[needed].extend(missing);
            }
        }
        if !grew {
            break;
        }
    }
    for set in &mut features {
        if set.is_superset(&all) {
            set.clear();
        }
    }
    features
}

/// Per file, the other files whose types it mentions.
fn file_needs(api: &Api, names: &Names) -> Vec<BTreeSet<usize>> {
    let needs = names.files.iter().enumerate().map(|(number, file)| {
        let mut needed = BTreeSet::new();
        for part in file.types.iter().flat_map(|&id| api.ty(id).shape.parts()) {
            part.for_each(&mut |ty| {
                if let Ty::Named(id) = ty {
                    needed.insert(names.ty(*id).file);
                }
            });
        }
        needed.remove(&number);
        needed
    });
    needs.collect()
}

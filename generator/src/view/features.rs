//! The Cargo features of a crate, read from its manifest, so that none is missing where they are listed.

use super::manifest::Manifest;
use super::support::context::Context;
use crate::naming::Level;
use crate::text::{Block, Cell};
use std::collections::BTreeSet;

/// The table of all features, those of resources summed up.
pub(super) fn table(manifest: &Manifest, contexts: &[Context<'_>]) -> Block {
    let listed = listed(manifest);
    let apis = contexts.iter().flat_map(|context| of_api(&listed, context));
    let own: BTreeSet<String> = contexts.iter().flat_map(|context| names(context)).collect();
    let others = listed.iter().filter(|feature| !own.contains(&feature.name)).map(Feature::row);
    Block::table(["feature", "default", "what it adds"], apis.chain(others))
}

/// The features of one API, those of its resources summed up.
pub(super) fn of_api(listed: &[Feature], context: &Context<'_>) -> Vec<[Cell; 3]> {
    let (feature, title) = (context.names.placement.feature(), &context.api.title);
    let is_default = listed.iter().any(|listed| listed.name == feature && listed.is_default);
    let mut rows = vec![row(&feature, is_default, &format!("All of {title}."))];
    let example = context.names.features.values().next();
    rows.extend(example.map(|example| match context.names.placement.level {
        Level::Module => {
            let meaning = format!("One resource of {title}, such as `{example}`.");
            row(&format!("{feature}-…"), false, &meaning)
        }
        Level::Root => row(example, false, "One resource; each has a feature of its name."),
    }));
    rows
}

fn names(context: &Context<'_>) -> impl Iterator<Item = String> {
    let placement = &context.names.placement;
    [placement.feature()].into_iter().chain(context.names.features.values().cloned())
}

/// A feature as the manifest has it.
pub(super) struct Feature {
    name: String,
    is_default: bool,
    /// The comment above it.
    meaning: String,
}

impl Feature {
    fn row(&self) -> [Cell; 3] {
        row(&self.name, self.is_default, &self.meaning)
    }
}

fn row(name: &str, is_default: bool, meaning: &str) -> [Cell; 3] {
    [Cell::code(name), Cell::prose(if is_default { "yes" } else { "" }), Cell::prose(meaning)]
}

/// The features for users, in the order of the manifest: names of others begin with `_`.
pub(super) fn listed(manifest: &Manifest) -> Vec<Feature> {
    let text = manifest.text();
    let section = text.lines().skip_while(|line| *line != "[features]").skip(1);
    let (mut features, mut default, mut meaning) = (Vec::new(), BTreeSet::new(), Vec::new());
    for line in section.take_while(|line| !line.starts_with('[')) {
        if let Some(words) = line.strip_prefix("# ") {
            meaning.push(words);
        } else if let Some((name, list)) = line.split_once(" = ") {
            if name == "default" {
                default.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
            } else if !name.starts_with('_') {
                let name = name.trim_matches('"').to_owned();
                features.push(Feature { name, is_default: false, meaning: meaning.join(" ") });
            }
            meaning.clear();
        } else if line.is_empty() {
            meaning.clear();
        }
    }
    features.iter_mut().for_each(|feature| feature.is_default = default.contains(&feature.name));
    features
}

#[cfg(test)]
mod tests {
    use super::super::package::Package;
    use super::{Manifest, listed};

    #[test]
    fn every_feature_says_what_it_adds() {
        let features = listed(&Manifest::of(&Package::default(), true, false, Vec::new()));
        for feature in &features {
            assert!(feature.meaning.ends_with('.'), "`{}` says nothing: {:?}", feature.name, feature.meaning);
        }
        let of = |name: &str| features.iter().find(|feature| feature.name == name).map(|feature| feature.is_default);
        let found = ["rustls", "upload", "webhooks", "axum-0-8", "tower-0-5", "_rustls", "default"].map(of);
        assert_eq!(found, [Some(true), Some(true), Some(true), Some(false), Some(false), None, None]);
    }
}

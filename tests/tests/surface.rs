//! What the generated crate offers: the diff of these snapshots is what a new version of a document means for who
//! uses the SDK.
//!
//! One snapshot has what a client is, one per API the resources, and the models are split by the first word of their
//! names, so that each file can be read.

use sdk_tests::surface::{self, Offers};
use std::collections::BTreeMap;
use std::path::Path;

/// Types that a first word needs for a snapshot of its own.
const FEW: usize = 4;

#[test]
fn polar() {
    snapshots("polar");
}

#[test]
fn circle() {
    snapshots("circle");
}

fn snapshots(api: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src").join(api).join("mod.rs");
    let mut modules = surface::of(&root, api);
    let models = modules.remove(&format!("{api}::models")).unwrap_or_default();
    let resources = modules.remove(&format!("{api}::resources")).unwrap_or_default();
    let client: Vec<String> =
        modules.iter().map(|(module, offers)| format!("## {module}\n{}", surface::text(offers))).collect();
    insta::assert_snapshot!(format!("{api}__client"), client.join("\n\n"));
    insta::assert_snapshot!(format!("{api}__resources"), surface::text(&resources));
    for (word, offers) in by_word(models) {
        insta::assert_snapshot!(format!("{api}__models_{word}"), surface::text(&offers));
    }
}

/// Models by the first word of their names; rare words share the word `others`.
fn by_word(models: Offers) -> BTreeMap<String, Offers> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in models.keys() {
        *counts.entry(first_word(name)).or_default() += 1;
    }
    let mut groups: BTreeMap<String, Offers> = BTreeMap::new();
    for (name, offer) in models {
        let word = first_word(&name);
        let group = if counts[&word] < FEW { "others".to_owned() } else { word };
        groups.entry(group).or_default().insert(name, offer);
    }
    groups
}

fn first_word(name: &str) -> String {
    let end = name.char_indices().skip(1).find(|(_, letter)| letter.is_uppercase()).map_or(name.len(), |(at, _)| at);
    name[..end].to_lowercase()
}

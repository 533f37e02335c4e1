//! What the generated crate offers, a line per item: the diff of this snapshot is what a new version of a
//! document means for who uses the SDK.

use sdk_tests::surface;
use std::path::Path;

#[test]
fn polar() {
    insta::assert_snapshot!("polar", of("polar"));
}

#[test]
fn circle() {
    insta::assert_snapshot!("circle", of("circle"));
}

fn of(api: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src").join(api).join("mod.rs");
    let mut lines = surface::of(&root, api);
    lines.sort();
    lines.join("\n")
}

//! The table of formats is the only place that says what a format is.

use generator::model::Format;
use std::fs;
use std::path::{Path, PathBuf};

const TABLE: &str = "model/format.rs";

/// What these mean is more than their facts: no format at all, the bytes of a body and the files in one, a decision of
/// its own.
const SPECIAL: &[Format] = &[Format::Plain, Format::Binary, Format::File, Format::FileOrText, Format::Secret];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() { sources(&path, found) } else { found.push(path) }
    }
}

#[test]
fn no_other_source_names_a_format() {
    let root = Path::new("src");
    let mut files = Vec::new();
    sources(root, &mut files);
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !file.ends_with(TABLE)) {
        let text = fs::read_to_string(file).expect("a source is text");
        for format in Format::ALL.iter().filter(|format| !SPECIAL.contains(format)) {
            // Other enums have a `DateTime` too: the parser's, whose names are mapped to keywords.
            let named = format!(" Format::{format:?}");
            if text.contains(&named) || text.contains(&named.replace(' ', "(")) {
                wrong.push(format!("{} names {format:?}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "make it a fact of the table in {TABLE}:\n{}", wrong.join("\n"));
}

#[test]
fn every_format_has_its_own_keywords_and_a_property_in_the_features() {
    let document = fs::read_to_string("../tests/features/formats/openapi.yaml").expect("the features are there");
    let mut seen = Vec::new();
    for format in Format::ALL {
        for keyword in format.facts().keywords {
            assert!(!seen.contains(keyword), "`{keyword}` means one format");
            seen.push(keyword);
            assert_eq!(Format::of_keyword(keyword), *format);
        }
        let shown = format.facts().keywords.iter().any(|keyword| document.contains(&format!("format: {keyword} }}")));
        // Files have no keyword: where bytes stand in a body decides that they are one.
        let is_bytes = matches!(format, Format::Binary | Format::File | Format::FileOrText);
        assert!(shown || is_bytes, "tests/features/formats has no property of {format:?}");
    }
}

//! What a template writes is tokens, identifiers, or text of a type that is harmless where it goes: no view has any other
//! text, so that no text of a document can reach a file as it is.

use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A field: its name, and its type as tokens.
type Fields = Vec<(String, String)>;

/// The structs and enums of a file, and the names of those that are templates.
fn read(text: &str, types: &mut BTreeMap<String, Fields>, templates: &mut BTreeSet<String>) {
    for item in syn::parse_file(text).expect("a source is Rust").items {
        let (ident, attributes, fields): (_, _, Vec<syn::Field>) = match item {
            syn::Item::Struct(item) => (item.ident, item.attrs, item.fields.into_iter().collect()),
            syn::Item::Enum(item) => {
                (item.ident, item.attrs, item.variants.into_iter().flat_map(|variant| variant.fields).collect())
            }
            _ => continue,
        };
        if attributes.iter().any(|attribute| attribute.path().is_ident("template")) {
            templates.insert(ident.to_string());
        }
        let field = |field: syn::Field| {
            let name = field.ident.map(|ident| ident.to_string()).unwrap_or_default();
            (name, field.ty.into_token_stream().to_string())
        };
        types.insert(ident.to_string(), fields.into_iter().map(field).collect());
    }
}

fn read_folder(folder: &Path, types: &mut BTreeMap<String, Fields>, templates: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the sources are beside the tests") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            read_folder(&path, types, templates);
        } else {
            read(&fs::read_to_string(&path).expect("a source can be read"), types, templates);
        }
    }
}

/// Fields of templates, and of what they hold, that have text of no type of its own.
fn raw_text(types: &BTreeMap<String, Fields>, templates: &BTreeSet<String>) -> Vec<String> {
    let (mut open, mut seen, mut found) = (templates.iter().collect::<Vec<_>>(), BTreeSet::new(), Vec::new());
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        for (field, ty) in types.get(name).into_iter().flatten() {
            // A literal of the generator's own source.
            let ty = ty.replace("& 'static str", "");
            let words: BTreeSet<&str> = ty.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            if ["String", "str", "Cow", "Value", "char"].iter().any(|text| words.contains(text)) {
                found.push(format!("{name}.{field}: {ty}"));
            }
            open.extend(types.keys().filter(|name| words.contains(name.as_str()) && !seen.contains(name)));
        }
    }
    found
}

#[test]
fn no_view_holds_text_of_no_type_of_its_own() {
    let (mut types, mut templates) = (BTreeMap::new(), BTreeSet::new());
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/view"), &mut types, &mut templates);
    assert!(templates.len() > 15, "{templates:?}");
    assert_eq!(raw_text(&types, &templates), [""; 0]);
}

#[test]
fn text_in_what_a_view_holds_is_found() {
    let (mut types, mut templates) = (BTreeMap::new(), BTreeSet::new());
    let view =
        "#[template(path = \"a\")] struct View { rows: Vec<Row>, name: &'static str } enum Row { A(Option<String>) }";
    read(view, &mut types, &mut templates);
    assert_eq!(raw_text(&types, &templates), ["Row.: Option < String >"]);
}

//! How the time of `generator check` grows with a document, for shapes whose parts are easily compared pairwise: at
//! sizes n, 2n and 4n. What takes more than 2.2 times as long per doubling is not in proportion to its size any more.

use super::process::median;
use std::path::Path;
use std::process::Command;

/// A shape: what it is, its smallest size, and what makes the schemas of a document of some size. `Root` is used.
type Shape = (&'static str, usize, fn(usize) -> String);

const SHAPES: [Shape; 11] = [
    ("values of an enum", 100_000, enumeration),
    ("objects in a oneOf", 3_200, objects),
    ("inline objects in a oneOf", 3_200, inline_objects),
    ("tagged objects in a oneOf", 3_200, tagged_objects),
    ("objects that differ in nothing", 800, alike),
    ("references that lead nowhere", 8_000, nowhere),
    ("schemas in a circle", 8_000, circle),
    ("objects by three constants", 1_000, three_constants),
    ("objects by a nested tag", 1_000, nested_tag),
    ("unions among their own variants", 1_000, unions),
    ("objects that share values in pairs", 1_000, shared_values),
];

/// Runs of each size.
const RUNS: usize = 3;

/// Measures every shape and prints the table.
///
/// # Errors
///
/// If a document cannot be written or checked.
pub(super) fn growth(generator: &Path, scratch: &Path) -> Result<(), String> {
    println!("\n| check | n | CPU s | 2n | 4n | times per doubling |\n|---|---|---|---|---|---|");
    let document = scratch.join("growth.json");
    for (name, size, schemas) in SHAPES {
        let mut costs = Vec::new();
        for size in [size, 2 * size, 4 * size] {
            std::fs::write(&document, text(&schemas(size)))
                .map_err(|error| format!("{}: {error}", document.display()))?;
            let check = || {
                let mut command = Command::new(generator);
                command.arg("check").arg(&document);
                command
            };
            costs.push(median(RUNS, check)?.cpu);
        }
        let [once, twice, four_times] = costs.as_slice() else {
            continue;
        };
        let growth = (four_times / once).sqrt();
        println!("| {name} | {size} | {once:.2} | {twice:.2} | {four_times:.2} | {growth:.2} |");
    }
    Ok(())
}

fn text(schemas: &str) -> String {
    let operation = r##"{"responses": {"200": {"description": "It.", "content": {"application/json": {"schema":
        {"$ref": "#/components/schemas/Root"}}}}}}"##;
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Growth", "version": "1"}}, "servers": [{{"url": "https://a.test"}}],
        "paths": {{"/it": {{"get": {operation}}}}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    )
}

/// `part` of every number below `count`, as a list.
fn list(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",\n")
}

fn enumeration(count: usize) -> String {
    format!(r#""Root": {{"type": "string", "enum": [{}]}}"#, list(count, |at| format!(r#""value{at}""#)))
}

fn object(at: usize) -> String {
    format!(r#"{{"type": "object", "required": ["key{at}"], "properties": {{"key{at}": {{"type": "string"}}}}}}"#)
}

fn branches(count: usize) -> String {
    list(count, |at| format!(r##"{{"$ref": "#/components/schemas/Part{at}"}}"##))
}

fn objects(count: usize) -> String {
    let parts = list(count, |at| format!(r#""Part{at}": {}"#, object(at)));
    format!(r#""Root": {{"oneOf": [{}]}}, {parts}"#, branches(count))
}

fn inline_objects(count: usize) -> String {
    format!(r#""Root": {{"oneOf": [{}]}}"#, list(count, object))
}

fn tagged_objects(count: usize) -> String {
    let parts = list(count, |at| {
        format!(
            r#""Part{at}": {{"type": "object", "required": ["kind"], "properties": {{"kind": {{"const": "k{at}"}}}}}}"#
        )
    });
    format!(r#""Root": {{"oneOf": [{}]}}, {parts}"#, branches(count))
}

/// Twenty properties each, the same ones.
fn alike(count: usize) -> String {
    let properties = list(20, |at| format!(r#""key{at}": {{"type": "string"}}"#));
    let parts = list(count, |at| format!(r#""Part{at}": {{"type": "object", "properties": {{{properties}}}}}"#));
    format!(r#""Root": {{"oneOf": [{}]}}, {parts}"#, branches(count))
}

/// They are in components that nothing uses, so that they are no errors.
fn nowhere(count: usize) -> String {
    let parts = list(count, |at| format!(r##""Part{at}": {{"items": {{"$ref": "#/components/schemas/Pa{at}"}}}}"##));
    format!(r#""Root": {{"type": "string"}}, {parts}"#)
}

fn circle(count: usize) -> String {
    let part = |at: usize| {
        let next = (at + 1) % count;
        format!(
            r##""Part{at}": {{"type": "object", "properties": {{"next": {{"$ref": "#/components/schemas/Part{next}"}}}}}}"##
        )
    };
    format!(r##""Root": {{"$ref": "#/components/schemas/Part0"}}, {}"##, list(count, part))
}

/// No two of the constants distinguish an object from all others.
fn three_constants(count: usize) -> String {
    let side = (1..).find(|side| side * side * side >= count).unwrap_or(count);
    let parts = list(count, |at| {
        let constants = [("a", at / side / side), ("b", at / side % side), ("c", at % side)];
        let properties = constants.map(|(name, value)| format!(r#""{name}": {{"const": "{name}{value}"}}"#)).join(", ");
        let required = r#""required": ["a", "b", "c"]"#;
        format!(r#""Part{at}": {{"type": "object", {required}, "properties": {{{properties}}}}}"#)
    });
    format!(r#""Root": {{"oneOf": [{}]}}, {parts}"#, branches(count))
}

fn nested_tag(count: usize) -> String {
    let parts = list(count, |at| {
        let tag =
            format!(r#"{{"type": "object", "required": ["kind"], "properties": {{"kind": {{"const": "k{at}"}}}}}}"#);
        format!(r#""Part{at}": {{"type": "object", "required": ["meta"], "properties": {{"meta": {tag}}}}}"#)
    });
    format!(r#""Root": {{"oneOf": [{}]}}, {parts}"#, branches(count))
}

/// Each is one of the others, straight or in a list.
fn unions(count: usize) -> String {
    let parts = list(count, |at| {
        let reference = |at: usize| format!(r##"{{"$ref": "#/components/schemas/Part{}"}}"##, at % count);
        let (own, item, next) = (object(at), reference(at * 7 + 1), reference(at + 1));
        format!(r#""Part{at}": {{"oneOf": [{own}, {{"type": "array", "items": {item}}}, {next}]}}"#)
    });
    format!(r##""Root": {{"$ref": "#/components/schemas/Part0"}}, {parts}"##)
}

fn shared_values(count: usize) -> String {
    let parts = list(count, |at| {
        let values = format!(r#"{{"enum": ["v{at}", "v{}"]}}"#, at + 1);
        format!(r#""Part{at}": {{"type": "object", "required": ["kind"], "properties": {{"kind": {values}}}}}"#)
    });
    format!(r#""Root": {{"oneOf": [{}]}}, {parts}"#, branches(count))
}

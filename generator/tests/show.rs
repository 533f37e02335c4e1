//! `generator show`: every pass as text, whole or one part of it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: "https://shop.example" }]
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
components:
  schemas:
    Unused: { type: object, properties: { id: { type: string } } }
    Order:
      type: object
      required: [id]
      properties: { id: { type: string }, type: { type: [string, "null"], enum: [new, "paid-late", null] } }
"##;

/// Exit code, output and errors.
fn show(arguments: &[&str]) -> (i32, String, String) {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        fs::write(folder.join("shown.yaml"), DOCUMENT).expect("the target folder can be written");
        folder
    });
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    let output = command.args(["show", "shown.yaml"]).args(arguments).current_dir(&*FOLDER).output();
    let output = output.expect("the generator starts");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

fn shown(arguments: &[&str]) -> String {
    let (code, text, errors) = show(arguments);
    assert_eq!((code, errors.as_str()), (0, ""), "{text}");
    text
}

#[test]
fn documents_are_shown_as_yaml_behind_their_pointer() {
    let bundled = shown(&["--after", "bundle", "--type", "Order"]);
    assert!(bundled.starts_with("# /components/schemas/Order\ntype: object\n"), "{bundled}");
    assert!(bundled.contains("- string\n    - 'null'"), "{bundled}");
    let downlevelled = shown(&["--after", "downlevel", "--type", "Order"]);
    assert!(downlevelled.contains("type: string") && !downlevelled.contains("'null'"), "{downlevelled}");
    let operation = shown(&["--after", "bundle", "--operation", "GET /orders/{id}"]);
    assert!(operation.starts_with("# /paths/~1orders~1{id}/get\noperationId: getOrder\n"), "{operation}");
    assert!(shown(&["--after", "bundle"]).contains("openapi: 3.1.0"));
}

#[test]
fn the_model_is_shown_before_and_after_what_is_unused_is_left_out() {
    let lowered = shown(&["--after", "lower"]);
    let analyzed = shown(&["--after", "analyze"]);
    assert_eq!(shown(&[]), analyzed, "the model after `analyze` is what is shown by default");
    assert!(lowered.contains("Order object\n  id: String\n"), "{lowered}");
    assert!(analyzed.contains("\nGET /orders/{id} getOrder: "), "{analyzed}");
    let one = shown(&["--type", "Order"]);
    assert!(one.starts_with("Order object\n") && !one.contains("getOrder"), "{one}");
}

#[test]
fn names_are_shown_beside_what_the_document_calls_it() {
    let names = shown(&["--after", "name"]);
    assert!(names.contains("Order -> models::Order in models/order.rs\n  id -> id\n"), "{names}");
    assert!(names.contains("  type -> r#type") || names.contains("  type -> type_"), "{names}");
    assert!(names.contains("  \"paid-late\" -> PaidLate\n"), "{names}");
    let operation = shown(&["--after", "name", "--operation", "getOrder"]);
    assert!(operation.starts_with("getOrder -> resources::"), "{operation}");
    assert!(operation.ends_with("  id -> id\n"), "{operation}");
}

#[test]
fn a_selection_without_a_match_is_an_error_and_so_is_a_document_without_a_model() {
    let (code, text, errors) = show(&["--type", "Invoice"]);
    assert_eq!((code, text.as_str()), (2, ""));
    assert_eq!(errors, "error: after analyze there is no type `Invoice`; without a selection all are shown\n");
    let (code, _, errors) = show(&["--after", "generate"]);
    assert!(code == 2 && errors.contains("bundle, downlevel, lower, analyze, name"), "{errors}");
}

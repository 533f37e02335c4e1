//! Swagger 2.0 documents: what they become, and that reports point into what was written.

use generator::diagnostic::{Diagnostic, Severity};
use generator::load::{load_dir, load_file};
use generator::naming::Level;
use generator::pipeline;
use std::path::Path;

fn pointer(found: &Diagnostic) -> &str {
    found.place.as_ref().map_or("", |place| place.pointer.as_str())
}

#[test]
fn a_swagger_document_becomes_openapi() {
    let (input, diagnostics) = load_file(Path::new("tests/swagger.yaml"), "shop");
    let messages: Vec<&str> = diagnostics.iter().map(|found: &Diagnostic| found.message.as_str()).collect();
    assert_eq!(messages, ["`collectionFormat: tsv` has no counterpart in OpenAPI 3 and is left out"]);
    let place = diagnostics[0].place.as_ref().expect("it has a place");
    assert_eq!(place.pointer, "/paths/~1orders/get/parameters/2");
    let input = input.expect("it can be read");
    insta::assert_snapshot!(serde_yaml::to_string(&input.document.value).expect("JSON values are YAML"));
    let outcome = pipeline::check(vec![input], Level::Root);
    let found: Vec<(&str, &str)> =
        outcome.diagnostics.iter().map(|found| (found.code.as_str(), pointer(found))).collect();
    let unused = [("SDK0222", "/securityDefinitions/login"), ("SDK0222", "/securityDefinitions/account")];
    assert_eq!(found, unused);
}

/// The author of an overlay has the document before them as it was written.
#[test]
fn an_overlay_is_for_the_document_as_it_was_written() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("swagger-overlay");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("the target folder can be written");
    };
    write("openapi.yaml", &std::fs::read_to_string("tests/swagger.yaml").expect("it is beside the test"));
    let overlay = "overlay: 1.0.0
info: { title: Corrections, version: '1' }
actions:
  - target: $.definitions.Party.properties.kind
    update: { description: Which of them it is. }
  - target: $.components
    remove: true
";
    write("overlay.yaml", overlay);
    let (input, diagnostics) = load_dir(&folder);
    let value = &input.expect("it can be read").document.value;
    let words = value.pointer("/components/schemas/Party/properties/kind/description");
    assert_eq!(words.and_then(|words| words.as_str()), Some("Which of them it is."));
    let stale: Vec<_> = diagnostics.iter().filter(|found| found.code.as_str() == "SDK0507").collect();
    let place = stale[0].place.as_ref().expect("it has a place");
    assert_eq!((stale.len(), place.file, pointer(stale[0])), (1, 1, "/actions/1/target"));
}

#[test]
fn reports_point_to_where_it_was_written() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let text = std::fs::read_to_string("tests/swagger.yaml").expect("it is beside the test");
    let text =
        text.replace("properties: { kind: { type: string } } }", "properties: { kind: { type: string, lenght: 1 } } }");
    let path = folder.join("swagger.yaml");
    std::fs::write(&path, text).expect("the target folder can be written");
    let (input, _) = load_file(&path, "shop");
    let outcome = pipeline::check(vec![input.expect("it can be read")], Level::Root);
    let places: Vec<&str> =
        outcome.diagnostics.iter().filter(|found| found.severity > Severity::Note).map(pointer).collect();
    assert_eq!(places, ["/definitions/Party/properties/kind/lenght"]);
}

#[test]
fn fields_beside_a_body_are_reported() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("swagger-body-and-form.yaml");
    let form = "{ name: note, in: formData, type: string }";
    let said = |parameters: &str| {
        let text = format!(
            "swagger: '2.0'\ninfo: {{ title: Acme, version: '1' }}\npaths: {{ /a: {{ put: {{ parameters: [{parameters}], responses: {{ 204: {{ description: A }} }} }} }} }}\n"
        );
        std::fs::write(&path, text).expect("the target folder can be written");
        let (_, diagnostics) = load_file(&path, "acme");
        diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(said(form), [""; 0]);
    let both = said(&format!("{form}, {{ name: b, in: body, schema: {{ type: object }} }}"));
    assert_eq!(
        both,
        ["`in: formData` of a parameter beside `in: body` has no counterpart in OpenAPI 3 and is left out"]
    );
}

#[test]
fn what_is_shared_is_sent_and_answered_as_the_operation_says() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("swagger-shared.yaml");
    let text = "swagger: '2.0'
info: { title: Acme, version: '1' }
host: acme.test
schemes: [https]
parameters: { change: { name: body, in: body, required: true, schema: { type: object } } }
responses: { Data: { description: Data, schema: { type: string } } }
paths:
  /a:
    patch:
      consumes: [application/merge-patch+json]
      produces: [text/csv]
      schemes: [http]
      parameters: [{ $ref: '#/parameters/change' }]
      responses: { 200: { $ref: '#/responses/Data' } }
    put:
      schemes: [ws]
      parameters: [{ $ref: '#/parameters/change' }]
      responses: { 200: { $ref: '#/responses/Data' } }
    post:
      consumes: [multipart/form-data]
      parameters:
        - { name: files, in: formData, type: array, items: { type: file } }
        - { name: tags, in: formData, type: array, items: { type: string }, collectionFormat: pipes }
      responses: { 204: { description: A } }
";
    std::fs::write(&path, text).expect("the target folder can be written");
    let (input, diagnostics) = load_file(&path, "acme");
    let value = &input.expect("it can be read").document.value;
    let keys = |at: &str| -> Vec<String> {
        let object = value.pointer(at).and_then(|value| value.as_object());
        object.map(|object| object.keys().cloned().collect()).unwrap_or_default()
    };
    assert_eq!(keys("/paths/~1a/patch/requestBody/content"), ["application/merge-patch+json"]);
    assert_eq!(keys("/paths/~1a/patch/responses/200/content"), ["text/csv"]);
    assert_eq!(value.pointer("/paths/~1a/patch/servers/0/url").and_then(|url| url.as_str()), Some("http://acme.test"));
    assert_eq!(keys("/paths/~1a/put/requestBody"), ["$ref"]);
    assert_eq!(keys("/paths/~1a/put/responses/200"), ["$ref"]);
    assert_eq!(keys("/paths/~1a/post/requestBody/content/multipart~1form-data/encoding"), ["tags"]);
    let style = value.pointer("/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/tags/style");
    assert_eq!(style.and_then(|style| style.as_str()), Some("pipeDelimited"));
    let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    let left_out = "`schemes: [\"ws\"]` of an operation has no counterpart in OpenAPI 3 and is left out";
    assert_eq!(messages, [left_out]);
}

//! Documents of several files become one, and every part is still known by the place where it was written.

use generator::diagnostic::{Code, Diagnostic};
use generator::source::bundle::{self, Bundle, Text};
use generator::source::read::read;
use std::collections::BTreeMap;

/// Bundles `root.yaml` of these files.
fn bundle(files: &[(&str, &str)]) -> (Bundle, Vec<Diagnostic>) {
    let files: BTreeMap<_, _> = files.iter().copied().collect();
    let mut diagnostics = Vec::new();
    let root = read(files["root.yaml"], 0, &mut diagnostics).expect("the root can be read");
    let mut reader = |path: &str| match files.get(path) {
        Some(text) => Ok(Text { name: path.to_owned(), text: (*text).to_owned() }),
        None => Err(Box::new(Diagnostic::new(Code::UnreadableFile, format!("there is no file `{path}`")))),
    };
    let bundle = bundle::bundle(root, "root.yaml", &mut reader, &mut diagnostics);
    (bundle, diagnostics)
}

fn yaml(bundle: &Bundle) -> String {
    serde_yaml::to_string(&bundle.document).expect("JSON values are YAML")
}

#[test]
fn shared_parts_become_components() {
    let (bundle, diagnostics) = bundle(&[
        (
            "root.yaml",
            "paths:\n  /a:\n    get:\n      responses:\n        200: { content: { application/json: { schema: { $ref: 'models/pet.yaml' } } } }\n        404: { $ref: 'shared.yaml#/responses/Missing' }\ncomponents:\n  schemas:\n    Owner: { type: string }\n",
        ),
        (
            "models/pet.yaml",
            "properties:\n  owner: { $ref: '../root.yaml#/components/schemas/Owner' }\n  tag: { $ref: '#/$defs/Tag' }\n  self: { $ref: 'pet.yaml' }\n$defs:\n  Tag: { type: string }\n",
        ),
        ("shared.yaml", "responses:\n  Missing: { description: Missing. }\n"),
    ]);
    assert_eq!(diagnostics, []);
    insta::assert_snapshot!(yaml(&bundle), @r"
    paths:
      /a:
        get:
          responses:
            '200':
              content:
                application/json:
                  schema:
                    $ref: '#/components/schemas/pet'
            '404':
              $ref: '#/components/responses/Missing'
    components:
      schemas:
        Owner:
          type: string
        Tag:
          type: string
        pet:
          properties:
            owner:
              $ref: '#/components/schemas/Owner'
            tag:
              $ref: '#/components/schemas/Tag'
            self:
              $ref: '#/components/schemas/pet'
          $defs:
            Tag:
              type: string
      responses:
        Missing:
          description: Missing.
    ");
    assert_eq!(bundle.origins.resolve("/components/schemas/pet/properties/tag"), (1, "/properties/tag".to_owned()));
    assert_eq!(bundle.files[0].name, "models/pet.yaml");
    assert_eq!(bundle.origins.resolve("/components/schemas/Owner"), (0, "/components/schemas/Owner".to_owned()));
}

#[test]
fn what_cannot_be_shared_is_copied_in() {
    let (bundle, diagnostics) = bundle(&[
        (
            "root.yaml",
            "tags:\n  - name: a\n    description: { $ref: 'words.yaml#/a' }\npaths:\n  /a: { $ref: 'paths.yaml#/a' }\n  /b:\n    get: { $ref: 'operations/get.yaml' }\n",
        ),
        ("words.yaml", "a: About a.\n"),
        ("paths.yaml", "a:\n  parameters: [{ $ref: 'parameters.yaml#/limit' }]\n  get: { operationId: a }\n"),
        ("parameters.yaml", "limit: { name: limit, in: query }\n"),
        ("operations/get.yaml", "operationId: b\nparameters: [{ $ref: '../parameters.yaml#/limit' }]\n"),
    ]);
    assert_eq!(diagnostics, []);
    insta::assert_snapshot!(yaml(&bundle), @r"
    tags:
    - name: a
      description: About a.
    paths:
      /a:
        parameters:
        - $ref: '#/components/parameters/limit'
        get:
          operationId: a
      /b:
        get:
          operationId: b
          parameters:
          - $ref: '#/components/parameters/limit'
    components:
      parameters:
        limit:
          name: limit
          in: query
    ");
    assert_eq!(bundle.origins.resolve("/paths/~1b/get/operationId").1, "/operationId");
}

#[test]
fn names_do_not_depend_on_order() {
    let one = "{ $ref: 'a/item.yaml' }";
    let other = "{ $ref: 'b/item.yaml' }";
    let document = |first: &str, second: &str| {
        format!("components:\n  schemas:\n    Item: {{ type: object }}\n    X: {{ oneOf: [{first}, {second}] }}\n")
    };
    let names = |root: &str| {
        let files = [("root.yaml", root), ("a/item.yaml", "type: string\n"), ("b/item.yaml", "type: integer\n")];
        let (bundle, diagnostics) = bundle(&files);
        assert_eq!(diagnostics, []);
        let schemas = bundle.document["components"]["schemas"].as_object().expect("there are schemas").clone();
        let mut names: Vec<_> = schemas
            .into_iter()
            .filter(|(name, _)| name != "X")
            .map(|(name, schema)| format!("{name}: {schema}"))
            .collect();
        names.sort();
        names
    };
    let expected = ["Item: {\"type\":\"object\"}", "a_item: {\"type\":\"string\"}", "b_item: {\"type\":\"integer\"}"];
    assert_eq!(names(&document(one, other)), expected);
    assert_eq!(names(&document(other, one)), expected);
}

#[test]
fn files_may_refer_to_each_other_in_cycles() {
    let (bundle, diagnostics) = bundle(&[
        ("root.yaml", "components:\n  schemas:\n    Tree: { $ref: 'tree.yaml' }\n"),
        ("tree.yaml", "properties: { leaves: { items: { $ref: 'leaf.yaml' } } }\n"),
        ("leaf.yaml", "properties: { tree: { $ref: 'tree.yaml' } }\n"),
    ]);
    assert_eq!(diagnostics, []);
    assert_eq!(
        bundle.document.pointer("/components/schemas/leaf/properties/tree/$ref").and_then(|to| to.as_str()),
        Some("#/components/schemas/Tree"),
        "a component that is nothing but a reference is where the part goes"
    );
}

#[test]
fn schemas_are_found_by_the_names_they_give_themselves() {
    let (bundle, diagnostics) = bundle(&[(
        "root.yaml",
        "components:\n  schemas:\n    A: { $id: 'https://shop.example/a.json', $anchor: a, type: string }\n    B: { oneOf: [{ $ref: 'https://shop.example/a.json' }, { $ref: '#a' }] }\n",
    )]);
    assert_eq!(diagnostics, []);
    let one_of = &bundle.document["components"]["schemas"]["B"]["oneOf"];
    assert_eq!(one_of[0]["$ref"], "#/components/schemas/A");
    assert_eq!(one_of[1]["$ref"], "#/components/schemas/A");
}

#[test]
fn a_cycle_of_copies_is_a_problem() {
    let (_, diagnostics) = bundle(&[
        ("root.yaml", "paths:\n  /a: { $ref: 'a.yaml' }\n"),
        ("a.yaml", "{ $ref: 'b.yaml' }\n"),
        ("b.yaml", "{ $ref: 'a.yaml' }\n"),
    ]);
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::CyclicReference]);
}

#[test]
fn only_files_below_the_root_are_read() {
    let (_, diagnostics) = bundle(&[(
        "root.yaml",
        "components:\n  schemas:\n    A: { $ref: '../a.yaml' }\n    B: { $ref: '/etc/passwd' }\n    C: { $ref: 'file:///etc/passwd' }\n    D: { $ref: 'd.yaml' }\n",
    )]);
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
    let expected = [Code::ReferenceOutside, Code::ReferenceOutside, Code::RemoteReference, Code::BrokenFileReference];
    assert_eq!(codes, expected);
}

#[test]
fn shared_media_types_are_copied_in() {
    let (bundle, diagnostics) = bundle(&[(
        "root.yaml",
        "paths:\n  /a:\n    get: { responses: { 200: { content: { application/json: { $ref: '#/components/mediaTypes/A' } } } } }\ncomponents:\n  mediaTypes:\n    A: { schema: { type: string } }\n",
    )]);
    assert_eq!(diagnostics, []);
    let content = "/paths/~1a/get/responses/200/content/application~1json";
    assert_eq!(bundle.document.pointer(content).map(|found| &found["schema"]["type"]), Some(&"string".into()));
    assert_eq!(bundle.origins.resolve(&format!("{content}/schema")).1, "/components/mediaTypes/A/schema");
}

#[test]
fn any_text_of_a_document_stays_that_text() {
    let (bundle, diagnostics) = bundle(&[
        (
            "root.yaml",
            "info: { title: \"\\0\", version: \"\\00\" }\npaths:\n  /a: { $ref: 'items.yaml' }\nx: { $ref: \"\\00\" }\n",
        ),
        ("items.yaml", "get: { summary: \"\\09\", responses: { 200: { $ref: 'ok.yaml', description: \"\\01/\" } } }\n"),
        ("ok.yaml", "description: \"\\0x\"\n"),
    ]);
    assert_eq!(diagnostics, []);
    let document = &bundle.document;
    assert_eq!(document.pointer("/info/title").unwrap(), "\0");
    assert_eq!(document.pointer("/info/version").unwrap(), "\u{0}0");
    assert_eq!(document.pointer("/x/$ref").unwrap(), "\u{0}0");
    let get = document.pointer("/paths/~1a/get").unwrap();
    assert_eq!(get["summary"], "\u{0}9");
    assert_eq!(get["responses"]["200"]["$ref"], "#/components/responses/ok");
    assert_eq!(get["responses"]["200"]["description"], "\u{0}1/");
    assert_eq!(document.pointer("/components/responses/ok/description").unwrap(), "\0x");
}

#[test]
fn a_keyword_beside_a_reference_replaces_references_below_it() {
    let (bundle, diagnostics) = bundle(&[
        (
            "root.yaml",
            "paths:\n  /a: { $ref: 'item.yaml', get: { responses: { 200: { $ref: '#/components/responses/Own' } } } }\ncomponents: { responses: { Own: { description: Own. } } }\n",
        ),
        (
            "item.yaml",
            "get: { responses: { 200: { $ref: 'other.yaml' } } }\nput: { responses: { 200: { $ref: 'other.yaml' } } }\n",
        ),
        ("other.yaml", "description: Other.\n"),
    ]);
    assert_eq!(diagnostics, []);
    let reference = |method: &str| bundle.document.pointer(&format!("/paths/~1a/{method}/responses/200/$ref")).cloned();
    assert_eq!(reference("get").unwrap(), "#/components/responses/Own");
    assert_eq!(reference("put").unwrap(), "#/components/responses/other");
}

#[test]
fn references_that_multiply_a_document_are_reported_once() {
    let long = "x".repeat(1 << 20);
    let mut root = String::from("paths:\n");
    (0..100).for_each(|index| root.push_str(&format!("  /{index}: {{ $ref: 'item.yaml' }}\n")));
    let item = format!("get: {{ description: {long} }}\n");
    let (_, diagnostics) = bundle(&[("root.yaml", &root), ("item.yaml", &item)]);
    let codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::TooLarge]);
}

/// JSON Schema 2020-12, section 8.2: schemas of any file name themselves.
#[test]
fn references_by_name_lead_into_other_files() {
    let (bundle, diagnostics) = bundle(&[
        (
            "root.yaml",
            "paths: {}\ncomponents:\n  schemas:\n    A: { $ref: 'schemas/order.yaml' }\n    B: { properties: { a: { $ref: 'schemas/order.yaml#line' }, b: { $ref: 'https://shop.example/schemas/item.json' }, c: { $ref: 'https://shop.example/schemas/item.json#size' }, d: { $ref: 'https://shop.example/schemas/item.json#/$defs/Code' } } }\n",
        ),
        (
            "schemas/order.yaml",
            "properties: { line: { $ref: '#line' }, item: { $ref: 'parts/item.yaml' }, own: { $ref: 'buyer.yaml' } }\n$defs:\n  Line: { $anchor: line, type: string, title: Line of an order }\n  Buyer: { $id: buyer.yaml, properties: { name: { $ref: '#/$defs/Name' } }, $defs: { Name: { type: string } } }\n",
        ),
        (
            "schemas/parts/item.yaml",
            "$id: https://shop.example/schemas/item.json\nproperties: { code: { $ref: '#/$defs/Code' }, size: { $ref: 'item.json#size' }, $id: { type: string } }\n$defs:\n  Code: { type: string, title: A code }\n  Size: { $anchor: size, type: integer, title: A size }\n",
        ),
    ]);
    assert_eq!(diagnostics, []);
    insta::assert_snapshot!(yaml(&bundle));
}

/// A schema with a URL of its own is what pointers in it begin at, in the document itself too. Where it has no such place,
/// the document is meant, as many write it.
#[test]
fn pointers_in_a_schema_with_a_url_begin_there() {
    let (bundle, diagnostics) = bundle(&[(
        "root.yaml",
        "paths: {}\ncomponents:\n  schemas:\n    Order: { $id: 'https://shop.example/order', properties: { line: { $ref: '#/$defs/Line' }, buyer: { $ref: '#/components/schemas/Buyer' }, all: { $ref: '#' } }, $defs: { Line: { type: string } } }\n    Buyer: { properties: { order: { $ref: '#/components/schemas/Order' } } }\n",
    )]);
    assert_eq!(diagnostics, []);
    let at = |pointer: &str| bundle.document.pointer(pointer).and_then(|value| value["$ref"].as_str());
    let of_order = |name: &str| at(&format!("/components/schemas/Order/properties/{name}"));
    assert_eq!(of_order("line"), Some("#/components/schemas/Order/$defs/Line"));
    assert_eq!(of_order("buyer"), Some("#/components/schemas/Buyer"));
    assert_eq!(of_order("all"), Some("#/components/schemas/Order"));
    assert_eq!(at("/components/schemas/Buyer/properties/order"), Some("#/components/schemas/Order"));
}

#[test]
fn names_that_no_schema_has_are_reported() {
    let (_, diagnostics) = bundle(&[
        (
            "root.yaml",
            "paths: {}\ncomponents:\n  schemas:\n    A: { properties: { a: { $ref: 'other.yaml#nobody' }, b: { $ref: 'https://shop.example/item.json' } } }\n",
        ),
        ("other.yaml", "example: { $anchor: nobody }\n"),
    ]);
    let found: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(found, [Code::DanglingReference, Code::RemoteReference]);
}

//! One document for each problem that lowering and analysis report.

use super::document;
use generator::diagnostic::Diagnostic;
use insta::assert_snapshot;
use sdk_tests::pipeline::{decided, lowered};

fn reported(diagnostics: &[Diagnostic]) -> String {
    let one = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().map(|place| place.pointer.clone()).unwrap_or_default();
        let mut text = format!("{} {place}\n{}\n", diagnostic.code.as_str(), diagnostic.message);
        diagnostic.notes.iter().for_each(|note| text += &format!("= {note}\n"));
        diagnostic.help.iter().for_each(|help| text += &format!("? {help}\n"));
        text
    };
    diagnostics.iter().map(one).collect()
}

fn problems(schemas: &str) -> String {
    reported(&lowered(&document(schemas)).1)
}

#[test]
fn contradiction() {
    assert_snapshot!(problems("
A: { allOf: [{ type: object, properties: { x: { type: string } } }, { type: object, properties: { x: { type: integer } } }] }
"), @r#"
    SDK0302 /components/schemas/A/allOf/0/properties/x
    no value can satisfy all members of this `allOf`
    = one member says `string`, another `integer`
    ? correct the document; the later member is used
    "#);
}

#[test]
fn too_many_combinations() {
    let choice = |keyword: &str| {
        let branches: Vec<String> = (0..9)
            .map(|at| {
                format!(
                    "{{ type: object, required: [{keyword}{at}], properties: {{ {keyword}{at}: {{ type: string }} }} }}"
                )
            })
            .collect();
        format!("{keyword}: [{}]", branches.join(", "))
    };
    let schemas = format!("A: {{ {}, {} }}", choice("oneOf"), choice("anyOf"));
    assert_snapshot!(problems(&schemas), @r#"
    SDK0303 /components/schemas/A
    the choices that meet here make too many combinations
    = only one is followed; properties of the others are kept as values beyond the document
    "#);
}

#[test]
fn undecided() {
    assert_snapshot!(problems("
A: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] }
B: { type: object, properties: { x: { type: string } } }
C: { type: object, properties: { x: { type: string } } }
Holder: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
"), @r#"
    SDK0304 /components/schemas/A
    the variants of this union cannot be distinguished
    = the variants are `B`, `C`
    ? decide in `unions` of sdk.yaml:
    - at: A
      rule: first        # always `B`; or `tag`, `sibling` with path and mapping, `keys` with tests
      because: …
    "#);
}

#[test]
fn required_but_unknown() {
    assert_snapshot!(problems("
A: { type: object, required: [nmae], properties: { name: { type: string } } }
"), @r#"
    SDK0305 /components/schemas/A
    `nmae` is required but not among the properties
    = it is kept when it comes, among the values beyond the document
    "#);
}

#[test]
fn discriminator_that_does_not_fit() {
    assert_snapshot!(problems("
A:
  oneOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { x: { type: string } } }]
  discriminator: { propertyName: kind, mapping: { b: B, gone: Gone } }
B: { type: object, properties: { kind: { type: string } } }
"), @r#"
    SDK0306 /components/schemas/A
    the mapping of `gone` leads to none of the variants
    ? add the schema to the variants or take the value out of the mapping
    SDK0307 /components/schemas/A
    no value of `kind` stands for variant `x`
    ? name one in the discriminator's mapping, or give the property a constant in the variant
    "#);
}

#[test]
fn nothing_to_page_through() {
    let document = "
openapi: 3.1.0
info: { title: Acme, version: '1' }
servers: [{ url: 'https://acme.test' }]
paths:
  /a:
    get:
      operationId: find
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses: { '200': { description: '', content: { application/json: { schema: { type: string } } } } }
";
    let (_, diagnostics) =
        decided(document, "pagination: [{ operations: [find], page: page, items: data, because: test }]");
    assert_snapshot!(reported(&diagnostics), @r#"
    SDK0308 /paths/~1a/get
    the response of `find` has no array at `data`
    ? correct the rule, or add `except: ["find"]` to it
    SDK0505 /pagination/0
    no operation pages by this rule
    ? take it out, or correct its place
    SDK0214 /paths
    no operation says who may call it; a credential is sent as a bearer token if the caller gives one
    ? say so with `security` at the root of the document; `security: []` where nobody needs a credential
    "#);
}

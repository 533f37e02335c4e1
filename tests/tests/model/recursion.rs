//! Types that contain themselves.

use super::{document, types};
use insta::assert_snapshot;
use sdk_tests::pipeline::lowered;

#[test]
fn a_box_breaks_the_chain_and_lists_need_none() {
    assert_snapshot!(types("
Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' }, all: { type: array, items: { $ref: '#/components/schemas/Node' } } } }
A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }
B: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
Filter: { type: object, required: [clauses], properties: { clauses: { type: array, items: { anyOf: [{ $ref: '#/components/schemas/Clause' }, { $ref: '#/components/schemas/Filter' }] } } } }
Clause: { type: object, required: [property], properties: { property: { type: string } } }
"), @r#"
    A object
      b?: B boxed
    B object
      a?: A
    Clause object
      property: String
    Filter object
      clauses: [Filter.clauses.item]
    Node object
      all?: [Node]
      next?: Node boxed
    Filter.clauses.item union by tests
      Clause: Clause
      Filter: Filter
      if property -> Clause
      if clauses -> Filter
    "#);
}

#[test]
fn aliases_that_contain_themselves_end_in_any_value() {
    assert_snapshot!(types("
Forest: { type: array, items: { $ref: '#/components/schemas/Forest' } }
Json: { anyOf: [{ type: string }, { type: number }, { type: array, items: { $ref: '#/components/schemas/Json' } }] }
"), @r#"
    Forest = [Any]
    Json union by kind
      text: String
      number: Number
      list: [Json]
    "#);
}

#[test]
fn components_that_take_in_each_other_have_the_properties_of_all() {
    assert_snapshot!(types("
A: { allOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }, { type: object, properties: { a: { type: string } } }] }
B: { allOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/A' }, { type: object, properties: { b: { type: string } } }] }
C: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }, { type: object, properties: { c: { type: string } } }] }
"), @r"
    A object
      a?: String
      b?: String
      c?: String
    B object
      a?: String
      b?: String
      c?: String
    C object
      a?: String
      b?: String
      c?: String
    ");
}

/// There are more ways through fifty of them than anyone can walk.
#[test]
fn many_components_that_take_in_each_other_are_merged_once() {
    let part = |at: usize| {
        let others = (0..50).filter(|other| *other != at);
        let others: Vec<String> = others.map(|other| format!("{{ $ref: '#/components/schemas/P{other}' }}")).collect();
        format!("P{at}: {{ allOf: [{}, {{ properties: {{ own{at}: {{ type: string }} }} }}] }}\n", others.join(", "))
    };
    let (api, _) = lowered(&document(&(0..50).map(part).collect::<String>()));
    let sizes = api.types.iter().map(|decl| match &decl.shape {
        generator::model::Shape::Object(object) => object.fields.len(),
        _ => 0,
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [50; 50]);
}

#[test]
fn what_can_be_derived_follows_the_parts() {
    let (api, _) = lowered(&document(
        "
Text: { type: object, properties: { a: { type: string } } }
Rate: { type: object, required: [a], properties: { a: { type: number } } }
Loop: { type: object, properties: { next: { $ref: '#/components/schemas/Loop' } } }
Count: { type: integer }
",
    ));
    let reported: Vec<_> = api
        .types
        .iter()
        .map(|decl| {
            let traits = decl.traits;
            (decl.component().expect("all are components"), traits.eq, traits.hash, traits.copy, traits.default)
        })
        .collect();
    let expected = [
        ("Count".to_owned(), true, true, true, false),
        ("Loop".to_owned(), true, true, false, true),
        ("Rate".to_owned(), false, false, false, false),
        ("Text".to_owned(), true, true, false, true),
    ];
    assert_eq!(reported, expected);
}

#[test]
fn types_that_refer_to_themselves_can_be_merged() {
    assert_snapshot!(types("
A: { type: object, properties: { left: { $ref: '#/components/schemas/A' }, right: { $ref: '#/components/schemas/A' } } }
B: { type: object, properties: { left: { $ref: '#/components/schemas/B' }, right: { $ref: '#/components/schemas/B' } } }
Both: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
"), @r#"
    A object
      left?: A boxed
      right?: A boxed
    B object
      left?: B boxed
      right?: B boxed
    Both object
      left?: Both.left
      right?: Both.left
    Both.left object
      left?: Both.left boxed
      right?: Both.left boxed
    "#);
}

#[test]
fn choices_that_lead_back_end() {
    let ring = |name: &str, next: &str| {
        format!(
            "{name}: {{ type: object, properties: {{ {name}: {{ type: string }} }}, \
             oneOf: [{{ $ref: '#/components/schemas/{next}' }}, {{ type: object, properties: {{ other: {{ type: string }} }} }}] }}\n"
        )
    };
    let schemas = ring("A", "B") + &ring("B", "C") + &ring("C", "B");
    let (api, _) = lowered(&document(&schemas));
    assert!(api.types.len() < 20, "{} types", api.types.len());
}

#[test]
fn wide_inheritance_is_no_explosion() {
    let mut schemas = "L0: { type: object, properties: { a: { type: string } } }\nR0: { type: object }\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        for side in ["L", "R"] {
            schemas += &format!(
                "{side}{level}: {{ allOf: [{{ $ref: '#/components/schemas/L{below}' }}, \
                 {{ $ref: '#/components/schemas/R{below}' }}, {{ type: object, properties: {{ p{level}: {{ type: string }} }} }}] }}\n"
            );
        }
    }
    let (api, _) = lowered(&document(&schemas));
    assert_eq!(api.types.len(), 80);
}

#[test]
fn deep_documents_need_no_deep_stack() {
    let deep = (0..60)
        .fold("{ type: string }".to_owned(), |inner, _| format!("{{ type: object, properties: {{ a: {inner} }} }}"));
    let (api, _) = lowered(&document(&format!("A: {deep}")));
    assert_eq!(api.types.len(), 60);
}

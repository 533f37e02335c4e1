//! `allOf`, inheritance, and references to anywhere.

use super::{document, types, types_of_3_0};
use insta::assert_snapshot;
use sdk_tests::pipeline::lowered;

#[test]
fn members_are_merged_deeply() {
    assert_snapshot!(types("
Base:
  type: object
  required: [a]
  properties: { a: { type: string }, deep: { type: object, properties: { x: { type: integer } } } }
Whole:
  allOf:
    - $ref: '#/components/schemas/Base'
    - type: object
      required: [b, deep]
      properties: { b: { type: integer }, deep: { type: object, properties: { y: { type: string } } } }
"), @r#"
    Base object
      a: String
      deep?: Base.deep
    Whole object
      a: String
      b: Integer
      deep: Whole.deep
    Base.deep object
      x?: Integer
    Whole.deep object
      x?: Integer
      y?: String
    "#);
}

#[test]
fn one_member_with_words_around_it_is_that_member() {
    assert_snapshot!(types_of_3_0("
A: { type: object, properties: { to: { allOf: [{ $ref: '#/components/schemas/Money' }], description: How much. } } }
Money: { type: object, properties: { amount: { type: string } } }
"), @r#"
    A object
      to?: Money
    Money object
      amount?: String
    "#);
}

#[test]
fn a_choice_beside_properties_goes_into_every_variant() {
    assert_snapshot!(types("
Event:
  type: object
  required: [id]
  properties: { id: { type: string } }
  oneOf:
    - { type: object, required: [kind, a], properties: { kind: { const: a }, a: { type: string } } }
    - { type: object, required: [kind, b], properties: { kind: { const: b }, b: { type: string } } }
"), @r#"
    Event union by tag kind
      a: Event.a <- "a"
      b: Event.b <- "b"
    Event.a object
      id: String
      a: String
      kind = "a"
    Event.b object
      id: String
      b: String
      kind = "b"
    "#);
}

#[test]
fn conditions_are_no_variants() {
    assert_snapshot!(types("
A:
  type: object
  properties: { a: { type: string }, b: { type: string } }
  anyOf: [{ required: [a] }, { required: [b] }]
"), @r#"
    A object
      a?: String
      b?: String
    "#);
}

#[test]
fn subtypes_make_the_parent_a_union() {
    assert_snapshot!(types("
Home: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' } } }
Pet:
  type: object
  required: [kind]
  discriminator: { propertyName: kind, mapping: { feline: '#/components/schemas/Cat' } }
  properties: { kind: { type: string }, name: { type: string } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { barks: { type: boolean } } }] }
"), @r#"
    Cat object
      claws?: Integer
      kind = "feline"
      name?: String
    Dog object
      barks?: Boolean
      kind = "Dog"
      name?: String
    Home object
      pet?: Pet
    Pet union by tag kind
      feline: Cat <- "feline"
      Dog: Dog <- "Dog"
    "#);
}

#[test]
fn a_parent_that_lists_its_subtypes_ends() {
    assert_snapshot!(types("
Pet:
  oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
  discriminator: { propertyName: kind }
  properties: { name: { type: string } }
Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { claws: { type: integer } } }] }
Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { barks: { type: boolean } } }] }
"), @r#"
    Cat object
      claws?: Integer
      kind? = "Cat"
      name?: String
    Dog object
      barks?: Boolean
      kind? = "Dog"
      name?: String
    Pet union by tag kind
      Cat: Cat <- "Cat"
      Dog: Dog <- "Dog"
      else -> most known of Cat, Dog
    "#);
}

#[test]
fn a_type_around_a_choice_narrows_it() {
    assert_snapshot!(types("
Envelope: { type: object, properties: { result: { anyOf: [{ type: array }, { type: object }, { type: string }] } } }
List:
  allOf:
    - $ref: '#/components/schemas/Envelope'
    - { type: object, properties: { result: { type: array, items: { type: integer } } } }
"), @r#"
    Envelope object
      result?: Envelope.result
    List object
      result?: [Integer]
    Envelope.result union by kind
      list: [Any]
      map: {Any}
      text: String
    "#);
}

#[test]
fn contradictions_are_reported() {
    let (_, diagnostics) = lowered(&document(
        "
A:
  allOf:
    - { type: object, properties: { x: { type: string } } }
    - { type: object, properties: { x: { type: integer } } }
",
    ));
    let reported: Vec<_> = diagnostics.iter().map(|one| (one.code.as_str(), one.notes.join(" "))).collect();
    assert_eq!(reported, [("SDK0302", "one member says `string`, another `integer`".to_owned())]);
}

#[test]
fn references_lead_anywhere() {
    assert_snapshot!(types("
A:
  type: object
  properties:
    b: { $ref: '#/components/schemas/B/properties/inner' }
    c: { $ref: '#/components/schemas/A/$defs/C' }
    d: { $ref: '#/components/schemas/Chain' }
  $defs: { C: { type: object, properties: { x: { type: string } } } }
B: { type: object, properties: { inner: { type: object, properties: { y: { type: string } } } } }
Chain: { $ref: '#/components/schemas/Link' }
Link: { $ref: '#/components/schemas/B' }
"), @r#"
    A object
      b?: B.inner
      c?: A.C
      d?: Chain
    B object
      inner?: B.inner
    Chain = Link
    Link = B
    A.C object
      x?: String
    B.inner object
      y?: String
    "#);
}

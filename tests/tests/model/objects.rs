//! Objects: presence, constants, maps, tuples, formats, enumerations.

use super::{types, types_of_3_0};
use insta::assert_snapshot;

#[test]
fn presence_is_required_and_nullable() {
    assert_snapshot!(types("
A:
  type: object
  required: [a, b]
  properties:
    a: { type: string }
    b: { type: [string, 'null'] }
    c: { type: integer }
    d: { anyOf: [{ type: number }, { type: 'null' }] }
    id: { type: string }
"), @r#"
    A object
      id?: String
      a: String
      b: String or null
      c?: Integer
      d?: Number or null
    "#);
}

#[test]
fn null_comes_from_the_declaration_too() {
    assert_snapshot!(types_of_3_0("
A:
  type: object
  required: [tag, plain, list]
  properties:
    tag: { $ref: '#/components/schemas/Tag' }
    plain: { $ref: '#/components/schemas/Plain', nullable: true }
    list: { type: array, items: { $ref: '#/components/schemas/Tag' } }
    wrapped: { allOf: [{ $ref: '#/components/schemas/Plain' }], nullable: true }
Tag: { type: string, nullable: true }
Plain: { type: string, enum: [a, b] }
"), @r#"
    A object
      list: [Tag or null]
      plain: Plain or null
      tag: Tag or null
      wrapped?: Plain or null
    Plain enum "a" | "b"
    Tag or null = String
    "#);
}

#[test]
fn constants_are_sent_without_asking() {
    assert_snapshot!(types("
A:
  type: object
  required: [kind, live, gone]
  properties:
    kind: { type: string, const: a }
    version: { const: 2 }
    live: { type: boolean, const: true }
    maybe: { type: boolean, const: true }
    gone: { type: 'null' }
    never: { type: 'null' }
    word: { anyOf: [{ const: x }, { type: 'null' }] }
"), @r#"
    A object
      gone = null
      kind = "a"
      live = true
      maybe?: Boolean
      never?: Null
      version? = 2
      word?: A.word or null
    A.word enum "x"
    "#);
}

#[test]
fn a_one_value_enumeration_is_no_constant_by_itself() {
    assert_snapshot!(types("
A:
  type: object
  required: [currency]
  properties: { currency: { type: string, enum: [USD] } }
"), @r#"
    A object
      currency: A.currency
    A.currency enum "USD"
    "#);
}

#[test]
fn maps_stand_beside_properties_and_alone() {
    assert_snapshot!(types("
Both: { type: object, properties: { _cost: { type: integer } }, additionalProperties: { type: string } }
Closed: { type: object, properties: { a: { type: string } }, additionalProperties: false }
Free: { type: object }
Holder:
  type: object
  properties:
    any: { type: object }
    counts: { type: object, additionalProperties: { type: integer } }
    patterned: { type: object, patternProperties: { '^x-': { type: boolean } } }
Numbers: { type: object, additionalProperties: { type: number } }
"), @r#"
    Both object
      _cost?: Integer
      others: String
    Closed object
      a?: String
      nothing else
    Free = Any
    Holder object
      any?: Any
      counts?: {Integer}
      patterned?: {Boolean}
    Numbers = {Number}
    "#);
}

#[test]
fn a_type_is_derived_from_its_keywords() {
    assert_snapshot!(types_of_3_0("
Object: { properties: { a: { type: string } } }
List: { items: { type: string } }
Enum: { enum: [x, y] }
Text: { format: date-time }
Any: { description: Whatever. }
Values: { type: object, properties: { nothing: { nullable: true } } }
"), @r#"
    Any = Any
    Enum enum "x" | "y"
    List = [String]
    Object object
      a?: String
    Text = DateTime
    Values object
      nothing?: Any or null
    "#);
}

#[test]
fn formats_and_tuples() {
    assert_snapshot!(types("
A:
  type: object
  properties:
    at: { type: string, format: date-time }
    day: { type: string, format: date }
    id: { type: string, format: uuid4 }
    secret: { type: string, format: password }
    data: { type: string, contentEncoding: base64 }
    big: { type: integer, format: int64 }
    rate: { type: number, format: float }
    pair: { type: array, prefixItems: [{ type: string }, { $ref: '#/components/schemas/B' }], minItems: 2, maxItems: 2 }
B: { type: string, enum: [x] }
"), @r#"
    A object
      id?: String
      at?: DateTime
      big?: Integer
      data?: Byte
      day?: Date
      pair?: (String, B)
      rate?: Number
      secret?: Secret
    B enum "x"
    "#);
}

#[test]
fn enumerations_keep_their_order_and_lose_null_and_doubles() {
    assert_snapshot!(types("
Codes: { type: integer, enum: [2, -1, 1, 2] }
Mixed: { enum: [1, a] }
Nullable: { type: [string, 'null'], enum: [b, a, null] }
Switch: { type: boolean, enum: [true] }
Unquoted: { type: string, enum: [1, true, a] }
"), @r#"
    Codes enum 2 | -1 | 1
    Mixed = Any
    Nullable or null enum "b" | "a"
    Switch = Boolean
    Unquoted enum "1" | "true" | "a"
    "#);
}

#[test]
fn equal_inline_types_are_one() {
    assert_snapshot!(types("
A: { type: object, properties: { zone: { type: string, enum: [a, b] }, status: { type: string, enum: [x] } } }
B: { type: object, properties: { zone: { type: string, enum: [a, b] }, status: { type: string, enum: [y] } } }
"), @r#"
    A object
      status?: A.status
      zone?: zone
    B object
      status?: B.status
      zone?: zone
    A.status enum "x"
    B.status enum "y"
    zone enum "a" | "b"
    "#);
}

#[test]
fn a_title_names_an_inline_type_if_it_is_its_own() {
    assert_snapshot!(types("
A:
  type: object
  properties:
    one: { title: Address, type: object, properties: { street: { type: string } } }
    two: { title: Two words, type: object, properties: { street: { type: string }, zip: { type: string } } }
    three: { title: Reused, type: string, enum: [a] }
    four: { title: Reused, type: string, enum: [b] }
    five: { title: Five, type: string, enum: [c] }
    six: { title: A, type: string, enum: [d] }
"), @r#"
    A object
      five?: A.five
      four?: A.four
      one?: Address
      six?: A.six
      three?: A.three
      two?: A.two
    Address object
      street?: String
    A.five enum "c"
    A.four enum "b"
    A.six enum "d"
    A.three enum "a"
    A.two object
      street?: String
      zip?: String
    "#);
}

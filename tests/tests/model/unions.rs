//! How unions are distinguished, rule by rule.

use super::{types, types_of_3_0};
use insta::assert_snapshot;

#[test]
fn a_discriminator_maps_many_values_to_one_variant_and_one_to_a_union() {
    assert_snapshot!(types("
Event:
  oneOf: [{ $ref: '#/components/schemas/System' }, { $ref: '#/components/schemas/User' }]
  discriminator:
    propertyName: source
    mapping: { system: '#/components/schemas/System', user: User, guest: User }
System:
  oneOf: [{ $ref: '#/components/schemas/Start' }, { $ref: '#/components/schemas/Stop' }]
  discriminator: { propertyName: name }
Start: { type: object, required: [name], properties: { source: { const: system }, name: { const: start } } }
Stop: { type: object, required: [name], properties: { source: { const: system }, name: { const: stop } } }
User: { type: object, required: [source], properties: { source: { type: string, enum: [user, guest] } } }
"), @r#"
    Event union by tag source
      system: System <- "system"
      User: User <- "guest" | "user"
      else -> most known of system
    Start object
      name = "start"
      source? = "system"
    Stop object
      name = "stop"
      source? = "system"
    System union by tag name
      start: Start <- "start"
      stop: Stop <- "stop"
    User object
      source: User.source
    User.source enum "user" | "guest"
    "#);
}

#[test]
fn a_discriminator_without_mapping_means_constants_or_names() {
    assert_snapshot!(types("
A: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }
Cat: { type: object, properties: { kind: { type: string, enum: [cat] } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string } } }
"), @r#"
    A union by tag kind
      cat: Cat <- "cat"
      Dog: Dog <- "Dog"
      else -> most known of cat
    Cat object
      kind? = "cat"
    Dog object
      kind = "Dog"
    "#);
}

#[test]
fn a_tag_is_found_and_is_a_constant_then() {
    assert_snapshot!(types_of_3_0("
Place: { oneOf: [{ $ref: '#/components/schemas/Wallet' }, { $ref: '#/components/schemas/Chain' }] }
Wallet: { type: object, required: [type, id], properties: { type: { type: string, enum: [wallet] }, id: { type: string } } }
Chain: { type: object, required: [type], properties: { type: { type: string, enum: [blockchain] } } }
"), @r#"
    Chain object
      type = "blockchain"
    Place union by tag type
      wallet: Wallet <- "wallet"
      blockchain: Chain <- "blockchain"
    Wallet object
      id: String
      type = "wallet"
    "#);
}

#[test]
fn a_tag_may_be_one_level_down() {
    assert_snapshot!(types("
Grant: { anyOf: [{ $ref: '#/components/schemas/GrantA' }, { $ref: '#/components/schemas/GrantB' }] }
GrantA: { type: object, required: [benefit], properties: { benefit: { $ref: '#/components/schemas/A' } } }
GrantB: { type: object, required: [benefit], properties: { benefit: { $ref: '#/components/schemas/B' } } }
A: { type: object, required: [type], properties: { type: { const: a } } }
B: { type: object, required: [type], properties: { type: { const: b } } }
"), @r#"
    A object
      type = "a"
    B object
      type = "b"
    Grant union by tag benefit.type
      a: GrantA <- "a"
      b: GrantB <- "b"
    GrantA object
      benefit: A
    GrantB object
      benefit: B
    "#);
}

#[test]
fn a_constant_that_only_one_half_has_decides_between_unions() {
    assert_snapshot!(types("
Price: { oneOf: [{ $ref: '#/components/schemas/Old' }, { $ref: '#/components/schemas/New' }] }
Old: { oneOf: [{ $ref: '#/components/schemas/OldFixed' }, { $ref: '#/components/schemas/OldFree' }] }
New: { oneOf: [{ $ref: '#/components/schemas/NewFixed' }, { $ref: '#/components/schemas/NewFree' }] }
OldFixed: { type: object, required: [kind, legacy], properties: { kind: { const: fixed }, legacy: { const: true } } }
OldFree: { type: object, required: [kind, legacy], properties: { kind: { const: free }, legacy: { const: true } } }
NewFixed: { type: object, required: [kind], properties: { kind: { const: fixed } } }
NewFree: { type: object, required: [kind], properties: { kind: { const: free } } }
"), @r#"
    New union by tag kind
      fixed: NewFixed <- "fixed"
      free: NewFree <- "free"
    NewFixed object
      kind = "fixed"
    NewFree object
      kind = "free"
    Old union by tag kind
      fixed: OldFixed <- "fixed"
      free: OldFree <- "free"
    OldFixed object
      kind = "fixed"
      legacy = true
    OldFree object
      kind = "free"
      legacy = true
    Price union by tests
      Old: Old
      New: New
      if legacy is true and kind absent or "fixed" | "free" -> Old
      if kind absent or "fixed" | "free" -> New
    "#);
}

#[test]
fn kinds_of_json_decide_and_simplify() {
    assert_snapshot!(types("
A:
  type: object
  properties:
    number: { anyOf: [{ type: integer }, { type: number }] }
    text: { anyOf: [{ type: string, format: date-time }, { type: string }] }
    open: { anyOf: [{ $ref: '#/components/schemas/Word' }, { type: string }] }
    filter: { anyOf: [{ type: string }, { type: array, items: { type: string } }, { type: 'null' }] }
    words: { anyOf: [{ $ref: '#/components/schemas/Word' }, { type: array, items: { $ref: '#/components/schemas/Word' } }] }
    mixed: { anyOf: [{ type: string }, { type: integer }, { type: boolean }] }
    both: { anyOf: [{ type: string }, { type: integer }, { type: array, items: { anyOf: [{ type: string }, { type: integer }] } }] }
    several: { anyOf: [{ type: string }, { type: integer }, { type: array, items: { type: string } }, { type: array, items: { type: integer } }] }
    all: { anyOf: [{ type: string }, {}] }
    types: { type: [string, boolean, 'null'] }
Word: { type: string, enum: [a, b] }
"), @r#"
    A object
      all?: Any
      both?: A.both or [A.both]
      filter?: String or [String] or null
      mixed?: A.mixed
      number?: IntegerOrNumber
      open?: Word
      several?: A.both or [A.both]
      text?: String
      types?: A.types or null
      words?: Word or [Word]
    Word enum "a" | "b"
    A.both union by kind
      text: String
      integer: Integer
    A.mixed union by kind
      text: String
      integer: Integer
      boolean: Boolean
    A.types union by kind
      text: String
      boolean: Boolean
    "#);
}

#[test]
fn required_properties_decide_the_more_demanding_first() {
    assert_snapshot!(types("
Discount: { oneOf: [{ $ref: '#/components/schemas/Fixed' }, { $ref: '#/components/schemas/FixedRepeat' }, { $ref: '#/components/schemas/Percent' }] }
Fixed: { type: object, required: [type, amount], properties: { type: { type: string }, amount: { type: integer } } }
FixedRepeat: { type: object, required: [type, amount, months], properties: { type: { type: string }, amount: { type: integer }, months: { type: integer } } }
Percent: { type: object, required: [type, points], properties: { type: { type: string }, points: { type: integer } } }
Payment: { anyOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Generic' }] }
Card: { type: object, required: [method, metadata], properties: { method: { const: card }, metadata: { type: object } } }
Generic: { type: object, required: [method], properties: { method: { type: string } } }
"), @r#"
    Card object
      metadata: Any
      method = "card"
    Discount union by tests
      Fixed: Fixed
      FixedRepeat: FixedRepeat
      Percent: Percent
      if months -> FixedRepeat
      if amount -> Fixed
      if points -> Percent
    Fixed object
      amount: Integer
      type: String
    FixedRepeat object
      amount: Integer
      months: Integer
      type: String
    Generic object
      method: String
    Payment union by tests
      Card: Card
      Generic: Generic
      if metadata and method absent or "card" -> Card
      else -> Generic
    Percent object
      points: Integer
      type: String
    "#);
}

#[test]
fn values_that_overlap_are_combined_with_properties() {
    assert_snapshot!(types_of_3_0("
Payment:
  oneOf:
    - $ref: '#/components/schemas/FiatPayment'
    - $ref: '#/components/schemas/CryptoPayment'
    - $ref: '#/components/schemas/FiatCancel'
    - $ref: '#/components/schemas/FiatRefund'
FiatPayment: { type: object, required: [type, source], properties: { type: { type: string, enum: [payment] }, source: { type: string } } }
CryptoPayment: { type: object, required: [type], properties: { type: { type: string, enum: [payment, refund] }, hash: { type: string } } }
FiatCancel: { type: object, required: [type, source], properties: { type: { type: string, enum: [cancel] }, source: { type: string } } }
FiatRefund: { type: object, required: [type, source], properties: { type: { type: string, enum: [refund] }, source: { type: string } } }
"), @r#"
    CryptoPayment object
      hash?: String
      type: CryptoPayment.type
    FiatCancel object
      source: String
      type = "cancel"
    FiatPayment object
      source: String
      type = "payment"
    FiatRefund object
      source: String
      type = "refund"
    Payment union by tests
      FiatPayment: FiatPayment
      CryptoPayment: CryptoPayment
      FiatCancel: FiatCancel
      FiatRefund: FiatRefund
      if type is "cancel" -> FiatCancel
      if type is "payment" and source -> FiatPayment
      if source and type is "refund" -> FiatRefund
      if type is "payment" | "refund" -> CryptoPayment
    CryptoPayment.type enum "payment" | "refund"
    "#);
}

#[test]
fn the_kind_or_the_inside_of_a_property_decides() {
    assert_snapshot!(types("
Amount: { oneOf: [{ $ref: '#/components/schemas/Simple' }, { $ref: '#/components/schemas/Full' }] }
Simple: { type: object, required: [value], properties: { value: { type: string } } }
Full: { type: object, required: [value], properties: { value: { type: integer } } }
List: { anyOf: [{ $ref: '#/components/schemas/Pages' }, { $ref: '#/components/schemas/Cursor' }] }
Pages: { type: object, required: [page], properties: { page: { type: object, required: [max], properties: { max: { type: integer } } } } }
Cursor: { type: object, required: [page], properties: { page: { type: object, required: [next], properties: { next: { type: boolean } } } } }
"), @r#"
    Amount union by tests
      Simple: Simple
      Full: Full
      if value is of [String] -> Simple
      if value is of [Integer] -> Full
    Cursor object
      page: Cursor.page
    Full object
      value: Integer
    List union by tests
      Pages: Pages
      Cursor: Cursor
      if page.max -> Pages
      if page.next -> Cursor
    Pages object
      page: Pages.page
    Simple object
      value: String
    Cursor.page object
      next: Boolean
    Pages.page object
      max: Integer
    "#);
}

#[test]
fn objects_come_before_maps_and_scalars_by_kind() {
    assert_snapshot!(types("
A: { anyOf: [{ type: object, additionalProperties: { type: string } }, { $ref: '#/components/schemas/B' }, { type: string }] }
B: { type: object, required: [b], properties: { b: { type: string } } }
"), @r#"
    A union by tests
      map: {String}
      B: B
      text: String
      if it is of [String] -> text
      if b -> B
      if it is of [Object] -> map
    B object
      b: String
    "#);
}

#[test]
fn properties_nobody_has_to_send_decide_when_they_are_there() {
    assert_snapshot!(types("
A: { anyOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] }
B: { type: object, properties: { b: { type: string }, common: { type: string } } }
C: { type: object, properties: { c: { type: string }, common: { type: string } } }
"), @r#"
    A union by tests
      B: B
      C: C
      else -> most known of B, C
    B object
      b?: String
      common?: String
    C object
      c?: String
      common?: String
    "#);
}

#[test]
fn what_nothing_tells_apart_is_undecided() {
    assert_snapshot!(types("
A: { anyOf: [{ $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/Organization' }] }
User: { type: object, required: [sub], properties: { sub: { type: string }, name: { type: string }, email: { type: string } } }
Organization: { type: object, required: [sub], properties: { sub: { type: string }, name: { type: string } } }
"), @r#"
    A union by tests
      User: User
      Organization: Organization
      else -> most known of User, Organization
    Organization object
      name?: String
      sub: String
    User object
      email?: String
      name?: String
      sub: String
    "#);
}

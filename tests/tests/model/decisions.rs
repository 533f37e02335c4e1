//! What `sdk.yaml` decides, and what it says when a decision no longer applies.

use generator::diagnostic::Diagnostic;
use generator::model::Operation;
use generator::model::dump;
use insta::assert_snapshot;
use sdk_tests::pipeline::decided;

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Acme, version: '1' }
security: []
servers: [{ url: 'https://acme.test' }]
paths:
  /things:
    get:
      operationId: things:list
      x-group: shop.things
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: owner_id, in: query, schema: { anyOf: [{ type: string }, { type: array, items: { type: string } }] } }
      responses:
        '200': { description: '', content: { application/json: { schema: { type: object, properties: { data: { type: array, items: { $ref: '#/components/schemas/Thing' } } } } } } }
    post:
      operationId: things:create
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses:
        '200': { description: '', content: { application/json: { schema: { type: object, properties: { data: { $ref: '#/components/schemas/Grant' } } } } } }
components:
  schemas:
    Thing:
      type: object
      required: [id, price]
      properties:
        id: { type: string, format: uuid }
        owner_id: { type: string }
        price: { anyOf: [{ type: number }, { type: string }] }
        token: { type: string }
        key: { type: string }
    Grant:
      type: object
      required: [kind]
      properties: { kind: { type: string }, properties: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] } }
    A: { type: object }
    B: { type: object, properties: { b: { type: string } } }
";

#[test]
fn decisions_change_the_model() {
    let (api, diagnostics) = decided(
        DOCUMENT,
        "
operations:
  group_extension: x-group
  overrides: [{ operation: 'things:create', group: shop, method: make, because: test }]
pagination: [{ page: page, items: data, because: test }]
envelope: { property: data, because: test }
idempotency: { property: key, because: test }
bodies_required: { because: test }
ids:
  - { id: ThingId, at: [Thing.id], because: test }
  - { id: OwnerId, at: ['*.owner_id', 'parameter:owner_id'], because: test }
formats: [{ at: ['*.price'], format: decimal, because: test }]
secrets: [{ at: ['*.token'], because: test }]
presence: [{ at: [Thing.token], optional: false, nullable: true, because: test }]
unions:
  - { at: /components/schemas/Grant/properties/properties, rule: sibling, path: kind, mapping: { a: A, b: B }, because: test }
",
    );
    assert_eq!(diagnostics, []);
    let reported = dump::operations(&api) + &dump::types(&api);
    assert_snapshot!(reported, @r#"
    GET /things things:list: shop.things, open
      Query page?: Integer (Form explode)
      Query owner_id?: id OwnerId or [id OwnerId] (Form explode)
      Code(200) -> [Thing]
      gives [Thing]
      pages over data: Thing: Page { page: "page", first: 1, last: [Empty], total: None }
    POST /things things:create: shop.make, open
      body application/json: Thing Json, key key
      Code(200) -> Grant
      gives Grant
    A = Any
    B object
      b?: String
    Grant object
      kind: String
      properties?: Grant.properties
    Thing object
      id: id ThingId
      key?: String
      owner_id?: id OwnerId
      price: Decimal
      token: Secret or null
    Grant.properties union by sibling kind
      a: {Any} <- "a"
      b: B <- "b"
    "#);
}

#[test]
fn decisions_that_apply_to_nothing_are_errors_with_their_place() {
    let (_, diagnostics) = decided(
        DOCUMENT,
        "
operations: { overrides: [{ operation: gone, method: make, because: test }] }
pagination: [{ cursor: after, items: data, because: test }, { operations: [gone], page: page, because: test }]
envelope: { property: result, because: test }
idempotency: { property: gone, because: test }
ids: [{ id: ThingId, at: [Thing.id, Thing.gone], because: test }]
formats: [{ at: [Gone], format: decimal, because: test }]
secrets: [{ at: [Thing.price], because: test }]
presence: [{ at: [Gone.id], optional: true, because: test }]
unions:
  - { at: Gone, rule: first, because: test }
  - { at: /components/schemas/Grant/properties/properties, rule: sibling, path: kind, mapping: { a: Gone }, because: test }
",
    );
    let reported: Vec<String> = diagnostics
        .iter()
        .filter(|one| one.code.as_str() > "SDK05")
        .map(|one| {
            let place = one.place.as_ref().expect("decisions have a place");
            assert_eq!(place.file, 1, "the place is in sdk.yaml");
            format!("{} {}: {}", one.code.as_str(), place.pointer, one.message)
        })
        .collect();
    assert_snapshot!(reported.join("\n"), @r#"
    SDK0505 /formats/0/at/0: `Gone` matches nothing this decision can be applied to
    SDK0505 /ids/0/at/1: `Thing.gone` matches nothing this decision can be applied to
    SDK0505 /secrets/0/at/0: `Thing.price` matches nothing this decision can be applied to
    SDK0505 /presence/0/at/0: `Gone.id` matches no property
    SDK0502 /unions/1: `Gone` is none of the variants, which are A, B
    SDK0505 /unions/0: there is no union at `Gone`
    SDK0505 /pagination/0: no operation pages by this rule
    SDK0505 /pagination/1/operations/0: there is no operation `gone`
    SDK0505 /pagination/1: no operation pages by this rule
    SDK0505 /operations/overrides/0: there is no operation `gone`
    SDK0505 /envelope: no success body is an object with the one property `result`
    SDK0505 /idempotency: no request body has the property `gone`
    "#);
}

#[test]
fn what_needs_no_credential_is_reached_without_the_handle_of_its_group() {
    let document = "
openapi: 3.1.0
info: { title: Acme, version: '1' }
servers: [{ url: 'https://acme.test' }]
paths:
  /portal/orders:
    get: { operationId: portal:orders:list, tags: [portal], security: [{ session: [] }], responses: { '204': { description: '' } } }
  /portal/keys:
    post: { operationId: portal:keys:validate, tags: [portal], responses: { '204': { description: '' } } }
components: { securitySchemes: { session: { type: http, scheme: bearer } } }
";
    let handle = "handles: [{ group: portal, method: portal, token: Token, open: public, because: test }]";
    let (api, diagnostics) = decided(document, handle);
    assert_eq!(diagnostics, []);
    let groups = |operation: &Operation| (operation.group.join("."), operation.declared_group.join("."));
    let [keys, orders] = api.operations.as_slice() else { panic!("there are two operations") };
    assert_eq!(groups(orders), ("portal".to_owned(), "portal".to_owned()));
    assert_eq!(groups(keys), ("public".to_owned(), "portal".to_owned()));
}

#[test]
fn decisions_that_match_nothing_say_which_half_is_wrong() {
    let (_, diagnostics) = decided(
        DOCUMENT,
        "
pagination:
  - { page: page, items: data, max_page: paging.pages, because: test }
  - { cursor: pages, items: data, because: test }
ids:
  - id: ThingId
    at: [Thing.idd, Thng.id, 'parameter:owner', 'things:list/pge', 'things:lst/page']
    because: test
",
    );
    let note = |pointer: &str| {
        let at = |found: &&Diagnostic| found.place.as_ref().is_some_and(|place| place.pointer == pointer);
        let found = diagnostics.iter().find(at).unwrap_or_else(|| panic!("{pointer}: {diagnostics:#?}"));
        found.notes.join("; ")
    };
    let table = [
        ("/pagination/0/max_page", "its answer has no property `paging`"),
        ("/pagination/1", "no operation has the query parameter `pages`; `page` may be meant"),
        ("/ids/0/at/0", "`Thing` has no property `idd`; `id` may be meant"),
        ("/ids/0/at/1", "there is no type `Thng`; `Thing` may be meant"),
        ("/ids/0/at/2", "no operation has a parameter `owner`; `owner_id` may be meant"),
        ("/ids/0/at/3", "`things:list` has no parameter `pge`; `page` may be meant"),
        ("/ids/0/at/4", "there is no operation `things:lst`; `things:list` may be meant"),
    ];
    for (pointer, expected) in table {
        assert_eq!(note(pointer), expected, "{pointer}");
    }
}

#[test]
fn two_operations_of_a_group_are_not_decided_to_be_called_the_same() {
    let decisions = "
operations:
  overrides:
    - { operation: 'things:list', method: make, because: test }
    - { operation: 'things:create', method: make, because: test }
";
    let (_, diagnostics) = decided(DOCUMENT, decisions);
    let found: Vec<_> = diagnostics.iter().filter(|one| one.message.contains("in one group")).collect();
    let [found] = found.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!(found.place.as_ref().map(|place| place.pointer.as_str()), Some("/operations/overrides/1/method"));
}

//! Parameters, bodies, answers, groups and names of operations.

use generator::model::dump;
use insta::assert_snapshot;
use sdk_tests::pipeline::lowered;

fn operations(paths: &str) -> String {
    let indented: String = paths.lines().map(|line| format!("  {line}\n")).collect();
    let document = format!("openapi: 3.1.0\ninfo: {{ title: Acme, version: '1' }}\npaths:\n{indented}");
    dump::operations(&lowered(&document).0)
}

#[test]
fn parameters_keep_their_place_style_and_order() {
    assert_snapshot!(operations("
/a/{second}/b/{first}/:
  parameters:
    - { name: first, in: path, required: true, schema: { type: string } }
    - { name: trace, in: header, schema: { type: string } }
  get:
    operationId: find
    tags: [things]
    parameters:
      - { name: sort, in: query, schema: { anyOf: [{ type: array, items: { type: string } }, { type: 'null' }] } }
      - { name: ids, in: query, explode: false, schema: { type: array, items: { type: string } } }
      - { name: meta, in: query, style: deepObject, schema: { type: object, additionalProperties: { type: string } } }
      - { name: filter, in: query, content: { application/json: { schema: { type: object } } } }
      - { name: version, in: query, required: true, schema: { type: string, const: '2' } }
      - { name: second, in: path, required: true, schema: { type: integer } }
      - { name: trace, in: header, required: true, schema: { type: integer } }
      - { name: Authorization, in: header, schema: { type: string } }
    responses: { '204': { description: Done } }
"), @r#"
    GET /a/{second}/b/{first}/ find: things
      Path second: Integer (Simple)
      Path first: String (Simple)
      Query sort?: [String] (Form explode)
      Query ids?: [String] (Form)
      Query meta?: {String} (DeepObject explode)
      Query filter?: {Any} (Json)
      Query version: String = "2" (Form explode)
      Header trace: Integer (Simple)
      Code(204) -> empty
      gives nothing
    "#);
}

#[test]
fn bodies_are_json_or_the_first_and_others_have_methods_of_their_own() {
    assert_snapshot!(operations("
/a:
  post:
    operationId: create
    requestBody: { content: { text/plain: {}, application/json: { schema: { type: object } }, application/x-www-form-urlencoded: {} } }
    responses: { '201': { description: '', content: { application/json: { schema: { type: string } } } } }
/b:
  post:
    operationId: upload
    requestBody:
      required: true
      content:
        multipart/form-data:
          schema: { type: object, properties: { file: { type: string, format: binary }, name: { type: string }, more: { type: object } } }
          encoding: { name: { contentType: text/markdown } }
    responses: { '200': { description: '', content: { application/vnd.acme+json: { schema: { type: string } } } } }
/c:
  post:
    operationId: send
    requestBody: { required: true, content: { application/octet-stream: { schema: { type: string, format: binary } } } }
    responses: { '200': { description: '', content: { text/event-stream: {} } } }
"), @r#"
    POST /a create: a
      body? application/json: {Any} Json
      Code(201) -> String
      gives String
    POST /a create_text: a
      body? text/plain: String Text
      Code(201) -> String
      gives String
    POST /b upload: b
      body multipart/form-data: upload.request Multipart([Part { wire: "file", style: Form, explode: true, allow_reserved: false, content_type: None }, Part { wire: "more", style: Form, explode: true, allow_reserved: false, content_type: None }, Part { wire: "name", style: Form, explode: true, allow_reserved: false, content_type: Some("text/markdown") }])
      Code(200) -> String
      gives String
    POST /c send: c
      body application/octet-stream: Binary Bytes
      Code(200) -> text/event-stream of String Data
      gives events of String
    "#);
}

#[test]
fn answers_of_two_shapes() {
    assert_snapshot!(operations("
/accepted: { post: { operationId: accepted, responses: { '202': { description: '', content: { application/json: { schema: {} } } } } } }
/accepted/object: { post: { operationId: acceptedObject, responses: { '202': { description: '', content: { application/json: { schema: { type: object } } } } } } }
/csv: { get: { operationId: csv, responses: { '200': { description: '', content: { text/csv: { schema: { type: string } } } } } } }
/default: { get: { operationId: default, responses: { default: { description: '', content: { application/json: { schema: { type: string } } } } } } }
/range: { get: { operationId: range, responses: { 2XX: { description: '', content: { application/json: { schema: { type: string } } } }, 4XX: { description: '' }, default: { description: '' } } } }
/receipt: { get: { operationId: receipt, responses: { '200': { description: '', content: { application/json: { schema: { type: string } } } }, '202': { description: '' } } } }
/two:
  put:
    operationId: two
    responses:
      '200': { description: '', content: { application/json: { schema: { type: integer } } } }
      '201': { description: '', content: { application/json: { schema: { type: string } } } }
"), @r#"
    POST /accepted accepted: accepted
      Code(202) -> empty
      gives nothing
    POST /accepted/object acceptedObject: accepted
      Code(202) -> Any
      gives Any
    GET /csv csv: csv
      Code(200) -> text/csv
      gives text
    GET /default default: default
      Default -> String
      gives String
    GET /range range: range
      Range(2) -> String
      Range(4) -! empty
      Default -! empty
      gives String
    GET /receipt receipt: receipt
      Code(200) -> String
      Code(202) -> empty
      gives String or nothing
    PUT /two two: two
      Code(200) -> Integer
      Code(201) -> String
      gives two.response
    "#);
}

#[test]
fn groups_are_tags_or_paths() {
    let answer = "responses: { '204': { description: '' } }";
    let paths = [
        format!("/v1/cards: {{ get: {{ operationId: listCards, tags: [Cards], {answer} }} }}"),
        format!("/v1/cards/{{id}}: {{ get: {{ operationId: getCard, tags: [Cards], {answer} }} }}"),
        format!("/v1/cards/{{id}}/owner: {{ get: {{ operationId: getCardOwner, tags: [Cards], {answer} }} }}"),
        format!("/v1/api/keys: {{ get: {{ {answer} }}, post: {{ {answer} }} }}"),
        format!("/v1/pay: {{ post: {{ operationId: payments.create, tags: [Payments], {answer} }} }}"),
        format!("/v1/pay2: {{ post: {{ operationId: createPayment, tags: [Payments], {answer} }} }}"),
    ];
    let reported = operations(&paths.join("\n"));
    let names: Vec<&str> = reported.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        names,
        [
            "GET /v1/api/keys get_v1_api_keys: keys",
            "POST /v1/api/keys post_v1_api_keys: keys",
            "GET /v1/cards listCards: Cards",
            "GET /v1/cards/{id} getCard: Cards",
            "GET /v1/cards/{id}/owner getCardOwner: Cards",
            "POST /v1/pay payments.create: Payments",
            "POST /v1/pay2 createPayment: Payments",
        ]
    );
}

#[test]
fn security_is_the_operations_or_the_documents() {
    let (api, _) = lowered(
        "
openapi: 3.1.0
info: { title: Acme, version: '1' }
security: [{ key: [] }]
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    oauth: { type: oauth2, flows: {} }
    tls: { type: mutualTLS }
paths:
  /own: { get: { operationId: own, security: [{ oauth: [read] }, {}], responses: { '204': { description: '' } } } }
  /whole: { get: { operationId: whole, responses: { '204': { description: '' } } } }
  /none: { get: { operationId: none, security: [], responses: { '204': { description: '' } } } }
",
    );
    let reported: Vec<String> = api.operations.iter().map(|one| format!("{} {:?}", one.id, one.security)).collect();
    assert_snapshot!(reported.join("\n"), @r#"
    none Security { any_of: [], optional: true }
    own Security { any_of: [Requirement { all_of: [SchemeUse { scheme: "oauth", scopes: ["read"] }] }], optional: true }
    whole Security { any_of: [Requirement { all_of: [SchemeUse { scheme: "key", scopes: [] }] }], optional: false }
    "#);
}

#[test]
fn a_callback_is_none_whose_name_ends_alike() {
    let callback = |name: &str, schema: &str| {
        let body = format!("{{ content: {{ application/json: {{ schema: {schema} }} }} }}");
        format!("{name}: {{ '{{$url}}': {{ post: {{ requestBody: {body}, responses: {{}} }} }} }}")
    };
    let operation = |id: &str, callbacks: &[String]| {
        format!(
            "  /{id}: {{ post: {{ operationId: {id}, responses: {{}}, callbacks: {{ {} }} }} }}\n",
            callbacks.join(", ")
        )
    };
    let (paid, number) = ("{ $ref: '#/components/schemas/Paid' }", "{ type: integer }");
    let paths = [
        operation("buy", &[callback("orderPaid", paid), callback("'order paid'", paid), callback("paid", paid)]),
        operation("rent", &[callback("paid", paid), callback("late", number)]),
        operation("lend", &[callback("late", "{ type: string }"), callback("'lend late'", number)]),
    ];
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: Acme, version: '1' }}\npaths:\n{}components: {{ schemas: {{ Paid: {{ type: object, properties: {{ at: {{ type: string }} }} }} }} }}\n",
        paths.concat()
    );
    let events: Vec<String> = lowered(&document).0.webhooks.into_iter().map(|webhook| webhook.event).collect();
    assert_eq!(events, ["orderPaid", "order paid", "paid", "rent late", "lend late", "lend late 2"]);
}

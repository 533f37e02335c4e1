//! What a change of a document means for the users of the SDK: small pairs of documents, one per kind of change.

mod spelled;

use generator::config::Config;
use generator::diff::{Report, Verdict};
use generator::naming::Level;
use generator::pipeline;
use generator::source::{Input, SourceFile, read};

/// The old side of every pair.
const SHOP: &str = include_str!("shop.yaml");

fn input(text: &str) -> Input {
    let mut diagnostics = Vec::new();
    let value = read::read(text, 0, &mut diagnostics).expect("the document is YAML");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let document = SourceFile { name: "shop.yaml".to_owned(), text: text.into(), value };
    let (others, origins) = (Vec::new(), Default::default());
    Input {
        name: "shop".to_owned(),
        document,
        others,
        origins,
        config: Config::default(),
        words: Default::default(),
        config_file: None,
        words_file: None,
        guides: Default::default(),
        crate_guides: Default::default(),
    }
}

fn report(old: &str, new: &str) -> Report {
    pipeline::compare(vec![input(old)], vec![input(new)], Level::Module).report
}

/// The report of a document in which something was replaced.
fn changed(from: &str, to: &str) -> Report {
    assert_eq!(SHOP.matches(from).count(), 1, "`{from}` is in the document once");
    report(SHOP, &SHOP.replace(from, to))
}

/// A row for each case: what changed in the document, and what is said about it.
fn table(cases: &[(&str, &str, &str)]) -> String {
    let rows = cases.iter().map(|(name, from, to)| row(name, changed(from, to)));
    rows.collect()
}

/// As [`table`], with what is said when the documents are given the other way round.
fn both_ways(cases: &[(&str, &str, &str)]) -> String {
    let rows = cases.iter().map(|(name, from, to)| {
        assert!(SHOP.contains(from), "`{from}` is in the document");
        let new = SHOP.replace(from, to);
        row(name, report(SHOP, &new)) + &row(&format!("{name}, backwards"), report(&new, SHOP))
    });
    rows.collect()
}

fn row(name: &str, report: Report) -> String {
    let mut rows = format!("== {name}\n");
    {
        for change in report.changes {
            let (verdict, subject) = (change.verdict.word(), change.subject.word());
            rows.push_str(&format!("{verdict}: {subject} {}: {}\n", change.label, change.what));
            change.code.iter().for_each(|line| rows.push_str(&format!("    {line}\n")));
            rows.push_str(&format!("    {}\n", change.reason));
            if let Some(migration) = change.migration {
                rows.push_str(&format!("    {}  =>  {}\n", migration.before, migration.after));
            }
        }
    }
    rows.push('\n');
    rows
}

#[test]
fn changes_of_operations() {
    let rows = table(&[
        (
            "an operation is new",
            "  /orders/{id}:",
            "  /refunds:\n    get: { operationId: listRefunds, tags: [refunds], responses: { \"204\": { description: None } } }\n  /orders/{id}:",
        ),
        (
            "an operation is gone",
            "    delete: { operationId: deleteOrder, tags: [orders], responses: { \"204\": { description: None } } }\n",
            "",
        ),
        ("an operation has another id", "operationId: deleteOrder", "operationId: cancelOrder"),
        (
            "an operation is in another group",
            "operationId: deleteOrder, tags: [orders]",
            "operationId: deleteOrder, tags: [carts]",
        ),
        ("an operation is deprecated", "operationId: deleteOrder,", "operationId: deleteOrder, deprecated: true,"),
        (
            "an operation gives something else",
            "schema: { type: array, items: { $ref: \"#/components/schemas/Order\" } }",
            "schema: { type: array, items: { type: string } }",
        ),
        ("an operation needs another scope", "security: [{ oauth: [read] }]", "security: [{ oauth: [write] }]"),
        (
            "an optional parameter is new",
            "parameters: [{ name: state, in: query",
            "parameters: [{ name: page, in: query, schema: { type: integer } }, { name: state, in: query",
        ),
        (
            "a required parameter is new",
            "parameters: [{ name: state, in: query",
            "parameters: [{ name: page, in: query, required: true, schema: { type: integer } }, { name: state, in: query",
        ),
        ("a parameter is gone", "{ name: state, in: query, schema: { type: string } }, ", ""),
        (
            "a parameter becomes required",
            "{ name: state, in: query, schema",
            "{ name: state, in: query, required: true, schema",
        ),
        (
            "a parameter has another type",
            "{ name: state, in: query, schema: { type: string } }",
            "{ name: state, in: query, schema: { type: integer } }",
        ),
        (
            "a parameter is only written otherwise",
            "{ name: state, in: query, schema",
            "{ name: state, in: query, style: form, explode: false, schema",
        ),
        ("the parameters of a path change places", "/carts/{shop}/{cart}:", "/carts/{cart}/{shop}:"),
        ("a body becomes optional", "requestBody: { required: true,", "requestBody: { required: false,"),
        ("a status is new", "description: Created }", "description: Created }, \"409\": { description: Conflict }"),
        ("a server has another address", "https://api.shop.example", "https://eu.shop.example"),
        (
            "another server is the default",
            "  - { url: \"https://api.shop.example\", description: Production }\n  - { url: \"https://sandbox.shop.example\", description: Sandbox }",
            "  - { url: \"https://sandbox.shop.example\", description: Sandbox }\n  - { url: \"https://api.shop.example\", description: Production }",
        ),
    ]);
    insta::assert_snapshot!(rows);
}

#[test]
fn changes_of_what_is_received() {
    let rows = table(&[
        (
            "a field is new",
            "        total: { type: integer }",
            "        total: { type: integer }\n        tax: { type: integer }",
        ),
        ("a field is gone", "        note: { type: string }\n", ""),
        (
            "a field is spelled otherwise",
            "        note: { type: string }\n        total",
            "        Note: { type: string }\n        total",
        ),
        ("a field may be missing", "required: [id, total, state]", "required: [id, state]"),
        ("a field may be null", "        total: { type: integer }", "        total: { type: [integer, \"null\"] }"),
        ("a field is always there", "required: [id, total, state]", "required: [id, total, state, note]"),
        ("a field has another type", "        total: { type: integer }", "        total: { type: number }"),
        (
            "a field has a format",
            "        note: { type: string }\n        total",
            "        note: { type: string, format: date-time }\n        total",
        ),
        (
            "a field has a limit",
            "        note: { type: string }\n        total",
            "        note: { type: string, maxLength: 10 }\n        total",
        ),
        (
            "a field is deprecated",
            "        note: { type: string }\n        total",
            "        note: { type: string, deprecated: true }\n        total",
        ),
        ("a value is new", "enum: [open, paid]", "enum: [open, paid, refunded]"),
        ("a value is gone", "enum: [open, paid]", "enum: [open]"),
        (
            "a member of a union is new",
            "        - $ref: \"#/components/schemas/Cash\"",
            "        - $ref: \"#/components/schemas/Cash\"\n        - $ref: \"#/components/schemas/Voucher\"",
        ),
        ("a member of a union is gone", "        - $ref: \"#/components/schemas/Cash\"\n", ""),
        ("a constant has another value", "kind: { const: cash }", "kind: { const: coins }"),
    ]);
    insta::assert_snapshot!(rows);
}

#[test]
fn a_type_with_another_name_is_recognised() {
    let renamed = report(SHOP, &SHOP.replace("State", "OrderState"));
    insta::assert_snapshot!(renamed.print(Default::default()));
}

#[test]
fn changes_of_what_is_sent() {
    let rows = table(&[
        (
            "an optional property is new",
            "        comment: { type: string }",
            "        comment: { type: string }\n        gift: { type: boolean }",
        ),
        ("a required property is new", "required: [item, buyer]", "required: [item, buyer, count]"),
        (
            "more required properties than arguments",
            "required: [item, buyer]",
            "required: [item, buyer, count, comment]",
        ),
        ("a property need not be given any more", "required: [item, buyer]", "required: [item]"),
        ("a property is gone", "        comment: { type: string }\n", ""),
        (
            "a property of many need not be given any more",
            "required: [item, buyer]\n      properties:\n        item: { type: string }\n",
            "required: [buyer, count, comment]\n      properties:\n        item: { type: string }\n",
        ),
        (
            "required properties given by name are in another order",
            "required: [item, buyer]",
            "required: [buyer, item]",
        ),
        ("a property has another type", "        comment: { type: string }", "        comment: { type: integer }"),
        (
            "a property is deprecated",
            "        comment: { type: string }",
            "        comment: { type: string, deprecated: true }",
        ),
    ]);
    insta::assert_snapshot!(rows);
}

#[test]
fn the_same_document_in_another_order_is_no_change() {
    let reversed = SHOP.replace("required: [id, total, state]", "required: [state, id, total]");
    assert!(report(SHOP, &reversed).changes.is_empty());
    assert_eq!(report(SHOP, SHOP).verdict(), None);
}

#[test]
fn required_values_in_another_order_break_calls_by_position() {
    let few = SHOP.replace("required: [item, buyer]", "required: [item, count]");
    let report = report(&few, &few.replace("required: [item, count]", "required: [count, item]"));
    assert_eq!(report.verdict(), Some(Verdict::Breaking));
    insta::assert_snapshot!(report.print(Default::default()));
}

#[test]
fn a_report_is_the_same_in_all_formats() {
    let report = changed("        note: { type: string }\n", "");
    assert_eq!(report.verdict(), Some(Verdict::Breaking));
    let json: serde_json::Value = serde_json::from_str(&report.print(generator::diff::Format::Json)).expect("JSON");
    assert_eq!(json["counts"]["breaking"], 1);
    assert_eq!(json["changes"][0]["old"]["line"], 35);
    insta::assert_snapshot!(report.print(generator::diff::Format::Markdown));
}

#[test]
fn changes_of_who_may_call() {
    let oauth = "{ type: oauth2, flows: { clientCredentials: { tokenUrl: \"https://shop.example/token\", scopes: { read: R } } } }";
    let rows = both_ways(&[
        ("a call needs a credential", "      security: [{ oauth: [read] }]\n", ""),
        ("the credential may be left out", "security: [{ oauth: [read] }]", "security: [{ oauth: [read] }, {}]"),
        ("a token travels otherwise", oauth, "{ type: apiKey, in: header, name: X-Key }"),
        ("a token is a password", oauth, "{ type: http, scheme: basic }"),
        ("a scheme has another name", "oauth: ", "login: "),
    ]);
    let either = SHOP
        .replace("  securitySchemes:\n", "  securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n")
        .replace("security: [{ oauth: [read] }]", "security: [{ oauth: [read] }, { key: [] }]");
    let one = either.replace("[{ oauth: [read] }, { key: [] }]", "[{ key: [] }]");
    let rows = rows + &row("one of two tokens no longer goes", report(&either, &one));
    insta::assert_snapshot!(rows + &row("one of two tokens no longer goes, backwards", report(&one, &either)));
}

#[test]
fn changes_of_what_stands_in_the_url_of_a_server() {
    let at = |default: &str, values: &str| {
        let variable =
            format!("variables: {{ region: {{ default: {default}, enum: {values} }} }}, description: Production");
        SHOP.replace("https://api.shop.example", "https://{region}.shop.example")
            .replace("description: Production", &variable)
    };
    let (eu, us) = (at("eu", "[eu, us]"), at("us", "[eu, us]"));
    let rows = row("the variable has another default", report(&eu, &us))
        + &row("the variable has another value", report(&eu, &at("eu", "[eu, asia]")))
        + &row("the variable is gone", report(&eu, SHOP));
    let first =
        SHOP.replace("servers:\n", "servers:\n  - { url: \"https://staging.shop.example\", description: Staging }\n");
    let rows = rows + &row("another server is before the others", report(SHOP, &first));
    insta::assert_snapshot!(rows);
}

#[test]
fn advice_shows_what_differs_where_a_value_is_no_longer_left_out() {
    let shared = SHOP.replace("requestBody: { required: true, content: { application/json: { schema: { $ref: \"#/components/schemas/NewOrder\"", "requestBody: { required: true, content: { application/json: { schema: { $ref: \"#/components/schemas/Order\"");
    let shared = shared.replace("required: [id, total, state]", "required: [id]");
    let required = shared.replace("required: [id]", "required: [id, note]");
    assert!(shared != SHOP && required != shared, "what is replaced is in the document");
    for report in [report(&shared, &required), report(&required, &shared)] {
        assert_eq!(report.verdict(), Some(Verdict::Breaking));
        for change in report.changes {
            let migration = change.migration.map(|one| (one.before, one.after));
            assert!(migration.as_ref().is_none_or(|(before, after)| before != after), "{migration:?}");
        }
    }
}

#[test]
fn what_is_called_otherwise_is_recognised() {
    let rows = both_ways(&[
        ("a group has another name", "tags: [carts]", "tags: [baskets]"),
        (
            "a path parameter has another name",
            "/carts/{shop}/{cart}:\n    parameters: [{ name: shop,",
            "/carts/{store}/{cart}:\n    parameters: [{ name: store,",
        ),
        ("a parameter is in a header", "{ name: state, in: query,", "{ name: state, in: header,"),
        ("a body has another name", "NewOrder", "OrderCreate"),
        ("an operation is somewhere else", "/carts/{shop}/{cart}:", "/v2/carts/{shop}/{cart}:"),
        (
            "an object stands behind an allOf of one",
            "    Card: {",
            "    Card: { allOf: [{ $ref: \"#/components/schemas/PaidByCard\" }] }\n    PaidByCard: {",
        ),
    ]);
    insta::assert_snapshot!(rows);
    let body = |name: &str| {
        let error = format!(
            "\"409\": {{ description: It., content: {{ application/json: {{ schema: {{ $ref: \"#/components/schemas/{name}\" }} }} }} }}"
        );
        let new = SHOP.replace("\"204\": { description: None }", &format!("\"204\": {{ description: None }}, {error}"));
        new + &format!(
            "    {name}: {{ type: object, required: [reason], properties: {{ reason: {{ type: string }} }} }}\n"
        )
    };
    insta::assert_snapshot!(row("the body of an error has another name", report(&body("Conflict"), &body("Clash"))));
}

#[test]
fn a_type_of_another_kind_is_one_change() {
    let rows = both_ways(&[
        ("values are any text", "State: { type: string, enum: [open, paid] }", "State: { type: string }"),
        (
            "an object is a text of some values",
            "Cash: { type: object, required: [kind, amount], properties: { kind: { const: cash }, amount: { type: integer } } }",
            "Cash: { type: string, enum: [cash, coins] }",
        ),
    ]);
    insta::assert_snapshot!(rows);
}

#[test]
fn the_version_that_requests_name_is_compared() {
    let with = |value: &str| {
        let mut input = input(SHOP);
        let rule = format!("version_header: {{ name: Shop-Version, value: \"{value}\", because: So. }}");
        input.config = serde_yaml::from_str(&rule).expect("it is a decision");
        input
    };
    let report = pipeline::compare(vec![with("1")], vec![with("2")], Level::Module).report;
    insta::assert_snapshot!(row("the version header", report), @r"
    == the version header
    invisible: header of every request Shop-Version: value: 1 → 2
        The SDK sends the new value; servers may answer otherwise.
    ");
}

#[test]
fn what_one_feature_no_longer_brings_breaks_those_who_turn_on_no_other() {
    let gone = "\"404\": { description: Gone, content: { application/json: { schema: { $ref: \"#/components/schemas/Voucher\" } } } }";
    let card = "\"200\": { description: Card, content: { application/json: { schema: { $ref: \"#/components/schemas/Card\" } } } }";
    let order = "operationId: getOrder, tags: [orders], responses: { ";
    let cart = "operationId: getCart, tags: [carts], responses: { ";
    let shared = SHOP.replace(order, &format!("{order}{gone}, "));
    let both = shared.replace(&format!("{cart}\"204\": {{ description: None }}"), &format!("{cart}{card}, {gone}"));
    assert!(shared != SHOP && both != shared, "what is replaced is in the document");
    let rows = row("carts have no card and no error", report(&both, &shared))
        + &row("carts have a card and an error", report(&shared, &both));
    insta::assert_snapshot!(rows);
}

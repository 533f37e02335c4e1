//! What a document says reaches the caller, or is reported: parts of documents, and what is made or said of each.

use generator::config::Config;
use generator::docs_overlay::DocsOverlay;
use generator::load::{Input, SourceFile};
use generator::pipeline::{Layout, Outcome, generate};

/// A document with these lines below `paths`, and those below `components`, indented already.
fn outcome(paths: &str, schemas: &str) -> Outcome {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Acme, version: '1' }}\nservers: [{{ url: 'https://acme.test' }}]\n\
         paths:\n{paths}\ncomponents:\n  schemas:\n{schemas}\n    Last: {{ type: string }}\n"
    );
    let value = serde_yaml::from_str(&text).expect("it is YAML");
    let document = SourceFile { name: "acme.yaml".to_owned(), text: text.into(), value };
    let input = Input {
        name: "acme".to_owned(),
        document,
        others: Vec::new(),
        origins: Default::default(),
        config: Config::default(),
        words: DocsOverlay::default(),
        config_file: None,
        guides: Default::default(),
        crate_guides: Default::default(),
        words_file: None,
    };
    generate(vec![input], &Layout::Crate("acme".to_owned()))
}

/// The code of all files of a folder that are made of the document, each in one line.
fn code(outcome: &Outcome, folder: &str) -> String {
    let files = outcome.tree.iter().filter(|(path, _)| path.starts_with(folder));
    files.map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

fn messages(outcome: &Outcome) -> Vec<&str> {
    outcome.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}

/// An operation that answers with these media types.
fn answering(media_types: &str) -> String {
    format!(
        "  /a: {{ get: {{ operationId: getA, responses: {{ '200': {{ description: A, content: {media_types} }} }} }} }}"
    )
}

#[test]
fn json_of_a_name_of_its_own_is_requested_by_it() {
    let table = [
        ("{ application/vnd.api+json: { schema: { type: integer } } }", "application/vnd.api+json, application/json"),
        ("{ application/hal+json: {}, application/json: { schema: { type: integer } } }", "application/json"),
        ("{ 'application/*+json': { schema: { type: integer } } }", "application/json"),
        ("{ 'application/json; charset=utf-8': { schema: { type: integer } } }", "application/json"),
        ("{ 'image/*': { schema: { type: string, format: binary } } }", "image/*, application/json"),
    ];
    for (media_types, accept) in table {
        let code = code(&outcome(&answering(media_types), ""), "src/resources/");
        assert!(code.contains(&format!("accept: \"{accept}\",")), "{media_types}: {code}");
    }
}

#[test]
fn a_range_beside_json_can_be_requested_unless_it_takes_in_json() {
    let outcome = outcome(
        &answering(
            "{ application/json: { schema: { type: integer } }, 'image/*': { schema: { type: string, format: binary } }, \
             '*/*': { schema: { type: string } } }",
        ),
        "",
    );
    let code = code(&outcome, "src/resources/");
    assert!(code.contains("pub fn accept_image(self)") && code.contains("with_accept(\"image/*\")"), "{code}");
    assert!(messages(&outcome).contains(&"`*/*` of a response is not requested"), "{:?}", outcome.diagnostics);
}

#[test]
fn null_is_sent_in_a_merge_patch_whatever_its_method() {
    let body = "{ schema: { title: Change, type: object, properties: { size: { type: [integer, 'null'] } } } }";
    let field = |media_type: &str| {
        let operation = format!(
            "  /a: {{ post: {{ operationId: change, requestBody: {{ content: {{ {media_type}: {body} }} }}, responses: {{ '204': {{ description: A }} }} }} }}"
        );
        let code = code(&outcome(&operation, ""), "src/models/");
        let (_, rest) = code.split_once("pub size: ").expect("it is a field");
        rest.split(',').next().unwrap_or_default().to_owned()
    };
    assert_eq!(field("application/json"), "Option<i64>");
    assert_ne!(field("application/merge-patch+json"), "Option<i64>");
}

#[test]
fn a_parameter_of_a_media_type_is_text_where_that_is_text() {
    let style = |content: &str| {
        let operation = format!(
            "  /a: {{ get: {{ operationId: getA, parameters: [{{ name: q, in: query, content: {{ {content} }} }}], responses: {{ '204': {{ description: A }} }} }} }}"
        );
        let outcome = outcome(&operation, "");
        let is_json = code(&outcome, "src/resources/").contains("Parameter::query(\"q\").style(Style::Json, false)");
        (is_json, messages(&outcome).iter().any(|message| message.ends_with("of a parameter is not written")))
    };
    assert_eq!(style("text/plain: { schema: { type: string } }"), (false, false));
    assert_eq!(style("application/json: { schema: { type: string } }"), (true, false));
    assert_eq!(style("application/geo+json: { schema: { type: object } }"), (true, false));
    assert_eq!(
        style("application/xml: { schema: { type: object, properties: { a: { type: string } } } }"),
        (true, true)
    );
    assert_eq!(style("application/x-www-form-urlencoded: { schema: { type: object } }"), (true, true));
}

#[test]
fn a_part_that_cannot_be_written_as_it_is_said_is_reported() {
    let reported = |kind: &str, content_type: &str, schema: &str| {
        let content = format!(
            "{kind}: {{ schema: {{ type: object, properties: {{ a: {schema} }} }}, encoding: {{ a: {{ contentType: '{content_type}' }} }} }}"
        );
        let operation = format!(
            "  /a: {{ post: {{ operationId: send, requestBody: {{ content: {{ {content} }} }}, responses: {{ '204': {{ description: A }} }} }} }}"
        );
        let outcome = outcome(&operation, "");
        messages(&outcome).iter().any(|message| message.ends_with("of the part `a` is not written"))
    };
    let object = "{ type: object, properties: { b: { type: string } } }";
    assert!(reported("multipart/form-data", "application/xml", object));
    assert!(reported("multipart/form-data", "application/xml", &format!("{{ type: array, items: {object} }}")));
    assert!(reported("application/x-www-form-urlencoded", "application/xml", object));
    assert!(!reported("multipart/form-data", "application/xml", "{ type: string }"));
    assert!(!reported("multipart/form-data", "application/xml, application/vnd.b+json", object));
    assert!(!reported("multipart/form-data", "image/png", "{ type: string, format: binary }"));
}

#[test]
fn a_payload_that_is_not_read_is_reported() {
    let reported = |media_type: &str| {
        let webhook = format!(
            "  {{}}\nwebhooks:\n  sent: {{ post: {{ requestBody: {{ content: {{ {media_type}: {{ schema: {{ type: object }} }} }} }}, responses: {{ '200': {{ description: A }} }} }} }}"
        );
        messages(&outcome(&webhook, "")).iter().any(|message| message.ends_with("of a payload is not read"))
    };
    assert!(reported("application/x-www-form-urlencoded") && reported("text/xml"));
    assert!(!reported("application/json") && !reported("application/cloudevents+json"));
}

#[test]
fn values_whose_names_have_patterns_are_of_the_types_of_those() {
    let of = |schema: &str| {
        let schemas = format!("    Held: {schema}");
        code(
            &outcome(&answering("{ application/json: { schema: { $ref: '#/components/schemas/Held' } } }"), &schemas),
            "src/",
        )
    };
    let closed = "additionalProperties: false";
    let one = of(&format!("{{ type: object, {closed}, patternProperties: {{ '^x-': {{ type: string }} }} }}"));
    assert!(one.contains("pub type Held = Map<String>;"), "{one}");
    let same = "'^x-': { type: string }, '^y-': { type: string }";
    let same = of(&format!("{{ type: object, {closed}, patternProperties: {{ {same} }} }}"));
    assert!(same.contains("pub type Held = Map<String>;"), "{same}");
    let two = "'^x-': { type: string }, '^n-': { type: integer }";
    let two = of(&format!("{{ type: object, {closed}, patternProperties: {{ {two} }} }}"));
    assert!(two.contains("pub enum HeldValue {") && two.contains("pub type Held = Map<HeldValue>;"), "{two}");
    let beside = "properties: { a: { type: boolean } }, patternProperties: { '^n-': { type: integer } }";
    let beside = of(&format!("{{ type: object, {closed}, {beside} }}"));
    assert!(beside.contains("pub a: Option<bool>,") && beside.contains("pub additional: Map<i64>,"), "{beside}");
}

#[test]
fn a_gap_in_the_url_of_a_server_is_filled_by_the_caller() {
    let path = "  /a: { get: { operationId: getA, servers: [{ url: 'https://{tenant}.acme.test/{v}', variables: { v: { default: v1 } } }], responses: { '204': { description: A } } } }";
    let code = code(&outcome(path, ""), "src/");
    assert!(code.contains("pub fn tenant(self, tenant: impl Into<String>)"), "{code}");
}

#[test]
fn media_types_of_a_body_do_not_multiply_what_all_of_them_have() {
    let methods = |count: usize| {
        let content: Vec<String> = (0..count)
            .map(|at| {
                format!("application/a{at}+json: {{ schema: {{ type: object, properties: {{ p{at}: {{ type: string }} }} }} }}")
            })
            .collect();
        let operation = format!(
            "  /a: {{ post: {{ operationId: send, requestBody: {{ content: {{ {} }} }}, responses: {{ '204': {{ description: A }} }} }} }}",
            content.join(", ")
        );
        let outcome = outcome(&operation, "");
        let reported = messages(&outcome).iter().any(|message| message.ends_with("of a request body are left out"));
        (code(&outcome, "src/resources/").matches("pub fn send").count(), reported)
    };
    assert_eq!(methods(20), (20, false));
    let (most, reported) = methods(60);
    assert!(20 < most && most < 60 && reported, "{most}");
    assert_eq!(methods(90), (most, true));
}

#[test]
fn a_list_of_lines_is_lines_of_its_items() {
    let stream = |media_type: &str, keyword: &str| {
        let content = format!("{{ {media_type}: {{ {keyword}: {{ type: array, items: {{ type: integer }} }} }} }}");
        let code = code(&outcome(&answering(&content), ""), "src/resources/");
        let (_, rest) = code.split_once("EventStream<").expect("it is a stream");
        rest.split(", M>").next().unwrap_or_default().to_owned()
    };
    assert_eq!(stream("application/x-ndjson", "schema"), "i64");
    assert_eq!(stream("application/json-seq", "schema"), "i64");
    assert_eq!(stream("application/x-ndjson", "itemSchema"), "Vec<i64>");
    assert_eq!(stream("text/event-stream", "schema"), "Vec<i64>");
}

#[test]
fn a_style_of_a_later_version_is_no_mistake() {
    let said = |style: &str| {
        let parameter = format!("{{ name: c, in: cookie, style: {style}, schema: {{ type: string }} }}");
        let operation = format!(
            "  /a: {{ get: {{ operationId: getA, parameters: [{parameter}], responses: {{ '204': {{ description: A }} }} }} }}"
        );
        let outcome = outcome(&operation, "");
        messages(&outcome).iter().find(|message| message.contains("style: ")).map(|message| (*message).to_owned())
    };
    assert_eq!(said("form"), None);
    assert_eq!(said("cookie").as_deref(), Some("`style: cookie` is written as `form`"));
    assert_eq!(said("label").as_deref(), Some("`style: label` does not exist at this place"));
}

#[test]
fn an_answer_of_fields_or_parts_comes_as_it_is() {
    let made = |media_type: &str| {
        let content =
            format!("{{ {media_type}: {{ schema: {{ type: object, properties: {{ a: {{ type: string }} }} }} }} }}");
        let outcome = outcome(&answering(&content), "");
        let code = code(&outcome, "src/resources/");
        let (_, rest) = code.split_once("(&self) -> Call<").expect("it is a call");
        let is_reported = messages(&outcome).iter().any(|message| message.ends_with("of a response is not decoded"));
        (rest.split(", M>").next().unwrap_or_default().to_owned(), is_reported)
    };
    assert_eq!(made("application/x-www-form-urlencoded"), ("Text".to_owned(), true));
    assert_eq!(made("multipart/mixed"), ("Raw".to_owned(), true));
    assert_eq!(made("text/csv"), ("Text".to_owned(), false));
}

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
    let open =
        of("{ type: object, properties: { a: { type: boolean } }, patternProperties: { '^n-': { type: integer } } }");
    assert!(open.contains("pub a: Option<bool>,") && open.contains("pub additional: Map<i64>,"), "{open}");
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
fn a_list_of_lines_or_events_is_what_they_are() {
    let stream = |media_type: &str, keyword: &str| {
        let content = format!("{{ {media_type}: {{ {keyword}: {{ type: array, items: {{ type: integer }} }} }} }}");
        let code = code(&outcome(&answering(&content), ""), "src/resources/");
        let (_, rest) = code.split_once("EventStream<").expect("it is a stream");
        rest.split(", M>").next().unwrap_or_default().to_owned()
    };
    assert_eq!(stream("application/x-ndjson", "schema"), "i64");
    assert_eq!(stream("application/json-seq", "schema"), "i64");
    assert_eq!(stream("application/x-ndjson", "itemSchema"), "Vec<i64>");
    assert_eq!(stream("text/event-stream", "schema"), "i64");
    assert_eq!(stream("text/event-stream", "itemSchema"), "Vec<i64>");
}

#[test]
fn events_are_known_by_their_fields() {
    let is_event = |fields: &str| {
        let schema = format!(
            "{{ type: object, properties: {{ data: {{ type: object, properties: {{ a: {{ type: string }} }} }}, {fields} }} }}"
        );
        let content = format!("{{ text/event-stream: {{ schema: {schema} }} }}");
        code(&outcome(&answering(&content), ""), "src/resources/").contains("EventItem::Event { json: true }")
    };
    assert!(is_event("event: { type: string }, id: { type: string }"));
    assert!(is_event("name: { type: string }, comment: { type: string }, retry: { type: integer }"));
    assert!(is_event("type: { type: string }, retry: { type: integer }"));
    assert!(!is_event("id: { type: string }, name: { type: string }"));
    assert!(!is_event("retry: { type: integer }, attempts: { type: integer }"));
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

/// An operation that takes these media types.
fn taking(content: &str) -> String {
    format!(
        "  /a: {{ post: {{ operationId: send, requestBody: {{ content: {content} }}, responses: {{ '204': {{ description: A }} }} }} }}"
    )
}

#[test]
fn parts_with_a_file_are_no_json_though_their_schema_is_the_same() {
    let methods = |schema: &str, media_types: [&str; 2]| {
        let content =
            media_types.map(|media| format!("{media}: {{ schema: {{ $ref: '#/components/schemas/Sent' }} }}"));
        let schemas = format!(
            "    Sent: {schema}\n    Inner: {{ type: object, properties: {{ scan: {{ $ref: '#/components/schemas/Scan' }} }} }}\n    Scan: {{ type: string, format: binary }}"
        );
        let code = code(&outcome(&taking(&format!("{{ {} }}", content.join(", "))), &schemas), "src/resources/");
        let names = code.split("pub fn send").skip(1).map(|rest| rest.split('(').next().unwrap_or_default().to_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    let both = ["application/json", "multipart/form-data"];
    assert_eq!(methods("{ type: object, properties: { a: { type: string } } }", both), "");
    assert_eq!(methods("{ type: object, properties: { a: { type: string, format: binary } } }", both), " _multipart");
    let nested = "{ allOf: [{ type: object, properties: { all: { type: array, items: { $ref: '#/components/schemas/Inner' } } } }] }";
    assert_eq!(methods(nested, both), " _multipart");
    assert_eq!(methods(nested, ["application/x-www-form-urlencoded", "multipart/form-data"]), " _multipart");
    assert_eq!(methods(nested, ["multipart/form-data", "multipart/mixed"]), "");
}

#[test]
fn parts_of_a_media_type_that_no_text_has_take_files() {
    let field = |schema: &str, content_type: &str| {
        let content = format!(
            "{{ multipart/form-data: {{ schema: {{ title: Sent, type: object, properties: {{ a: {schema} }} }}, encoding: {{ a: {{ contentType: '{content_type}' }} }} }} }}"
        );
        let code = code(&outcome(&taking(&content), ""), "src/models/");
        code.split("pub a: ").nth(1).and_then(|rest| rest.split(", ").next()).unwrap_or_default().to_owned()
    };
    assert_eq!(field("{}", "image/png, image/jpeg"), "Option<File>");
    assert_eq!(field("{ type: array, items: {} }", "image/*"), "Option<Vec<File>>");
    assert_eq!(field("{ type: string }", "image/png"), "Option<FileOrText>");
    assert_eq!(field("{ type: array, items: { type: string } }", "application/pdf"), "Option<Vec<FileOrText>>");
    assert_eq!(field("{ type: string }", "text/csv"), "Option<String>");
    assert_eq!(field("{ type: array, items: {} }", "application/json"), "Option<Vec<Json>>");
}

#[test]
fn a_place_in_a_path_is_read_as_routers_mean_it() {
    let made = |place: &str, parameter: &str| {
        let operation = format!(
            "  '/a/{{{place}}}': {{ get: {{ operationId: getA, parameters: [{{ name: '{parameter}', in: path, required: true, schema: {{ type: string }} }}], responses: {{ '204': {{ description: A }} }} }} }}"
        );
        let outcome = outcome(&operation, "");
        let code = code(&outcome, "src/resources/");
        let parameter = code.split("parameters: &[").nth(1).and_then(|rest| rest.split(']').next()).unwrap_or_default();
        let said = messages(&outcome).iter().any(|message| message.starts_with("no parameter declares"));
        (parameter.to_owned(), said)
    };
    let kept = ("Parameter::path(\"key\").reserved()".to_owned(), false);
    for place in ["key+", "key*", "*key", "**key", "+key", "key...", "key:path", "key=shelves/*", "key=**", "key:.*"] {
        assert_eq!(made(place, "key"), kept, "{place}");
    }
    let encoded = ("Parameter::path(\"key\")".to_owned(), false);
    for place in ["key", "key:int", "key:[0-9]+", "key=*"] {
        assert_eq!(made(place, "key"), encoded, "{place}");
    }
    assert_eq!(made("key+", "key+"), ("Parameter::path(\"key+\").reserved()".to_owned(), false));
    assert!(made("key+", "other").1);
}

#[test]
fn values_that_have_no_variants_and_lists_that_are_closed_keep_what_is_said_of_them() {
    let field = |schema: &str| {
        let content = format!(
            "{{ application/json: {{ schema: {{ title: Held, type: object, properties: {{ a: {schema} }} }} }} }}"
        );
        let code = code(&outcome(&answering(&content), ""), "src/models/");
        let (docs, rest) = code.split_once("pub a: ").expect("it is a field");
        let docs = docs.rsplit("///").next().unwrap_or_default().trim().to_owned();
        (rest.split("> ,").next().unwrap_or(rest).split(", ///").next().unwrap_or_default().to_owned(), docs)
    };
    let said =
        |schema: &str, ty: &str, docs: &str| assert_eq!(field(schema), (ty.to_owned(), docs.to_owned()), "{schema}");
    said("{ enum: [a, 1, true, null] }", "Option<Json>", "One of \"a\", 1, true.");
    said("{ type: number, enum: [1, 2.5] }", "Option<f64>", "One of 1, 2.5.");
    said("{ type: boolean, enum: [true] }", "Option<bool>", "Always true.");
    let pair = "prefixItems: [{ type: string }, { type: integer }]";
    assert_eq!(field(&format!("{{ type: array, {pair}, items: false }}")).0, "Option<(String, i64)>");
    assert_eq!(field(&format!("{{ type: array, {pair} }}")).0, "Option<Vec<Json>>");
}

#[test]
fn what_does_not_reach_the_caller_is_said() {
    let said = |paths: &str, message: &str| {
        let outcome = outcome(paths, "");
        assert!(messages(&outcome).contains(&message), "{message}: {:?}", messages(&outcome));
    };
    let number = "{ schema: { type: integer } }";
    let streams = format!("{{ text/event-stream: {number}, application/x-ndjson: {number} }}");
    said(&answering(&streams), "`application/x-ndjson` of a response is not requested");
    said(
        &taking(&format!("{{ application/x-ndjson: {number} }}")),
        "`application/x-ndjson` of a request body is not written",
    );
    let json = |schema: &str| answering(&format!("{{ application/json: {{ schema: {schema} }} }}"));
    said(&json("{ type: string, contentSchema: { type: integer } }"), "`contentSchema` of a schema is not used");
    said(&json("{ type: array, prefixItems: [{ type: integer }] }"), "`prefixItems` of a schema is not used");
    let webhook = |request: &str| {
        format!("  {{}}\nwebhooks:\n  sent: {{ {request} responses: {{ '200': {{ description: A }} }} }} }}")
    };
    said(&webhook("get: {"), "a delivery without a body is left out");
    said(
        &webhook("post: { parameters: [{ name: X-Sign, in: header, schema: { type: string } }],"),
        "parameters of a delivery are not read",
    );
}

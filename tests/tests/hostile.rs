//! Texts made to hang, overflow or exhaust the generator. Each ends in a diagnostic, soon, on the small stack
//! of a test's thread.

use generator::diagnostic::Code;
use generator::load::load_file;
use generator::naming::Level;
use generator::pipeline;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Shop, version: \"1\" }\npaths: {}\n";

/// The codes that a text raises.
fn codes(name: &str, text: impl AsRef<[u8]>) -> Vec<Code> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    fs::write(&path, text).expect("the target folder can be written");
    let (input, mut diagnostics) = load_file(&path, "api");
    diagnostics.extend(pipeline::check(input.into_iter().collect(), Level::Root).diagnostics);
    diagnostics.into_iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn ten_thousand_levels_of_nesting() {
    let lists = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(codes("lists.yaml", format!("{HEAD}x-deep: {lists}\n")), [Code::TooDeep]);
    assert_eq!(codes("lists.json", format!("{{ \"openapi\": \"3.1.0\", \"x-deep\": {lists} }}")), [Code::TooDeep]);
    let open = format!("{HEAD}x-deep: {}", "{a: ".repeat(1_000_000));
    assert_eq!(codes("open.yaml", open), [Code::TooDeep]);
    let dashes = format!("{HEAD}x-deep:\n  {}a\n", "- ".repeat(10_000));
    assert_eq!(codes("dashes.yaml", dashes), [Code::TooDeep]);
    let items = format!("{}{{}}{}", "{\"items\":".repeat(10_000), "}".repeat(10_000));
    let schema = format!("{{ \"openapi\": \"3.1.0\", \"components\": {{ \"schemas\": {{ \"A\": {items} }} }} }}");
    assert_eq!(codes("schema.json", schema), [Code::TooDeep]);
}

/// The deepest that is read goes through every pass, references with siblings (which each add a level) included.
#[test]
fn the_deepest_document_that_is_read() {
    let levels = 118;
    let open = "{ \"$ref\": \"#/components/schemas/B\", \"not\": {}, \"items\": ".repeat(levels);
    let schema = format!("{open}{{ \"type\": \"string\" }}{}", "}".repeat(levels));
    let document = format!(
        "{{ \"openapi\": \"3.1.0\", \"info\": {{ \"title\": \"\", \"version\": \"\" }}, \"paths\": {{}}, \
         \"components\": {{ \"schemas\": {{ \"B\": {{}}, \"A\": {schema} }} }} }}"
    );
    let found = codes("deepest.json", document);
    assert!(!found.contains(&Code::TooDeep) && !found.contains(&Code::Rejected), "{found:?}");
}

#[test]
fn aliases_that_multiply() {
    let mut bomb = format!("{HEAD}x-0: &a0 [{}]\n", ["bomb"; 9].join(", "));
    for level in 1..20 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("x-{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(codes("bomb.yaml", bomb), [Code::TooLarge]);
    let long = format!("{HEAD}x-text: &a \"{}\"\nx-list: [{}]\n", "long".repeat(50_000), vec!["*a"; 5_000].join(", "));
    assert_eq!(codes("long.yaml", long), [Code::TooLarge]);
    assert_eq!(codes("itself.yaml", format!("{HEAD}x-a: &a\n  b: *a\n")), [Code::TooDeep]);
}

/// Whatever is kept of a value has its pointer: these were gigabytes of them.
#[test]
fn long_keys_around_many_values() {
    let parameters = (0..8_000).map(|at| format!("{{p{at}}}"));
    let path = format!("/{}", parameters.collect::<Vec<_>>().join("/"));
    let listed = (0..8_000).map(|at| serde_json::json!({"name": format!("p{at}"), "in": "path", "required": true}));
    let operation = serde_json::json!({"parameters": listed.collect::<Vec<_>>(), "responses": {}});
    let head = serde_json::json!({"title": "Shop", "version": "1"});
    let document = serde_json::json!({"openapi": "3.1.0", "info": head, "paths": {path: {"get": operation}}});
    assert_eq!(codes("path.json", document.to_string()), [Code::TooLarge]);

    let properties = (0..5_000).map(|at| (format!("p{at}"), serde_json::json!({"type": "string"})));
    let schema = serde_json::json!({"properties": properties.collect::<serde_json::Map<_, _>>()});
    let schemas = serde_json::json!({"N".repeat(60_000): schema});
    let document =
        serde_json::json!({"openapi": "3.1.0", "info": head, "paths": {}, "components": {"schemas": schemas}});
    assert_eq!(codes("key.json", document.to_string()), [Code::TooLarge]);
}

#[test]
fn equal_types_that_nothing_uses() {
    let pair = "{ prefixItems: [{ type: string }], items: false }";
    let types = format!("components: {{ schemas: {{ APair: {pair}, AnotherPair: {pair} }} }}\n");
    assert_eq!(codes("equal.yaml", format!("{HEAD}{types}")), []);
}

/// A document with these schemas, `Root` is what its operation answers.
fn answered(schemas: &str) -> String {
    let answer =
        "{ description: It., content: { application/json: { schema: { $ref: \"#/components/schemas/Root\" } } } }";
    let paths = format!("paths: {{ /it: {{ get: {{ operationId: it, responses: {{ \"200\": {answer} }} }} }} }}");
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: \"1\" }}\nservers: [{{ url: \"https://a.test\" }}]\n{paths}\ncomponents:\n  schemas:\n{schemas}"
    )
}

/// Each of these took minutes when variants, unions or types were compared with all others, some of them several times.
#[test]
fn parts_that_are_not_compared_with_all_others() {
    let reference = |name: &str, at: usize| format!("{{ $ref: \"#/components/schemas/{name}{at}\" }}");
    let parts = |count: usize| (0..count).map(|at| reference("Part", at)).collect::<Vec<_>>().join(", ");
    // No two constants of a variant distinguish it.
    let three = |at: usize| {
        let properties = [("a", at / 169), ("b", at / 13 % 13), ("c", at % 13)];
        let properties = properties.map(|(name, value)| format!("{name}: {{ const: {name}{value} }}")).join(", ");
        format!("    Part{at}: {{ type: object, required: [a, b, c], properties: {{ {properties} }} }}\n")
    };
    let constants: String = (0..2000).map(three).collect();
    // Each union is one of the others.
    let union = |at: usize| {
        let (next, item) = (reference("Part", (at + 1) % 1000), reference("Part", (at * 7 + 1) % 1000));
        let own = format!("{{ type: object, required: [t{at}], properties: {{ t{at}: {{ type: string }} }} }}");
        format!("    Part{at}: {{ oneOf: [{own}, {{ type: array, items: {item} }}, {next}] }}\n")
    };
    let unions: String = (0..1000).map(union).collect();
    let documents = [
        answered(&format!("    Root: {{ oneOf: [{}] }}\n{constants}", parts(2000))),
        answered(&format!("    Root: {}\n{unions}", reference("Part", 0))),
        reached_by_all(2000),
    ];
    for (at, document) in documents.iter().enumerate() {
        let started = Instant::now();
        let found = codes(&format!("pairwise{at}.yaml"), document);
        assert!(found.iter().all(|code| *code == Code::NoSecurity), "document {at}: {found:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "document {at} took {:?}", started.elapsed());
    }
}

/// Types that lead to each other, and for each an operation of a resource of its own.
fn reached_by_all(count: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for at in 0..count {
        let next = (at + 1) % count;
        schemas.push_str(&format!(
            "    P{at}: {{ type: object, properties: {{ a: {{ $ref: \"#/components/schemas/P{next}\" }} }} }}\n"
        ));
        paths.push_str(&format!(
            "  /r{at}: {{ get: {{ operationId: r{at}, responses: {{ \"200\": {{ description: It., content: {{ \
             application/json: {{ schema: {{ $ref: \"#/components/schemas/P{at}\" }} }} }} }} }} }} }}\n"
        ));
    }
    let head = "openapi: 3.1.0\ninfo: { title: Shop, version: \"1\" }\nservers: [{ url: \"https://a.test\" }]";
    format!("{head}\npaths:\n{paths}components:\n  schemas:\n{schemas}")
}

/// What is in a keyword that OpenAPI 3.0 does not have was there twice, and with each level twice as often.
#[test]
fn schemas_within_each_other() {
    for keyword in ["if", "then", "else", "contentSchema", "not", "additionalProperties", "items"] {
        nested(&format!("{{ if: {{ const: 1 }}, {keyword}: "), " }");
    }
    for keyword in ["prefixItems", "items", "allOf", "anyOf", "oneOf"] {
        nested(&format!("{{ {keyword}: [ "), " ] }");
    }
    for keyword in ["patternProperties", "dependentSchemas", "$defs", "properties"] {
        nested(&format!("{{ {keyword}: {{ a: "), " } }");
    }
}

/// Reads a schema of so many levels as a document may have.
fn nested(open: &str, close: &str) {
    let levels = 55;
    let schema = format!("{}{{ type: string }}{}", open.repeat(levels), close.repeat(levels));
    let started = Instant::now();
    let found = codes("nested.yaml", answered(&format!("    Root: {schema}\n")));
    assert!(!found.contains(&Code::TooDeep), "{open}: {found:?}");
    assert!(started.elapsed() < Duration::from_secs(10), "{open} took {:?}", started.elapsed());
}

/// Examples are made of every type; required properties may lead back, or multiply.
#[test]
fn types_without_a_small_value() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("endless.yaml");
    let head = HEAD.replace("paths: {}", "");
    let used = "content: { application/json: { schema: { $ref: '#/components/schemas/A0' } } }";
    let operation = format!("{{ requestBody: {{ {used} }}, responses: {{ '200': {{ {used} }} }} }}");
    let both = |level: usize, to: usize| {
        let to = format!("{{ $ref: '#/components/schemas/A{to}' }}");
        format!("    A{level}: {{ type: object, required: [a, b], properties: {{ a: {to}, b: {to} }} }}\n")
    };
    let multiplying: String = (0..60).map(|level| both(level, level + 1)).collect();
    for types in [both(0, 0), format!("{multiplying}    A60: {{ type: string }}\n")] {
        let document = format!("{head}paths: {{ /a: {{ post: {operation} }} }}\ncomponents:\n  schemas:\n{types}");
        fs::write(&path, document).expect("the target folder can be written");
        let (input, _) = load_file(&path, "api");
        let inputs = input.into_iter().collect();
        assert!(!pipeline::generate(inputs, &pipeline::Layout::Crate("api".to_owned())).tree.is_empty());
    }
}

/// Swagger 2.0 says once what OpenAPI 3 says at every body: all media types, and parts of forms.
#[test]
fn media_types_and_parts_of_forms_that_multiply() {
    let list = |of: &dyn Fn(usize) -> String| (0..1500).map(of).collect::<Vec<_>>().join(",");
    let operation = |parameters: &str| {
        list(&|at| {
            let answer = r#"{"description":"","schema":{"type":"object"}}"#;
            format!(
                r#""/p{at}":{{"post":{{"operationId":"p{at}","parameters":{parameters},"responses":{{"200":{answer}}}}}}}"#
            )
        })
    };
    let media = list(&|at| format!("\"a/x{at}\""));
    let head = r#""swagger":"2.0","info":{"title":"Shop","version":"1"},"host":"a.test""#;
    let body = r#"[{"in":"body","name":"b","schema":{"type":"object"}}]"#;
    let bodies = format!(r#"{{{head},"consumes":[{media}],"produces":[{media}],"paths":{{{}}}}}"#, operation(body));
    let values = list(&|at| format!("\"v{at}\""));
    let part = format!(r#"{{"in":"formData","name":"f","type":"string","enum":[{values}]}}"#);
    let refers = operation(r##"[{"$ref":"#/parameters/F"}]"##);
    let forms = format!(r#"{{{head},"parameters":{{"F":{part}}},"paths":{{{refers}}}}}"#);
    for (name, document) in [("bodies.json", bodies), ("forms.json", forms)] {
        let started = Instant::now();
        let found = codes(name, document);
        assert!(found.contains(&Code::TooLarge), "{name}: {found:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "{name} took {:?}", started.elapsed());
    }
}

/// Each operation is written with what it refers to.
#[test]
fn operations_that_share_large_parts() {
    let count = 1500;
    let list = |of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<Vec<_>>().join(",");
    let text = r#"{"schema":{"type":"string"}}"#;
    let response = format!(
        r#""responses":{{"R":{{"description":"","headers":{{{}}}}}}}"#,
        list(&|at| format!("\"X-{at}\":{text}"))
    );
    let fields = list(&|at| format!(r#""p{at}":{{"type":"string"}}"#));
    let form =
        r##""requestBodies":{"R":{"content":{"multipart/form-data":{"schema":{"$ref":"#/components/schemas/F"}}}}}"##;
    let form = format!(r#"{form},"schemas":{{"F":{{"type":"object","properties":{{{fields}}}}}}}"#);
    let key = |at| format!(r#""k{at}":{{"type":"apiKey","in":"header","name":"X-{at}"}}"#);
    let schemes = format!(r#""securitySchemes":{{{}}}"#, list(&key));
    let alternatives = list(&|at| format!(r#"{{"k{at}":[]}}"#));
    let callback = |at| format!(r#""{{$request.body#/u{at}}}":{{"post":{{"responses":{{}}}}}}"#);
    let callbacks = format!(r#""callbacks":{{"C":{{{}}}}}"#, list(&callback));
    let none = r#""204":{"description":""}"#;
    for (name, security, components, answers, body) in [
        ("headers.json", "", response, r##""200":{"$ref":"#/components/responses/R"}"##, ""),
        ("fields.json", "", form, none, r##""requestBody":{"$ref":"#/components/requestBodies/R"},"##),
        ("schemes.json", &*alternatives, schemes, none, ""),
        ("callbacks.json", "", callbacks, none, r##""callbacks":{"c":{"$ref":"#/components/callbacks/C"}},"##),
    ] {
        let paths =
            list(&|at| format!(r#""/p{at}":{{"post":{{"operationId":"p{at}",{body}"responses":{{{answers}}}}}}}"#));
        let head = r#""openapi":"3.1.0","info":{"title":"Shop","version":"1"}"#;
        let started = Instant::now();
        let document =
            format!(r#"{{{head},"security":[{security}],"paths":{{{paths}}},"components":{{{components}}}}}"#);
        let found = codes(name, document);
        assert!(found.contains(&Code::TooLarge), "{name}: {found:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "{name} took {:?}", started.elapsed());
    }
}

#[test]
fn texts_that_are_none() {
    assert_eq!(codes("latin.yaml", b"openapi: 3.1.0\ninfo: { title: Caf\xe9 }\n"), [Code::UnreadableFile]);
    assert_eq!(codes("wide.yaml", b"\xff\xfeo\0p\0"), [Code::UnreadableFile]);
    assert_eq!(codes("nothing.yaml", ""), [Code::NotADocument]);
    assert_eq!(codes("mark.yaml", format!("\u{feff}{HEAD}")), []);
    let (input, found) = load_file(env!("CARGO_TARGET_TMPDIR").as_ref(), "api");
    assert!(input.is_none() && found[0].code == Code::UnreadableFile);
}

#[test]
fn files_that_multiply() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("multiply");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    // Each path item holds the next one twice, where nothing can be shared.
    for level in 0..40 {
        let next = format!("{{ $ref: \"item{}.yaml\" }}", level + 1);
        let operation = format!("{{ responses: {{}}, callbacks: {{ a: {{ x: {next} }}, b: {{ x: {next} }} }} }}");
        fs::write(folder.join(format!("item{level}.yaml")), format!("get: {operation}\npost: {operation}\n"))
            .expect("the folder can be written");
    }
    let root = format!("{HEAD}webhooks:\n  one: {{ $ref: item0.yaml }}\n");
    let path = folder.join("root.yaml");
    fs::write(&path, root).expect("the folder can be written");
    let (input, found) = load_file(&path, "api");
    assert!(input.is_some(), "what is not followed stays a reference");
    let codes: Vec<Code> = found.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::TooDeep, Code::TooDeep, Code::TooDeep, Code::TooDeep, Code::TooLarge]);
}

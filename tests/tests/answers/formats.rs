//! The samples of the catalog keep to the formats of the document: what is sent and what is answered passes a validator that
//! asserts them.

use generated_sdk::runtime::Samples;
use generated_sdk::testing::Catalogued;
use generated_sdk::{circle, polar};
use sdk_tests::model_server;
use sdk_tests::samples::Schemas;
use sdk_tests::server::Request;
use serde_json::{Map, Value, json};

/// A document whose formats are asserted.
struct Validating {
    schemas: Schemas,
    findings: Vec<String>,
    checked: usize,
}

impl Validating {
    fn new(api: &str) -> Self {
        let mut document = super::document(api);
        usual_names(&mut document);
        Self { schemas: Schemas::new(document), findings: Vec::new(), checked: 0 }
    }

    fn check(&mut self, place: &str, schema: &Value, value: &Value) {
        self.checked += 1;
        let violations = self.schemas.violations(schema, value);
        self.findings.extend(violations.into_iter().map(|violation| format!("{place}: {violation}")));
    }

    /// The part of the document that a reference leads to, or the node itself.
    fn resolved(&self, node: &Value) -> Value {
        match node["$ref"].as_str() {
            Some(reference) => self.resolved(self.schemas.root().pointer(&reference[1..]).unwrap_or(&Value::Null)),
            None => node.clone(),
        }
    }

    /// Path template, method, operation and what its path says for all methods, by operation id.
    fn operation(&self, id: &str) -> (String, Value, Vec<Value>) {
        let paths = self.schemas.root()["paths"].as_object().expect("the document has paths");
        for (path, item) in paths {
            let mut operations = item.as_object().into_iter().flat_map(|item| item.values());
            if let Some(operation) = operations.find(|one| one["operationId"] == id) {
                let parameters =
                    [&item["parameters"], &operation["parameters"]].into_iter().filter_map(Value::as_array);
                let parameters = parameters.flatten().map(|parameter| self.resolved(parameter)).collect();
                return (path.clone(), operation.clone(), parameters);
            }
        }
        panic!("the document has no operation {id}")
    }

    fn request(&mut self, id: &str, request: &Request) {
        let (template, operation, parameters) = self.operation(id);
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let base = template.split('/').count();
        let segments: Vec<&str> = path.split('/').collect();
        let sent = &segments[segments.len() - base..];
        for (segment, value) in template.split('/').zip(sent) {
            let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { continue };
            let schema = parameters.iter().find(|one| one["in"] == "path" && one["name"] == name);
            self.text(&format!("{id} path {name}"), &schema.expect("it is declared")["schema"], value);
        }
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let Some(schema) = parameters.iter().find(|one| one["in"] == "query" && one["name"] == name) else {
                continue;
            };
            self.text(&format!("{id} query {name}"), &schema["schema"], value);
        }
        let body = self.resolved(&operation["requestBody"])["content"]["application/json"]["schema"].clone();
        if !body.is_null() && !request.body.is_empty() {
            let value: Value = serde_json::from_str(request.text()).expect("it is JSON");
            self.check(&format!("{id} body"), &body, &value);
        }
    }

    /// A parameter: text that is a value of the schema, or an item of it where it is repeated.
    fn text(&mut self, place: &str, schema: &Value, text: &str) {
        let text = percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let readings = [Value::from(text.clone()), serde_json::from_str(&text).unwrap_or(Value::Null)];
        let alike = readings.iter().flat_map(|value| [value.clone(), json!([value])]);
        self.checked += 1;
        let mut said = Vec::new();
        for value in alike {
            said = self.schemas.violations(schema, &value);
            if said.is_empty() {
                return;
            }
        }
        self.findings.push(format!("{place} = {text}: {}", said.join("; ")));
    }

    fn answers(&mut self, operations: &[Catalogued], samples: Samples) {
        for operation in operations.iter().map(|entry| entry.operation) {
            let (_, described, _) = self.operation(operation.id);
            for sample in samples.of(operation.name).filter(|sample| sample.content_type == "application/json") {
                let answer = self.resolved(&described["responses"][sample.status.to_string()]);
                let schema = &answer["content"]["application/json"]["schema"];
                if !schema.is_null() {
                    let value: Value = serde_json::from_str(&sample.body).expect("it is JSON");
                    self.check(&format!("{} {}", operation.id, sample.status), schema, &value);
                }
            }
        }
    }

    /// Nothing was found, and something was looked at.
    fn pass(self, least: usize) {
        assert!(self.checked > least, "{} values were checked", self.checked);
        assert!(self.findings.is_empty(), "{} findings:\n{}", self.findings.len(), self.findings.join("\n"));
    }
}

/// Gives formats the names that the registry has for them. What the names of a map's entries are like is not looked at: a
/// sample has one entry, called `key`.
fn usual_names(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(usual_names),
        Value::Object(map) => {
            for (unusual, usual) in [("uuid4", "uuid"), ("url", "uri")] {
                if map.get("format").is_some_and(|format| format == unusual) {
                    map.insert("format".to_owned(), usual.into());
                }
            }
            map.remove("propertyNames");
            Map::values_mut(map).for_each(usual_names);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn samples_of_circle_keep_to_the_formats_of_its_document() {
    let server = model_server::start(circle::catalog::OPERATIONS, circle::catalog::SAMPLES);
    let client = circle::blocking::Client::builder().base_url(server.url()).access_token("token");
    let client = client.build().expect("loopback needs no https");
    let mut document = Validating::new("circle");
    for (id, call) in circle::catalog::CALLS {
        call(&client).expect("the server answers");
        server.take().iter().for_each(|request| document.request(id, request));
    }
    document.answers(circle::catalog::OPERATIONS, circle::catalog::SAMPLES);
    document.pass(300);
}

#[test]
fn samples_of_polar_keep_to_the_formats_of_its_document() {
    let server = model_server::start(polar::catalog::OPERATIONS, polar::catalog::SAMPLES);
    let client = polar::blocking::Client::builder().base_url(server.url()).access_token("token");
    let client = client.build().expect("loopback needs no https");
    let mut document = Validating::new("polar");
    for (id, call) in polar::catalog::CALLS {
        call(&client).expect("the server answers");
        server.take().iter().for_each(|request| document.request(id, request));
    }
    document.answers(polar::catalog::OPERATIONS, polar::catalog::SAMPLES);
    document.pass(600);
}

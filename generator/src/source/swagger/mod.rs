//! Swagger 2.0 becomes OpenAPI 3.0, before anything else looks at the document: the objects that documents in use have.
//! What has no counterpart is reported. Positions in reports are those of the converted document's parts that stand
//! where they stood, and of the parts that have moved.

mod operation;
mod parameter;
mod schema;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::read::tree::{bound_of_copies, weight};
use crate::source::support::origins::Origins;
use crate::source::support::pointer;
use operation::Media;
use serde_json::{Map, Value, json};

/// Whether it is a document of Swagger 2.0.
pub fn is_swagger(document: &Value) -> bool {
    match document.get("swagger") {
        Some(Value::String(version)) => version.starts_with("2."),
        Some(Value::Number(version)) => version.as_f64().is_some_and(|version| (2.0..3.0).contains(&version)),
        _ => false,
    }
}

/// The document as OpenAPI 3.0, and where its parts were written; none if it is no Swagger 2.0 document.
pub fn convert(document: &Value, diagnostics: &mut Vec<Diagnostic>) -> Option<(Value, Origins)> {
    let object = document.as_object().filter(|_| is_swagger(document))?;
    let bound = bound_of_copies(document, TIMES);
    let mut convert = Convert { document, origins: Origins::default(), copied: 0, bound, diagnostics };
    let mut converted = convert.document(object);
    if convert.copied >= bound {
        // It was refused: nothing more is to be found in it.
        converted = json!({ "openapi": "3.0.3", "info": document["info"], "paths": {} });
    }
    Some((converted, convert.origins))
}

/// Copies may weigh so many times what the document weighs: so many media types an API may have for everything.
const TIMES: usize = 8;

struct Convert<'d> {
    document: &'d Value,
    origins: Origins,
    /// What the parts weigh that stand several times in the converted document and once in this one.
    copied: usize,
    /// What they may weigh.
    bound: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Convert<'_> {
    /// Whether a part may be copied so many times: each body has the schema once for every media type, and operations
    /// have what they refer to, where OpenAPI 3 has no reference for it. That it may not is said once.
    fn may_copy(&mut self, value: &Value, times: usize, at: &str) -> bool {
        if self.copied >= self.bound {
            return false;
        }
        self.copied = self.copied.saturating_add(weight(value).saturating_mul(times));
        if self.copied >= self.bound {
            let message = "media types and references multiply this document beyond bounds";
            self.diagnostics.push(Diagnostic::new(Code::TooLarge, message).at(at));
        }
        self.copied < self.bound
    }

    fn document(&mut self, object: &Map<String, Value>) -> Value {
        let mut out = Map::new();
        out.insert("openapi".to_owned(), "3.0.3".into());
        let media = Media::default().with(object);
        let mut components = Map::new();
        for (key, value) in object {
            match key.as_str() {
                "swagger" | "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
                "definitions" => {
                    self.moved("/components/schemas", "/definitions");
                    components.insert("schemas".to_owned(), map(value, schema::convert));
                }
                "responses" => {
                    self.moved("/components/responses", "/responses");
                    let converted = map(value, |value| self.response(value, &media, "/responses"));
                    components.insert("responses".to_owned(), converted);
                }
                "parameters" => self.parameters(value, &media, &mut components),
                "securityDefinitions" => {
                    self.moved("/components/securitySchemes", "/securityDefinitions");
                    components.insert("securitySchemes".to_owned(), map(value, security));
                }
                "paths" => {
                    let mut paths = Map::new();
                    for (path, item) in value.as_object().into_iter().flatten() {
                        paths.insert(path.clone(), self.path_item(path, item, &media));
                    }
                    out.insert(key.clone(), Value::Object(paths));
                }
                _ => drop(out.insert(key.clone(), value.clone())),
            }
        }
        let servers = servers(self.document, None);
        if !servers.is_empty() {
            self.moved("/servers", "/host");
            out.insert("servers".to_owned(), Value::Array(servers));
        }
        if !components.is_empty() {
            out.insert("components".to_owned(), Value::Object(components));
        }
        Value::Object(out)
    }

    /// Shared parameters: those of bodies become shared bodies. Parts of forms are put together where they are used.
    fn parameters(&mut self, value: &Value, media: &Media, components: &mut Map<String, Value>) {
        let (mut parameters, mut bodies) = (Map::new(), Map::new());
        for (name, parameter) in value.as_object().into_iter().flatten() {
            let before = pointer::join("/parameters", name);
            match parameter["in"].as_str() {
                Some("body") => {
                    self.moved(&pointer::join("/components/requestBodies", name), &before);
                    bodies.insert(name.clone(), self.body(parameter, media, &before));
                }
                Some("formData") => {}
                _ => {
                    self.moved(&pointer::join("/components/parameters", name), &before);
                    let converted = self.parameter(parameter, &before);
                    parameters.insert(name.clone(), converted);
                }
            }
        }
        components.insert("parameters".to_owned(), Value::Object(parameters));
        components.insert("requestBodies".to_owned(), Value::Object(bodies));
    }

    fn path_item(&mut self, path: &str, item: &Value, media: &Media) -> Value {
        let Some(object) = item.as_object() else { return item.clone() };
        let shared: Vec<Value> = object.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
        let at = pointer::join("/paths", path);
        let mut out = Map::new();
        for (key, value) in object {
            match (key.as_str(), value.as_object()) {
                ("get" | "put" | "post" | "delete" | "options" | "head" | "patch", Some(operation)) => {
                    let converted =
                        self.operation(operation, &shared, &media.with(operation), &pointer::join(&at, key));
                    out.insert(key.clone(), converted);
                }
                // They are with each operation now.
                ("parameters", _) => {}
                _ => drop(out.insert(key.clone(), value.clone())),
            }
        }
        Value::Object(out)
    }

    fn moved(&mut self, now: &str, before: &str) {
        self.origins.insert(now.to_owned(), 0, before.to_owned());
    }

    fn left_out(&mut self, at: &str, what: &str) {
        let message = format!("{what} has no counterpart in OpenAPI 3 and is left out");
        self.diagnostics.push(Diagnostic::new(Code::NotSupported, message).at(at));
    }
}

/// Every value of an object.
fn map(value: &Value, mut convert: impl FnMut(&Value) -> Value) -> Value {
    match value {
        Value::Object(entries) => entries.iter().map(|(name, value)| (name.clone(), convert(value))).collect(),
        other => other.clone(),
    }
}

/// `host`, `basePath` and `schemes`, those of the document or others: `https` first, which is what a client should use.
fn servers(document: &Value, own: Option<&Value>) -> Vec<Value> {
    let text = |key: &str| document.get(key).and_then(Value::as_str).unwrap_or_default().trim_end_matches('/');
    let (host, base) = (text("host"), text("basePath"));
    let base = if base.is_empty() || base.starts_with('/') { base.to_owned() } else { format!("/{base}") };
    if host.is_empty() {
        return if base.is_empty() { Vec::new() } else { vec![json!({ "url": base })] };
    }
    let schemes = own.or_else(|| document.get("schemes"));
    let schemes = schemes.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let mut schemes: Vec<&str> = schemes.filter(|scheme| ["http", "https"].contains(scheme)).collect();
    schemes.sort_unstable_by_key(|scheme| *scheme != "https");
    let schemes = if schemes.is_empty() && own.is_none() { vec!["https"] } else { schemes };
    // Both schemes lead to the same server: the better one counts.
    schemes.into_iter().take(1).map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") })).collect()
}

fn security(scheme: &Value) -> Value {
    let Some(object) = scheme.as_object() else { return scheme.clone() };
    let mut out = object.clone();
    match object.get("type").and_then(Value::as_str) {
        Some("basic") => {
            out.insert("type".to_owned(), "http".into());
            out.insert("scheme".to_owned(), "basic".into());
        }
        Some("oauth2") => {
            let mut flow = Map::new();
            for key in ["authorizationUrl", "tokenUrl", "scopes"] {
                if let Some(value) = out.shift_remove(key) {
                    flow.insert(key.to_owned(), value);
                }
            }
            flow.entry("scopes").or_insert_with(|| json!({}));
            let name = match out.shift_remove("flow").as_ref().and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            out.insert("flows".to_owned(), json!({ name: flow }));
        }
        _ => {}
    }
    Value::Object(out)
}

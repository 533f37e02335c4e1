//! Operations of Swagger 2.0: media types are lists for all bodies, schemas of answers stand beside their words.

use super::{Convert, parameter, schema};
use crate::source::support::pointer;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Media types of requests and of answers, where an operation has none of its own.
#[derive(Clone, Debug)]
pub(super) struct Media {
    consumes: Rc<[String]>,
    produces: Rc<[String]>,
}

impl Default for Media {
    fn default() -> Self {
        Self { consumes: or_json([].iter()), produces: or_json([].iter()) }
    }
}

impl Media {
    /// With those of an object, which replace the ones around it.
    pub(super) fn with(&self, object: &Map<String, Value>) -> Self {
        let list = |key: &str, around: &Rc<[String]>| match object.get(key).and_then(Value::as_array) {
            Some(list) => or_json(list.iter()),
            None => around.clone(),
        };
        Self { consumes: list("consumes", &self.consumes), produces: list("produces", &self.produces) }
    }

    pub(super) fn consumes(&self) -> &[String] {
        &self.consumes
    }
}

fn or_json<'v>(media: impl Iterator<Item = &'v Value>) -> Rc<[String]> {
    // `*/*` and its like say nothing about what to send.
    let named = media.filter_map(Value::as_str).filter(|media| media.contains('/') && !media.contains('*'));
    let named: Vec<String> = named.map(str::to_owned).collect();
    if named.is_empty() { ["application/json".to_owned()].into() } else { named.into() }
}

impl Convert<'_> {
    /// An operation; `shared` are the parameters of its path.
    pub(super) fn operation(
        &mut self,
        object: &Map<String, Value>,
        shared: &[Value],
        media: &Media,
        at: &str,
    ) -> Value {
        let mut out = Map::new();
        let own = object.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
        let (mut parameters, mut form, mut body): (Vec<Value>, Vec<Value>, Option<Value>) = Default::default();
        let own = own.into_iter().enumerate().map(|(index, one)| (one, format!("{at}/parameters/{index}")));
        let own: Vec<(Value, String)> = own.collect();
        let known: BTreeSet<(String, String)> = own.iter().map(|(one, _)| self.identity(one)).collect();
        let is_own = |one: &Value| known.contains(&self.identity(one));
        let inherited: Vec<(Value, String)> =
            shared.iter().filter(|one| !is_own(one)).map(|one| (one.clone(), at.to_owned())).collect();
        for (parameter, before) in inherited.into_iter().chain(own) {
            let reference = parameter.get("$ref").and_then(Value::as_str);
            let place = self.target(&parameter)["in"].as_str().map(str::to_owned);
            match (place.as_deref(), reference) {
                // What is shared has the media types of the document.
                (Some("body"), Some(to)) if object.contains_key("consumes") => {
                    self.moved(&format!("{at}/requestBody"), to.trim_start_matches('#'));
                    let target = self.copy_of(&parameter, &before);
                    body = Some(self.body(&target, media, &before));
                }
                (Some("body"), Some(to)) => {
                    let to = to.replace("#/parameters/", "#/components/requestBodies/");
                    body = Some(json!({ "$ref": to }));
                }
                (Some("body"), None) => {
                    self.moved(&format!("{at}/requestBody"), &before);
                    body = Some(self.body(&parameter, media, &before));
                }
                (Some("formData"), _) => form.push(self.copy_of(&parameter, &before)),
                (_, Some(to)) => parameters.push(json!({ "$ref": schema::reference(to) })),
                (_, None) => {
                    self.moved(&format!("{at}/parameters/{}", parameters.len()), &before);
                    let converted = self.parameter(&parameter, &before);
                    parameters.push(converted);
                }
            }
        }
        for (key, value) in object {
            match key.as_str() {
                "parameters" | "consumes" | "produces" => {}
                "schemes" => {
                    let servers = super::servers(self.document, Some(value));
                    match servers.as_slice() {
                        [] => self.left_out(&format!("{at}/schemes"), &format!("`schemes: {value}` of an operation")),
                        _ if servers == super::servers(self.document, None) => {}
                        _ => drop(out.insert("servers".to_owned(), Value::Array(servers))),
                    }
                }
                "responses" => {
                    let responses = value.as_object().into_iter().flatten().map(|(status, answer)| {
                        let is_own = object.contains_key("produces");
                        let shared = answer.get("$ref").and_then(Value::as_str).filter(|_| is_own);
                        if let Some(to) = shared {
                            self.moved(&pointer::join(&format!("{at}/responses"), status), to.trim_start_matches('#'));
                        }
                        let copy = shared.map(|_| self.copy_of(answer, at));
                        (status.clone(), self.response(copy.as_ref().unwrap_or(answer), media, at))
                    });
                    let responses = responses.collect();
                    out.insert(key.clone(), Value::Object(responses));
                }
                _ => drop(out.insert(key.clone(), value.clone())),
            }
        }
        if !parameters.is_empty() {
            out.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if body.is_some() && !form.is_empty() {
            self.left_out(at, "`in: formData` of a parameter beside `in: body`");
        }
        let form = (!form.is_empty()).then(|| parameter::form(&form, media));
        if let Some(body) = body.or(form) {
            out.insert("requestBody".to_owned(), body);
        }
        Value::Object(out)
    }

    /// The parameter that a reference leads to, or the parameter itself.
    fn target<'v>(&'v self, parameter: &'v Value) -> &'v Value {
        let to = parameter.get("$ref").and_then(Value::as_str).and_then(pointer::of_reference);
        to.and_then(|to| pointer::get(self.document, &to)).unwrap_or(parameter)
    }

    /// A copy of what a reference leads to; the value itself if it is none, or if it was copied too often.
    fn copy_of(&mut self, value: &Value, at: &str) -> Value {
        let target = self.target(value);
        if std::ptr::eq(target, value) {
            return value.clone();
        }
        let target = target.clone();
        if self.may_copy(&target, 1, at) { target } else { value.clone() }
    }

    /// What no two parameters of an operation have in common.
    fn identity(&self, parameter: &Value) -> (String, String) {
        let target = self.target(parameter);
        (target["in"].to_string(), target["name"].to_string())
    }

    /// The media types among these that a schema may be copied for; where that is too much, the first alone.
    pub(super) fn bounded_media<'m>(&mut self, media: &'m [String], schema: &Value, at: &str) -> &'m [String] {
        let is_bounded = media.len() < 2 || self.may_copy(schema, media.len(), at);
        if is_bounded { media } else { &media[..1] }
    }

    /// An answer: its schema is that of every media type.
    pub(super) fn response(&mut self, value: &Value, media: &Media, at: &str) -> Value {
        let Some(object) = value.as_object() else { return value.clone() };
        let mut out = Map::new();
        for (key, value) in object {
            match key.as_str() {
                "$ref" => drop(out.insert(key.clone(), value.as_str().map(schema::reference).into())),
                "schema" | "examples" => {}
                "headers" => {
                    let header = |header: &Value| match header.as_object() {
                        Some(object) => {
                            json!({ "description": header["description"].as_str().unwrap_or_default(), "schema": parameter::of_value(object) })
                        }
                        None => header.clone(),
                    };
                    out.insert(key.clone(), super::map(value, header));
                }
                _ => drop(out.insert(key.clone(), value.clone())),
            }
        }
        if let Some(schema) = object.get("schema") {
            let is_file = schema.get("type").and_then(Value::as_str) == Some("file");
            let schema = schema::convert(schema);
            let binary = ["application/octet-stream".to_owned()];
            let all = match is_file && *media.produces == ["application/json".to_owned()] {
                true => &binary[..],
                false => self.bounded_media(&media.produces, &schema, at),
            };
            let content = all.iter().map(|name| {
                let mut content = json!({ "schema": schema });
                if let Some(example) = object.get("examples").and_then(|examples| examples.get(name)) {
                    content["example"] = example.clone();
                }
                (name.clone(), content)
            });
            out.insert("content".to_owned(), Value::Object(content.collect()));
        }
        Value::Object(out)
    }
}

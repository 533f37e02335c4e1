//! The media examples of a document: what it says its own requests and answers look like.

use serde_json::Value;

/// One example of a body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Operation id; empty where it has none.
    pub operation: String,
    /// Method of the operation, in lower case.
    pub method: String,
    /// Path of the operation.
    pub path: String,
    /// Status of the answer it is for; none for a request.
    pub status: Option<u16>,
    /// Its key under `examples`, or `example`.
    pub name: String,
    /// The body, envelope included.
    pub value: Value,
}

/// The keys of a path that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Every JSON example of every request, and of every answer with a status code of its own.
pub fn examples(document: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let operations = item.as_object().into_iter().flatten();
        for (method, operation) in operations.filter(|(key, _)| METHODS.contains(&key.as_str())) {
            let id = operation["operationId"].as_str().unwrap_or_default();
            let mut add = |status: Option<u16>, body: &Value| {
                let body = resolve(document, body);
                let media = body["content"].as_object().into_iter().flatten();
                for (name, value) in
                    media.filter(|(kind, _)| kind.contains("json")).flat_map(|(_, media)| of_media(document, media))
                {
                    let (operation, method, path) = (id.to_owned(), method.clone(), path.clone());
                    found.push(Example { operation, method, path, status, name, value });
                }
            };
            add(None, &operation["requestBody"]);
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                if let Ok(status) = status.parse() {
                    add(Some(status), response);
                }
            }
        }
    }
    found
}

fn of_media<'a>(document: &'a Value, media: &'a Value) -> impl Iterator<Item = (String, Value)> + 'a {
    let single = media.get("example").map(|value| ("example".to_owned(), value.clone()));
    let named = media["examples"].as_object().into_iter().flatten().filter_map(|(name, example)| {
        let value = resolve(document, example).get("value")?;
        Some((name.clone(), value.clone()))
    });
    single.into_iter().chain(named)
}

fn resolve<'a>(document: &'a Value, node: &'a Value) -> &'a Value {
    match node["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap_or(node),
        None => node,
    }
}

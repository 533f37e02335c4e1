//! The media examples of a document: what it says its own answers look like.

use serde_json::Value;

/// One example of an answer.
#[derive(Clone, Debug)]
pub struct Example {
    /// Operation id.
    pub operation: String,
    /// Status of the answer it is for.
    pub status: u16,
    /// Its key under `examples`, or `example`.
    pub name: String,
    /// The body, envelope included.
    pub value: Value,
}

/// Every JSON example of every answer with a status code of its own.
pub fn examples(document: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    for item in document["paths"].as_object().into_iter().flat_map(|paths| paths.values()) {
        for operation in item.as_object().into_iter().flat_map(|item| item.values()) {
            let Some(id) = operation["operationId"].as_str() else { continue };
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                let Ok(status) = status.parse() else { continue };
                let response = resolve(document, response);
                for (media_type, media) in response["content"].as_object().into_iter().flatten() {
                    if media_type.contains("json") {
                        found.extend(of_media(document, media).map(|(name, value)| Example {
                            operation: id.to_owned(),
                            status,
                            name,
                            value,
                        }));
                    }
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

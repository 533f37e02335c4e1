//! The media examples of a document: what it says its own requests and answers look like.

use generated_sdk::Json;
use std::fmt;

/// One example of a body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Operation id; empty where it has none.
    pub operation: String,
    /// Method of the operation, in lower case.
    pub method: String,
    /// Path of the operation.
    pub path: String,
    /// What it is a body of.
    pub of: Of,
    /// Its key under `examples`, or `example`.
    pub name: String,
    /// The body, envelope included, with its numbers as they are spelled.
    pub value: Json,
    /// Pointer of the schema that it is an example of.
    pub schema: String,
}

/// What a body belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// The request.
    Request,
    /// An answer, by its key: `200`, `2XX` or `default`.
    Answer(String),
}

impl Of {
    /// A status that the answer is for; none for a request.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Request => None,
            Self::Answer(key) => Some(match (key.parse(), key.chars().next().and_then(|class| class.to_digit(10))) {
                (Ok(status), _) => status,
                (Err(_), Some(class)) => class as u16 * 100,
                // No status of HTTP, so that only what is for all others fits.
                (Err(_), None) => 0,
            }),
        }
    }
}

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Answer(key) => key,
        })
    }
}

/// The keys of a path that are operations.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A JSON body of an operation.
#[derive(Clone, Debug)]
pub struct Body {
    /// Method of the operation, in lower case.
    pub method: String,
    /// Path of the operation.
    pub path: String,
    /// What it is a body of.
    pub of: Of,
    /// Pointer of its schema.
    pub schema: String,
    operation: String,
    media: Json,
}

/// Every JSON body of every request and answer.
pub fn bodies(document: &Json) -> Vec<Body> {
    let mut found = Vec::new();
    for (path, item) in document.get("paths").into_iter().flat_map(Json::entries) {
        for (method, operation) in item.entries().filter(|(key, _)| METHODS.contains(key)) {
            let id = operation.get("operationId").and_then(Json::as_str).unwrap_or_default();
            let at = format!("/paths/{}/{method}", escaped(path));
            let request = operation.get("requestBody").map(|body| (Of::Request, format!("{at}/requestBody"), body));
            let answers = operation.get("responses").into_iter().flat_map(Json::entries).map(|(status, response)| {
                (Of::Answer(status.to_owned()), format!("{at}/responses/{}", escaped(status)), response)
            });
            for (of, at, body) in request.into_iter().chain(answers) {
                let (at, body) = resolve(document, at, body);
                let media = body.get("content").into_iter().flat_map(Json::entries);
                found.extend(media.filter(|(kind, _)| kind.contains("json")).map(|(kind, media)| Body {
                    method: method.to_owned(),
                    path: path.to_owned(),
                    of: of.clone(),
                    schema: format!("{at}/content/{}/schema", escaped(kind)),
                    operation: id.to_owned(),
                    media: media.clone(),
                }));
            }
        }
    }
    found
}

/// Every JSON example of every request and answer.
pub fn examples(document: &Json) -> Vec<Example> {
    let of_body = |body: Body| {
        let Body { method, path, of, schema, operation, media } = body;
        of_media(document, &media).into_iter().map(move |(name, value)| Example {
            operation: operation.clone(),
            method: method.clone(),
            path: path.clone(),
            of: of.clone(),
            name,
            value,
            schema: schema.clone(),
        })
    };
    bodies(document).into_iter().flat_map(of_body).collect()
}

fn of_media(document: &Json, media: &Json) -> Vec<(String, Json)> {
    let single = media.get("example").map(|value| ("example".to_owned(), value.clone()));
    let named = media.get("examples").into_iter().flat_map(Json::entries).filter_map(|(name, example)| {
        let value = resolve(document, String::new(), example).1.get("value")?;
        Some((name.to_owned(), value.clone()))
    });
    single.into_iter().chain(named).collect()
}

/// What a reference leads to, and where that stands.
fn resolve<'a>(document: &'a Json, at: String, node: &'a Json) -> (String, &'a Json) {
    let target = node.get("$ref").and_then(Json::as_str).and_then(|reference| reference.strip_prefix('#'));
    let found = target.and_then(|target| {
        let keys: Vec<String> =
            target.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~")).collect();
        Some((target.to_owned(), document.pointer(&keys.iter().map(String::as_str).collect::<Vec<_>>())?))
    });
    found.unwrap_or((at, node))
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::{Of, examples};
    use generated_sdk::Json;

    #[test]
    fn examples_are_found_with_every_status_and_keep_the_spelling_of_numbers() {
        let body = |example: &str| format!(r#"{{"content":{{"application/json":{{"schema":{{}},{example}}}}}}}"#);
        let text = format!(
            r##"{{"paths":{{"/a/b":{{"parameters":[],"get":{{"requestBody":{},"responses":{{"2XX":{},"default":{{"$ref":"#/components/responses/Bad"}}}}}}}}}},
               "components":{{"responses":{{"Bad":{}}},"examples":{{"One":{{"value":[1.50]}}}}}}}}"##,
            body(r#""example":1.0"#),
            body(r##""examples":{"one":{"$ref":"#/components/examples/One"},"elsewhere":{"externalValue":"x"}}"##),
            body(r#""example":{"n":1e2}"#),
        );
        let found = examples(&Json::parse(&text).expect("it is JSON"));
        let seen: Vec<_> =
            found.iter().map(|one| (one.of.to_string(), one.of.status(), one.value.to_string())).collect();
        let expected = [("request", None, "1.0"), ("2XX", Some(200), "[1.50]"), ("default", Some(0), r#"{"n":1e2}"#)];
        assert_eq!(seen, expected.map(|(of, status, value)| (of.to_owned(), status, value.to_owned())));
        assert_eq!(found[1].schema, "/paths/~1a~1b/get/responses/2XX/content/application~1json/schema");
        assert_eq!(found[2].schema, "/components/responses/Bad/content/application~1json/schema");
        assert_eq!(found[2].of, Of::Answer("default".to_owned()));
    }
}

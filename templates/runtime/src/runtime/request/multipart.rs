//! Bodies of `multipart/form-data` (RFC 7578), by way of the JSON of their properties.

use crate::runtime::{
    json::{Document, Encode, Kind, Value, Writer},
    operation::Part,
};

/// The body. A list takes one part per element; null takes none.
pub(super) fn body(parts: &[Part], value: &dyn Encode, boundary: &str) -> Vec<u8> {
    let mut writer = Writer::for_parts();
    value.encode(&mut writer);
    let json = writer.finish();
    let document = Document::parse(json.as_bytes()).expect("what a model is encoded to is JSON");
    let mut body = Vec::new();
    for (name, value) in document.root().entries() {
        let part = parts.iter().find(|part| part.name == name);
        match value.kind() {
            Kind::Null => {}
            Kind::List => value.elements().for_each(|element| write(&mut body, boundary, &name, part, element)),
            Kind::Boolean | Kind::Number | Kind::String | Kind::Object => {
                write(&mut body, boundary, &name, part, value)
            }
        }
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    body
}

fn write(body: &mut Vec<u8>, boundary: &str, name: &str, part: Option<&Part>, value: Value<'_>) {
    let binary = part.is_some_and(|part| part.binary);
    let structured = matches!(value.kind(), Kind::List | Kind::Object);
    let default = match (binary, structured) {
        (true, _) => Some("application/octet-stream"),
        (false, true) => Some("application/json"),
        (false, false) => None,
    };
    // Parts without a file name are fields, and servers refuse a field where they expect a file.
    let file = if binary { format!("; filename=\"{}\"", quoted(name)) } else { String::new() };
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"{file}\r\n", quoted(name));
    if let Some(media_type) = part.and_then(|part| part.content_type).or(default) {
        head.push_str(&format!("Content-Type: {media_type}\r\n"));
    }
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(b"\r\n");
    body.extend_from_slice(&content(value, binary));
    body.extend_from_slice(b"\r\n");
}

fn content(value: Value<'_>, binary: bool) -> Vec<u8> {
    let Some(text) = value.as_str() else { return value.raw().as_bytes().to_vec() };
    // `Writer::for_parts` writes bytes as characters of the same number.
    let bytes = binary.then(|| text.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect());
    bytes.flatten().unwrap_or_else(|| text.into_owned().into_bytes())
}

/// A name within quotes, as browsers write it (HTML standard, multipart form data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

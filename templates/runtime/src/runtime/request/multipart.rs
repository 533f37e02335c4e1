//! Bodies of `multipart/*` (RFC 2046 section 5.1, RFC 7578), by way of the JSON of their properties.

use super::{DraftBody, encode};
use crate::runtime::{
    json::{Document, Encode, Kind, NOT_FINITE, Value, Writer, encode_to_string},
    operation::{Part, Style},
    support::{
        file::{self, File},
        random,
    },
};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use std::borrow::Cow;

/// The body, and the secrets in it. A list takes one part per element; null takes none. Files come last, so that whoever reads the parts as they
/// arrive knows the fields by then, and the first part of `multipart/related` is the one that the others belong to.
pub(super) fn body(media_type: &str, parts: &[Part], value: &dyn Encode) -> Result<(DraftBody, Vec<String>), String> {
    let boundary = random::boundary();
    let mut writer = Writer::for_parts(&boundary);
    value.encode(&mut writer);
    if !writer.is_finite() {
        return Err(NOT_FINITE.to_owned());
    }
    let secrets = writer.take_secrets();
    let (json, files) = writer.into_parts();
    let document = Document::parse(json.as_bytes()).expect("what a model is encoded to is JSON");
    let root = document.root();
    let is_form = subtype(media_type) == "form-data";
    let mut body =
        Builder { boundary: &boundary, is_form, files: &files, pieces: Vec::new(), text: Vec::new(), first: None };
    let named: Vec<_> = match root.kind() {
        Kind::Object => root.entries().map(|(name, value)| (Some(name), value)).collect(),
        Kind::List if !is_form => vec![(None, root)],
        _ => return Err(format!("a body of `{media_type}` has to be an object, whose properties name the parts")),
    };
    let mut fields = Vec::new();
    for (name, value) in named {
        let part = part(parts, name.as_deref());
        match (value.kind(), part) {
            (Kind::Null, _) => {}
            (Kind::Object | Kind::List, Some(Part { style: Style::DeepObject, .. })) if is_form => {
                deep(name.unwrap_or_default().into_owned(), value, &mut fields);
            }
            (Kind::List, Some(part)) if is_form && !part.explode && value.elements().all(|one| body.is_text(one)) => {
                if value.elements().next().is_none() {
                    continue;
                }
                let joined = Some(encode::joined(part.style, value));
                fields.push(Field { name, part: Some(part), value, joined });
            }
            (Kind::List, _) => fields.extend(value.elements().enumerate().map(|(at, value)| {
                let part = if name.is_some() { part } else { part_at(parts, at) };
                Field { name: name.clone(), part, value, joined: None }
            })),
            (Kind::Boolean | Kind::Number | Kind::String | Kind::Object, part) => {
                fields.push(Field { name, part, value, joined: None });
            }
        }
    }
    fields.sort_by_key(|field| field.name.is_some() && body.file(field.value).is_some());
    for field in &fields {
        body.part(field)?;
    }
    let first = body.first.take();
    let content = body.finish();
    let mut content_type = format!("{media_type}; boundary={boundary}");
    if let Some(first) = first.filter(|_| subtype(media_type) == "related") {
        // RFC 2387 section 3.1: the media type of the part that the others belong to.
        content_type.push_str(&format!("; type=\"{first}\""));
    }
    let redacted = (!secrets.is_empty()).then(|| Bytes::from(crate::runtime::json::encode_redacted(value)));
    Ok((DraftBody { content: content.into(), media_type: content_type.into(), is_json: false, redacted }, secrets))
}

/// What becomes a part.
struct Field<'v> {
    name: Option<Cow<'v, str>>,
    part: Option<&'v Part>,
    value: Value<'v>,
    /// The elements of the value in one text.
    joined: Option<String>,
}

/// A part for each value within objects and lists, with its keys in brackets.
fn deep<'v>(name: String, value: Value<'v>, fields: &mut Vec<Field<'v>>) {
    match value.kind() {
        Kind::Null => {}
        Kind::Object => value.entries().for_each(|(key, member)| deep(format!("{name}[{key}]"), member, fields)),
        Kind::List => {
            value.elements().enumerate().for_each(|(at, element)| deep(format!("{name}[{at}]"), element, fields));
        }
        Kind::Boolean | Kind::Number | Kind::String => {
            fields.push(Field { name: Some(name.into()), part: None, value, joined: None });
        }
    }
}

fn part<'p>(parts: &'p [Part], name: Option<&str>) -> Option<&'p Part> {
    parts.iter().find(|part| name == Some(part.name))
}

/// The part without a name at a position, else that of all further ones.
fn part_at(parts: &[Part], at: usize) -> Option<&Part> {
    part(parts, Some(&at.to_string())).or_else(|| part(parts, Some("*")))
}

/// What stands behind the slash of a media type, in lower case.
fn subtype(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.rsplit('/').next().unwrap_or_default().trim().to_ascii_lowercase()
}

struct Builder<'b> {
    boundary: &'b str,
    /// The parts are the fields of a form.
    is_form: bool,
    files: &'b [File],
    pieces: Vec<File>,
    /// What comes before the next file.
    text: Vec<u8>,
    /// The media type of the first part.
    first: Option<String>,
}

impl<'b> Builder<'b> {
    /// The file that a value stands for.
    fn file(&self, value: Value<'_>) -> Option<&'b File> {
        let text = value.as_str()?;
        self.files.get(text.strip_prefix(self.boundary)?.strip_prefix('#')?.parse::<usize>().ok()?)
    }

    /// Whether a value is written as a text, and neither as a file nor as JSON.
    fn is_text(&self, value: Value<'_>) -> bool {
        !matches!(value.kind(), Kind::List | Kind::Object) && self.file(value).is_none()
    }

    fn part(&mut self, field: &Field<'_>) -> Result<(), String> {
        let &Field { ref name, part, value, ref joined } = field;
        let name = name.as_deref();
        let documented = part.and_then(|part| part.content_type);
        let file = self.file(value);
        let media_type = match (file, value.kind()) {
            (Some(file), _) => Some(file::choose(documented, file)),
            (None, Kind::List | Kind::Object) if joined.is_none() => Some(json_type(documented).to_owned()),
            (None, _) => documented.and_then(file::first_concrete).map(str::to_owned),
        };
        let name_of_file = file.map(|file| file.file_name().unwrap_or_else(|| name.unwrap_or("file").to_owned()));
        let mut head = format!("--{}\r\n", self.boundary);
        // Parts of a form without a file name are fields, and servers refuse a field where they expect a file.
        if self.is_form || name.is_some() || name_of_file.is_some() {
            head.push_str(if self.is_form {
                "Content-Disposition: form-data"
            } else {
                "Content-Disposition: attachment"
            });
            for (parameter, value) in [("name", name), ("filename", name_of_file.as_deref())] {
                if let Some(value) = value {
                    head.push_str(&format!("; {parameter}=\"{}\"", quoted(value)));
                }
            }
            head.push_str("\r\n");
        }
        if let Some(media_type) = &media_type {
            if media_type.contains(char::is_control) {
                return Err(format!("the media type `{}` cannot be sent", media_type.escape_debug()));
            }
            head.push_str(&format!("Content-Type: {media_type}\r\n"));
        }
        self.first.get_or_insert(media_type.unwrap_or_else(|| "text/plain".to_owned()));
        self.text.extend_from_slice(head.as_bytes());
        self.text.extend_from_slice(b"\r\n");
        match (file, joined.as_deref().map(Cow::Borrowed).or_else(|| value.as_str())) {
            (Some(file), _) => self.content(file),
            (None, Some(text)) => self.text.extend_from_slice(text.as_bytes()),
            (None, None) => self.text.extend_from_slice(self.with_files(value)?.as_bytes()),
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    fn content(&mut self, file: &File) {
        match file.as_bytes() {
            // What is short is sent in one piece with what is around it.
            Some(bytes) if bytes.len() < SHORT && !file.reports_progress() => self.text.extend_from_slice(bytes),
            _ => {
                self.pieces.push(File::bytes(std::mem::take(&mut self.text)));
                self.pieces.push(file.clone());
            }
        }
    }

    /// The JSON text of a value. Files within it are in Base64, because JSON has no bytes.
    fn with_files(&self, value: Value<'_>) -> Result<String, String> {
        let mut text = value.raw().to_owned();
        if !text.contains(self.boundary) {
            return Ok(text);
        }
        for (index, file) in self.files.iter().enumerate() {
            let marker = encode_to_string(&format!("{}#{index}", self.boundary));
            if text.contains(&marker) {
                let why = || format!("`{}` is within JSON, where a file has to be bytes at hand", file.described());
                let bytes = file.as_bytes().ok_or_else(why)?;
                text = text.replace(&marker, &encode_to_string(&BASE64_STANDARD.encode(bytes)));
            }
        }
        Ok(text)
    }

    fn finish(mut self) -> Vec<File> {
        self.text.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        self.pieces.push(File::bytes(self.text));
        self.pieces
    }
}

/// Up to so many bytes a file at hand is copied into the body.
const SHORT: usize = 1 << 20;

/// The media type of a part that is JSON: the one the document names, if it is one of JSON.
fn json_type(documented: Option<&str>) -> &str {
    let is_json = |media_type: &&str| subtype(media_type).ends_with("json") && !media_type.contains('*');
    documented.and_then(|list| list.split(',').map(str::trim).find(is_json)).unwrap_or("application/json")
}

/// A name within quotes, as browsers write it (HTML standard, multipart form data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

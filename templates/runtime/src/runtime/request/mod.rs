//! What a call asks for, while it is put together.

mod base_url;
mod cursor;
pub mod encode;
mod multipart;
mod object;
mod options;
mod origin;
mod page;
mod secrets;
mod style;
mod target;
mod uri;

pub use base_url::BaseUrl;
pub(crate) use cursor::Position;
pub use cursor::{Cursor, InvalidCursor};
pub(crate) use object::{is_unset, set_property};
pub(crate) use options::Options;
pub(crate) use origin::Origin;
pub(crate) use page::{Fnv, PageRequest, seek};
pub(crate) use secrets::sensitive;
use target::name_of;
pub(crate) use target::{encode_component, without};
pub(crate) use uri::{check_characters, check_path, check_query, tolerated_query};

use crate::runtime::{
    error::display::is_secret,
    json::{Encode, Encoded, Json, NOT_FINITE, Writer, encode_redacted, encode_to_send, encode_to_string},
    operation::{BodyFormat, BodyKind, Operation, OperationRef, Place},
    support::file::{self, File},
    transport::RequestBody,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use std::borrow::Cow;

/// A request that is being put together. Nothing in it is sent, or fails, before the call is.
#[derive(Clone)]
pub(crate) struct Draft {
    operation: OperationRef,
    path: Vec<(&'static str, String)>,
    query: Vec<Piece>,
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Option<DraftBody>,
    target: Option<String>,
    /// The query that leads to a further page, encoded. It goes before parameters of the same name.
    next: Option<String>,
    /// A URL that is not the API's, which gets neither credential nor default headers.
    pub(crate) absolute: Option<Uri>,
    /// Where in a list to begin; looked at once all filters are there.
    pub(crate) cursor: Option<Cursor>,
    pub(crate) options: Options,
    /// The parameters whose values hold secrets.
    secrets: Vec<(Place, &'static str)>,
    /// The secrets that parameters and body hold.
    secret_texts: Vec<String>,
    deferred_error: Option<String>,
}

/// A query parameter, encoded: `name=value`, several of these joined with `&`, or nothing.
#[derive(Clone, Debug)]
struct Piece {
    name: Cow<'static, str>,
    /// The parameter that this is a property of, where pages are addressed by properties.
    of: Option<&'static str>,
    text: String,
    /// The value as JSON text, if it came as a parameter.
    json: String,
}

/// A body, encoded.
#[derive(Clone)]
pub(crate) struct DraftBody {
    pub(crate) content: RequestBody,
    pub(crate) media_type: Cow<'static, str>,
    pub(crate) is_json: bool,
    /// The body as JSON without the secrets it holds, if it holds any.
    pub(crate) redacted: Option<Bytes>,
}

impl Draft {
    pub(crate) fn new(operation: OperationRef) -> Self {
        let options = Options { streamed: operation.events().is_some(), ..Options::default() };
        Self {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            cookies: Vec::new(),
            body: None,
            target: None,
            next: None,
            absolute: None,
            cursor: None,
            options,
            secrets: Vec::new(),
            secret_texts: Vec::new(),
            deferred_error: None,
        }
    }

    pub(crate) fn operation(&self) -> &OperationRef {
        &self.operation
    }

    /// Whether its answer is read as events.
    pub(crate) fn streams_events(&self) -> bool {
        self.options.streamed && self.operation.events().is_some()
    }

    /// The first reason why the request cannot be sent.
    pub(crate) fn deferred_error(&self) -> Option<&str> {
        self.deferred_error.as_deref()
    }

    /// Keeps why the request cannot be sent; the call fails with it.
    pub(crate) fn reject(&mut self, why: impl Into<String>) {
        self.deferred_error.get_or_insert(why.into());
    }

    /// A value that is to be sent; one that JSON cannot write is refused.
    fn encoded(&mut self, value: &dyn Encode) -> Encoded {
        let encoded = encode_to_send(value);
        if !encoded.is_finite {
            self.reject(NOT_FINITE);
        }
        encoded
    }

    pub(crate) fn path(&mut self, name: &'static str, value: &dyn Encode) {
        let Encoded { json, secrets, .. } = self.encoded(value);
        self.note_secret(Place::Path, name, secrets);
        match style::path(self.operation.parameter(Place::Path, name), name, &json) {
            Ok(text) => self.path.push((name, text)),
            Err(why) => self.reject(why),
        }
    }

    /// Sets a query parameter; an earlier value is replaced. Null takes it out.
    pub(crate) fn query(&mut self, name: &'static str, value: &dyn Encode) {
        let Encoded { json, secrets, .. } = self.encoded(value);
        let whole = |piece: &Piece| piece.of.is_none() && piece.name == name;
        self.query.retain(|piece| piece.of != Some(name));
        if json == "null" {
            return self.query.retain(|piece| !whole(piece));
        }
        let parameter = self.operation.parameter(Place::Query, name);
        // A secret is left out of what people read with all of its parameter, which so stays whole.
        if secrets.is_empty()
            && page::pages_by_property(&self.operation)
            && let Some(properties) = style::properties(parameter, &json)
        {
            let piece = |(key, text, json)| Piece { name: Cow::Owned(key), of: Some(name), text, json };
            self.query.retain(|piece| !whole(piece));
            return self.query.extend(properties.into_iter().map(piece));
        }
        self.note_secret(Place::Query, name, secrets);
        let text = style::query(parameter, name, &json);
        self.put(Piece { name: Cow::Borrowed(name), of: None, text, json });
    }

    /// Adds one entry of a query parameter that is an object.
    pub(crate) fn query_entry(&mut self, name: &'static str, key: &str, value: &dyn Encode) {
        let Encoded { json, secrets, .. } = self.encoded(value);
        self.note_secret(Place::Query, name, secrets);
        let text = style::query_entry(self.operation.parameter(Place::Query, name), name, key, &json);
        self.query.push(Piece { name: Cow::Borrowed(name), of: None, text, json: String::new() });
    }

    /// Adds a query parameter the document does not have.
    pub(crate) fn extra_query(&mut self, name: &str, value: &str) {
        let text = format!("{}={}", encode_component(name), encode_component(value));
        self.query.push(Piece { name: Cow::Owned(name.to_owned()), of: None, text, json: String::new() });
    }

    /// Sets a query parameter to plain text.
    pub(crate) fn set_query_value(&mut self, name: &'static str, value: &str) {
        let text = format!("{}={}", encode_component(name), encode_component(value));
        let of = self.query.iter().find(|piece| piece.name == name).and_then(|piece| piece.of);
        self.put(Piece { name: Cow::Borrowed(name), of, text, json: encode_to_string(&value) });
    }

    pub(crate) fn remove_query_value(&mut self, name: &str) {
        self.query.retain(|piece| piece.name != name);
    }

    fn put(&mut self, piece: Piece) {
        match self.query.iter_mut().find(|other| other.name == piece.name && other.of == piece.of) {
            Some(other) => *other = piece,
            None => self.query.push(piece),
        }
    }

    /// The value of a query parameter that is text or a number.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let piece = self.query.iter().find(|piece| piece.name == name)?;
        Some(piece.json.trim_matches('"')).filter(|value| !value.is_empty())
    }

    /// Path parameters, encoded.
    pub(crate) fn path_values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.path.iter().map(|(name, text)| (*name, text.as_str()))
    }

    /// Goes on with the query that leads to a further page. What the caller set stays, but for the parameters that
    /// say which page it is, so that whoever wrote the query cannot ask for another list.
    pub(crate) fn follow(&mut self, query: &str, is_position: impl Fn(&str) -> bool) {
        // An object may stand there as its properties, each with a name of its own.
        let pairs = self.query.iter().flat_map(|piece| piece.text.split('&')).filter(|pair| !pair.is_empty());
        let names = self.query.iter().map(|piece| piece.name.to_string()).chain(pairs.map(name_of));
        let own: Vec<String> = names.filter(|name| !is_position(name)).collect();
        let kept = without(query, &own.iter().map(String::as_str).collect::<Vec<_>>());
        self.next = Some(without(&kept, &self.secret_query_names()));
    }

    /// Query parameters, encoded, with their names.
    pub(crate) fn query_pieces(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|piece| (piece.name.as_ref(), piece.text.as_str()))
    }

    /// Moves to the page of the cursor, if there is one. The filters have to be complete by then.
    pub(crate) fn apply_cursor(&mut self) {
        if let Some(cursor) = self.cursor.take()
            && let Err(why) = seek(self, &cursor)
        {
            self.reject(why);
        }
    }

    /// Asks for this path and query instead of the operation's.
    pub(crate) fn set_target(&mut self, target: &str) {
        self.target = Some(target.to_owned());
    }

    pub(crate) fn target(&self) -> Option<&str> {
        self.target.as_deref()
    }

    /// The query that leads to a further page.
    pub(crate) fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    pub(crate) fn header_parameter(&mut self, name: &'static str, value: &dyn Encode) {
        let has_secret = !self.encoded(value).secrets.is_empty();
        if let Some(text) = style::header(self.operation.parameter(Place::Header, name), name, value) {
            match HeaderValue::try_from(text) {
                Ok(mut text) => {
                    text.set_sensitive(has_secret);
                    self.header(name, text);
                }
                Err(_) => self.reject(format!("the value of header `{name}` cannot be sent")),
            }
        }
    }

    pub(crate) fn header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(mut value)) => {
                let secret = value.is_sensitive() || is_secret(&name);
                value.set_sensitive(secret);
                self.headers.insert(name, value);
            }
            (Ok(name), Err(_)) => self.reject(format!("the value of header `{name}` cannot be sent")),
            (Err(_), _) => self.reject("a header has a name that cannot be sent"),
        }
    }

    pub(crate) fn cookie_parameter(&mut self, name: &'static str, value: &dyn Encode) {
        let secrets = self.encoded(value).secrets;
        self.note_secret(Place::Cookie, name, secrets);
        self.cookies.extend(style::cookie(self.operation.parameter(Place::Cookie, name), name, value));
    }

    /// Sets the body, written as the operation says.
    pub(crate) fn body(&mut self, value: &dyn Encode) {
        match body(self.operation.body, value) {
            Ok((body, secrets)) => {
                self.secret_texts.extend(secrets);
                self.body = Some(body);
            }
            Err(why) => self.reject(why),
        }
    }

    /// Sets the body to a file as it is.
    pub(crate) fn file(&mut self, file: File) {
        let media_type = file::choose(self.operation.body.map(|body| body.media_type), &file);
        let content = RequestBody::from(vec![file]);
        self.body = Some(DraftBody { content, media_type: Cow::Owned(media_type), is_json: false, redacted: None });
    }

    /// Sets the body to text as it is.
    pub(crate) fn text(&mut self, text: String) {
        let media_type = self.operation.body.map_or("text/plain", |body| body.media_type);
        let content = RequestBody::Bytes(text.into());
        self.body = Some(DraftBody { content, media_type: Cow::Borrowed(media_type), is_json: false, redacted: None });
    }

    /// Adds a property the document does not have to a JSON body.
    pub(crate) fn extra_body(&mut self, name: &str, value: &dyn Encode) {
        let json = &self.encoded(value).json;
        let empty = DraftBody {
            content: RequestBody::Bytes(Bytes::from_static(b"{}")),
            media_type: "application/json".into(),
            is_json: true,
            redacted: None,
        };
        let body = self.body.get_or_insert(empty);
        body.redacted = body.redacted.take().and_then(|shown| Some(set_property(&shown, name, json)?.into()));
        let changed = body.content.as_bytes().and_then(|bytes| set_property(bytes, name, json));
        match (body.is_json, changed) {
            (true, Some(bytes)) => body.content = RequestBody::Bytes(bytes.into()),
            _ => self.reject("`extra_body` needs a JSON body that is an object"),
        }
    }

    /// Path and query, percent-encoded.
    pub(crate) fn path_and_query(&self, prefix: &str) -> Result<String, String> {
        target::path_and_query(self, prefix)
    }
}

/// A value as a body, and the secrets in it.
fn body(format: Option<BodyFormat>, value: &dyn Encode) -> Result<(DraftBody, Vec<String>), String> {
    if let Some(BodyFormat { kind: BodyKind::Multipart(parts), media_type, .. }) = format {
        return multipart::body(media_type, parts, value);
    }
    let mut writer = Writer::new();
    value.encode(&mut writer);
    if writer.lacks_file() {
        return Err("a file within JSON has to be bytes at hand".to_owned());
    }
    if !writer.is_finite() {
        return Err(NOT_FINITE.to_owned());
    }
    let secrets = writer.take_secrets();
    let redacted = (!secrets.is_empty()).then(|| Bytes::from(encode_redacted(value)));
    let json = writer.finish();
    let (default, is_json) = match format.map(|format| format.kind) {
        None | Some(BodyKind::Json) => ("application/json", true),
        Some(BodyKind::Form(_)) => ("application/x-www-form-urlencoded", false),
        Some(BodyKind::Multipart(_) | BodyKind::Text | BodyKind::Bytes) => ("application/octet-stream", false),
    };
    let media_type = Cow::Borrowed(format.map_or(default, |format| format.media_type));
    let text = match format.map(|format| format.kind) {
        Some(BodyKind::Form(parts)) => style::form(parts, &json)
            .ok_or_else(|| format!("a body of `{media_type}` has to be an object, whose properties name the fields"))?,
        Some(BodyKind::Text | BodyKind::Bytes) => Json::of(value).as_str().map_or(json, str::to_owned),
        None | Some(BodyKind::Json | BodyKind::Multipart(_)) => json,
    };
    Ok((DraftBody { content: RequestBody::Bytes(text.into()), media_type, is_json, redacted }, secrets))
}

/// The operation of a draft, for messages.
impl AsRef<Operation> for Draft {
    fn as_ref(&self) -> &Operation {
        &self.operation
    }
}

//! What an upload sends and what it reads of the answers, without sending anything.

use super::Job;
use crate::runtime::{
    error::{Error, ErrorKind},
    json::{Document, Json, Value},
    operation::{ApiInfo, Auth, BodyFormat, BodyKind, Operation, OperationRef, Retry, Segment},
    request::{Draft, DraftBody},
    response::Answer,
    support::file,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http::{Method, Uri};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The checksums of a source, computed part by part in order.
pub(super) struct Survey {
    size: u64,
    part_size: u64,
    whole: Sha256,
    parts: Vec<Json>,
}

impl Survey {
    pub(super) fn new(size: u64, part_size: u64) -> Self {
        Self { size, part_size, whole: Sha256::new(), parts: Vec::new() }
    }

    /// The next part to read, from where to before where. An empty file has one empty part.
    pub(super) fn next(&self) -> Option<(u64, u64)> {
        let start = self.part_size * self.parts.len() as u64;
        (start < self.size || self.parts.is_empty()).then(|| (start, (start + self.part_size).min(self.size)))
    }

    pub(super) fn add(&mut self, (start, end): (u64, u64), bytes: &[u8]) {
        self.whole.update(bytes);
        let number = self.parts.len() as i64 + 1;
        self.parts.push(Json::object([
            ("number", Json::from(number)),
            ("chunk_start", Json::from(start as i64)),
            ("chunk_end", Json::from(end as i64)),
            ("checksum_sha256_base64", Json::from(BASE64_STANDARD.encode(Sha256::digest(bytes)))),
        ]));
    }

    /// The request that announces the file.
    pub(super) fn announce(self, job: &Job) -> Draft {
        let name = job.file.file_name().unwrap_or_default();
        let mime_type = file::choose(None, &job.file);
        let mut entries = vec![
            ("name".to_owned(), Json::from(name)),
            ("mime_type".to_owned(), Json::from(mime_type)),
            ("size".to_owned(), Json::from(self.size as i64)),
            ("checksum_sha256_base64".to_owned(), Json::from(BASE64_STANDARD.encode(self.whole.finalize()))),
            ("upload".to_owned(), Json::object([("parts", Json::list(self.parts))])),
        ];
        entries.extend(job.properties.iter().cloned());
        let mut draft = Draft::new(job.create.clone());
        draft.options = job.options.clone();
        draft.body(&Json::object(entries));
        draft
    }
}

/// Where the parts of an announced file go.
pub(super) struct Places {
    file: String,
    id: String,
    path: String,
    pub(super) parts: Vec<Place>,
    done: Vec<Json>,
}

/// Where a part goes.
pub(super) struct Place {
    number: i64,
    pub(super) start: u64,
    pub(super) end: u64,
    checksum: Option<String>,
    url: String,
    headers: Vec<(String, String)>,
}

impl Places {
    /// Reads the answer to the announcement.
    pub(super) fn read(answer: &Answer) -> Result<Self, Error> {
        let unexpected = |what: &str| Error::with_message(ErrorKind::Decode, &answer.operation, what);
        let document = Document::parse(&answer.body).map_err(|_| unexpected("the answer is no JSON"))?;
        let root = match answer.operation.envelope {
            Some(envelope) => document.root().get(envelope).unwrap_or(document.root()),
            None => document.root(),
        };
        let upload = root.get("upload");
        let text = |value: Option<Value<'_>>, key: &str| Some(value?.get(key)?.as_str()?.into_owned());
        let parts = upload.and_then(|upload| upload.get("parts")).map(|parts| parts.elements().map(place).collect());
        Ok(Self {
            file: text(Some(root), "id").ok_or_else(|| unexpected("the answer has no `id`"))?,
            id: text(upload, "id").ok_or_else(|| unexpected("the answer has no `upload.id`"))?,
            path: text(upload, "path").ok_or_else(|| unexpected("the answer has no `upload.path`"))?,
            parts: parts.flatten().ok_or_else(|| unexpected("the answer does not say where the parts go"))?,
            done: Vec::new(),
        })
    }

    /// Takes note of the storage host's answer to a part.
    pub(super) fn sent(&mut self, place: &Place, answer: &Answer) -> Result<(), Error> {
        let etag = answer.head.headers.get(http::header::ETAG).and_then(|etag| etag.to_str().ok());
        let etag = etag.ok_or_else(|| {
            Error::with_message(ErrorKind::Decode, &answer.operation, "the storage host sent no `ETag`")
        })?;
        self.done.push(Json::object([
            ("number", Json::from(place.number)),
            ("checksum_etag", Json::from(etag)),
            ("checksum_sha256_base64", place.checksum.as_deref().map_or_else(Json::null, Json::from)),
        ]));
        Ok(())
    }

    /// The request that declares the file complete.
    pub(super) fn complete(self, job: &Job) -> Draft {
        let mut draft = Draft::new(job.complete.clone());
        draft.options = job.options.clone();
        if let Some(Segment::Parameter(name)) =
            draft.operation().path.iter().find(|segment| matches!(segment, Segment::Parameter(_))).copied()
        {
            draft.path(name, &self.file);
        }
        draft.body(&Json::object([
            ("id", Json::from(self.id)),
            ("path", Json::from(self.path)),
            ("parts", Json::list(self.done)),
        ]));
        draft
    }
}

/// Where a part goes; none if the answer does not say.
fn place(part: Value<'_>) -> Option<Place> {
    let number = |key: &str| part.get(key)?.as_i64();
    let headers = part.get("headers").into_iter().flat_map(|headers| headers.entries());
    Some(Place {
        number: number("number")?,
        start: u64::try_from(number("chunk_start")?).ok()?,
        end: u64::try_from(number("chunk_end")?).ok()?,
        checksum: part.get("checksum_sha256_base64").and_then(|value| Some(value.as_str()?.into_owned())),
        url: part.get("url")?.as_str()?.into_owned(),
        headers: headers.filter_map(|(name, value)| Some((name.into_owned(), value.as_str()?.into_owned()))).collect(),
    })
}

/// The request that puts a part where it goes.
pub(super) fn put(api: &'static ApiInfo, job: &Job, place: &Place, bytes: Bytes) -> Result<Draft, Error> {
    let operation = OperationRef::Shared(Arc::new(storage(api)));
    let mut draft = Draft::new(operation.clone());
    draft.options = job.options.clone();
    let uri: Uri = place
        .url
        .parse()
        .map_err(|_| Error::with_message(ErrorKind::Request, &operation, "the address of a part is no URL"))?;
    draft.absolute = Some(uri);
    for (name, value) in &place.headers {
        draft.header(name.as_str(), value.as_str());
    }
    draft.body = Some(DraftBody { content: bytes.into(), media_type: "".into(), is_json: false, redacted: None });
    Ok(draft)
}

/// What is done at the storage host.
fn storage(api: &'static ApiInfo) -> Operation {
    Operation {
        id: "upload.part",
        name: "upload.part",
        method: Method::PUT,
        path: &[Segment::Literal("(storage)")],
        parameters: &[],
        auth: &Auth::NONE,
        retry: Retry::Safe,
        success: &[],
        envelope: None,
        pagination: None,
        body: Some(BodyFormat { media_type: "", kind: BodyKind::Bytes, required: false }),
        failures: &[],
        api,
        accept: "",
        server: None,
    }
}

/// The error for a source that cannot be read.
pub(super) fn unreadable(job: &Job, cause: std::io::Error) -> Error {
    Error::with_message(ErrorKind::File, &job.create, format!("cannot read `{}`", job.file.described()))
        .with_source(cause)
}

/// Tells how much is done.
pub(super) fn report(job: &Job, sent: u64, total: u64) {
    if let Some(progress) = &job.progress {
        progress(sent, total);
    }
}

//! Files that are sent in parts.

use crate::harness::{mocked, mocked_blocking, run};
use sdk_runtime::runtime::{
    ErrorKind, File,
    testing::{MockTransport, Recorded, Reply},
};
use serde_json::{Value, json};
use std::{
    future::IntoFuture,
    sync::{Arc, Mutex},
};

const PART: usize = 5 << 20;

fn body(request: &Recorded) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

/// An API that sends parts to a storage host, which takes the first only at the second attempt.
fn server() -> MockTransport {
    MockTransport::new()
        .on("files.create", |request| {
            let announced = body(request);
            let parts = announced["upload"]["parts"].as_array().unwrap().iter().map(|part| {
                let mut part = part.clone();
                part["url"] = json!(format!("https://storage.test/bucket/x?part={}&signature=s%2Fx", part["number"]));
                part["expires_at"] = json!("2026-10-01T12:00:00Z");
                part["headers"] = json!({"x-amz-checksum-sha256": part["checksum_sha256_base64"]});
                part
            });
            let parts: Vec<_> = parts.collect();
            Reply::json(201, json!({"id": "file-1", "upload": {"id": "u-1", "path": "a/b", "parts": parts}}))
        })
        .on("upload.part", |_| Reply::empty(503).then(Reply::empty(200).header("etag", "\"e\"")))
        .on("files.uploaded", |_| Reply::json(200, json!({"id": "file-1"})))
}

#[test]
fn a_file_is_announced_sent_in_parts_and_declared_complete() {
    let content: Vec<u8> = (0..PART + 10).map(|at| (at % 251) as u8).collect();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("upload me.pdf");
    std::fs::write(&path, &content).unwrap();
    let future = server();
    let reported = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&reported);
    let upload = mocked(&future).upload(File::path(&path)).part_size(1).property("service", &"downloadable");
    let upload = upload.on_progress(move |sent, total| log.lock().unwrap().push((sent, total)));
    assert_eq!(run(upload.into_future()).unwrap().id, "file-1");
    let blocking = server();
    let upload = mocked_blocking(&blocking).upload(File::bytes(content.clone()).name("upload me.pdf"));
    assert_eq!(upload.part_size(1).property("service", &"downloadable").send().unwrap().id, "file-1");
    assert_eq!(*reported.lock().unwrap(), [(PART as u64, PART as u64 + 10), (PART as u64 + 10, PART as u64 + 10)]);

    let requests = future.requests();
    let described = |requests: &[Recorded]| {
        requests
            .iter()
            .map(|request| (request.uri.clone(), request.headers.clone(), request.body.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(described(&requests), described(&blocking.requests()));
    let names: Vec<_> = requests.iter().map(|request| request.operation).collect();
    assert_eq!(names, ["files.create", "upload.part", "upload.part", "upload.part", "files.uploaded"]);
    let announced = body(&requests[0]);
    assert_eq!(
        (&announced["name"], &announced["mime_type"], &announced["size"], &announced["service"]),
        (&json!("upload me.pdf"), &json!("application/pdf"), &json!(PART + 10), &json!("downloadable"))
    );
    assert_eq!(announced["upload"]["parts"][1]["chunk_start"], PART);
    assert_eq!(announced["upload"]["parts"][1]["chunk_end"], PART + 10);

    for part in &requests[1..4] {
        let mut names: Vec<_> = part.headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(
            names,
            ["content-length", "user-agent", "x-amz-checksum-sha256"],
            "no credential, no default header"
        );
    }
    assert_eq!(requests[3].uri, "https://storage.test/bucket/x?part=2&signature=s%2Fx");
    assert_eq!(requests[3].body, content[PART..]);
    assert_eq!(requests[4].target(), "/base/v1/files/file-1/uploaded");
    let complete = body(&requests[4]);
    assert_eq!((&complete["id"], &complete["path"]), (&json!("u-1"), &json!("a/b")));
    assert_eq!(complete["parts"][1]["number"], 2);
    assert_eq!(complete["parts"][1]["checksum_etag"], "\"e\"");
    assert_eq!(
        complete["parts"][1]["checksum_sha256_base64"],
        announced["upload"]["parts"][1]["checksum_sha256_base64"]
    );
    assert_eq!(requests[4].header("authorization"), Some("Bearer secret-token"));
}

#[test]
fn checksums_are_those_of_the_bytes() {
    let mock = server();
    run(mocked(&mock).upload(File::bytes("abc").name("abc")).into_future()).unwrap();
    run(mocked(&mock).upload(File::bytes("").name("empty")).into_future()).unwrap();
    let (abc, empty) = ("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    for (at, checksum) in [(0, abc), (4, empty)] {
        let announced = body(&mock.requests()[at]);
        assert_eq!(announced["checksum_sha256_base64"], checksum);
        assert_eq!(announced["upload"]["parts"][0]["checksum_sha256_base64"], checksum);
    }
}

#[test]
fn errors_say_what_went_wrong() {
    let upload = |mock: &MockTransport, source| run(mocked(mock).upload(source).into_future()).unwrap_err();
    let error = upload(&server(), File::path("/no/such/file"));
    assert_eq!(error.kind(), ErrorKind::File);
    assert!(error.to_string().contains("/no/such/file"), "{error}");
    let mock = server().on("upload.part", |_| Reply::text(403, "<Error>expired</Error>"));
    assert!(upload(&mock, File::bytes("a").name("a")).is_forbidden());
    let mock = server().on("upload.part", |_| Reply::empty(200));
    assert!(upload(&mock, File::bytes("a").name("a")).to_string().contains("ETag"));
    let mock = server().on("files.create", |_| Reply::json(201, json!({"id": "x"})));
    assert_eq!(upload(&mock, File::bytes("a").name("a")).kind(), ErrorKind::Decode);
    let mock = server().on("files.create", |_| {
        let part = json!({"number": 1, "chunk_start": 0, "chunk_end": 1, "url": "http://storage.test/x"});
        Reply::json(201, json!({"id": "x", "upload": {"id": "u", "path": "p", "parts": [part]}}))
    });
    assert!(upload(&mock, File::bytes("a").name("a")).to_string().contains("not encrypted"));
}

#[test]
fn a_part_takes_a_credential_of_its_own_to_the_storage_host() {
    let server = || {
        server().on("files.create", |_| {
            let place = json!({"number": 1, "chunk_start": 0, "chunk_end": 1, "url": "https://storage.test/x",
                "headers": {"authorization": "Bearer of-the-part"}});
            Reply::json(201, json!({"id": "file-1", "upload": {"id": "u-1", "path": "p", "parts": [place]}}))
        })
    };
    let (future, blocking) = (server(), server());
    run(mocked(&future).upload(File::bytes("a").name("a")).into_future()).unwrap();
    mocked_blocking(&blocking).upload(File::bytes("a").name("a")).send().unwrap();
    for mock in [future, blocking] {
        let part = &mock.requests()[1];
        let sent = (part.uri.to_string(), part.header("authorization"));
        assert_eq!(sent, ("https://storage.test/x".to_owned(), Some("Bearer of-the-part")));
    }
}

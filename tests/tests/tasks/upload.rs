//! Upload a file in one call.

use crate::support::polar;
use generated_sdk::File;
use generated_sdk::polar::models::{FileRead, FileServiceTypes};
use generated_sdk::testing::{MockTransport, Recorded, Reply};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// What Polar and its storage answer.
fn mock() -> MockTransport {
    let announced = |request: &Recorded| {
        let mut body: Value = serde_json::from_slice(&request.body).expect("bodies are JSON");
        let part = &mut body["upload"]["parts"][0];
        part["url"] = json!("https://storage.example/part?signature=x");
        part["expires_at"] = json!("2026-01-02T03:04:05Z");
        part["headers"] = json!({});
        let upload = json!({ "id": "u1", "path": "a/ebook.pdf", "parts": body["upload"]["parts"] });
        Reply::json(201, json!({ "id": "f1", "upload": upload }))
    };
    MockTransport::new()
        .on("files.create", announced)
        .on("upload.part", |_| Reply::empty(200).header("etag", "\"e1\""))
        .on("files.uploaded", |_| Reply::example("files.uploaded"))
}

#[tokio::test]
async fn announced_sent_and_completed() -> generated_sdk::Result<()> {
    let mock = mock();
    let progress = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&progress);
    let file: FileRead = polar(&mock)
        .files()
        .upload(File::bytes("%PDF").name("ebook.pdf"))
        .property("service", &FileServiceTypes::Downloadable)
        .on_progress(move |sent, total| seen.lock().expect("no reader panics").push((sent, total)))
        .await?;
    assert!(file.id().is_some());
    assert_eq!(*progress.lock().expect("no reader panics"), [(4, 4)]);

    let requests = mock.requests();
    let names: Vec<_> = requests.iter().map(|request| request.operation).collect();
    assert_eq!(names, ["files.create", "upload.part", "files.uploaded"]);
    assert_eq!(requests[1].header("authorization"), None, "the storage gets no token");
    assert_eq!(requests[1].text(), "%PDF");
    Ok(())
}

//! Files in requests: read while they are sent, with their names and media types.

use crate::{
    api::{API, Acme},
    harness::{mocked, mocked_blocking, replies, run},
    server::Server,
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, ErrorKind, File, Json,
    json::{Encode, Writer},
    testing::{MockTransport, Reply},
};
use std::{
    future::IntoFuture,
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    path::PathBuf,
    sync::{Arc, Mutex},
};

fn mock() -> MockTransport {
    replies(|| Reply::json(200, serde_json::json!({})))
}

/// A body of some fields.
struct Body<'a>(&'a [(&'a str, &'a dyn Encode)]);

impl Encode for Body<'_> {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        for (name, value) in self.0 {
            object.required(name, value);
        }
    }
}

/// What a request sent in parts, with a word for the boundary.
fn parts(mock: &MockTransport) -> (String, String) {
    let request = mock.requests().pop().unwrap();
    let media_type = request.header("content-type").unwrap().to_owned();
    let boundary = media_type.split("boundary=").nth(1).unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(request.header("content-length"), Some(request.body.len().to_string().as_str()));
    (media_type.replace(&boundary, "BOUNDARY"), request.text().replace(&boundary, "BOUNDARY").replace("\r\n", "\n"))
}

fn written(name: &str, length: usize) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, "0123456789abcdef".repeat(length / 16)).unwrap();
    path
}

#[test]
fn the_first_part_of_a_related_body_is_the_one_that_the_others_belong_to() {
    let meta = serde_json::json!({ "n": 1 });
    let media = File::bytes(&b"GIF"[..]).name("a \"b\".gif");
    let mock = mock();
    run(mocked(&mock).related(&Body(&[("media", &media), ("meta", &meta)])).into_future()).unwrap();
    let (media_type, body) = parts(&mock);
    assert_eq!(media_type, "multipart/related; boundary=BOUNDARY; type=\"application/json\"");
    insta::assert_snapshot!(body, @r#"
    --BOUNDARY
    Content-Disposition: attachment; name="meta"
    Content-Type: application/json

    {"n":1}
    --BOUNDARY
    Content-Disposition: attachment; name="media"; filename="a %22b%22.gif"
    Content-Type: image/gif

    GIF
    --BOUNDARY--
    "#);
    // Without names there are parts in a row.
    run(mocked(&mock).related(&vec![File::from("a").name("a.txt"), File::from("b")]).into_future()).unwrap();
    insta::assert_snapshot!(parts(&mock).1, @r#"
    --BOUNDARY
    Content-Disposition: attachment; filename="a.txt"
    Content-Type: text/plain

    a
    --BOUNDARY
    Content-Disposition: attachment; filename="file"
    Content-Type: text/csv

    b
    --BOUNDARY--
    "#);
}

#[test]
fn a_part_of_json_has_the_media_type_of_the_document_that_is_one_of_json() {
    let mock = mock();
    let object = serde_json::json!({ "n": 1 });
    run(mocked(&mock).parts(&Body(&[("meta", &object), ("other", &object)])).into_future()).unwrap();
    let body = parts(&mock).1;
    let types: Vec<_> = body.lines().filter_map(|line| line.strip_prefix("Content-Type: ")).collect();
    assert_eq!(types, ["application/vnd.acme+json", "application/json"]);
}

#[test]
fn a_file_in_a_part_says_how_far_it_is() {
    let server = Server::new(|_| crate::server::json("{}", ""));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let progress = Arc::clone(&seen);
    let file = File::bytes(&b"PNG"[..]).on_progress(move |sent, total| progress.lock().unwrap().push((sent, total)));
    let client = ClientConfig::<Async>::new(&API).access_token("t").base_url(server.url()).build().unwrap();
    run(Acme(client).parts(&Body(&[("file", &file)])).into_future()).unwrap();
    let client = ClientConfig::<Blocking>::new(&API).access_token("t").base_url(server.url()).build().unwrap();
    Acme(client).parts(&Body(&[("file", &file)])).send().unwrap();
    assert_eq!(seen.lock().unwrap().iter().filter(|step| **step == (3, Some(3))).count(), 2);
    assert!(server.requests().iter().all(|request| request.contains("\r\n\r\nPNG\r\n--")));
}

#[test]
fn what_has_no_names_is_no_form() {
    let mock = mock();
    for error in [
        run(mocked(&mock).parts(&vec![File::from("a")]).into_future()).unwrap_err(),
        run(mocked(&mock).form(&Json::from("a")).into_future()).unwrap_err(),
        mocked_blocking(&mock).parts(&vec![File::from("a")]).send().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("has to be an object"), "{error}");
    }
    assert_eq!(mock.requests().len(), 0);
}

#[test]
fn the_media_type_is_the_callers_the_documents_or_the_files_own() {
    let mock = mock();
    for (file, media_type) in [
        (File::from("x").media_type("image/avif").name("a.gif"), "image/avif"),
        (File::from("x").name("a.GIF"), "image/gif"),
        (File::from("x").name("a.unheard-of"), "image/png"),
        (File::from("x"), "image/png"),
    ] {
        run(mocked(&mock).put(file.clone()).into_future()).unwrap();
        assert_eq!(mock.requests().pop().unwrap().header("content-type"), Some(media_type), "{file:?}");
    }
    // One that is documented alone counts, whatever the name suggests.
    run(mocked(&mock).parts(&Body(&[("file", &File::from("x").name("a.gif"))])).into_future()).unwrap();
    assert!(parts(&mock).1.contains("filename=\"a.gif\"\nContent-Type: image/png\n"));
}

#[test]
fn lists_and_objects_in_a_form_take_the_parts_that_their_style_says() {
    let sent = |name: &str, value: &dyn Encode| {
        let (mock, twin) = (mock(), mock());
        run(mocked(&mock).parts(&Body(&[(name, value)])).into_future()).unwrap();
        mocked_blocking(&twin).parts(&Body(&[(name, value)])).send().unwrap();
        let body = parts(&mock).1;
        assert_eq!(body, parts(&twin).1);
        let named = body.split("--BOUNDARY\nContent-Disposition: form-data; name=").skip(1);
        let texts = named.map(|part| part.trim_end_matches("--BOUNDARY--\n").trim_end().replace("\n\n", " "));
        texts.collect::<Vec<_>>()
    };
    for (name, json, expected) in [
        ("codes", r#"["a",null,7]"#, &[r#""codes" a,7"#][..]),
        ("kinds", r#"["a","b"]"#, &[r#""kinds" a|b"#]),
        ("other", r#"["a","b"]"#, &[r#""other" a"#, r#""other" b"#]),
        ("codes", "[]", &[]),
        ("codes", "null", &[]),
        // What is no text does not fit into one.
        ("codes", r#"["a",[1]]"#, &[r#""codes" a"#, "\"codes\"\nContent-Type: application/json [1]"]),
        ("filter", r#"{"a":{"b":1},"c":[true,null]}"#, &[r#""filter[a][b]" 1"#, r#""filter[c][0]" true"#]),
    ] {
        assert_eq!(sent(name, &json.parse::<Json>().unwrap()), expected, "{name} {json}");
    }
    let files = vec![File::from("x").name("a.txt"), File::from("y").name("b.txt")];
    let type_of_text = "\nContent-Type: text/plain";
    let expected =
        [("a", "x"), ("b", "y")].map(|(name, text)| format!("\"codes\"; filename=\"{name}.txt\"{type_of_text} {text}"));
    assert_eq!(sent("codes", &files), expected);
}

#[test]
fn files_within_json_are_in_base64_and_at_hand() {
    let document = Body(&[("content", &File::from(&b"\x89PNG\xff"[..]))]);
    let mock = mock();
    mocked_blocking(&mock).parts(&Body(&[("doc", &document)])).send().unwrap();
    assert!(parts(&mock).1.contains("{\"content\":\"iVBOR/8=\"}"), "{}", parts(&mock).1);
    let document = Body(&[("content", &File::path("/no/such/file"))]);
    let error = mocked_blocking(&mock).parts(&Body(&[("doc", &document)])).send().unwrap_err();
    assert!(error.to_string().contains("at hand"), "{error}");
}

#[test]
fn a_file_is_read_while_it_is_sent_and_again_for_a_retry() {
    const LENGTH: usize = 3 << 20;
    let path = written("large.txt", LENGTH);
    for blocking in [false, true] {
        let failed = Mutex::new(false);
        let server = Server::new(move |_| match std::mem::replace(&mut *failed.lock().unwrap(), true) {
            false => b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n".to_vec(),
            true => crate::server::json("{}", ""),
        });
        let seen = Arc::new(Mutex::new(Vec::new()));
        let progress = Arc::clone(&seen);
        let file =
            File::from(path.clone()).on_progress(move |sent, total| progress.lock().unwrap().push((sent, total)));
        if blocking {
            let client = ClientConfig::<Blocking>::new(&API).access_token("t").base_url(server.url()).build().unwrap();
            Acme(client).put(file).send().unwrap();
        } else {
            let client = ClientConfig::<Async>::new(&API).access_token("t").base_url(server.url()).build().unwrap();
            run(Acme(client).put(file).into_future()).unwrap();
        }
        let requests = server.requests();
        assert_eq!(requests.len(), 2);
        for request in requests {
            let (head, body) = request.split_once("\r\n\r\n").unwrap();
            assert!(head.to_lowercase().contains(&format!("content-length: {LENGTH}\r\n")), "{head}");
            assert_eq!((body.len(), &body[LENGTH - 4..]), (LENGTH, "cdef"));
        }
        let seen = seen.lock().unwrap();
        assert!(seen.len() > 2 * LENGTH / (1 << 20), "it is read in pieces");
        assert_eq!(seen.iter().filter(|step| **step == (LENGTH as u64, Some(LENGTH as u64))).count(), 2);
    }
}

/// A server that takes one request in chunks, and what it was sent.
fn takes_chunks() -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let accepted = std::thread::spawn(move || {
        let mut reader = BufReader::new(listener.accept().unwrap().0);
        let mut request = String::new();
        while !request.ends_with("\r\n0\r\n\r\n") {
            assert_ne!(reader.read_line(&mut request).unwrap(), 0, "{request}");
        }
        reader.get_mut().write_all(&crate::server::json("{}", "")).unwrap();
        request
    });
    (url, accepted)
}

#[test]
fn a_source_of_unknown_length_is_sent_in_chunks() {
    let (url, accepted) = takes_chunks();
    let client = ClientConfig::<Async>::new(&API).access_token("t").base_url(url).build().unwrap();
    let pieces = futures_util::stream::iter(["one", "", "two"].map(Ok::<_, std::io::Error>));
    run(Acme(client).put(File::stream(pieces)).into_future()).unwrap();
    let request = accepted.join().unwrap();
    assert!(request.ends_with("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"), "{request}");

    let (url, accepted) = takes_chunks();
    let client = ClientConfig::<Blocking>::new(&API).access_token("t").base_url(url).build().unwrap();
    Acme(client).put(File::reader(&b"one"[..])).send().unwrap();
    let request = accepted.join().unwrap().to_lowercase();
    assert!(request.contains("transfer-encoding: chunked") && request.contains("\r\n3\r\none\r\n0"), "{request}");
}

#[test]
fn a_source_that_can_be_read_once_is_sent_once() {
    let unavailable = replies(|| Reply::empty(503));
    let error = run(mocked(&unavailable).put(File::reader(&b"x"[..])).into_future()).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), unavailable.requests().len()), (503, 1));
    let error = mocked_blocking(&unavailable).put(File::reader(&b"x"[..])).send().unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), unavailable.requests().len()), (503, 2));
    run(mocked(&unavailable).put(File::bytes("x")).into_future()).unwrap_err();
    assert_eq!(unavailable.requests().len(), 5, "bytes are sent as often as it takes");

    let file = File::reader(&b"x"[..]);
    let mock = mock();
    run(mocked(&mock).put(file.clone()).into_future()).unwrap();
    assert!(run(mocked(&mock).put(file).into_future()).unwrap_err().to_string().contains("second time"));
    let pieces = futures_util::stream::iter(["one"].map(Ok::<_, std::io::Error>));
    let error = mocked_blocking(&mock).put(File::stream(pieces)).send().unwrap_err();
    assert!(error.to_string().contains("asynchronous client"), "{error}");
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_source_of_another_length_is_an_error() {
    let mock = mock();
    for size in [1, 3] {
        run(mocked(&mock).put(File::reader(&b"xx"[..]).size(size)).into_future()).unwrap_err();
        mocked_blocking(&mock).put(File::reader(&b"xx"[..]).size(size)).send().unwrap_err();
    }
    assert_eq!(mock.requests().len(), 0);
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_before_anything_is_sent() {
    let mock = mock();
    for path in ["/no/such/file", env!("CARGO_TARGET_TMPDIR")] {
        let error = run(mocked(&mock).put(PathBuf::from(path)).into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::File, "{error}");
        assert_eq!(mocked_blocking(&mock).put(PathBuf::from(path)).send().unwrap_err().kind(), ErrorKind::File);
    }
    assert_eq!(mock.requests().len(), 0);
}

/// To open a pipe takes as long as nobody writes to it, and no deadline ends it.
#[test]
#[cfg(unix)]
fn a_path_that_is_no_file_is_refused_at_once() {
    let pipe = PathBuf::from(format!("{}/pipe-{}", env!("CARGO_TARGET_TMPDIR"), std::process::id()));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mock = mock();
    for path in [pipe.as_path(), std::path::Path::new("/dev/zero")] {
        for error in [
            run(mocked(&mock).put(path.to_owned()).into_future()).unwrap_err(),
            mocked_blocking(&mock).put(path.to_owned()).send().unwrap_err(),
            run(mocked(&mock).upload(File::path(path)).into_future()).unwrap_err(),
            mocked_blocking(&mock).upload(File::path(path)).send().unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::File, "{error}");
        }
    }
    assert_eq!(mock.requests().len(), 0);
    std::fs::remove_file(&pipe).unwrap();
}

#[test]
fn an_open_file_is_sent_from_where_it_stands() {
    let mut file = std::fs::File::open(written("open.txt", 16)).unwrap();
    file.read_exact(&mut [0; 10]).unwrap();
    let mock = mock();
    mocked_blocking(&mock).put(file).send().unwrap();
    assert_eq!(
        (mock.requests()[0].text().as_str(), mock.requests()[0].header("content-length")),
        ("abcdef", Some("6"))
    );
}

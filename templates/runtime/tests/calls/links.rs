//! `Link` headers as servers write them, read off the wire in both modes.

use crate::{
    api::{API, Acme, Thing},
    harness::{mocked, mocked_blocking, run},
    server::Server,
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, Error, Json,
    testing::{MockTransport, Reply},
};
use serde_json::json;

/// What a list gives whose first page has these header lines, and the targets of its requests, in both modes.
fn list(headers: &'static [u8]) -> [(Result<usize, Error>, Vec<String>); 2] {
    let server = || {
        Server::new(move |request| {
            let is_second = request.lines().next().is_some_and(|line| line.contains("p=2"));
            let (body, headers) = if is_second {
                (r#"{"data":[]}"#, &b"link: </>; rel=first\r\n"[..])
            } else {
                (r#"{"data":[{"id":"1"}]}"#, headers)
            };
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n", body.len());
            [head.as_bytes(), headers, b"\r\n", body.as_bytes()].concat()
        })
    };
    let (one, other) = (server(), server());
    let client = Acme(ClientConfig::<Async>::new(&API).access_token("t").base_url(one.url()).build().unwrap());
    let found = run(async { client.scan().stream().collect::<Vec<Thing>>().await });
    let client = Acme(ClientConfig::<Blocking>::new(&API).access_token("t").base_url(other.url()).build().unwrap());
    let found_blocking: Result<Vec<Thing>, Error> = client.scan().iter().collect();
    [(found.map(|found| found.len()), one.targets()), (found_blocking.map(|found| found.len()), other.targets())]
}

#[test]
fn a_link_is_read_whatever_stands_beside_it() {
    for (headers, target) in [
        ("link: <?p=2>; rel=next; title=\"caf\u{e9}\"\r\n".as_bytes(), "GET /v1/scan?size=50&p=2"),
        (b"link: <?p=1>; rel=prev; title=\"caf\xe9\", <?p=2>; rel=next\r\n", "GET /v1/scan?size=50&p=2"),
        (b"link: </x>; rel=\"up\"; title=\"\xe9\r\nlink: <?p=2>; rel=next\r\n", "GET /v1/scan?size=50&p=2"),
        (b"link: <?p=1>; rel=prev; title=\"a, \\\"b\", <?p=2>; rel=next\r\n", "GET /v1/scan?size=50&p=2"),
        // A backslash outside of quotes is a character like any other.
        (b"link: <?p=1>; rel=x\\, <?p=2>; rel=next\r\n", "GET /v1/scan?size=50&p=2"),
        (b"link: , ,<?p=2>; rel=next,\r\n", "GET /v1/scan?size=50&p=2"),
        (b"link:\r\nlink: <?p=2> ;\tREL = \"x next\" ; rel=prev\r\n", "GET /v1/scan?size=50&p=2"),
        ("link: <?p=2&q=caf\u{e9}>; rel=next\r\n".as_bytes(), "GET /v1/scan?size=50&p=2&q=caf%C3%A9"),
    ] {
        for (found, targets) in list(headers) {
            let shown = String::from_utf8_lossy(headers);
            assert_eq!(found.unwrap_or_else(|error| panic!("{shown}: {error}")), 1, "{shown}");
            assert_eq!(targets[1..], [target], "{shown}");
        }
    }
    // What cannot be sent as it was is an error behind the first page, and no end in silence.
    for (found, targets) in list(b"link: <?p=2&q=caf\xe9>; rel=next\r\n") {
        assert!(found.unwrap_err().to_string().contains("not followed"));
        assert_eq!(targets.len(), 1);
    }
}

#[test]
fn a_link_may_repeat_the_properties_of_an_object() {
    let mock = MockTransport::new().on("*", |request| match request.target().contains("p=2") {
        true => Reply::json(200, json!({"data": []})),
        false => Reply::json(200, json!({"data": [{"id": "1"}]}))
            .header("link", "<?state=open&tag%5Bx%5D=1&size=50&p=2>; rel=next"),
    });
    let kind: Json = r#"{"state":"open","tag[x]":1}"#.parse().unwrap();
    run(mocked(&mock).scan().with_query("kind", &kind).stream().collect::<Vec<Thing>>()).unwrap();
    assert_eq!(mocked_blocking(&mock).scan().with_query("kind", &kind).iter().count(), 1);
    let requests = mock.requests();
    let targets: Vec<_> = [1, 3].iter().map(|at| requests[*at].target()).collect();
    assert_eq!(targets, ["/base/v1/scan?state=open&tag%5Bx%5D=1&size=50&p=2"; 2]);
}

//! What is sent, byte for byte.

use crate::{
    api::{API, Acme, Thing},
    harness::{mocked, mocked_blocking, replies, run},
    server::Server,
};
use http::Method;
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, ErrorKind, File, Json,
    json::{Encode, Writer},
    testing::{MockTransport, Reply},
};
use std::future::IntoFuture;

fn mock() -> MockTransport {
    replies(|| Reply::json(200, serde_json::json!({"id": "x", "data": {"id": "x"}})))
}

fn json(text: &str) -> Json {
    text.parse().unwrap()
}

#[test]
fn path_parameters_are_encoded_and_the_path_is_kept_exactly() {
    let mock = mock();
    let client = mocked(&mock);
    for (id, target) in [
        ("a", "/base/v1/things/a"),
        ("a/b?c#d e+é", "/base/v1/things/a%2Fb%3Fc%23d%20e%2B%C3%A9"),
        ("%2F", "/base/v1/things/%252F"),
        ("~a.b-c_d", "/base/v1/things/~a.b-c_d"),
    ] {
        run(client.get(id).into_future()).unwrap();
        assert_eq!(mock.requests().last().unwrap().target(), target);
    }
    run(client.create(&Thing { id: "x".into() }).into_future()).unwrap();
    assert_eq!(mock.requests().last().unwrap().target(), "/base/v1/things/", "the slash at the end stays");
}

#[test]
fn a_path_parameter_cannot_change_the_path() {
    let mock = mock();
    for id in ["", ".", ".."] {
        let error = run(mocked(&mock).get(id).into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    }
    assert_eq!(mock.requests().len(), 0);
}

/// Who hands on the headers of another request hands on its length; the next request on the connection would be read as
/// the rest of this one.
#[test]
fn how_long_a_request_is_only_the_transport_says() {
    let server = Server::json(r#"{"id":"x"}"#);
    let thing = Thing { id: "x".into() };
    let config = || ClientConfig::<Async>::new(&API).access_token("t").base_url(server.url());
    let config = config().default_header("content-length", "99").default_header("transfer-encoding", "gzip");
    let client = Acme(config.build().unwrap());
    let config = ClientConfig::<Blocking>::new(&API).access_token("t").base_url(server.url());
    let blocking = Acme(config.build().unwrap());
    run(async {
        client.get("x").await.unwrap();
        client.create(&thing).await.unwrap();
        client.get("x").header("content-length", "99").await.unwrap();
    });
    blocking.get("x").header("content-length", "99").send().unwrap();
    blocking.create(&thing).header("transfer-encoding", "gzip").header("content-length", "1").send().unwrap();
    let lengths: Vec<_> = server.requests().iter().map(|request| framing(request)).collect();
    assert_eq!(lengths, ["", "content-length: 10", "", "", "content-length: 10"]);
}

/// The lines of a request that say how long it is.
fn framing(request: &str) -> String {
    let lines = request.lines().map(str::to_ascii_lowercase);
    let lines = lines.filter(|line| line.starts_with("content-length") || line.starts_with("transfer-encoding"));
    lines.collect::<Vec<_>>().join(", ")
}

#[test]
fn fixed_headers_come_with_every_request() {
    let mock = mock();
    run(mocked(&mock).get("x").into_future()).unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.header("acme-version"), Some("2026-04"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("user-agent"), Some(concat!("sdk-runtime/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.header("content-type"), None);
    run(mocked(&mock).delete("x").into_future()).unwrap();
    assert_eq!(mock.requests()[1].header("accept"), Some("*/*"));
}

#[test]
fn a_post_without_a_body_says_that_it_is_empty() {
    let mock = mock();
    run(mocked(&mock).resend("x").into_future()).unwrap();
    mocked_blocking(&mock).resend("x").send().unwrap();
    for request in mock.requests() {
        assert_eq!((request.header("content-length"), request.header("content-type")), (Some("0"), None));
    }
    run(mocked(&mock).get("x").into_future()).unwrap();
    assert_eq!(mock.requests()[2].header("content-length"), None);
}

#[test]
fn bodies_are_written_as_the_operation_says() {
    let mock = mock();
    let client = mocked(&mock);
    run(client.create(&Thing { id: "é\"\n".into() }).into_future()).unwrap();
    run(client
        .form(&json(r#"{"grant_type":"code","redirect":"https://a/?b=c d","n":null,"list":["1","2"]}"#))
        .into_future())
    .unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].text(), r#"{"id":"é\"\n"}"#);
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    assert_eq!(requests[0].header("content-length"), Some("15"));
    assert_eq!(requests[1].text(), "grant_type=code&redirect=https%3A%2F%2Fa%2F%3Fb%3Dc+d&list=1&list=2");
    assert_eq!(requests[1].header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(requests[1].header("authorization"), None);
}

/// A body with bytes that are text in more than one way.
struct Upload(&'static [u8]);

impl Encode for Upload {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("file", &bytes::Bytes::from_static(self.0));
        object.required("name", &"é.png".to_owned());
        object.required("tags", &vec!["a".to_owned(), "b".to_owned()]);
    }
}

#[test]
fn parts_carry_their_bytes_as_they_are() {
    let contents: [&'static [u8]; 3] = [b"\xff\x00\x89PNG\r\n", b"abcd", "é".as_bytes()];
    for content in contents {
        let mock = mock();
        run(mocked(&mock).parts(&Upload(content)).into_future()).unwrap();
        let request = &mock.requests()[0];
        let boundary = request.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
        let mut expected = Vec::new();
        for (name, value) in [("name", "é.png"), ("tags", "a"), ("tags", "b")] {
            expected.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        let file = "Content-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: image/png";
        expected.extend_from_slice(format!("--{boundary}\r\n{file}\r\n\r\n").as_bytes());
        expected.extend_from_slice(content);
        expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        assert_eq!(request.body.to_vec(), expected);
    }
}

#[test]
fn what_the_document_does_not_have_can_be_added() {
    let mock = mock();
    let client = mocked(&mock);
    let call = client.create(&Thing { id: "x".into() });
    let call = call.extra_query("expand me", "a&b").extra_body("new", 5).extra_body("id", "y").header("x-extra", "1");
    run(call.into_future()).unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.target(), "/base/v1/things/?expand%20me=a%26b");
    assert_eq!(request.text(), r#"{"new":5,"id":"y"}"#);
    assert_eq!(request.header("x-extra"), Some("1"));

    let error = run(client.get("x").header("x-bad", "a\nb").into_future()).unwrap_err();
    assert!(error.to_string().contains("header `x-bad`"), "{error}");
}

#[test]
fn an_object_in_the_query_can_be_given_entry_by_entry_and_a_body_as_text() {
    let mock = mock();
    let call = mocked(&mock).exploded().with_query_entry("filter", "a b", &1).with_query_entry("filter", "c", &"d&e");
    run(call.into_future()).unwrap();
    run(mocked(&mock).ping().with_query_entry("filter", "a b", &vec![1, 2]).into_future()).unwrap();
    let call = mocked(&mock).request(Method::POST, "/v1/new").with_body_text("plain é");
    run(call.into_future()).unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].target(), "/base/exploded?a%20b=1&c=d%26e");
    assert_eq!(requests[1].target(), "/base/ping?filter[a%20b][0]=1&filter[a%20b][1]=2");
    assert_eq!((requests[2].text().as_str(), requests[2].header("content-type")), ("plain é", Some("text/plain")));
}

#[test]
fn parameters_are_written_in_their_own_styles_and_null_not_at_all() {
    let mock = mock();
    let (object, list, null) = (json(r#"{"a":1,"b":"c d"}"#), json("[1,2]"), Json::null());
    let call = |query: &Json, header: &Json, cookie: &Json| {
        let call = mocked(&mock).styled().with_path("id", &"x").with_query("filter", query);
        run(call.with_header("x-filter", header).with_cookie("sort", cookie).into_future()).unwrap();
        let request = mock.requests().pop().unwrap();
        let [header, cookie] = ["x-filter", "cookie"].map(|name| request.header(name).map(str::to_owned));
        (request.target().to_owned(), header, cookie)
    };
    let (target, header, cookie) = call(&list, &object, &list);
    assert_eq!((target.as_str(), cookie.as_deref()), ("/base/v1/things/.x?filter=1%7C2", Some("sort=1,2")));
    assert_eq!(header.as_deref(), Some("a=1,b=c d"));
    assert_eq!(call(&null, &null, &null), ("/base/v1/things/.x".to_owned(), None, None));
}

#[test]
fn a_path_the_document_does_not_have_can_be_called() {
    let mock = replies(|| Reply::json(200, serde_json::json!({"id": "new"})));
    let client = mocked(&mock);
    let answer = run(client.request(Method::GET, "/v1/new-thing?a=b%20c").into_future()).unwrap();
    assert_eq!(answer, json(r#"{"id":"new"}"#));
    let thing =
        run(client.request(Method::POST, "/v1/new").json(&json(r#"{"a":1}"#)).decode_as::<Thing>().into_future());
    assert_eq!(thing.unwrap().id, "new");
    let call = client.request(Method::POST, "/v1/new").json(&serde_json::json!({"a": 1}));
    assert_eq!(run(call.decode_as::<serde_json::Value>().into_future()).unwrap()["id"], "new");
    let requests = mock.requests();
    assert_eq!(requests[2].text(), r#"{"a":1}"#);
    assert_eq!(requests[0].target(), "/base/v1/new-thing?a=b%20c");
    assert_eq!(requests[0].header("authorization"), Some("Bearer secret-token"));
    assert_eq!(
        (requests[1].text().as_str(), requests[1].header("content-type")),
        (r#"{"a":1}"#, Some("application/json"))
    );
    for path in ["v1/x", "//evil.test/x", "https://evil.test/", "/a b"] {
        let error = run(client.request(Method::GET, path).into_future()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{path}");
    }
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn a_call_tells_itself_as_a_command() {
    let mock = mock();
    let client: Acme<Async> = mocked(&mock);
    let curl = client.create(&Thing { id: "it's".into() }).curl().replace(env!("CARGO_PKG_VERSION"), "VERSION");
    insta::assert_snapshot!(curl, @r#"curl -X POST 'https://api.acme.test/base/v1/things/' -H 'authorization: Bearer [redacted]' -H 'user-agent: sdk-runtime/VERSION' -H 'accept: application/json' -H 'acme-version: 2026-04' -H 'content-type: application/json' -H 'content-length: 13' --data-binary '{"id":"it'\''s"}'"#);
    assert_eq!(mock.requests().len(), 0);
}

#[test]
fn a_file_within_json_has_to_be_at_hand() {
    let mock = mock();
    let json = |file: &File| {
        let call = mocked(&mock).request(Method::POST, "/v1/files").json(file);
        let twin = mocked_blocking(&mock).request(Method::POST, "/v1/files").json(file);
        (run(call.into_future()), twin.send())
    };
    let (sent, twin) = json(&File::bytes("at hand"));
    sent.and(twin).unwrap();
    let (refused, twin) = json(&File::path("somewhere.png"));
    for error in [refused.unwrap_err(), twin.unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains("bytes at hand"), "{error}");
    }
    let requests = mock.requests();
    assert_eq!(requests.iter().map(|request| request.text()).collect::<Vec<_>>(), ["\"at hand\""; 2]);
}

#[test]
fn a_number_that_json_cannot_write_is_not_sent() {
    struct Rate(f64);

    impl Encode for Rate {
        fn encode(&self, writer: &mut Writer) {
            writer.object().required("rate", &self.0);
        }
    }

    let mock = mock();
    for rate in [f64::NAN, f64::INFINITY] {
        let call = || mocked(&mock).request(Method::POST, "/v1/rates");
        let blocking = || mocked_blocking(&mock).request(Method::POST, "/v1/rates");
        let errors = [
            run(call().json(&Rate(rate)).into_future()).unwrap_err(),
            run(call().json(&Rate(1.0)).extra_body("more", rate).into_future()).unwrap_err(),
            blocking().json(&Rate(rate)).send().unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Request, "{error}");
            assert!(error.to_string().contains("not a number (NaN)"), "{error}");
        }
    }
    assert_eq!(mock.requests().len(), 0);
}

//! Calls: which credential a request carries, where it goes, and which pages follow.

use feature_sdk::runtime::testing::{MockTransport, Recorded, Reply, block_on};
use feature_sdk::*;
use std::future::IntoFuture;

/// Answers that record the requests, and the headers that carried credentials.
fn recorded(mock: &MockTransport, names: &[&str]) -> Vec<String> {
    let line = |request: &Recorded| {
        let sent = names.iter().filter_map(|name| Some(format!("{name}: {}", request.header(name)?)));
        [request.target().to_owned()].into_iter().chain(sent).collect::<Vec<_>>().join(" | ")
    };
    mock.requests().iter().map(line).collect()
}

#[test]
fn each_of_several_schemes_gets_its_own_credential() {
    let mock = MockTransport::new().on("*", |_| Reply::empty(204));
    let builder = security_together::Client::builder().credential("id", "i").credential("secret", "s");
    let client = builder.transport(mock.clone()).build().expect("both credentials are there");
    block_on(client.things().get().into_future()).expect("both are sent");
    let builder = security_together::blocking::Client::builder().credential("id", "i").credential("secret", "s");
    let client = builder.transport(mock.clone()).build().expect("both credentials are there");
    client.things().get().send().expect("both are sent");
    let sent = recorded(&mock, &["authorization", "x-client-id", "x-secret"]);
    assert_eq!(sent, ["/things | x-client-id: i | x-secret: s"; 2]);
    security_together::Client::new("i", "s").expect("the constructor takes both");
    let error = security_together::Client::from_env().expect_err("the variables are not set").to_string();
    assert!(error.contains("`SECURITY_TOGETHER_ID` and `SECURITY_TOGETHER_SECRET`"), "{error}");
}

#[test]
fn a_credential_is_sent_although_the_document_declares_none() {
    let mock = MockTransport::new().on("*", |_| Reply::empty(204));
    let builder = || security_none::Client::builder().transport(mock.clone());
    let client = builder().access_token("t").build().expect("a token is welcome");
    block_on(client.things().get().into_future()).expect("the token is sent");
    let client = builder().build().expect("nothing is requested");
    block_on(client.things().get().into_future()).expect("none is sent");
    let tenant = client.with(|defaults| defaults.bearer("tenant"));
    block_on(tenant.things().get().into_future()).expect("the token is sent");
    // The operation that says that nobody needs a credential gets none.
    block_on(tenant.things().health().into_future()).expect("none is sent");
    let sent = recorded(&mock, &["authorization"]);
    assert_eq!(
        sent,
        ["/things | authorization: Bearer t", "/things", "/things | authorization: Bearer tenant", "/health"]
    );
    let blocking = security_none::blocking::Client::builder().transport(mock.clone()).access_token("t");
    blocking.build().expect("a token is welcome").things().get().send().expect("the token is sent");
    assert_eq!(recorded(&mock, &["authorization"]).pop().as_deref(), Some("/things | authorization: Bearer t"));
}

#[test]
fn a_whole_answer_that_is_no_object_is_written_again_as_it_came() {
    let mock = MockTransport::new().on("*", |request| match request.target() {
        "/rate" => Reply::json(200, Json::parse("1.50").expect("it is JSON")),
        "/rates" => Reply::json(200, Json::parse("[1.50,\"2e1\"]").expect("it is JSON")),
        "/free" => Reply::json(200, Json::parse("[1.0,null]").expect("it is JSON")),
        _ => Reply::json(200, Json::parse(r#"[{"id":"1"},5,{"id":"2"}]"#).expect("it is JSON")),
    });
    let builder = answers::Client::builder().access_token("t").base_url("http://localhost").transport(mock.clone());
    let client = builder.build().expect("it is complete");
    let rate = block_on(client.things().rate().into_future()).expect("it is a number");
    assert_eq!((*rate, Json::of(&rate).to_string().as_str()), (1.5, "1.50"));
    let rates = block_on(client.things().rates().with_response().into_future()).expect("they are numbers");
    assert_eq!((rates.body().len(), rates.body()[1], rates.assumed()), (2, 20.0, &["$[1]".to_owned()][..]));
    assert_eq!(Json::of(rates.body()).to_string(), "[1.50,\"2e1\"]");
    let all = block_on(client.things().all().into_future()).expect("it is a list");
    assert_eq!((all.len(), Json::of(&all).to_string().as_str()), (2, r#"[{"id":"1"},5,{"id":"2"}]"#));
    let free = block_on(client.things().free().into_future()).expect("it is any value");
    assert_eq!(free.to_string(), "[1.0,null]");
    let client = answers::blocking::Client::builder().base_url("http://localhost").transport(mock).build();
    let rate = client.expect("it is complete").things().rate().send().expect("it is a number");
    assert_eq!((*rate, Json::of(&rate).to_string().as_str()), (1.5, "1.50"));
}

#[test]
fn an_error_body_is_read_as_generously_as_an_answer() {
    use answers::ErrorDetail;
    let body = r#"{"reason":"moved","since":null,"new":1.0}"#;
    let mock = MockTransport::new().on("*", move |_| Reply::json(404, Json::parse(body).expect("it is JSON")));
    let builder = answers::Client::builder().access_token("t").base_url("http://localhost").transport(mock.clone());
    let client = builder.build().expect("it is complete");
    let error = block_on(client.things().all().into_future()).expect_err("it is gone");
    let Some(ErrorDetail::Gone(gone)) = error.detail() else { panic!("{:?}", error.detail::<ErrorDetail>()) };
    assert_eq!((gone.reason.as_str(), gone.extra.assumed().collect::<Vec<_>>()), ("moved", vec!["since"]));
    assert_eq!(Json::of(&**gone), Json::parse(body).expect("it is JSON"));
    let client = answers::blocking::Client::builder().base_url("http://localhost").transport(mock).build();
    let error = client.expect("it is complete").things().all().send().expect_err("it is gone");
    assert!(matches!(error.detail(), Some(ErrorDetail::Gone(_))));
}

/// Two pages of one thing each, as the server of each style answers for the query of a request.
fn recognized(request: &Recorded) -> Reply {
    let target = request.target().replace("%5B", "[").replace("%5D", "]").replace("%24", "$").replace("%2F", "/");
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let second = |position: &str| query.split('&').any(|pair| pair == position);
    let answer = |position: &str, first: &str, last: &str, end: &str| match () {
        () if second(position) => last.to_owned(),
        () if query.contains(position.split('=').next().expect("a name")) && !second("page=1") => end.to_owned(),
        () => first.to_owned(),
    };
    if path == "/headers" {
        let (id, link) = match second("page=2") {
            true => ("b", "<https://api.example.com/headers?page=1>; rel=\"prev\""),
            false => ("a", "<https://api.example.com/headers?page=2>; rel=\"next\""),
        };
        return Reply::json(200, serde_json::json!([{ "id": id }])).header("link", link);
    }
    let body = match path {
        "/next" => answer(
            "cursor=c2",
            r#"{"items":[{"id":"a"}],"next":"c2"}"#,
            r#"{"items":[{"id":"b"}],"next":null}"#,
            r#""no such page""#,
        ),
        "/odata" => answer(
            "$skip=1",
            r#"{"value":[{"id":"a"}],"@odata.nextLink":"https://api.example.com/odata?$skip=1"}"#,
            r#"{"value":[{"id":"b"}]}"#,
            r#"{"value":[]}"#,
        ),
        "/scim" => answer(
            "startIndex=2",
            r#"{"totalResults":2,"startIndex":1,"itemsPerPage":1,"Resources":[{"id":"a"}]}"#,
            r#"{"totalResults":2,"startIndex":2,"itemsPerPage":1,"Resources":[{"id":"b"}]}"#,
            r#"{"totalResults":2,"startIndex":3,"itemsPerPage":0,"Resources":[]}"#,
        ),
        "/wrapped" => answer(
            "pagination[page]=2",
            r#"{"data":[{"id":"a"}],"meta":{"pagination":{"page":1,"pageCount":2}}}"#,
            r#"{"data":[{"id":"b"}],"meta":{"pagination":{"page":2,"pageCount":2}}}"#,
            r#""no such page""#,
        ),
        "/alone" => answer(
            "at=x/y",
            r#"{"_embedded":{"things":[{"id":"a"}]},"_links":{"next":{"href":"/alone?limit=1&at=x%2Fy"}}}"#,
            r#"{"_embedded":{"things":[{"id":"b"}]},"_links":{}}"#,
            r#""no such page""#,
        ),
        "/numbers" => answer(
            "page=2",
            r#"{"items":[{"id":"a"}],"total":2,"page":1,"total_pages":2}"#,
            r#"{"items":[{"id":"b"}],"total":2,"page":2,"total_pages":2}"#,
            r#""no such page""#,
        ),
        "/zero" => answer(
            "page=1",
            r#"{"content":[{"id":"a"}],"totalElements":2,"totalPages":2}"#,
            r#"{"content":[{"id":"b"}],"totalElements":2,"totalPages":2}"#,
            r#""no such page""#,
        ),
        "/offsets" => answer(
            "offset=1",
            r#"{"count":2,"next":"http://elsewhere.example/offsets?offset=1","previous":null,"results":[{"id":"a"}]}"#,
            r#"{"count":2,"next":null,"previous":null,"results":[{"id":"b"}]}"#,
            r#""no such page""#,
        ),
        "/tokens" => answer(
            "page_token=t",
            r#"{"things":[{"id":"a"}],"next_page_token":"t"}"#,
            r#"{"things":[{"id":"b"}]}"#,
            r#""no such page""#,
        ),
        "/pageable" => answer(
            "page=1",
            r#"{"content":[{"id":"a"}],"totalElements":2,"totalPages":2,"last":false}"#,
            r#"{"content":[{"id":"b"}],"totalElements":2,"totalPages":2,"last":true}"#,
            r#""no such page""#,
        ),
        "/slices" => answer(
            "page=1",
            r#"{"content":[{"id":"a"}],"last":false}"#,
            r#"{"content":[{"id":"b"}],"last":true}"#,
            r#"{"content":[],"last":true}"#,
        ),
        "/cursors" => answer(
            "cursor=/c2",
            r#"{"items":[{"id":"a"}],"current_page":"/c1","next_page":"/c2"}"#,
            r#"{"items":[{"id":"b"}],"current_page":"/c2","previous_page":"/c1","next_page":null}"#,
            r#""no such page""#,
        ),
        "/metadata" => answer(
            "after=c2",
            r#"{"data":[{"id":"a"}],"list_metadata":{"before":null,"after":"c2"}}"#,
            r#"{"data":[{"id":"b"}],"list_metadata":{"before":"c1","after":null}}"#,
            r#""no such page""#,
        ),
        "/flags" => answer(
            "cursor=c2",
            r#"{"rows":[{"id":"a"}],"next_page":true,"cursor":"c2"}"#,
            r#"{"rows":[{"id":"b"}],"next_page":false,"cursor":"c3"}"#,
            r#""no such page""#,
        ),
        "/enveloped" => answer(
            "page=2",
            r#"{"judges":{"results":[{"id":"a"}],"count":2,"next":"https://api.example.com/enveloped?page=2"}}"#,
            r#"{"judges":{"results":[{"id":"b"}],"count":2,"next":null}}"#,
            r#""no such page""#,
        ),
        "/from" => answer(
            "from=5",
            r#"{"results":[{"id":"a"}],"from":9,"next":5}"#,
            r#"{"results":[{"id":"b"}],"from":5,"next":null}"#,
            r#""no such page""#,
        ),
        "/ids" => answer("pageAfter=a", r#"{"data":[{"id":"a"}]}"#, r#"{"data":[{"id":"b"}]}"#, r#"{"data":[]}"#),
        // Where nothing is left there is no body.
        "/empty" if second("offset=2") => return Reply::empty(204),
        "/empty" => answer("offset=1", r#"{"data":[{"id":"a"}]}"#, r#"{"data":[{"id":"b"}]}"#, r#""no such page""#),
        "/deep" => answer(
            "page[number]=2",
            r#"{"data":[{"id":"a"}],"meta":{"total":2},"links":{"next":"https://api.example.com/deep?page[number]=2"}}"#,
            r#"{"data":[{"id":"b"}],"meta":{"total":2},"links":{"next":null}}"#,
            r#""no such page""#,
        ),
        "/last" => answer(
            "starting_after=a",
            r#"{"data":[{"id":"a"}],"has_more":true}"#,
            r#"{"data":[{"id":"b"}],"has_more":false}"#,
            r#""no such page""#,
        ),
        _ => answer(
            "page[cursor]=c",
            r#"{"data":[{"id":"a"}],"links":{"next":"https://api.example.com/links?page[cursor]=c"}}"#,
            r#"{"data":[{"id":"b"}],"links":{"next":null}}"#,
            r#""no such page""#,
        ),
    };
    Reply::json(200, serde_json::from_str::<serde_json::Value>(&body).expect("an answer is JSON"))
}

#[test]
fn pages_are_turned_without_a_decision() {
    use pagination_recognized::models::Pageable;
    use pagination_recognized::{Client, blocking};
    let mock = MockTransport::new().on("*", recognized);
    let client = Client::builder().transport(mock.clone()).build().expect("a mock is all it takes");
    let blocking = blocking::Client::builder().transport(mock.clone()).build().expect("a mock is all it takes");
    macro_rules! read {
        ($($method:ident),+) => {$(
            let items: Vec<_> = block_on(client.things().$method().stream().collect()).expect("two pages");
            let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
            assert_eq!(ids, ["a", "b"], stringify!($method));
            let items: Result<Vec<_>, _> = blocking.things().$method().iter().collect();
            assert_eq!(items.expect("two pages").len(), 2, stringify!($method));
        )+};
    }
    read!(numbers, zero, offsets, tokens, last, links, headers, next, odata, cursors, deep);
    read!(metadata, flags, enveloped, from, ids, empty, scim, wrapped, alone);
    // What pages are addressed by stands in an object, whose other properties stay.
    let sorted = || Pageable::new().size(1).sort(["name", "id,desc"]);
    macro_rules! read_sorted {
        ($($method:ident),+) => {$(
            let items: Vec<_> = block_on(client.things().$method(sorted()).stream().collect()).expect("two pages");
            let ids: Vec<_> = items.iter().map(|item| item.id.as_str()).collect();
            assert_eq!(ids, ["a", "b"], stringify!($method));
            let items: Result<Vec<_>, _> = blocking.things().$method(sorted()).iter().collect();
            assert_eq!(items.expect("two pages").len(), 2, stringify!($method));
        )+};
    }
    read_sorted!(pageable, slices);
    let first = blocking.things().pageable(sorted()).send().expect("the first page");
    let second = first.next_cursor().expect("a page follows").clone();
    let again = blocking.things().pageable(sorted().page(0)).from_cursor(second.clone()).send();
    assert_eq!(again.expect("the second page").items[0].id, "b");
    let other = blocking.things().pageable(sorted().sort(["id"])).from_cursor(second).send();
    assert!(other.expect_err("it is another list").to_string().contains("other filters"));
    let sent: Vec<String> = recorded(&mock, &[]);
    let mut sent: Vec<&str> = sent.iter().map(String::as_str).collect();
    sent.sort_unstable();
    sent.dedup();
    insta::assert_snapshot!("requests_for_pages", sent.join("\n"));
    // Where the first page may be 0 or 1, the answer is what the document says.
    let mock = MockTransport::new().on("*", |_| Reply::json(200, serde_json::json!({"items": [{"id": "a"}]})));
    let client = Client::builder().transport(mock).build().expect("a mock is all it takes");
    assert!(block_on(client.things().doubt().into_future()).expect("an object").items.is_some());
}

#[test]
fn a_document_without_a_server_asks_for_the_url() {
    server_none::Client::new("https://api.example.com/v1", "t").expect("URL and token are all it takes");
    let error = server_none::Client::builder().access_token("t").build().expect_err("nobody knows where it is");
    assert!(error.to_string().contains("SERVER_NONE_BASE_URL"), "{error}");
}

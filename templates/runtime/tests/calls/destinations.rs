//! A credential never leaves for another host, whatever a server, a stored cursor or a path says.

use crate::{
    api::{API, Acme, ListThingsSetters},
    harness::{mocked, mocked_blocking, run},
    server::{Server, json},
};
use http::{Method, Uri};
use sdk_runtime::runtime::{
    Async, Blocking, BlockingMiddleware, BlockingNext, Body, BoxError, BoxFuture, ClientConfig, Cursor, ErrorKind,
    Middleware, Mode, Next, Operation, RetryPolicy,
    testing::{MockTransport, Reply},
    values::Secret,
};
use std::future::IntoFuture;

fn config<M: Mode>(server: &Server) -> ClientConfig<M> {
    ClientConfig::new(&API).access_token("secret-token").base_url(format!("{}/base", server.url()))
}

fn client(server: &Server) -> Acme<Async> {
    Acme(config(server).retry(RetryPolicy::none()).build().unwrap())
}

fn blocking(server: &Server) -> Acme<Blocking> {
    Acme(config(server).retry(RetryPolicy::none()).build().unwrap())
}

/// References that lead to another host, or do for some of the readers of URLs there are.
fn leading_away(host: &str) -> Vec<String> {
    let with_host = [
        "//H/x?p=2",
        "///H/x?p=2",
        "/\\H/x?p=2",
        "\\\\H/x?p=2",
        "\\/H/x?p=2",
        "/\t/H/x?p=2",
        "\t//H/x?p=2",
        "/\\/H?p=2",
        "http://H/x?p=2",
        "HTTP://H/x?p=2",
        "http:/\\H/x?p=2",
        "http:\\\\H/x?p=2",
        "http:H/x?p=2",
        "http:///H/x?p=2",
        "http://H\\@SELF/x?p=2",
        "http://SELF\\@H/x?p=2",
        "http://SELF@H/x?p=2",
        "http://user:pass@H/x?p=2",
        "http://SELF:80@H/x?p=2",
        "http://SELF%2f@H/x?p=2",
        "http://SELF#@H/x?p=2",
        "ws://H/x?p=2",
        "javascript://H/x?p=2",
        "http://SELF.evil.test/x?p=2",
        "http://localhost/x?p=2",
        "http://[::ffff:127.0.0.1]/x?p=2",
        "//H\\x?p=2",
        "/%5c/..\\H?p=2",
        "x\\..\\..\\H?p=2",
        "/x?p=2\\",
    ];
    with_host.iter().map(|text| text.replace('H', host)).collect()
}

#[test]
fn a_link_that_leads_away_is_not_followed() {
    let other = Server::json("{\"data\":[]}");
    for target in leading_away(&other.authority) {
        let server = Server::new(move |request| {
            let own = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
            let target = target.replace("SELF", own);
            json("{\"data\":[{\"id\":\"1\"}]}", &format!("link: <{target}>; rel=\"next\"\r\n"))
        });
        let mut stream = client(&server).scan().stream();
        let mut iter = blocking(&server).scan().iter();
        let items = [run(stream.next()), iter.next()];
        assert!(items.into_iter().all(|item| item.unwrap().unwrap().id == "1"), "the page itself is there");
        for error in [run(stream.next()), iter.next()].map(|end| end.unwrap().unwrap_err()) {
            assert_eq!(error.kind(), ErrorKind::Pagination, "{error}");
            assert!(error.to_string().contains("is not followed"), "{error}");
        }
        assert_eq!(server.targets(), ["GET /base/v1/scan?size=50"; 2]);
    }
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn only_the_query_of_a_link_is_used() {
    for (link, query) in [
        ("/base/v1/configuration?p=2", "p=2"),
        ("/../../admin?p=2#f", "p=2"),
        ("../%2e%2e/admin?p=2", "p=2"),
        ("?p=2&page[after]=a|b", "p=2&page%5Bafter%5D=a%7Cb"),
        ("scan?p=2&to=2020-04-01T00:00:00.000Z", "p=2&to=2020-04-01T00:00:00.000Z"),
    ] {
        let server = Server::new(move |request| {
            let link = if request.contains("p=2") { String::new() } else { format!("link: <{link}>; rel=next\r\n") };
            json(&format!("{{\"data\":[{{\"id\":\"{}\"}}]}}", link.len()), &(link + "x: y\r\n"))
        });
        let first = run(client(&server).scan().into_future()).unwrap();
        let cursor = first.next_cursor().unwrap().clone();
        run(client(&server).scan().from_cursor(&cursor).into_future()).unwrap();
        blocking(&server).scan().from_cursor(&cursor).send().unwrap();
        let next = format!("GET /base/v1/scan?{query}");
        assert_eq!(server.targets(), ["GET /base/v1/scan", &next, &next]);
    }
}

#[test]
fn a_link_that_is_not_followed_costs_nothing_but_going_on() {
    for (link, why) in [
        ("", "it has no query"),
        ("/base/v1/scan/2", "it has no query"),
        ("#p=2", "it has no query"),
        ("?", "it has no query"),
        ("https://evil.test/x?p=2", "it leads to `evil.test`"),
        ("?p=\\", "may not stand in the query"),
    ] {
        let (header, body) = (format!("<{link}>; rel=next"), serde_json::json!({"data": [{"id": "1"}], "next": link}));
        let mock = MockTransport::new().on("*", move |_| Reply::json(200, body.clone()).header("link", &header));
        let page = run(mocked(&mock).scan().into_future()).unwrap();
        assert_eq!((page.items.len(), page.has_next()), (1, true), "{link}");
        let stored = page.next_cursor().unwrap().to_string();
        let blocking = mocked_blocking(&mock);
        let follow = blocking.follow().send().unwrap();
        assert_eq!((follow.items.len(), follow.has_next()), (1, !link.is_empty()), "{link}");
        assert_eq!(blocking.scan().iter().max_items(1).map(Result::unwrap).count(), 1);
        for error in [
            run(mocked(&mock).scan().from_cursor(&*stored).into_future()).unwrap_err(),
            blocking.scan().from_cursor(stored.parse::<Cursor>().unwrap()).send().unwrap_err(),
            run(mocked(&mock).scan().stream().collect::<Vec<_>>()).unwrap_err(),
            blocking.scan().iter().nth(1).unwrap().unwrap_err(),
        ] {
            assert!(error.to_string().contains("the link to the next page is not followed"), "{error}");
            assert!(error.to_string().contains(why), "{error}");
        }
        assert_eq!(mock.requests().len(), 5, "and nothing else is sent");
    }
}

#[test]
fn a_link_that_repeats_a_secret_does_not_get_it_into_cursors() {
    let link = "<?key=hunter2&p=2&q=hunter2>; rel=next";
    let mock = MockTransport::new()
        .on("*", move |_| Reply::json(200, serde_json::json!({"data": [{"id": "1"}]})).header("link", link));
    let config = ClientConfig::<Async>::new(&API).access_token("hunter2").transport(mock.clone());
    let client = Acme(config.build().unwrap());
    let call = || client.keyed_list().with_query("q", &Secret::from("hunter2"));
    let page = run(call().into_future()).unwrap();
    let cursor = page.next_cursor().unwrap();
    assert!(!cursor.to_string().contains("hunter2"), "{cursor}");
    assert!(!format!("{page:?}").contains("hunter2"), "{page:?}");
    // Neither does one that somebody adds go with the next request.
    let edited: Cursor = cursor.to_string().replace("p%3D2", "p%3D2%26key%3Dother").parse().unwrap();
    run(call().from_cursor(edited).into_future()).unwrap();
    assert_eq!(mock.requests()[1].target(), "/base/v1/keyed?q=hunter2&p=2&key=hunter2");
}

#[test]
fn the_first_relation_of_a_link_about_this_list_counts() {
    for link in [
        "<?p=2>; rel=prev; rel=next",
        "<?p=2>; rel=next; anchor=\"/other\"",
        "<?p=2>; title=\"; rel=next\"",
        "<?p=2>; title=\"a\\\"b; rel=next\"",
    ] {
        let mock = MockTransport::new()
            .on("*", move |_| Reply::json(200, serde_json::json!({"data": [{"id": "1"}]})).header("link", link));
        assert!(!run(mocked(&mock).scan().into_future()).unwrap().has_next(), "{link}");
    }
}

/// The texts somebody might make of a stored cursor, whose beginning names operation and filters.
fn edited(stored: &str, host: &str) -> Vec<String> {
    let (operation, rest) = stored.split_once(':').unwrap();
    let filters = rest.split(':').next().unwrap();
    let positions = [
        "target:/v1/configuration%3Fx",
        "target:%2Fv1%2Fconfiguration",
        "path:/v1/configuration",
        "query:/%5CH%2Fx",
        "query:%5C%5CH%2Fx",
        "query:p=2%23",
        "query:p=2%20HTTP%2F1.1%0D%0Ax:%20y",
        "query:%0Ax",
        "query:p=%252",
        "query:p=%25",
        "query:\\\\H",
        "query:p=2::",
        "query",
        "query:%FF",
        "query:p=é",
        "query:p=%5B",
        "query:p=2:x",
    ];
    positions.iter().map(|position| format!("{operation}:{filters}:{}", position.replace('H', host))).collect()
}

#[test]
fn an_edited_cursor_reaches_neither_another_host_nor_another_path() {
    let other = Server::json("{}");
    let server = Server::new(|_| json("{\"data\":[{\"id\":\"1\"}]}", "link: <?p=2>; rel=next\r\n"));
    let stored = run(client(&server).scan().into_future()).unwrap().next_cursor().unwrap().to_string();
    for text in edited(&stored, &other.authority) {
        assert!(text.parse::<Cursor>().is_err(), "{text}");
    }
    let prefix = stored.split("query").next().unwrap();
    for query in ["/..%2F..%2Fconfiguration", "//H/x", "%3Fx%26@H", "http://H/x", "p=2%26after=%2526x=1"] {
        let text = format!("{prefix}query:{}", query.replace('H', &other.authority).replace(':', "%3A"));
        let cursor: Cursor = text.parse().unwrap();
        run(client(&server).scan().from_cursor(&cursor).into_future()).unwrap();
        blocking(&server).scan().from_cursor(&cursor).send().unwrap();
    }
    assert_eq!(server.requests().len(), 11);
    assert!(server.targets().iter().skip(1).all(|target| target.starts_with("GET /base/v1/scan?")));
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn an_edited_cursor_keeps_the_filters_of_the_caller() {
    let mock = MockTransport::new()
        .on("*", |_| Reply::json(200, serde_json::json!({"data": [{"id": "1"}]})).header("link", "<?p=2>; rel=next"));
    let scan = || mocked(&mock).scan().extra_query("customer_id", "mine");
    let stored = run(scan().into_future()).unwrap().next_cursor().unwrap().to_string();
    for edit in
        ["customer_id=x", "Customer%255Fid=x", "customer_id%5B%5D=x", "a;customer_id=x", "customer_id%255B0%255D=x"]
    {
        let text = stored.replace("p%3D2", &format!("p%3D2%26{}", edit.replace("%5B%5D", "%255B%255D")));
        run(scan().from_cursor(text.parse::<Cursor>().unwrap()).into_future()).unwrap();
        let target = mock.requests().last().unwrap().target().to_owned();
        assert_eq!(target, "/base/v1/scan?customer_id=mine&p=2", "{edit}");
    }
}

#[test]
fn a_link_may_change_the_page_size_and_nothing_else_of_the_call() {
    let mock = MockTransport::new().on("*", |_| {
        Reply::json(200, serde_json::json!({"data": [{"id": "1"}]})).header("link", "<?p=2&size=7&kind=b>; rel=next")
    });
    let client = mocked(&mock);
    let mut pages = client.scan().extra_query("kind", "a").pages();
    run(async {
        pages.next().await.unwrap().unwrap();
        pages.next().await.unwrap().unwrap();
    });
    assert_eq!(mock.requests()[1].target(), "/base/v1/scan?kind=a&p=2&size=7");
    let _ = client.list().limit(1);
}

#[test]
fn a_path_of_the_caller_leads_to_no_other_host() {
    let other = Server::json("{}");
    let server = Server::json("{}");
    let more = [
        "",
        "x",
        "?x",
        "/a b",
        "/é",
        "/x\u{7f}",
        "/a/../b",
        "/%2e%2E/b",
        "/.",
        "/a#b",
        "/%",
        "/%2",
        "/%zz",
        "/[",
        "/x?a=[b]",
        "/x\r\ny: z",
    ];
    for path in leading_away(&other.authority).into_iter().chain(more.map(str::to_owned)) {
        let path = path.replace("SELF", &server.authority);
        let errors = [
            run(client(&server).request(Method::GET, &path).into_future()).unwrap_err(),
            blocking(&server).request(Method::GET, &path).send().unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Request, "{path:?}: {error}");
            assert!(!error.to_string().contains("p=2") && !error.to_string().contains("user:pass"), "{error}");
        }
    }
    assert_eq!((server.requests().len(), other.requests().len()), (0, 0));
    for path in ["/", "/x", "/a//b/?c=d/e?f", "/a:b@c/(d)*!$&'+,;=~-._", "/%5c%2F%2e", "/x?to=2020-04-01T00:00:00.000Z"]
    {
        run(client(&server).request(Method::GET, path).extra_query("a", "b").into_future()).unwrap();
        blocking(&server).request(Method::GET, path).extra_query("a", "b").send().unwrap();
        let separator = if path.contains('?') { '&' } else { '?' };
        let target = format!("GET /base{path}{separator}a=b");
        assert!(server.targets().ends_with(&[target.clone(), target.clone()]), "{target} {:?}", server.targets());
    }
}

/// Sends requests elsewhere.
struct Detour(Uri);

impl Middleware for Detour {
    fn handle<'a>(
        &'a self,
        mut request: http::Request<Body>,
        _: &'a Operation,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Body>, BoxError>> {
        *request.uri_mut() = self.0.clone();
        next.run(request)
    }
}

impl BlockingMiddleware for Detour {
    fn handle(
        &self,
        mut request: http::Request<Body>,
        _: &Operation,
        next: BlockingNext<'_>,
    ) -> Result<http::Response<Body>, BoxError> {
        *request.uri_mut() = self.0.clone();
        next.run(request)
    }
}

#[test]
fn middleware_cannot_take_a_credential_to_another_host() {
    let other = Server::json("{\"id\":\"x\"}");
    let server = Server::json("{\"id\":\"x\"}");
    let own = server.url();
    for url in [
        format!("{}/x", other.url()),
        format!("https://{}/x", server.authority),
        format!("http://user@{}/x", server.authority),
        format!("http://{}0/x", server.authority),
        format!("{own}/\\{}/x", other.authority),
        format!("{own}\\@{}/x", other.authority),
        "/x".to_owned(),
    ] {
        let Ok(uri) = url.parse::<Uri>() else { continue };
        let around_attempts = |uri: &Uri| {
            [
                run(Acme(config::<Async>(&server).middleware(Detour(uri.clone())).build().unwrap())
                    .get("x")
                    .into_future()),
                Acme(config::<Blocking>(&server).middleware(Detour(uri.clone())).build().unwrap()).get("x").send(),
            ]
        };
        let around_calls = |uri: &Uri| {
            [
                run(Acme(config::<Async>(&server).middleware_per_call(Detour(uri.clone())).build().unwrap())
                    .get("x")
                    .into_future()),
                Acme(config::<Blocking>(&server).middleware_per_call(Detour(uri.clone())).build().unwrap())
                    .get("x")
                    .send(),
            ]
        };
        for result in around_attempts(&uri).into_iter().chain(around_calls(&uri)) {
            let error = result.unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Auth | ErrorKind::Request), "{url}: {error}");
            assert!(!error.may_have_been_applied(), "{error}");
        }
    }
    // So does a header that every request carries.
    let away = || Detour(format!("{}/x", other.url()).parse().unwrap());
    let keyed = ClientConfig::<Async>::new(&API).base_url(server.url()).default_header("authorization", "Special x");
    run(Acme(keyed.middleware(away()).build().unwrap()).get("x").into_future()).unwrap_err();
    let keyed = ClientConfig::<Blocking>::new(&API).base_url(server.url()).default_header("authorization", "Special x");
    Acme(keyed.middleware(away()).build().unwrap()).get("x").send().unwrap_err();
    assert_eq!((server.requests().len(), other.requests().len()), (0, 0));
    // What carries no credential may go anywhere, and what stays on the host may go anywhere on it.
    let elsewhere = Detour(format!("{}/x", other.url()).parse().unwrap());
    run(Acme(config::<Async>(&server).middleware(elsewhere).build().unwrap()).ping().into_future()).unwrap();
    let here = Detour(format!("{own}/other").parse().unwrap());
    run(Acme(config::<Async>(&server).middleware_per_call(here).build().unwrap()).get("x").into_future()).unwrap();
    assert_eq!((server.targets(), other.targets()), (vec!["GET /other".to_owned()], vec!["GET /x".to_owned()]));
}

#[test]
fn a_base_url_has_no_path_that_some_read_differently() {
    for url in [
        "https://a.test/\\b",
        "https://a.test/a/../b",
        "https://a.test/%2e%2e",
        "https://a.test/a\"b",
        "https://a.test/x#y",
    ] {
        let built = ClientConfig::<Async>::new(&API).base_url(url).transport(MockTransport::new()).build();
        assert!(built.is_err(), "{url}");
    }
}

//! Tokens from a token endpoint: by client credentials, refresh tokens and passwords, for both modes.

use crate::{
    api::{API, Acme},
    harness::run,
    server::{Server, json},
};
use sdk_runtime::runtime::{Async, Blocking, ClientConfig, Error, ErrorKind, OAuth2, values::Secret};
use std::{
    future::IntoFuture,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

/// A server that gives numbered tokens, each with the words, and accepts the newest only.
fn server(words: &'static str) -> Server {
    let given = AtomicUsize::new(0);
    Server::new(move |request| {
        if request.starts_with("POST /oauth/token ") {
            let number = given.fetch_add(1, SeqCst) + 1;
            return json(&format!(r#"{{"access_token":"t{number}","token_type":"bearer"{words}}}"#), "");
        }
        let newest = format!("authorization: bearer t{}\r\n", given.load(SeqCst));
        match request.to_ascii_lowercase().contains(&newest) && !request.contains("/things/late") {
            true => json(r#"{"id":"x"}"#, ""),
            false => b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n".to_vec(),
        }
    })
}

fn future(server: &Server, grant: OAuth2) -> Acme<Async> {
    Acme(ClientConfig::<Async>::new(&API).base_url(server.url()).oauth2(grant).build().unwrap())
}

fn blocking(server: &Server, grant: OAuth2) -> Acme<Blocking> {
    Acme(ClientConfig::<Blocking>::new(&API).base_url(server.url()).oauth2(grant).build().unwrap())
}

/// Bodies of the requests for tokens, with the header of the client.
fn exchanges(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter().filter(|request| request.starts_with("POST /oauth/token "));
    let line = |request: String| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap_or_default();
        let basic = head.lines().find(|line| line.to_ascii_lowercase().starts_with("authorization: "));
        format!("{body}{}", basic.map(|line| format!(" | {}", &line[15..])).unwrap_or_default())
    };
    requests.map(line).collect()
}

#[test]
fn client_credentials_are_exchanged_once_for_all_calls() {
    let grant = || OAuth2::client_credentials("id", "s p:c").scope("read").scope("write").parameter("audience", "a/b");
    let sent = "grant_type=client_credentials&scope=read+write&audience=a%2Fb | Basic aWQ6cytwJTNBYw==";
    let served = server(r#","expires_in":3600"#);
    let client = future(&served, grant());
    run(async {
        let calls: Vec<_> = (0..8).map(|_| tokio::spawn(client.get("x").into_future())).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
    });
    assert_eq!(exchanges(&served), [sent]);
    // It is valid for an hour, not for a second.
    std::thread::sleep(Duration::from_millis(600));
    run(client.get("x").into_future()).unwrap();
    assert_eq!(exchanges(&served), [sent]);
    let served = server(r#","expires_in":"3600""#);
    let client = Arc::new(blocking(&served, grant()));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.get("x").send().unwrap());
        }
    });
    assert_eq!(exchanges(&served), [sent]);
    assert!(!format!("{client:?}{:?}", grant()).contains("s p:c"));
}

#[test]
fn a_rejected_token_is_renewed_and_a_rotated_refresh_token_is_kept() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let grant = || {
        let kept = Arc::clone(&kept);
        let keep =
            move |token: &sdk_runtime::runtime::AccessToken| kept.lock().unwrap().push(token.expose().to_owned());
        OAuth2::refresh_token("r0").client("id", None).on_rotation(keep)
    };
    let expected = [
        "grant_type=refresh_token&refresh_token=r0&client_id=id",
        "grant_type=refresh_token&refresh_token=r1&client_id=id",
    ];
    let served = server(r#","expires_in":3600,"refresh_token":"r1""#);
    let client = future(&served, grant());
    let error = run(client.get("late").into_future()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(exchanges(&served), expected);
    let served = server(r#","expires_in":3600,"refresh_token":"r1""#);
    blocking(&served, grant()).get("late").send().unwrap_err();
    assert_eq!(exchanges(&served), expected);
    assert_eq!(*kept.lock().unwrap(), ["r1", "r1"]);
}

#[test]
fn a_token_is_renewed_before_its_end() {
    let grant = || OAuth2::password("user", "p&w").client("id", Some(Secret::from("s"))).client_in_body();
    let sent = "grant_type=password&username=user&password=p%26w&client_id=id&client_secret=s";
    // Half of its time is over after ten seconds, its end is twenty seconds away.
    let words = r#","expires_in":20"#;
    let (first, second) = (server(words), server(words));
    let (client, other) = (future(&first, grant()), blocking(&second, grant()));
    let call = || {
        run(client.get("x").into_future()).unwrap();
        other.get("x").send().unwrap();
    };
    call();
    call();
    assert_eq!(exchanges(&first), [sent]);
    assert_eq!(exchanges(&second), [sent]);
    std::thread::sleep(Duration::from_millis(10_500));
    call();
    assert_eq!(exchanges(&first), [sent; 2]);
    assert_eq!(exchanges(&second), [sent; 2]);
}

#[test]
fn what_a_token_endpoint_refuses_is_an_error_without_the_secret() {
    let refuse = |_: &str| {
        let body = r#"{"error":"invalid_client","error_description":"nobody knows it"}"#;
        let length = body.len();
        let head = "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json";
        format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
    };
    let check = |error: Error| {
        assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
        let why = ": the token endpoint answered 401 with `invalid_client: nobody knows it` (GET ";
        assert!(error.to_string().contains(why), "{error}");
        assert!(!format!("{error:?}").contains("hidden-secret"), "{error:?}");
    };
    let served = Server::new(refuse);
    let grant = || OAuth2::client_credentials("id", "hidden-secret");
    check(run(future(&served, grant()).get("x").into_future()).unwrap_err());
    check(blocking(&served, grant()).get("x").send().unwrap_err());
}

#[test]
fn a_secret_that_a_token_endpoint_repeats_is_in_no_error() {
    let refuse = |_: &str| {
        let body = r#"{"error":"invalid_grant","error_description":"`hidden-token` is over"}"#;
        let length = body.len();
        let head = "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json";
        format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
    };
    let check = |error: Error| {
        assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
        assert!(error.to_string().contains(": the token endpoint answered 400 (GET "), "{error}");
        assert!(!format!("{error} {error:?}").contains("hidden-token"), "{error:?}");
    };
    let served = Server::new(refuse);
    let grant = || OAuth2::refresh_token("hidden-token").client("id", None);
    assert!(!format!("{:?}", grant()).contains("hidden-token"));
    check(run(future(&served, grant()).get("x").into_future()).unwrap_err());
    check(blocking(&served, grant()).get("x").send().unwrap_err());
}

#[test]
fn a_call_waits_for_its_token_no_longer_than_its_deadline() {
    let served = Server::new(|_| {
        std::thread::sleep(Duration::from_secs(60));
        Vec::new()
    });
    let grant = || OAuth2::client_credentials("id", "s");
    let short = Duration::from_millis(500);
    let config = ClientConfig::<Async>::new(&API).base_url(served.url()).oauth2(grant()).deadline(short);
    let error = run(Acme(config.build().unwrap()).get("x").into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    let config = ClientConfig::<Blocking>::new(&API).base_url(served.url()).oauth2(grant()).deadline(short);
    let error = Acme(config.build().unwrap()).get("x").send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}

#[test]
fn a_token_endpoint_is_reached_over_an_encrypted_connection() {
    let build = |url: &str| {
        let grant = OAuth2::client_credentials("id", "s").token_url(url);
        ClientConfig::<Async>::new(&API).oauth2(grant).build().map(drop).map_err(|error| error.to_string())
    };
    assert!(build("http://identity.test/token").unwrap_err().contains("unencrypted"));
    for url in
        ["ftp://identity.test/token", "ftp://localhost/token", "https://", "https://a b/", "https://a.test:70000/"]
    {
        assert!(build(url).unwrap_err().contains("the URL of the token endpoint is none"), "{url}");
    }
    assert_eq!(build("https://identity.test/token"), Ok(()));
    // What the environment has to hold is not needed beside a grant.
    let grant = OAuth2::client_credentials("id", "s");
    let config = ClientConfig::<Async>::new(&API).oauth2(grant).from_variables(|_| Ok(None)).unwrap();
    config.build().unwrap();
}

/// A server that takes each refresh token once, and answers the first exchange only when it is let.
fn rotating(gate: &Arc<(Mutex<bool>, Condvar)>) -> Server {
    let (given, gate) = (AtomicUsize::new(0), Arc::clone(gate));
    Server::new(move |request| {
        if !request.starts_with("POST /oauth/token ") {
            return json(r#"{"id":"x"}"#, "");
        }
        let number = given.fetch_add(1, SeqCst);
        if !request.contains(&format!("refresh_token=r{number}&")) {
            return b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec();
        }
        drop(gate.1.wait_while(gate.0.lock().unwrap(), |open| !*open));
        let next = number + 1;
        json(&format!(r#"{{"access_token":"t{next}","expires_in":3600,"refresh_token":"r{next}"}}"#), "")
    })
}

#[test]
fn a_call_that_is_given_up_loses_no_rotated_refresh_token() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let grant = || {
        let kept = Arc::clone(&kept);
        let keep =
            move |token: &sdk_runtime::runtime::AccessToken| kept.lock().unwrap().push(token.expose().to_owned());
        OAuth2::refresh_token("r0").client("id", None).on_rotation(keep)
    };
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let open = |is_open| {
        *gate.0.lock().unwrap() = is_open;
        gate.1.notify_all();
    };
    let expected = ["grant_type=refresh_token&refresh_token=r0&client_id=id"];

    let served = rotating(&gate);
    let client = future(&served, grant());
    run(async {
        let mut call = Box::pin(client.get("x").into_future());
        while exchanges(&served).is_empty() {
            let waited = tokio::time::timeout(Duration::from_millis(5), &mut call).await;
            assert!(waited.is_err(), "nothing was answered yet");
        }
        drop(call);
        open(true);
        client.get("x").await.unwrap();
    });
    assert_eq!(exchanges(&served), expected);

    open(false);
    let served = rotating(&gate);
    let config = ClientConfig::<Blocking>::new(&API).base_url(served.url()).oauth2(grant());
    let client = Acme(config.deadline(Duration::from_millis(300)).build().unwrap());
    assert_eq!(client.get("x").send().unwrap_err().kind(), ErrorKind::Timeout);
    open(true);
    client.get("x").deadline(Duration::from_secs(20)).send().unwrap();
    assert_eq!(exchanges(&served), expected);
    assert_eq!(*kept.lock().unwrap(), ["r1", "r1"]);
}

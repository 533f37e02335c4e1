//! HTTP clients of the caller's and redirects: no credential goes along.

use crate::{
    api::{API, Acme},
    harness::{own_client, run},
    server::Server,
    tls::no_roots,
};
use sdk_runtime::runtime::{
    Async, Blocking, BuildErrorKind, ClientConfig, ErrorKind, Mode, RetryPolicy, testing::MockTransport,
};
use std::future::IntoFuture;

/// A credential in each place where one can be.
fn with_all_credentials<M: Mode>(server: &Server) -> ClientConfig<M> {
    let named = [("basic", "user:secret-basic"), ("header", "secret-header"), ("query", "secret-query")];
    let config = ClientConfig::new(&API).access_token("secret-cookie").base_url(format!("{}/base", server.url()));
    named.into_iter().fold(config.retry(RetryPolicy::none()), |config, (scheme, text)| config.credential(scheme, text))
}

#[test]
fn an_http_client_of_the_caller_takes_no_credential_to_where_it_is_redirected() {
    let other = Server::json("{}");
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let target = other.url();
        let server = Server::new(move |_| {
            format!("HTTP/1.1 {status}\r\nlocation: {target}/steal\r\ncontent-length: 0\r\n\r\n").into()
        });
        let own = own_client().tls_backend_preconfigured(no_roots()).build().unwrap();
        let future = Acme(with_all_credentials::<Async>(&server).reqwest_client(own).build().unwrap());
        // The agent would follow ten of them, with `Authorization`.
        let follows = ureq::Agent::config_builder()
            .max_redirects(10)
            .redirect_auth_headers(ureq::config::RedirectAuthHeaders::SameHost)
            .build();
        let agent = ureq::Agent::new_with_config(follows);
        let blocking = Acme(with_all_credentials::<Blocking>(&server).ureq_agent(agent).build().unwrap());
        for error in [run(future.keyed().into_future()).unwrap_err(), blocking.keyed().send().unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Redirect, "{status}: {error}");
        }
        assert_eq!(server.targets(), ["GET /base/keyed?key=secret-query"; 2], "{status}");
    }
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn an_http_client_of_the_caller_that_follows_redirects_is_refused() {
    let limited = reqwest::redirect::Policy::limited(1);
    let custom = reqwest::redirect::Policy::custom(|attempt| attempt.follow());
    let build = |builder: reqwest::ClientBuilder| {
        let client = builder.tls_backend_preconfigured(no_roots()).build().unwrap();
        ClientConfig::<Async>::new(&API).access_token("t").reqwest_client(client).build()
    };
    for follows in [reqwest::Client::builder(), reqwest::Client::builder().redirect(limited), {
        reqwest::Client::builder().redirect(custom)
    }] {
        let error = build(follows).unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::Transport);
        assert!(error.to_string().contains("redirect(reqwest::redirect::Policy::none())"), "{error}");
    }
    build(own_client()).unwrap();
    // What is given last counts.
    let client = reqwest::Client::builder().tls_backend_preconfigured(no_roots()).build().unwrap();
    let config = ClientConfig::<Async>::new(&API).reqwest_client(client).transport(MockTransport::new());
    config.build().unwrap();
}

//! How clients are configured, and what is refused.

use crate::api::{API, Acme};
use crate::errors::PLAIN;
use crate::harness::run;
use sdk_runtime::runtime::{
    ApiInfo, Async, Blocking, BuildError, BuildErrorKind, ClientConfig, Core, ErrorKind, RetryPolicy, SchemeVariable,
    Server, UrlVariable,
    testing::{MockTransport, Reply},
};
use std::future::IntoFuture;

fn config() -> ClientConfig<Async> {
    ClientConfig::new(&API)
}

/// The variables a process might have.
fn with(variables: &[(&str, &str)]) -> Result<Core<Async>, BuildError> {
    add(config(), variables)?.transport(MockTransport::new()).build()
}

/// Adds these variables to settings.
fn add(config: ClientConfig<Async>, variables: &[(&str, &str)]) -> Result<ClientConfig<Async>, BuildError> {
    config.from_variables(|name| {
        Ok(variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned()))
    })
}

#[test]
fn the_environment_tells_token_server_and_url() {
    let error = with(&[]).unwrap_err();
    assert_eq!((error.kind(), error.to_string().contains("ACME_TOKEN")), (BuildErrorKind::MissingVariable, true));
    assert_eq!(with(&[("ACME_TOKEN", " ")]).unwrap_err().kind(), BuildErrorKind::MissingVariable);
    let core = with(&[("ACME_TOKEN", "t")]).unwrap();
    assert_eq!((core.server(), core.base_url().to_string().as_str()), ("production", "https://api.acme.test/base"));
    let core = with(&[("ACME_TOKEN", "t"), ("ACME_SERVER", "SANDBOX")]).unwrap();
    assert_eq!((core.server(), core.base_url().to_string().as_str()), ("sandbox", "https://sandbox.acme.test"));
    let core = with(&[("ACME_TOKEN", "t"), ("ACME_BASE_URL", "http://localhost:8080/")]).unwrap();
    assert_eq!((core.server(), core.base_url().to_string().as_str()), ("custom", "http://localhost:8080"));
    let error = with(&[("ACME_TOKEN", "t"), ("ACME_SERVER", "staging")]).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::UnknownServer);
    assert!(error.to_string().contains("production, sandbox"), "{error}");
}

#[test]
fn the_environment_combines_with_other_settings() {
    let variables = [("ACME_TOKEN", "t"), ("ACME_BASE_URL", "http://mock:3000")];
    let mock = || MockTransport::new();
    let core = add(config(), &variables).unwrap().allow_insecure_http().transport(mock()).build().unwrap();
    assert_eq!(core.base_url().to_string(), "http://mock:3000");
    // What is set in code, before or after, goes before what the environment says.
    let core = add(config(), &variables).unwrap().server("sandbox").transport(mock()).build().unwrap();
    assert_eq!(core.server(), "sandbox");
    let core = add(config().base_url("https://own.test"), &variables).unwrap().transport(mock()).build().unwrap();
    assert_eq!(core.base_url().to_string(), "https://own.test");
    // A credential of the caller's makes the variable needless.
    let core = add(config(), &[("ACME_SERVER", "sandbox")]).unwrap().access_token("t").transport(mock()).build();
    assert_eq!(core.unwrap().server(), "sandbox");
}

#[test]
fn credentials_of_the_environment_do_not_take_the_place_of_others() {
    let sent = |config: ClientConfig<Async>, variables: &[(&str, &str)]| {
        let mock = MockTransport::new().on("*", |_| Reply::json(200, serde_json::json!({"id": "x"})));
        let client = Acme(add(config, variables).unwrap().transport(mock.clone()).build().unwrap());
        run(client.get("x").into_future()).unwrap();
        let bearer = mock.requests()[0].header("authorization").map(str::to_owned);
        run(client.styled().with_path("id", &"x").into_future()).unwrap();
        (bearer.unwrap(), mock.requests()[1].header("x-key").unwrap().to_owned())
    };
    let both = [("ACME_TOKEN", "env:1"), ("ACME_HEADER", "key")];
    assert_eq!(sent(config(), &both), ("Bearer env:1".to_owned(), "key".to_owned()));
    assert_eq!(sent(config(), &both[..1]), ("Bearer env:1".to_owned(), "env:1".to_owned()));
    // A token that is given is for every scheme, and a credential for one scheme is for that alone.
    assert_eq!(sent(config().access_token("own:1"), &both), ("Bearer own:1".to_owned(), "own:1".to_owned()));
    let mock = MockTransport::new();
    let own_key = add(config().credential("header", "own"), &both).unwrap().transport(mock.clone()).build().unwrap();
    let error = run(Acme(own_key).get("x").into_future()).unwrap_err();
    assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::Auth, 0), "{error}");
}

#[test]
fn a_base_url_over_plain_http_is_an_error_that_says_what_to_write() {
    let error = with(&[("ACME_TOKEN", "t"), ("ACME_BASE_URL", "http://mock:3000")]).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::PlainHttp);
    let text = error.to_string();
    assert!(text.contains("ACME_BASE_URL"), "{text}");
    assert!(text.contains("Client::builder().from_env()?.allow_insecure_http()"), "{text}");
    assert_eq!(format!("{error:?}"), text, "`main` prints `Debug`");
}

#[test]
fn quotes_around_the_value_of_a_variable_are_noticed() {
    for value in ["\"secret\"", "'secret'", " \"secret\"\n"] {
        let error = with(&[("ACME_TOKEN", value)]).unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::InvalidVariable, "{value}");
        let text = error.to_string();
        assert!(text.contains("ACME_TOKEN") && text.contains("quotes") && !text.contains("secret"), "{text}");
    }
    with(&[("ACME_TOKEN", "t\n")]).expect("the end of a line is no part of a token");
}

#[test]
fn a_base_url_has_to_be_one() {
    for url in [
        "",
        "api.acme.test",
        "/v1",
        "ftp://a.test",
        "https://",
        "https://user:hunter2@a.test",
        "https://a.test?x=1",
        "https://a b",
        "https://:443",
        "https://a.test:70000",
        "https://a.test:x",
    ] {
        let error = config().base_url(url).transport(MockTransport::new()).build().unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::BaseUrl, "{url}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

#[test]
fn a_credential_that_belongs_elsewhere_is_refused_with_the_reason() {
    let build = |token: &str, server: Option<&str>| {
        let config = config().access_token(token).transport(MockTransport::new());
        let config = server.into_iter().fold(config, ClientConfig::server);
        config.build()
    };
    let error = build("test_1", Some("production")).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::Credential);
    assert!(error.to_string().contains("it is a test key") && !error.to_string().contains("test_1"), "{error}");
    assert!(error.to_string().contains("does not belong to server `production` of Acme"), "{error}");
    let nowhere = build("session_1", Some("sandbox")).unwrap_err().to_string();
    assert!(nowhere.contains("does not belong to this client of Acme"), "{nowhere}");
    build("live_1", Some("sandbox")).unwrap_err();
    build("session_1", Some("sandbox")).unwrap_err();
    build("session_1", None).unwrap_err();
    build("test_1", Some("sandbox")).unwrap();
    build("other", Some("production")).unwrap();
    // Where no server is named, the credential's own is used.
    assert_eq!(build("test_1", None).unwrap().server(), "sandbox");
    assert_eq!(build("live_1", None).unwrap().server(), "production");
    config()
        .access_token("test_1")
        .server("production")
        .allow_any_credential()
        .transport(MockTransport::new())
        .build()
        .unwrap();
    let elsewhere = |token| config().access_token(token).base_url("http://localhost:1").transport(MockTransport::new());
    elsewhere("test_1").build().unwrap();
    elsewhere("session_1").build().expect_err("it belongs to no server, wherever that is");
}

#[test]
fn the_built_in_transports_can_be_set_up() {
    config().access_token("t").build().unwrap();
    ClientConfig::<Blocking>::new(&API).access_token("t").build().unwrap();
}

#[test]
fn headers_and_user_agent_are_checked() {
    let error = config().default_header("x-a", "a\nb").transport(MockTransport::new()).build().unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::Header);
    let error = config().user_agent_suffix("a\n").transport(MockTransport::new()).build().unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::Header);
    let mock = MockTransport::new().with_examples();
    let core = config().access_token("t").user_agent_suffix("app/1").transport(mock.clone()).build().unwrap();
    run(Acme(core).get("x").send()).unwrap();
    assert!(mock.requests()[0].header("user-agent").unwrap().ends_with(" app/1"));
}

#[test]
fn a_client_tells_what_it_is() {
    let core = config().access_token("t").server("sandbox").transport(MockTransport::new()).build().unwrap();
    let shown = format!("{core:?}");
    assert!(shown.contains("Acme") || shown.contains("acme"), "{shown}");
    assert!(shown.contains("sandbox") && shown.contains("https://sandbox.acme.test"), "{shown}");
}

#[test]
fn settings_are_shown_without_what_is_secret() {
    let shown = |config: &dyn std::fmt::Debug| format!("{config:?}");
    let bare = shown(&config());
    assert!(bare.contains("credentials: none") && bare.contains("clock: default"), "{bare}");
    let config =
        config().access_token("hunter2").default_header("x-api-key", "hunter2").transport(MockTransport::new());
    let config = config.base_url("https://user:hunter2@acme.test?key=hunter2");
    let full = shown(&config);
    for part in
        ["credentials: [redacted]", "transport: Some(transport)", "max_attempts: 3", "0 middleware", "acme.test"]
    {
        assert!(full.contains(part), "{part} in {full}");
    }
    let core = config.base_url("https://acme.test").build().unwrap();
    let defaults = shown(&core);
    assert!(defaults.contains("Defaults { timeout") && defaults.contains("35 of 35 retries left"), "{defaults}");
    let tenant =
        shown(&core.with(|defaults| defaults.retry(RetryPolicy::none().max_elapsed(std::time::Duration::ZERO))));
    assert!(tenant.contains("max_attempts: 1") && tenant.contains("max_elapsed: Some(0ns)"), "{tenant}");
    assert!(![full, defaults, tenant].concat().contains("hunter2"));
}

const fn scheme(scheme: &'static str, variable: &'static str, required: bool) -> SchemeVariable {
    SchemeVariable { scheme, variable, required }
}

/// An API that needs two credentials together, and that is elsewhere for each tenant.
const TENANTS: ApiInfo = ApiInfo {
    scheme_variables: &[
        scheme("id", "ACME_ID", true),
        scheme("key", "ACME_KEY", true),
        scheme("tag", "ACME_TAG", false),
    ],
    servers: &[Server {
        name: "production",
        url: "https://{tenant}.{region}.acme.test",
        variables: &[("region", None), ("tenant", None)],
    }],
    url_variables: &[
        UrlVariable { name: "tenant", variable: "ACME_TENANT" },
        UrlVariable { name: "region", variable: "ACME_REGION" },
    ],
    ..PLAIN
};

#[test]
fn an_error_names_the_variables_that_have_to_be_set() {
    let build = |config: ClientConfig<Async>, variables: &[(&str, &str)]| {
        add(config.transport(MockTransport::new()), variables).and_then(ClientConfig::build)
    };
    let tenants = || ClientConfig::<Async>::new(&TENANTS).url_variable("tenant", "t").url_variable("region", "eu");
    for (variables, missing) in
        [(&[][..], "`ACME_ID` and `ACME_KEY` are not set"), (&[("ACME_ID", "i")], "`ACME_KEY` is not set")]
    {
        let error = build(tenants(), variables).unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::MissingVariable);
        assert!(error.to_string().contains(missing), "{error}");
    }
    build(tenants().access_token("t"), &[]).expect("a credential of the caller's makes the variables needless");

    let mut variables = vec![("ACME_ID", "i"), ("ACME_KEY", "k"), ("ACME_TENANT", "t")];
    let error = build(ClientConfig::new(&TENANTS), &variables).unwrap_err();
    assert_eq!(error.kind(), BuildErrorKind::BaseUrl);
    assert!(
        error.to_string().contains("what `region` is") && error.to_string().contains("set `ACME_REGION`"),
        "{error}"
    );
    variables.push(("ACME_REGION", "eu"));
    let core = build(ClientConfig::new(&TENANTS), &variables).unwrap();
    assert_eq!(core.base_url().to_string(), "https://t.eu.acme.test");
}

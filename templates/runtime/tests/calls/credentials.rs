//! Which credential meets which security requirement, and that schemes never share one.

use crate::{
    api::API,
    harness::{replies, run},
};
use http::Method;
use sdk_runtime::runtime::{
    testing::{MockTransport, Reply},
    *,
};
use std::future::IntoFuture;

const ID: SchemeUse = SchemeUse::new("id", SchemeKind::Header("x-client-id"), &[]);
const SECRET: SchemeUse = SchemeUse::new("secret", SchemeKind::Header("x-secret"), &[]);
const BASIC: SchemeUse = SchemeUse::new("basic", SchemeKind::Basic, &[]);
const BEARER: SchemeUse = SchemeUse::bearer("bearer", &[]);
const TLS: SchemeUse = SchemeUse::new("tls", SchemeKind::Other("mutualTLS"), &[]);

/// A requirement of the document.
const fn required(any_of: &'static [&'static [SchemeUse]]) -> Auth {
    Auth { any_of, optional: false }
}

static BOTH: Auth = required(&[&[ID, SECRET]]);
static BASIC_OR_BEARER: Auth = required(&[&[BASIC], &[BEARER]]);
static BEARER_OR_BASIC: Auth = required(&[&[BEARER], &[BASIC]]);
static ONLY_BASIC: Auth = required(&[&[BASIC]]);
static ONLY_SECRET: Auth = required(&[&[SECRET]]);
static ONLY_TLS: Auth = required(&[&[TLS]]);
static SECRET_OR_BEARER: Auth = required(&[&[SECRET], &[BEARER]]);
static BEARER_OR_SECRET: Auth = required(&[&[BEARER], &[SECRET]]);
static TLS_OR_BEARER: Auth = required(&[&[TLS], &[BEARER]]);
static TLS_AND_BEARER: Auth = required(&[&[TLS, BEARER]]);
static BEARER_AND_SECRET: Auth = required(&[&[BEARER, SECRET]]);
static SECRET_AND_BEARER: Auth = required(&[&[SECRET, BEARER]]);
static BEARER_OR_BOTH: Auth = required(&[&[BEARER], &[ID, SECRET]]);
static BOTH_OR_BEARER: Auth = required(&[&[ID, SECRET], &[BEARER]]);
static OPTIONAL: Auth = Auth { any_of: &[&[BEARER]], optional: true };

/// A client's credentials: `general` without a name, the others by the name of their scheme.
#[derive(Clone, Copy, Default)]
struct Given {
    general: Option<&'static str>,
    named: &'static [(&'static str, &'static str)],
    /// For the call.
    bearer: Option<&'static str>,
    /// For a clone of the client.
    clone: Option<&'static str>,
}

fn configured<M: Mode>(given: Given) -> ClientConfig<M> {
    let config = ClientConfig::new(&API);
    let config = given.general.into_iter().fold(config, |config, token| config.access_token(token));
    given.named.iter().fold(config, |config, (scheme, credential)| config.credential(scheme, *credential))
}

fn called<M: Mode>(core: &Core<M>, auth: &'static Auth, given: Given) -> Call<json::Json, M> {
    let core = given.clone.map_or_else(|| core.clone(), |token| core.with(|defaults| defaults.bearer(token)));
    let call = core.call_path(Method::GET, "/x", auth);
    given.bearer.into_iter().fold(call, |call, token| call.bearer(token))
}

/// The credentials that were sent, or why none was: the same in both modes.
fn sent(auth: &'static Auth, given: Given) -> String {
    let mock: MockTransport = replies(|| Reply::json(200, serde_json::json!({})));
    let future = configured::<Async>(given).transport(mock.clone()).build().unwrap();
    let blocking = configured::<Blocking>(given).transport(mock.clone()).build().unwrap();
    let results = [run(called(&future, auth, given).into_future()), called(&blocking, auth, given).send()];
    let [first, second] = results.map(|result| result.err().map(|error| error.to_string()));
    assert_eq!(first, second);
    let mut requests: Vec<String> = mock.requests().iter().map(credentials).collect();
    requests.dedup();
    assert!(requests.len() <= 1, "{requests:?}");
    first.or(requests.pop()).unwrap()
}

fn credentials(request: &testing::Recorded) -> String {
    let headers = ["authorization", "x-client-id", "x-secret"];
    let sent = headers.iter().filter_map(|name| Some(format!("{name}={}", request.header(name)?)));
    sent.collect::<Vec<_>>().join(" ")
}

const GENERAL: Given = Given { general: Some("main"), named: &[], bearer: None, clone: None };
const PAIR: Given = Given { general: Some("a:b"), ..GENERAL };

#[test]
fn schemes_that_are_needed_together_never_share_a_credential() {
    for given in [GENERAL, Given { bearer: Some("call"), general: None, ..GENERAL }] {
        let outcome = sent(&BOTH, given);
        assert!(!outcome.contains("x-client-id=") && !outcome.contains("x-secret="), "{outcome}");
    }
    let error = sent(&BOTH, GENERAL);
    for part in ["`id` (`.credential(\"id\", ..)`)", "`secret`"] {
        assert!(error.contains(part), "{error}");
    }
    let error = sent(&BOTH, Given { named: &[("id", "i")], ..Given::default() });
    assert!(error.contains("`secret`") && !error.contains("`id`"), "{error}");
    let named = Given { named: &[("id", "i"), ("secret", "s")], ..GENERAL };
    assert_eq!(sent(&BOTH, named), "x-client-id=i x-secret=s");
    // What is left over is for the one scheme that has none by name.
    assert_eq!(sent(&BOTH, Given { named: &[("id", "i")], ..GENERAL }), "x-client-id=i x-secret=main");
    let with_secret = Given { named: &[("secret", "s")], ..GENERAL };
    assert_eq!(sent(&BEARER_AND_SECRET, with_secret), "authorization=Bearer main x-secret=s");
    let call = Given { named: &[("secret", "s"), ("bearer", "b")], bearer: Some("call"), ..GENERAL };
    assert_eq!(sent(&BEARER_AND_SECRET, call), "authorization=Bearer call x-secret=s");
}

#[test]
fn a_text_without_a_colon_is_never_sent_as_basic() {
    for auth in [&BASIC_OR_BEARER, &BEARER_OR_BASIC] {
        assert_eq!(sent(auth, GENERAL), "authorization=Bearer main");
        assert_eq!(sent(auth, PAIR), "authorization=Basic YTpi");
        assert_eq!(sent(auth, Given { bearer: Some("call"), ..PAIR }), "authorization=Bearer call");
        assert_eq!(sent(auth, Given { bearer: Some("u:p"), ..GENERAL }), "authorization=Basic dTpw");
    }
    let error = sent(&ONLY_BASIC, GENERAL);
    assert!(error.contains("`user:password`"), "{error}");
    assert_eq!(sent(&ONLY_BASIC, PAIR), "authorization=Basic YTpi");
    let error = sent(&ONLY_BASIC, Given { named: &[("basic", "text")], ..GENERAL });
    assert!(error.contains("`user:password`"), "{error}");
}

#[test]
fn a_credential_by_name_beats_the_general_one() {
    let named = Given { named: &[("bearer", "b")], ..GENERAL };
    assert_eq!(sent(&SECRET_OR_BEARER, named), "authorization=Bearer b");
    assert_eq!(sent(&SECRET_OR_BEARER, GENERAL), "x-secret=main");
    let named = Given { named: &[("secret", "s")], ..GENERAL };
    assert_eq!(sent(&BEARER_OR_SECRET, named), "x-secret=s");
    // One for this call, or this clone, beats both.
    assert_eq!(sent(&BEARER_OR_SECRET, Given { bearer: Some("call"), ..named }), "authorization=Bearer call");
    assert_eq!(sent(&SECRET_OR_BEARER, Given { clone: Some("tenant"), ..named }), "authorization=Bearer tenant");
}

#[test]
fn what_the_transport_brings_does_not_keep_a_token_back() {
    assert_eq!(sent(&TLS_OR_BEARER, GENERAL), "authorization=Bearer main");
    assert_eq!(sent(&TLS_OR_BEARER, Given::default()), "");
    assert_eq!(sent(&TLS_AND_BEARER, GENERAL), "authorization=Bearer main");
}

#[test]
fn where_a_credential_is_optional_it_is_sent_if_there_is_one() {
    assert_eq!(sent(&OPTIONAL, Given::default()), "");
    assert_eq!(sent(&OPTIONAL, GENERAL), "authorization=Bearer main");
    assert_eq!(sent(&OPTIONAL, Given { clone: Some("tenant"), ..Given::default() }), "authorization=Bearer tenant");
}

#[test]
fn a_token_of_a_call_or_a_clone_replaces_the_one_of_its_scheme() {
    let named = Given { named: &[("secret", "s"), ("bearer", "b")], ..Given::default() };
    for given in [Given { bearer: Some("own"), ..named }, Given { clone: Some("own"), ..named }] {
        assert_eq!(sent(&BEARER_OR_SECRET, given), "authorization=Bearer own");
        assert_eq!(sent(&SECRET_AND_BEARER, given), "authorization=Bearer own x-secret=s");
        assert_eq!(sent(&BEARER_AND_SECRET, given), "authorization=Bearer own x-secret=s");
        // Nothing else of the operation fits it, and whoever gives it says that it does.
        assert_eq!(sent(&ONLY_BASIC, given), "authorization=Bearer own");
        assert_eq!(sent(&ONLY_TLS, given), "authorization=Bearer own");
        // The one scheme that there is takes it, also where it has a credential by name.
        assert_eq!(sent(&ONLY_SECRET, given), "x-secret=own");
        // Of two that are no bearer tokens nobody knows which it is for, so it takes the place of both.
        let both = Given { named: &[("id", "i"), ("secret", "s")], ..given };
        assert_eq!(sent(&BOTH, both), "authorization=Bearer own");
    }
    // It goes to an operation that declares no security only if it is given for the call.
    assert_eq!(sent(&Auth::NONE, Given { bearer: Some("call"), ..GENERAL }), "authorization=Bearer call");
    assert_eq!(sent(&Auth::NONE, Given { clone: Some("tenant"), ..GENERAL }), "");
}

#[test]
fn the_alternative_with_more_named_credentials_is_met() {
    let id = Given { named: &[("id", "i")], ..GENERAL };
    assert_eq!(sent(&BEARER_OR_BOTH, id), "x-client-id=i x-secret=main", "one of two by name, and the rest");
    let named = Given { named: &[("id", "i"), ("bearer", "b")], ..GENERAL };
    assert_eq!(sent(&BOTH_OR_BEARER, named), "authorization=Bearer b", "all of one by name");
    let named = Given { named: &[("id", "i"), ("secret", "s"), ("bearer", "b")], ..GENERAL };
    assert_eq!(sent(&BOTH_OR_BEARER, named), "x-client-id=i x-secret=s", "the first of two that are alike");
}

/// A provider of a token, or of none.
struct Provider(Option<&'static str>);

impl BlockingTokenProvider for Provider {
    fn token(&self) -> std::result::Result<AccessToken, BoxError> {
        self.0.map(AccessToken::from).ok_or_else(|| "there is none".into())
    }
}

impl TokenProvider for Provider {
    fn token(&self) -> BoxFuture<'_, std::result::Result<AccessToken, BoxError>> {
        Box::pin(async { BlockingTokenProvider::token(self) })
    }
}

#[test]
fn a_provider_is_called_only_where_its_token_is_sent() {
    let mock: MockTransport = replies(|| Reply::json(200, serde_json::json!({})));
    let future = |token| ClientConfig::<Async>::new(&API).token_provider(Provider(token)).transport(mock.clone());
    let blocking = |token| ClientConfig::<Blocking>::new(&API).token_provider(Provider(token)).transport(mock.clone());
    let open = Given::default();
    run(called(&future(None).build().unwrap(), &Auth::NONE, open).into_future()).unwrap();
    called(&blocking(None).build().unwrap(), &Auth::NONE, open).send().unwrap();
    let named = future(None).credential("bearer", "b").build().unwrap();
    run(called(&named, &BASIC_OR_BEARER, open).into_future()).unwrap();
    assert_eq!(mock.requests().iter().map(credentials).collect::<Vec<_>>(), ["", "", "authorization=Bearer b"]);
    // What it hands out is not sent as `Basic` either unless it can be.
    for error in [
        run(called(&future(Some("text")).build().unwrap(), &ONLY_BASIC, open).into_future()).unwrap_err(),
        called(&blocking(Some("text")).build().unwrap(), &ONLY_BASIC, open).send().unwrap_err(),
    ] {
        assert!(error.kind() == ErrorKind::Auth && error.to_string().contains("has no colon"), "{error}");
    }
    assert_eq!(mock.requests().len(), 3);
    called(&blocking(Some("a:b")).build().unwrap(), &ONLY_BASIC, open).send().unwrap();
    assert_eq!(mock.requests().last().map(credentials).as_deref(), Some("authorization=Basic YTpi"));
}

#[test]
fn what_is_optional_may_go_without_a_credential_over_plain_http() {
    let mock: MockTransport = replies(|| Reply::json(200, serde_json::json!({})));
    let config = ClientConfig::<Async>::new(&API).base_url("http://api.acme.test").transport(mock.clone());
    let core = config.build().unwrap();
    run(called(&core, &OPTIONAL, Given::default()).into_future()).unwrap();
    let error = run(called(&core, &OPTIONAL, Given { bearer: Some("t"), ..Given::default() }).into_future());
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Auth);
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_command_names_the_headers_of_credentials() {
    let named = &[("id", "i"), ("secret", "s"), ("basic", "a:b"), ("bearer", "b")];
    let core = configured::<Async>(Given { named, ..GENERAL }).transport(MockTransport::new()).build().unwrap();
    for (auth, headers) in [
        (&BOTH, &["x-client-id: [redacted]", "x-secret: [redacted]"][..]),
        (&ONLY_BASIC, &["authorization: Basic [redacted]"]),
        (&BEARER_AND_SECRET, &["authorization: Bearer [redacted]", "x-secret: [redacted]"]),
    ] {
        let command = called(&core, auth, Given::default()).curl();
        assert!(headers.iter().all(|header| command.contains(header)), "{command}");
        assert_eq!(command.matches("[redacted]").count(), headers.len(), "{command}");
    }
}

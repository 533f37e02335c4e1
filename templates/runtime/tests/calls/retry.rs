//! Which failure is retried, how often, after which wait, and what is said about the server having acted.

use crate::{
    api::Thing,
    harness::{mocked, mocked_blocking, replies, run, summary},
};
use sdk_runtime::runtime::{
    Error, FailurePoint, IdempotencyKey, Json, RetryPolicy, Verdict,
    testing::{MockTransport, Reply},
};
use std::time::{Duration, SystemTime};

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    Get,
    Delete,
    Post,
    PostWithKey,
    PostWithBodyKey,
}

fn good() -> Reply {
    Reply::json(200, serde_json::json!({"id": "x", "data": {"id": "x"}}))
}

fn json(text: &str) -> Json {
    text.parse().unwrap()
}

/// Makes the call in both modes, which must agree, and tells what came of it.
fn outcome(op: Op, reply: impl Fn() -> Reply + Send + Sync + Copy + 'static) -> (String, MockTransport) {
    let mock = replies(reply);
    let client = mocked(&mock);
    let thing = Thing { id: "x".to_owned() };
    let result: Result<(), Error> = match op {
        Op::Get => run(client.get("x").into_future()).map(drop),
        Op::Delete => run(client.delete("x").into_future()),
        Op::Post => run(client.create(&thing).into_future()).map(drop),
        Op::PostWithKey => run(client.create(&thing).idempotency_key("k").into_future()).map(drop),
        Op::PostWithBodyKey => run(client.pay(&json("{}")).into_future()).map(drop),
    };
    let twin = replies(reply);
    let client = mocked_blocking(&twin);
    let blocking: Result<(), Error> = match op {
        Op::Get => client.get("x").send().map(drop),
        Op::Delete => client.delete("x").send(),
        Op::Post => client.create(&thing).send().map(drop),
        Op::PostWithKey => client.create(&thing).idempotency_key("k").send().map(drop),
        Op::PostWithBodyKey => client.pay(&json("{}")).send().map(drop),
    };
    let (future, blocking) = (summary(result), summary(blocking));
    assert_eq!(future, blocking, "{op:?}: the modes differ");
    assert_eq!(mock.requests().len(), twin.requests().len(), "{op:?}: the modes differ in attempts");
    (future, mock)
}

use std::future::IntoFuture;

macro_rules! cases {
    ($($name:ident: $op:ident, $reply:expr => $expected:literal;)+) => {
        $(#[test]
        fn $name() {
            let (summary, mock) = outcome(Op::$op, || $reply);
            assert_eq!(summary, $expected);
            // What an error tells about attempts has to be what was sent.
            if let Some((before, _)) = summary.split_once(" attempts") {
                let attempts: usize = before.rsplit(' ').next().unwrap().parse().unwrap();
                assert_eq!(attempts, mock.requests().len());
            }
        })+
    };
}

cases! {
    success: Get, good() => "ok";
    bad_request_is_final: Get, Reply::empty(400) => "Api 400, 1 attempts, not applied";
    unauthorized_is_final: Get, Reply::empty(401) => "Api 401, 1 attempts, not applied";
    forbidden_is_final: Get, Reply::empty(403) => "Api 403, 1 attempts, not applied";
    not_found_is_final: Get, Reply::empty(404) => "Api 404, 1 attempts, not applied";
    conflict_is_final: PostWithKey, Reply::empty(409) => "Api 409, 1 attempts, not applied";
    invalid_is_final: Post, Reply::empty(422) => "Api 422, 1 attempts, not applied";
    not_implemented_is_final: Post, Reply::empty(501) => "Api 501, 1 attempts, not applied";
    redirect_of_get: Get, Reply::empty(302).header("location", "https://evil.test/") => "Redirect 302, 1 attempts, not applied";
    redirect_after_post: Post, Reply::empty(303).header("location", "/v1/other") => "Redirect 303, 1 attempts, maybe applied";
    redirect_keeping_post: Post, Reply::empty(307).header("location", "/v1/other") => "Redirect 307, 1 attempts, not applied";

    odd_answers_to_a_post_say_nothing_101: Post, Reply::empty(101) => "Api 101, 1 attempts, maybe applied";
    odd_answers_to_a_post_say_nothing_304: Post, Reply::empty(304) => "Api 304, 1 attempts, maybe applied";
    odd_answers_to_a_post_say_nothing_305: Post, Reply::empty(305) => "Api 305, 1 attempts, maybe applied";
    odd_answers_to_a_post_say_nothing_600: Post, Reply::empty(600) => "Api 600, 1 attempts, maybe applied";
    redirect_keeping_post_for_good: Post, Reply::empty(308).header("location", "/v1/other") => "Redirect 308, 1 attempts, not applied";

    get_408: Get, Reply::empty(408) => "Api 408, 3 attempts, not applied";
    get_429: Get, Reply::empty(429) => "Api 429, 3 attempts, not applied";
    get_500: Get, Reply::empty(500) => "Api 500, 3 attempts, not applied";
    get_502: Get, Reply::empty(502) => "Api 502, 3 attempts, not applied";
    get_503: Get, Reply::empty(503) => "Api 503, 3 attempts, not applied";
    get_504: Get, Reply::empty(504) => "Api 504, 3 attempts, not applied";
    get_505_is_final: Get, Reply::empty(505) => "Api 505, 1 attempts, not applied";
    delete_503: Delete, Reply::empty(503) => "Api 503, 3 attempts, maybe applied";
    delete_then_gone: Delete, Reply::empty(503).then(Reply::empty(404)) => "Api 404, 2 attempts, maybe applied";
    post_408: Post, Reply::empty(408) => "Api 408, 1 attempts, maybe applied";
    post_429: Post, Reply::empty(429) => "Api 429, 3 attempts, not applied";
    post_429_then_ok: Post, Reply::empty(429).then(good()) => "ok";
    post_500: Post, Reply::empty(500) => "Api 500, 1 attempts, maybe applied";
    post_502: Post, Reply::empty(502) => "Api 502, 1 attempts, maybe applied";
    post_503: Post, Reply::empty(503) => "Api 503, 1 attempts, maybe applied";
    post_504: Post, Reply::empty(504) => "Api 504, 1 attempts, maybe applied";
    post_with_key_503: PostWithKey, Reply::empty(503) => "Api 503, 3 attempts, maybe applied";
    post_with_key_503_then_ok: PostWithKey, Reply::empty(503).then(good()) => "ok";
    post_with_key_503_then_409: PostWithKey, Reply::empty(503).then(Reply::empty(409)) => "Api 409, 2 attempts, maybe applied";
    post_with_body_key_500: PostWithBodyKey, Reply::empty(500) => "Api 500, 3 attempts, maybe applied";
    post_with_body_key_then_ok: PostWithBodyKey, Reply::empty(500).then(good()) => "ok";
    transient_code: PostWithBodyKey, Reply::json(400, serde_json::json!({"code": -1, "message": "later"})).then(good()) => "ok";
    transient_code_without_key: Post, Reply::json(400, serde_json::json!({"code": -1, "message": "later"})) => "Api 400, 1 attempts, not applied";
    other_code: PostWithBodyKey, Reply::json(400, serde_json::json!({"code": 2, "message": "no"})) => "Api 400, 1 attempts, not applied";

    get_refused: Get, Reply::fail(FailurePoint::Connect) => "Connect -, 3 attempts, not applied";
    post_refused: Post, Reply::fail(FailurePoint::Connect) => "Connect -, 3 attempts, not applied";
    post_refused_then_ok: Post, Reply::fail(FailurePoint::Connect).then(good()) => "ok";
    post_refused_then_503: Post, Reply::fail(FailurePoint::Connect).then(Reply::empty(503)) => "Api 503, 2 attempts, maybe applied";
    get_reset: Get, Reply::fail(FailurePoint::Exchange) => "Transport -, 3 attempts, not applied";
    post_reset: Post, Reply::fail(FailurePoint::Exchange) => "Transport -, 1 attempts, maybe applied";
    post_with_key_reset_then_ok: PostWithKey, Reply::fail(FailurePoint::Exchange).then(good()) => "ok";
    delete_reset: Delete, Reply::fail(FailurePoint::Exchange) => "Transport -, 3 attempts, maybe applied";
    get_timeout: Get, Reply::fail(FailurePoint::Timeout) => "Timeout -, 3 attempts, not applied";
    post_timeout: Post, Reply::fail(FailurePoint::Timeout) => "Timeout -, 1 attempts, maybe applied";
    get_truncated_then_ok: Get, Reply::broken("{\"id\":").then(good()) => "ok";
    post_truncated: Post, Reply::broken("{\"id\":") => "Transport -, 1 attempts, maybe applied";
    truncated_error_is_the_error: Get, Reply::broken("{\"err").status(404) => "Api 404, 1 attempts, not applied";
    post_not_processed_then_ok: Post, Reply::fail(FailurePoint::NotProcessed).then(good()) => "ok";
    post_not_processed: Post, Reply::fail(FailurePoint::NotProcessed) => "Transport -, 3 attempts, not applied";
    unsendable_is_final: Post, Reply::fail(FailurePoint::Request) => "Request -, 1 attempts, not applied";
    undecodable_get_is_final: Get, Reply::text(200, "<html>") => "Decode 200, 1 attempts, not applied";
    undecodable_post_was_applied: Post, Reply::text(200, "<html>") => "Decode 200, 1 attempts, maybe applied";
    empty_200_is_undecodable: Get, Reply::empty(200) => "Decode 200, 1 attempts, not applied";

    retry_after_too_long: Get, Reply::empty(429).retry_after(1800) => "Api 429, 1 attempts, not applied";
    retry_after_just_short_enough: Get, Reply::empty(429).retry_after(60).then(good()) => "ok";
    retry_after_on_503: Get, Reply::empty(503).retry_after(7).then(good()) => "ok";
    retry_after_that_is_no_time: Get, Reply::empty(429).header("retry-after", "soon").then(good()) => "ok";
}

#[test]
fn retry_after_is_waited_for() {
    let date = |seconds| httpdate(SystemTime::now() + Duration::from_secs(seconds));
    for (header, least, most) in [
        ("1".to_owned(), 1.0, 1.3),
        ("1.5".to_owned(), 1.5, 1.8),
        ("60".to_owned(), 60.0, 66.1),
        (date(30), 28.0, 33.1),
    ] {
        let text = header.clone();
        let mock = replies(move || Reply::empty(429).header("retry-after", &text).then(good()));
        run(mocked(&mock).get("x").into_future()).unwrap();
        let waited = mock.clock().elapsed().as_secs_f64();
        assert!(waited >= least && waited <= most, "{header}: waited {waited} s");
    }
}

#[test]
fn an_operation_without_a_credential_waits_a_few_seconds_at_most() {
    for (seconds, attempts) in [(5, 2), (6, 1), (60, 1)] {
        let mock =
            replies(move || Reply::empty(429).retry_after(seconds).then(Reply::json(200, serde_json::json!({}))));
        let result = run(mocked(&mock).ping().into_future());
        assert_eq!((result.is_ok(), mock.requests().len()), (attempts == 2, attempts), "{seconds} s");
        let mock =
            replies(move || Reply::empty(429).retry_after(seconds).then(Reply::json(200, serde_json::json!({}))));
        let result = mocked_blocking(&mock).ping().send();
        assert_eq!((result.is_ok(), mock.requests().len()), (attempts == 2, attempts), "blocking, {seconds} s");
    }
    let mock = replies(|| Reply::empty(429).retry_after(60).then(Reply::json(200, serde_json::json!({}))));
    let patient = RetryPolicy::standard().max_retry_after(Duration::from_secs(60));
    run(mocked(&mock).ping().retry(patient).into_future()).unwrap();
}

#[test]
fn a_key_that_the_server_does_not_look_at_makes_nothing_repeatable() {
    let thing = Thing { id: "x".to_owned() };
    let mock = replies(|| Reply::empty(503));
    let error = run(mocked(&mock).note(&thing).idempotency_key("k").into_future()).unwrap_err();
    assert_eq!((error.attempts(), error.may_have_been_applied()), (1, true));
    let mock = replies(|| Reply::empty(503));
    let error = mocked_blocking(&mock).note(&thing).idempotency_key("k").send().unwrap_err();
    assert_eq!((error.attempts(), error.may_have_been_applied()), (1, true));
}

#[test]
fn a_retry_after_beyond_the_limit_is_returned_at_once() {
    let mock = replies(|| Reply::empty(429).retry_after(1800));
    let error = run(mocked(&mock).get("x").into_future()).unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1800)));
    assert_eq!(mock.clock().elapsed(), Duration::ZERO);
    let date = httpdate(SystemTime::now() + Duration::from_secs(3600));
    let mock = replies(move || Reply::empty(429).header("retry-after", &date));
    let error = run(mocked(&mock).get("x").into_future()).unwrap_err();
    assert!((3590..=3600).contains(&error.retry_after().unwrap().as_secs()));
}

#[test]
fn waits_grow_and_stay_below_the_cap() {
    let policy = RetryPolicy::standard().max_attempts(12).backoff(Duration::from_secs(1), Duration::from_secs(4));
    let mut longest = Duration::ZERO;
    for _ in 0..20 {
        let mock = replies(|| Reply::empty(503));
        let _ = run(mocked(&mock).get("x").retry(policy.clone()).into_future());
        assert_eq!(mock.requests().len(), 12);
        // 1 + 2 + 4 * 9 is the most it can be.
        assert!(mock.clock().elapsed() <= Duration::from_secs(39));
        longest = longest.max(mock.clock().elapsed());
    }
    assert!(longest > Duration::from_secs(10), "full jitter still waits: {longest:?}");
}

#[test]
fn a_deadline_that_cannot_be_met_ends_the_call_at_once() {
    let mock = replies(|| Reply::empty(429).retry_after(10));
    let error = run(mocked(&mock).get("x").deadline(Duration::from_secs(5)).into_future()).unwrap_err();
    assert_eq!(summary::<()>(Err(error)), "Api 429, 1 attempts, not applied");
    assert_eq!(mock.clock().elapsed(), Duration::ZERO, "it does not wait in vain");

    let mock = replies(good);
    let error = run(mocked(&mock).get("x").deadline(Duration::ZERO).into_future()).unwrap_err();
    assert!(error.to_string().contains("before the request could be sent"), "{error}");
    assert!(error.is_timeout());
    assert_eq!((error.attempts(), mock.requests().len()), (0, 0));
}

#[test]
fn no_attempt_starts_after_max_elapsed() {
    let policy = RetryPolicy::standard().max_attempts(50).max_elapsed(Duration::from_secs(25));
    let mock = replies(|| Reply::empty(429).retry_after(10));
    let _ = run(mocked(&mock).get("x").retry(policy).into_future());
    assert_eq!(mock.requests().len(), 3, "after 0, 10 and 20 s");
    // One that begins at the last moment is not later than it.
    let at_once = RetryPolicy::standard().backoff(Duration::ZERO, Duration::ZERO).max_elapsed(Duration::ZERO);
    let mock = replies(|| Reply::empty(503));
    assert_eq!(run(mocked(&mock).get("x").retry(at_once).into_future()).unwrap_err().attempts(), 3);
}

#[test]
fn a_policy_can_be_switched_off_and_changed() {
    let mock = replies(|| Reply::empty(503));
    let _ = run(mocked(&mock).get("x").retry(RetryPolicy::none()).into_future());
    assert_eq!(mock.requests().len(), 1);

    let policy = RetryPolicy::standard().classify(|attempt| match attempt.status {
        Some(status) if status.as_u16() == 404 => Verdict::Retry,
        Some(status) if status.as_u16() == 503 => Verdict::Stop,
        _ => Verdict::Standard,
    });
    for (status, attempts) in [(404, 3), (503, 1), (500, 3)] {
        let mock = replies(move || Reply::empty(status));
        let _ = run(mocked(&mock).get("x").retry(policy.clone()).into_future());
        assert_eq!(mock.requests().len(), attempts, "{status}");
    }
}

#[test]
fn a_body_key_is_made_once_per_call_and_the_callers_is_kept() {
    let mock = replies(|| Reply::empty(503));
    let client = mocked(&mock);
    let key = |body: &[u8]| {
        serde_json::from_slice::<serde_json::Value>(body).unwrap()["idempotencyKey"].as_str().unwrap().to_owned()
    };
    let _ = run(client.pay(&json(r#"{"amount":1}"#)).into_future());
    let _ = run(client.pay(&json(r#"{"idempotencyKey":"","amount":1}"#)).into_future());
    let _ = run(client.pay(&json(r#"{"idempotencyKey":"mine","amount":1}"#)).into_future());
    let _ = run(client.pay(&json(r#"{"amount":1}"#)).idempotency_key("given").into_future());
    let keys: Vec<_> = mock.requests().iter().map(|request| key(&request.body)).collect();
    assert_eq!(keys.len(), 12);
    assert!(keys[..3].iter().all(|key| *key == keys[0]), "the attempts of a call share their key");
    assert!(keys[3..6].iter().all(|key| *key == keys[3]));
    assert_ne!(keys[0], keys[3], "calls do not");
    assert_eq!(keys[3].len(), 36, "what is empty is no key");
    let uuid = &keys[0];
    assert!(uuid.len() == 36 && uuid.as_bytes()[14] == b'4' && b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
    assert!(keys[6..9].iter().all(|key| key == "mine"));
    assert!(keys[9..].iter().all(|key| key == "given"));
    assert_eq!(mock.requests()[0].header("idempotency-key"), None, "a key in the body needs no header");
}

#[test]
fn a_key_without_a_property_goes_into_the_header() {
    let mock = replies(good);
    let thing = Thing { id: "x".to_owned() };
    run(mocked(&mock).create(&thing).idempotency_key("k-1").into_future()).unwrap();
    assert_eq!(mock.requests()[0].header("idempotency-key"), Some("k-1"));
    run(mocked(&mock).create(&thing).into_future()).unwrap();
    assert_eq!(mock.requests()[1].header("idempotency-key"), None);
}

fn httpdate(time: SystemTime) -> String {
    httpdate::fmt_http_date(time)
}

#[test]
fn a_derived_key_is_the_same_everywhere() {
    // What `uuid.uuid5(uuid.NAMESPACE_DNS, "python.org")` gives in Python.
    let dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    assert_eq!(IdempotencyKey::derive(dns, "python.org").as_str(), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
    assert_eq!(IdempotencyKey::derive(&dns.to_uppercase(), "python.org"), IdempotencyKey::derive(dns, "python.org"));

    let key = IdempotencyKey::derive("payout", "invoice-17");
    assert_eq!(
        (key.to_string(), String::from(&key), String::from(key.clone())),
        [(); 3].map(|()| key.as_str().to_owned()).into()
    );
    assert_eq!(key, IdempotencyKey::derive("payout", "invoice-17"));
    assert_eq!(key.as_str().len(), 36);
    for (namespace, name) in [("payout", "invoice-18"), ("refund", "invoice-17"), ("payoutinvoice", "-17"), ("", "")] {
        assert_ne!(key, IdempotencyKey::derive(namespace, name));
    }
    assert_ne!(IdempotencyKey::random(), IdempotencyKey::random());

    let mock = replies(good);
    run(mocked(&mock).pay(&json("{}")).idempotency_key(&key).into_future()).unwrap();
    assert!(mock.requests()[0].text().contains(key.as_str()));
}

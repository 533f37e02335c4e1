//! Which deliveries are trusted.

use crate::extractor::webhook_extractor;
use crate::{
    api::{Event, Thing},
    harness::{again, run},
};
use axum_core::extract::{FromRef, FromRequest, Request};
use http::{HeaderMap, HeaderValue, StatusCode};
use sdk_runtime::runtime::webhooks::{Delivery, Signer, Verifier, WebhookError};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A delivery as it arrived.
struct Arrived {
    secret: &'static str,
    id: &'static str,
    timestamp: u64,
    body: &'static str,
    signature: &'static str,
}

/// Deliveries that other implementations accept; the file says which key each has.
static VECTORS: LazyLock<[Arrived; 3]> = LazyLock::new(|| {
    let lines = include_str!("../../../../tests/webhooks/vectors.tsv").lines().filter(|line| !line.starts_with('#'));
    let vectors: Vec<Arrived> = lines.map(Arrived::read).collect();
    vectors.try_into().unwrap_or_else(|more: Vec<_>| panic!("there are three vectors, not {}", more.len()))
});

impl Arrived {
    fn read(line: &'static str) -> Self {
        let [secret, id, timestamp, body, signature] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        Self { secret, id, timestamp: timestamp.parse().unwrap(), body, signature }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", HeaderValue::from_static(self.id));
        headers.insert("webhook-timestamp", HeaderValue::from(self.timestamp));
        headers.insert("webhook-signature", HeaderValue::from_static(self.signature));
        headers
    }

    fn now(&self) -> SystemTime {
        at(self.timestamp + 1)
    }

    fn verifier(&self) -> Verifier<Event> {
        Verifier::new(self.secret).unwrap()
    }

    fn check(&self, change: impl FnOnce(&mut HeaderMap, &mut Vec<u8>)) -> Result<Delivery<Event>, WebhookError> {
        let (mut headers, mut body) = (self.headers(), self.body.as_bytes().to_vec());
        change(&mut headers, &mut body);
        self.verifier().verify_at(self.now(), &headers, &body)
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    headers.insert(name, value.parse().unwrap());
}

#[test]
fn real_signatures_are_right() {
    for vector in &*VECTORS {
        let delivery = vector.check(|_, _| {}).unwrap();
        assert_eq!(
            (delivery.id.as_str(), delivery.timestamp.unix_seconds()),
            (vector.id, Some(vector.timestamp as i64))
        );
        assert_eq!(&delivery.raw[..], vector.body.as_bytes());
    }
    assert!(matches!(VECTORS[1].check(|_, _| {}).unwrap().event, Event::Paid(data) if data.get("note").is_some()));
    assert!(
        matches!(VECTORS[2].check(|_, _| {}).unwrap().event, Event::Unknown { event_type } if event_type == "subscription.migrated")
    );
}

#[test]
fn whatever_is_changed_is_noticed() {
    use WebhookError::{BadSignature, Malformed, MissingHeader};
    for vector in &*VECTORS {
        for at in 0..vector.body.len() {
            assert_eq!(vector.check(|_, body| body[at] ^= 1).unwrap_err(), BadSignature);
        }
        assert_eq!(vector.check(|_, body| body.push(b' ')).unwrap_err(), BadSignature);
        assert_eq!(vector.check(|_, body| body.clear()).unwrap_err(), BadSignature);
        assert_eq!(vector.check(|headers, _| set(headers, "webhook-id", "other")).unwrap_err(), BadSignature);
        assert_eq!(
            vector
                .check(|headers, _| set(headers, "webhook-timestamp", &(vector.timestamp + 1).to_string()))
                .unwrap_err(),
            BadSignature
        );
        let good = vector.signature.strip_prefix("v1,").unwrap();
        for wrong in [
            "",
            "v1,",
            "v1,AAAA",
            "v1,%%%",
            "v1",
            &format!("v2,{good}"),
            good,
            &format!("v1,{}", &good[..40]),
            &format!("V1,{good}"),
        ] {
            assert_eq!(
                vector.check(|headers, _| set(headers, "webhook-signature", wrong)).unwrap_err(),
                BadSignature,
                "{wrong}"
            );
        }
        for right in [format!("v1,AAAA v1,{good}"), format!("v1a,x v1,{good} v2,y"), format!("  v1,{good}  ")] {
            vector.check(|headers, _| set(headers, "webhook-signature", &right)).unwrap();
        }
        for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
            assert_eq!(vector.check(|headers, _| drop(headers.remove(name))).unwrap_err(), MissingHeader(name));
        }
        for time in ["", "soon", "inf", "NaN", "1e300"] {
            assert_eq!(
                vector.check(|headers, _| set(headers, "webhook-timestamp", time)).unwrap_err(),
                Malformed("time")
            );
        }
        let other = Verifier::<Event>::new("whsec_other").unwrap();
        assert_eq!(other.verify_at(vector.now(), &vector.headers(), vector.body).unwrap_err(), BadSignature);
    }
}

#[test]
fn the_time_has_to_be_near_both_ways() {
    let vector = &VECTORS[0];
    let check = |verifier: Verifier<Event>, now| verifier.verify_at(at(now), &vector.headers(), vector.body);
    for (now, right) in [
        (vector.timestamp - 300, true),
        (vector.timestamp + 300, true),
        (vector.timestamp - 301, false),
        (vector.timestamp + 301, false),
        (0, false),
    ] {
        assert_eq!(check(vector.verifier(), now).is_ok(), right, "{now}");
    }
    assert_eq!(check(vector.verifier(), 0).unwrap_err(), WebhookError::Stale);
    check(vector.verifier().tolerance(Duration::from_secs(3600)), vector.timestamp + 3600).unwrap();
    assert_eq!(
        check(vector.verifier().tolerance(Duration::ZERO), vector.timestamp + 1).unwrap_err(),
        WebhookError::Stale
    );
}

#[test]
fn a_fraction_of_a_second_is_not_signed() {
    VECTORS[0].check(|headers, _| set(headers, "webhook-timestamp", "1790856000.7")).unwrap();
}

#[test]
fn old_and_new_secrets_are_accepted_together() {
    let both = Verifier::<Event>::new("whsec_new").unwrap().also_accept(VECTORS[0].secret).unwrap();
    both.verify_at(VECTORS[0].now(), &VECTORS[0].headers(), VECTORS[0].body).unwrap();
    // While a secret is replaced, both variables can hold the same one.
    let same = VECTORS[0].verifier().also_accept(VECTORS[0].secret).unwrap();
    same.verify_at(VECTORS[0].now(), &VECTORS[0].headers(), VECTORS[0].body).unwrap();
    assert_eq!(Verifier::<Event>::new("  ").unwrap_err(), WebhookError::MissingSecret);
    assert_eq!(Verifier::<Event>::from_env().unwrap_err(), WebhookError::MissingSecret);
    assert!(!format!("{both:?} {:?}", Signer::<Event>::new("whsec_new")).contains("new"));
}

#[test]
fn headers_of_any_type_will_do() {
    let vector = &VECTORS[2];
    let pairs = [("webhook-id", vector.id), ("webhook-signature", vector.signature)];
    let find = |name: &str| pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    assert_eq!(
        vector.verifier().verify_with(find, vector.body).unwrap_err(),
        WebhookError::MissingHeader("webhook-timestamp")
    );
}

#[test]
fn a_body_that_is_not_json_is_reported_only_after_its_signature_is_verified() {
    let signed = Signer::<Event>::new("whsec_x").unwrap().sign("not json");
    let verifier = Verifier::<Event>::new("whsec_x").unwrap();
    assert_eq!(verifier.verify(&signed.headers, &signed.body).unwrap_err(), WebhookError::Malformed("body"));
}

#[test]
fn signed_deliveries_verify() {
    let signer = Signer::<Event>::new(VECTORS[0].secret).unwrap();
    let signed = signer.sign(VECTORS[0].body);
    VECTORS[0].verifier().verify(&signed.headers, &signed.body).unwrap();
    let again = signer.sign_as(VECTORS[0].id, at(VECTORS[0].timestamp), VECTORS[0].body);
    assert_eq!(again.headers["webhook-signature"], VECTORS[0].signature);
}

/// Another implementation agrees where it reads the secret the same way.
#[test]
fn the_reference_implementation_agrees() {
    let vector = &VECTORS[2];
    let reference = standardwebhooks::Webhook::new(vector.secret).unwrap();
    let signature = reference.sign(vector.id, vector.timestamp as i64, vector.body.as_bytes()).unwrap();
    assert_eq!(signature, vector.signature);
    for (id, body) in [("a", "{}"), ("b_c", r#"{"type":"x"}"#), ("é", "[]")] {
        let signature = reference.sign(id, 5, body.as_bytes()).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", HeaderValue::from_str(id).unwrap_or(HeaderValue::from_static("x")));
        headers.insert("webhook-timestamp", HeaderValue::from(5));
        headers.insert("webhook-signature", signature.parse().unwrap());
        let right = vector.verifier().verify_at(at(5), &headers, body).is_ok();
        assert_eq!(right, id.is_ascii(), "{id}");
    }
}

webhook_extractor! {
    /// A delivery in a handler.
    Webhook(Event)
}

#[derive(Clone)]
struct App(Verifier<Event>);

impl FromRef<App> for Verifier<Event> {
    fn from_ref(app: &App) -> Self {
        app.0.clone()
    }
}

#[test]
fn the_extractor_refuses_with_a_status_and_nothing_else() {
    let app = App(Verifier::new("whsec_x").unwrap());
    let signer = Signer::<Event>::new("whsec_x").unwrap();
    let extract = |headers: HeaderMap, body: Vec<u8>| {
        let mut request = Request::new(axum_core::body::Body::from(body));
        *request.headers_mut() = headers;
        run(Webhook::from_request(request, &app)).map_err(|response| response.status())
    };
    let signed = signer.sign(r#"{"type":"order.paid","data":{}}"#);
    let Webhook(delivery) = extract(signed.headers.clone(), signed.body.clone()).unwrap();
    assert!(matches!(delivery.event, Event::Paid(_)));
    assert_eq!(extract(signed.headers.clone(), b"{}".to_vec()).unwrap_err(), StatusCode::UNAUTHORIZED);
    assert_eq!(extract(HeaderMap::new(), signed.body).unwrap_err(), StatusCode::UNAUTHORIZED);
    let unsigned = |length: usize| extract(HeaderMap::new(), vec![b' '; length]).unwrap_err();
    assert_eq!((unsigned(2 << 20), unsigned((2 << 20) + 1)), (StatusCode::UNAUTHORIZED, StatusCode::PAYLOAD_TOO_LARGE));
    // What says that it is too large is not read.
    for (length, status) in [("2097152", StatusCode::UNAUTHORIZED), ("2097153", StatusCode::PAYLOAD_TOO_LARGE)] {
        let mut headers = HeaderMap::new();
        set(&mut headers, "content-length", length);
        assert_eq!(extract(headers, Vec::new()).unwrap_err(), status, "{length}");
    }
    assert_eq!(format!("{:?} {signer:?}", app.0), "Verifier { tolerance: 300s, .. } Signer([redacted])");
}

#[test]
fn a_secret_that_holds_nothing_is_refused() {
    for secret in [
        "",
        " ",
        "whsec_",
        " whsec_ ",
        "\0",
        "whsec_\0",
        "ab\0cd",
        "a\nb",
        "AAAA",
        "whsec_AAAAAAAAAAAAAAAA",
        "whsec_AA==",
        "whsec_AA",
        "whsec_====",
        "whsec_ \u{a0}",
        "=",
        "acme_whs_",
        "whsec_whsec_",
        "whsec_\u{200b}",
        "\u{feff}whsec_c2VjcmV0",
    ] {
        assert!(Verifier::<Event>::new(secret).is_err(), "{secret:?}");
        assert!(Verifier::<Event>::new("whsec_x").unwrap().also_accept(secret).is_err(), "{secret:?}");
        assert!(Signer::<Event>::new(secret).is_err(), "{secret:?}");
    }
}

#[test]
fn a_secret_of_the_environment_has_no_quotes() {
    let Ok(secret) = std::env::var("ACME_WEBHOOK_SECRET") else {
        for secret in ["", "\"whsec_eHh4\"", " 'whsec_eHh4'\n", "whsec_eHh4\n"] {
            again("webhooks::a_secret_of_the_environment_has_no_quotes", &[("ACME_WEBHOOK_SECRET", secret)]);
        }
        return;
    };
    let expected = match secret.as_str() {
        "" => Some("there is no webhook secret"),
        quoted if quoted.contains(['"', '\'']) => Some("the webhook's secret, which stands in quotes, is malformed"),
        _ => None,
    };
    assert_eq!(Verifier::<Event>::from_env().err().map(|error| error.to_string()).as_deref(), expected);
}

#[test]
fn an_id_that_could_be_part_of_the_time_is_refused() {
    let signed = Signer::<Event>::new("whsec_x").unwrap().sign_as("a.1", SystemTime::now(), "{}");
    let verifier = Verifier::<Event>::new("whsec_x").unwrap();
    assert_eq!(verifier.verify(&signed.headers, &signed.body), Err(WebhookError::Malformed("id")));
    // The same bytes, cut elsewhere.
    let arrived = &VECTORS[0];
    for id in ["", ".", "a."] {
        let refused = arrived.check(|headers, _| set(headers, "webhook-id", id));
        assert_eq!(refused, Err(WebhookError::Malformed("id")), "{id}");
    }
}

#[test]
fn every_line_of_signatures_counts() {
    let arrived = &VECTORS[0];
    let with_lines = |lines: &[&str]| {
        arrived.check(|headers, _| {
            headers.remove("webhook-signature");
            for line in lines {
                headers.append("webhook-signature", line.parse().unwrap());
            }
        })
    };
    let (right, wrong) = (arrived.signature, "v1,AAAA");
    for lines in [&[wrong, right][..], &[right, wrong], &[wrong, wrong, right], &["", right]] {
        with_lines(lines).unwrap_or_else(|error| panic!("{lines:?}: {error}"));
    }
    with_lines(&[&format!("{wrong}, {right}")]).unwrap();
    with_lines(&[&format!("{right}, {wrong}")]).unwrap();
    assert_eq!(with_lines(&[wrong, wrong]), Err(WebhookError::BadSignature));
    assert_eq!(with_lines(&[]), Err(WebhookError::MissingHeader("webhook-signature")));
}

#[test]
fn half_a_character_in_a_signed_body_is_readable() {
    let signer = Signer::<Event>::new("whsec_x").unwrap();
    let verifier = Verifier::<Event>::new("whsec_x").unwrap();
    for (written, read) in [
        (r"\ud83d", "\u{fffd}"),
        (r"\uDE00x", "\u{fffd}x"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}\u{1f600}"),
        (r"\\ud83d\ud83d", "\\ud83d\u{fffd}"),
        (r"\ud83d\n", "\u{fffd}\n"),
    ] {
        let body = format!(r#"{{"type":"order.paid","data":"{written}"}}"#);
        let signed = signer.sign(body.as_str());
        let delivery = verifier.verify(&signed.headers, &signed.body).unwrap();
        assert_eq!(delivery.event, Event::Paid(sdk_runtime::runtime::Json::from(read)), "{written}");
        assert_eq!(delivery.raw, body, "as it arrived");
    }
    let signed = signer.sign(r#"{"a":"\ud83"}"#);
    assert_eq!(verifier.verify(&signed.headers, &signed.body), Err(WebhookError::Malformed("body")));
}

#[test]
fn a_known_event_is_mended_or_unreadable_and_never_unknown() {
    let secret = "whsec_c2VjcmV0";
    let (verifier, signer) = (Verifier::<Event>::new(secret).unwrap(), Signer::<Event>::new(secret).unwrap());
    let read = |body: &str| {
        let now = SystemTime::now();
        let signed = signer.sign_as("m1", now, body.as_bytes());
        verifier.verify_at(now, &signed.headers, body).unwrap()
    };
    let made = |note: &str| Event::Made { thing: Thing { id: "x".to_owned() }, note: note.to_owned() };
    let right = read(r#"{"type":"thing.made","thing":{"id":"x"},"note":"n"}"#);
    assert_eq!((right.assumed().len(), right.event), (0, made("n")));
    let mended = read(r#"{"type":"thing.made","thing":{"id":"x"},"note":null}"#);
    assert_eq!((mended.assumed(), &mended.event), (&["$.note".to_owned()][..], &made("")));
    let unreadable = read(r#"{"type":"thing.made","thing":{},"note":"n"}"#);
    let Event::Unreadable { error } = unreadable.event else { panic!("a thing without id is none") };
    assert_eq!(error.path(), "$.thing.id");
    assert!(matches!(read(r#"{"type":"thing.lost"}"#).event, Event::Unknown { .. }));
}

#[test]
fn an_example_of_an_event_that_nobody_knows_is_a_panic_that_says_so() {
    let signer = Signer::<Event>::new("whsec_x").unwrap();
    let panic = std::panic::catch_unwind(|| signer.example("order.payed")).unwrap_err();
    assert_eq!(panic.downcast_ref::<String>().unwrap(), "there is no event `order.payed`");
}

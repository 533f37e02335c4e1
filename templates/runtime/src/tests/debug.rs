//! What `Debug` of a model shows, and what it must not.

use crate::runtime::OAuth2;
use crate::runtime::json::{Decode, Document, Encode, Fields, Writer, model};
use crate::runtime::values::{Extra, File, Secret};
use bytes::Bytes;

#[derive(Clone, PartialEq)]
struct Card {
    number: Secret,
    pin: Option<Secret>,
    scan: Option<File>,
    limit: Option<f64>,
    extra: Extra,
}

impl Decode for Card {
    const OBJECT: &'static str = "Card";

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            number: fields.required("number"),
            pin: fields.optional("pin"),
            scan: fields.optional("scan"),
            limit: fields.optional("limit"),
            extra: fields.rest(),
        }
    }
}

impl Encode for Card {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("Card", &self.extra);
        object.required("number", &self.number);
        object.optional("pin", &self.pin);
        object.optional("scan", &self.scan);
        object.optional("limit", &self.limit);
        object.rest();
    }
}

model!(Card);

fn card(text: &str) -> Card {
    let read = Document::parse(text.as_bytes()).expect("it is JSON").read(Card::decode);
    read.expect("it is a card").value
}

#[test]
fn a_model_is_shown_as_its_name_and_json() {
    let mut card = card(r#"{"number":"4007","limit":5,"new":[true]}"#);
    card.scan = Some(File::bytes(Bytes::from_static(b"a scan")));
    let shown = format!("{card:?}");
    assert!(shown.starts_with(r#"Card {"number":"[redacted]","scan":""#), "{shown}");
    assert!(shown.ends_with(r#","limit":5.0,"new":[true]}"#) && !shown.contains("a scan"), "{shown}");
    card.scan = None;
    let lines =
        "Card {\n    \"number\": \"[redacted]\",\n    \"limit\": 5.0,\n    \"new\": [\n        true,\n    ],\n}";
    assert_eq!(format!("{card:#?}"), lines);
}

#[test]
fn a_secret_of_another_kind_is_not_shown_either() {
    let card = card(r#"{"number":4007,"pin":{"digits":"1234"}}"#);
    assert_eq!(format!("{card:?}"), r#"Card {"number":"[redacted]"}"#);
    assert_eq!(crate::runtime::json::encode_to_string(&card), r#"{"number":4007,"pin":{"digits":"1234"}}"#);
    let card = self::card(r#"{"number":"4007","limit":5.50}"#);
    assert_eq!(crate::runtime::json::encode_redacted(&card), r#"{"number":"[redacted]","limit":5.50}"#);
}

#[test]
fn a_token_endpoint_is_shown_as_its_host() {
    let grant = OAuth2::password("user", "pass-word").client("id", Some(Secret::from("client-secret")));
    let endpoint = grant.endpoint(Some("https://login.test/tenant/token?key=hunter2"), "https://api.test", false);
    assert_eq!(format!("{:?}", endpoint.expect("it is a URL")), "TokenEndpoint(login.test)");
}

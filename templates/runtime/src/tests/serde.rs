//! Models through serde and formats of others.

use crate::runtime::json::{Decode, Encode, Fields, Json, Writer, serde_via_json};
use crate::runtime::values::{Extra, Number, Received};
use serde::de::value::MapDeserializer;
use serde::{Deserialize, Serialize};

/// Something with numbers of every kind, null, and what is unknown.
#[derive(Clone, Debug, PartialEq)]
struct Thing {
    amount: f64,
    count: u64,
    exact: Option<Number>,
    note: Option<String>,
    extra: Extra,
}

impl Decode for Thing {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            amount: fields.required("amount"),
            count: fields.required("count"),
            exact: fields.optional("exact"),
            note: fields.nullable("note"),
            extra: fields.rest(),
        }
    }
}

impl Encode for Thing {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        object.required("amount", &self.amount);
        object.required("count", &self.count);
        object.optional("exact", &self.exact);
        object.nullable("note", &self.note);
        object.rest();
    }
}

serde_via_json!(Thing);

const THING: &str = r#"{"amount":1.50,"count":7,"exact":0.1,"note":null,"new":{"rate":2.5,"ids":[1,2]}}"#;

fn thing() -> Thing {
    crate::runtime::json::decode_slice(THING.as_bytes()).expect("it is a thing")
}

#[test]
fn a_format_that_nobody_reads_gets_the_json_text() {
    /// As a user has models within types of their own.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Cached {
        at: u32,
        thing: Thing,
        raw: Json,
        number: Number,
        rates: Received<Vec<f64>>,
    }
    let rates = crate::runtime::json::decode_slice(b"[1.50]").expect("it is a list");
    let cached = Cached { at: 5, thing: thing(), raw: Json::null(), number: 3.into(), rates };
    let bytes = bincode::serialize(&cached).expect("it is written");
    let again: Cached = bincode::deserialize(&bytes).expect("it is read again");
    assert_eq!(again, cached);
    // Digits and unknown properties among them.
    assert_eq!(crate::runtime::json::encode_to_string(&again.thing), THING);
}

#[test]
fn a_format_without_null_leaves_it_out_of_tables_and_refuses_it_in_lists() {
    let text = toml::to_string(&thing()).expect("it is a table");
    assert!(!text.contains("note"), "{text}");
    let again: Thing = toml::from_str(&text).expect("it is read again");
    assert_eq!((again.amount, again.count, &again.note), (1.5, 7, &None));
    assert_eq!(again.extra.get("new"), thing().extra.get("new"));
    let mut with_null = thing();
    with_null.extra.insert("list", Json::list([Json::null()]));
    let error = toml::to_string(&with_null).expect_err("TOML has no null").to_string();
    assert!(error.contains("unsupported"), "{error}");
}

#[test]
fn a_number_that_json_cannot_write_is_refused() {
    for amount in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = serde_json::to_string(&Thing { amount, ..thing() }).expect_err("JSON has no such number");
        assert!(error.to_string().contains("not a number (NaN)"), "{error}");
        serde_json::to_value(Number::from(amount)).expect_err("JSON has no such number");
        let number = serde::de::value::F64Deserializer::<serde::de::value::Error>::new(amount);
        Json::deserialize(number).expect_err("JSON has no such number");
    }
}

#[test]
fn numbers_with_all_their_digits_are_numbers() {
    // What `serde_json` hands over with its feature `arbitrary_precision`.
    let number = |text: &'static str| {
        let entries = [("$serde_json::private::Number", text)].into_iter();
        Json::deserialize(MapDeserializer::<_, serde::de::value::Error>::new(entries)).expect("it is a number")
    };
    for text in ["1.50", "5", "-0", "0.1234567890123456789", "1e400"] {
        assert_eq!(number(text).as_number().map(|number| number.as_str().into_owned()).as_deref(), Some(text));
    }
    // Anything else that is called so is what it is.
    assert_eq!(number("five").get("$serde_json::private::Number").and_then(Json::as_str), Some("five"));
    let text = r#"{"number":"5"}"#;
    assert_eq!(serde_json::from_str::<Json>(text).expect("it is JSON").to_string(), text);
}

#[test]
fn numbers_are_those_of_rust() {
    for (text, expected) in [
        ("5", "5"),
        ("1.50", "1.5"),
        ("1e2", "100.0"),
        ("-0", "-0.0"),
        ("18446744073709551615", "18446744073709551615"),
        ("1e400", "\"1e400\""),
    ] {
        let json = Json::parse(text).expect("it is JSON");
        assert_eq!(serde_json::to_string(&json).expect("it is a number"), expected, "{text}");
    }
}

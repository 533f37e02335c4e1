//! Any bytes through the decoder: it must agree with `serde_json` about what is JSON, and what it decodes must survive
//! being encoded.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run decode corpus/decode seeds/decode -- -max_len=4096`, in `templates/runtime/fuzz`.
//! `cargo run -p sdk-tests --bin seeds -- templates/runtime/fuzz/corpus` gives it more to start from.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sdk_runtime::runtime::json::{Decode, Document, Encode, Fields, Json, Writer, decode_slice, encode_to_string};
use sdk_runtime::runtime::values::{
    Base64, Date, DecimalString, Extra, Map, Null, Number, OneOrMany, Patch, Secret, Timestamp,
};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;

fuzz_target!(|bytes: &[u8]| {
    same_grammar(bytes);
    same_json(bytes);
    same_model(bytes);
});

fn same_grammar(bytes: &[u8]) {
    let reference = serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() && str::from_utf8(bytes).is_ok();
    match Document::parse(bytes) {
        Ok(document) => {
            let text = str::from_utf8(bytes).expect("it has been read as text");
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            assert!(reference || text.len() < bytes.len(), "only a byte order mark is allowed beyond the reference");
            assert_eq!(document.root().raw(), text.trim_matches([' ', '\n', '\r', '\t']));
        }
        Err(error) => {
            let reason = error.reason();
            let stricter = reason.contains("nested deeper");
            assert!(stricter || !reference, "{error}");
            assert!(error.offset().is_some_and(|offset| offset <= bytes.len()));
        }
    }
}

fn same_json(bytes: &[u8]) {
    if let Ok(json) = decode_slice::<Json>(bytes) {
        let written = json.to_string();
        let again = Json::parse(&written).expect("what is written is JSON");
        assert_eq!(again, json);
        assert_eq!(again.to_string(), written);
        assert_eq!(json.decode::<Json>(), Ok(again));
    }
}

fn same_model(bytes: &[u8]) {
    let Ok(node) = decode_slice::<Node>(bytes) else { return };
    let written = encode_to_string(&node);
    let again: Node = decode_slice(written.as_bytes()).expect("what is written decodes");
    assert_eq!(encode_to_string(&again), written);
    // Of a key that occurs twice the last value counts, and is what is written.
    if !has_repeated_keys(bytes) {
        assert_eq!(decode_slice::<Json>(bytes), Json::parse(&written));
    }
}

fn has_repeated_keys(bytes: &[u8]) -> bool {
    let mut found = false;
    let read = Repeated(&mut found).deserialize(&mut serde_json::Deserializer::from_slice(bytes));
    // What the reference cannot read, such as a number that is too large, says nothing.
    found || read.is_err()
}

/// Notes whether an object has a key twice.
struct Repeated<'f>(&'f mut bool);

impl<'de> DeserializeSeed<'de> for Repeated<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Repeated<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut known = BTreeSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            *self.0 |= !known.insert(key);
            entries.next_value_seed(Repeated(self.0))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(Repeated(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

/// A field of every kind.
struct Node {
    timestamp: Option<Timestamp>,
    date: Option<Date>,
    decimal: Option<DecimalString>,
    base64: Option<Base64>,
    secret: Option<Secret>,
    exact: Option<Number>,
    number: Option<f64>,
    integer: Option<i64>,
    numbers: Option<Vec<Map<f64>>>,
    tuple: Option<(bool, Null)>,
    names: Option<OneOrMany<String>>,
    patch: Patch<String>,
    nullable: Option<String>,
    map: Option<Map<Option<bool>>>,
    children: Vec<Node>,
    extra: Extra,
}

impl Decode for Node {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            timestamp: fields.optional("t"),
            date: fields.optional("d"),
            decimal: fields.optional("m"),
            base64: fields.optional("b"),
            secret: fields.optional("s"),
            exact: fields.optional("e"),
            number: fields.optional("n"),
            integer: fields.optional("i"),
            numbers: fields.optional("l"),
            tuple: fields.optional("u"),
            names: fields.optional("a"),
            patch: fields.patch("p"),
            nullable: fields.optional_nullable("o"),
            map: fields.optional_nullable("j"),
            children: fields.required("c"),
            extra: {
                fields.optional_constant("k", "node");
                fields.rest()
            },
        }
    }
}

impl Encode for Node {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        object.optional("t", &self.timestamp);
        object.optional("d", &self.date);
        object.optional("m", &self.decimal);
        object.optional("b", &self.base64);
        object.optional("s", &self.secret);
        object.optional("e", &self.exact);
        object.optional("n", &self.number);
        object.optional("i", &self.integer);
        object.optional("l", &self.numbers);
        object.optional("u", &self.tuple);
        object.optional("a", &self.names);
        object.patch("p", &self.patch);
        object.optional_nullable("o", &self.nullable);
        object.optional_nullable("j", &self.map);
        object.required("c", &self.children);
        object.constant("k", "node");
        object.rest();
    }
}

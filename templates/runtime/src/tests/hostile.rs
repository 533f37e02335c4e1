//! Responses nobody should send: an error and nothing worse.

use std::fmt::Write;

use super::model::Item;
use crate::runtime::json::{DecodeError, Document, Json, decode_slice};
use crate::runtime::values::Map;

/// An answer with every kind of token in it.
const BODY: &str = r#"{"items":[{"type":"thing","id":"é\ud83d\ude00","color":"red","note":null,"created_at":"2026-11-21T00:03:45.3Z",
    "limit":-1.5e+3,"x":[true,false,{}],"y":"\\\"\u001f"}],"total":100}"#;

type Items = Map<Json>;

#[test]
fn every_cut_is_an_error() {
    let bytes = BODY.as_bytes();
    assert!(decode_slice::<Items>(bytes).is_ok());
    for length in 0..bytes.len() {
        let error = decode_slice::<Items>(&bytes[..length]).expect_err("a part is not the whole");
        assert!(error.is_syntax(), "{length}: {error}");
    }
}

#[test]
fn every_changed_byte_decodes_or_is_an_error() {
    for at in 0..BODY.len() {
        for byte in [0, b'"', b'\\', b'{', b'}', b'[', b']', b',', b':', b'0', b'u', b' ', 0x80, 0xc3, 0xff] {
            let mut bytes = BODY.as_bytes().to_vec();
            bytes[at] = byte;
            if let Ok(json) = decode_slice::<Json>(&bytes) {
                assert_eq!(Json::parse(&json.to_string()), Ok(json));
            }
        }
    }
}

#[test]
fn deep_nesting_ends_in_an_error() {
    for open in ["[", r#"{"a":"#, r#"[{"a":"#] {
        let text = open.repeat(10_000);
        assert!(Document::parse(text.as_bytes()).is_err());
        assert!(decode_slice::<Vec<Item>>(text.as_bytes()).is_err());
    }
}

#[test]
fn a_hundred_megabytes_of_one_string_are_read() {
    let mut text = String::with_capacity(100_000_002);
    text.push('"');
    text.extend(std::iter::repeat_n("0123456789", 10_000_000));
    text.push('"');
    assert_eq!(decode_slice::<String>(text.as_bytes()).map(|string| string.len()), Ok(100_000_000));
}

#[test]
fn more_than_a_document_can_hold_is_refused() {
    // Pages of zeros take no memory before they are written to.
    let text = vec![0; crate::runtime::json::MAX_LENGTH + 1];
    let error = Document::parse(&text).expect_err("it is too long");
    assert_eq!(error.to_string(), "longer than 268435455 bytes");
    let error = Document::parse(&text[1..]).expect_err("zeros are no JSON");
    assert_eq!(error.to_string(), "not JSON: expected a value (line 1, column 1)");
}

/// Thousands of members in the order that is worst for a cursor, and thousands that no field has.
#[test]
fn large_objects_are_not_quadratic() {
    let mut text = String::from("{");
    for number in 0..200_000 {
        write!(text, r#""key{number}":{number},"#).expect("a string takes everything");
    }
    text.push_str(r#""note":null,"color":"red","id":"t","type":"thing"}"#);
    let thing: super::model::Thing = decode_slice(text.as_bytes()).expect("it is a thing");
    assert_eq!(thing.extra.len(), 200_000);

    let map: Map<Json> = decode_slice(text.as_bytes()).expect("it is a map");
    assert_eq!(map.len(), 200_004);
}

#[test]
fn a_key_given_twice_is_an_error() {
    let path = |result: Result<(), DecodeError>| result.expect_err("the key is there twice").to_string();
    let large: String = (0..500).map(|number| format!(r#""k{number}":1,"#)).collect();
    for members in ["", large.as_str()] {
        let thing = format!(r#"{{{members}"type":"thing","id":"a","\u0069d":"b","color":"red","note":null}}"#);
        assert!(path(decode_slice::<super::model::Thing>(thing.as_bytes()).map(drop)).starts_with("$.id: given twice"));
        let map = format!(r#"{{{members}"x":1,"y":2,"x":3}}"#);
        assert!(path(decode_slice::<Map<i64>>(map.as_bytes()).map(drop)).starts_with("$.x: given twice"));
    }
}

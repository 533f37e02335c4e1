//! Numbers and strings of the standard library, in and out.

use crate::runtime::json::{Decode, Json, decode_slice, decode_slice_strictly, encode_to_string};
use crate::runtime::values::Number;

fn read<T: Decode>(text: &str) -> Option<T> {
    decode_slice_strictly(text.as_bytes()).ok()
}

#[test]
fn integers_are_exact() {
    for (text, expected) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("9007199254740993", Some(9_007_199_254_740_993)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", None),
        ("5.0", Some(5)),
        ("5.000", Some(5)),
        ("-5e0", Some(-5)),
        ("50e-1", Some(5)),
        ("0.5e1", Some(5)),
        ("9.223372036854775807e18", Some(i64::MAX)),
        ("9007199254740993.0", Some(9_007_199_254_740_993)),
        ("0e999999999", Some(0)),
        ("0.000", Some(0)),
        ("5.5", None),
        ("5e-1", None),
        ("1e19", None),
        ("1e400", None),
        ("1e99999999999999999999", None),
        ("1e-99999999999999999999", None),
        ("\"5\"", None),
        ("null", None),
    ] {
        assert_eq!(read::<i64>(text), expected, "{text}");
    }
    for (text, expected) in [("-0", Some(0)), ("1e19", Some(10_u64.pow(19))), ("-1", None), ("2e19", None)] {
        assert_eq!(read::<u64>(text), expected, "{text}");
    }
}

#[test]
fn floats_are_the_nearest_and_written_shortest() {
    for (text, expected, written) in [
        ("0.1", 0.1, "0.1"),
        ("5", 5.0, "5.0"),
        ("-0.0", -0.0, "-0.0"),
        ("1e300", 1e300, "1e300"),
        ("1.7976931348623157e308", f64::MAX, "1.7976931348623157e308"),
        ("5e-324", 5e-324, "5e-324"),
        ("0.30000000000000004", 0.1 + 0.2, "0.30000000000000004"),
        ("1e-400", 0.0, "0.0"),
    ] {
        let number: f64 = read(text).expect(text);
        assert_eq!(number.to_bits(), f64::to_bits(expected), "{text}");
        assert_eq!(encode_to_string(&number), written);
    }
    assert_eq!(read::<f64>("1e400"), None, "a number that no f64 is near to");
    assert_eq!(encode_to_string(&[f64::NAN, f64::INFINITY]), "[null,null]");
}

#[test]
fn numbers_keep_their_text() {
    for text in ["5", "5.0", "-0", "1e400", "0.10", "1E2", "123456789012345678901234567890", "-9223372036854775808"] {
        let number: Number = read(text).expect(text);
        assert_eq!(encode_to_string(&number), text);
        assert_eq!(Json::from(number).to_string(), text);
    }
    let number = |text| read::<Number>(text).expect("it is a number");
    assert_ne!(number("5"), number("5.0"));
    assert_eq!(number("5"), Number::from(5));
    assert_eq!(number("5.0"), Number::from(5.0));
    assert_eq!((number("5.0").as_i64(), number("5.0").is_integer()), (Some(5), false));
    assert_eq!((number("1e400").as_f64(), number("1e400").as_i64()), (f64::INFINITY, None));
    assert_eq!(number("-0").as_f64().to_bits(), f64::to_bits(-0.0));
}

#[test]
fn serde_json_values_and_back() {
    let text = r#"{"a":[1,-2,18446744073709551615,1.5,null,true,"x\n"],"b":{}}"#;
    let json = Json::parse(text).expect("it is JSON");
    assert_eq!(json.to_value(), serde_json::from_str::<serde_json::Value>(text).expect("it is JSON"));
    assert_eq!(Json::from(json.to_value()), json);
    assert_eq!((text.parse(), read(text)), (Ok(json.clone()), Some(json.to_value())));
    assert_eq!(Json::of(&json.to_value()), json);
    assert_eq!(Json::parse("1e400").expect("it is JSON").to_value(), serde_json::json!("1e400"));
}

#[test]
fn tuples_have_their_length() {
    assert_eq!(read::<(i64, String, bool)>(r#"[1,"a",true]"#), Some((1, "a".to_owned(), true)));
    assert_eq!(read::<(i64, i64)>("[1]"), None);
    assert_eq!(read::<(i64, i64)>("[1,2,3]"), None);
    assert_eq!(read::<(i64, i64)>(r#"{"a":1,"b":2}"#), None);
    assert_eq!(encode_to_string(&(1, "a", Some(true), None::<i64>)), r#"[1,"a",true,null]"#);
    let error = decode_slice::<(i64, (bool, i64))>(b"[1,[true,\"x\"]]").expect_err("it is no integer");
    assert_eq!(error.path(), "$[1][1]");
}

#[test]
fn every_control_character_is_escaped() {
    let all: String = (0..=0x9f_u8).map(char::from).collect();
    let text = encode_to_string(&all);
    assert!(text.bytes().all(|byte| byte >= 0x20));
    assert_eq!(read::<String>(&text), Some(all.clone()));
    assert_eq!(serde_json::from_str::<String>(&text).ok(), Some(all));
}

#[test]
fn bytes_are_text_where_they_can_be() {
    assert_eq!(encode_to_string(&bytes::Bytes::from("é")), "\"é\"");
    assert_eq!(encode_to_string(&bytes::Bytes::from(vec![0xff, 0xfe])), "\"//4=\"");
}

//! Whole answers that are no object remember how they stood.

use crate::runtime::json::{
    Decode, Document, Encode, Json, decode_slice, decode_slice_strictly, encode_to_string, is_written_differently_by,
};
use crate::runtime::values::{Map, Received};
use std::fmt::Debug;

fn read<T: Decode>(text: &str) -> Received<T> {
    decode_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Reads a text that is written again as it came.
#[track_caller]
fn same<T: Decode + Encode + Debug>(text: &str) -> Received<T> {
    let read = read(text);
    assert_eq!(Json::of(&read), Json::parse(text).expect("it is JSON"));
    read
}

#[test]
fn numbers_are_written_as_they_were() {
    assert_eq!(same::<f64>("1.50"), 1.5);
    assert_eq!(same::<i64>("2e1"), 20);
    assert_eq!(same::<u64>("18446744073709551615"), u64::MAX);
    assert_eq!(*same::<Vec<f64>>("[1.50,5,1e-7]"), [1.5, 5.0, 1e-7]);
    assert_eq!(same::<Map<f64>>(r#"{"eur":1.10,"usd":1}"#)["eur"], 1.1);
    same::<Vec<Map<Vec<i64>>>>(r#"[{"a":[-0,5.0]},{}]"#);
    same::<(f64, i64)>("[0.10,7.0]");
    same::<Option<f64>>("null");
}

#[test]
fn what_a_list_cannot_hold_is_written_again_where_it_was() {
    let list = same::<Vec<i64>>(r#"["1",{"a":2.0},3,null,"x"]"#);
    assert_eq!(*list, [1, 3]);
    let map = same::<Map<bool>>(r#"{"a":true,"b":"maybe","c":"false"}"#);
    assert_eq!((map.len(), map["a"], map["c"]), (2, true, false));
    assert!(decode_slice_strictly::<Received<Vec<i64>>>(br#"["1"]"#).is_err());
}

#[test]
fn nothing_in_place_of_a_list_or_a_map_is_an_empty_one() {
    for text in ["null", "{}"] {
        assert!(same::<Vec<i64>>(text).is_empty());
        assert!(decode_slice_strictly::<Received<Vec<i64>>>(text.as_bytes()).is_err());
    }
    for text in ["null", "[]"] {
        assert!(same::<Map<i64>>(text).is_empty());
    }
    let mut list = same::<Vec<i64>>("null");
    list.push(1);
    assert_eq!(encode_to_string(&list), "[1]");
    for text in [r#"{"0":1}"#, "5", "\"\""] {
        assert!(decode_slice::<Received<Vec<i64>>>(text.as_bytes()).is_err(), "{text}");
    }
    assert!(decode_slice::<Received<f64>>(b"null").is_err());
}

#[test]
fn what_was_changed_is_written_as_it_is() {
    let mut rates = same::<Vec<f64>>("[1.50,2e1]");
    rates[0] = 1.25;
    rates.push(7.5);
    assert_eq!(encode_to_string(&rates), "[1.25,2e1,7.5]");
    assert_eq!((&rates).into_iter().sum::<f64>(), 28.75);
    assert_eq!(rates.clone().into_inner(), rates.into_iter().collect::<Vec<_>>());
    assert_eq!(encode_to_string(&Received::from(vec![1, 2])), "[1,2]");
}

#[test]
fn a_number_of_another_spelling_is_written_differently() {
    for (text, differs) in [("5", false), ("-0", true), ("5.0", true), ("50e-1", true), ("\"5\"", true)] {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let read: i64 = if text == "-0" { 0 } else { 5 };
        assert_eq!(is_written_differently_by(&read, document.root()), differs, "{text}");
    }
}

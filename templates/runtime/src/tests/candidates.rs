//! Which of several types an object without a tag is read as.

use crate::runtime::json::{Document, Expected, Kind};

fn most_known(json: &str, shared: &[&str], candidates: &[&[Expected]]) -> Option<usize> {
    Document::parse(json.as_bytes()).expect("it is JSON").root().most_known(shared, candidates)
}

const NUMBER: &[Kind] = &[Kind::Number];
const TEXT: &[Kind] = &[Kind::String];
const A: Expected = Expected::optional(&["a"], &[]);
const B: Expected = Expected::optional(&["b"], &[]);
const C: Expected = Expected::optional(&["c"], &[]);

#[test]
fn the_candidate_that_misses_least_is_selected_and_of_equal_ones_the_first() {
    let (need_a, need_b) = (Expected::required(&["a"], &[]), Expected::required(&["b"], &[]));
    for (json, candidates, expected) in [
        (r#"{"a":1}"#, [&[need_a, need_b][..], &[need_a]], Some(1)),
        (r#"{"a":1,"b":2}"#, [&[need_a, need_b], &[need_a]], Some(0)),
        (r#"{"a":1,"b":2}"#, [&[need_a], &[need_a, need_b]], Some(1)),
        (r#"{"a":1}"#, [&[A], &[need_a]], Some(0)),
        (r#"{"b":{"a":1}}"#, [&[need_a], &[Expected::required(&["b", "a"], NUMBER)]], Some(1)),
    ] {
        assert_eq!(most_known(json, &[], &candidates), expected, "{json}");
    }
}

#[test]
fn a_value_of_another_kind_counts_more_than_properties_that_are_known() {
    let (number, text) = (Expected::optional(&["a"], NUMBER), Expected::optional(&["a"], TEXT));
    for (json, candidates, expected) in [
        (r#"{"a":1,"b":1,"c":1}"#, [&[text, B, C][..], &[number]], Some(1)),
        (r#"{"a":"x","b":1,"c":1}"#, [&[text, B, C], &[number]], Some(0)),
        // Null is as good as absent: neither against a type nor for it.
        (r#"{"a":null,"b":1,"c":1}"#, [&[number, B, C], &[B]], Some(0)),
        (r#"{"a":null,"b":1}"#, [&[B], &[number, B]], Some(0)),
        (r#"{"a":null,"b":1}"#, [&[B], &[Expected::optional(&["a"], &[Kind::Null]), B]], Some(1)),
        (r#"{"a":true}"#, [&[number], &[text]], None),
    ] {
        assert_eq!(most_known(json, &[], &candidates), expected, "{json}");
    }
}

#[test]
fn listed_values_count_more_than_what_is_known_and_constants_rule_out() {
    let (x, y, one) = (A.listed(&["x"]), A.listed(&["y"]), A.constant(&["1"]));
    let (only_x, only_y) = (A.constant(&["x"]), A.constant(&["y", "null"]));
    for (json, candidates, expected) in [
        (r#"{"a":"y","b":1}"#, [&[x, B][..], &[y]], Some(1)),
        (r#"{"a":"z","b":1}"#, [&[y], &[x, B]], Some(1)),
        (r#"{"a":"y","b":1}"#, [&[y], &[A, B]], Some(1)),
        (r#"{"a":"y","b":1,"c":1}"#, [&[only_x, B, C], &[only_y]], Some(1)),
        (r#"{"a":"x","b":1}"#, [&[only_y, B], &[only_x]], Some(1)),
        (r#"{"a":"z","b":1}"#, [&[only_x, B], &[only_y]], None),
        (r#"{"a":1.0,"b":1}"#, [&[only_x, B], &[one]], Some(1)),
        (r#"{"a":1.5,"b":1}"#, [&[only_x, B], &[one]], None),
    ] {
        assert_eq!(most_known(json, &[], &candidates), expected, "{json}");
    }
}

#[test]
fn what_nobody_knows_is_of_no_type() {
    for (json, shared, expected) in [
        ("{}", &[][..], Some(0)),
        (r#"{"new":1}"#, &[], None),
        (r#"{"new":1}"#, &["id"], None),
        (r#"{"new":1,"id":2}"#, &["name", "id"], Some(0)),
        (r#"{"a":1}"#, &[], Some(0)),
        ("[]", &["id"], None),
        ("null", &[], None),
    ] {
        assert_eq!(most_known(json, shared, &[&[A], &[B]]), expected, "{json}");
    }
    assert_eq!(most_known("{}", &[], &[]), None);
}

#[test]
fn a_constant_may_be_absent_or_null_and_nothing_else() {
    for (json, allowed) in [
        ("{}", true),
        (r#"{"a":null}"#, true),
        (r#"{"a":"x"}"#, true),
        (r#"{"a":"1"}"#, true),
        (r#"{"a":1.0}"#, true),
        (r#"{"a":true}"#, true),
        (r#"{"a":"y"}"#, false),
        (r#"{"a":2}"#, false),
        (r#"{"a":["x"]}"#, false),
    ] {
        let document = Document::parse(json.as_bytes()).expect("it is JSON");
        assert_eq!(document.root().allows(&["a"], &["x", "1", "true"]), allowed, "{json}");
        let error = document.root().with_constant("a", &["x", "1", "true"]).err().map(|error| error.to_string());
        assert_eq!(error.is_none(), allowed, "{json}");
        assert!(error.is_none_or(|error| error.contains("a: ") && error.contains("another type")), "{json}");
    }
}

//! What is JSON and what is not, RFC 8259.

use crate::runtime::json::{Document, Json, MAX_DEPTH, decode_slice_strictly};

#[track_caller]
fn refused(text: &str) -> String {
    Document::parse(text.as_bytes()).expect_err(text).to_string()
}

#[test]
fn json_is_accepted_and_kept() {
    for text in [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "-0.0e-0",
        "1E+5",
        "123456789012345678901234567890.5",
        "1e400",
        "9007199254740993",
        r#""""#,
        r#""\"\\\b\f\n\r\t\u0001\u001f/é€😀\u007f""#,
        "[]",
        "{}",
        r#"[[],{},[{}],{"":{}}]"#,
        r#"{"a":1,"b":[true,null],"c":{"d":"e"}}"#,
    ] {
        let json = Json::parse(text).expect(text);
        let text = text.replace("\\u007f", "\u{7f}");
        assert_eq!(json.to_string(), text);
    }
}

#[test]
fn escapes_stand_for_their_text() {
    for (text, expected) in [
        (r#""\u00e9""#, "é"),
        (r#""\u20AC""#, "€"),
        (r#""\ud83d\ude00!""#, "😀!"),
        (r#""\/\u0000x\uffff""#, "/\0x\u{ffff}"),
        (r#""plain before \n and after""#, "plain before \n and after"),
    ] {
        assert_eq!(Json::parse(text).expect(text).as_str(), Some(expected));
    }
    assert_eq!(Json::parse(r#"{"\u0061\n":1}"#).expect("it is JSON").get("a\n").and_then(Json::as_i64), Some(1));
}

#[test]
fn white_space_may_surround_every_token() {
    let spaced = " \n{ \"a\"\t: [ 1 ,\r2 ] , \"b\" : { } , \"c\" : [ ] }\n ";
    assert_eq!(Json::parse(spaced).expect("it is JSON").to_string(), r#"{"a":[1,2],"b":{},"c":[]}"#);
    assert!(Json::parse("\u{feff}5").is_ok(), "a byte order mark is skipped");
    refused("\u{a0}5");
}

#[test]
fn everything_else_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "undefined",
        "NaN",
        "Infinity",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "--1",
        "1 2",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\u{1}\"",
        "\"\n\"",
        "'a'",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{",
        "}",
        "{1:2}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\":1]",
        "{a:1}",
        "// c\n1",
        "/**/1",
        "[1]]",
        "{}{}",
        "\u{0}",
    ] {
        refused(text);
    }
}

#[test]
fn half_a_character_is_a_replacement_character() {
    for (text, read) in [
        (r#""\ud800""#, "\u{fffd}"),
        (r#""\udc00""#, "\u{fffd}"),
        (r#""\ud800x""#, "\u{fffd}x"),
        (r#""\ud800\u0041""#, "\u{fffd}A"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
        (r#""\ude00\ud83d\n""#, "\u{fffd}\u{fffd}\n"),
    ] {
        assert_eq!(Json::parse(text).expect("it is JSON").as_str(), Some(read), "{text}");
        let by_the_letter = decode_slice_strictly::<String>(text.as_bytes()).expect_err("it stands for no text");
        assert!(by_the_letter.to_string().contains("surrogate"), "{by_the_letter}");
    }
    refused(r#""\ud83d\u""#);
}

#[test]
fn an_error_tells_the_place() {
    assert_eq!(refused("{\n  \"é\": [1,\n  é 2}"), "not JSON: expected a value (line 3, column 3)");
    assert_eq!(refused("[\"é\", tru]"), "not JSON: expected a value (line 1, column 7)");
    assert_eq!(refused("[1"), "not JSON: expected `,` or `]` (line 1, column 3)");
    let error = Document::parse(b"\"\xff\"").expect_err("it is not UTF-8");
    assert_eq!((error.to_string().as_str(), error.offset()), ("not UTF-8 (line 1, column 2)", Some(1)));
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Json::parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(refused(&nested(MAX_DEPTH + 1)), "nested deeper than 128 levels (line 1, column 129)");
}

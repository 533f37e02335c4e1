//! What values of JSON say of themselves.

use crate::runtime::json::{
    Decode, Document, Fields, Json, Kind, Placeholder, decode_slice, decode_slice_strictly, encode_to_string,
    name_of_event, spells_number,
};
use crate::runtime::values::{Extra, Map, Null, Number, Patch, Received};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::value::{Error as SerdeError, StringDeserializer, UnitDeserializer};

fn json(text: &str) -> Json {
    Json::parse(text).expect("it is JSON")
}

#[test]
fn a_value_is_of_one_kind() {
    for (text, kind, boolean, number, elements) in [
        ("null", Kind::Null, None, None, None),
        ("true", Kind::Boolean, Some(true), None, None),
        ("false", Kind::Boolean, Some(false), None, None),
        ("7", Kind::Number, None, Some(7), None),
        (r#""7""#, Kind::String, None, None, None),
        ("[7,8]", Kind::List, None, None, Some(2)),
        (r#"{"a":7}"#, Kind::Object, None, None, None),
    ] {
        let owned = json(text);
        let list = owned.as_list().map(<[Json]>::len);
        assert_eq!((owned.kind(), owned.as_bool(), owned.as_i64(), list), (kind, boolean, number, elements), "{text}");
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let value = document.root();
        assert_eq!((value.kind(), value.as_bool(), value.as_i64()), (kind, boolean, number), "{text}");
        assert_eq!((owned.is_null(), value.is_null()), (kind == Kind::Null, kind == Kind::Null), "{text}");
        assert_eq!(decode_slice::<Null>(text.as_bytes()).is_ok(), kind == Kind::Null, "{text}");
        assert_eq!(serde_json::to_string(&owned).expect("it is written"), text);
        assert_eq!(serde_json::from_str::<Json>(text).expect("it is read"), owned);
    }
    assert_eq!(encode_to_string(&(Null, 7_u32)), "[null,7]");
}

#[test]
fn values_are_found_by_the_names_that_lead_to_them() {
    let found = json(r#"{"a":{"b":[1]},"c":2}"#);
    assert_eq!(found.pointer(&["a", "b"]), Some(&json("[1]")));
    assert_eq!(found.pointer(&[]), Some(&found));
    assert_eq!((found.pointer(&["a", "c"]), found.pointer(&["c", "b"])), (None, None));
}

#[test]
fn numbers_are_shown_by_their_text_and_have_two_ranges() {
    for (text, signed, unsigned) in [
        ("5", Some(5), Some(5)),
        ("5.0", Some(5), Some(5)),
        ("-5", Some(-5), None),
        ("18446744073709551615", None, Some(u64::MAX)),
        ("1.5", None, None),
        ("-0", Some(0), Some(0)),
    ] {
        let number: Number = decode_slice(text.as_bytes()).expect("it is a number");
        assert_eq!((number.as_i64(), number.as_u64()), (signed, unsigned), "{text}");
        assert_eq!((number.to_string(), format!("{number:?}")), (text.to_owned(), text.to_owned()));
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        assert_eq!(document.root().as_u64(), unsigned, "{text}");
    }
    assert_eq!(format!("{:>4}|", Number::from(5)), "   5|");
    for (text, is_integer) in [("18446744073709551616", true), ("-0", true), ("1e2", false), ("1.0", false)] {
        let number: Number = decode_slice(text.as_bytes()).expect("it is a number");
        assert_eq!(number.is_integer(), is_integer, "{text}");
    }
}

#[test]
fn integers_are_known_by_how_they_are_written_and_members_are_counted() {
    for (text, is_integer) in
        [("5", true), ("18446744073709551616", true), ("5.0", false), ("5e1", false), (r#""5""#, false), ("[5]", false)]
    {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        assert_eq!(document.root().is_integer(), is_integer, "{text}");
    }
    let document = Document::parse(br#"{"a":[1,2,3],"b":0}"#).expect("it is JSON");
    let (root, list) = (document.root(), document.root().get("a").expect("it is there"));
    assert_eq!((root.entries().size_hint(), list.elements().size_hint()), ((2, Some(2)), (3, Some(3))));
}

#[test]
fn a_tree_is_shown_in_one_line_or_in_several() {
    let tree = json(r#"{"a":[1,"x"]}"#);
    assert_eq!(format!("{tree:?} {tree}"), r#"{"a":[1,"x"]} {"a":[1,"x"]}"#);
    assert_eq!(format!("{:?}", json("[1,2]")), "[1,2]");
    assert_eq!(format!("{tree:#?}"), "{\n    \"a\": [\n        1,\n        \"x\",\n    ],\n}");
}

#[test]
fn a_field_of_an_update_is_left_alone_cleared_or_set() {
    let mut field = Patch::<i64>::default();
    assert_eq!((field.is_unchanged(), field.is_null(), field.value()), (true, false, None));
    field = None.into();
    assert_eq!((field.is_unchanged(), field.is_null(), field.value()), (false, true, None));
    *field.get_or_insert_default() += 5;
    assert_eq!((field.is_unchanged(), field.is_null(), field.value()), (false, false, Some(&5)));
    *field.get_or_insert_default() += 5;
    assert_eq!(field, Patch::Value(10));
}

#[test]
fn what_is_boxed_is_read_like_what_is_in_the_box() {
    fn differs<T: Decode>(text: &str) -> bool {
        T::is_written_differently(Document::parse(text.as_bytes()).expect("it is JSON").root())
    }
    assert_eq!((differs::<Box<f64>>("1.50"), differs::<Box<f64>>("1.5")), (true, false));
    for (text, differs) in [
        ("[1.50]", [differs::<Vec<f64>>, differs::<Option<Vec<f64>>>, differs::<(f64, f64)>]),
        (r#"{"a":1.50}"#, [differs::<Map<f64>>, differs::<Option<Map<f64>>>, differs::<Box<Map<f64>>>]),
        ("5.0", [differs::<i64>, differs::<u64>, differs::<Option<i64>>]),
        ("1.50", [differs::<f64>, differs::<Option<f64>>, differs::<Option<Box<f64>>>]),
    ] {
        assert_eq!(differs.map(|differs| differs(text)), [true; 3], "{text}");
        let usual = text.replace("1.50", "1.5").replace("5.0", "5");
        assert_eq!(differs.map(|differs| differs(&usual)), [false; 3], "{usual}");
    }
    for (text, expected) in [("1e300", false), ("1e3", true), ("1.5e3", true), ("1.5e300", false), ("5", true)] {
        assert_eq!(differs::<f64>(text), expected, "{text}");
    }
    assert_eq!((differs::<Received<f64>>("1.50"), differs::<Box<String>>(r#""x""#)), (false, false));
    let list: Vec<Box<super::model::Item>> = decode_slice(br#"[{"type":"thing","x":1}]"#).expect("it is kept");
    assert_eq!(encode_to_string(&list), r#"[{"type":"thing","x":1}]"#);
    let list: Vec<Received<super::model::Item>> = decode_slice(br#"[{"type":"thing","x":1}]"#).expect("it is kept");
    assert_eq!(encode_to_string(&list), r#"[{"type":"thing","x":1}]"#);
}

#[test]
fn text_is_read_as_bytes_and_nothing_else_is() {
    assert_eq!(decode_slice::<Bytes>("\"\\u00e9!\"".as_bytes()), Ok(Bytes::from_static("é!".as_bytes())));
    assert!(decode_slice_strictly::<Bytes>(b"5").is_err() && matches!(Bytes::PLACEHOLDER, Placeholder::Text));
}

#[test]
fn what_is_around_a_value_shows_the_value() {
    let received: Received<f64> = decode_slice(b"1.50").expect("it is a number");
    assert_eq!((format!("{received:?}"), format!("{received:5.2}|")), ("1.5".to_owned(), " 1.50|".to_owned()));
    let list: Received<Vec<i64>> = decode_slice(b"[1,2]").expect("it is a list");
    let other: Received<Vec<i64>> = vec![2, 1].into();
    assert!(list == vec![1, 2] && list != vec![1] && list != other);
    assert_eq!((&list).into_iter().sum::<i64>(), 3);
    assert_eq!(list.into_iter().collect::<Vec<_>>(), [1, 2]);
    let extra: Extra = [("a", 5), ("b", 6)].into_iter().collect();
    assert_eq!((format!("{extra:?}").as_str(), extra.is_empty()), (r#"{"a": 5, "b": 6}"#, false));
    // What may be secret is in the text.
    let document = Document::parse(br#"{"a":1}"#).expect("it is JSON");
    assert_eq!(format!("{document:?}"), "Document(7 bytes)");
    assert_eq!(format!("{:?}", document.root()), "Value(an object at byte 0)");
    assert_eq!(document.root().entries().len(), 1);
}

#[test]
fn an_error_says_where_in_the_text() {
    let error = decode_slice::<Vec<f64>>("[1,\n  \"é\" 2]".as_bytes()).expect_err("a comma is missing");
    assert_eq!((error.line(), error.column(), error.offset()), (Some(2), Some(7), Some(11)));
    let error = decode_slice::<bool>(b"[]").expect_err("it is a list");
    assert_eq!((error.line(), error.column(), error.offset()), (Some(1), Some(1), Some(0)));
    assert_eq!(error.to_string(), "$: expected a boolean, found an array (line 1, column 1)");
    assert_eq!(format!("{error:?}"), format!("DecodeError({error})"));
}

#[test]
fn an_event_has_a_name_or_nobody_knows_what_happened() {
    let name = |text: &str| {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        name_of_event(document.root(), "type").map(|name| name.into_owned()).map_err(|error| error.to_string())
    };
    assert_eq!(name(r#"{"type":"order.paid"}"#).as_deref(), Ok("order.paid"));
    for text in [r#"{"type":""}"#, r#"{"type":5}"#, r#"{"type":null}"#, "{}", "[]"] {
        let error = name(text).expect_err(text);
        assert!(text == "[]" || error.contains("type"), "{text}: {error}");
    }
}

#[test]
fn every_format_says_null_text_and_what_may_be_there_in_its_own_way() {
    let text = StringDeserializer::<SerdeError>::new("x".to_owned());
    assert_eq!(Json::deserialize(text).expect("it is text"), Json::from("x"));
    assert_eq!(Json::deserialize(UnitDeserializer::<SerdeError>::new()).expect("it is null"), Json::null());
    // A format that says of everything that may be absent whether it is there.
    #[derive(Debug, PartialEq)]
    struct Maybe(Option<bool>);
    impl<'de> serde::Deserializer<'de> for Maybe {
        type Error = SerdeError;
        fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, SerdeError> {
            match self.0 {
                None => visitor.visit_none(),
                Some(value) => visitor.visit_some(serde::de::value::BoolDeserializer::new(value)),
            }
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }
    assert_eq!(Json::deserialize(Maybe(Some(true))).expect("it is there"), Json::from(true));
    assert_eq!(Json::deserialize(Maybe(None)).expect("it is absent"), Json::null());
    let error = Json::deserialize(serde::de::value::BytesDeserializer::<SerdeError>::new(b"x")).expect_err("bytes");
    assert!(error.to_string().contains("expected a JSON value"), "{error}");
}

#[test]
fn a_field_keeps_what_a_union_cannot_read() {
    use super::model::Item;
    struct Order(Item, Option<Item>);
    impl Decode for Order {
        fn from_fields(fields: &mut Fields<'_>) -> Self {
            let order = Self(fields.required("item"), fields.optional("gift"));
            fields.rest();
            order
        }
    }
    let text = br#"{"item":{"type":"thing","x":1},"gift":{"type":"thing","y":2}}"#;
    let read = Document::parse(text).and_then(|mut document| document.read(Order::decode)).expect("it is kept");
    assert_eq!(encode_to_string(&read.value.0), r#"{"type":"thing","x":1}"#);
    assert_eq!(read.value.1.map(|gift| encode_to_string(&gift)).as_deref(), Some(r#"{"type":"thing","y":2}"#));
    assert_eq!(read.assumed, ["$.item", "$.gift"]);
}

#[test]
fn a_text_spells_one_number_and_nothing_beside_it() {
    for (text, spells) in
        [("5", true), ("-1.50e3", true), ("5 ", false), (r#""5""#, false), ("[5]", false), ("5 6", false), ("", false)]
    {
        assert_eq!(spells_number(text), spells, "{text:?}");
    }
}

//! Taking objects apart: order, position and number of the fields make no difference.

use crate::runtime::json::{Decode, Document, Encode, Fields, Json, Writer, decode_slice_strictly, encode_to_string};
use crate::runtime::values::{Extra, Map, Patch};

/// A name of a field that is made while the test runs.
fn name(text: String) -> &'static str {
    text.leak()
}

/// Fields `f0` to `f{count}`, in an order that strides through them.
fn object(count: usize, stride: usize) -> String {
    let members: Vec<String> = (0..count).map(|n| n * stride % count).map(|n| format!(r#""f{n}":{n}"#)).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn fields_are_found_in_any_order() {
    // Among the sizes where a search turns to a table or an index and the consumed members to the heap.
    for count in [1, 2, 6, 7, 21, 23, 63, 64, 65, 127, 128, 129, 193, 500] {
        for stride in [1, 11, 499] {
            let text = object(count, stride);
            let document = Document::parse(text.as_bytes()).expect("it is JSON");
            let mut fields = document.root().fields("");
            for number in (0..count).rev().step_by(2) {
                assert_eq!(fields.required::<i64>(name(format!("f{number}"))), number as i64);
                assert_eq!(fields.optional::<i64>(name(format!("g{number}"))), None);
                assert_eq!(fields.optional::<i64>(name(format!("f{number}"))), None, "it was read");
            }
            let rest = fields.rest();
            assert_eq!(rest.len(), count / 2, "{count} members, stride {stride}");
            assert!(rest.iter().all(|(name, value)| name.strip_prefix('f') == Some(value.to_string().as_str())));
        }
    }
}

#[test]
fn keys_that_look_alike_are_distinguished() {
    // Alike in length and at both ends, escaped or not.
    let names: Vec<String> = (100..164).map(|number| format!("same-beginning-{number}-same-end")).collect();
    for dash in ["-", "\\u002d"] {
        let members = names.iter().enumerate().map(|(n, name)| format!(r#""{}":{n}"#, name.replace('-', dash)));
        let text = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut fields = document.root().fields("");
        for (n, text) in names.iter().enumerate().rev() {
            assert_eq!(fields.required::<i64>(name(text.clone())), n as i64);
            assert_eq!(fields.optional::<i64>(name(text.replace("end", "dne"))), None);
        }
        assert_eq!(fields.rest(), Extra::new());
    }
}

/// More fields that are absent or null than one word has bits.
struct Wide {
    values: Vec<Option<i64>>,
    extra: Extra,
}

impl Wide {
    fn read(text: &str, count: usize) -> Self {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut fields = document.root().fields("");
        let values = (0..count).map(|n| fields.optional_nullable(name(format!("f{n}")))).collect();
        let extra = fields.rest();
        fields.finish(Self { values, extra }).expect("all are null or numbers, and no key is there twice")
    }
}

impl Encode for Wide {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        for (n, value) in self.values.iter().enumerate() {
            object.optional_nullable(&format!("f{n}"), value);
        }
        object.rest();
    }
}

#[test]
fn absent_and_null_are_distinguished() {
    for count in [3, 64, 65, 200] {
        let state = |n: usize| match n % 3 {
            0 => None,
            1 => Some(format!(r#""f{n}":null"#)),
            _ => Some(format!(r#""f{n}":{n}"#)),
        };
        let text = format!("{{{}}}", (0..count).filter_map(state).collect::<Vec<_>>().join(","));
        let mut wide = Wide::read(&text, count);
        assert_eq!(encode_to_string(&wide), text);
        // A value that is set takes the place of the null.
        wide.values[1] = Some(5);
        assert_eq!(encode_to_string(&wide), text.replace(r#""f1":null"#, r#""f1":5"#));
    }
}

/// Numbers in fields of every presence.
struct Numbers {
    a: f64,
    b: i64,
    c: Option<f64>,
    d: Option<i64>,
    e: Option<f64>,
    f: Patch<i64>,
    extra: Extra,
}

impl Numbers {
    fn read(text: &str) -> Self {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut fields = document.root().fields("");
        let read = Self {
            a: fields.required("a"),
            b: fields.required("b"),
            c: fields.nullable("c"),
            d: fields.optional("d"),
            e: fields.optional_nullable("e"),
            f: fields.patch("f"),
            extra: fields.rest(),
        };
        fields.finish(read).expect("the fields are numbers")
    }
}

impl Encode for Numbers {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        object.required("a", &self.a);
        object.required("b", &self.b);
        object.nullable("c", &self.c);
        object.optional("d", &self.d);
        object.optional_nullable("e", &self.e);
        object.patch("f", &self.f);
        object.rest();
    }
}

#[test]
fn numbers_are_written_as_they_were() {
    for text in [
        r#"{"a":5,"b":5.0,"c":5,"d":5.0,"e":5,"f":5.0}"#,
        r#"{"a":5.0,"b":5,"c":5.0,"d":5,"e":5.0,"f":5}"#,
        r#"{"a":0.5,"b":-1.0,"c":null,"e":null,"f":null}"#,
        r#"{"a":-0,"b":0,"c":null}"#,
        r#"{"a":9007199254740991,"b":1,"c":1e300,"e":1}"#,
        r#"{"a":9007199254740993,"b":-0,"c":18446744073709551616,"d":1e3,"e":1.50,"f":2E0}"#,
        r#"{"a":0.00001,"b":10e-1,"c":0.1234567890123456789,"d":0,"e":-0,"f":-0.0}"#,
    ] {
        assert_eq!(encode_to_string(&Numbers::read(text)), text);
    }
    let mut numbers = Numbers::read(r#"{"a":5,"b":5.0,"c":null}"#);
    (numbers.a, numbers.b) = (6.5, 7);
    assert_eq!(encode_to_string(&numbers), r#"{"a":6.5,"b":7,"c":null}"#);
}

/// Lists, maps and further properties of numbers.
struct Series {
    list: Vec<f64>,
    maps: Map<Vec<i64>>,
    pair: Option<(f64, i64)>,
    rest: Map<f64>,
    extra: Extra,
}

impl Series {
    fn read(text: &str) -> Self {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut fields = document.root().fields("");
        let read = Self {
            list: fields.required("list"),
            maps: fields.required("maps"),
            pair: fields.optional_nullable("pair"),
            rest: fields.map(),
            extra: fields.rest(),
        };
        fields.finish(read).expect("everything is a number")
    }
}

impl Encode for Series {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        object.required("list", &self.list);
        object.required("maps", &self.maps);
        object.optional_nullable("pair", &self.pair);
        object.map(&self.rest);
        object.rest();
    }
}

#[test]
fn numbers_in_lists_and_maps_are_written_as_they_were() {
    for text in [
        r#"{"list":[5,5.0,1e3,9007199254740993,18446744073709551616,-0,1.50,1E-7,0.1],"maps":{}}"#,
        r#"{"list":[1.5],"maps":{"a\"":[5.0,5,-0,50e-1],"b":[]},"pair":[1e2,3.0],"x":7,"y":7.25,"z":1e2}"#,
        r#"{"list":[],"maps":{},"pair":null,"only":0.10}"#,
    ] {
        assert_eq!(encode_to_string(&Series::read(text)), text);
    }
}

#[test]
fn a_number_that_was_changed_is_written_anew() {
    let mut series = Series::read(r#"{"list":[5,1e3,7],"maps":{"a":[2.0,3.0]},"x":1e1,"y":2e1}"#);
    series.list = vec![1000.0, 5.0, 7.0, 5.0];
    series.maps.insert("b".to_owned(), vec![2]);
    series.rest.insert("y".to_owned(), 21.0);
    let expected = r#"{"list":[1000.0,5.0,7,5.0],"maps":{"a":[2.0,3.0],"b":[2]},"x":1e1,"y":21.0}"#;
    assert_eq!(encode_to_string(&series), expected);
    series.maps.remove("a");
    assert_eq!(encode_to_string(&series), expected.replace(r#""a":[2.0,3.0],"#, ""));
}

#[test]
fn a_map_takes_what_is_left() {
    let document = Document::parse(br#"{"cost":1,"_cost":2,"":3}"#).expect("it is JSON");
    let mut fields = document.root().fields("");
    assert_eq!(fields.required::<i64>("cost"), 1);
    let map: Map<i64> = fields.map();
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [(String::new(), 3), ("_cost".to_owned(), 2)]);
    assert_eq!(fields.rest(), Extra::new());
}

#[test]
fn what_a_map_of_what_is_left_cannot_hold_is_kept_beside_it() {
    struct Open(Map<bool>, Extra);
    impl Decode for Open {
        fn from_fields(fields: &mut Fields<'_>) -> Self {
            Self(fields.map(), fields.rest())
        }
    }
    let text = br#"{"a":true,"b":null,"c":"maybe"}"#;
    let read = Document::parse(text).and_then(|mut document| document.read(Open::decode)).expect("it is read");
    assert_eq!(read.value.0.into_iter().collect::<Vec<_>>(), [("a".to_owned(), true)]);
    assert_eq!(
        (read.value.1.get("c").and_then(Json::as_str), &read.assumed[..]),
        (Some("maybe"), &["$.c".to_owned()][..])
    );
    let error = decode_slice_strictly::<Open>(text).map(|open| open.0).expect_err("null is no truth value");
    assert_eq!(error.path(), "$.b");
}

#[test]
fn a_constant_that_differs_is_an_assumption_and_another_spelling_of_it_is_none() {
    struct Fixed(Extra);
    impl Decode for Fixed {
        fn from_fields(fields: &mut Fields<'_>) -> Self {
            fields.constant("b", true);
            fields.constant("i", 1);
            fields.constant("s", "x");
            fields.constant("n", ());
            Self(fields.rest())
        }
    }
    for (text, assumed, kept) in [
        (r#"{"b":true,"i":1,"s":"x","n":null}"#, &[][..], false),
        (r#"{"b":true,"i":1.0,"s":"x","n":null}"#, &[], true),
        (r#"{"b":false,"i":2,"s":"y","n":5}"#, &["$.b", "$.i", "$.s", "$.n"], true),
    ] {
        let read = Document::parse(text.as_bytes()).and_then(|mut document| document.read(Fixed::decode));
        let read = read.expect("it is read");
        assert_eq!(read.assumed, assumed, "{text}");
        assert_eq!(read.value.0 != Extra::new(), kept, "{text}");
    }
}

#[test]
fn what_may_be_null_is_missed_like_what_has_to_be_there() {
    struct Three(Option<i64>, Option<i64>, i64);
    impl Decode for Three {
        fn from_fields(fields: &mut Fields<'_>) -> Self {
            let three = Self(fields.nullable("a"), fields.nullable("b"), fields.required("c"));
            fields.rest();
            three
        }
    }
    let read = |text: &str| {
        crate::runtime::json::decode_slice::<Three>(text.as_bytes()).map(|three| (three.0, three.1, three.2))
    };
    assert_eq!(read(r#"{"a":1,"c":3}"#), Ok((Some(1), None, 3)));
    // One of three is fewer than half of them.
    assert!(read(r#"{"c":3}"#).is_err());
}

#[test]
fn constants_that_differ_are_sent_back() {
    for text in [
        r#"{"b":true,"i":1,"s":"x","n":"x"}"#,
        r#"{"b":false,"i":1.0,"s":"","n":"y"}"#,
        r#"{"b":false,"i":1e0,"s":"y","n":null}"#,
        r#"{"b":true,"i":-7,"n":"x"}"#,
    ] {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut fields = document.root().fields("");
        fields.constant("b", true);
        fields.constant("i", 1);
        fields.optional_constant("s", "x");
        fields.nullable_constant("n", "x");
        let extra = fields.rest();
        let mut writer = Writer::new();
        let mut object = writer.object_with("", &extra);
        object.constant("b", true);
        object.constant("i", 1);
        object.constant("s", "x");
        object.constant("n", "x");
        object.rest();
        drop(object);
        assert_eq!(writer.finish(), text);
    }
}

#[test]
fn constants_of_another_type_are_refused() {
    let document = Document::parse(br#"{"b":"true","i":null,"s":5,"n":[],"o":{}}"#).expect("it is JSON");
    type Check = fn(&mut Fields<'_>);
    let checks: [(&str, Check); 5] = [
        ("$.b", |fields| fields.constant("b", true)),
        ("$.i", |fields| fields.constant("i", 1)),
        ("$.s", |fields| fields.optional_constant("s", "x")),
        ("$.n", |fields| fields.nullable_constant("n", 1.5)),
        ("$.o", |fields| fields.optional_nullable_constant("o", "x")),
    ];
    for (path, check) in checks {
        let mut fields = document.root().fields("");
        check(&mut fields);
        let rest = fields.rest();
        assert_eq!(fields.finish(rest).expect_err("it is of another type").path(), path);
    }
}

#[test]
fn the_first_reason_is_reported() {
    let document = Document::parse(br#"{"a":"1","b":2,"c":null}"#).expect("it is JSON");
    let mut fields = document.root().fields("");
    fields.constant("b", "x");
    // What comes after it is not read.
    assert_eq!(fields.required::<i64>("a"), 0);
    assert_eq!(fields.required::<i64>("b2"), 0);
    assert_eq!(fields.nullable::<i64>("c"), None);
    assert_eq!(fields.map::<i64>(), Map::new());
    assert_eq!(fields.finish(()).expect_err("a constant is of another type").path(), "$.b");
    for text in ["[]", "1", "null", "\"x\""] {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        let mut fields = document.root().fields("");
        assert_eq!((fields.required::<i64>("a"), fields.rest()), (0, Extra::new()));
        assert_eq!(fields.finish(()).expect_err("it is no object").path(), "$");
    }
}

#[test]
fn a_name_with_quotes_matches_that_key_only() {
    for (text, name) in [
        (r#"{"a":"b"}"#, r#"a":"b"#),
        (r#"{"a":"","b":1}"#, r#"a":""#),
        (r#"{"a":{"b":1}}"#, r#"a":{"b"#),
        (r#"{"a" : ["b"]}"#, r#"a" : ["b"#),
        (r#"{"a":1,"b":2}"#, r#"a":1,"b"#),
        (r#"{"a":"b"}"#, r#"a":"#),
        (r#"{"a":1}"#, ""),
        (r#"{"a":1}"#, r"a\"),
        (r#"{"a":1}"#, "aa"),
    ] {
        let document = Document::parse(text.as_bytes()).expect("it is JSON");
        assert!(document.root().get(name).is_none(), "{text} has no key {name}");
        assert!(document.root().get("a").is_some());
    }
    let document = Document::parse(br#"{"a\\":1,"a\"b":2}"#).expect("it is JSON");
    assert_eq!(
        ["a\\", "a\"b"].map(|name| document.root().get(name).and_then(|value| value.as_i64())),
        [Some(1), Some(2)]
    );
}

#[test]
fn siblings_are_read_without_being_consumed() {
    let document =
        Document::parse(br#"{"properties":{},"benefit":{"type":"custom","n":5,"x":null}}"#).expect("it is JSON");
    let mut fields = document.root().fields("");
    assert_eq!(fields.sibling(&["benefit", "type"]).as_deref(), Some("custom"));
    assert_eq!(fields.sibling(&["benefit", "n"]).as_deref(), Some("5"));
    assert_eq!(fields.sibling(&["benefit", "x"]), None);
    assert_eq!(fields.rest().len(), 2);
}

#[test]
fn objects_are_equal_in_any_order() {
    let json = |text| Json::parse(text).expect("it is JSON");
    assert_eq!(json(r#"{"a":1,"b":[{"c":2,"d":3}]}"#), json(r#"{"b":[{"d":3,"c":2}],"a":1}"#));
    assert_ne!(json(r#"{"a":1}"#), json(r#"{"a":1.0}"#));
    assert_ne!(json("[1,2]"), json("[2,1]"));
}

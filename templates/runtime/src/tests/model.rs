//! A model as the generator writes it: every kind of field, an id, an enum, a union, and what they do with JSON.

use crate::runtime::json::{
    Decode, DecodeError, Encode, Fields, Json, Kind, Placeholder, Value, Writer, decode_slice, decode_slice_strictly,
    encode_to_string, serde_via_json,
};
use crate::runtime::testing::{self, Strictness};
use crate::runtime::values::{
    Extra, Id, IdKind, Map, Null, OneOrMany, Patch, Timestamp, UnknownInteger, UnknownValue, UnknownVariant,
    one_or_many_from, open_enum, open_integer_enum, patch_from,
};

/// Identifies a thing.
pub(super) type ThingId = Id<ThingKind>;

#[derive(Debug)]
pub(super) enum ThingKind {}

impl IdKind for ThingKind {
    const NAME: &'static str = "ThingId";
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Color {
    Red,
    Unknown(UnknownValue),
}

impl Color {
    const ALL: &'static [Self] = &[Self::Red];

    fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

open_enum!(Color);
patch_from!(Color: &str, String);
one_or_many_from!(Color: &str, String);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Level {
    Low,
    Unknown(UnknownInteger),
}

impl Level {
    const ALL: &'static [Self] = &[Self::Low];

    fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Low => Some(1),
            Self::Unknown(value) => value.get(),
        }
    }
}

open_integer_enum!(Level);

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    id: ThingId,
    color: Color,
    note: Option<String>,
    created_at: Option<Timestamp>,
    nickname: Option<String>,
    limit: Patch<i64>,
    pub(super) extra: Extra,
}

impl Decode for Thing {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            id: fields.required("id"),
            color: fields.required("color"),
            note: fields.nullable("note"),
            created_at: fields.optional("created_at"),
            nickname: fields.optional_nullable("nickname"),
            limit: fields.patch("limit"),
            extra: {
                fields.constant("type", "thing");
                fields.optional_constant("version", 2);
                fields.rest()
            },
        }
    }
}

impl Encode for Thing {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        object.required("id", &self.id);
        object.required("color", &self.color);
        object.nullable("note", &self.note);
        object.optional("created_at", &self.created_at);
        object.optional_nullable("nickname", &self.nickname);
        object.patch("limit", &self.limit);
        object.constant("type", "thing");
        object.constant("version", 2);
        object.rest();
    }
}

serde_via_json!(Thing);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Thing(Box<Thing>),
    Unknown(Box<UnknownVariant>),
}

impl Decode for Item {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        match value.tag(&["type"]).as_deref() {
            Some("thing") => Decode::decode(value).map(Self::Thing),
            None if value.kind() == Kind::Object => Err(value.missing(&["type"])),
            tag => UnknownVariant::of(tag, value).map(Self::Unknown),
        }
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::Unknown(UnknownVariant::stand_in())
    }

    const PLACEHOLDER: Placeholder = Placeholder::Null;

    fn unreadable(value: Value<'_>) -> Option<Self> {
        Some(Self::Unknown(UnknownVariant::unreadable(value)))
    }
}

impl Encode for Item {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Thing(thing) => thing.encode(writer),
            Self::Unknown(unknown) => unknown.encode(writer),
        }
    }
}

#[track_caller]
fn round_trip<T: Decode + Encode>(text: &str) {
    let value: T = decode_slice(text.as_bytes()).expect("the text decodes");
    assert_eq!(encode_to_string(&value), text);
}

#[test]
fn what_is_decoded_is_encoded_alike() {
    for text in [
        r#"{"id":"t","color":"red","note":null,"type":"thing","version":2}"#,
        r#"{"id":"t","color":"red","note":"n","created_at":"2026-11-21t00:03:45.370z","type":"thing","version":2}"#,
        r#"{"id":"t","color":"mauve","note":null,"nickname":null,"limit":null,"type":"thing","version":2}"#,
        r#"{"id":"t","color":"red","note":null,"nickname":"x","limit":5,"type":"thing"}"#,
        r#"{"id":"t","color":"red","note":null,"type":"thingy","version":3,"new":{"a":[1.50,-0,1e400]},"zz":true}"#,
    ] {
        round_trip::<Thing>(text);
    }
    // The other spelling of a number, in a field that may be absent.
    round_trip::<Thing>(r#"{"id":"t","color":"red","note":null,"limit":5.0,"type":"thing","version":2}"#);
    round_trip::<Vec<Item>>(
        r#"[{"type":"newer","x":[]},{"id":"t","color":"red","note":null,"type":"thing","version":2}]"#,
    );
    round_trip::<Map<OneOrMany<ThingId>>>(r#"{"a":"x","b":["y","z"],"c":[]}"#);
    round_trip::<(Level, Option<Level>, bool)>("[1,99,true]");
    round_trip::<Vec<Level>>("[1,99,-1,18446744073709551616]");
}

#[test]
fn an_enum_of_integers_keeps_what_it_does_not_know() {
    let read = |text: &str| decode_slice::<Level>(text.as_bytes());
    for (text, value, shown) in [
        ("2e0", Some(2), "2e0"),
        ("18446744073709551616", None, "18446744073709551616"),
        ("1.5", None, "1.5"),
        (r#""newer""#, None, "newer"),
        ("true", None, "true"),
        (r#"{"level":1}"#, None, r#"{"level":1}"#),
    ] {
        let level = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(matches!(&level, Level::Unknown(unknown) if unknown.get() == value));
        assert_eq!((level.as_i64(), level.to_string()), (value, shown.to_owned()), "{text}");
    }
    // What spells a value that is known is that value.
    assert!([r#""1""#, "1.0", "10e-1"].iter().all(|text| read(text) == Ok(Level::Low)));
    assert!(read("null").is_err());
    for text in ["2e0", "18446744073709551616"] {
        assert!(decode_slice_strictly::<Level>(text.as_bytes()).is_ok(), "{text}");
    }
    for text in ["1.5", r#""1""#, "true", "[]"] {
        assert!(decode_slice_strictly::<Level>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn errors_name_the_path() {
    let path = |text: &str| {
        let error = decode_slice_strictly::<Map<Vec<Item>>>(text.as_bytes()).expect_err("the text is wrong");
        format!("{}: {}", error.path(), error.reason())
    };
    let thing = |fields: &str| format!(r#"{{"a b":[{{"type":"thing",{fields}}}]}}"#);
    let report = [
        path(&thing(r#""color":"red","note":null"#)),
        path(&thing(r#""id":null,"color":"red","note":null"#)),
        path(&thing(r#""id":"t","color":5,"note":null"#)),
        path(&thing(r#""id":"t","color":"red""#)),
        path(&thing(r#""id":"t","color":"red","note":null,"limit":99999999999999999999"#)),
        path(&thing(r#""id":"t","color":"red","note":null,"id":"u""#)),
        path(&thing(r#""id":"t","color":"red","note":null,"new":1,"new":2"#)),
        path(r#"{"x":[{}]}"#),
        path(r#"{"x":[null]}"#),
        path(r#"{"x":null}"#),
        path(r#"{"x":[],"x":[]}"#),
    ]
    .join("\n");
    insta::assert_snapshot!(report);
}

#[test]
fn serde_sees_the_same() {
    let text = r#"{"id":"t","color":"red","note":null,"type":"thing","version":2,"new":[1,2.5,"x"]}"#;
    let thing: Thing = serde_json::from_str(text).expect("serde decodes it");
    assert_eq!(thing, decode_slice(text.as_bytes()).expect("the runtime decodes it"));
    assert_eq!(serde_json::to_string(&thing).expect("serde encodes it"), text);
    assert_eq!(thing.extra.get("new").and_then(|new| new.as_list()?[1].as_f64()), Some(2.5));
}

#[test]
fn setters_take_what_users_have() {
    fn patch<T>(value: impl Into<Patch<T>>) -> Patch<T> {
        value.into()
    }
    assert_eq!(patch::<String>("x"), Patch::Value("x".to_owned()));
    assert_eq!(patch::<i64>(5), Patch::Value(5));
    assert_eq!(patch::<i64>(None), Patch::Null);
    assert_eq!(patch::<i64>(Some(5)), Patch::Value(5));
    assert_eq!(patch::<Color>(Null), Patch::Null);
    assert_eq!(patch::<Color>("red"), Patch::Value(Color::Red));
    assert_eq!(patch::<ThingId>("t"), Patch::Value("t".into()));
    assert_eq!(patch::<Vec<i64>>([1, 2]), Patch::Value(vec![1, 2]));

    fn ids(value: impl Into<OneOrMany<ThingId>>) -> usize {
        value.into().as_slice().len()
    }
    let id = ThingId::from("a");
    assert_eq!(
        (ids("a"), ids(&id), ids(["a", "b"]), ids([&id, &id]), ids(vec![id.clone()]), ids(id)),
        (1, 1, 2, 2, 1, 1)
    );
}

#[test]
fn extra_takes_and_gives() {
    let mut extra = Extra::new();
    assert!(extra.insert("a", 5).is_none());
    assert_eq!(extra.insert("a", "b").and_then(|old| old.as_i64()), Some(5));
    assert_eq!(extra.remove("a"), Some(Json::from("b")));
    assert!(extra.is_empty() && size_of::<Extra>() == 8);
}

#[test]
fn a_round_trip_counts_what_is_of_no_variant() {
    let trip = |text: &str| testing::round_trip::<Vec<Item>>(text, Strictness::Lenient).expect("it is a list");
    for (text, raw) in [("[]", 0), (r#"[{"type":"new"}]"#, 1), (r#"[{"type":"new"},7]"#, 2)] {
        let trip = trip(text);
        assert_eq!((trip.text.as_str(), trip.raw, trip.assumed.len()), (text, raw, 0));
    }
}

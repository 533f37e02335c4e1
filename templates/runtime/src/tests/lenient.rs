//! What the lenient reading makes of texts that are not what their type says, and that they are written again as they
//! came.

mod limits;

use crate::runtime::json::{
    Decode, DecodeError, Document, Encode, Fields, Json, Kind, Lenience, Placeholder, Value, Writer, decode_slice,
    decode_slice_strictly, encode_to_string,
};
use crate::runtime::values::{
    DecimalString, Extra, Id, IdKind, Map, Received, Timestamp, UnknownValue, UnknownVariant, open_enum,
};

#[derive(Debug)]
enum OwnerKind {}

impl IdKind for OwnerKind {
    const NAME: &'static str = "OwnerId";
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Status {
    Open,
    Unknown(UnknownValue),
}

impl Status {
    const ALL: &'static [Self] = &[Self::Open];

    fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

open_enum!(Status);

/// A property of every kind that a placeholder stands for.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    id: String,
    owner_id: Id<OwnerKind>,
    note: String,
    status: Status,
    created_at: Timestamp,
    tax: DecimalString,
    paid: bool,
    labels: Vec<String>,
    metadata: Map<Json>,
    method: Method,
    address: Address,
    email: Option<String>,
    extra: Extra,
}

impl Decode for Order {
    const OBJECT: &'static str = "Order";

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            id: fields.required("id"),
            owner_id: fields.required("owner_id"),
            note: fields.required("note"),
            status: fields.required("status"),
            created_at: fields.required("created_at"),
            tax: fields.required("tax"),
            paid: fields.required("paid"),
            labels: fields.required("labels"),
            metadata: fields.required("metadata"),
            method: fields.required("method"),
            address: fields.required("address"),
            email: fields.nullable("email"),
            extra: fields.rest(),
        }
    }
}

impl Encode for Order {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("Order", &self.extra);
        object.required("id", &self.id);
        object.required("owner_id", &self.owner_id);
        object.required("note", &self.note);
        object.required("status", &self.status);
        object.required("created_at", &self.created_at);
        object.required("tax", &self.tax);
        object.required("paid", &self.paid);
        object.required("labels", &self.labels);
        object.required("metadata", &self.metadata);
        object.required("method", &self.method);
        object.required("address", &self.address);
        object.nullable("email", &self.email);
        object.rest();
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Address {
    street: String,
    country: Status,
    extra: Extra,
}

impl Decode for Address {
    const OBJECT: &'static str = "Address";

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self { street: fields.required("street"), country: fields.required("country"), extra: fields.rest() }
    }
}

impl Encode for Address {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("Address", &self.extra);
        object.required("street", &self.street);
        object.required("country", &self.country);
        object.rest();
    }
}

/// Something with numbers, which are never invented.
#[derive(Clone, Debug, PartialEq)]
struct Amount {
    cents: i64,
    rate: Option<f64>,
    parts: Vec<i64>,
    extra: Extra,
}

impl Decode for Amount {
    const OBJECT: &'static str = "Amount";

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        fields.constant("type", "amount");
        Self {
            cents: fields.required("cents"),
            rate: fields.optional("rate"),
            parts: fields.required("parts"),
            extra: fields.rest(),
        }
    }
}

impl Encode for Amount {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("Amount", &self.extra);
        object.constant("type", "amount");
        object.required("cents", &self.cents);
        object.optional("rate", &self.rate);
        object.required("parts", &self.parts);
        object.rest();
    }
}

/// A union selected by a tag.
#[derive(Clone, Debug, PartialEq)]
enum Method {
    Amount(Box<Amount>),
    Unknown(Box<UnknownVariant>),
}

impl Decode for Method {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        match value.tag(&["type"]).as_deref() {
            Some("amount") => Decode::decode(value).map(Self::Amount),
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

impl Encode for Method {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Amount(amount) => amount.encode(writer),
            Self::Unknown(unknown) => unknown.encode(writer),
        }
    }
}

const ORDER: &str = concat!(
    r#"{"id":"o1","owner_id":"c1","note":"n","status":"open","created_at":"2026-11-21T00:03:45Z","tax":"1.50","#,
    r#""paid":true,"labels":["a"],"metadata":{"k":1},"method":{"type":"amount","cents":5,"parts":[]},"#,
    r#""address":{"street":"s","country":"open"},"email":null}"#
);

/// The order with another JSON value for a property, or without it.
fn order_with(name: &str, value: Option<&str>) -> String {
    let order = Json::parse(ORDER).expect("it is JSON");
    let entries = order.entries().filter_map(|(key, old)| match (key == name, value) {
        (true, None) => None,
        (true, Some(value)) => Some((key.to_owned(), Json::parse(value).expect("it is JSON"))),
        (false, _) => Some((key.to_owned(), old.clone())),
    });
    Json::object(entries.collect::<Vec<_>>()).to_string()
}

fn read<T: Decode>(text: &str) -> Result<Lenience<T>, DecodeError> {
    Document::parse(text.as_bytes()).expect("it is JSON").read(T::decode)
}

/// Reads a text leniently, checks that it is written again as it came, and gives what was assumed.
#[track_caller]
fn mended<T: Decode + Encode + std::fmt::Debug>(text: &str) -> (T, String) {
    assert!(decode_slice_strictly::<T>(text.as_bytes()).is_err(), "{text} is right by the letter");
    let read = read::<T>(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let (written, came) = (Json::of(&read.value), Json::parse(text).expect("it is JSON"));
    assert_eq!(written, came);
    (read.value, read.assumed.join(" "))
}

#[test]
fn half_a_character_in_what_no_field_knows_is_written_as_it_came() {
    let text = ORDER.replacen('{', r#"{"new":{"a":["\udfff z",1.0]},"#, 1);
    let Lenience { value: mut order, assumed } = read::<Order>(&text).expect("it is read");
    assert_eq!(assumed, ["$.new.a[0]"]);
    assert!(encode_to_string(&order).contains(r#""new":{"a":["\udfff z",1.0]}"#), "{order:?}");
    order.extra.insert("new", "other");
    assert!(encode_to_string(&order).contains(r#""new":"other""#), "{order:?}");
}

#[test]
fn a_required_property_that_is_missing_or_null_is_filled_in() {
    for name in ["owner_id", "note", "status", "created_at", "tax", "paid", "labels", "metadata", "method", "address"] {
        for value in [None, Some("null")] {
            let (order, assumed) = mended::<Order>(&order_with(name, value));
            assert_eq!(assumed, format!("$.{name}"));
            assert_eq!(order.extra.assumed().collect::<Vec<_>>(), [name]);
            let seen = match name {
                "owner_id" => order.owner_id.as_str().to_owned(),
                "note" => order.note,
                "status" => order.status.to_string(),
                "created_at" => order.created_at.raw().into_owned(),
                "tax" => order.tax.as_str().to_owned(),
                "paid" => (if order.paid { "true" } else { "" }).to_owned(),
                "labels" => order.labels.concat(),
                "metadata" => order.metadata.into_keys().collect(),
                "method" => (if order.method.is_unknown() { "" } else { "known" }).to_owned(),
                _ => order.address.street,
            };
            assert_eq!(seen, "", "{name}");
        }
    }
    let (order, assumed) = mended::<Order>(&order_with("email", None));
    assert_eq!((order.email, &*assumed), (None, "$.email"));
}

impl Method {
    fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }
}

#[test]
fn an_assumption_that_is_replaced_is_sent() {
    let (mut order, _) = mended::<Order>(&order_with("note", None));
    order.note = "new".to_owned();
    assert_eq!(Json::of(&order).get("note"), Some(&Json::from("new")));
    let (mut order, _) = mended::<Order>(&order_with("address", None));
    order.address.street = "new".to_owned();
    assert_eq!(Json::of(&order).get("address").map(Json::to_string).as_deref(), Some(r#"{"street":"new"}"#));
}

#[test]
fn numbers_own_ids_and_tags_are_never_invented() {
    for value in [None, Some("null"), Some("[]"), Some("{}")] {
        let error = read::<Order>(&order_with("id", value)).expect_err("an order without id is none");
        assert_eq!((error.path(), error.line()), ("$.id".to_owned(), Some(1)));
    }
    for (text, path) in [
        (r#"{"type":"amount","parts":[]}"#, "$.cents"),
        (r#"{"type":"amount","cents":null,"parts":[]}"#, "$.cents"),
        (r#"{"type":"amount","cents":"many","parts":[]}"#, "$.cents"),
        (r#"{"type":"amount","cents":18446744073709551615,"parts":[]}"#, "$.cents"),
        (r#"{"cents":5,"parts":[]}"#, "$.type"),
    ] {
        assert_eq!(read::<Method>(text).expect_err(text).path(), path, "{text}");
    }
}

#[test]
fn an_object_of_which_too_little_came_is_refused_and_only_it() {
    let error = read::<Address>("{}").expect_err("nothing of it came");
    assert_eq!(error.reason(), "only 0 of 2 required properties are there");
    mended::<Address>(r#"{"street":"s"}"#);
    // Within another object an empty one is as good as missing, but one with other properties is something else.
    let (order, assumed) = mended::<Order>(&order_with("address", Some("{}")));
    assert_eq!((order.address.street.as_str(), &*assumed), ("", "$.address"));
    let error = read::<Order>(&order_with("address", Some(r#"{"other":1}"#))).expect_err("it is no address");
    assert_eq!(error.path(), "$.address");
    let (list, assumed) = mended_list::<Address>(r#"[{"street":"s"},{},5,{"street":"t","country":"open"}]"#);
    assert_eq!((list.len(), &*assumed), (2, "$.list[0].country $.list[1] $.list[2]"));
}

/// A list within an object, which remembers what was left out of it.
#[derive(Debug)]
struct Listing<T> {
    list: Vec<T>,
    map: Option<Map<T>>,
    one: Option<T>,
    extra: Extra,
}

impl<T: Decode> Decode for Listing<T> {
    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Self {
            list: fields.required("list"),
            map: fields.optional("map"),
            one: fields.optional("one"),
            extra: fields.rest(),
        }
    }
}

impl<T: Encode> Encode for Listing<T> {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object_with("", &self.extra);
        object.required("list", &self.list);
        object.optional("map", &self.map);
        object.optional("one", &self.one);
        object.rest();
    }
}

fn mended_list<T: Decode + Encode + std::fmt::Debug>(list: &str) -> (Vec<T>, String) {
    let (listing, assumed) = mended::<Listing<T>>(&format!(r#"{{"list":{list}}}"#));
    (listing.list, assumed)
}

#[test]
fn what_cannot_be_read_is_left_out_of_lists_maps_and_options() {
    let (list, assumed) = mended_list::<i64>(r#"[1, null, "3", "x", 2.0, {"a": [1.50]}]"#);
    assert_eq!((list, &*assumed), (vec![1, 3, 2], "$.list[2] $.list[3] $.list[5]"));
    let (mut listing, assumed) = mended::<Listing<i64>>(r#"{"list":[],"map":{"a":null,"b":2,"c":[]},"one":{"x":1}}"#);
    assert_eq!((listing.map.as_ref().map(Map::len), listing.one, &*assumed), (Some(1), None, "$.map.c $.one"));
    // What is changed is written as it is now.
    (listing.map, listing.one) = (None, Some(7));
    assert_eq!(encode_to_string(&listing), r#"{"list":[],"one":7}"#);
    let (methods, assumed) = mended_list::<Method>(r#"[{"type":"amount"},{"type":"newer"},"x",{"type":5}]"#);
    assert!(methods.len() == 4 && methods.iter().all(Method::is_unknown));
    assert_eq!(assumed, "$.list[0]");
    let nothing: Map<i64> = decode_slice(br#"{"a":null}"#).expect("null is no entry");
    assert!(nothing.is_empty());
    let unknown: Map<Method> = decode_slice(br#"{"a":null}"#).expect("null is of no kind the union knows");
    assert_eq!(encode_to_string(&unknown), r#"{"a":null}"#);
}

#[test]
fn scalars_are_read_from_another_kind_that_spells_the_same() {
    let text = r#"{"type":"amount","cents":"3","rate":"1.50","parts":["7",8]}"#;
    let (amount, assumed) = mended::<Amount>(text);
    assert_eq!((amount.cents, amount.rate, &*amount.parts), (3, Some(1.5), &[7, 8][..]));
    assert_eq!(assumed, "$.cents $.rate $.parts[0]");
    for (name, value) in [
        ("note", "12.50"),
        ("note", "true"),
        ("owner_id", "7"),
        ("status", "5"),
        ("status", r#"{"a":1.0}"#),
        ("created_at", "1700000000"),
        ("paid", "\"true\""),
        ("paid", "0"),
        ("paid", "1"),
        ("labels", "[1e2,false]"),
    ] {
        let (_, assumed) = mended::<Order>(&order_with(name, Some(value)));
        assert!(assumed.starts_with(&format!("$.{name}")), "{assumed}");
    }
    let (order, _) = mended::<Order>(&order_with("status", Some("5")));
    assert_eq!(order.status.as_str(), "5");
    for text in ["\" 3\"", "\"0x3\"", "\"\"", "\"3 \"", "true", "\"NaN\""] {
        assert!(read::<i64>(text).is_err() && read::<f64>(text).is_err(), "{text}");
    }
    // A truth value that is not spelled out can be the other one.
    assert!(read::<Order>(&order_with("paid", Some("\"no\""))).is_err());
}

//! One small document per feature of OpenAPI, in `features/`. What is generated from it is a module of the crate in
//! `sdk/`: checked in, compiled, compared with what comes out today, and used here to decode and encode.

mod bodies;
mod callbacks;
mod calls;
mod servers;
mod streams;

use feature_sdk::runtime::json::{Decode, Encode, Json, decode_slice, decode_slice_strictly, encode_to_string};
use feature_sdk::*;
use generator::diagnostic::Severity;
use generator::load::load_dir;
use generator::pipeline::{Layout, generate};
use generator::tree::{FileTree, compare};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

/// The crate as it comes out today.
fn generated() -> FileTree {
    let entries = fs::read_dir("features").expect("the documents are beside the tests");
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    folders.sort();
    let inputs = folders.iter().map(|folder| {
        let (input, diagnostics) = load_dir(folder);
        assert_eq!(diagnostics, [], "{}", folder.display());
        input.expect("a document without problems is an input")
    });
    let layout = Layout::Modules {
        name: "feature-sdk".to_owned(),
        runtime: Some("../../../templates/runtime/src/runtime/mod.rs".to_owned()),
    };
    let outcome = generate(inputs.collect(), &layout);
    let found = outcome.diagnostics.iter().filter(|found| found.severity > Severity::Note);
    let said: Vec<_> = found.map(|diagnostic| &diagnostic.message).collect();
    assert!(said.is_empty(), "{said:?}");
    outcome.tree
}

#[test]
fn the_crate_is_what_comes_out() {
    let drift = compare(Path::new("sdk"), &generated()).expect("the crate can be read");
    let paths: Vec<_> = drift.changes.iter().map(|change| change.path()).collect();
    assert!(paths.is_empty(), "run `cargo xtask generate`; different are {paths:?}");
}

fn decoded<T: Decode>(json: &str) -> T {
    decode_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Decodes, encodes, and expects the same JSON.
fn same<T: Decode + Encode + Debug>(json: &str) -> T {
    becomes(json, json)
}

/// Decodes, encodes, and expects this JSON.
fn becomes<T: Decode + Encode + Debug>(json: &str, expected: &str) -> T {
    let value: T = decoded(json);
    assert_eq!(Json::parse(&encode_to_string(&value)), Json::parse(expected), "{value:?}");
    value
}

/// The path and the reason of the error that decoding ends in.
fn refused<T: Decode + Debug>(json: &str) -> (String, String) {
    let error = decode_slice_strictly::<T>(json.as_bytes()).expect_err("the type says otherwise");
    (error.path(), error.reason())
}

#[test]
fn absent_and_null_are_kept_apart() {
    use presence::models::Thing;
    let thing: Thing = same(r#"{"always":"a","maybe_null":null}"#);
    assert_eq!((thing.maybe_null, thing.maybe_absent, thing.either), (None, None, None));
    same::<Thing>(r#"{"always":"a","maybe_null":"b","maybe_absent":"c","either":null}"#);
    same::<Thing>(r#"{"always":"a","maybe_null":"b","either":5,"new":{"x":[1.0,null]}}"#);
    assert_eq!(refused::<Thing>(r#"{"maybe_null":null}"#).0, "$.always");
    assert_eq!(refused::<Thing>(r#"{"always":"a"}"#).0, "$.maybe_null");
    assert_eq!(refused::<Thing>(r#"{"always":"a","maybe_null":null,"maybe_absent":null}"#).0, "$.maybe_absent");
    let thing: Thing = same(r#"{"always":"a","maybe_null":null,"maybe_absent":null}"#);
    assert_eq!((thing.maybe_absent, thing.extra.assumed().count()), (None, 0));
    same::<presence_3_0::models::Thing>(r#"{"maybe_null":null,"reference":null,"either":["a",null]}"#);
}

#[test]
fn a_change_leaves_alone_clears_or_sets() {
    use patch::models::Change;
    let change = Change::new().name(Null).labels("a", "b").count(2);
    assert_eq!(Json::of(&change), Json::parse(r#"{"name":null,"labels":{"a":"b"},"count":2}"#).unwrap());
    assert_eq!(Json::of(&Change::new()), Json::parse("{}").unwrap());
    same::<Change>(r#"{"name":null,"parts":["a"],"labels":null}"#);
}

#[test]
fn requests_are_made_of_what_is_required() {
    let few = requests::models::Few::new("n", ["a", "b"]).limits("x", 1).limits("y", 2).with_new(true);
    assert_eq!(
        Json::of(&few),
        Json::parse(r#"{"name":"n","parts":["a","b"],"limits":{"x":1,"y":2},"new":true}"#).unwrap()
    );
    let required = requests::models::ManyRequired { a: "a".to_owned(), b: 1, c: true, d: None };
    let many = requests::models::Many::from(required);
    assert_eq!(Json::of(&many), Json::parse(r#"{"kind":"many","a":"a","b":1,"c":true,"d":null}"#).unwrap());
}

#[test]
fn numbers_keep_their_form() {
    use numbers::models::Thing;
    same::<Thing>(r#"{"whole":999999999999,"any":0.1,"exact":5}"#);
    same::<Thing>(r#"{"whole":1,"any":2.5,"exact":5.0}"#);
    assert_eq!(decoded::<Thing>(r#"{"whole":5.0,"any":1,"exact":1}"#).whole, 5);
    let whole = r#""unsigned":18446744073709551615,"large":18446744073709551615.0,"larger":1e30"#;
    let largest = r#""largest":115792089237316195423570985008687907853269984665640564039457584007913129639935"#;
    let large: Thing = same(&format!(r#"{{"whole":1,"any":2.5,"exact":5,{whole},{largest}}}"#));
    assert_eq!((large.unsigned, large.large), (Some(u64::MAX), Some(u64::MAX)));
    let counted: Thing = same(r#"{"whole":1,"any":2.5,"exact":5,"count":18446744073709551615}"#);
    assert_eq!(counted.count, Some(u64::MAX));
    // Beyond the type of a property that may be absent: it is kept, and said to be no value.
    let beyond: Thing = same(r#"{"whole":1,"any":2.5,"exact":5,"unsigned":-1}"#);
    assert_eq!((beyond.unsigned, beyond.extra.assumed().collect::<Vec<_>>()), (None, vec!["unsigned"]));
}

#[test]
fn formats_lose_nothing() {
    use formats::models::Thing;
    same::<Thing>(r#"{"at":"2024-02-03T04:05:06.789Z","on":"2024-02-03","amount":"0.000000000001","data":"aGk="}"#);
    let broken: Thing = same(r#"{"at":"soon","on":"never","amount":"many","data":"%","id":"key1","token":"t0p"}"#);
    assert!(!format!("{broken:?}").contains("t0p"), "{broken:?}");
    let many: Thing =
        same(r#"{"supply":115792089237316195423570985008687907853269984665640564039457584007913129639935}"#);
    assert!(many.supply.is_some_and(|supply| supply.is_integer() && supply.as_i64().is_none()));
}

#[test]
fn enums_are_open() {
    use enums::models::{SortProperty, Thing, ThingGrade};
    let thing: Thing = same(r#"{"sorting":"-created_at","zone":"Etc/GMT-5","status_class":"","direction":-1}"#);
    assert_eq!(thing.sorting, Some(SortProperty::CreatedAtDesc));
    let newer: Thing = same(r#"{"sorting":"new","zone":"new","status_class":"9xx","direction":7,"state":null}"#);
    assert!(newer.sorting.is_some_and(|sorting| !sorting.is_known() && sorting.as_str() == "new"));
    let other: Thing = same(r#"{"direction":"up","grade":2.0,"size":18446744073709551616,"color":[1]}"#);
    assert_eq!((other.grade, other.direction.map(|it| it.to_string())), (Some(ThingGrade::Bad), Some("up".to_owned())));
    assert!(other.size.is_some_and(|size| !size.is_known() && size.as_i64().is_none()));
}

#[test]
fn values_have_the_names_that_an_extension_gives_them() {
    use enums::models::{Thing, ThingColor, ThingGrade, ThingSize};
    let thing: Thing = same(r#"{"grade":2,"size":1,"color":2}"#);
    assert_eq!((thing.grade, thing.size), (Some(ThingGrade::Bad), Some(ThingSize::Small)));
    // With several extensions the first spelling counts.
    assert_eq!(thing.color, Some(ThingColor::Green));
}

#[test]
fn names_of_the_document_leave_those_of_the_templates_alone() {
    use names::models::{Figure, Kept};
    let wire = r#"{"new":"a","extra":"b","additional":"c","more":1}"#;
    let kept: Kept = same(wire);
    assert_eq!((kept.extra_property.as_deref(), kept.additional_property.as_deref()), (Some("b"), Some("c")));
    assert_eq!(kept.additional.get("more"), Some(&1));
    let figure: Figure = same(r#"{"kind":"Tag","tag":"red","decode":"x"}"#);
    assert_eq!((figure.tag(), figure.tag_property(), figure.decode_property()), (Some("Tag"), Some("red"), Some("x")));
    let unknown: Figure = same(r#"{"kind":"Unknown","tag":"blue","decode":"y"}"#);
    assert!(!matches!(unknown, Figure::Unknown(_)), "{unknown:?}");
    use events::webhooks::Event;
    let own = |event: &Event| matches!(event, Event::Unknown { .. } | Event::Unreadable { .. });
    let paid: events::models::Paid = same(r#"{"type":"unknown"}"#);
    assert!(!own(&Event::UnreadableWebhook(Box::new(paid.clone()))) && !own(&Event::UnknownWebhook(Box::new(paid))));
}

#[test]
fn constants_are_sent_without_asking() {
    use constants::models::Thing;
    assert_eq!(
        Json::of(&Thing::new(true)),
        Json::parse(r#"{"type":"thing","legacy":true,"version":2,"object":"list"}"#).unwrap()
    );
    same::<Thing>(r#"{"type":"thing","legacy":true}"#);
    same::<Thing>(r#"{"type":"other","legacy":false,"version":3}"#);
}

#[test]
fn unions_are_selected_by_their_tag() {
    use union_tag::models::Shape;
    let circle: Shape = same(r#"{"kind":"circle","id":"1","radius":0.5}"#);
    assert_eq!((circle.as_circle().map(|circle| circle.radius), circle.id()), (Some(0.5), Some("1")));
    assert!(same::<Shape>(r#"{"kind":"triangle","id":"2","sides":3}"#).as_polygon().is_some());
    assert!(
        matches!(same(r#"{"kind":"new","x":1}"#), Shape::Unknown(unknown) if unknown.tag.as_deref() == Some("new"))
    );
    assert_eq!(refused::<Shape>(r#"{"id":"1"}"#).0, "$.kind");
    assert_eq!(refused::<Shape>(r#"{"kind":"circle","id":"1"}"#).0, "$.radius");

    use union_const::models::Account;
    assert_eq!(same::<Account>(r#"{"type":"bank","iban":"x"}"#).tag(), Some("bank"));
}

#[test]
fn unions_are_selected_by_other_things_than_a_tag() {
    use union_of_unions::models::{Event, SystemEvent};
    let event: Event = same(r#"{"source":"system","name":"stopped","code":1}"#);
    assert!(matches!(event, Event::System(SystemEvent::Stopped(stopped)) if stopped.code == 1));
    let event: Event = same(r#"{"source":"system","name":"exploded"}"#);
    assert!(matches!(event, Event::System(SystemEvent::Unknown(_))));

    use union_nested_tag::models::Grant;
    assert!(same::<Grant>(r#"{"benefit":{"type":"chat","room":"r"}}"#).as_chat().is_some());

    use union_json_type::models::Thing;
    for value in [r#""a""#, "5", "true", r#"["a"]"#, r#"{"text":"t"}"#] {
        same::<Thing>(&format!(r#"{{"value":{value}}}"#));
    }
    assert_eq!(refused::<Thing>(r#"{"value":null}"#).0, "$.value");

    use union_keys::models::Discount;
    assert!(matches!(same(r#"{"amount":1,"months":2}"#), Discount::FixedRepeat(_)));
    assert!(matches!(same(r#"{"amount":1}"#), Discount::Fixed(_)));
    assert!(matches!(same(r#"{"percent":1}"#), Discount::Unknown(_)));

    use union_sibling::models::{Grant as Sibling, Properties};
    assert!(matches!(same::<Sibling>(r#"{"kind":"file","properties":{}}"#).properties, Properties::File(_)));
    assert!(matches!(same::<Sibling>(r#"{"kind":"new","properties":{"a":1}}"#).properties, Properties::Unknown(_)));
}

#[test]
fn all_of_is_one_object_or_a_family() {
    assert_eq!(refused::<all_of::models::Thing>(r#"{"id":"1","size":1}"#).0, "$.note");
    same::<all_of::models::Thing>(r#"{"id":"1","size":1,"note":"n"}"#);
    same::<inheritance::models::Pet>(r#"{"kind":"dog","name":"d","tricks":[]}"#);
    assert!(same::<inheritance::models::Pet>(r#"{"kind":"bird","name":"b"}"#).as_bird().is_some());
    same::<inheritance::models::Pet>(r#"{"kind":"fish","name":"f","fins":2}"#);
}

#[test]
fn maps_stand_beside_fields() {
    use maps::models::Thing;
    let thing: Thing = same(r#"{"free":{"a":1},"_cost":1.5,"cost":2.5,"more":"text","anything":{"x":null}}"#);
    assert_eq!(thing.additional["more"], "text");
    // `type: object` alone is what some languages write for any value.
    for any in ["7", "[1.50]", r#""text""#, r#"{"a":1}"#] {
        same::<Thing>(&format!(r#"{{"free":{{}},"anything":{any}}}"#));
    }
    same::<tuples::models::Thing>(r#"{"tax_id":["911144442","us_ein"],"rows":[[1.5],[]]}"#);
    same::<tuples::models::Thing>(r#"{"open":["a",1,true],"closed":["a",1]}"#);
    let thing: tuples::models::Thing = same(r#"{"open":[],"closed":["a"]}"#);
    assert_eq!((thing.open, thing.closed), (Some(Vec::new()), None));
}

#[test]
fn types_contain_themselves() {
    use recursion::models::{Filter, Node, Order, Tree};
    same::<Node>(r#"{"value":1,"next":{"value":2},"children":[{"value":3,"children":[]}]}"#);
    same::<Filter>(r#"{"clauses":[{"property":"a"},{"clauses":[]}]}"#);
    same::<Tree>("[[],[[]]]");
    let order: Order = same(r#"{"parts":[{"count":1,"refund_of":{"reason":"r","parts":[{"count":2}]}}]}"#);
    let parts = order.parts.expect("they are in the text");
    assert_eq!(parts[0].refund_of.as_ref().and_then(|refund| refund.reason.as_deref()), Some("r"));
}

#[test]
fn properties_of_one_side_are_not_required_of_the_other() {
    use sides::models::{Note, Owner, OwnerInput, PersonInput, Thing, ThingInput, ThingInputRequired};
    let sent = ThingInput::new(ThingInputRequired { name: "name".to_owned(), password: "password".to_owned() });
    let sent = sent.owner(PersonInput::new().name("Jane")).note(Note::new().text("t"));
    let owner = r#"{"kind":"person","name":"Jane"}"#;
    let expected = format!(r#"{{"name":"name","note":{{"text":"t"}},"owner":{owner},"password":"password"}}"#);
    assert_eq!(Json::of(&sent), Json::parse(&expected).expect("it is JSON"));
    assert!(matches!(sent.owner, Some(OwnerInput::Person(_))));
    // What the server sets is there in what it gives, and the document's word counts for that.
    let thing: Thing = same(r#"{"id":"1","name":"name","owner":{"kind":"person","id":7}}"#);
    let Some(Owner::Person(owner)) = thing.owner else { panic!("the owner is a person") };
    assert_eq!((thing.id.as_str(), owner.id), ("1", 7));
    assert_eq!(refused::<Thing>(r#"{"name":"name"}"#).0, "$.id");
}

#[test]
fn a_constructor_takes_values_in_the_order_of_the_required_list() {
    let ordered = requests::models::Ordered::new(20, "crate", true);
    assert_eq!(encode_to_string(&ordered), r#"{"fragile":true,"name":"crate","weight":20}"#);
}

#[test]
fn two_required_values_of_the_same_type_have_names() {
    use requests::models::{Login, LoginRequired};
    let login = Login::new(LoginRequired { username: "jane".to_owned(), password: "secret".into() });
    assert_eq!(encode_to_string(&login), r#"{"password":"secret","username":"jane"}"#);
}

#[test]
fn hard_names_do_no_harm() {
    use names::models::{OptionSchema, SelfSchema};
    let json =
        r#"{"type":"t","self":"中文","crate":true,"extra":"e","trading-pair":"p","2fa":false,"größe":1.5,"x":1}"#;
    let thing: OptionSchema = same(json);
    assert_eq!((thing.self_, thing.extra_property.as_deref()), (SelfSchema::ZhongWen, Some("e")));
    same::<names::models::Decode>(r#"{"value":"text","at":"2024-01-01T00:00:00Z"}"#);
    let order: id_types::models::Order = same(r#"{"id":"o","customer_id":"c"}"#);
    assert_eq!((order.id, order.customer_id), ("o".into(), "c".into()));
}

#[test]
fn what_takes_the_rest_of_a_path_keeps_its_slashes() {
    let client = parameters::Client::builder().access_token("t").base_url("http://localhost").build();
    let files = client.expect("nothing else is needed").files();
    assert!(files.get_rest("a b/c.txt").curl().contains("/files/a%20b/c.txt'"));
    assert!(files.get_raw("a@b/c?d").curl().contains("/raw/a@b/c%3Fd'"));
    let client = parameters::blocking::Client::builder().access_token("t").base_url("http://localhost").build();
    let escape = client.expect("nothing else is needed").files().get_rest("a/../b").send();
    assert!(escape.is_err_and(|error| error.to_string().contains("another resource")));
}

#[test]
fn parameters_and_options_of_the_same_name_stand_side_by_side() {
    let client = parameters::Client::builder().access_token("t").base_url("http://localhost").build();
    let call = client.expect("nothing else is needed").calls().list();
    let call = call.query("a").path("b").query_send(true).query_stream(false).with_underscore_query("c");
    let call = call.header_header("d").session("e").body([("key".to_owned(), "value".to_owned())].into()).limit(5);
    let call = call.header("X-More", "f").extra_query("more", "g").timeout(std::time::Duration::from_secs(1));
    let command = call.text().curl();
    for part in [
        "/calls?query=a&path=b&send=true&stream=false&with_query=c&limit=5&more=g'",
        "'header: d'",
        "'x-more: f'",
        "'cookie: [redacted]'",
        r#"'{"key":"value"}'"#,
    ] {
        assert!(command.contains(part), "{part} is not in {command}");
    }
}

//! Which variant of a union a value becomes, and that it is written back as it came: constants that rule a variant
//! out, shared and missing tags, the properties present, unions of one variant, enumerations written as choices.

use feature_sdk::runtime::json::{Decode, Encode, Json, decode_slice, encode_to_string};
use feature_sdk::runtime::testing::{Strictness, round_trip};
use feature_sdk::*;
use std::fmt::Debug;

/// Decodes, and expects the same JSON when it is encoded again.
fn same<T: Decode + Encode + Debug>(json: &str) -> T {
    let value: T = decode_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"));
    assert_eq!(Json::parse(&encode_to_string(&value)), Json::parse(json), "{value:?}");
    value
}

#[test]
fn a_constant_that_differs_rules_a_variant_out() {
    use union_constants::models::{Held, Payment};
    assert!(same::<Payment>(r#"{"method":"card","brand":"visa"}"#).as_card().is_some());
    assert!(same::<Payment>(r#"{"method":"kr_card","brand":"bc"}"#).as_generic().is_some());
    assert!(same::<Payment>(r#"{"method":"kr_card","brand":null}"#).as_generic().is_some());
    assert!(same::<Held>(r#"{"source":{"type":"card"},"last4":"4242"}"#).as_card().is_some());
    assert!(same::<Held>(r#"{"source":{"type":"bank"},"last4":"4242"}"#).as_other().is_some());
}

#[test]
fn a_constant_decides_however_deep_it_is() {
    use union_constants::models::Order;
    assert!(same::<Order>(r#"{"checkout":{"payment":{"via":"card"}}}"#).as_card().is_some());
    assert!(same::<Order>(r#"{"checkout":{"payment":{"via":"bank"}}}"#).as_bank().is_some());
    assert!(matches!(same(r#"{"checkout":{"payment":{"via":"cash"}}}"#), Order::Unknown(_)));
    // Without it nobody knows which it is, and the first is as wrong as the second.
    for json in [r#"{"checkout":null}"#, r#"{"checkout":{"payment":[]}}"#, r#"{"checkout":{"payment":{"via":null}}}"#] {
        let refused = round_trip::<Order>(json, Strictness::Lenient).expect_err("a tag is not invented");
        assert_eq!((&*refused.path(), &*refused.reason()), ("$.checkout.payment.via", "missing"));
    }
}

#[test]
fn a_tag_that_some_variants_share_rules_all_of_them_out() {
    use union_constants::models::Answer;
    let kept = |json: &str| same::<Answer>(json);
    assert!(!matches!(kept(r#"{"kind":"same","n":1}"#), Answer::Unknown(_)));
    assert!(!matches!(kept(r#"{"kind":"same","n":2.0}"#), Answer::Unknown(_)));
    assert!(!matches!(kept(r#"{"kind":"other"}"#), Answer::Unknown(_)));
    assert!(matches!(kept(r#"{"kind":"new","n":1}"#), Answer::Unknown(_)));
    assert!(matches!(kept(r#"{"kind":"same","n":3}"#), Answer::Unknown(_)));
}

#[test]
fn a_number_that_no_variant_holds_is_kept() {
    use union_constants::models::{Number, Thing};
    assert!(same::<Thing>(r#"{"number":5.0}"#).number.is_some_and(|number| number.as_integer() == Some(5)));
    assert!(matches!(same("5.5"), Number::Unknown(_)));
    assert!(matches!(same("18446744073709551615"), Number::Unknown(_)));
    assert!(matches!(same(r#"{"words":"five"}"#), Number::Unknown(_)));
    let read = round_trip::<Number>("5.5", Strictness::Lenient).expect("it is kept");
    assert_eq!((read.raw, read.assumed.len()), (1, 0));
}

#[test]
fn a_constant_beside_the_tag_rules_a_variant_out() {
    use union_constants::models::Part;
    assert!(same::<Part>(r#"{"kind":"disk","version":2,"size":5}"#).as_disk().is_some());
    assert!(same::<Part>(r#"{"kind":"screen","version":7}"#).as_screen().is_some());
    assert!(matches!(same(r#"{"kind":"disk","version":3,"size":"5 GB"}"#), Part::Unknown(_)));
}

#[test]
fn an_object_that_may_be_null_checks_its_constants() {
    use union_constants::models::Thing;
    let assumed = |json: &str| {
        let read = round_trip::<Thing>(json, Strictness::Lenient).unwrap_or_else(|error| panic!("{json}: {error}"));
        assert_eq!(Json::parse(&read.text), Json::parse(json));
        read.assumed.join(" ")
    };
    assert!(same::<Thing>(r#"{"source":{"type":"function","name":"f"}}"#).source.is_some());
    // Another type takes its place: it is no such object, and nothing else is known of it.
    let other = r#"{"source":{"type":"custom","name":5}}"#;
    assert_eq!((same::<Thing>(other).source, &*assumed(other)), (None, "$.source"));
    let listed = r#"{"tools":[{"type":"custom","name":5},{"type":"function","name":"f"}]}"#;
    assert_eq!(assumed(listed), "$.tools[0]");
    // Where the document leaves no other way to read it, the constant is reported to be another.
    let reported = r#"{"tool":{"type":"custom","name":"f"}}"#;
    let tool = same::<Thing>(reported).tool.expect("it is read");
    assert_eq!((tool.extra.assumed().collect::<Vec<_>>(), &*assumed(reported)), (vec!["type"], "$.tool.type"));
}

#[test]
fn an_object_beside_other_kinds_checks_its_tag() {
    use union_constants::models::{Expandable, ToolChoice};
    assert!(same::<ToolChoice>(r#""auto""#).as_value().is_some());
    assert!(same::<ToolChoice>(r#"{"type":"function","name":"f"}"#).as_named().is_some());
    assert!(matches!(same(r#"{"type":"custom","custom":{}}"#), ToolChoice::Unknown(_)));
    assert!(same::<Expandable>(r#""cus_1""#).as_text().is_some());
    assert!(same::<Expandable>(r#"{"object":"customer","id":"cus_1"}"#).as_customer().is_some());
    assert!(same::<Expandable>(r#"{"object":"customer","id":"cus_1","deleted":true}"#).as_deleted_customer().is_some());
    assert!(matches!(same(r#"{"object":"account","id":"acct_1"}"#), Expandable::Unknown(_)));
}

#[test]
fn what_is_new_among_externally_tagged_variants_is_kept() {
    use union_constants::models::Command;
    assert!(same::<Command>(r#"{"Start":"x"}"#).as_start().is_some());
    assert!(same::<Command>(r#"{"Stop":"x"}"#).as_stop().is_some());
    assert!(same::<Command>(r#""Reset""#).as_value().is_some());
    assert!(matches!(same(r#"{"Pause":"x"}"#), Command::Unknown(_)));
}

#[test]
fn the_variant_that_knows_most_of_the_properties_is_used() {
    use union_properties::models::{Contact, Extent};
    assert!(same::<Contact>(r#"{"email":"a@b","born":"2000-01-01"}"#).as_person().is_some());
    assert!(same::<Contact>(r#"{"email":"a@b","vat":"DE1"}"#).as_company().is_some());
    assert!(same::<Contact>(r#"{"place":5}"#).as_company().is_some());
    assert!(same::<Contact>(r#"{"place":"x"}"#).as_person().is_some());
    assert!(same::<Contact>(r#"{"email":"a@b"}"#).as_person().is_some());
    assert!(matches!(same(r#"{"phone":"1"}"#), Contact::Unknown(_)));
    assert!(same::<Extent>(r#"{"width":1,"height":2}"#).as_large().is_some());
    assert!(same::<Extent>(r#"{"width":1}"#).as_large().is_some());
}

#[test]
fn variants_that_share_a_tag_are_distinguished_by_what_else_they_have() {
    use union_properties::models::Shape;
    assert!(same::<Shape>(r#"{"kind":"round","radius":1}"#).as_circle().is_some());
    assert!(same::<Shape>(r#"{"kind":"round","radius":2,"hole":1}"#).as_ring().is_some());
    assert!(same::<Shape>(r#"{"kind":"square","side":1}"#).as_square().is_some());
    assert!(matches!(same(r#"{"kind":"star","points":5}"#), Shape::Unknown(_)));
}

#[test]
fn a_tag_whose_default_is_left_out_counts_as_given() {
    use union_properties::models::{Filter, Input};
    assert!(same::<Filter>(r#"{"from":1}"#).as_range().is_some());
    assert!(same::<Filter>(r#"{"type":"terms","terms":[]}"#).as_terms().is_some());
    assert!(same::<Input>(r#"{"text":"a"}"#).as_text().is_some());
    assert!(same::<Input>(r#"{"url":"a"}"#).as_image().is_some());
    assert!(matches!(same(r#"{"audio":"a"}"#), Input::Unknown(_)));
}

#[test]
fn a_union_of_one_variant_keeps_what_is_new() {
    use union_single::models::{Change, Event, Method, Shape, Thing};
    assert!(same::<Shape>(r#"{"kind":"circle","id":1,"radius":0.5}"#).as_circle().is_some());
    assert!(matches!(same(r#"{"kind":"plain","id":1}"#), Shape::Unknown(_)));
    same::<Thing>(r#"{"source":{"object":"card","last4":"4242"}}"#);
    same::<Thing>(r#"{"source":{"object":"bank","iban":"x"}}"#);
    assert!(same::<Event>(r#"{"type":"created","id":"1"}"#).as_created().is_some());
    assert!(same::<Event>(r#"{"type":"archived","note":"n"}"#).as_other().is_some());
    assert!(same::<Event>(r#"{"note":"n"}"#).as_other().is_some());
    assert!(same::<Change>(r#"{"Renamed":"x"}"#).as_renamed().is_some());
    assert!(matches!(same(r#"{"Moved":{"to":"x"}}"#), Change::Unknown(_)));
    assert!(same::<Method>(r#"{"type":"bank","iban":"x"}"#).as_bank().is_some());
    assert!(matches!(same(r#"{"type":"card"}"#), Method::Unknown(_)));
    // A reference beside words is no choice.
    assert!(same::<Thing>(r#"{"note":{"note":"n"}}"#).note.is_some_and(|other| other.note.is_some()));
}

#[test]
fn choices_of_constants_are_open_enumerations() {
    use enums_annotated::models::{Region, Role, Speed, State, Thing, ThingModel, ThingPart, ThingRole};
    let thing: Thing = same(r#"{"state":2,"speed":"f","pool":"shared","model":"small","region":"eu","role":""}"#);
    assert_eq!((thing.state, thing.speed, thing.region), (State::Closed, Some(Speed::Fast), Some(Region::Eu)));
    assert_eq!((thing.model, thing.role), (Some(ThingModel::Small), Some(ThingRole::Empty)));
    let newer: Thing = same(r#"{"state":7,"speed":null,"pool":"x","model":"huge","region":"asia","role":null}"#);
    assert!(!newer.state.is_known() && newer.model.is_some_and(|model| model == "huge"));
    assert_eq!(ThingModel::from("large"), ThingModel::Large);
    let target: Thing = same(r#"{"state":0,"target":"admin"}"#);
    assert!(target.target.is_some_and(|target| target.as_value().is_some_and(|value| value.is_known())));
    assert!(Role::from("admin").is_known());
    same::<Thing>(r#"{"state":0,"target":5}"#);
    assert!(same::<ThingPart>(r#"{"type":3,"label":"x"}"#).as_select().is_some());
    assert!(matches!(same(r#"{"type":4,"label":"x"}"#), ThingPart::Unknown(_)));
}

#[test]
fn listed_values_beside_text_of_a_format_are_distinguished() {
    use enums_annotated::models::{Thing, ThingDue};
    let now: Thing = same(r#"{"state":0,"due":"now"}"#);
    assert_eq!(now.due, Some(ThingDue::Now));
    let moment: Thing = same(r#"{"state":0,"due":"2026-01-31T10:30:00.50+01:00"}"#);
    assert!(matches!(moment.due, Some(ThingDue::At(moment)) if moment.unix_seconds() == Some(1_769_851_800)));
    let newer: Thing = same(r#"{"state":0,"due":"never"}"#);
    assert!(newer.due.as_ref().is_some_and(|due| !due.is_known() && due.to_string() == "never"));
    assert_eq!(same::<Thing>(r#"{"state":0,"due":null}"#).due, None);
    assert_eq!(ThingDue::from("now"), ThingDue::Now);
    assert_eq!(
        ThingDue::from(feature_sdk::runtime::values::Timestamp::from_unix(0, 0)).to_string(),
        "1970-01-01T00:00:00Z"
    );
}

#[test]
fn properties_under_conditions_are_optional() {
    use conditions::models::Thing;
    let card: Thing = same(r#"{"kind":"card","last4":"4242","brand":"visa","country":"DE","tax_id":5}"#);
    assert_eq!((card.last4.as_deref(), card.tax_id, card.iban), (Some("4242"), Some(5), None));
    let bank: Thing = same(r#"{"kind":"bank","iban":"DE1"}"#);
    assert_eq!(bank.iban.as_deref(), Some("DE1"));
    same::<Thing>(r#"{"kind":"card","country":"FR"}"#);
}

//! What the lenient reading leaves as it came, and where it ends.

use super::*;

#[test]
fn a_value_of_a_kind_that_a_union_does_not_know_is_kept() {
    for value in [r#""pm_1""#, "7", "[1]", r#"{"type":"newer"}"#] {
        let text = order_with("method", Some(value));
        let order: Order = decode_slice_strictly(text.as_bytes()).expect("this is not even an assumption");
        assert!(order.method.is_unknown());
        assert_eq!(Json::of(&order), Json::parse(&text).expect("it is JSON"));
    }
    // A known variant that cannot be read, within an object.
    let (order, assumed) = mended::<Order>(&order_with("method", Some(r#"{"type":"amount","parts":[]}"#)));
    assert!(order.method.is_unknown());
    assert_eq!(assumed, "$.method");
}

#[test]
fn null_for_an_optional_property_is_nothing_unusual() {
    let text = r#"{"type":"amount","cents":3,"rate":null,"parts":[]}"#;
    assert!(decode_slice_strictly::<Amount>(text.as_bytes()).is_err());
    let read = read::<Amount>(text).expect("it is none");
    assert_eq!((read.value.rate, read.assumed.len(), read.value.extra.assumed().count()), (None, 0, 0));
    assert_eq!(encode_to_string(&read.value), text);
}

#[test]
fn constants_that_are_missing_or_of_another_kind_are_left_so() {
    for text in
        [r#"{"cents":3,"parts":[]}"#, r#"{"type":5,"cents":3,"parts":[]}"#, r#"{"type":null,"cents":3,"parts":[]}"#]
    {
        assert_eq!(mended::<Amount>(text).1, "$.type");
    }
}

#[test]
fn an_extra_that_is_moved_brings_its_properties_and_nothing_else() {
    let text = r#"{"type":"other","cents":3.0,"rate":null,"parts":[1.0],"new":true}"#;
    let amount: Amount = decode_slice(text.as_bytes()).expect("it is an amount");
    assert_eq!(encode_to_string(&amount), text);
    let address = Address { street: "s".to_owned(), country: Status::Open, extra: amount.extra };
    assert_eq!(encode_to_string(&address), r#"{"street":"s","country":"open","new":true}"#);
}

#[test]
fn many_errors_take_linear_time() {
    let item = r#"{"street":5,"country":[]},{"x":null},"#;
    let text = format!(r#"{{"list":[{}null]}}"#, item.repeat(50_000));
    let read = read::<Listing<Address>>(&text).expect("it is a list");
    assert_eq!((read.value.list.len(), read.assumed.len()), (50_000, 150_000));
    assert_eq!(Json::of(&read.value), Json::parse(&text).expect("it is JSON"));
}

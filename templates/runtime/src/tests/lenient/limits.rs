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
fn what_a_field_cannot_hold_is_at_hand_and_written_again() {
    let text = r#"{"type":"amount","cents":3,"rate":1e400,"parts":[1,18446744073709551616,2]}"#;
    let (amount, assumed) = mended::<Amount>(text);
    assert_eq!((amount.rate, &*amount.parts, assumed.as_str()), (None, &[1, 2][..], "$.rate $.parts[1]"));
    assert_eq!(amount.extra.assumed().collect::<Vec<_>>(), ["rate", "parts"]);
    let raw = |name: &str| amount.extra.raw(name).map(|json| json.to_string());
    assert_eq!(raw("rate").as_deref(), Some("1e400"));
    assert_eq!(raw("parts").as_deref(), Some("[1,18446744073709551616,2]"));
    assert_eq!((raw("cents"), raw("type"), raw("other")), (None, None, None));
    // What is required is never invented.
    assert!(decode_slice::<Amount>(br#"{"type":"amount","cents":1e30,"parts":[]}"#).is_err());
}

#[test]
fn a_tuple_leaves_out_what_is_beyond_its_length_and_fills_in_what_is_no_number() {
    for text in [r#"["a",1,{"b":2.0}]"#, r#"[null,1.0]"#, r#"[{},"1",3]"#] {
        let read: Received<(String, i64)> = decode_slice(text.as_bytes()).expect("the number is there");
        assert_eq!(read.1, 1, "{text}");
        assert_eq!(encode_to_string(&read), text);
        assert!(decode_slice_strictly::<(String, i64)>(text.as_bytes()).is_err(), "{text}");
    }
    for text in [r#"["a"]"#, r#"["a",null]"#, "[]", "{}", "null"] {
        assert!(decode_slice::<Received<(String, i64)>>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn half_a_character_is_an_assumption() {
    let text = ORDER.replace(r#""note":"n""#, r#""note":"cut \ud83d""#);
    let (order, assumed) = mended::<Order>(&text);
    assert_eq!((order.note.as_str(), assumed.as_str()), ("cut \u{fffd}", "$.note"));
    assert_eq!(encode_to_string(&order), text);
    assert!(decode_slice_strictly::<Order>(text.as_bytes()).is_err());
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

#[test]
fn text_in_place_of_what_could_not_be_read_is_sent() {
    for came in ["null", "[]", "[1]", "{}"] {
        let (mut order, assumed) = mended::<Order>(&order_with("note", Some(came)));
        assert_eq!((order.note.as_str(), assumed.as_str()), ("", "$.note"), "{came}");
        order.note = "new".to_owned();
        assert_eq!(Json::of(&order).get("note"), Some(&Json::from("new")), "{came}");
    }
}

#[test]
fn a_property_of_another_kind_has_come() {
    let (address, assumed) = mended::<Address>(r#"{"street":[]}"#);
    assert_eq!((address.street.as_str(), assumed.as_str()), ("", "$.country $.street"));
}

#[test]
fn an_escaped_replacement_character_is_no_half_of_another() {
    let note = r#""note":"\n\ufffd""#;
    let text = ORDER.replace(r#""note":"n""#, note);
    assert_eq!(read::<Order>(&text).map(|order| order.assumed), Ok(Vec::new()));
    let text = order_with("paid", None).replace(r#""note":"n""#, note);
    assert_eq!(read::<Order>(&text).map(|order| order.assumed), Ok(vec!["$.paid".to_owned()]));
    // Nor is what stands beside one.
    let text = ORDER.replace(r#""note":"n""#, r#""note":"\ud83d""#).replace(r#""tax":"1.50""#, r#""tax":"1\u002e50""#);
    assert_eq!(read::<Order>(&text).map(|order| order.assumed), Ok(vec!["$.note".to_owned()]));
}

#[test]
fn objects_are_made_up_eight_deep() {
    struct Layer<T>(T);
    impl<T: Decode> Decode for Layer<T> {
        fn from_fields(fields: &mut Fields<'_>) -> Self {
            let layer = Self(fields.required("inner"));
            fields.rest();
            layer
        }
    }
    type Three<T> = Layer<Layer<Layer<T>>>;
    type Nine = Three<Three<Three<String>>>;
    let nine = read::<Nine>(r#"{"inner":null}"#).expect("eight are made up in the one that came");
    assert_eq!((nine.value.0.0.0.0.0.0.0.0.0.as_str(), nine.assumed), ("", vec!["$.inner".to_owned()]));
    let error = read::<Layer<Nine>>(r#"{"inner":null}"#).map(drop).expect_err("this is another object");
    assert_eq!(error.path(), "$.inner");
}

#[test]
fn what_was_met_before_and_stands_behind_is_not_forgotten() {
    let (listing, assumed) = mended::<Listing<i64>>(r#"{"one":{"x":1},"list":["3",4,"x"]}"#);
    assert_eq!((listing.list, listing.one), (vec![3, 4], None));
    assert_eq!(assumed, "$.one $.list[0] $.list[2]");
}

#[test]
fn null_for_a_constant_that_may_be_absent_is_nothing_unusual() {
    #[derive(Debug)]
    struct Fixed(Extra);
    impl Decode for Fixed {
        fn from_fields(fields: &mut Fields<'_>) -> Self {
            fields.optional_constant("type", "x");
            Self(fields.rest())
        }
    }
    let read = read::<Fixed>(r#"{"type":null}"#).expect("it is none");
    assert_eq!((read.assumed.len(), read.value.0.assumed().count()), (0, 0));
    assert_eq!(decode_slice_strictly::<Fixed>(br#"{"type":null}"#).expect_err("it is no text").path(), "$.type");
}

#[test]
fn null_that_a_type_keeps_is_no_assumption() {
    struct Kept(String);
    impl Decode for Kept {
        fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
            Err(value.expected("nothing"))
        }
        fn from_fields(_: &mut Fields<'_>) -> Self {
            Self(String::new())
        }
        fn unreadable(value: Value<'_>) -> Option<Self> {
            Some(Self(value.raw().to_owned()))
        }
    }
    let read = read::<Vec<Kept>>("[null,5]").expect("all of it is kept");
    assert_eq!(read.value.into_iter().map(|kept| kept.0).collect::<Vec<_>>(), ["null", "5"]);
    assert_eq!(read.assumed, ["$[1]"]);
}

#[test]
fn a_list_or_an_object_is_text_of_an_enum_leniently_only() {
    for text in ["[1]", r#"{"a":1}"#] {
        assert_eq!(decode_slice::<Status>(text.as_bytes()).map(|status| status.to_string()), Ok(text.to_owned()));
        assert!(decode_slice_strictly::<Status>(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn room_for_a_list_is_a_mebibyte_before_its_elements_are_read() {
    struct Large(#[allow(dead_code, reason = "only its size matters")] [u64; 1 << 13]);
    impl Decode for Large {
        fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
            Err(value.expected("more"))
        }
        fn from_fields(_: &mut Fields<'_>) -> Self {
            Self([0; 1 << 13])
        }
    }
    let read = read::<Vec<Large>>(&format!("[{}0]", "0,".repeat(999))).expect("everything is left out");
    assert_eq!((read.value.len(), read.value.capacity()), (0, 16));
}

//! Properties that hold for all JSON, on generated values.

use proptest::prelude::*;

use crate::runtime::json::{Document, Json, decode_slice, encode_to_string};
use crate::runtime::values::{DecimalString, Map, Number, Timestamp};

/// Strings with what is hard about them: quotes, escapes, controls, several bytes per character.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![4 => prop::char::range(' ', '~'), 1 => prop::char::range('\0', '\u{1f}'), 1 => any::<char>()],
        0..24,
    )
    .prop_map(String::from_iter)
}

/// Numbers in every form the grammar has.
fn number() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?"
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::null()),
        any::<bool>().prop_map(Json::from),
        number().prop_map(|text| Json::parse(&text).expect("it is a number")),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 120, 12, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..12).prop_map(Json::list),
            prop::collection::btree_map(text(), inner, 0..12).prop_map(Json::object),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_alike(json in json()) {
        let written = json.to_string();
        let read = Json::parse(&written).expect("what is written is JSON");
        prop_assert_eq!(read.to_string(), written.clone());
        prop_assert_eq!(&read, &json);
        prop_assert_eq!(read.to_value(), json.to_value());
        let document = Document::parse(written.as_bytes()).expect("what is written is JSON");
        prop_assert_eq!(document.root().raw(), written.as_str());
    }

    #[test]
    fn serde_json_reads_the_same(json in json()) {
        let pretty = serde_json::to_string_pretty(&json.to_value()).expect("it is a value");
        prop_assert_eq!(Json::parse(&pretty).expect("serde_json writes JSON").to_value(), json.to_value());
    }

    /// The reference is `IgnoredAny`, which reads the grammar without making values.
    #[test]
    fn the_grammar_is_that_of_serde_json(json in json(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = json.to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let reference = serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok() && std::str::from_utf8(&bytes).is_ok();
        prop_assert_eq!(Document::parse(&bytes).is_ok(), reference, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode_slice::<Map<Json>>(&bytes);
    }

    #[test]
    fn floats_round_trip(number in any::<f64>()) {
        let written = encode_to_string(&number);
        match decode_slice::<Option<f64>>(written.as_bytes()).expect("it is a number or null") {
            Some(read) => prop_assert_eq!(read.to_bits(), number.to_bits()),
            None => prop_assert!(!number.is_finite()),
        }
    }

    #[test]
    fn integers_agree_with_exact_arithmetic(digits in any::<i64>(), shift in 0_usize..12) {
        let whole = digits.to_string();
        let zeros = "0".repeat(shift);
        for text in [format!("{whole}.{zeros}0"), format!("{whole}{zeros}e-{shift}"), format!("{whole}e0")] {
            prop_assert_eq!(decode_slice::<i64>(text.as_bytes()), Ok(digits), "{}", text);
        }
    }

    #[test]
    fn numbers_keep_their_text(text in number()) {
        let number: Number = decode_slice(text.as_bytes()).expect("it is a number");
        prop_assert_eq!(encode_to_string(&number), text.clone());
        let decimal: DecimalString = decode_slice(text.as_bytes()).expect("it is a number");
        prop_assert!(decimal.is_valid());
        prop_assert_eq!(encode_to_string(&decimal), text);
    }

    #[test]
    fn decimals_compare_as_their_values(a in -100_000_i64..100_000, b in -100_000_i64..100_000, scale in 0_u32..6) {
        let text = |number: i64| DecimalString::from(format!("{number}e-{scale}"));
        let plain = |number: i64| {
            let (sign, digits) = (if number < 0 { "-" } else { "" }, format!("{:07}", number.abs()));
            let (whole, fraction) = digits.split_at(7 - scale as usize);
            DecimalString::from(format!("{sign}{whole}.{fraction}"))
        };
        prop_assert_eq!(text(a).cmp(&plain(b)), a.cmp(&b));
        prop_assert_eq!(text(a), plain(a));
    }

    #[test]
    fn timestamps_keep_every_letter(
        text in "[0-9]{4}-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])[Tt ]([01][0-9]|2[0-4]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]{1,12})?([Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
    ) {
        let json = encode_to_string(&text);
        let timestamp: Timestamp = decode_slice(json.as_bytes()).expect("any string will do");
        prop_assert_eq!(encode_to_string(&timestamp), json);
        if let Some(time) = timestamp.to_system_time() {
            prop_assert!(Timestamp::from(time) == timestamp || timestamp.raw().starts_with("0000") || timestamp.raw().starts_with("9999"));
        }
    }
}

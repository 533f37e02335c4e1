//! Times, days, amounts and the like: what they mean, and that their text is kept.

use std::time::{Duration, SystemTime};

use crate::runtime::json::{Decode, decode_slice, encode_to_string};
use crate::runtime::values::{Base64, Date, DecimalString, Secret, Timestamp};

fn read<T: Decode>(text: &str) -> T {
    decode_slice(format!("{text:?}").as_bytes()).expect("any string will do")
}

#[test]
fn timestamps_are_moments_with_a_spelling() {
    for (text, instant) in [
        ("1970-01-01T00:00:00Z", Some((0, 0))),
        ("2026-11-21T00:03:45.373049Z", Some((1_795_219_425, 373_049_000))),
        ("2026-11-21t00:03:45z", Some((1_795_219_425, 0))),
        ("2026-11-21 00:03:45+00:00", Some((1_795_219_425, 0))),
        ("2026-11-21T00:03:45-00:00", Some((1_795_219_425, 0))),
        ("2026-11-20T19:33:45.000000000-04:30", Some((1_795_219_425, 0))),
        ("2026-11-21T05:48:45.1+05:45", Some((1_795_219_425, 100_000_000))),
        ("2016-12-31T23:59:60Z", Some((1_483_228_800, 0))),
        ("2026-11-21T00:03:45.1234567890123Z", Some((1_795_219_425, 123_456_789))),
        ("0000-01-01T00:00:00Z", Some((-62_167_219_200, 0))),
        ("0000-01-01T00:00:00+23:59", Some((-62_167_305_540, 0))),
        ("9999-12-31T23:59:59.999999999Z", Some((253_402_300_799, 999_999_999))),
        ("1969-12-31T23:59:59.5Z", Some((-1, 500_000_000))),
        ("2000-02-29T00:00:00Z", Some((951_782_400, 0))),
        ("1900-02-29T00:00:00Z", None),
        ("2026-11-21", None),
        ("2026-11-21T00:03:45", None),
        ("2026-11-21T24:00:00Z", None),
        ("2026-13-01T00:00:00Z", None),
        ("2026-11-31T00:00:00Z", None),
        ("2026-11-21T00:03:45.Z", None),
        ("2026-11-21T00:03Z", None),
        ("2026-11-21T00:03:45+0100", None),
        ("2026-11-21T00:03:45ZZ", None),
        ("+2026-11-21T00:03:45Z", None),
        ("２026-11-21T00:03:45Z", None),
        ("soon", None),
        ("", None),
    ] {
        let timestamp: Timestamp = read(text);
        assert_eq!(timestamp.raw(), text);
        assert_eq!(encode_to_string(&timestamp), format!("{text:?}"));
        assert_eq!(timestamp.unix_seconds().zip(timestamp.subsec_nanos()), instant, "{text}");
        assert_eq!(text.parse::<Timestamp>().is_ok(), instant.is_some(), "{text}");
    }
    assert_eq!(size_of::<Option<Timestamp>>(), 16);
}

#[test]
fn timestamps_move_by_durations() {
    let time = |text: &str| read::<Timestamp>(text);
    let (start, later) = (time("2026-02-28T23:59:59.7+00:00"), time("2026-03-01T00:00:00.2Z"));
    let half = Duration::from_millis(500);
    assert_eq!((&start + half, &later - half), (later.clone(), start.clone()));
    assert_eq!((later.duration_since(&start), start.duration_since(&later)), (Some(half), None));
    assert_eq!(time("1970-01-01T00:00:00Z") - Duration::from_nanos(1), time("1969-12-31T23:59:59.999999999Z"));
    assert!(Timestamp::now() + Duration::from_secs(60) > Timestamp::now());
    let last = time("9999-12-31T23:59:59Z");
    assert_eq!((last.checked_add(Duration::from_secs(1)), last.clone() + Duration::MAX), (None, last));
    assert_eq!((time("soon").checked_sub(half), time("soon") + half), (None, time("soon")));
    let mut due = start;
    due += half;
    due -= half * 2;
    assert_eq!(due, time("2026-02-28T23:59:59.2Z"));
}

#[test]
fn timestamps_compare_as_moments() {
    let time = |text: &str| read::<Timestamp>(text);
    assert_eq!(time("2026-11-21T10:00:00Z"), time("2026-11-21T12:00:00.000+02:00"));
    assert!(time("2026-11-21T10:00:00Z") < time("2026-11-21T10:00:00.000000001Z"));
    assert!(time("2026-11-21T11:00:00+02:00") < time("2026-11-21T10:00:00Z"));
    assert!(time("9999-12-31T23:59:59Z") < time("soon"));
    assert_ne!(time("soon"), time("later"));
}

#[test]
fn timestamps_and_system_time() {
    for (seconds, nanos, text) in [
        (0, 0, "1970-01-01T00:00:00Z"),
        (1_795_219_425, 373_049_000, "2026-11-21T00:03:45.373049Z"),
        (1_795_219_425, 5, "2026-11-21T00:03:45.000000005Z"),
        (1_795_219_425, 5_000_000, "2026-11-21T00:03:45.005Z"),
    ] {
        let time = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanos);
        let timestamp = Timestamp::from(time);
        assert_eq!(timestamp.raw(), text);
        assert_eq!(timestamp.to_system_time(), Some(time));
    }
    let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1_500);
    assert_eq!(Timestamp::from(before).raw(), "1969-12-31T23:59:58.500Z");
    assert_eq!(Timestamp::from(before).to_system_time(), Some(before));
    assert_eq!(Timestamp::from_unix(i64::MAX, u32::MAX).raw(), "9999-12-31T23:59:59.999999999Z");
    assert_eq!(Timestamp::from_unix(i64::MIN, 0).raw(), "0000-01-01T00:00:00Z");
    assert!(SystemTime::try_from(&read::<Timestamp>("soon")).is_err());
}

#[test]
fn days() {
    for (text, parts) in [
        ("2026-11-21", Some((2026, 11, 21))),
        ("2024-02-29", Some((2024, 2, 29))),
        ("2023-02-29", None),
        ("2026-11-2", None),
        ("2026-00-01", None),
        ("2026-11-21T00:00:00Z", None),
    ] {
        let date: Date = read(text);
        assert_eq!(encode_to_string(&date), format!("{text:?}"));
        assert_eq!(date.year().zip(date.month()).zip(date.day()).map(|((y, m), d)| (y, m, d)), parts);
    }
    assert!(read::<Date>("2026-11-21") < read::<Date>("2026-12-01"));
    assert_eq!(Date::new(2026, 11, 21), Some(read("2026-11-21")));
    assert_eq!(Date::new(2026, 2, 30), None);
}

#[test]
fn decimals_are_exact_and_compare_by_value() {
    let decimal = |text: &str| DecimalString::from(text);
    for (a, b) in [
        ("1.10", "1.1"),
        ("1e2", "100"),
        ("-0", "0"),
        ("007", "7"),
        ("0.0010", "1e-3"),
        (".5", "0.5"),
        ("+1", "1"),
        ("5.", "5"),
    ] {
        assert_eq!(decimal(a), decimal(b));
    }
    let sorted = [
        "-1e400",
        "-100",
        "-2.5",
        "-2.49",
        "0",
        "0.01",
        "0.1",
        "3",
        "3000.14",
        "3000.140000000000000000001",
        "29999",
        "1e400",
        "abc",
    ];
    assert!(sorted.windows(2).all(|pair| decimal(pair[0]) < decimal(pair[1])));
    for text in ["", ".", "-", "1.2.3", "1,000", "0x1", "1e", "e5", "NaN", "inf", "١"] {
        assert!(text.parse::<DecimalString>().is_err(), "{text}");
        assert_eq!(encode_to_string(&decimal(text)), format!("{text:?}"));
    }
    assert_eq!(DecimalString::from(3000).as_str(), "3000");
    assert_eq!(decimal("3000.14").to_f64(), Some(3000.14));
}

#[test]
fn a_decimal_keeps_its_json_form() {
    for text in [r#""3000.140""#, "3000.140", "1e400", "-0", r#""""#] {
        let decimal: DecimalString = decode_slice(text.as_bytes()).expect("it is text or a number");
        assert_eq!(encode_to_string(&decimal), text);
    }
    assert!(decode_slice::<DecimalString>(b"[1]").is_err());
}

#[test]
fn hashes_agree_with_equality() {
    use std::hash::{BuildHasher, RandomState};
    let state = RandomState::new();
    let hash = |text: &str| state.hash_one(DecimalString::from(text));
    assert_eq!((hash("1.10"), hash("0.110e1"), hash("-0")), (hash("1.1"), hash("1.1"), hash("0")));
    let hash = |text: &str| state.hash_one(read::<Timestamp>(text));
    assert_eq!(hash("2026-11-21T10:00:00Z"), hash("2026-11-21T12:00:00+02:00"));
}

#[test]
fn base64_is_kept_as_text() {
    assert_eq!(Base64::from(b"hello").as_str(), "aGVsbG8=");
    for (text, bytes) in [
        ("aGVsbG8=", Some("hello")),
        ("aGVsbG8", Some("hello")),
        ("Pz8_Pj4-", Some("???>>>")),
        ("not base64!", None),
        ("", Some("")),
    ] {
        let base64: Base64 = read(text);
        assert_eq!(base64.to_bytes().as_deref(), bytes.map(str::as_bytes), "{text}");
        assert_eq!(encode_to_string(&base64), format!("{text:?}"));
    }
}

#[test]
fn secrets_do_not_show() {
    let secret: Secret = read("hush");
    assert!(!format!("{secret:?} {:?}", Some(&secret)).contains("hush"));
    assert_eq!((secret.expose(), encode_to_string(&secret).as_str()), ("hush", "\"hush\""));
}

//! To and from the types of other crates.

#[cfg(feature = "chrono-0-4")]
#[test]
fn chrono() {
    use crate::runtime::values::{Date, Timestamp};
    use chrono_0_4::{DateTime, NaiveDate, Utc};

    let text = "2026-11-21T00:03:45.373049Z";
    let time: DateTime<Utc> = text.parse().expect("chrono reads RFC 3339");
    assert_eq!(Timestamp::from(time).raw(), text);
    assert_eq!(DateTime::<Utc>::try_from(&Timestamp::from(time)), Ok(time));
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("there is such a day");
    let date = Date::try_from(day).expect("the year has four digits");
    assert_eq!((date.raw().as_ref(), NaiveDate::try_from(&date)), ("2026-11-21", Ok(day)));
}

#[cfg(feature = "jiff-0-2")]
#[test]
fn jiff() {
    use crate::runtime::values::{Date, Timestamp};

    for text in ["2026-11-21T00:03:45.373049Z", "1969-12-31T23:59:58.500Z"] {
        let time: jiff_0_2::Timestamp = text.parse().expect("jiff reads RFC 3339");
        assert_eq!(Timestamp::from(time).raw(), text);
        assert_eq!(jiff_0_2::Timestamp::try_from(&Timestamp::from(time)), Ok(time));
    }
    let day = jiff_0_2::civil::date(2026, 11, 21);
    let date = Date::try_from(day).expect("the year has four digits");
    assert_eq!((date.raw().as_ref(), jiff_0_2::civil::Date::try_from(&date)), ("2026-11-21", Ok(day)));
}

#[cfg(feature = "rust_decimal-1")]
#[test]
fn rust_decimal() {
    use crate::runtime::values::DecimalString;
    use rust_decimal_1::Decimal;

    let decimal = Decimal::new(300_014, 2);
    assert_eq!(DecimalString::from(decimal).as_str(), "3000.14");
    assert_eq!(Decimal::try_from(&DecimalString::from("3000.14")), Ok(decimal));
    assert_eq!(Decimal::try_from(&DecimalString::from("3.00014e3")), Ok(decimal));
    assert!(Decimal::try_from(&DecimalString::from("1e400")).is_err());
}

#[cfg(feature = "uuid-1")]
#[test]
fn uuid() {
    use super::model::ThingId;
    use uuid_1::Uuid;

    let uuid = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    let id = ThingId::from(uuid);
    assert_eq!(id, "01234567-89ab-cdef-0123-456789abcdef");
    assert_eq!(Uuid::try_from(&id), Ok(uuid));
    assert!(Uuid::try_from(&ThingId::from("key1")).is_err());
}

//! To and from the types of other crates, each behind a feature named after the crate and its version.

#[cfg(feature = "chrono-0-4")]
mod chrono {
    use chrono_0_4::{DateTime, Datelike, NaiveDate, TimeZone, Utc};

    use crate::runtime::values::{Date, ParseDateError, ParseTimestampError, Timestamp};

    impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
        fn from(time: DateTime<Z>) -> Self {
            Self::from_unix(time.timestamp(), time.timestamp_subsec_nanos())
        }
    }

    impl TryFrom<&Timestamp> for DateTime<Utc> {
        type Error = ParseTimestampError;

        fn try_from(timestamp: &Timestamp) -> Result<Self, ParseTimestampError> {
            let (seconds, nanos) = timestamp.unix_seconds().zip(timestamp.subsec_nanos()).unwrap_or((i64::MAX, 0));
            DateTime::from_timestamp(seconds, nanos).ok_or(ParseTimestampError::new())
        }
    }

    impl TryFrom<NaiveDate> for Date {
        type Error = ParseDateError;

        fn try_from(date: NaiveDate) -> Result<Self, ParseDateError> {
            let year = u16::try_from(date.year()).map_err(|_| ParseDateError::new())?;
            Date::new(year, date.month() as u8, date.day() as u8).ok_or(ParseDateError::new())
        }
    }

    impl TryFrom<&Date> for NaiveDate {
        type Error = ParseDateError;

        fn try_from(date: &Date) -> Result<Self, ParseDateError> {
            let (year, month, day) = date.parts().ok_or(ParseDateError::new())?;
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).ok_or(ParseDateError::new())
        }
    }
}

#[cfg(feature = "jiff-0-2")]
mod jiff {
    use crate::runtime::values::{Date, ParseDateError, ParseTimestampError, Timestamp};

    impl From<jiff_0_2::Timestamp> for Timestamp {
        fn from(time: jiff_0_2::Timestamp) -> Self {
            let nanos = time.as_nanosecond();
            let seconds = nanos.div_euclid(1_000_000_000) as i64;
            Self::from_unix(seconds, nanos.rem_euclid(1_000_000_000) as u32)
        }
    }

    impl TryFrom<&Timestamp> for jiff_0_2::Timestamp {
        type Error = ParseTimestampError;

        fn try_from(timestamp: &Timestamp) -> Result<Self, ParseTimestampError> {
            let (seconds, nanos) = timestamp.unix_seconds().zip(timestamp.subsec_nanos()).unwrap_or((i64::MAX, 0));
            jiff_0_2::Timestamp::new(seconds, nanos as i32).map_err(|_| ParseTimestampError::new())
        }
    }

    impl TryFrom<jiff_0_2::civil::Date> for Date {
        type Error = ParseDateError;

        fn try_from(date: jiff_0_2::civil::Date) -> Result<Self, ParseDateError> {
            let year = u16::try_from(date.year()).map_err(|_| ParseDateError::new())?;
            Date::new(year, date.month() as u8, date.day() as u8).ok_or(ParseDateError::new())
        }
    }

    impl TryFrom<&Date> for jiff_0_2::civil::Date {
        type Error = ParseDateError;

        fn try_from(date: &Date) -> Result<Self, ParseDateError> {
            let (year, month, day) = date.parts().ok_or(ParseDateError::new())?;
            jiff_0_2::civil::Date::new(year as i16, month as i8, day as i8).map_err(|_| ParseDateError::new())
        }
    }
}

#[cfg(feature = "rust_decimal-1")]
mod decimal {
    use rust_decimal_1::Decimal;

    use crate::runtime::values::{DecimalString, ParseDecimalError};

    impl From<Decimal> for DecimalString {
        fn from(decimal: Decimal) -> Self {
            decimal.to_string().into()
        }
    }

    /// Fails as well where the number has more digits than a `Decimal` holds.
    impl TryFrom<&DecimalString> for Decimal {
        type Error = ParseDecimalError;

        fn try_from(decimal: &DecimalString) -> Result<Self, ParseDecimalError> {
            let text = decimal.as_str();
            let parsed =
                if text.contains(['e', 'E']) { Self::from_scientific(text) } else { Self::from_str_exact(text) };
            parsed.map_err(|_| ParseDecimalError::new())
        }
    }
}

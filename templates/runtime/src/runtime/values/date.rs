//! Days of the calendar.

use std::borrow::Cow;
use std::fmt;

use super::patch_from;
use super::rfc3339;
use crate::runtime::json::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer, serde_via_json};

/// A day, as `2026-11-21`.
///
/// Text that is no day is kept too ([`Date::raw`]); it sorts behind all days.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Repr);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    Day { year: u16, month: u8, day: u8 },
    Text(Box<str>),
}

impl Date {
    /// A day of the Gregorian calendar in the years 0 to 9999; `None` if there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    }

    /// The year; `None` if the text is no day.
    pub fn year(&self) -> Option<u16> {
        self.parts().map(|(year, _, _)| year)
    }

    /// The month from 1; `None` if the text is no day.
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|(_, month, _)| month)
    }

    /// The day of the month from 1; `None` if the text is no day.
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|(_, _, day)| day)
    }

    /// The text as the server wrote it.
    pub fn raw(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Day { year, month, day } => Cow::Owned(format!("{year:04}-{month:02}-{day:02}")),
            Repr::Text(text) => Cow::Borrowed(text),
        }
    }

    /// Whether the text is a day.
    pub fn is_valid(&self) -> bool {
        self.parts().is_some()
    }

    fn from_text(text: &str) -> Self {
        Self(match rfc3339::date(text.as_bytes()) {
            Some((year, month, day)) => Repr::Day { year, month, day },
            None => Repr::Text(text.into()),
        })
    }

    pub(super) fn parts(&self) -> Option<(u16, u8, u8)> {
        match self.0 {
            Repr::Day { year, month, day } => Some((year, month, day)),
            Repr::Text(_) => None,
        }
    }
}

/// Text that is no day such as `2026-11-21`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDateError(());

impl ParseDateError {
    pub(super) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day of the calendar, such as 2026-11-21")
    }
}

impl std::error::Error for ParseDateError {}

impl std::str::FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        let date = Self::from_text(text);
        if date.is_valid() { Ok(date) } else { Err(ParseDateError::new()) }
    }
}

impl From<&Date> for Date {
    fn from(date: &Date) -> Self {
        date.clone()
    }
}

patch_from!(Date: &Date);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.raw())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw())
    }
}

impl Decode for Date {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text("a date in a string").map(|text| Self::from_text(&text))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::from_text("")
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for Date {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.raw());
    }
}

serde_via_json!(Date);

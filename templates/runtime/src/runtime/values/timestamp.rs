//! Moments in time.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use super::patch_from;
use super::rfc3339::{self, Instant, Style};
use crate::runtime::json::{Decode, DecodeError, Encode, Fields, Placeholder, Value, Writer, serde_via_json};
use crate::runtime::support::time_of_day;

/// A moment in time, to the nanosecond, as APIs write it: RFC 3339.
///
/// What was read is written again letter by letter: offset, fraction digits, a lower-case `z`. Text that is no
/// timestamp is kept too ([`Timestamp::raw`]); it then stands for no moment and sorts behind those that do. Equality
/// and order are those of the moments: `10:00:00Z` and `12:00:00+02:00` are equal.
///
#[doc = include_str!("../examples/timestamp.md")]
#[derive(Clone)]
pub struct Timestamp(Repr);

#[derive(Clone)]
enum Repr {
    Plain { seconds: i64, nanos: u32, style: Style },
    Odd(Box<Odd>),
}

/// Text that no [`Style`] can keep.
#[derive(Clone)]
struct Odd {
    text: String,
    instant: Option<Instant>,
}

/// Seconds since 1970 of 9999-12-31T23:59:59Z, the last second RFC 3339 can write.
const LAST: i64 = 253_402_300_799;
/// Seconds since 1970 of 0000-01-01T00:00:00Z, the first.
const FIRST: i64 = -62_167_219_200;

impl Timestamp {
    /// This moment.
    pub fn now() -> Self {
        time_of_day().into()
    }

    /// Seconds since 1970-01-01T00:00:00Z and nanoseconds on top of them, moved into the years 0 to 9999.
    pub fn from_unix(seconds: i64, nanos: u32) -> Self {
        let nanos = nanos.min(999_999_999);
        Self::plain((seconds.clamp(FIRST, LAST), nanos), Style::utc(nanos))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; `None` if the text is no timestamp.
    pub fn unix_seconds(&self) -> Option<i64> {
        self.instant().map(|(seconds, _)| seconds)
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z; `None` if the text is no timestamp.
    pub fn unix_millis(&self) -> Option<i64> {
        self.instant().map(|(seconds, nanos)| seconds * 1_000 + i64::from(nanos / 1_000_000))
    }

    /// Nanoseconds within the second; `None` if the text is no timestamp.
    pub fn subsec_nanos(&self) -> Option<u32> {
        self.instant().map(|(_, nanos)| nanos)
    }

    /// The moment for the standard library; `None` if the text is no timestamp.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanos) = self.instant()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let base = if seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(whole)?
        } else {
            SystemTime::UNIX_EPOCH.checked_add(whole)?
        };
        base.checked_add(Duration::from_nanos(nanos.into()))
    }

    /// The text as the server wrote it.
    pub fn raw(&self) -> Cow<'_, str> {
        match &self.0 {
            Repr::Plain { seconds, nanos, style } => Cow::Owned(style.write((*seconds, *nanos))),
            Repr::Odd(odd) => Cow::Borrowed(&odd.text),
        }
    }

    /// Whether the text is a timestamp.
    pub fn is_valid(&self) -> bool {
        self.instant().is_some()
    }

    /// A timestamp from any text.
    fn from_text(text: Cow<'_, str>) -> Self {
        match rfc3339::timestamp(&text) {
            Some(rfc3339::Read { instant, style: Some(style) }) => Self::plain(instant, style),
            read => {
                let odd = Odd { text: text.into_owned(), instant: read.map(|read| read.instant) };
                Self(Repr::Odd(Box::new(odd)))
            }
        }
    }

    fn plain((seconds, nanos): Instant, style: Style) -> Self {
        Self(Repr::Plain { seconds, nanos, style })
    }

    fn instant(&self) -> Option<Instant> {
        match &self.0 {
            Repr::Plain { seconds, nanos, .. } => Some((*seconds, *nanos)),
            Repr::Odd(odd) => odd.instant,
        }
    }

    /// Moments come first, in their order, then texts.
    fn key(&self) -> (bool, Instant, &str) {
        match (&self.0, self.instant()) {
            (_, Some(instant)) => (false, instant, ""),
            (Repr::Odd(odd), None) => (true, (0, 0), &odd.text),
            (Repr::Plain { .. }, None) => (true, (0, 0), ""),
        }
    }
}

/// Text that is no timestamp of RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseTimestampError(());

impl ParseTimestampError {
    pub(super) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for ParseTimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a timestamp of RFC 3339, such as 2026-11-21T00:03:45Z")
    }
}

impl std::error::Error for ParseTimestampError {}

impl std::str::FromStr for Timestamp {
    type Err = ParseTimestampError;

    fn from_str(text: &str) -> Result<Self, ParseTimestampError> {
        let timestamp = Self::from_text(text.into());
        if timestamp.is_valid() { Ok(timestamp) } else { Err(ParseTimestampError::new()) }
    }
}

/// In UTC. A time beyond the year 9999 becomes its last second.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::from_unix(seconds(after), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                match before.subsec_nanos() {
                    0 => Self::from_unix(-seconds(before), 0),
                    nanos => Self::from_unix(-seconds(before) - 1, 1_000_000_000 - nanos),
                }
            }
        }
    }
}

impl TryFrom<&Timestamp> for SystemTime {
    type Error = ParseTimestampError;

    fn try_from(timestamp: &Timestamp) -> Result<Self, ParseTimestampError> {
        timestamp.to_system_time().ok_or(ParseTimestampError::new())
    }
}

impl From<&Timestamp> for Timestamp {
    fn from(timestamp: &Timestamp) -> Self {
        timestamp.clone()
    }
}

patch_from!(Timestamp: SystemTime, &Timestamp);

impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.raw())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw())
    }
}

impl Decode for Timestamp {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text("a timestamp in a string").map(Self::from_text)
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::from_text("".into())
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for Timestamp {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.raw());
    }
}

serde_via_json!(Timestamp);

//! Exact decimal numbers, mostly amounts of money.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::patch_from;
use crate::runtime::json::{Decode, DecodeError, Encode, Fields, Kind, Placeholder, Value, Writer, serde_via_json};

/// A decimal number as text: `"3000.14"`. No digit goes through a float.
///
/// The text is kept as it is, even one that is no number ([`DecimalString::is_valid`]). What was read from a JSON
/// number is written as that number. Equality and order are those of the numbers, so `1.10` equals `1.1`; texts that
/// are no numbers sort behind them.
///
#[doc = include_str!("../examples/decimal.md")]
#[derive(Clone)]
pub struct DecimalString {
    text: Box<str>,
    form: Form,
}

/// How it stands in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    String,
    Number,
}

impl DecimalString {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the text is a number.
    pub fn is_valid(&self) -> bool {
        Digits::of(&self.text).is_some()
    }

    /// The nearest `f64`, for display and estimates; `None` if the text is no number.
    pub fn to_f64(&self) -> Option<f64> {
        Digits::of(&self.text)?;
        self.text.parse().ok()
    }

    fn string(text: impl Into<Box<str>>) -> Self {
        Self { text: text.into(), form: Form::String }
    }
}

/// The parts of a decimal: `0.digits × 10^exponent` without zeros at either end of the digits; zero has no digits.
struct Digits<'a> {
    negative: bool,
    exponent: i64,
    whole: &'a [u8],
    fraction: &'a [u8],
}

impl<'a> Digits<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || mantissa.len() < 1 + usize::from(mantissa.contains('.')) {
            return None;
        }
        let exponent = exponent.parse::<i32>().ok()?;
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let (whole, fraction, exponent) = if whole.is_empty() {
            let significant = fraction.trim_start_matches('0');
            ("", significant, i64::from(exponent) - (fraction.len() - significant.len()) as i64)
        } else if fraction.is_empty() {
            (whole.trim_end_matches('0'), "", i64::from(exponent) + whole.len() as i64)
        } else {
            (whole, fraction, i64::from(exponent) + whole.len() as i64)
        };
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self {
            negative: negative && !zero,
            exponent: if zero { i64::MIN } else { exponent },
            whole: whole.as_bytes(),
            fraction: fraction.as_bytes(),
        })
    }

    fn significant(&self) -> impl Iterator<Item = u8> {
        self.whole.iter().chain(self.fraction).copied()
    }

    fn compare(&self, other: &Self) -> Ordering {
        let magnitude = || self.exponent.cmp(&other.exponent).then_with(|| self.significant().cmp(other.significant()));
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => magnitude(),
            (true, true) => magnitude().reverse(),
        }
    }
}

/// Text that is no decimal number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDecimalError(());

impl ParseDecimalError {
    pub(super) fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number, such as 3000.14")
    }
}

impl std::error::Error for ParseDecimalError {}

/// Checked: text that is no number is an error.
impl std::str::FromStr for DecimalString {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let decimal = Self::string(text);
        if decimal.is_valid() { Ok(decimal) } else { Err(ParseDecimalError::new()) }
    }
}

/// Not checked, so that literals are easily written; `parse` checks.
impl From<&str> for DecimalString {
    fn from(text: &str) -> Self {
        Self::string(text)
    }
}

/// Not checked; `parse` checks.
impl From<String> for DecimalString {
    fn from(text: String) -> Self {
        Self::string(text)
    }
}

impl From<&DecimalString> for DecimalString {
    fn from(decimal: &DecimalString) -> Self {
        decimal.clone()
    }
}

macro_rules! from_integer {
    ($($ty:ty),+) => {$(
        impl From<$ty> for DecimalString {
            fn from(number: $ty) -> Self {
                Self::string(number.to_string())
            }
        }
    )+};
}

from_integer!(i32, i64, u32, u64);
patch_from!(DecimalString: &str, String, &DecimalString, i32, i64, u32, u64);

impl PartialEq for DecimalString {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for DecimalString {}

impl PartialOrd for DecimalString {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DecimalString {
    fn cmp(&self, other: &Self) -> Ordering {
        match (Digits::of(&self.text), Digits::of(&other.text)) {
            (Some(a), Some(b)) => a.compare(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.text.cmp(&other.text),
        }
    }
}

impl Hash for DecimalString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match Digits::of(&self.text) {
            Some(digits) => {
                (digits.negative, digits.exponent).hash(state);
                digits.significant().for_each(|digit| digit.hash(state));
            }
            None => self.text.hash(state),
        }
    }
}

impl fmt::Display for DecimalString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for DecimalString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Decode for DecimalString {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        match value.kind() {
            Kind::Number => Ok(Self { text: value.raw().into(), form: Form::Number }),
            Kind::Null | Kind::Boolean | Kind::String | Kind::List | Kind::Object => {
                value.text("a decimal number in a string").map(Self::string)
            }
        }
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Self::string("")
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

impl Encode for DecimalString {
    fn encode(&self, writer: &mut Writer) {
        match self.form {
            Form::String => writer.string(&self.text),
            Form::Number => writer.raw(&self.text),
        }
    }
}

serde_via_json!(DecimalString);

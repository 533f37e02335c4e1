//! From a JSON value to a Rust type, and how the types of the standard library do it.

use std::borrow::Cow;
use std::str::FromStr;

use super::error::{DecodeError, Reason};
use super::fields::Fields;
use super::lenient::Placeholder;
use super::map::Map;
use super::spelling;
use super::value::Value;

/// A type that can be made from a JSON value.
///
/// All models have it. Use [`decode_slice`](super::decode_slice) to decode a text.
pub trait Decode: Sized {
    /// Makes the value.
    ///
    /// # Errors
    ///
    /// If the JSON value is not what the type says.
    #[inline]
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        // A pointer, as in [`Fields`].
        let fields: fn(_, _) -> _ = Value::fields;
        let mut fields = fields(value, Self::OBJECT);
        let object = Self::from_fields(&mut fields);
        fields.finish(object)
    }

    /// Makes an object of its fields.
    ///
    /// It always gives a value. If a field is refused, it is one that nobody sees: it only takes the place of the field until
    /// [`Decode::decode`] gives the reason. So a type that is no object gives any of its values here, without a look at the
    /// fields.
    #[doc(hidden)]
    fn from_fields(fields: &mut Fields<'_>) -> Self;

    /// The name of the type, if it is an object whose fields are read.
    #[doc(hidden)]
    const OBJECT: &'static str = "";

    /// Whether values of the type hold numbers of Rust. JSON spells one number in many ways, as `5`, `5.0` and `50e-1`,
    /// and the object around the value remembers which it was. Models remember for themselves.
    #[doc(hidden)]
    const HOLDS_NUMBERS: bool = false;

    /// Whether some number in `value` is written otherwise than [`Encode`](super::Encode) writes it.
    #[doc(hidden)]
    fn is_written_differently(_value: Value<'_>) -> bool {
        false
    }

    /// Whether null is a value of the type, and not the lack of one.
    #[doc(hidden)]
    const HOLDS_NULL: bool = false;

    /// Whether text is a value of the type beside others.
    #[doc(hidden)]
    const HOLDS_TEXT: bool = false;

    /// The same value, unless a constant of the type is there and differs. Where there may also be nothing, the value is then
    /// something else, as it is among the variants of a union.
    ///
    /// # Errors
    ///
    /// If one differs.
    #[doc(hidden)]
    #[inline]
    fn with_constants(value: Value<'_>) -> Result<Value<'_>, DecodeError> {
        Ok(value)
    }

    /// What is decoded by the lenient reading where a value is missing: `{}`, of which models are filled in and anything
    /// else is refused.
    #[doc(hidden)]
    const PLACEHOLDER: Placeholder = Placeholder::Object;

    /// The value that keeps one which the lenient reading cannot read, for types that can, such as unions.
    #[doc(hidden)]
    fn unreadable(_value: Value<'_>) -> Option<Self> {
        None
    }
}

impl Decode for bool {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.as_bool().or_else(|| value.as_spelled_bool()).ok_or_else(|| value.expected("a boolean"))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::False;
}

impl Decode for String {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.text("a string").map(Cow::into_owned)
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

/// A number without fraction, as `5`, but also as `5.0` or `5e0`. One beyond 64 bits is an error.
impl Decode for i64 {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        let text = value.number("an integer")?;
        integer(&text).ok_or_else(|| DecodeError::of(value, Reason::Range("a 64-bit integer")))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::None;

    const HOLDS_NUMBERS: bool = true;

    fn is_written_differently(value: Value<'_>) -> bool {
        value.is_unusual_integer()
    }
}

/// As an `i64`, but from zero to twice as far.
impl Decode for u64 {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        let text = value.number("an integer")?;
        integer(&text).ok_or_else(|| DecodeError::of(value, Reason::Range("an unsigned 64-bit integer")))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::None;

    const HOLDS_NUMBERS: bool = true;

    fn is_written_differently(value: Value<'_>) -> bool {
        value.is_unusual_integer()
    }
}

/// The nearest `f64`. A number beyond its range, such as `1e400`, is an error.
impl Decode for f64 {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        let text = value.number("a number")?;
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| DecodeError::of(value, Reason::Range("a 64-bit floating-point number")))
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::None;

    const HOLDS_NUMBERS: bool = true;

    fn is_written_differently(value: Value<'_>) -> bool {
        value.as_number().is_some_and(|text| !spelling::is_usual_float(text))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.nullable()
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const HOLDS_NULL: bool = true;
    const HOLDS_TEXT: bool = T::HOLDS_TEXT || matches!(T::PLACEHOLDER, Placeholder::Text);
    const PLACEHOLDER: Placeholder = Placeholder::Null;

    const HOLDS_NUMBERS: bool = T::HOLDS_NUMBERS;

    fn is_written_differently(value: Value<'_>) -> bool {
        T::is_written_differently(value)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        T::decode(value).map(Box::new)
    }

    fn from_fields(fields: &mut Fields<'_>) -> Self {
        Box::new(T::from_fields(fields))
    }

    fn with_constants(value: Value<'_>) -> Result<Value<'_>, DecodeError> {
        T::with_constants(value)
    }

    const HOLDS_NULL: bool = T::HOLDS_NULL;
    const HOLDS_TEXT: bool = T::HOLDS_TEXT;
    const PLACEHOLDER: Placeholder = T::PLACEHOLDER;

    fn unreadable(value: Value<'_>) -> Option<Self> {
        T::unreadable(value).map(Box::new)
    }

    const HOLDS_NUMBERS: bool = T::HOLDS_NUMBERS;

    fn is_written_differently(value: Value<'_>) -> bool {
        T::is_written_differently(value)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.list(T::decode)
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::List;

    const HOLDS_NUMBERS: bool = T::HOLDS_NUMBERS;

    fn is_written_differently(value: Value<'_>) -> bool {
        value.elements().any(T::is_written_differently)
    }
}

impl<T: Decode> Decode for Map<T> {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.map()
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const HOLDS_NUMBERS: bool = T::HOLDS_NUMBERS;

    fn is_written_differently(value: Value<'_>) -> bool {
        value.entries().any(|(_, value)| T::is_written_differently(value))
    }
}

/// The bytes of a string's text.
impl Decode for bytes::Bytes {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        String::decode(value).map(Self::from)
    }

    fn from_fields(_: &mut Fields<'_>) -> Self {
        Default::default()
    }

    const PLACEHOLDER: Placeholder = Placeholder::Text;
}

/// The value of a JSON number that has no fraction and fits.
pub(crate) fn integer<N: TryFrom<i128> + FromStr>(text: &str) -> Option<N> {
    match text.parse() {
        Ok(number) => Some(number),
        Err(_) => N::try_from(integral(text)?).ok(),
    }
}

/// `5.0`, `50e-1` and `5e2` are integers too. Exact: no digit goes through a float.
#[cold]
fn integral(text: &str) -> Option<i128> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{}", fraction.trim_end_matches('0'));
    if digits.trim_matches(['-', '0']).is_empty() {
        // A lone sign is no number.
        return digits.contains('0').then_some(0);
    }
    let shift = exponent.parse::<i64>().ok()?.checked_sub(fraction.trim_end_matches('0').len() as i64)?;
    let Ok(zeros) = u64::try_from(shift) else {
        let cut = digits.len().checked_sub(usize::try_from(shift.unsigned_abs()).ok()?)?;
        let (kept, dropped) = digits.split_at(cut);
        return dropped.bytes().all(|digit| digit == b'0').then(|| kept.parse().ok())?;
    };
    // Twenty digits are more than any number of 64 bits has.
    digits.extend(std::iter::repeat_n('0', usize::try_from(zeros).ok().filter(|&zeros| zeros < 20)?));
    digits.parse().ok()
}

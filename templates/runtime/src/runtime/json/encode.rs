//! From a Rust type to JSON text, and how the types of the standard library do it.

use super::map::Map;
use super::owned::Json;
use super::writer::Writer;

/// A type that can be written as JSON.
///
/// All models have it. Use [`encode_to_string`] to get the text.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, writer: &mut Writer);
}

/// The JSON text of a value, without white space.
pub fn encode_to_string(value: &dyn Encode) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.finish()
}

/// The JSON text of a value that is to be sent.
pub(crate) struct Encoded {
    pub(crate) json: String,
    /// The secrets that stand in it.
    pub(crate) secrets: Vec<String>,
    /// Whether all numbers are ones that JSON can write.
    pub(crate) is_finite: bool,
}

/// Why a value with such a number is not sent.
pub(crate) const NOT_FINITE: &str = "a number is infinite or not a number (NaN), which JSON cannot write";

/// The JSON text of a value that is to be sent.
pub(crate) fn encode_to_send(value: &dyn Encode) -> Encoded {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    let (secrets, is_finite) = (writer.take_secrets(), writer.is_finite());
    Encoded { json: writer.finish(), secrets, is_finite }
}

/// The JSON text of a value for people, in which no secret is shown.
pub(crate) fn encode_redacted(value: &dyn Encode) -> String {
    let mut writer = Writer::redacting();
    value.encode(&mut writer);
    writer.finish()
}

/// `Debug` of a type that can be encoded: its name and its JSON, in which no secret is shown. One function is compiled for all
/// models, where each derived one is as long as its type has fields.
#[doc(hidden)]
pub const FMT_VIA_JSON: FmtViaJson = fmt_via_json;

/// A pointer, as in [`Fields`](super::Fields).
type FmtViaJson = fn(&str, &dyn Encode, &mut std::fmt::Formatter<'_>) -> std::fmt::Result;

fn fmt_via_json(name: &str, value: &dyn Encode, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let mut writer = Writer::describing();
    value.encode(&mut writer);
    let text = writer.finish();
    f.write_str(name)?;
    f.write_str(" ")?;
    match Json::parse(&text) {
        Ok(json) => std::fmt::Debug::fmt(&json, f),
        Err(_) => f.write_str(&text),
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for i64 {
    fn encode(&self, writer: &mut Writer) {
        writer.integer(*self);
    }
}

impl Encode for u64 {
    fn encode(&self, writer: &mut Writer) {
        writer.unsigned(*self);
    }
}

impl Encode for i32 {
    fn encode(&self, writer: &mut Writer) {
        writer.integer(i64::from(*self));
    }
}

impl Encode for u32 {
    fn encode(&self, writer: &mut Writer) {
        writer.integer(i64::from(*self));
    }
}

/// The shortest text that reads back as the same number; `5.0` keeps its `.0` and `-0.0` its sign. What JSON cannot
/// write (infinities, not-a-number) becomes `null`; a call that would send it fails instead.
impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        writer.number(*self);
    }
}

/// `null` for `None`.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }
}

impl Encode for () {
    fn encode(&self, writer: &mut Writer) {
        writer.null();
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        let mut list = writer.list();
        for element in self {
            list.element(element);
        }
    }
}

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, writer: &mut Writer) {
        writer.object().map(self);
    }
}

/// As text if it is UTF-8, else in Base64, because JSON has no bytes.
impl Encode for bytes::Bytes {
    fn encode(&self, writer: &mut Writer) {
        writer.bytes(self);
    }
}

macro_rules! tuple {
    ($($name:ident $place:tt),+) => {
        impl<$($name: Encode),+> Encode for ($($name,)+) {
            fn encode(&self, writer: &mut Writer) {
                let mut list = writer.list();
                $(list.element(&self.$place);)+
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);

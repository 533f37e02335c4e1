//! The types of JSON values that models are made of: times, amounts, ids, three-state fields, and what is kept of values
//! newer than the SDK.
//!
//! None of them loses anything: what breaks its own format keeps its text, what nobody knows is sent back as it came.

pub mod argument;
mod base64;
mod conversions;
mod date;
mod decimal;
mod file;
mod formatted_enum;
mod id;
mod integer_enum;
mod one_or_many;
mod open_enum;
mod rfc3339;
mod secret;
mod timestamp;
mod timestamp_arithmetic;
mod unknown;

pub use super::json::{extra::Extra, map::Map, null::Null, number::Number, patch::Patch, whole::Received};
pub use super::support::file::File;
pub use argument::{IntoArgument, IntoItems};
pub use base64::Base64;
pub use date::{Date, ParseDateError};
pub use decimal::{DecimalString, ParseDecimalError};
pub use file::FileOrText;
pub use id::{Id, IdKind};
pub use one_or_many::OneOrMany;
pub use secret::Secret;
pub use timestamp::{ParseTimestampError, Timestamp};
pub use unknown::{UnknownInteger, UnknownValue, UnknownVariant};

#[allow(unused_imports, reason = "an SDK without enums has no use for it")]
pub(crate) use super::json::patch::patch_from;
#[allow(unused_imports, reason = "an SDK without such enums has no use for it")]
pub(crate) use formatted_enum::formatted_enum;
#[allow(unused_imports, reason = "an SDK without enums of integers has no use for it")]
pub(crate) use integer_enum::open_integer_enum;
#[allow(unused_imports, reason = "an SDK without enums has no use for it")]
pub(crate) use one_or_many::one_or_many_from;
#[allow(unused_imports, reason = "an SDK without enums has no use for it")]
pub(crate) use open_enum::open_enum;

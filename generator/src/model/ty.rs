//! How a place in the model refers to a type.

use super::TypeId;

/// A use of a type. Absence and `null` of a property are not part of it, see [`super::Presence`].
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// Any JSON value.
    Any,
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A number of which `5` and `5.0` are told apart (`anyOf [integer, number]`).
    IntegerOrNumber,
    /// Text, with what `format` says of it.
    String(Format),
    /// Text that names a resource, such as `CustomerId`. The name is a decision of `sdk.yaml`.
    Id(String),
    /// An array.
    List(Box<Ty>),
    /// An array of fixed length (`prefixItems`).
    Tuple(Vec<Ty>),
    /// An object whose keys are data (`additionalProperties` without `properties`).
    Map(Box<Ty>),
    /// One value or a list of them (`anyOf [T, array<T>]`), as filters take.
    OneOrMany(Box<Ty>),
    /// A value or `null`, inside a list, a map, a tuple or a union.
    Nullable(Box<Ty>),
    /// A declared type.
    Named(TypeId),
}

/// What the text of a string is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Nothing said, or a format without a type of its own (`uri`, `email`, `uuid`, `duration`).
    Plain,
    /// RFC 3339 date and time.
    DateTime,
    /// RFC 3339 full date.
    Date,
    /// A number written as text, exact.
    Decimal,
    /// Base64 text of bytes (`byte`, or `contentEncoding: base64`).
    Byte,
    /// Raw bytes of a body or a part.
    Binary,
    /// Text that must not be shown, such as a token. A decision of `sdk.yaml` or `format: password`.
    Secret,
}

/// JSON's kinds of value, whole numbers told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Number,
    /// `"…"`
    String,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

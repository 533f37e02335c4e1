//! How a place in the model refers to a type.

use super::{Format, TypeId};

/// A use of a type. Absence and `null` of a property are not part of it, see [`super::Presence`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ty {
    /// Any JSON value.
    Any,
    /// Only `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A whole number that may be larger than signed 64 bits hold (`uint64`, or a maximum beyond them).
    Unsigned,
    /// Any number.
    Number,
    /// A number of which `5` and `5.0` are distinguished (`anyOf [integer, number]`).
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

/// JSON's kinds of value, whole numbers distinguished.
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

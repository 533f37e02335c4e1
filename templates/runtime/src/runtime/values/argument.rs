//! What setters of optional values take.

use crate::runtime::json::{null::Null, patch::Patch};

/// What the setter of an optional value takes: the value, whatever becomes one, or an `Option` of either, whose `None`
/// leaves a property or parameter out. Integers may have any width.
///
/// `T` is what the setter sets: `Option<String>`, `Option<i64>`, or [`Patch<String>`](Patch) for a property that an
/// update can clear, where `None` means null. `Via` tells the implementations apart; the compiler infers it.
///
#[doc = include_str!("../examples/argument.md")]
#[diagnostic::on_unimplemented(
    message = "a setter of `{T}` does not take `{Self}`",
    note = "it takes the value, whatever becomes one by `Into`, or an `Option` of either"
)]
pub trait IntoArgument<T, Via> {
    /// What is set.
    fn into_argument(self) -> T;
}

/// What the setter of an optional list takes: anything that gives its items, or an `Option` of such a thing, whose `None`
/// leaves a property or parameter out. `Via` tells the two apart; the compiler infers it.
///
#[doc = include_str!("../examples/items_argument.md")]
#[diagnostic::on_unimplemented(
    message = "a setter of a list of `{T}` does not take `{Self}`",
    note = "it takes what gives such items, as an array or an iterator does, or an `Option` of it"
)]
pub trait IntoItems<T, Via> {
    /// What is set.
    fn into_items(self) -> Option<Vec<T>>;
}

impl<T, I: IntoIterator<Item: Into<T>>> IntoItems<T, via::Value> for I {
    #[inline]
    fn into_items(self) -> Option<Vec<T>> {
        Some(self.into_iter().map(Into::into).collect())
    }
}

impl<T, I: IntoIterator<Item: Into<T>>> IntoItems<T, via::Optional> for Option<I> {
    #[inline]
    fn into_items(self) -> Option<Vec<T>> {
        self.map(|items| items.into_iter().map(Into::into).collect())
    }
}

/// The ways of [`IntoArgument`] and [`IntoItems`].
pub mod via {
    /// A value.
    #[derive(Debug)]
    pub enum Value {}
    /// An `Option` of a value.
    #[derive(Debug)]
    pub enum Optional {}
    /// A reference to an `Option`.
    #[derive(Debug)]
    pub enum Borrowed {}
    /// An integer of another width or sign, which does not become the value by `Into`.
    #[derive(Debug)]
    pub enum Integer {}
    /// An `Option` of such an integer.
    #[derive(Debug)]
    pub enum OptionalInteger {}
    /// Null, or a [`Patch`](super::Patch) as it is.
    #[derive(Debug)]
    pub enum Same {}
}

impl<T, U: Into<T>> IntoArgument<Option<T>, via::Value> for U {
    #[inline]
    fn into_argument(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> IntoArgument<Option<T>, via::Optional> for Option<U> {
    #[inline]
    fn into_argument(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<'a, T, U> IntoArgument<Option<T>, via::Borrowed> for &'a Option<U>
where
    &'a U: Into<T>,
{
    #[inline]
    fn into_argument(self) -> Option<T> {
        self.as_ref().map(Into::into)
    }
}

impl<T, U: WideInteger<T>> IntoArgument<Option<T>, via::Integer> for U {
    #[inline]
    fn into_argument(self) -> Option<T> {
        Some(self.saturate())
    }
}

impl<T, U: WideInteger<T>> IntoArgument<Option<T>, via::OptionalInteger> for Option<U> {
    #[inline]
    fn into_argument(self) -> Option<T> {
        self.map(WideInteger::saturate)
    }
}

impl<T, U: Into<T>> IntoArgument<Patch<T>, via::Value> for U {
    #[inline]
    fn into_argument(self) -> Patch<T> {
        Patch::Value(self.into())
    }
}

impl<T, U: Into<T>> IntoArgument<Patch<T>, via::Optional> for Option<U> {
    #[inline]
    fn into_argument(self) -> Patch<T> {
        self.map_or(Patch::Null, |value| Patch::Value(value.into()))
    }
}

impl<'a, T, U> IntoArgument<Patch<T>, via::Borrowed> for &'a Option<U>
where
    &'a U: Into<T>,
{
    #[inline]
    fn into_argument(self) -> Patch<T> {
        self.as_ref().map_or(Patch::Null, |value| Patch::Value(value.into()))
    }
}

impl<T, U: WideInteger<T>> IntoArgument<Patch<T>, via::Integer> for U {
    #[inline]
    fn into_argument(self) -> Patch<T> {
        Patch::Value(self.saturate())
    }
}

impl<T, U: WideInteger<T>> IntoArgument<Patch<T>, via::OptionalInteger> for Option<U> {
    #[inline]
    fn into_argument(self) -> Patch<T> {
        self.map_or(Patch::Null, |value| Patch::Value(value.saturate()))
    }
}

impl<T> IntoArgument<Patch<T>, via::Same> for Null {
    #[inline]
    fn into_argument(self) -> Patch<T> {
        Patch::Null
    }
}

impl<T> IntoArgument<Patch<T>, via::Same> for Patch<T> {
    #[inline]
    fn into_argument(self) -> Patch<T> {
        self
    }
}

/// Integers of another width or sign than `T`.
///
/// A value outside of the range of `T` becomes the largest or the smallest `T`, a negative one for an unsigned `T` the
/// largest: no server takes these for a limit or an amount, which is better than a panic in the middle of a request, and
/// than another number that it would take.
pub trait WideInteger<T> {
    /// The value, or one that no server takes.
    fn saturate(self) -> T;
}

fn signed<I: TryInto<i64>>(integer: I, is_negative: bool) -> i64 {
    integer.try_into().unwrap_or(if is_negative { i64::MIN } else { i64::MAX })
}

fn unsigned<I: TryInto<u64>>(integer: I) -> u64 {
    integer.try_into().unwrap_or(u64::MAX)
}

impl WideInteger<i64> for u64 {
    #[inline]
    fn saturate(self) -> i64 {
        signed(self, false)
    }
}

impl WideInteger<i64> for usize {
    #[inline]
    fn saturate(self) -> i64 {
        signed(self, false)
    }
}

impl WideInteger<i64> for u128 {
    #[inline]
    fn saturate(self) -> i64 {
        signed(self, false)
    }
}

impl WideInteger<i64> for isize {
    #[inline]
    fn saturate(self) -> i64 {
        signed(self, self < 0)
    }
}

impl WideInteger<i64> for i128 {
    #[inline]
    fn saturate(self) -> i64 {
        signed(self, self < 0)
    }
}

impl WideInteger<u64> for i8 {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for i16 {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for i32 {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for i64 {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for isize {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for usize {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for i128 {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

impl WideInteger<u64> for u128 {
    #[inline]
    fn saturate(self) -> u64 {
        unsigned(self)
    }
}

//! Lists of fixed length as tuples.

use super::decode::Decode;
use super::error::DecodeError;
use super::fields::Fields;
use super::lenient::{Meaning, Placeholder};
use super::value::Value;
use super::word::Kind;

macro_rules! tuple {
    ($count:literal, $expected:literal: $($name:ident)+) => {
        impl<$($name: Decode),+> Decode for ($($name,)+) {
            fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
                check_length(value, $count, $expected)?;
                let mut elements = value.elements().enumerate();
                let tuple = ($({
                    let (index, element) = elements.next().expect("the length was checked");
                    decode_element::<$name>(element).map_err(|error| error.in_element(index))?
                },)+);
                elements.for_each(|(_, beyond)| leave_out(beyond));
                Ok(tuple)
            }

            fn from_fields(fields: &mut Fields<'_>) -> Self {
                ($($name::from_fields(fields),)+)
            }

            const PLACEHOLDER: Placeholder = Placeholder::None;
            const HOLDS_NUMBERS: bool = $($name::HOLDS_NUMBERS)||+;

            fn is_written_differently(value: Value<'_>) -> bool {
                let mut elements = value.elements();
                $(elements.next().is_some_and($name::is_written_differently))||+
            }
        }
    };
}

tuple!(1, "an array of 1 element": A);
tuple!(2, "an array of 2 elements": A B);
tuple!(3, "an array of 3 elements": A B C);
tuple!(4, "an array of 4 elements": A B C D);
tuple!(5, "an array of 5 elements": A B C D E);
tuple!(6, "an array of 6 elements": A B C D E F);

/// Refuses what is no list of this length; leniently only what is too short.
fn check_length(value: Value<'_>, length: usize, expected: &'static str) -> Result<(), DecodeError> {
    if value.kind() != Kind::List || value.len() < length || value.len() > length && !value.is_lenient() {
        return Err(value.expected(expected));
    }
    Ok(())
}

/// An element beyond the length, which only a text that is read leniently has.
#[cold]
fn leave_out(beyond: Value<'_>) {
    beyond.note_left_out(Meaning::Assumed);
    beyond.note_assumed(None);
}

/// An element, which stays in its place: leniently the placeholder of its type stands for one that cannot be read.
fn decode_element<T: Decode>(value: Value<'_>) -> Result<T, DecodeError> {
    T::decode(value).or_else(|error| {
        let instead = T::PLACEHOLDER.value(value.document.reading).filter(|_| T::PLACEHOLDER.may_replace(value));
        let Some(instead) = instead else { return Err(error) };
        value.forget().note_otherwise();
        T::decode(instead)
    })
}

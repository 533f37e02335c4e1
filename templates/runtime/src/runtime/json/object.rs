//! Values that are objects, to be read field by field or as a map.

use std::collections::btree_map::Entry;

use super::decode::Decode;
use super::error::{DecodeError, Reason};
use super::fields::Fields;
use super::map::Map;
use super::search::Search;
use super::value::Value;
use super::word::Kind;

impl<'a> Value<'a> {
    /// The value reached by one key after the other, each of which its object has once.
    ///
    /// # Errors
    ///
    /// If a key is missing or given twice, or what should have it is no object.
    #[allow(dead_code, reason = "an SDK without envelopes, lists that page and webhooks has no use for it")]
    pub(crate) fn at(self, path: &[&str]) -> Result<Value<'a>, DecodeError> {
        path.iter().enumerate().try_fold(self, |value, (depth, key)| {
            value.only(key).map_err(|error| path[..depth].iter().rev().fold(error, |error, key| error.in_field(key)))
        })
    }

    fn only(self, key: &str) -> Result<Value<'a>, DecodeError> {
        if self.kind() != Kind::Object {
            return Err(self.expected("an object"));
        }
        let mut found = self.entries().filter(|(name, _)| name == key).map(|(_, value)| value);
        match (found.next(), found.next()) {
            (Some(value), None) => Ok(value),
            (None, _) => Err(self.missing(&[key])),
            (Some(_), Some(value)) => Err(DecodeError::of(value, Reason::Duplicate).in_field(key)),
        }
    }

    /// The members of an object that is read as a type of this name, to be read one by one. What is no object has none
    /// and is refused by [`Fields::rest`] and [`Fields::map`].
    #[inline]
    pub fn fields(self, of: &'static str) -> Fields<'a> {
        Fields::new(self, of)
    }

    /// The entries of an object, all of one type. Leniently one that `T` refuses is left out, and so is null, which says
    /// that there is none.
    ///
    /// # Errors
    ///
    /// If it is no object, `T` refuses a value, or a key is given twice.
    pub(super) fn map<T: Decode>(self) -> Result<Map<T>, DecodeError> {
        if self.kind() != Kind::Object {
            return Err(self.expected("an object"));
        }
        if self.is_lenient() {
            // One that is left out would not be missed below.
            Search::new(self).left()?;
        }
        let mut map = Map::new();
        for (key, value) in self.entries() {
            let entry = match T::decode(value) {
                Ok(decoded) => Some(decoded),
                Err(error) => value.leave_out::<T>(error.in_field(&key))?,
            };
            let Some(entry) = entry else { continue };
            match map.entry(key.into_owned()) {
                Entry::Vacant(place) => drop(place.insert(entry)),
                Entry::Occupied(same) => return Err(DecodeError::of(value, Reason::Duplicate).in_field(same.key())),
            }
        }
        Ok(map)
    }
}

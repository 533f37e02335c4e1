//! An object, taken apart field by field.
//!
//! Models ask for their fields in the order of the document, which is mostly the order of the response: the cursor then
//! stands at the field already. Otherwise the object is searched: a small one from the cursor on and around, a larger one
//! through a table or an index. What nobody asked for is left to [`Fields::rest`].

use std::borrow::Cow;

use super::decode::Decode;
use super::error::{DecodeError, Reason};
use super::lookup::{Index, Member, Members, Seen};
use super::table::{self, Table};
use super::value::Value;

use crate::runtime::values::{Extra, Map, Patch};

/// Up to how many members a search looks at one after the other.
const SMALL: u32 = 6;
/// Up to how many members it goes through a table; beyond through a sorted index.
const MIDDLING: u32 = table::MOST as u32;

/// The fields of an object.
#[derive(Debug)]
pub struct Fields<'a> {
    object: Value<'a>,
    count: u32,
    cursor: Member,
    seen: Seen,
    table: Option<Box<Table>>,
    index: Option<Box<Index>>,
    /// How many fields have asked for something to be remembered.
    remembered: u32,
    pub(super) extra: Extra,
}

impl<'a> Fields<'a> {
    #[inline]
    pub(super) fn new(object: Value<'a>) -> Self {
        Self {
            object,
            count: object.len() as u32,
            cursor: Member { position: 0, key: object.first_member() },
            seen: Seen::default(),
            table: None,
            index: None,
            remembered: 0,
            extra: Extra::default(),
        }
    }

    /// A field that must be there.
    ///
    /// # Errors
    ///
    /// If it is absent, or `T` refuses it.
    pub fn required<T: Decode>(&mut self, name: &str) -> Result<T, DecodeError> {
        let value = self.take_spelt::<T>(name);
        self.given(name, value, T::decode)
    }

    /// A field that must be there and may be null.
    ///
    /// # Errors
    ///
    /// If it is absent, or `T` refuses what is not null.
    pub fn nullable<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.take_spelt::<T>(name);
        self.given(name, value, Value::nullable)
    }

    /// A field that may be absent, but not null.
    ///
    /// # Errors
    ///
    /// If `T` refuses it; most types refuse null.
    pub fn optional<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.take_spelt::<T>(name);
        value.map(T::decode).transpose().map_err(|error| error.in_field(name))
    }

    /// A field that may be absent or null; which of the two is remembered by [`Fields::rest`].
    ///
    /// # Errors
    ///
    /// If `T` refuses what is not null.
    pub fn optional_nullable<T: Decode>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        let value = self.take_spelt::<T>(name);
        self.remember(value.is_some_and(Value::is_null));
        value.and_then(Value::not_null).map(T::decode).transpose().map_err(|error| error.in_field(name))
    }

    /// A field that may be absent or null, as a value of three states.
    ///
    /// # Errors
    ///
    /// If `T` refuses what is not null.
    pub fn patch<T: Decode>(&mut self, name: &str) -> Result<Patch<T>, DecodeError> {
        let value = self.take_spelt::<T>(name);
        patch(name, value, T::decode)
    }

    /// [`Fields::required`] with a function in place of [`Decode`].
    ///
    /// # Errors
    ///
    /// If the field is absent, or the function refuses it.
    pub fn required_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let value = self.take(name);
        self.given(name, value, decode)
    }

    /// [`Fields::nullable`] with a function in place of [`Decode`].
    ///
    /// # Errors
    ///
    /// If the field is absent, or the function refuses what is not null.
    pub fn nullable_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        self.required_with(name, |value| if value.is_null() { Ok(None) } else { decode(value).map(Some) })
    }

    /// [`Fields::optional`] with a function in place of [`Decode`].
    ///
    /// # Errors
    ///
    /// If the function refuses the field.
    pub fn optional_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        self.take(name).map(decode).transpose().map_err(|error| error.in_field(name))
    }

    /// [`Fields::optional_nullable`] with a function in place of [`Decode`].
    ///
    /// # Errors
    ///
    /// If the function refuses what is not null.
    pub fn optional_nullable_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        let value = self.take(name);
        self.remember(value.is_some_and(Value::is_null));
        value.and_then(Value::not_null).map(decode).transpose().map_err(|error| error.in_field(name))
    }

    /// [`Fields::patch`] with a function in place of [`Decode`].
    ///
    /// # Errors
    ///
    /// If the function refuses what is not null.
    pub fn patch_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<Patch<T>, DecodeError> {
        patch(name, self.take(name), decode)
    }

    /// The text of the scalar at `path`, by which a union in another field is told. The field is not taken.
    pub fn sibling(&self, path: &[&str]) -> Option<Cow<'a, str>> {
        self.object.pointer(path).and_then(Value::as_scalar)
    }

    /// Everything not taken yet, as a map of one type. Constants are to be taken before.
    ///
    /// # Errors
    ///
    /// If `T` refuses a value, or a key is given twice.
    pub fn map<T: Decode>(&mut self) -> Result<Map<T>, DecodeError> {
        if T::HOLDS_NUMBERS {
            let others = || self.members().filter(|member| !self.seen.contains(member.position));
            let spelt = others().any(|member| T::is_spelt_otherwise(self.entry(member).1));
            self.remember_spelling(spelt.then_some(self.object));
        }
        self.map_with(T::decode)
    }

    /// [`Fields::map`] with a function in place of [`Decode`].
    ///
    /// # Errors
    ///
    /// If the function refuses a value, or a key is given twice.
    pub fn map_with<T>(
        &mut self,
        mut decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<Map<T>, DecodeError> {
        let mut map = Map::new();
        for member in self.untaken()? {
            let (key, value) = self.entry(member);
            let decoded = decode(value).map_err(|error| error.in_field(&key))?;
            map.insert(key.into_owned(), decoded);
            self.seen.insert(member.position);
        }
        Ok(map)
    }

    /// Everything not taken yet, and what had to be remembered about the fields that were.
    ///
    /// # Errors
    ///
    /// If a key is given twice.
    pub fn rest(&mut self) -> Result<Extra, DecodeError> {
        if self.seen.count() < self.count {
            for member in self.untaken()? {
                let (key, value) = self.entry(member);
                self.extra.insert(key, value.to_json());
            }
        }
        Ok(std::mem::take(&mut self.extra))
    }

    /// The value of a field, which is taken by that.
    pub(super) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        if self.cursor.position < self.count && self.cursor.key_of(self.object).is(name) {
            return Some(self.taken(self.cursor));
        }
        self.search(name).map(|member| self.taken(member))
    }

    /// Marks a member as taken and moves the cursor behind it.
    #[inline]
    fn taken(&mut self, member: Member) -> Value<'a> {
        self.seen.insert(member.position);
        self.cursor = member.next_in(self.object);
        member.key_of(self.object).value()
    }

    #[inline(never)]
    fn search(&mut self, name: &str) -> Option<Member> {
        let object = self.object;
        if self.count > MIDDLING {
            return self.index().find(object, name).first().copied();
        }
        if self.count > SMALL {
            let members = self.members();
            return self.table.get_or_insert_with(|| Box::new(Table::new(members))).find(object, name);
        }
        let is_it = |member: &Member| member.key_of(self.object).is(name);
        let behind = Members { object: self.object, next: self.cursor, end: self.count }.find(is_it);
        behind.or_else(|| Members { end: self.cursor.position, ..self.members() }.find(is_it))
    }

    /// The members nobody has taken; an error if the key of one stands twice in the object.
    fn untaken(&mut self) -> Result<Vec<Member>, DecodeError> {
        if self.seen.count() == self.count {
            return Ok(Vec::new());
        }
        let object = self.object;
        let untaken: Vec<Member> = self.members().filter(|member| !self.seen.contains(member.position)).collect();
        for &member in &untaken {
            let (key, value) = self.entry(member);
            let same = if self.count > MIDDLING {
                self.index().find(object, &key).len()
            } else {
                self.members().filter(|other| self.entry(*other).0 == key).count()
            };
            if same > 1 {
                return Err(DecodeError::of(value, Reason::Duplicate).in_field(&key));
            }
        }
        Ok(untaken)
    }

    fn index(&mut self) -> &Index {
        let (object, members) = (self.object, self.members());
        self.index.get_or_insert_with(|| Box::new(Index::new(object, members)))
    }

    fn members(&self) -> Members<'a> {
        Members { object: self.object, next: Member { position: 0, key: self.object.first_member() }, end: self.count }
    }

    fn entry(&self, member: Member) -> (Cow<'a, str>, Value<'a>) {
        let key = member.key_of(self.object);
        (key.text(), key.value())
    }

    /// The value of a field, of which it is remembered how its numbers are spelt.
    #[inline]
    fn take_spelt<T: Decode>(&mut self, name: &str) -> Option<Value<'a>> {
        let value = self.take(name);
        if T::HOLDS_NUMBERS {
            self.remember_spelling(value.filter(|value| value.may_hold_numbers() && T::is_spelt_otherwise(*value)));
        }
        value
    }

    /// The value of a field that must be there.
    #[inline]
    fn given<T>(
        &self,
        name: &str,
        value: Option<Value<'a>>,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        match value {
            Some(value) => decode(value).map_err(|error| error.in_field(name)),
            None => Err(self.missing(name)),
        }
    }

    /// Notes a fact about the next field that has one to note.
    pub(super) fn remember(&mut self, fact: bool) {
        if fact {
            self.extra.mark(self.remembered);
        }
        self.remembered += 1;
    }

    /// Notes the text of a value with numbers that would be written otherwise.
    #[inline]
    fn remember_spelling(&mut self, spelt: Option<Value<'a>>) {
        if let Some(value) = spelt {
            self.extra.set_spelling(self.remembered, value.raw());
        }
        self.remembered += 1;
    }

    #[cold]
    pub(super) fn missing(&self, name: &str) -> DecodeError {
        self.object.missing(&[name])
    }
}

fn patch<'a, T>(
    name: &str,
    value: Option<Value<'a>>,
    decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
) -> Result<Patch<T>, DecodeError> {
    match value {
        None => Ok(Patch::Unchanged),
        Some(value) if value.is_null() => Ok(Patch::Null),
        Some(value) => decode(value).map(Patch::Value).map_err(|error| error.in_field(name)),
    }
}

//! An object, read field by field. What no field reads is left to [`Fields::rest`].

use std::borrow::Cow;

use super::decode::Decode;
use super::error::DecodeError;
use super::lenient::Mark;
use super::search::Search;
use super::value::Value;
use super::word::Tag;
use super::{extra::Extra, map::Map, patch::Patch, received::Form};

/// The fields of an object.
///
/// Every method gives a value, also where it refuses what it finds: the first reason is kept, no field is read after it,
/// and [`Decode::decode`] gives it in place of the object. A decoder so is one expression without a way out behind each
/// field, which compiles faster:
///
/// ```text
/// fn from_fields(fields: &mut Fields<'_>) -> Self {
///     Self { name: fields.required("name"), email: fields.nullable("email"), extra: fields.rest() }
/// }
/// ```
///
/// What is refused when a text is read by the letter may be coerced when it is read leniently (`lenient.rs`): each method
/// says how.
///
/// The methods that a decoder calls for nearly every field are never inlined: copies of them in every decoder make a
/// release build longer without making decoding faster. They call what does the work through pointers, which end the
/// compiler's search for functions that lead to themselves; it would go through all types of a field and half of the runtime
/// for every decoder, an eighth of a release build.
#[derive(Debug)]
pub struct Fields<'a> {
    pub(super) search: Search<'a>,
    /// Name of the type that is read.
    pub(super) of: &'static str,
    pub(super) extra: Extra,
    /// The first reason to refuse the object.
    pub(super) error: Option<DecodeError>,
    /// What the lenient reading has to know; none in the reading by the letter.
    pub(super) lenient: Option<Lenient>,
}

/// What the lenient reading of an object has to know.
#[derive(Debug)]
pub(super) struct Lenient {
    /// What had been met before the object.
    pub(super) mark: Mark,
    /// How many required properties there are.
    pub(super) required: u32,
    /// How many of them came.
    pub(super) came: u32,
    /// Why the value was refused for which a placeholder is decoded.
    pub(super) replaced: Option<DecodeError>,
}

impl Lenient {
    #[cold]
    fn new(mark: Mark) -> Self {
        Self { mark, required: 0, came: 0, replaced: None }
    }
}

/// What decodes a field.
type Read<'a, T> = fn(Value<'a>) -> Result<T, DecodeError>;

#[inline]
fn decode_with_constants<T: Decode>(value: Value<'_>) -> Result<T, DecodeError> {
    T::decode(T::with_constants(value)?)
}

impl<'a> Fields<'a> {
    #[inline]
    pub(super) fn new(object: Value<'a>, of: &'static str) -> Self {
        let is_object = object.word().tag() == Tag::Object;
        Self {
            search: Search::new(object),
            of,
            extra: Extra::default(),
            error: (!is_object).then(|| object.expected("an object")),
            lenient: object.is_lenient().then(|| Lenient::new(object.mark())),
        }
    }

    /// A field that must be there.
    ///
    /// Refused if it is absent, or `T` refuses it. Leniently the placeholder of `T` stands for it.
    #[inline(never)]
    pub fn required<T: Decode>(&mut self, name: &'static str) -> T {
        let read: fn(&mut Self, &'static str, Read<'a, T>) -> T = Self::required_with;
        read(self, name, T::decode)
    }

    /// A field that must be there and may be null.
    ///
    /// Refused if it is absent, or `T` refuses what is not null. Leniently it is `None` then.
    #[inline(never)]
    pub fn nullable<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        let read: fn(&mut Self, &'static str, Read<'a, T>) -> Option<T> = Self::nullable_with;
        read(self, name, decode_with_constants)
    }

    /// A field that may be absent. Null is `None` too, unless `T` has null as a value, and is remembered by
    /// [`Fields::rest`].
    ///
    /// Refused if `T` refuses it. Leniently it is `None` then.
    #[inline(never)]
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        let read: fn(&mut Self, &'static str, Read<'a, T>) -> Option<T> = Self::optional_with;
        read(self, name, T::decode)
    }

    /// A field that may be absent or null; which of the two is remembered by [`Fields::rest`].
    ///
    /// Refused if `T` refuses what is not null. Leniently it is `None` then.
    #[inline(never)]
    pub fn optional_nullable<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        let read: fn(&mut Self, &'static str, Read<'a, T>) -> Option<T> = Self::optional_nullable_with;
        read(self, name, decode_with_constants)
    }

    /// A field that may be absent or null, as a value of three states.
    ///
    /// Refused if `T` refuses what is not null.
    #[inline(never)]
    pub fn patch<T: Decode>(&mut self, name: &'static str) -> Patch<T> {
        let read: fn(&mut Self, &'static str, Read<'a, T>) -> Patch<T> = Self::patch_with;
        read(self, name, decode_with_constants)
    }

    /// [`Fields::required`] with a function in place of [`Decode`].
    #[inline]
    pub fn required_with<T: Decode>(
        &mut self,
        name: &'static str,
        decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> T {
        // A pointer, as in the methods above.
        let stand_in: fn(&mut Self) -> T = T::from_fields;
        match self.find::<T>(name, decode) {
            Some(value) => value,
            None => stand_in(self),
        }
    }

    /// [`Fields::nullable`] with a function in place of [`Decode`].
    #[inline]
    pub fn nullable_with<T: Decode>(
        &mut self,
        name: &'static str,
        decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        match self.take::<T>(name) {
            None => {
                self.accept_absent(name);
                None
            }
            Some(value) => {
                self.count_required(value);
                if value.is_null() { None } else { self.present(name, value, decode) }
            }
        }
    }

    /// [`Fields::optional`] with a function in place of [`Decode`].
    #[inline]
    pub fn optional_with<T: Decode>(
        &mut self,
        name: &'static str,
        decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        let value = self.take::<T>(name)?;
        if value.is_null() && !T::HOLDS_NULL && value.null_is_absent() {
            self.keep(name, Form::Null);
            return None;
        }
        self.present(name, value, decode)
    }

    /// [`Fields::optional_nullable`] with a function in place of [`Decode`].
    #[inline]
    pub fn optional_nullable_with<T: Decode>(
        &mut self,
        name: &'static str,
        decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        let value = self.take::<T>(name)?;
        if value.is_null() {
            self.keep(name, Form::Null);
            return None;
        }
        self.present(name, value, decode)
    }

    /// [`Fields::patch`] with a function in place of [`Decode`].
    #[inline]
    pub fn patch_with<T: Decode>(
        &mut self,
        name: &'static str,
        mut decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Patch<T> {
        match self.take::<T>(name) {
            None => Patch::Unchanged,
            Some(value) if value.is_null() => Patch::Null,
            Some(value) => match decode(value) {
                Ok(decoded) => {
                    self.accept(name, value);
                    Patch::Value(decoded)
                }
                Err(error) => {
                    self.refuse_in(name, error);
                    Patch::Unchanged
                }
            },
        }
    }

    /// The text of the scalar at `path`, the discriminator of a union in another field. That field can still be read.
    pub fn sibling(&self, path: &[&str]) -> Option<Cow<'a, str>> {
        self.search.object.pointer(path).and_then(Value::as_scalar)
    }

    /// Everything not read yet, as a map of one type. Constants are to be read before.
    ///
    /// Refused if `T` refuses a value, a key is given twice, or anything was refused before. Leniently a value that `T`
    /// refuses is left to [`Fields::rest`].
    #[inline(never)]
    pub fn map<T: Decode>(&mut self) -> Map<T> {
        let read: fn(&mut Self) -> Map<T> = Self::read_map;
        read(self)
    }

    fn read_map<T: Decode>(&mut self) -> Map<T> {
        let Some(left) = self.left() else { return Map::new() };
        if T::HOLDS_NUMBERS {
            let mut values = self.search.unseen().map(|member| self.search.entry(member).1);
            if values.any(T::is_written_differently) {
                self.extra.keep(self.of, None, Form::text(self.search.object.raw()), false);
            }
        }
        let mut map = Map::new();
        for member in left {
            let (key, value) = self.search.entry(member);
            match T::decode(value) {
                Ok(decoded) => {
                    map.insert(key.into_owned(), decoded);
                    self.search.remove(member);
                }
                Err(error) if self.lenient.is_none() => self.refuse_in(&key, error),
                Err(_) => match value.forget().keep_unreadable::<T>() {
                    Some(kept) => {
                        map.insert(key.into_owned(), kept);
                        self.search.remove(member);
                    }
                    None if value.is_null() => {}
                    None => value.note_assumed(None),
                },
            }
        }
        self.accept_others(self.lenient.as_ref().map(|lenient| lenient.mark));
        map
    }

    /// Everything not read yet, and what had to be remembered about the fields that were. To be called last.
    ///
    /// Refused if a key is given twice, or anything was refused before; leniently also if fewer than half of the required
    /// properties came.
    #[inline(never)]
    pub fn rest(&mut self) -> Extra {
        let read: fn(&mut Self) -> Extra = Self::read_rest;
        read(self)
    }

    fn read_rest(&mut self) -> Extra {
        let left = self.left().unwrap_or_default();
        let mark = self.lenient.as_ref().filter(|_| !left.is_empty()).map(|_| self.search.object.mark());
        for member in left {
            let (key, value) = self.search.entry(member);
            self.extra.insert(key, value.to_json());
        }
        self.accept_others(mark);
        self.recognize();
        std::mem::take(&mut self.extra)
    }

    /// What was made of the fields, unless something was refused.
    ///
    /// # Errors
    ///
    /// The first reason to refuse something.
    #[inline]
    pub fn finish<T>(self, read: T) -> Result<T, DecodeError> {
        match self.error {
            None => Ok(read),
            Some(error) => Err(error),
        }
    }

    /// A field that must be there; none if it is refused.
    #[inline]
    fn find<T: Decode>(
        &mut self,
        name: &'static str,
        mut decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        if self.error.is_some() {
            return None;
        }
        let mut value = match self.take::<T>(name) {
            Some(value) => value,
            None => self.replace_absent(name, T::PLACEHOLDER)?,
        };
        loop {
            match decode(value) {
                Ok(decoded) => {
                    self.accept_required(name, value);
                    return Some(decoded);
                }
                Err(_) if self.keeps_unreadable::<T>(name, value) => return T::unreadable(value),
                Err(error) => value = self.replace(name, value, error, T::PLACEHOLDER)?,
            }
        }
    }

    /// The value of a field; none once something was refused, because the field may be one of a type that only stands in.
    #[inline]
    pub(super) fn member(&mut self, name: &'static str) -> Option<Value<'a>> {
        if self.error.is_some() { None } else { self.search.take(name) }
    }

    /// The value of a field, of which it is remembered how its numbers are spelled.
    #[inline]
    fn take<T: Decode>(&mut self, name: &'static str) -> Option<Value<'a>> {
        let value = self.member(name)?;
        if T::HOLDS_NUMBERS && value.may_hold_numbers() && T::is_written_differently(value) {
            self.keep(name, Form::text(value.raw()));
        }
        Some(value)
    }

    /// A value that is there and not null, of a field that may have none.
    #[inline]
    fn present<T: Decode>(
        &mut self,
        name: &'static str,
        value: Value<'a>,
        mut decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        match decode(value) {
            Ok(decoded) => {
                self.accept(name, value);
                Some(decoded)
            }
            Err(_) if self.keeps_unreadable::<T>(name, value) => T::unreadable(value),
            Err(error) => {
                self.leave_out(name, value, error);
                None
            }
        }
    }

    /// The members that no field has read; refused if the key of one stands twice in the object, or anything was refused
    /// before.
    fn left(&mut self) -> Option<Vec<super::lookup::Member>> {
        if self.error.is_some() {
            return None;
        }
        self.search.left().map_err(|error| self.refuse(error)).ok()
    }

    /// Remembers how a property stood, which is nothing unusual.
    #[inline(never)]
    pub(super) fn keep(&mut self, name: &'static str, form: Form) {
        self.extra.keep(self.of, Some(name), form, false);
    }

    #[cold]
    pub(super) fn refuse_in(&mut self, name: &str, error: DecodeError) {
        self.refuse(error.in_field(name));
    }

    #[cold]
    pub(super) fn refuse_absent(&mut self, name: &str) {
        self.refuse(self.search.object.missing(&[name]));
    }

    #[cold]
    pub(super) fn refuse(&mut self, error: DecodeError) {
        self.error.get_or_insert(error);
    }
}

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
use super::word::Tag;

use super::{extra::Extra, map::Map, patch::Patch};

/// Up to how many members a search looks at one after the other.
const SMALL: u32 = 6;
/// Up to how many members it goes through a table; beyond through a sorted index.
const MIDDLING: u32 = table::MOST as u32;

/// The fields of an object.
///
/// Every method gives `None` where it refuses what it finds, and the first reason is kept for
/// [`Fields::into_error`]. A decoder so has one way out instead of one behind every field, which compiles
/// faster:
///
/// ```text
/// let mut fields = value.fields();
/// match (fields.required("name"), fields.nullable("email")) {
///     (Some(name), Some(email)) => Ok(Contact { name, email }),
///     _ => Err(fields.into_error()),
/// }
/// ```
///
/// The methods that a decoder calls for nearly every field are never inlined: copies of them in every decoder make a
/// release build longer without making decoding faster.
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
    /// The first reason to refuse the object.
    error: Option<DecodeError>,
}

impl<'a> Fields<'a> {
    #[inline]
    pub(super) fn new(object: Value<'a>) -> Self {
        let is_object = object.word().tag() == Tag::Object;
        Self {
            object,
            count: if is_object { object.len() as u32 } else { 0 },
            cursor: Member { position: 0, key: object.first_member() },
            seen: Seen::default(),
            table: None,
            index: None,
            remembered: 0,
            extra: Extra::default(),
            error: (!is_object).then(|| object.expected("an object")),
        }
    }

    /// A field that must be there.
    ///
    /// Refused if it is absent, or `T` refuses it.
    #[inline(never)]
    pub fn required<T: Decode>(&mut self, name: &str) -> Option<T> {
        let value = self.take_spelt::<T>(name);
        self.given(name, value, T::decode)
    }

    /// A field that must be there and may be null.
    ///
    /// Refused if it is absent, or `T` refuses what is not null.
    #[inline(never)]
    pub fn nullable<T: Decode>(&mut self, name: &str) -> Option<Option<T>> {
        let value = self.take_spelt::<T>(name);
        self.given(name, value, Value::nullable)
    }

    /// A field that may be absent, but not null.
    ///
    /// Refused if `T` refuses it; most types refuse null.
    #[inline(never)]
    pub fn optional<T: Decode>(&mut self, name: &str) -> Option<Option<T>> {
        let value = self.take_spelt::<T>(name);
        self.if_given(name, value, T::decode)
    }

    /// A field that may be absent or null; which of the two is remembered by [`Fields::rest`].
    ///
    /// Refused if `T` refuses what is not null.
    #[inline(never)]
    pub fn optional_nullable<T: Decode>(&mut self, name: &str) -> Option<Option<T>> {
        let value = self.take_spelt::<T>(name);
        self.remember(value.is_some_and(Value::is_null));
        self.if_given(name, value.and_then(Value::not_null), T::decode)
    }

    /// A field that may be absent or null, as a value of three states.
    ///
    /// Refused if `T` refuses what is not null.
    #[inline(never)]
    pub fn patch<T: Decode>(&mut self, name: &str) -> Option<Patch<T>> {
        let value = self.take_spelt::<T>(name);
        self.patch_of(name, value, T::decode)
    }

    /// [`Fields::required`] with a function in place of [`Decode`].
    pub fn required_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        let value = self.take(name);
        self.given(name, value, decode)
    }

    /// [`Fields::nullable`] with a function in place of [`Decode`].
    pub fn nullable_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<Option<T>> {
        self.required_with(name, |value| if value.is_null() { Ok(None) } else { decode(value).map(Some) })
    }

    /// [`Fields::optional`] with a function in place of [`Decode`].
    pub fn optional_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<Option<T>> {
        let value = self.take(name);
        self.if_given(name, value, decode)
    }

    /// [`Fields::optional_nullable`] with a function in place of [`Decode`].
    pub fn optional_nullable_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<Option<T>> {
        let value = self.take(name);
        self.remember(value.is_some_and(Value::is_null));
        self.if_given(name, value.and_then(Value::not_null), decode)
    }

    /// [`Fields::patch`] with a function in place of [`Decode`].
    pub fn patch_with<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<Patch<T>> {
        let value = self.take(name);
        self.patch_of(name, value, decode)
    }

    /// The text of the scalar at `path`, by which a union in another field is told. The field is not taken.
    pub fn sibling(&self, path: &[&str]) -> Option<Cow<'a, str>> {
        self.object.pointer(path).and_then(Value::as_scalar)
    }

    /// Everything not taken yet, as a map of one type. Constants are to be taken before.
    ///
    /// Refused if `T` refuses a value, a key is given twice, or anything was refused before.
    #[inline(never)]
    pub fn map<T: Decode>(&mut self) -> Option<Map<T>> {
        if T::HOLDS_NUMBERS {
            let others = || self.members().filter(|member| !self.seen.contains(member.position));
            let spelt = others().any(|member| T::is_spelt_otherwise(self.entry(member).1));
            self.remember_spelling(spelt.then_some(self.object));
        }
        self.map_with(T::decode)
    }

    /// [`Fields::map`] with a function in place of [`Decode`].
    pub fn map_with<T>(&mut self, mut decode: impl FnMut(Value<'a>) -> Result<T, DecodeError>) -> Option<Map<T>> {
        let mut map = Map::new();
        for member in self.untaken()? {
            let (key, value) = self.entry(member);
            let decoded = self.kept(&key, decode(value))?;
            map.insert(key.into_owned(), decoded);
            self.seen.insert(member.position);
        }
        Some(map)
    }

    /// Everything not taken yet, and what had to be remembered about the fields that were. To be asked for last.
    ///
    /// Refused if a key is given twice, or anything was refused before.
    #[inline(never)]
    pub fn rest(&mut self) -> Option<Extra> {
        for member in self.untaken()? {
            let (key, value) = self.entry(member);
            self.extra.insert(key, value.to_json());
        }
        Some(std::mem::take(&mut self.extra))
    }

    /// Why something was refused: the first reason.
    #[cold]
    pub fn into_error(self) -> DecodeError {
        self.error.unwrap_or_else(|| DecodeError::custom(self.object, "is not what the type says"))
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

    /// The members nobody has taken; refused if the key of one stands twice in the object, or anything was refused
    /// before.
    fn untaken(&mut self) -> Option<Vec<Member>> {
        if self.error.is_some() {
            return None;
        }
        if self.seen.count() == self.count {
            return Some(Vec::new());
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
                self.refuse(DecodeError::of(value, Reason::Duplicate).in_field(&key));
                return None;
            }
        }
        Some(untaken)
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
        &mut self,
        name: &str,
        value: Option<Value<'a>>,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<T> {
        match value {
            Some(value) => self.kept(name, decode(value)),
            None => {
                self.refuse_absent(name);
                None
            }
        }
    }

    /// The value of a field that may be absent.
    #[inline]
    fn if_given<T>(
        &mut self,
        name: &str,
        value: Option<Value<'a>>,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<Option<T>> {
        match value {
            Some(value) => self.kept(name, decode(value)).map(Some),
            None => Some(None),
        }
    }

    #[inline]
    fn patch_of<T>(
        &mut self,
        name: &str,
        value: Option<Value<'a>>,
        decode: impl FnOnce(Value<'a>) -> Result<T, DecodeError>,
    ) -> Option<Patch<T>> {
        match value {
            None => Some(Patch::Unchanged),
            Some(value) if value.is_null() => Some(Patch::Null),
            Some(value) => self.kept(name, decode(value)).map(Patch::Value),
        }
    }

    /// What a field was decoded to; an error is kept.
    #[inline]
    pub(super) fn kept<T>(&mut self, name: &str, decoded: Result<T, DecodeError>) -> Option<T> {
        match decoded {
            Ok(decoded) => Some(decoded),
            Err(error) => {
                self.refuse_in(name, error);
                None
            }
        }
    }

    #[cold]
    fn refuse_in(&mut self, name: &str, error: DecodeError) {
        self.refuse(error.in_field(name));
    }

    #[cold]
    pub(super) fn refuse_absent(&mut self, name: &str) {
        self.refuse(self.object.missing(&[name]));
    }

    #[cold]
    fn refuse(&mut self, error: DecodeError) {
        self.error.get_or_insert(error);
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
}

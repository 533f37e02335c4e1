//! The members of an object by name, each given out once.
//!
//! Models ask for their fields in the order of the document, which is mostly the order of the response: the cursor then
//! stands at the member already. Otherwise the object is searched: a small one from the cursor on and around, a larger one
//! through a table or an index.

use std::borrow::Cow;

use super::error::{DecodeError, Reason};
use super::lookup::{Index, Member, Members, Seen};
use super::table::{self, Table};
use super::value::Value;
use super::word::Tag;

/// Up to how many members a search looks at one after the other.
const SMALL: u32 = 6;
/// Up to how many members it goes through a table; beyond through a sorted index.
const MIDDLING: u32 = table::MOST as u32;

/// The members of an object that are left.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) object: Value<'a>,
    count: u32,
    cursor: Member,
    seen: Seen,
    table: Option<Box<Table>>,
    index: Option<Box<Index>>,
}

impl<'a> Search<'a> {
    /// All members; none of what is no object.
    #[inline]
    pub(super) fn new(object: Value<'a>) -> Self {
        Self {
            object,
            count: if object.word().tag() == Tag::Object { object.len() as u32 } else { 0 },
            cursor: Member { position: 0, key: object.first_member() },
            seen: Seen::default(),
            table: None,
            index: None,
        }
    }

    /// The value of a member, which is not left after that.
    pub(super) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        if self.cursor.position < self.count && self.cursor.key_of(self.object).is(name) {
            return Some(self.pass(self.cursor));
        }
        self.find(name).map(|member| self.pass(member))
    }

    /// Takes a member that [`Search::left`] gave.
    pub(super) fn remove(&mut self, member: Member) {
        self.seen.insert(member.position);
    }

    /// Marks a member as seen and moves the cursor behind it.
    #[inline]
    fn pass(&mut self, member: Member) -> Value<'a> {
        self.seen.insert(member.position);
        self.cursor = member.next_in(self.object);
        member.key_of(self.object).value()
    }

    #[inline(never)]
    fn find(&mut self, name: &str) -> Option<Member> {
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

    /// The members that are left.
    ///
    /// # Errors
    ///
    /// If the key of one stands twice in the object.
    pub(super) fn left(&mut self) -> Result<Vec<Member>, DecodeError> {
        if self.seen.count() == self.count {
            return Ok(Vec::new());
        }
        let object = self.object;
        let left: Vec<Member> = self.unseen().collect();
        for &member in &left {
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
        Ok(left)
    }

    /// The members that are left, the same key twice or not.
    pub(super) fn unseen(&self) -> impl Iterator<Item = Member> {
        self.members().filter(|member| !self.seen.contains(member.position))
    }

    /// Key and value of a member.
    pub(super) fn entry(&self, member: Member) -> (Cow<'a, str>, Value<'a>) {
        let key = member.key_of(self.object);
        (key.text(), key.value())
    }

    fn index(&mut self) -> &Index {
        let (object, members) = (self.object, self.members());
        self.index.get_or_insert_with(|| Box::new(Index::new(object, members)))
    }

    fn members(&self) -> Members<'a> {
        Members { object: self.object, next: Member { position: 0, key: self.object.first_member() }, end: self.count }
    }
}

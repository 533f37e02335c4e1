//! The members of an object by name, each given out once.
//!
//! Models ask for their fields in the order of the document, which is mostly the order of the response: the cursor then
//! stands at the member already. Otherwise the members near the cursor and the first ones that are left are looked at, and
//! then all that are left: one after the other as long as that is cheap, then through a table or an index.

use std::borrow::Cow;

use super::error::{DecodeError, Reason};
use super::lookup::{Index, Member, Members, Seen};
use super::table::{self, Table};
use super::value::Value;
use super::word::Tag;

/// How many members a search looks at from one place on.
const NEAR: usize = 3;
/// How many members the searches of an object go through one after the other, before it gets a table.
const WALK: u32 = 64;
/// Up to how many members it goes through a table; beyond through a sorted index.
const MIDDLING: u32 = table::MOST as u32;

/// The members of an object that are left.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) object: Value<'a>,
    count: u32,
    /// The member behind the one that was read last.
    cursor: Member,
    /// A member such that none before it is left.
    first: Member,
    /// How many members searches went through.
    walked: u32,
    seen: Seen,
    table: Option<Box<Table>>,
    index: Option<Box<Index>>,
}

impl<'a> Search<'a> {
    /// All members; none of what is no object.
    #[inline]
    pub(super) fn new(object: Value<'a>) -> Self {
        let first = Member { position: 0, key: object.first_member() };
        Self {
            object,
            count: if object.word().tag() == Tag::Object { object.len() as u32 } else { 0 },
            cursor: first,
            first,
            walked: 0,
            seen: Seen::default(),
            table: None,
            index: None,
        }
    }

    /// The value of a member, which is not left after that.
    pub(super) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let Member { position, .. } = self.cursor;
        if position < self.count && !self.seen.contains(position) && self.cursor.key_of(self.object).is(name) {
            return Some(self.pass(self.cursor));
        }
        let found = self.find(name)?;
        // A table and an index do not know what has been read.
        if self.seen.contains(found.position) { None } else { Some(self.pass(found)) }
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
        let (object, left) = (self.object, self.count - self.seen.count());
        if left == 0 {
            return None;
        }
        if let Some(table) = &self.table {
            return table.find(object, name);
        }
        while self.seen.contains(self.first.position) {
            self.first = self.first.next_in(object);
        }
        let is_it = |member: &Member| !self.seen.contains(member.position) && member.key_of(object).is(name);
        let near = |from| self.members_from(from).take(NEAR).find(is_it);
        let at_first = || if self.cursor.position == self.first.position { None } else { near(self.first) };
        if let Some(member) = near(self.cursor).or_else(at_first) {
            return Some(member);
        }
        if self.count > MIDDLING {
            return self.index().find(object, name).first().copied();
        }
        self.walked += left;
        if self.walked <= WALK {
            return self.members_from(self.first).find(is_it);
        }
        let table = Table::new(object, self.unseen());
        self.table.insert(Box::new(table)).find(object, name)
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
                self.members().filter(|other| other.key_of(object).is(&key)).count()
            };
            if same > 1 {
                return Err(DecodeError::of(value, Reason::Duplicate).in_field(&key));
            }
        }
        Ok(left)
    }

    /// The members that are left, the same key twice or not.
    pub(super) fn unseen(&self) -> impl Iterator<Item = Member> {
        self.members_from(self.first).filter(|member| !self.seen.contains(member.position))
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
        self.members_from(Member { position: 0, key: self.object.first_member() })
    }

    #[inline]
    fn members_from(&self, next: Member) -> Members<'a> {
        Members { object: self.object, next, end: self.count }
    }
}

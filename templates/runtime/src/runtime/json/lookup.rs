//! Members of an object: which have been read, how they follow each other, and how many of them are searched.

use super::key::Key;
use super::value::Value;

/// The members of an object that have been read, by their position. Up to 128 need no allocation.
#[derive(Debug, Default)]
pub(super) struct Seen {
    first: u128,
    rest: Vec<u64>,
    count: u32,
}

impl Seen {
    /// Adds a member that has not been read.
    #[inline]
    pub(super) fn insert(&mut self, position: u32) {
        match position.checked_sub(128) {
            None => self.first |= 1 << position,
            Some(far) => self.insert_far(far),
        }
        self.count += 1;
    }

    #[cold]
    fn insert_far(&mut self, position: u32) {
        let (word, bit) = ((position / 64) as usize, 1 << (position % 64));
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        self.rest[word] |= bit;
    }

    #[inline]
    pub(super) fn contains(&self, position: u32) -> bool {
        match position.checked_sub(128) {
            None => self.first >> position & 1 == 1,
            Some(far) => self.rest.get((far / 64) as usize).is_some_and(|word| word >> (far % 64) & 1 == 1),
        }
    }

    /// How many have been read.
    #[inline]
    pub(super) fn count(&self) -> u32 {
        self.count
    }
}

/// A member of an object: its position among the members and the place of its key on the tape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) position: u32,
    pub(super) key: u32,
}

impl Member {
    /// The key on the tape of the object.
    #[inline]
    pub(super) fn key_of<'a>(self, object: Value<'a>) -> Key<'a> {
        Key { document: object.document, at: self.key }
    }

    /// The member behind this one.
    #[inline]
    pub(super) fn next_in(self, object: Value<'_>) -> Self {
        let skip = self.key_of(object).value().skip() as u32;
        Self { position: self.position + 1, key: self.key + 1 + skip }
    }
}

/// Members of an object from one on, up to a position.
pub(super) struct Members<'a> {
    pub(super) object: Value<'a>,
    pub(super) next: Member,
    pub(super) end: u32,
}

impl Iterator for Members<'_> {
    type Item = Member;

    #[inline]
    fn next(&mut self) -> Option<Member> {
        if self.next.position >= self.end {
            return None;
        }
        let member = self.next;
        self.next = member.next_in(self.object);
        Some(member)
    }
}

/// All members of a large object, sorted by key, so that a search does not walk the whole of it.
#[derive(Debug)]
pub(super) struct Index(Vec<Member>);

impl Index {
    pub(super) fn new(object: Value<'_>, members: impl Iterator<Item = Member>) -> Self {
        let mut sorted: Vec<Member> = members.collect();
        sorted.sort_by(|a, b| {
            let text = |member: &Member| member.key_of(object).text();
            text(a).cmp(&text(b)).then(a.position.cmp(&b.position))
        });
        Self(sorted)
    }

    /// The members with this key, in the order of the text.
    pub(super) fn find(&self, object: Value<'_>, key: &str) -> &[Member] {
        let text = |member: &Member| member.key_of(object).text();
        let start = self.0.partition_point(|member| *text(member) < *key);
        let length = self.0[start..].partition_point(|member| *text(member) == *key);
        &self.0[start..start + length]
    }
}

//! A hash table of the members of an object of middling size, for models whose fields stand in another order than those
//! of the response.

use super::key;
use super::lookup::Member;
use super::value::Value;

/// How many members a table holds at most: so few that even keys made to collide are found soon.
pub(super) const MOST: usize = 64;
const SLOTS: usize = 2 * MOST;

/// The members of an object by the hash of their keys.
#[derive(Debug)]
pub(super) struct Table {
    /// Positions from 1; zero is an empty slot. A member stands in the first free slot from that of its hash on.
    slots: [u8; SLOTS],
    /// The places of the keys on the tape, by position.
    keys: [u32; MOST],
}

impl Table {
    /// The table of members of an object that has at most [`MOST`].
    pub(super) fn new(object: Value<'_>, members: impl Iterator<Item = Member>) -> Self {
        let mut table = Self { slots: [0; SLOTS], keys: [0; MOST] };
        for member in members {
            let mut slot = slot(member.key_of(object).hash());
            while table.slots[slot % SLOTS] != 0 {
                slot += 1;
            }
            table.slots[slot % SLOTS] = member.position as u8 + 1;
            table.keys[member.position as usize % MOST] = member.key;
        }
        table
    }

    /// The first member with this key.
    pub(super) fn find(&self, object: Value<'_>, name: &str) -> Option<Member> {
        let mut slot = slot(key::hash(name.as_bytes()));
        loop {
            let position = u32::from(self.slots[slot % SLOTS].checked_sub(1)?);
            let member = Member { position, key: self.keys[position as usize % MOST] };
            if member.key_of(object).is(name) {
                return Some(member);
            }
            slot += 1;
        }
    }
}

/// The best bits of a product are the highest.
fn slot(hash: u64) -> usize {
    (hash >> 57) as usize
}

#[cfg(test)]
mod tests {
    use super::{MOST, SLOTS, key, slot};
    use std::collections::HashSet;

    #[test]
    fn members_are_spread_over_the_slots() {
        let slot_of = |number: usize| slot(key::hash(format!("field_{number}").as_bytes())) % SLOTS;
        let slots: HashSet<usize> = (0..MOST).map(slot_of).collect();
        assert!(slots.len() > MOST / 2, "{slots:?}");
    }
}

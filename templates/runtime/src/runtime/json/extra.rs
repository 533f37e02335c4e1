//! What an object held beyond the fields of its type.

use std::fmt;

use super::map::Map;
use super::owned::Json;

/// Properties of an object that this version of the SDK does not know. They are sent back with the object.
///
/// It also remembers what a field cannot tell: that an absent-or-null field was null, a constant that was not what the
/// document says, and numbers that Rust writes otherwise than they were spelt. Two words in size where there is nothing unknown.
#[derive(Clone, Default, PartialEq)]
pub struct Extra {
    /// The first 64 facts about fields, in the order in which the type asks for them.
    marks: u64,
    more: Option<Box<More>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct More {
    unknown: Map<Json>,
    constants: Map<Json>,
    marks: Vec<u64>,
    /// Texts of fields that hold numbers, by the same order as the marks.
    spellings: Vec<(u32, Box<str>)>,
}

impl Extra {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Is there no unknown property?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many unknown properties there are.
    pub fn len(&self) -> usize {
        self.more.as_ref().map_or(0, |more| more.unknown.len())
    }

    /// The value of an unknown property.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.more.as_ref()?.unknown.get(name)
    }

    /// All unknown properties by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.more.iter().flat_map(|more| &more.unknown).map(|(name, value)| (&**name, value))
    }

    /// Adds a property to be sent, and returns the value it replaces. A property that the type has a field for is to be
    /// set there: here it would be sent twice.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.more().unknown.insert(name.into(), value.into())
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.more.as_mut()?.unknown.remove(name)
    }

    /// The value a constant property had in place of the one in the document.
    pub(crate) fn constant(&self, name: &str) -> Option<&Json> {
        self.more.as_ref()?.constants.get(name)
    }

    pub(crate) fn set_constant(&mut self, name: &str, value: Json) {
        self.more().constants.insert(name.into(), value);
    }

    pub(crate) fn is_marked(&self, position: u32) -> bool {
        let word = match (position / 64) as usize {
            0 => self.marks,
            word => self.more.as_ref().and_then(|more| more.marks.get(word - 1)).copied().unwrap_or_default(),
        };
        word >> (position % 64) & 1 == 1
    }

    pub(crate) fn mark(&mut self, position: u32) {
        let bit = 1 << (position % 64);
        match (position / 64) as usize {
            0 => self.marks |= bit,
            word => {
                let marks = &mut self.more().marks;
                marks.resize(marks.len().max(word), 0);
                marks[word - 1] |= bit;
            }
        }
    }

    pub(crate) fn spelling(&self, position: u32) -> Option<&str> {
        let spellings = &self.more.as_ref()?.spellings;
        let found = spellings.binary_search_by_key(&position, |(at, _)| *at).ok()?;
        Some(&spellings[found].1)
    }

    /// To be called in the order of positions.
    pub(crate) fn set_spelling(&mut self, position: u32, text: &str) {
        self.more().spellings.push((position, text.into()));
    }

    fn more(&mut self) -> &mut More {
        self.more.get_or_insert_default()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<N: Into<String>, V: Into<Json>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(properties: I) -> Self {
        let mut extra = Self::new();
        for (name, value) in properties {
            extra.insert(name, value);
        }
        extra
    }
}

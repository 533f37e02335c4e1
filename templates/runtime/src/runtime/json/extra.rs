//! What an object held beyond the fields of its type, and how its fields stood in the JSON that was read.

use std::fmt;

use super::map::Map;
use super::owned::Json;
use super::received::{Form, Received};

/// Properties of an object that its type has no field for. They are sent back with the object.
///
/// Apart from them, and not to be changed, it knows how the fields themselves stood in the JSON: which were null or
/// assumed, and which numbers were spelled in another way than Rust writes them. That is kept by the name of the type and
/// of the property, so that an `Extra` that is moved to a value of another type brings its properties and nothing else.
/// One word in size where there is nothing to keep.
#[derive(Clone, Default, PartialEq)]
pub struct Extra(Option<Box<More>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct More {
    unknown: Map<Json>,
    received: Received,
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
        self.0.as_ref().map_or(0, |more| more.unknown.len())
    }

    /// The value of an unknown property.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.unknown.get(name)
    }

    /// All unknown properties by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().flat_map(|more| &more.unknown).map(|(name, value)| (&**name, value))
    }

    /// Adds a property to be sent, and returns the value it replaces. A property that the type has a field for is to be
    /// set there: here it would be sent twice.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.more().unknown.insert(name.into(), value.into())
    }

    /// Takes a property out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.0.as_mut()?.unknown.remove(name)
    }

    /// The properties whose fields hold an assumption, in the order of the document: the server left them out, sent null
    /// where the document does not allow it, or sent something else than the document says. Empty for an object that is
    /// what the document says.
    ///
    /// Such a field is written again as it came, unless it is changed.
    pub fn assumed(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().flat_map(|more| more.received.assumed())
    }

    /// The JSON that came for a property, where its field does not tell it: a number beyond the field's type, which is
    /// `None` there, a value of another kind, a list of which some elements could not be read, another spelling. None for
    /// any other property, and for one that did not come.
    ///
    #[doc = include_str!("../examples/raw.md")]
    pub fn raw(&self, name: &str) -> Option<Json> {
        self.0.as_ref()?.received.raw(name)
    }

    /// How a property stood in the JSON from which a value of type `of` was read; none if as it would be written.
    pub(crate) fn received(&self, of: &'static str, name: Option<&str>) -> Option<&Form> {
        self.0.as_ref()?.received.get(of, name)
    }

    /// Keeps how a property stood; none stands for all properties that are no fields.
    pub(crate) fn keep(&mut self, of: &'static str, name: Option<&'static str>, form: Form, is_assumed: bool) {
        self.more().received.insert(of, name, form, is_assumed);
    }

    fn more(&mut self) -> &mut More {
        self.0.get_or_insert_default()
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

//! JSON pointers to lines and columns. Positions are not kept while reading; the text is read once more when a
//! diagnostic is printed, and all pointers into it are looked for in that one pass.
//!
//! Both parsers hand out keys as slices of the text itself, and the address of such a slice is the position.

use crate::diagnostic::Diagnostic;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Fills in the positions of diagnostics that have a place; `files` are names and texts.
pub fn fill(diagnostics: &mut [Diagnostic], files: &[(String, Arc<str>)]) {
    for (file, (_, text)) in files.iter().enumerate() {
        let here = |diagnostic: &&mut Diagnostic| {
            diagnostic.place.as_ref().is_some_and(|place| place.file == file && place.position.is_none())
        };
        let mut places: Vec<_> = diagnostics.iter_mut().filter(here).filter_map(|found| found.place.as_mut()).collect();
        if places.is_empty() {
            continue;
        }
        let positions = locate(text, places.iter().map(|place| place.pointer.as_str()));
        for place in &mut places {
            place.position = positions.get(&place.pointer).copied();
        }
    }
}

/// The 1-based line and column of each pointer: of its key, or of what comes first in a list element. Where a
/// pointer leads nowhere in the text, its longest part that leads somewhere counts.
pub fn locate<'p>(text: &str, pointers: impl IntoIterator<Item = &'p str>) -> BTreeMap<String, (usize, usize)> {
    let mut wanted = Wanted::default();
    let mut pointers: Vec<_> = pointers.into_iter().collect();
    pointers.sort_unstable();
    pointers.dedup();
    for pointer in &pointers {
        let mut node = &mut wanted;
        for segment in super::pointer::segments(pointer) {
            node = node.inside.entry(segment).or_default();
        }
    }
    let body = text.trim_start_matches('\u{feff}');
    let mut search = Search { text: body, last: 0 };
    let json = body.trim_start().starts_with(['{', '[']);
    // What follows a mistake in the text is not found, and what comes before it is: the error is of no interest.
    // The texts were read before: what is found up to a mistake counts, and the mistake is known.
    let mut walk = Walk { wanted: &mut wanted, search: &mut search };
    if !json || walk.reborrow().deserialize(&mut serde_json::Deserializer::from_str(body)).is_err() {
        let _ = walk.deserialize(serde_yaml::Deserializer::from_str(body));
    }
    let offset_of = |pointer: &str| {
        let mut node = &wanted;
        let mut offset = node.offset.unwrap_or_default();
        for segment in super::pointer::segments(pointer) {
            node = &node.inside[&segment];
            offset = node.offset.unwrap_or(offset);
        }
        offset
    };
    let mut offsets: Vec<(usize, &str)> = pointers.into_iter().map(|pointer| (offset_of(pointer), pointer)).collect();
    offsets.sort_unstable();
    let mut lines = Lines::new(body);
    offsets.into_iter().map(|(offset, pointer)| (pointer.to_owned(), lines.position(offset))).collect()
}

/// The pointers as a tree, filled with the offsets that were found.
#[derive(Default)]
struct Wanted {
    offset: Option<usize>,
    inside: BTreeMap<String, Wanted>,
}

struct Search<'t> {
    text: &'t str,
    /// Offset of the slice seen last.
    last: usize,
}

impl Search<'_> {
    /// Takes note of a slice; one that is not of the text (an unescaped key) changes nothing.
    fn see(&mut self, slice: &str) {
        let start = self.text.as_ptr() as usize;
        if let Some(offset) = (slice.as_ptr() as usize).checked_sub(start)
            && offset + slice.len() <= self.text.len()
        {
            let quoted = offset > 0 && matches!(self.text.as_bytes()[offset - 1], b'"' | b'\'');
            self.last = offset - usize::from(quoted);
        }
    }
}

/// Reads one value, of which some parts are wanted.
struct Walk<'w, 's, 't> {
    wanted: &'w mut Wanted,
    search: &'s mut Search<'t>,
}

impl<'t> Walk<'_, '_, 't> {
    fn reborrow(&mut self) -> Walk<'_, '_, 't> {
        Walk { wanted: self.wanted, search: self.search }
    }

    /// What has no key of its own, such as an element of a list, is where its first slice is.
    fn begin(&mut self) {
        self.wanted.offset.get_or_insert(self.search.last);
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key_seed(Key(self.search))? {
            self.begin();
            let Self { wanted, search } = &mut self;
            // A merged mapping counts as if it stood here.
            if key == "<<" && !wanted.inside.contains_key("<<") {
                entries.next_value_seed(Walk { wanted, search })?;
                continue;
            }
            match wanted.inside.get_mut(&key) {
                Some(inner) => {
                    inner.offset.get_or_insert(search.last);
                    entries.next_value_seed(Walk { wanted: inner, search })?;
                }
                None => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Self { wanted, search } = self;
        for index in 0_usize.. {
            let more = match wanted.inside.get_mut(&index.to_string()) {
                Some(inner) => elements.next_element_seed(Walk { wanted: inner, search })?.is_some(),
                None => elements.next_element::<IgnoredAny>()?.is_some(),
            };
            if !more {
                break;
            }
        }
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(mut self, value: &'de str) -> Result<(), E> {
        self.search.see(value);
        self.begin();
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let (_tag, content) = tagged.variant::<String>()?;
        content.newtype_variant_seed(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Reads a key and takes note of where it is.
struct Key<'s, 't>(&'s mut Search<'t>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, '_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<String, E> {
        self.0.see(key);
        Ok(key.to_owned())
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }
}

/// Counts lines and columns up to offsets, which ascend: a text may be one long line with thousands of places in it.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The offset up to which columns were counted, and its column from 0.
    last: (usize, usize),
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(index, _)| index + 1);
        Self { text, starts: std::iter::once(0).chain(breaks).collect(), last: (0, 0) }
    }

    fn position(&mut self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let (from, before) = if self.last.0 < start { (start, 0) } else { self.last };
        let column = before + self.text[from..offset].chars().count();
        self.last = (offset, column);
        (line, column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, pointer: &str) -> (usize, usize) {
        locate(text, [pointer])[pointer]
    }

    #[test]
    fn yaml_positions() {
        let text = "openapi: 3.1.0\npaths:\n  /a/{b}:\n    get:\n      tags: [x, \"y\"]\n      parameters:\n        - name: b\n          in: path\n        - 5\n";
        assert_eq!(at(text, "/openapi"), (1, 1));
        assert_eq!(at(text, "/paths/~1a~1{b}"), (3, 3));
        assert_eq!(at(text, "/paths/~1a~1{b}/get/tags/1"), (5, 17));
        assert_eq!(at(text, "/paths/~1a~1{b}/get/parameters/0"), (7, 11));
        assert_eq!(at(text, "/paths/~1a~1{b}/get/parameters/0/in"), (8, 11));
        assert_eq!(at(text, "/paths/~1a~1{b}/get/parameters/1"), (6, 7), "a number has no slice: its list counts");
        assert_eq!(at(text, "/paths/~1a~1{b}/get/nothing/there"), (4, 5));
    }

    #[test]
    fn json_positions() {
        let text = "{\n  \"a\": {\"b\": [1, {\"c\": null}]}\n}";
        assert_eq!(at(text, "/a"), (2, 3));
        assert_eq!(at(text, "/a/b/1/c"), (2, 19));
    }

    #[test]
    fn merged_keys_are_found_where_they_are_written() {
        let text = "base: &base\n  type: object\nthing:\n  <<: *base\n  other: 1\n";
        assert_eq!(at(text, "/thing/type"), (2, 3));
        assert_eq!(at(text, "/thing/other"), (5, 3));
    }

    #[test]
    fn many_pointers_in_one_pass() {
        let places = locate("a: 1\nb: 2\n", ["/b", "/a"]);
        assert_eq!(places.into_iter().collect::<Vec<_>>(), [("/a".to_owned(), (1, 1)), ("/b".to_owned(), (2, 1))]);
    }
}

//! Where each part of the document in memory was written: bundling brings parts of other files in, and
//! downlevelling closes gaps in lists.

use std::collections::BTreeMap;

/// Pointers into the document in memory, and where what is there (and below) was written.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    moved: BTreeMap<String, (usize, String)>,
}

impl Origins {
    /// Says that what is at `now` stands in file `file` at `before`.
    pub fn insert(&mut self, now: String, file: usize, before: String) {
        self.moved.insert(now, (file, before));
    }

    /// The file and the pointer in it for a pointer into the document in memory.
    pub fn resolve(&self, pointer: &str) -> (usize, String) {
        let mut prefix = pointer;
        loop {
            if let Some((file, before)) = self.moved.get(prefix) {
                return (*file, format!("{before}{}", &pointer[prefix.len()..]));
            }
            match prefix.rfind('/') {
                Some(end) => prefix = &prefix[..end],
                None => return (0, pointer.to_owned()),
            }
        }
    }

    /// The same for a document whose parts had been moved before these were.
    #[must_use]
    pub fn over(mut self, earlier: Self) -> Self {
        for (file, before) in self.moved.values_mut().filter(|(file, _)| *file == 0) {
            (*file, *before) = earlier.resolve(before);
        }
        for (now, place) in earlier.moved {
            self.moved.entry(now).or_insert(place);
        }
        self
    }

    /// Adds moves that happened after those already known.
    pub fn then(&mut self, moves: Vec<(String, String)>) {
        let resolved: Vec<_> = moves.into_iter().map(|(now, before)| (now, self.resolve(&before))).collect();
        for (now, (file, before)) in resolved {
            self.moved.insert(now, (file, before));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_counts() {
        let mut origins = Origins::default();
        origins.insert("/components/schemas/Pet".to_owned(), 1, "/Pet".to_owned());
        origins
            .then(vec![("/components/schemas/Pet/allOf/0".to_owned(), "/components/schemas/Pet/allOf/1".to_owned())]);
        assert_eq!(origins.resolve("/components/schemas/Pet/type"), (1, "/Pet/type".to_owned()));
        assert_eq!(origins.resolve("/components/schemas/Pet/allOf/0/type"), (1, "/Pet/allOf/1/type".to_owned()));
        assert_eq!(origins.resolve("/paths"), (0, "/paths".to_owned()));
    }
}

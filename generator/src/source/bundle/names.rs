//! Names for the parts of other files that become components: the last segment of the pointer, or the name of
//! the file where all of it is meant. Where that is not enough to tell parts apart, the file and its folders
//! come before it, for all of them alike, so that no name depends on the order of things.

use super::copy::Copied;
use super::files::Files;
use crate::source::support::pointer;
use std::collections::{BTreeMap, BTreeSet};

/// The pointer of each part in the bundled document, in the order of the parts.
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }

    /// The pointer of one part.
    pub(super) fn pointer(&self, part: usize) -> &str {
        &self.0[part]
    }
}

/// Names every part.
pub(super) fn names(copied: &Copied, files: &Files<'_>) -> Names {
    let words: Vec<_> = copied.parts.iter().map(|(_, place)| words(&files.paths[place.file], &place.pointer)).collect();
    let mut levels = vec![1; words.len()];
    loop {
        let mut by_name: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
        for (index, (kind, _)) in copied.parts.iter().enumerate() {
            let section = kind.section().expect("only what can be shared becomes a component");
            by_name.entry((section, spell(&words[index], levels[index]).to_lowercase())).or_default().push(index);
        }
        for (kind, _) in &copied.parts {
            let section = kind.section().expect("only what can be shared becomes a component");
            for name in copied.component_names(*kind) {
                if let Some(parts) = by_name.get_mut(&(section, name.to_lowercase()))
                    && let [part] = parts.as_slice()
                {
                    // A name of the root document itself: another for the one part that would like it too.
                    parts.push(*part);
                }
            }
        }
        let longer: BTreeSet<_> = by_name
            .into_values()
            .filter(|parts| parts.len() > 1)
            .flatten()
            .filter(|part| levels[*part] < words[*part].len())
            .collect();
        if longer.is_empty() {
            break;
        }
        longer.into_iter().for_each(|part| levels[part] += 1);
    }
    unique_names(copied, words.iter().zip(levels).map(|(words, level)| spell(words, level)).collect())
}

/// The words of a place, the most telling first.
fn words(path: &str, at: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut segments: Vec<_> = pointer::segments(at).collect();
    segments.reverse();
    let (stem, _extension) = path.rsplit_once('.').unwrap_or((path, ""));
    // What only says which kind of thing it is tells nothing.
    let tells = |segment: &String| !matches!(segment.as_str(), "components" | "schemas" | "definitions" | "properties");
    match segments.split_first() {
        Some((first, others)) => {
            words.push(first.clone());
            words.extend(stem.rsplit('/').next().map(str::to_owned));
            words.extend(others.iter().filter(|segment| tells(segment)).cloned());
        }
        None => words.extend(stem.rsplit('/').next().map(str::to_owned)),
    }
    words.extend(stem.rsplit('/').skip(1).map(str::to_owned));
    words
}

/// The first words, the most telling last, in the letters that the name of a component may have.
fn spell(words: &[String], level: usize) -> String {
    let name = words[..level].iter().rev().map(String::as_str).collect::<Vec<_>>().join("_");
    name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect()
}

/// The few that are still alike (they differ in letters that a name may not have) get underscores, by place.
fn unique_names(copied: &Copied, names: Vec<String>) -> Names {
    let mut order: Vec<_> = (0..names.len()).collect();
    order.sort_by_key(|index| &copied.parts[*index].1);
    let mut pointers = vec![String::new(); names.len()];
    let mut met: BTreeSet<String> = BTreeSet::new();
    for index in order {
        let kind = copied.parts[index].0;
        let section = kind.section().expect("only what can be shared becomes a component");
        let mut name = names[index].clone();
        while copied.component_names(kind).any(|used| *used == name) || !met.insert(format!("{section}/{name}")) {
            name.push('_');
        }
        pointers[index] = pointer::join(&format!("/components/{section}"), &name);
    }
    Names(pointers)
}

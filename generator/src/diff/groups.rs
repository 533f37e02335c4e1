//! Groups that are called otherwise in the new version: those that have the operations of one that is gone.

use super::Side;
use std::collections::{BTreeMap, BTreeSet};

/// How much two groups have to have in common, in hundredths of all their operations.
const COMMON: usize = 50;

/// The paths of new groups, each with the path it had. The operations of both sides are given by their keys.
pub(super) fn renamed(
    old: &Side<'_>,
    new: &Side<'_>,
    old_operations: &[String],
    new_operations: &[String],
) -> BTreeMap<Vec<String>, Vec<String>> {
    let (before, after) = (members(old, old_operations), members(new, new_operations));
    let gone: Vec<_> = before.iter().filter(|(path, _)| !after.contains_key(*path)).collect();
    let mut alike = Vec::new();
    for (path, operations) in after.iter().filter(|(path, _)| !before.contains_key(*path)) {
        for (other, had) in gone.iter().filter(|(other, _)| other.len() == path.len()) {
            let common = operations.intersection(had).count();
            let share = common * 100 / operations.union(had).count().max(1);
            if share >= COMMON {
                alike.push((100 - share, path, *other));
            }
        }
    }
    alike.sort_unstable();
    let (mut renamed, mut used) = (BTreeMap::new(), BTreeSet::new());
    for (_, path, other) in alike {
        if !renamed.contains_key(path) && used.insert(other) {
            renamed.insert(path.clone(), other.clone());
        }
    }
    renamed
}

/// The operations in each group and the groups inside it.
fn members<'k>(side: &Side<'_>, keys: &'k [String]) -> BTreeMap<Vec<String>, BTreeSet<&'k str>> {
    let mut groups: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
    for (operation, key) in side.api.operations.iter().zip(keys) {
        for length in 1..=operation.group.len() {
            groups.entry(operation.group[..length].to_vec()).or_default().insert(key);
        }
    }
    groups
}

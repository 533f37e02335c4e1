//! Pairs the items of two models, and finds what each difference does to the generated code.

use super::change::change;
use super::effect::{Difference, Effect};
use super::items::{Context, Item, REQUIRED_ORDER, Role, Subject, items, path};
use super::signature::{arguments, builder_free, builder_free_with, gives, reordered};
use super::surface::{Entry, Renames};
use super::{Change, Side, credentials, groups, pairs};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let (old_operations, new_operations) = pairs::operations(old, new);
    let (old_types, new_types) = pairs::types(old, new, &old_operations, &new_operations);
    let renamed_groups = groups::renamed(old, new, &old_operations, &new_operations);
    let (old_aliases, new_aliases) = (pairs::aliases(old, new), pairs::aliases(new, old));
    let mut old_items = all(old, &old_types, &old_aliases, &old_operations, &BTreeMap::new());
    let mut new_items = all(new, &new_types, &new_aliases, &new_operations, &renamed_groups);
    credentials::forget_renamed(old.api, new.api, &mut old_items, &mut new_items);
    pairs::renamed_parts(&old_items, &mut new_items);
    let old_by_key: BTreeMap<&str, &Item> = old_items.iter().map(|item| (item.key.as_str(), item)).collect();
    let new_by_key: BTreeMap<&str, &Item> = new_items.iter().map(|item| (item.key.as_str(), item)).collect();

    let mut renames = Renames::default();
    for (key, before) in &old_by_key {
        let Some(after) = new_by_key.get(key) else { continue };
        let named = matches!(before.subject, Subject::Type | Subject::Id | Subject::Group);
        for (role, path) in &before.covers {
            let is_type = match role {
                Role::Itself => named,
                Role::Builder | Role::Required => before.parent.is_none(),
                Role::Setter | Role::Whole | Role::Argument | Role::Accessor => false,
            };
            if let (true, Some(now)) = (is_type && !path.ends_with(')'), covered(after, *role)) {
                renames.insert(path.clone(), now.to_owned());
            }
        }
    }
    let (old_aliases, new_aliases) = (alias_paths(old, &old_aliases), alias_paths(new, &new_aliases));
    let comparer = Comparer { old, new, renames, old_aliases, new_aliases };
    let mut differences = Vec::new();
    let keys: BTreeSet<&str> = old_by_key.keys().chain(new_by_key.keys()).copied().collect();
    for key in keys {
        let (before, after) = (old_by_key.get(key).copied(), new_by_key.get(key).copied());
        let parent = before.or(after).and_then(|item| item.parent.as_deref());
        // What happened to the whole says what happened to its parts.
        let whole_is_one_sided =
            parent.is_some_and(|parent| old_by_key.contains_key(parent) != new_by_key.contains_key(parent));
        let is_alias = match (before, after) {
            (Some(item), None) => comparer.old_aliases.has(&item.rust),
            (None, Some(item)) => comparer.new_aliases.has(&item.rust),
            _ => false,
        };
        if !whole_is_one_sided && !is_alias {
            differences.push(comparer.difference(before, after));
        }
    }
    comparer.leave_arguments_to_their_items(&mut differences);
    comparer.unexplained(&old_items, &new_items, &mut differences);
    differences.iter().filter_map(|difference| change(old, new, difference)).collect()
}

/// The paths of what [`pairs::aliases`] gives.
fn alias_paths(side: &Side<'_>, aliases: &BTreeMap<usize, usize>) -> Renames {
    let model = |at: usize| path(&side.names.placement, &format!("models::{}", side.names.types[at].ident));
    let mut paths = Renames::default();
    aliases.iter().for_each(|(alias, target)| paths.insert(model(*alias), model(*target)));
    paths
}

/// The items of a side; each key is there once.
fn all(
    side: &Side<'_>,
    keys: &[String],
    aliases: &BTreeMap<usize, usize>,
    operations: &[String],
    groups: &BTreeMap<Vec<String>, Vec<String>>,
) -> Vec<Item> {
    let Side { api, names, config, .. } = *side;
    let mut all = items(&Context { api, names, config, keys, aliases, operations, groups });
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for item in &mut all {
        let times = met.entry(item.key.clone()).or_default();
        *times += 1;
        if *times > 1 {
            item.key = format!("{} #{times}", item.key);
        }
    }
    all
}

fn covered(item: &Item, role: Role) -> Option<&str> {
    item.covers.iter().find(|(own, _)| *own == role).map(|(_, path)| path.as_str())
}

struct Comparer<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    renames: Renames,
    /// Names of types that are other names of types on one side alone.
    old_aliases: Renames,
    new_aliases: Renames,
}

/// All roles, in the order in which their effects are listed.
const ROLES: [Role; 7] =
    [Role::Itself, Role::Builder, Role::Required, Role::Setter, Role::Whole, Role::Argument, Role::Accessor];

impl Comparer<'_> {
    fn difference<'i>(&self, old: Option<&'i Item>, new: Option<&'i Item>) -> Difference<'i> {
        let facts = match (old, new) {
            (Some(old), Some(new)) => facts(old, new),
            _ => Vec::new(),
        };
        let mut effects = Vec::new();
        for role in ROLES {
            let path = |item: Option<&'i Item>| item.and_then(|item| covered(item, role));
            let (before, after) = (path(old), path(new));
            if role == Role::Argument {
                let one_sided = old.is_none() || new.is_none();
                if one_sided || !facts.is_empty() || before.is_some() != after.is_some() {
                    effects.extend(self.function(before, after));
                }
            } else {
                self.entry(old.is_some(), before, after, &mut effects);
            }
        }
        Difference { old, new, facts, effects }
    }

    /// What happened to an entry of the code that belongs to an item.
    fn entry(&self, before_item: bool, before: Option<&str>, after: Option<&str>, effects: &mut Vec<Effect>) {
        let renamed = before.map(|path| self.renames.apply(path));
        let was = before.and_then(|path| self.old.surface.get(path).map(|entry| (path, entry)));
        let is = after.and_then(|path| self.new.surface.get(path).map(|entry| (path, entry)));
        match (was, is) {
            (Some((old, entry)), Some((new, now))) => {
                let other_name = old != new && entry.owner.is_none();
                if other_name && self.new_aliases.apply(old) == new {
                    effects.push(Effect::Gained { path: new.to_owned(), closed: false });
                } else if renamed.as_deref() != Some(new) || other_name {
                    effects.push(Effect::Renamed { old: old.to_owned(), new: new.to_owned() });
                }
                let (old, now_text) = (self.signature(entry), self.now(now));
                if old != now_text {
                    effects.push(Effect::Changed { path: new.to_owned(), old, new: now_text });
                }
                if let Some((old, now)) = reordered(&entry.arguments, &now.arguments) {
                    effects.push(Effect::Reordered { path: new.to_owned(), old, new: now });
                }
                if now.deprecated && !entry.deprecated {
                    effects.push(Effect::Deprecated(new.to_owned()));
                }
                effects.extend(self.features(new, entry, now));
            }
            (Some((old, _)), None) => {
                // What has its name now is something else.
                let is_there = |path: &str| self.new.surface.get(path).is_some() && !self.renames.is_new_name(path);
                let is_reached = is_there(&self.new_aliases.apply(old));
                if !is_reached && renamed.as_deref().is_none_or(|path| !is_there(path)) {
                    effects.push(Effect::Lost(old.to_owned()));
                }
            }
            (None, Some((new, entry))) => {
                // What belongs to something new came with that.
                let owner = entry.owner.as_deref();
                let owner_is_new = owner.is_some_and(|owner| !self.was_there(owner));
                let was_there = self.old.surface.get(new).is_some() && !self.renames.has(new);
                if !(was_there || before_item && owner_is_new) {
                    effects.push(Effect::Gained { path: new.to_owned(), closed: self.is_closed(entry) });
                }
            }
            (None, None) => {}
        }
    }

    /// Which features an entry comes with, if that is another matter than what its owner comes with.
    fn features(&self, path: &str, entry: &Entry, now: &Entry) -> Vec<Effect> {
        let (old, new) = (self.old.surface, self.new.surface);
        let owners = || {
            let (before, after) = (old.get(entry.owner.as_deref()?)?, new.get(now.owner.as_deref()?)?);
            Some((old.left_behind(before, after, new), new.left_behind(after, before, old)))
        };
        let (left, more) = (old.left_behind(entry, now, new), new.left_behind(now, entry, old));
        if left.is_empty() && more.is_empty() || owners().is_some_and(|owners| owners == (left.clone(), more.clone())) {
            return Vec::new();
        }
        let others = now.features.first().cloned();
        let narrowed = (!left.is_empty()).then(|| Effect::Narrowed { path: path.to_owned(), left, others });
        let widened = (!more.is_empty()).then(|| Effect::Widened { path: path.to_owned(), more });
        narrowed.into_iter().chain(widened).collect()
    }

    /// What happened to a function of which an item is an argument.
    fn function(&self, before: Option<&str>, after: Option<&str>) -> Option<Effect> {
        let old_path = before.or(after)?;
        let new_path = after.map(ToOwned::to_owned).or_else(|| before.map(|path| self.renames.apply(path)))?;
        let (entry, now) = (self.old.surface.get(old_path)?, self.new.surface.get(&new_path)?);
        let (old, new) = (self.signature(entry), self.now(now));
        (arguments(&old) != arguments(&new)).then_some(Effect::Changed { path: new_path, old, new })
    }

    fn signature(&self, entry: &Entry) -> String {
        builder_free_with(|path| self.old.surface.get(path), &entry.signature, |text| self.renamed(text))
    }

    /// A path or a signature of the old code as the new code has it.
    fn renamed(&self, text: &str) -> String {
        self.renames.apply(&self.old_aliases.apply(text))
    }

    /// A signature of the new code.
    fn now(&self, entry: &Entry) -> String {
        self.new_aliases.apply(&builder_free(self.new, &entry.signature))
    }

    /// Whether an item of the new code was in the old code, under any name.
    fn was_there(&self, path: &str) -> bool {
        self.old.surface.get(path).is_some() || self.renames.is_new_name(path)
    }

    /// Whether the owner of an entry was there before and is not open to additions.
    fn is_closed(&self, entry: &Entry) -> bool {
        entry.owner.as_deref().and_then(|owner| self.old.surface.get(owner)).is_some_and(|owner| owner.closed)
            && !entry.signature.is_empty()
    }

    /// Whether a type, by its names in the old and the new code, was of another kind.
    fn is_another_kind(&self, old: &str, new: &str) -> bool {
        let heads = self.old.surface.get(old).zip(self.new.surface.get(new));
        heads.is_some_and(|(head, now)| self.signature(head) != self.now(now))
    }

    /// A function whose arguments changed with items of their own does not say so again.
    fn leave_arguments_to_their_items(&self, differences: &mut [Difference<'_>]) {
        let listed: BTreeSet<String> = differences
            .iter()
            .filter(|difference| difference.is_part())
            .flat_map(|difference| &difference.effects)
            .filter_map(|effect| match effect {
                Effect::Changed { path, .. } if path.ends_with(')') => Some(path.clone()),
                _ => None,
            })
            .collect();
        for difference in differences.iter_mut().filter(|difference| !difference.is_part()) {
            difference.effects.retain(|effect| match effect {
                Effect::Changed { path, old, new } => !(listed.contains(path) && gives(old) == gives(new)),
                _ => true,
            });
        }
    }

    /// Adds what differs in the code and belongs to no item, to the item of its owner if there is one.
    fn unexplained<'i>(&self, old_items: &'i [Item], new_items: &'i [Item], differences: &mut Vec<Difference<'i>>) {
        let paths = |items: &'i [Item]| -> BTreeSet<&'i str> {
            items.iter().flat_map(|item| &item.covers).map(|(_, path)| path.as_str()).collect()
        };
        let (old_covered, new_covered) = (paths(old_items), paths(new_items));
        let mut found: Vec<(Option<String>, Effect)> = Vec::new();
        for (path, entry) in self.old.surface.entries().filter(|(path, _)| !old_covered.contains(path.as_str())) {
            let now = self.renamed(path);
            let owner = entry.owner.as_deref().map(|owner| self.renames.apply(owner));
            // What belongs to something that is gone is gone with it.
            if owner.as_deref().is_some_and(|owner| self.new.surface.get(owner).is_none()) {
                continue;
            }
            // A struct that has become an enum, or a name for another type, implements what that does.
            let is_another = |(old, new): (&str, &str)| self.is_another_kind(old, new);
            if path.starts_with("impl ") && entry.owner.as_deref().zip(owner.as_deref()).is_some_and(is_another) {
                continue;
            }
            let under_old_name = || self.new.surface.get(path).filter(|_| self.new_aliases.apply(path) == now);
            let effects = match self.new.surface.get(&now).or_else(under_old_name) {
                None => vec![Effect::Lost(path.clone())],
                Some(new) if self.signature(entry) != self.now(new) => {
                    vec![Effect::Changed { path: now, old: self.signature(entry), new: new.signature.clone() }]
                }
                Some(new) => self.features(&now, entry, new),
            };
            found.extend(effects.into_iter().map(|effect| (owner.clone(), effect)));
        }
        let old_paths: BTreeSet<String> = self.old.surface.entries().map(|(path, _)| self.renamed(path)).collect();
        for (path, entry) in self.new.surface.entries().filter(|(path, _)| !new_covered.contains(path.as_str())) {
            let owner_is_new = entry.owner.as_ref().is_some_and(|owner| !old_paths.contains(owner));
            let came_with_kind = path.starts_with("impl ")
                && entry.owner.as_deref().is_some_and(|owner| self.is_another_kind(owner, owner));
            let was_there = old_paths.contains(path) || old_paths.contains(&self.new_aliases.apply(path));
            if !was_there && !owner_is_new && !came_with_kind {
                found.push((entry.owner.clone(), Effect::Gained { path: path.clone(), closed: self.is_closed(entry) }));
            }
        }
        for (owner, effect) in found {
            let is_owner = |difference: &&mut Difference<'i>| {
                let Some(item) = difference.item() else { return false };
                item.parent.is_none()
                    && item.covers.iter().any(|(role, path)| *role != Role::Accessor && Some(path) == owner.as_ref())
            };
            if let Some(difference) = differences.iter_mut().find(is_owner) {
                difference.effects.push(effect);
            } else {
                differences.push(Difference { old: None, new: None, facts: Vec::new(), effects: vec![effect] });
            }
        }
    }
}

/// Facts that differ.
fn facts(old: &Item, new: &Item) -> Vec<(&'static str, String, String)> {
    let pairs = old.facts.iter().zip(&new.facts);
    let differs = pairs.filter(|((_, old), (_, new))| old != new);
    let differs = differs.filter_map(|((name, old), (_, new))| match *name {
        REQUIRED_ORDER => {
            let names = |text: &str| text.split(", ").map(ToOwned::to_owned).collect::<Vec<_>>();
            reordered(&names(old), &names(new)).map(|(old, new)| (*name, old, new))
        }
        _ => Some((*name, old.clone(), new.clone())),
    });
    differs.collect()
}

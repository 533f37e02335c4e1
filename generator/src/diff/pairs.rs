//! What in two models is the same, whatever it is called: the keys under which their items are compared.

use super::Side;
use super::items::{Item, Subject};
use crate::model::{Api, Content, Operation, Segment, Shape, Ty, TypeDecl};
use std::collections::{BTreeMap, BTreeSet};

/// How much two types without a common name have to have in common, in hundredths of all their members.
const ALIKE: usize = 70;

/// The same of two types that one operation uses in the same place.
const USED_ALIKE: usize = 50;

/// The keys of the types of both sides, by the keys of their operations.
pub(super) fn types(
    old: &Side<'_>,
    new: &Side<'_>,
    old_operations: &[String],
    new_operations: &[String],
) -> (Vec<String>, Vec<String>) {
    let mut pairs = Pairs::new(old.api.types.len(), new.api.types.len());
    let index = |side: &Side<'_>, name: &dyn Fn(usize, &TypeDecl) -> Option<String>| -> BTreeMap<String, usize> {
        side.api.types.iter().enumerate().filter_map(|(at, decl)| Some((name(at, decl)?, at))).collect()
    };
    for (before, after) in moved(old, new) {
        pairs.join(before, after);
    }
    for (after, before) in moved(new, old) {
        pairs.join(before, after);
    }
    pairs.by(&index(old, &|_, decl| decl.component()), &index(new, &|_, decl| decl.component()));
    pairs.by(&idents(old), &idents(new));
    let place = |side: &Side<'_>| index(side, &|_, decl| Some(decl.origin.pointer.clone()));
    pairs.by(&place(old), &place(new));
    let members = |side: &Side<'_>| side.api.types.iter().map(members).collect::<Vec<_>>();
    let (old_members, new_members) = (members(old), members(new));
    let is_alike = |before: usize, after: usize| share(&old_members[before], &new_members[after]) >= USED_ALIKE;
    pairs.by_use(&uses(old.api, old_operations), &uses(new.api, new_operations), &is_alike);
    pairs.by_likeness(&old_members, &new_members);

    let old_keys: Vec<String> = old.names.types.iter().map(|names| names.ident.to_string()).collect();
    let used: BTreeSet<&String> = old_keys.iter().collect();
    let new_keys = new.names.types.iter().enumerate().map(|(at, names)| match pairs.new[at] {
        Some(old) => old_keys[old].clone(),
        None if used.contains(&names.ident.to_string()) => format!("{} (new)", names.ident),
        None => names.ident.to_string(),
    });
    let new_keys = new_keys.collect();
    (old_keys, new_keys)
}

/// Types of one side that the other side has under another name, with their old name as an alias of it: what stands behind an
/// `allOf` of one now.
fn moved(here: &Side<'_>, there: &Side<'_>) -> Vec<(usize, usize)> {
    let own = idents(here);
    let moved = aliases(there, here).into_iter().filter_map(|(alias, target)| {
        let is_new = !own.contains_key(&there.names.types[target].ident.to_string());
        is_new.then(|| (own[&there.names.types[alias].ident.to_string()], target))
    });
    moved.collect()
}

/// The types of one side that are another name of a type, and are a type of their own on the other side.
pub(super) fn aliases(side: &Side<'_>, other: &Side<'_>) -> BTreeMap<usize, usize> {
    let others = idents(other);
    let alias_of = |side: &Side<'_>, at: usize| match side.api.types[at].shape {
        Shape::Alias(Ty::Named(id)) => Some(id.0 as usize),
        _ => None,
    };
    let own = idents(side).into_iter().filter_map(|(name, at)| {
        let target = alias_of(side, at)?;
        (alias_of(other, *others.get(&name)?).is_none()).then_some((at, target))
    });
    own.collect()
}

/// The types by name.
fn idents(side: &Side<'_>) -> BTreeMap<String, usize> {
    side.names.types.iter().enumerate().map(|(at, names)| (names.ident.to_string(), at)).collect()
}

/// Operations by their routes, or by their ids.
type Routes = BTreeMap<String, usize>;

/// The keys of the operations of both sides: method and path, whatever its parameters are called, else the id.
pub(super) fn operations(old: &Side<'_>, new: &Side<'_>) -> (Vec<String>, Vec<String>) {
    let mut pairs = Pairs::new(old.api.operations.len(), new.api.operations.len());
    let index = |side: &Side<'_>, name: fn(&Operation) -> String| -> Routes {
        side.api.operations.iter().enumerate().map(|(at, operation)| (name(operation), at)).collect()
    };
    let id = |operation: &Operation| operation.id.clone();
    let (old_routes, new_routes) = (index(old, route), index(new, route));
    // One that went to a route which was not there, and left its own to one that was not there, is still the one that
    // callers mean; and the other way round.
    let (old_ids, new_ids) = (index(old, id), index(new, id));
    let leaves_to_another = |here: &Operation, there: &Side<'_>, own: &Routes, others: [&Routes; 2], at: usize| {
        let [routes, ids] = others;
        let successor = routes.get(&route(here)).map(|&successor| &there.api.operations[successor]);
        successor.is_some_and(|successor| !ids.contains_key(&successor.id))
            && !own.contains_key(&route(&there.api.operations[at]))
    };
    for (name, &before) in &old_ids {
        let Some(&after) = new_ids.get(name) else { continue };
        let (was, is) = (&old.api.operations[before], &new.api.operations[after]);
        if leaves_to_another(was, new, &old_routes, [&new_routes, &old_ids], after)
            || leaves_to_another(is, old, &new_routes, [&old_routes, &new_ids], before)
        {
            pairs.join(before, after);
        }
    }
    pairs.by(&old_routes, &new_routes);
    pairs.by(&old_ids, &new_ids);
    let old_keys: Vec<String> = old.api.operations.iter().map(|one| format!("operation {}", route(one))).collect();
    let used: BTreeSet<&String> = old_keys.iter().collect();
    let new_keys = new.api.operations.iter().enumerate().map(|(at, one)| match pairs.new[at] {
        Some(old) => old_keys[old].clone(),
        None => Some(format!("operation {}", route(one)))
            .filter(|key| !used.contains(key))
            .unwrap_or_else(|| format!("operation {} (new)", route(one))),
    });
    let new_keys = new_keys.collect();
    (old_keys, new_keys)
}

fn route(operation: &Operation) -> String {
    let path = operation.path.segments.iter().map(|segment| match segment {
        Segment::Literal(text) => text.as_str(),
        Segment::Parameter(_) => "{}",
    });
    format!("{} {}", operation.method.as_str(), path.collect::<String>())
}

/// Wire names and values, by which two types are compared.
fn members(decl: &TypeDecl) -> BTreeSet<String> {
    match &decl.shape {
        Shape::Object(object) => object.fields.iter().map(|field| format!(".{}", field.wire)).collect(),
        Shape::Enum(values) => values.values.iter().map(|value| value.to_value().to_string()).collect(),
        Shape::Union(_) | Shape::Alias(_) => BTreeSet::new(),
    }
}

/// Where types are used: in bodies and answers of operations, by the operation's key.
fn uses(api: &Api, keys: &[String]) -> BTreeMap<String, usize> {
    let mut uses = BTreeMap::new();
    for (operation, key) in api.operations.iter().zip(keys) {
        let body = operation.body.iter().map(|body| ("body".to_owned(), &body.ty));
        let answers =
            operation.successes.iter().chain(&operation.failures).filter_map(|answer| match &answer.content {
                Content::Json(ty) => Some((format!("{:?}", answer.status), ty)),
                _ => None,
            });
        for (place, ty) in body.chain(answers) {
            if let Ty::Named(id) = ty {
                uses.insert(format!("{key} {place}"), id.0 as usize);
            }
        }
    }
    uses
}

/// How much two types have in common, in hundredths of all their members.
fn share(old: &BTreeSet<String>, new: &BTreeSet<String>) -> usize {
    let common = old.intersection(new).count();
    common * 100 / (old.len() + new.len() - common).max(1)
}

struct Pairs {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Pairs {
    fn new(old: usize, new: usize) -> Self {
        Self { old: vec![None; old], new: vec![None; new] }
    }

    fn by(&mut self, old: &BTreeMap<String, usize>, new: &BTreeMap<String, usize>) {
        for (name, &old) in old {
            if let Some(&new) = new.get(name) {
                self.join(old, new);
            }
        }
    }

    fn join(&mut self, old: usize, new: usize) {
        if self.old[old].is_none() && self.new[new].is_none() {
            (self.old[old], self.new[new]) = (Some(new), Some(old));
        }
    }

    /// Joins what is left, is used in the same place, and has something in common.
    fn by_use(
        &mut self,
        old: &BTreeMap<String, usize>,
        new: &BTreeMap<String, usize>,
        is_alike: &dyn Fn(usize, usize) -> bool,
    ) {
        for (place, &old) in old {
            if let Some(&new) = new.get(place).filter(|new| is_alike(old, **new)) {
                self.join(old, new);
            }
        }
    }

    /// Joins what is left and has nearly the same members, the most alike first.
    fn by_likeness(&mut self, old: &[BTreeSet<String>], new: &[BTreeSet<String>]) {
        let left = |pairs: &[Option<usize>], all: &[BTreeSet<String>]| -> Vec<usize> {
            (0..pairs.len()).filter(|&at| pairs[at].is_none() && all[at].len() > 1).collect()
        };
        let (left_old, left_new) = (left(&self.old, old), left(&self.new, new));
        let mut alike = Vec::new();
        for &before in &left_old {
            for &after in &left_new {
                let share = share(&old[before], &new[after]);
                if share >= ALIKE {
                    alike.push((100 - share, before, after));
                }
            }
        }
        alike.sort_unstable();
        alike.into_iter().for_each(|(_, before, after)| self.join(before, after));
    }
}

/// Gives a part that was renamed the key that it had: one that is spelled otherwise, or the only one of its owner that
/// is gone where the only new one is of the same type.
pub(super) fn renamed_parts(old: &[Item], new: &mut [Item]) {
    let keys = |items: &[Item]| items.iter().map(|item| item.key.clone()).collect::<BTreeSet<_>>();
    let (old_keys, new_keys) = (keys(old), keys(new));
    let is_part = |item: &Item| matches!(item.subject, Subject::Field | Subject::Parameter | Subject::Value);
    let mut gone: BTreeMap<(String, Subject), Vec<&Item>> = BTreeMap::new();
    for item in old.iter().filter(|item| is_part(item) && !new_keys.contains(&item.key)) {
        gone.entry((item.parent.clone().unwrap_or_default(), item.subject)).or_default().push(item);
    }
    let mut come: BTreeMap<(String, Subject), Vec<usize>> = BTreeMap::new();
    for (at, item) in new.iter().enumerate().filter(|(_, item)| is_part(item) && !old_keys.contains(&item.key)) {
        come.entry((item.parent.clone().unwrap_or_default(), item.subject)).or_default().push(at);
    }
    for (owner, before) in &gone {
        let after = come.get(owner).map(Vec::as_slice).unwrap_or_default();
        let is_paired = |new: &[Item], at: usize| before.iter().any(|item| item.key == new[at].key);
        for (place, &item) in before.iter().enumerate() {
            let spelled = after.iter().copied().find(|&at| spelling(&new[at]) == spelling(item) && !is_paired(new, at));
            let only = match (before.as_slice(), after) {
                ([_], [at]) if same_facts(item, &new[*at]) => Some(*at),
                _ => None,
            };
            // Values are put into a path by their place in it, whatever they are called.
            let is_in_path = |item: &Item| item.fact("in") == Some("path");
            let by_place = || {
                let all = is_in_path(item) && before.iter().all(|item| is_in_path(item)) && before.len() == after.len();
                after.get(place).copied().filter(|&at| all && is_in_path(&new[at]))
            };
            if let Some(at) = spelled.or(only).or_else(by_place) {
                new[at].key.clone_from(&item.key);
            }
        }
    }
}

fn same_facts(old: &Item, new: &Item) -> bool {
    let same = |name| old.fact(name) == new.fact(name);
    // Texts are too common to say that two of them are the same.
    !old.facts.is_empty() && old.fact("type") != Some("text") && same("type") && same("presence") && same("required")
}

/// The name on the wire, however it is spelled. The sign of a number and the point in it are no matter of spelling.
fn spelling(item: &Item) -> String {
    let all: Vec<char> = item.wire.chars().collect();
    let is = |at: Option<usize>, what: fn(char) -> bool| at.and_then(|at| all.get(at)).is_some_and(|&c| what(c));
    let counts = |at: usize, c: char| match c {
        '.' => is(at.checked_sub(1), char::is_numeric) && is(Some(at + 1), char::is_numeric),
        '-' | '+' => !is(at.checked_sub(1), char::is_alphanumeric) && is(Some(at + 1), char::is_numeric),
        c => c.is_alphanumeric(),
    };
    all.iter().enumerate().filter(|(at, c)| counts(*at, **c)).flat_map(|(_, c)| c.to_lowercase()).collect()
}

//! Tags: a property whose values tell the variants apart, stated by a `discriminator` or found.

use super::Decision;
use super::constants::Constants;
use super::profile::{Profile, Property};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::document::component;
use crate::model::{Condition, Group, Rule, Scalar, Shape, Test, TypeId};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    /// The rule of a union with a `discriminator`: by mapping, by what the variants say of the property, by the
    /// names of the components.
    pub(super) fn discriminated(&mut self, id: TypeId, profiles: &[Profile]) -> Option<Decision> {
        let draft = self.types.draft(id).clone();
        let facts = draft.discriminator?;
        let target = |pointer: &str| self.types.at(pointer);
        let mut tags: Vec<Vec<Scalar>> = vec![Vec::new(); profiles.len()];
        let mut owners: BTreeMap<Scalar, usize> = BTreeMap::new();
        let mut lost = Vec::new();
        // The first variant of each source, and of each type that is one of its own variants.
        let (mut sources, mut ids) = (BTreeMap::new(), BTreeMap::new());
        if !facts.mapping.is_empty() {
            draft
                .sources
                .iter()
                .enumerate()
                .for_each(|(at, source)| _ = sources.entry(source.as_deref()).or_insert(at));
            for (at, profile) in profiles.iter().enumerate() {
                profile.ids.iter().for_each(|id| _ = ids.entry(*id).or_insert(at));
            }
        }
        let mut meanings: BTreeMap<usize, BTreeMap<String, Scalar>> = BTreeMap::new();
        for (value, pointer) in &facts.mapping {
            // The variant itself, else the one that has the target among its own variants.
            let whole = pointer.as_deref().and_then(|pointer| sources.get(&Some(pointer)));
            let within = || ids.get(&pointer.as_deref().and_then(target)?);
            let Some(&at) = whole.or_else(within) else {
                lost.push(value.clone());
                continue;
            };
            let meant = meanings.entry(at).or_insert_with(|| meanings_of(&profiles[at], &facts.property));
            let meant = meant.get(value).cloned().unwrap_or_else(|| Scalar::String(value.clone()));
            add(&mut tags[at], &mut owners, at, meant);
        }
        for (at, profile) in profiles.iter().enumerate() {
            let shared = profile.shared(&facts.property).and_then(|property| property.profile.values.clone());
            let few = shared.filter(|values| facts.mapping.is_empty() || values.len() == 1 || tags[at].is_empty());
            let (fresh, shared): (Vec<Scalar>, Vec<Scalar>) =
                few.into_iter().flatten().partition(|value| !owners.contains_key(value));
            // A tag that two variants have is distinguished further by what else they have.
            let values = if fresh.is_empty() && tags[at].is_empty() { shared } else { fresh };
            for value in values {
                owners.entry(value.clone()).or_insert(at);
                tags[at].push(value);
            }
            let name = draft.sources.get(at).into_iter().flatten().find_map(|pointer| component(pointer, "schemas"));
            if let (true, Some(name)) = (tags[at].is_empty(), name) {
                let name = Scalar::String(name);
                if !owners.contains_key(&name) {
                    add(&mut tags[at], &mut owners, at, name);
                }
            }
        }
        self.report_tags(id, &facts.property, &lost, &tags);
        if tags.iter().filter(|tags| tags.is_empty()).count() > 0 && tags.iter().flatten().count() == 0 {
            return None;
        }
        let how = if facts.mapping.is_empty() { "" } else { " and its mapping" };
        let because = format!("the document's discriminator `{}`{how}", facts.property);
        let otherwise = facts
            .otherwise
            .as_deref()
            .and_then(|pointer| draft.sources.iter().position(|source| source.as_deref() == Some(pointer)));
        Some(Decision { otherwise, ..Decision::tags(Rule::Tag(vec![facts.property]), because, tags) })
    }

    fn report_tags(&mut self, id: TypeId, property: &str, lost: &[String], tags: &[Vec<Scalar>]) {
        let at = self.decl(id).origin.pointer.clone();
        for value in lost {
            self.diagnostics.push(
                Diagnostic::new(Code::MappingTarget, format!("the mapping of `{value}` leads to none of the variants"))
                    .at(at.clone())
                    .help("add the schema to the variants or take the value out of the mapping"),
            );
        }
        let Shape::Union(union) = &self.types[id].shape else { return };
        for (variant, _) in union.variants.iter().zip(tags).filter(|(_, tags)| tags.is_empty()) {
            let name = variant.name_hints.first().cloned().unwrap_or_default();
            self.diagnostics.push(
                Diagnostic::new(Code::UntaggedVariant, format!("no value of `{property}` stands for variant `{name}`"))
                    .at(at.clone())
                    .help("name one in the discriminator's mapping, or give the property a constant in the variant"),
            );
        }
    }
}

/// What the keys of a mapping mean: they are text, and where the property holds numbers or booleans one of those.
fn meanings_of(profile: &Profile, property: &str) -> BTreeMap<String, Scalar> {
    let values = profile.shared(property).and_then(|property| property.profile.values.clone()).unwrap_or_default();
    let mut meanings = BTreeMap::new();
    for value in values {
        let key = match &value {
            Scalar::String(text) => text.clone(),
            Scalar::Integer(number) => number.to_string(),
            Scalar::Boolean(flag) => flag.to_string(),
        };
        meanings.entry(key).or_insert(value);
    }
    meanings
}

/// Beside the tag, the other constants of a variant have to hold too, unless all variants have them. A union among the
/// variants looks at its own.
pub(super) fn guarded(decision: Decision, profiles: &[Profile]) -> Decision {
    let Rule::Tag(tag) = &decision.rule else { return decision };
    let constants = Constants::of(profiles);
    let constants: Vec<Vec<Condition>> = (0..profiles.len()).map(|at| constants.allow(at)).collect();
    let mut holders: BTreeMap<&Condition, usize> = BTreeMap::new();
    constants.iter().flatten().for_each(|condition| *holders.entry(condition).or_default() += 1);
    let guards = |condition: &Condition| {
        let is_tag = matches!(condition, Condition::Allows(path, _) if path == tag);
        !is_tag && holders[condition] < constants.len()
    };
    let of_variant = |(variant, held): (usize, &Vec<Condition>)| {
        let when: Vec<Condition> = held.iter().filter(|one| guards(one)).cloned().collect();
        (profiles[variant].leaves.len() == 1 && !when.is_empty()).then_some(Test { when, variant })
    };
    let tests = constants.iter().enumerate().filter_map(of_variant).collect();
    Decision { tests, ..decision }
}

/// Variants that share a tag, and variants whose tag may be left out, are distinguished further by what else they have.
pub(super) fn group(decision: &mut Decision, profiles: &[Profile], levels: usize) {
    let Rule::Tag(path) = &decision.rule else { return };
    let mut having: BTreeMap<&Scalar, BTreeSet<usize>> = BTreeMap::new();
    for (at, tags) in decision.tags.iter().enumerate().take(profiles.len()) {
        tags.iter().for_each(|value| _ = having.entry(value).or_default().insert(at));
    }
    let shared = having.into_iter().filter(|(_, having)| having.len() > 1);
    let mut groups: Vec<Group> = shared
        .map(|(value, having)| {
            let members: Vec<usize> = having.into_iter().collect();
            super::group::group(Some(value.clone()), &members, profiles, levels)
        })
        .collect();
    if let [name] = path.as_slice()
        && decision.otherwise.is_none()
    {
        let may_be_absent = |at: &usize| {
            !profiles[*at].leaves.is_empty() && profiles[*at].shared(name).is_none_or(|property| !property.required)
        };
        let absent: Vec<usize> = (0..profiles.len()).filter(may_be_absent).collect();
        if !absent.is_empty() {
            groups.push(super::group::group(None, &absent, profiles, levels));
        }
    }
    decision.groups = groups;
}

fn add(tags: &mut Vec<Scalar>, owners: &mut BTreeMap<Scalar, usize>, at: usize, value: Scalar) {
    if let Entry::Vacant(free) = owners.entry(value.clone()) {
        free.insert(at);
        tags.push(value);
    }
}

/// A property of every variant whose listed values no two variants share. A required one with a single value
/// each is the surest; `type` is what such a property is called most often.
pub(super) fn inferred(profiles: &[Profile]) -> Option<Decision> {
    if !profiles.iter().all(Profile::is_object) {
        return None;
    }
    let (name, tags, required) = best(profiles, &|profile, name| profile.shared(name))?;
    let kind = if tags.iter().all(|tags| tags.len() == 1) { "a constant" } else { "a list of values" };
    let absent = if required { "" } else { ", though it may be left out" };
    let because = format!("`{name}` has {kind} of its own in every variant{absent}");
    Some(Decision::tags(Rule::Tag(vec![name]), because, tags))
}

/// The same, in objects that all variants require, as many levels down as are looked at: `benefit.type`.
pub(super) fn nested(profiles: &[Profile], levels: usize) -> Option<Decision> {
    if !profiles.iter().all(Profile::is_object) {
        return None;
    }
    let mut around = vec![(Vec::new(), profiles.to_vec())];
    for _ in 1..levels {
        let mut deeper = Vec::new();
        for (path, profiles) in around {
            for outer in profiles.first()?.names() {
                let inner = |profile: &Profile| profile.shared(outer).filter(|one| one.required).map(|one| one.profile);
                let inner: Option<Vec<Profile>> = profiles.iter().map(inner).collect();
                let Some(inner) = inner.filter(|inner| inner.iter().all(Profile::is_object)) else { continue };
                let mut path: Vec<String> = path.iter().cloned().chain([outer.to_owned()]).collect();
                if let Some((name, tags, _)) = best(&inner, &|profile, name| profile.shared(name)) {
                    path.push(name);
                    let because = format!("`{}` has a value of its own in every variant", path.join("."));
                    return Some(Decision::tags(Rule::Tag(path), because, tags));
                }
                deeper.push((path, inner));
            }
        }
        around = deeper;
    }
    None
}

type Tagged = (String, Vec<Vec<Scalar>>, bool);

fn best(profiles: &[Profile], property: &dyn Fn(&Profile, &str) -> Option<Property>) -> Option<Tagged> {
    let candidates = profiles.first()?.names().filter_map(|name| {
        let shared: Option<Vec<Property>> = profiles.iter().map(|profile| property(profile, name)).collect();
        let shared = shared?;
        let tags: Option<Vec<BTreeSet<Scalar>>> = shared.iter().map(|one| one.profile.values.clone()).collect();
        let tags = tags?;
        let mut seen: BTreeSet<&Scalar> = BTreeSet::new();
        let apart = tags.iter().all(|one| !one.is_empty() && one.iter().all(|value| seen.insert(value)));
        let required = shared.iter().all(|one| one.required && !one.nullable);
        let total: usize = tags.iter().map(BTreeSet::len).sum();
        let tags = tags.into_iter().map(|tags| tags.into_iter().collect()).collect();
        apart.then(|| ((!required, total, name != "type", name.to_owned()), (name.to_owned(), tags, required)))
    });
    candidates.min_by(|(a, _), (b, _)| a.cmp(b)).map(|(_, found)| found)
}

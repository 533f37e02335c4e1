//! How each union is distinguished: the first rule that decides.
//!
//! `sdk.yaml`, then the discriminator, a tag in every variant, a tag further down, the kind of JSON value,
//! and last a list of tests on properties, the most telling first. No rule tries variants until one fits.
//! A union nothing decides stays as raw JSON and is reported once it is known to be used.

mod config;
mod constants;
mod evidence;
mod group;
mod guess;
mod keys;
mod profile;
mod survivors;
mod tag;

use crate::lower::Lowering;
use crate::lower::schema::object::sort;
use crate::model::{
    Candidate, Condition, Constraints, Docs, Expected, Field, Format, Group, Kind, Presence, Rule, Scalar, Shape, Test,
    Ty, TypeId,
};
use profile::{Profile, Profiles};
use std::collections::{BTreeMap, BTreeSet};

/// The reason of a union that nothing decides.
pub const UNDECIDED: &str = "nothing in the document distinguishes the variants";

/// How many levels of properties are looked at for every union. More only where these do not tell all variants apart.
const LEVELS: usize = 2;

/// Variants that have more properties than this, those of objects in them included, are not looked at a level deeper.
const MOST_PROPERTIES: usize = 2000;

/// A rule with what it needs.
#[derive(Clone)]
pub(in crate::lower) struct Decision {
    rule: Rule,
    because: String,
    tags: Vec<Vec<Scalar>>,
    tests: Vec<Test>,
    groups: Vec<Group>,
    otherwise: Option<usize>,
}

impl Decision {
    fn tests(because: impl Into<String>, tests: Vec<Test>) -> Self {
        Self { tests, ..Self::tags(Rule::Keys, because, Vec::new()) }
    }

    fn tags(rule: Rule, because: impl Into<String>, tags: Vec<Vec<Scalar>>) -> Self {
        Self { rule, because: because.into(), tags, tests: Vec::new(), groups: Vec::new(), otherwise: None }
    }

    /// How many of so many variants nothing tells apart.
    fn indistinct(&self, variants: usize) -> usize {
        if self.rule == Rule::Undecided {
            return variants;
        }
        let of_group = |group: &Group| {
            group.candidates.iter().filter(|one| one.indistinct).count() + usize::from(group.open_indistinct)
        };
        self.groups.iter().map(of_group).sum()
    }

    /// Whether only constants below so many levels tell some variants apart. They may be absent, and then one variant is as
    /// good as the other: a tag has to be there.
    fn leans_on_constants(&self, levels: usize) -> bool {
        let near = |candidate: &Candidate| {
            let near = candidate.expected.iter().filter(|one| one.path.len() <= levels);
            near.cloned().collect::<Vec<Expected>>()
        };
        let leans = |group: &Group| {
            let distinct: BTreeSet<Vec<Expected>> = group.candidates.iter().map(near).collect();
            distinct.len() < group.candidates.len()
        };
        self.rule == Rule::Keys && self.groups.iter().any(leans)
    }
}

impl Lowering<'_> {
    /// Decides every union.
    pub(in crate::lower) fn decide(&mut self) {
        let unions: Vec<TypeId> =
            self.types.ids().filter(|id| matches!(self.decl(*id).shape, Shape::Union(_))).collect();
        let mut used = BTreeSet::new();
        let mut known = Profiles::default();
        let mut decisions = Vec::new();
        for id in unions {
            let Shape::Union(union) = &self.decl(id).shape else { continue };
            let types: Vec<Ty> = union.variants.iter().map(|variant| variant.ty.clone()).collect();
            let profiles: Vec<Profile> = types.iter().map(|ty| self.profile(ty, &mut known)).collect();
            let decision = self.decided(id, &mut used).unwrap_or_else(|| {
                let discriminated = self.discriminated(id, &profiles);
                deepest(&profiles, |levels| rule(discriminated.clone(), &profiles, levels))
            });
            decisions.push((id, profiles, decision));
        }
        self.stale_unions(&used);
        self.fix_tags(&decisions);
        for (id, profiles, decision) in decisions {
            let Shape::Union(union) = &mut self.types[id].shape else { continue };
            let shared: BTreeSet<Scalar> = decision.groups.iter().filter_map(|group| group.tag.clone()).collect();
            union.rule = decision.rule;
            union.because = decision.because;
            union.tests = decision.tests;
            union.groups = decision.groups;
            union.otherwise = decision.otherwise;
            for (index, variant) in union.variants.iter_mut().enumerate() {
                variant.kinds = profiles[index].kinds.iter().copied().collect();
                variant.tags = decision.tags.get(index).cloned().unwrap_or_default();
                // A tag that two variants share is no name of either.
                if let [Scalar::String(tag)] = variant.tags.as_slice()
                    && !tag.is_empty()
                    && !shared.contains(&variant.tags[0])
                {
                    variant.name_hints.retain(|word| word != tag);
                    variant.name_hints.insert(0, tag.clone());
                }
            }
        }
    }

    /// A property that tells a variant from the others is sent without asking: its one-value enumeration, or
    /// text that only the discriminator's mapping explains, becomes a constant. A type that two unions tell
    /// apart by different values of the same property keeps it as a field.
    fn fix_tags(&mut self, decisions: &[(TypeId, Vec<Profile>, Decision)]) {
        let mut wanted: BTreeMap<(TypeId, String), BTreeSet<Scalar>> = BTreeMap::new();
        let mut want = |ty: &Ty, property: &str, values: &[Scalar]| {
            if let Ty::Named(id) = ty {
                wanted.entry((*id, property.to_owned())).or_default().extend(values.iter().cloned());
            }
        };
        for (id, _, decision) in decisions {
            let Shape::Union(union) = &self.decl(*id).shape else { continue };
            let types: Vec<Ty> = union.variants.iter().map(|variant| self.resolve(&variant.ty)).collect();
            match &decision.rule {
                Rule::Tag(path) => {
                    if let [property] = path.as_slice() {
                        let variants = types.iter().zip(&decision.tags).enumerate();
                        // Where every other tag leads there is no one tag to send.
                        let tagged = variants.filter(|(at, _)| decision.otherwise != Some(*at));
                        tagged.for_each(|(_, (ty, tags))| want(ty, property, tags));
                    }
                }
                Rule::Keys => {
                    for test in &decision.tests {
                        for condition in &test.when {
                            if let Condition::OneOf(path, values) = condition
                                && let [property] = path.as_slice()
                            {
                                want(&types[test.variant], property, values);
                            }
                        }
                    }
                }
                Rule::JsonType | Rule::Sibling(_) | Rule::Undecided => {}
            }
        }
        for ((id, property), values) in wanted {
            let mut values = values.into_iter();
            if let (Some(value @ (Scalar::String(_) | Scalar::Integer(_))), None) = (values.next(), values.next()) {
                self.fix_tag(id, &property, &value);
            }
        }
    }

    fn fix_tag(&mut self, id: TypeId, property: &str, value: &Scalar) {
        let Shape::Object(object) = &self.decl(id).shape else { return };
        let Some(at) = object.fields.iter().position(|field| field.wire == property) else {
            return self.add_tag(id, property, value);
        };
        let field = &object.fields[at];
        let fits = match self.resolve(&field.ty) {
            Ty::String(Format::Plain) => value.kind() == Kind::String && field.presence.is_required(),
            Ty::Integer => value.kind() == Kind::Integer && field.presence.is_required(),
            Ty::Named(ty) => match &self.decl(ty).shape {
                Shape::Enum(enumeration) => {
                    enumeration.text.is_none() && enumeration.values.as_slice() == std::slice::from_ref(value)
                }
                Shape::Object(_) | Shape::Union(_) | Shape::Alias(_) => false,
            },
            _ => false,
        };
        if !fits || field.constant.is_some() || field.presence.is_nullable() {
            return;
        }
        let inline = matches!(field.ty, Ty::Named(ty) if self.is_inline(ty));
        let Shape::Object(object) = &mut self.types[id].shape else { return };
        object.fields[at].constant = Some(value.to_value());
        if inline {
            object.fields[at].ty = type_of(value);
        }
    }
}

impl Lowering<'_> {
    /// A tag that only the discriminator knows of is sent all the same.
    fn add_tag(&mut self, id: TypeId, property: &str, value: &Scalar) {
        let origin = self.decl(id).origin.clone();
        let Shape::Object(object) = &mut self.types[id].shape else { return };
        object.fields.push(Field {
            wire: property.to_owned(),
            ty: type_of(value),
            presence: Presence::Optional,
            constant: Some(value.to_value()),
            default: None,
            constraints: Constraints::default(),
            read_only: false,
            write_only: false,
            docs: Docs::default(),
            deprecated: false,
            deprecated_since: None,
            boxed: false,
            origin,
        });
        sort(&mut object.fields);
    }
}

fn type_of(value: &Scalar) -> Ty {
    match value {
        Scalar::String(_) => Ty::String(Format::Plain),
        Scalar::Integer(_) => Ty::Integer,
        Scalar::Boolean(_) => Ty::Boolean,
    }
}

/// The only property of an object is its tag, as where an enumeration with data names each variant by a property.
fn named(profile: &Profile) -> Option<Condition> {
    let [leaf] = profile.leaves.as_slice() else { return None };
    let (name, only) = leaf.properties.first_key_value().filter(|_| leaf.properties.len() == 1)?;
    only.required.then(|| Condition::Has(vec![name.clone()]))
}

/// What decides by the fewest levels of properties, of those that leave the fewest variants indistinct.
/// A tag further down goes before constants there, which may be absent.
fn deepest(profiles: &[Profile], decide: impl Fn(usize) -> Decision) -> Decision {
    let mut best = decide(LEVELS);
    let mut levels = LEVELS;
    let indistinct = |decision: &Decision| decision.indistinct(profiles.len());
    let mut leans = best.leans_on_constants(LEVELS);
    while (indistinct(&best) > 0 || leans) && levels < profile::LEVELS && deepens(profiles, levels) {
        levels += 1;
        let next = decide(levels);
        let is_tag = matches!(next.rule, Rule::Tag(_)) && indistinct(&next) == 0;
        if indistinct(&next) < indistinct(&best) || leans && is_tag {
            leans = next.leans_on_constants(levels);
            best = next;
        }
    }
    best
}

/// Whether there is anything below so many levels, and not too much to look at.
fn deepens(profiles: &[Profile], levels: usize) -> bool {
    let counts = |levels: usize| profiles.iter().map(move |profile| profile.count(levels, MOST_PROPERTIES + 1));
    counts(levels + 1).all(|count| count <= MOST_PROPERTIES) && counts(levels + 1).gt(counts(levels))
}

/// The first rule that decides by so many levels of properties.
fn rule(discriminated: Option<Decision>, profiles: &[Profile], levels: usize) -> Decision {
    let by_tag = || discriminated.or_else(|| tag::inferred(profiles)).or_else(|| tag::nested(profiles, levels));
    let found = by_tag()
        .map(|decision| tag::guarded(decision, profiles))
        .or_else(|| by_kind(profiles))
        .or_else(|| keys::tests(profiles, levels));
    let mut decision = found.unwrap_or_else(|| Decision::tags(Rule::Undecided, UNDECIDED, Vec::new()));
    tag::group(&mut decision, profiles, levels);
    decision
}

/// Kinds of JSON value that no two variants share.
fn by_kind(profiles: &[Profile]) -> Option<Decision> {
    let apart = profiles.iter().enumerate().all(|(index, profile)| {
        !profile.kinds.is_empty() && profiles[..index].iter().all(|other| other.kinds.is_disjoint(&profile.kinds))
    });
    let constants = constants::Constants::of(profiles);
    let constants =
        profiles.iter().enumerate().map(|(at, one)| (at, constants.allow(at).into_iter().chain(named(one)).collect()));
    let tests = constants.map(|(variant, when): (usize, Vec<Condition>)| Test { when, variant });
    let tests = tests.filter(|test| !test.when.is_empty()).collect();
    let because = "every variant is another kind of JSON value";
    apart.then(|| Decision { tests, ..Decision::tags(Rule::JsonType, because, Vec::new()) })
}

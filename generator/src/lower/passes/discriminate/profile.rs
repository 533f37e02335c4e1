//! What can be known of a value by looking at it, if it is of a given type.

use crate::lower::Lowering;
use crate::model::{Additional, Field, Kind, Object, Scalar, Shape, Ty, TypeId};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::rc::Rc;

/// How many levels of properties are looked at: deeper down nobody says what an object is.
pub(super) const LEVELS: usize = 8;

/// Unions within unions that are looked into: half of the 128 levels that a document may have is more than anyone writes,
/// and each looks at all below it.
const MOST_WITHIN: usize = 64;

/// What values of a type look like. Types that come up in many places share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile(Rc<Look>);

/// What values of a type look like.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// The kinds of JSON value they are.
    pub(super) kinds: BTreeSet<Kind>,
    /// The objects among them: one for an object type, all variants of a union.
    pub(super) leaves: Vec<Rc<Leaf>>,
    /// The scalars among them, if they are all listed.
    pub(super) values: Option<BTreeSet<Scalar>>,
    /// The declared types they are of.
    pub(super) ids: BTreeSet<TypeId>,
    /// Every property that some of the objects have, seen as one, and how many of them have it. Made when first needed.
    properties: OnceCell<BTreeMap<String, (Property, usize)>>,
}

impl Deref for Profile {
    type Target = Look;

    fn deref(&self) -> &Look {
        &self.0
    }
}

/// Profiles that were made already: each is needed wherever its type comes up, and there may be many such places.
#[derive(Default)]
pub(super) struct Profiles {
    /// Of declared types, with properties of properties down to a depth; without any for no depth.
    declared: BTreeMap<(TypeId, Option<usize>), Profile>,
    /// Of objects.
    leaves: BTreeMap<(TypeId, usize), Rc<Leaf>>,
}

/// The types that one profile has come by.
#[derive(Default)]
struct Seen {
    types: BTreeSet<TypeId>,
    /// The unions around the one that is looked at.
    within: usize,
}

/// What the objects of one type look like.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaf {
    pub(super) properties: BTreeMap<String, Property>,
    /// Any further property may come: nothing can be concluded from one being there.
    pub(super) open: bool,
}

/// A property.
#[derive(Clone, Debug)]
pub(super) struct Property {
    pub(super) required: bool,
    pub(super) nullable: bool,
    /// It is a constant: another value than those listed is no value of the type. Enumerations are open.
    pub(super) constant: bool,
    pub(super) profile: Profile,
}

impl Lowering<'_> {
    /// The profile of a type.
    pub(super) fn profile(&self, ty: &Ty, known: &mut Profiles) -> Profile {
        self.profile_to(ty, Some(LEVELS - 1), known)
    }

    /// The profile with properties of properties down to a depth, or without properties.
    fn profile_to(&self, ty: &Ty, depth: Option<usize>, known: &mut Profiles) -> Profile {
        let key = if let Ty::Named(id) = ty { Some((*id, depth)) } else { None };
        if let Some(profile) = key.and_then(|key| known.declared.get(&key)) {
            return profile.clone();
        }
        let mut look = Look::default();
        match depth {
            Some(depth) => self.add_profile(ty, depth, &mut Seen::default(), &mut look, known),
            None => self.add_kinds(ty, &mut look, known),
        }
        let profile = Profile(Rc::new(look));
        known.declared.extend(key.map(|key| (key, profile.clone())));
        profile
    }

    fn add_profile(&self, ty: &Ty, depth: usize, seen: &mut Seen, profile: &mut Look, known: &mut Profiles) {
        if let Ty::Named(id) = ty {
            profile.ids.insert(*id);
        }
        let kinds: &[Kind] = match self.resolve(ty) {
            Ty::Any => {
                profile.leaves.push(Leaf::open());
                &[Kind::Null, Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::Array, Kind::Object]
            }
            Ty::Null => &[Kind::Null],
            Ty::Boolean => &[Kind::Boolean],
            Ty::Integer | Ty::Unsigned => &[Kind::Integer],
            Ty::Number | Ty::IntegerOrNumber => &[Kind::Integer, Kind::Number],
            Ty::String(_) | Ty::Id(_) => &[Kind::String],
            Ty::List(_) | Ty::Tuple(_) => &[Kind::Array],
            Ty::Map(_) => {
                profile.leaves.push(Leaf::open());
                &[Kind::Object]
            }
            Ty::OneOrMany(inner) => {
                self.add_profile(&inner, depth, seen, profile, known);
                &[Kind::Array]
            }
            Ty::Nullable(inner) => {
                self.add_profile(&inner, depth, seen, profile, known);
                &[Kind::Null]
            }
            Ty::Named(id) => {
                self.add_declared(id, depth, seen, profile, known);
                &[]
            }
        };
        profile.kinds.extend(kinds);
    }

    fn add_declared(&self, id: TypeId, depth: usize, seen: &mut Seen, profile: &mut Look, known: &mut Profiles) {
        profile.ids.insert(id);
        match &self.decl(id).shape {
            Shape::Object(_) if !seen.types.insert(id) => {}
            Shape::Object(object) => {
                profile.kinds.insert(Kind::Object);
                profile.leaves.push(self.leaf(id, object, depth, known));
            }
            Shape::Enum(enumeration) if enumeration.text.is_some() => {
                profile.kinds.insert(Kind::String);
            }
            Shape::Enum(enumeration) => {
                let mut values: BTreeSet<Scalar> = enumeration.values.iter().cloned().collect();
                profile.kinds.extend(values.iter().map(Scalar::kind));
                values.extend(profile.values.take().into_iter().flatten());
                profile.values = Some(values);
            }
            // A union that comes up again has nothing to add, and unions of unions would come up very often.
            Shape::Union(_) if seen.within >= MOST_WITHIN => add_anything(profile),
            Shape::Union(union) if seen.types.insert(id) => {
                seen.within += 1;
                for variant in &union.variants {
                    self.add_profile(&variant.ty, depth, seen, profile, known);
                }
                seen.within -= 1;
            }
            Shape::Union(_) | Shape::Alias(_) => {}
        }
    }

    fn leaf(&self, id: TypeId, object: &Object, depth: usize, known: &mut Profiles) -> Rc<Leaf> {
        if let Some(leaf) = known.leaves.get(&(id, depth)) {
            return leaf.clone();
        }
        let open = match &object.additional {
            Additional::Unsaid | Additional::Forbidden => false,
            Additional::Typed(_) => object.fields.is_empty(),
        };
        let mut leaf = Leaf { properties: BTreeMap::new(), open };
        for field in &object.fields {
            let profile = match field.constant.as_ref().and_then(Scalar::of) {
                Some(constant) => {
                    let kinds = [constant.kind()].into();
                    Profile(Rc::new(Look { kinds, values: Some([constant].into()), ..Look::default() }))
                }
                None => self.profile_to(&field.ty, depth.checked_sub(1), known),
            };
            let property = Property {
                required: field.presence.is_required(),
                nullable: field.presence.is_nullable() || profile.kinds.contains(&Kind::Null),
                constant: self.allows_one_value(field),
                profile,
            };
            leaf.properties.insert(field.wire.clone(), property);
        }
        let leaf = Rc::new(leaf);
        known.leaves.insert((id, depth), leaf.clone());
        leaf
    }

    /// Whether a property is a constant: stated as one, or an inline enumeration of one value. A component that lists
    /// one value is an enumeration to which others may come.
    fn allows_one_value(&self, field: &Field) -> bool {
        let inline = |id: TypeId| {
            self.is_inline(id)
                && matches!(&self.decl(id).shape, Shape::Enum(one) if one.values.len() == 1 && one.text.is_none())
        };
        let stated = field.constant.as_ref().and_then(Scalar::of).is_some();
        stated || matches!(field.ty, Ty::Named(id) if inline(id))
    }

    /// The kinds of a type without its properties.
    fn add_kinds(&self, ty: &Ty, profile: &mut Look, known: &mut Profiles) {
        match self.resolve(ty) {
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(_) => {
                    profile.kinds.insert(Kind::Object);
                    profile.leaves.push(Leaf::open());
                }
                Shape::Enum(_) => self.add_declared(id, 0, &mut Seen::default(), profile, known),
                Shape::Union(_) | Shape::Alias(_) => add_anything(profile),
            },
            other => self.add_profile(&other, 0, &mut Seen::default(), profile, known),
        }
    }
}

/// Values of which nothing is known, but that they are not null.
fn add_anything(profile: &mut Look) {
    profile.kinds.extend([Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::Array, Kind::Object]);
    profile.leaves.push(Leaf::open());
}

impl Leaf {
    /// Objects of which nothing is known.
    fn open() -> Rc<Self> {
        Rc::new(Self { properties: BTreeMap::new(), open: true })
    }
}

impl Profile {
    /// A property that all objects of the type have, seen as one. None if some have it not.
    pub(super) fn shared(&self, name: &str) -> Option<Property> {
        let (property, holders) = self.properties().get(name)?;
        (*holders == self.leaves.len()).then(|| property.clone())
    }

    /// A property that some objects of the type have, seen as one.
    pub(super) fn any(&self, name: &str) -> Option<Property> {
        self.properties().get(name).map(|(property, _)| property.clone())
    }

    /// The names of all properties, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.properties().keys().map(String::as_str)
    }

    fn properties(&self) -> &BTreeMap<String, (Property, usize)> {
        self.properties.get_or_init(|| {
            let mut all: BTreeMap<&str, Vec<&Property>> = BTreeMap::new();
            for (name, property) in self.leaves.iter().flat_map(|leaf| &leaf.properties) {
                all.entry(name).or_default().push(property);
            }
            let one =
                |(name, held): (&str, Vec<&Property>)| Some((name.to_owned(), (Property::join(&held)?, held.len())));
            all.into_iter().filter_map(one).collect()
        })
    }

    /// The same for profiles of the same type only.
    pub(super) fn address(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }

    /// How many properties there are down to a level, those of objects in them included; counted up to a limit.
    pub(super) fn count(&self, levels: usize, most: usize) -> usize {
        let mut count = 0;
        for property in self.leaves.iter().flat_map(|leaf| leaf.properties.values()) {
            if count >= most {
                break;
            }
            count += 1;
            if levels > 1 {
                count += property.profile.count(levels - 1, most - count);
            }
        }
        count
    }

    /// Whether all values are objects, as far as they are not null.
    pub(super) fn is_object_or_null(&self) -> bool {
        self.kinds.contains(&Kind::Object) && self.kinds.iter().all(|kind| matches!(kind, Kind::Object | Kind::Null))
    }

    /// Whether all values are objects.
    pub(super) fn is_object(&self) -> bool {
        self.kinds.iter().all(|kind| *kind == Kind::Object) && !self.kinds.is_empty()
    }
}

/// The variants that have each property, by its name, ascending.
pub(super) fn holders(profiles: &[Profile]) -> BTreeMap<&str, Vec<usize>> {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        for name in profile.names() {
            holders.entry(name).or_default().push(at);
        }
    }
    holders
}

impl Property {
    /// Properties of several objects, seen as one. None of none.
    fn join(all: &[&Self]) -> Option<Self> {
        let (first, others) = all.split_first()?;
        let mut joined = Self::clone(first);
        let others: Vec<&&Self> = others
            .iter()
            .inspect(|other| {
                joined.required &= other.required;
                joined.nullable |= other.nullable;
                joined.constant &= other.constant;
            })
            .filter(|other| other.profile.address() != first.profile.address())
            .collect();
        if others.is_empty() {
            return Some(joined);
        }
        let held = Rc::make_mut(&mut joined.profile.0);
        held.properties = OnceCell::new();
        let mut known: BTreeSet<usize> = held.leaves.iter().map(|leaf| Rc::as_ptr(leaf).addr()).collect();
        for other in others {
            held.kinds.extend(&other.profile.kinds);
            let is_new = |leaf: &&Rc<Leaf>| known.insert(Rc::as_ptr(leaf).addr());
            held.leaves.extend(other.profile.leaves.iter().filter(is_new).cloned());
            held.values = match (held.values.take(), &other.profile.values) {
                (Some(mut held), Some(more)) => {
                    held.extend(more.iter().cloned());
                    Some(held)
                }
                _ => None,
            };
        }
        Some(joined)
    }
}

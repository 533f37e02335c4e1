//! What can be known of a value by looking at it, if it is of a given type.

use crate::lower::Lowering;
use crate::model::{Additional, Field, Kind, Scalar, Shape, Ty, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// How deep properties of properties are looked at.
const DEPTH: usize = 2;

/// What values of a type look like.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The kinds of JSON value they are.
    pub(super) kinds: BTreeSet<Kind>,
    /// The objects among them: one for an object type, all variants of a union.
    pub(super) leaves: Vec<Leaf>,
    /// The scalars among them, if they are all listed.
    pub(super) values: Option<BTreeSet<Scalar>>,
    /// The declared types they are of.
    pub(super) ids: BTreeSet<TypeId>,
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
    pub(super) fn profile(&self, ty: &Ty) -> Profile {
        let mut profile = Profile::default();
        self.add_profile(ty, DEPTH, &mut BTreeSet::new(), &mut profile);
        profile
    }

    fn add_profile(&self, ty: &Ty, depth: usize, seen: &mut BTreeSet<TypeId>, profile: &mut Profile) {
        if let Ty::Named(id) = ty {
            profile.ids.insert(*id);
        }
        let kinds: &[Kind] = match self.resolve(ty) {
            Ty::Any => {
                profile.leaves.push(Leaf { open: true, ..Leaf::default() });
                &[Kind::Null, Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::Array, Kind::Object]
            }
            Ty::Null => &[Kind::Null],
            Ty::Boolean => &[Kind::Boolean],
            Ty::Integer | Ty::Unsigned => &[Kind::Integer],
            Ty::Number | Ty::IntegerOrNumber => &[Kind::Integer, Kind::Number],
            Ty::String(_) | Ty::Id(_) => &[Kind::String],
            Ty::List(_) | Ty::Tuple(_) => &[Kind::Array],
            Ty::Map(_) => {
                profile.leaves.push(Leaf { open: true, ..Leaf::default() });
                &[Kind::Object]
            }
            Ty::OneOrMany(inner) => {
                self.add_profile(&inner, depth, seen, profile);
                &[Kind::Array]
            }
            Ty::Nullable(inner) => {
                self.add_profile(&inner, depth, seen, profile);
                &[Kind::Null]
            }
            Ty::Named(id) => {
                self.add_declared(id, depth, seen, profile);
                &[]
            }
        };
        profile.kinds.extend(kinds);
    }

    fn add_declared(&self, id: TypeId, depth: usize, seen: &mut BTreeSet<TypeId>, profile: &mut Profile) {
        profile.ids.insert(id);
        match &self.decl(id).shape {
            Shape::Object(_) if !seen.insert(id) => {}
            Shape::Object(object) => {
                profile.kinds.insert(Kind::Object);
                let open = match &object.additional {
                    Additional::Unsaid | Additional::Forbidden => false,
                    Additional::Typed(_) => object.fields.is_empty(),
                };
                let mut leaf = Leaf { properties: BTreeMap::new(), open };
                for field in &object.fields {
                    let mut inner = Profile::default();
                    match field.constant.as_ref().and_then(Scalar::of) {
                        Some(constant) => {
                            inner.kinds.insert(constant.kind());
                            inner.values = Some([constant].into());
                        }
                        None if depth > 0 => self.add_profile(&field.ty, depth - 1, &mut BTreeSet::new(), &mut inner),
                        None => self.add_kinds(&field.ty, &mut inner),
                    }
                    let property = Property {
                        required: field.presence.is_required(),
                        nullable: field.presence.is_nullable() || inner.kinds.contains(&Kind::Null),
                        constant: self.allows_one_value(field),
                        profile: inner,
                    };
                    leaf.properties.insert(field.wire.clone(), property);
                }
                profile.leaves.push(leaf);
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
            Shape::Union(union) if seen.insert(id) => {
                for variant in &union.variants {
                    self.add_profile(&variant.ty, depth, seen, profile);
                }
            }
            Shape::Union(_) | Shape::Alias(_) => {}
        }
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
    fn add_kinds(&self, ty: &Ty, profile: &mut Profile) {
        match self.resolve(ty) {
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(_) => {
                    profile.kinds.insert(Kind::Object);
                    profile.leaves.push(Leaf { open: true, ..Leaf::default() });
                }
                Shape::Enum(_) => self.add_declared(id, 0, &mut BTreeSet::new(), profile),
                Shape::Union(_) | Shape::Alias(_) => {
                    profile.kinds.extend([
                        Kind::Boolean,
                        Kind::Integer,
                        Kind::Number,
                        Kind::String,
                        Kind::Array,
                        Kind::Object,
                    ]);
                    profile.leaves.push(Leaf { open: true, ..Leaf::default() });
                }
            },
            other => self.add_profile(&other, 0, &mut BTreeSet::new(), profile),
        }
    }
}

impl Profile {
    /// A property that all objects of the type have, seen as one. None if some have it not.
    pub(super) fn shared(&self, name: &str) -> Option<Property> {
        if self.leaves.is_empty() {
            return None;
        }
        let mut shared: Option<Property> = None;
        for leaf in &self.leaves {
            let property = leaf.properties.get(name)?;
            shared = Some(match shared {
                None => property.clone(),
                Some(held) => held.join(property),
            });
        }
        shared
    }

    /// A property that some objects of the type have, seen as one.
    pub(super) fn any(&self, name: &str) -> Option<Property> {
        let mut held = self.leaves.iter().filter_map(|leaf| leaf.properties.get(name));
        let first = held.next()?.clone();
        Some(held.fold(first, Property::join))
    }

    /// The names of all properties.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.leaves.iter().flat_map(|leaf| leaf.properties.keys()).map(String::as_str).collect()
    }

    /// Whether all values are objects.
    pub(super) fn is_object(&self) -> bool {
        self.kinds.iter().all(|kind| *kind == Kind::Object) && !self.kinds.is_empty()
    }
}

impl Property {
    fn join(mut self, other: &Self) -> Self {
        self.required &= other.required;
        self.nullable |= other.nullable;
        self.constant &= other.constant;
        self.profile.kinds.extend(&other.profile.kinds);
        self.profile.leaves.extend(other.profile.leaves.iter().cloned());
        self.profile.values = match (self.profile.values.take(), &other.profile.values) {
            (Some(mut held), Some(more)) => {
                held.extend(more.iter().cloned());
                Some(held)
            }
            _ => None,
        };
        self
    }
}

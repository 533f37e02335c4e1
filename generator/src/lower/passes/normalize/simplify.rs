//! Unions that are none: equal branches, numbers of both kinds, texts of several formats, a value or a list
//! of it. What stays a union has branches that differ.

use crate::lower::{Draft, Lowering};
use crate::model::{Docs, Enumeration, Format, Kind, NameSource, Shape, Ty, TypeDecl, TypeId, Union, Variant};
use std::collections::{BTreeMap, BTreeSet};

/// Rounds of simplification. Each that changes something takes at least one branch away, so the loop ends by itself;
/// the limit only guards against a mistake of ours, and is far above the nesting of unions in any real document.
const MOST_ROUNDS: usize = 64;

impl Lowering<'_> {
    /// Simplifies every union until nothing changes.
    pub(super) fn simplify_unions(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            let mut at = 0;
            while at < self.types.len() {
                changed |= self.simplify(TypeId(u32::try_from(at).expect("ids are made from this list")));
                at += 1;
            }
            if !changed {
                return;
            }
        }
    }

    fn simplify(&mut self, id: TypeId) -> bool {
        let Shape::Union(union) = &self.decl(id).shape else { return false };
        if self.is_decided(id) {
            return false;
        }
        let before = union.variants.len();
        let mut branches: Vec<(Variant, Option<String>)> = Vec::new();
        let sources = self.types.draft(id).sources.clone();
        for (index, variant) in union.variants.clone().into_iter().enumerate() {
            self.splice(id, (variant, sources.get(index).cloned().flatten()), &mut branches);
        }
        let spliced = branches.len() != before;
        let discriminated = self.types.draft(id).discriminator.is_some();
        self.drop_equal(&mut branches, discriminated);
        let mut whole = None;
        if branches.iter().any(|(variant, _)| self.resolve(&variant.ty) == Ty::Any) {
            whole = Some(Shape::Alias(Ty::Any));
        } else if !discriminated {
            self.join_numbers(&mut branches);
            whole = self.join_values(id, &mut branches);
            if whole.is_none() {
                whole = self.join_lists(id, &mut branches);
            }
        }
        if whole.is_none() && branches.len() == 1 && before > 1 && !discriminated {
            whole = Some(Shape::Alias(branches[0].0.ty.clone()));
        }
        if whole.is_none() && branches.len() == before && !spliced {
            return false;
        }
        let (variants, sources) = branches.into_iter().unzip();
        self.types.draft_mut(id).sources = sources;
        self.types[id].shape = whole.unwrap_or_else(|| Shape::Union(Union::undecided(variants)));
        true
    }

    /// Puts the branches of an inline union in place of it. One with a discriminator that its variants do not
    /// repeat as a constant stays a variant, as only its mapping decides it.
    fn splice(
        &self,
        outer: TypeId,
        (variant, source): (Variant, Option<String>),
        branches: &mut Vec<(Variant, Option<String>)>,
    ) {
        if let Ty::Named(id) = variant.ty
            && id != outer
            && self.is_inline(id)
            && self.types.draft(outer).discriminator.is_none()
            && let Shape::Union(union) = &self.decl(id).shape
            && self.says_itself(id, union)
        {
            let sources = &self.types.draft(id).sources;
            for (index, variant) in union.variants.iter().enumerate() {
                branches.push((variant.clone(), sources.get(index).cloned().flatten()));
            }
        } else {
            branches.push((variant, source));
        }
    }

    /// Whether the variants of a union tell themselves by constants, as far as it has a discriminator.
    fn says_itself(&self, id: TypeId, union: &Union) -> bool {
        let Some(discriminator) = &self.types.draft(id).discriminator else { return true };
        union.variants.iter().all(|variant| match self.resolve(&variant.ty) {
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(object) => {
                    object.fields.iter().any(|field| field.wire == discriminator.property && field.constant.is_some())
                }
                Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => false,
            },
            _ => false,
        })
    }

    /// A component that stands for another is the same type, unless a discriminator has a tag for each. Two that stand for
    /// text are not.
    fn drop_equal(&self, branches: &mut Vec<(Variant, Option<String>)>, discriminated: bool) {
        let what_it_is = |ty: &Ty| match self.resolve(ty) {
            named @ Ty::Named(_) if !discriminated => named,
            _ => ty.clone(),
        };
        let mut kept: Vec<(Variant, Option<String>)> = Vec::new();
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for branch in branches.drain(..) {
            let ty = what_it_is(&branch.0.ty);
            let alike = alike.entry(self.outline(&ty)).or_default();
            if !alike.iter().any(|at| self.same(&what_it_is(&kept[*at].0.ty), &ty)) {
                alike.push(kept.len());
                kept.push(branch);
            }
        }
        *branches = kept;
    }

    fn join_numbers(&self, branches: &mut Vec<(Variant, Option<String>)>) {
        let number =
            |ty: &Ty| matches!(self.resolve(ty), Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber);
        let whole = |ty: &Ty| match self.resolve(ty) {
            Ty::Named(id) => self.is_enum_of(id, Kind::Integer),
            _ => false,
        };
        if branches.iter().any(|(variant, _)| number(&variant.ty)) {
            branches.retain(|(variant, _)| !whole(&variant.ty));
        }
        let mut numbers = branches.iter().filter(|(variant, _)| number(&variant.ty));
        if numbers.clone().count() > 1 {
            let ty = if numbers.all(|(variant, _)| self.resolve(&variant.ty) == Ty::Integer) {
                Ty::Integer
            } else {
                Ty::IntegerOrNumber
            };
            join(branches, |variant| number(&variant.ty), ty, "number");
        }
    }

    /// Enumerations only are one enumeration of all values. An enumeration beside any text or whole number is that
    /// enumeration: it is open. One beside text of a format that no listed value has holds such text too. Texts of
    /// several formats are text.
    fn join_values(&mut self, id: TypeId, branches: &mut Vec<(Variant, Option<String>)>) -> Option<Shape> {
        for kind in [Kind::String, Kind::Integer] {
            let found = self.join_kind(id, kind, branches);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn join_kind(&mut self, id: TypeId, kind: Kind, branches: &mut Vec<(Variant, Option<String>)>) -> Option<Shape> {
        let listed = |lowering: &Self, ty: &Ty| match lowering.resolve(ty) {
            Ty::Named(id) => lowering.is_enum_of(id, kind),
            _ => false,
        };
        let free = |lowering: &Self, ty: &Ty| match lowering.resolve(ty) {
            Ty::String(_) | Ty::Id(_) => kind == Kind::String,
            _ => false,
        };
        let this = &*self;
        let (lists, frees): (Vec<Ty>, Vec<Ty>) = branches
            .iter()
            .map(|(variant, _)| variant.ty.clone())
            .filter(|ty| listed(this, ty) || free(this, ty))
            .partition(|ty| listed(this, ty));
        let count = lists.len() + frees.len();
        if count < 2 {
            return None;
        }
        let plain = frees.iter().all(|ty| self.resolve(ty) == Ty::String(Format::Plain));
        let joined = match lists.as_slice() {
            // One that has a name stays what it is, or gives its values to the place where it stands.
            [Ty::Named(one)] if plain && (count < branches.len() || !self.is_inline(*one)) => Ty::Named(*one),
            [_, ..] if plain => {
                let all = Shape::Enum(self.all_values(&lists));
                if count == branches.len() {
                    return Some(all);
                }
                self.declare_within(id, "value", all)
            }
            [] => {
                let first = self.resolve(&frees[0]);
                let alike = frees.iter().all(|ty| self.resolve(ty) == first);
                let binary = Ty::String(Format::Binary);
                match alike {
                    true => first,
                    // Only a part of a body can be both.
                    false if frees.iter().any(|ty| self.resolve(ty) == binary) => Ty::String(Format::FileOrText),
                    false => Ty::String(Format::Plain),
                }
            }
            [_, ..] => match self.format_beside(&lists, &frees) {
                Some(format) => {
                    let all = Shape::Enum(Enumeration { text: Some(format), ..self.all_values(&lists) });
                    if count == branches.len() {
                        return Some(all);
                    }
                    self.declare_within(id, "value", all)
                }
                None => Ty::String(Format::Plain),
            },
        };
        let word = if matches!(joined, Ty::Named(_)) { "value" } else { "text" };
        let this = &*self;
        join(branches, |variant| listed(this, &variant.ty) || free(this, &variant.ty), joined, word);
        None
    }

    /// The one format of all texts beside enumerations, if it tells them from the listed values.
    fn format_beside(&self, lists: &[Ty], frees: &[Ty]) -> Option<Format> {
        let Ty::String(format) = self.resolve(frees.first()?) else { return None };
        let alike = frees.iter().all(|ty| self.resolve(ty) == Ty::String(format));
        let plain = |ty: &Ty| match self.resolve(ty) {
            Ty::Named(id) => matches!(&self.decl(id).shape, Shape::Enum(one) if one.text.is_none()),
            _ => false,
        };
        (alike && format.facts().beside_values.is_some() && lists.iter().all(plain)).then_some(format)
    }

    /// The values of several enumerations, each once.
    fn all_values(&self, lists: &[Ty]) -> Enumeration {
        let mut all = Enumeration::default();
        let mut seen = BTreeSet::new();
        for ty in lists {
            let Ty::Named(id) = self.resolve(ty) else { continue };
            let Shape::Enum(one) = &self.decl(id).shape else { continue };
            for (index, value) in one.values.iter().enumerate() {
                if seen.insert(value.clone()) {
                    all.values.push(value.clone());
                    all.value_docs.push(one.value_docs.get(index).cloned().flatten());
                    all.value_names.push(one.value_names.get(index).cloned().flatten());
                }
            }
        }
        all
    }

    /// Lists: several become one list of a union; a list of what the other branches are is one or many of it.
    fn join_lists(&mut self, id: TypeId, branches: &mut Vec<(Variant, Option<String>)>) -> Option<Shape> {
        let items: Vec<Ty> = branches
            .iter()
            .filter_map(|(variant, _)| match self.resolve(&variant.ty) {
                Ty::List(item) => Some(*item),
                _ => None,
            })
            .collect();
        let is_list = |lowering: &Self, ty: &Ty| matches!(lowering.resolve(ty), Ty::List(_));
        if items.len() > 1 {
            let item = self.union_of(id, items, "item");
            let list = Ty::List(Box::new(item));
            let this = &*self;
            join(branches, |variant| is_list(this, &variant.ty), list, "list");
        }
        let (lists, others): (Vec<_>, Vec<_>) =
            branches.iter().map(|(variant, _)| variant.ty.clone()).partition(|ty| is_list(self, ty));
        let [list] = lists.as_slice() else { return None };
        let Ty::List(item) = self.resolve(list) else { return None };
        let kinds = self.branches_of(&item);
        let equal = !others.is_empty()
            && kinds.len() == others.len()
            && others.iter().all(|other| kinds.iter().any(|kind| self.same(&self.resolve(kind), &self.resolve(other))));
        if !equal {
            return None;
        }
        // Its item is now what the place is about.
        if let (Ty::Named(inner), true) = (&*item, self.is_inline(id))
            && self.is_inline(*inner)
        {
            self.types[*inner].name_source = self.decl(id).name_source.clone();
        }
        Some(Shape::Alias(Ty::OneOrMany(item)))
    }

    fn branches_of(&self, ty: &Ty) -> Vec<Ty> {
        if let Ty::Named(id) = self.resolve(ty)
            && let Shape::Union(union) = &self.decl(id).shape
        {
            return union.variants.iter().map(|variant| variant.ty.clone()).collect();
        }
        vec![ty.clone()]
    }

    /// A new inline union of types, named within another.
    fn union_of(&mut self, within: TypeId, types: Vec<Ty>, word: &str) -> Ty {
        let variants = types
            .into_iter()
            .map(|ty| Variant {
                name_hints: self.name_of(&ty).into_iter().chain([kind_word(&self.resolve(&ty)).to_owned()]).collect(),
                ty,
                tags: Vec::new(),
                kinds: Vec::new(),
                docs: Docs::default(),
            })
            .collect();
        let Ty::Named(id) = self.declare_within(within, word, Shape::Union(Union::undecided(variants))) else {
            unreachable!("a declaration is named")
        };
        self.simplify(id);
        match &self.decl(id).shape {
            Shape::Alias(ty) => ty.clone(),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => Ty::Named(id),
        }
    }

    /// A new inline type, named within another.
    fn declare_within(&mut self, within: TypeId, word: &str, shape: Shape) -> Ty {
        let mut words = match &self.decl(within).name_source {
            NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => vec![name.clone()],
            NameSource::Position(words) => words.clone(),
        };
        words.push(word.to_owned());
        let pointer = self.decl(within).origin.pointer.clone();
        let decl = TypeDecl::new(&pointer, NameSource::Position(words), shape);
        Ty::Named(self.types.add(decl, Draft::default()))
    }

    fn is_enum_of(&self, id: TypeId, kind: Kind) -> bool {
        match &self.decl(id).shape {
            Shape::Enum(enumeration) => enumeration.values.iter().all(|value| value.kind() == kind),
            Shape::Object(_) | Shape::Union(_) | Shape::Alias(_) => false,
        }
    }
}

/// Puts one branch in the place of the first of several.
fn join(branches: &mut Vec<(Variant, Option<String>)>, test: impl Fn(&Variant) -> bool, ty: Ty, word: &str) {
    let mut joined = Some(Variant {
        ty,
        name_hints: vec![word.to_owned()],
        tags: Vec::new(),
        kinds: Vec::new(),
        docs: Docs::default(),
    });
    let mut kept = Vec::new();
    for branch in branches.drain(..) {
        if test(&branch.0) {
            kept.extend(joined.take().map(|variant| (variant, None)));
        } else {
            kept.push(branch);
        }
    }
    *branches = kept;
}

/// What to call a branch by its kind.
pub(in crate::lower) fn kind_word(ty: &Ty) -> &str {
    match ty {
        Ty::Any | Ty::Named(_) => "value",
        Ty::Null => "null",
        Ty::Boolean => "boolean",
        Ty::Integer | Ty::Unsigned => "integer",
        Ty::Number | Ty::IntegerOrNumber => "number",
        Ty::String(format) if format.facts().distinct => format.facts().words,
        Ty::String(_) | Ty::Id(_) => "text",
        Ty::List(_) | Ty::Tuple(_) | Ty::OneOrMany(_) => "list",
        Ty::Map(_) => "map",
        Ty::Nullable(inner) => kind_word(inner),
    }
}

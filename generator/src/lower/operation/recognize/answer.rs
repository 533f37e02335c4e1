//! What an answer has: its list, and the properties that say something about it.

use super::names::{AROUND, BESIDE, LISTS};
use super::plain;
use crate::lower::Lowering;
use crate::model::{Docs, Object, Operation, Segment, Shape, Ty};

/// How deep an answer is looked into.
const DEPTH: usize = 3;

/// The properties of an answer outside of its lists.
#[derive(Default)]
pub(super) struct Answer<'a> {
    properties: Vec<Property<'a>>,
    /// The only property of an answer that is an object: it says nothing but what the list is of.
    envelope: Option<&'a str>,
}

pub(super) struct Property<'a> {
    path: Vec<String>,
    /// Without null.
    ty: Ty,
    pub(super) docs: &'a Docs,
}

/// Where the list of an answer is, and the type of its items.
type List = (Vec<String>, Ty);

impl Answer<'_> {
    /// Whether objects stand around lists or around what is said about them.
    fn is_around(&self, path: &[String]) -> bool {
        let inner = match path.split_first() {
            Some((first, rest)) if self.envelope == Some(first) => rest,
            _ => path,
        };
        inner.iter().all(|part| AROUND.contains(&plain(part).as_str()))
    }

    /// What stands at a path.
    pub(super) fn at(&self, path: &[String]) -> Option<&Property<'_>> {
        self.properties.iter().find(|property| property.path == path)
    }

    /// The first path that ends in one of these names, whose value is as wanted.
    pub(super) fn path(&self, names: &[&str], wanted: impl Fn(&Ty) -> bool) -> Option<Vec<String>> {
        let named = |path: &[String], name: &str| {
            let (last, around) = path.split_last().expect("a property has a name");
            let last = plain(last);
            let known = self.is_around(around);
            let with_parent = around.last().map(|parent| plain(parent) + &last);
            known && (last == name || with_parent.as_deref() == Some(name))
        };
        let of = |name: &&str| {
            let found = self.properties.iter().find(|property| named(&property.path, name) && wanted(&property.ty));
            found.map(|property| property.path.clone())
        };
        names.iter().find_map(of)
    }
}

impl Lowering<'_> {
    /// Notes the properties of an object and of the objects in it. Of a union it is the only variant that is an object.
    pub(super) fn survey<'a>(&'a self, ty: &Ty, at: &[String], answer: &mut Answer<'a>) {
        let Ty::Named(id) = self.without_null(ty) else { return };
        let object = match &self.decl(id).shape {
            Shape::Object(object) => object,
            Shape::Union(union) => {
                let mut named = union.variants.iter().filter(|variant| self.is_composed(&variant.ty));
                // A union in a union may lead back to itself.
                if let (Some(only), None) = (named.next(), named.next())
                    && self.plain_object(&only.ty).is_some()
                {
                    self.survey(&only.ty, at, answer);
                }
                return;
            }
            Shape::Enum(_) | Shape::Alias(_) => return,
        };
        if let ([], [only]) = (at, &object.fields[..])
            && matches!(self.without_null(&only.ty), Ty::Named(_))
        {
            answer.envelope = Some(&only.wire);
        }
        for field in &object.fields {
            let path = [at, std::slice::from_ref(&field.wire)].concat();
            answer.properties.push(Property {
                path: path.clone(),
                ty: self.without_null(&field.ty),
                docs: &field.docs,
            });
            if path.len() < DEPTH {
                self.survey(&field.ty, &path, answer);
            }
        }
    }

    /// The object that a type is, if it is one.
    pub(in crate::lower::operation) fn plain_object(&self, ty: &Ty) -> Option<&Object> {
        let Ty::Named(id) = self.without_null(ty) else { return None };
        match &self.decl(id).shape {
            Shape::Object(object) => Some(object),
            Shape::Union(_) | Shape::Enum(_) | Shape::Alias(_) => None,
        }
    }

    /// Whether a type is an object or may be one.
    fn is_composed(&self, ty: &Ty) -> bool {
        match self.without_null(ty) {
            Ty::Named(id) => matches!(self.decl(id).shape, Shape::Object(_) | Shape::Union(_)),
            _ => false,
        }
    }

    /// The list of an answer: the one that is called so, else the only one, the one that is called like the end of the
    /// path, or the only one of objects.
    pub(super) fn list(&self, operation: &Operation, answer: &Answer<'_>) -> Option<List> {
        let list = |property: &Property<'_>| match &property.ty {
            Ty::List(item) => Some((property.path.clone(), (**item).clone())),
            _ => None,
        };
        let called = |(path, _): &List, name: &str| path.last().is_some_and(|last| plain(last) == name);
        let resource = operation.path.segments.iter().rev().find_map(|segment| match segment {
            // Of `Messages.json` what is before the dot.
            Segment::Literal(text) => {
                let mut names = text.rsplit('/').map(|part| plain(part.split('.').next().unwrap_or_default()));
                names.find(|part| !part.is_empty())
            }
            Segment::Parameter(_) => None,
        });
        (1..=2).find_map(|depth| {
            let found = answer.properties.iter().filter_map(list);
            let here: Vec<List> = found
                .filter(|(path, _)| path.len() == depth && answer.is_around(&path[..depth - 1]))
                .filter(|found| {
                    let is_resource = resource.as_deref().is_some_and(|name| called(found, name));
                    is_resource || !BESIDE.iter().any(|name| called(found, name))
                })
                .collect();
            let only = |wanted: &dyn Fn(&List) -> bool| {
                let mut found = here.iter().filter(|found| wanted(found));
                found.next().filter(|_| found.next().is_none())
            };
            let named = || LISTS.iter().find_map(|name| here.iter().find(|found| called(found, name)));
            let of_path = || resource.as_deref().and_then(|name| only(&|found| called(found, name)));
            named()
                .or_else(|| only(&|_| true))
                .or_else(of_path)
                .or_else(|| only(&|(_, item)| self.is_composed(item)))
                .cloned()
        })
    }
}

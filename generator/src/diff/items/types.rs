//! Declared types with their fields, values and variants.

use super::{Context, Item, Role, Subject, json, limits, yes};
use crate::diff::Direction;
use crate::model::{Additional, Field, Format, Object, Presence, Rule, Shape, TypeDecl, Union};
use crate::naming::{FieldNames, Members, TypeNames};
use crate::view::support::constructor::{arguments, is_argument};

pub(super) fn items(context: &Context<'_>) -> Vec<Item> {
    let named = context.api.types.iter().zip(&context.names.types).zip(context.keys);
    named.flat_map(|((decl, names), key)| Declared::new(context, decl, names, key).items()).collect()
}

/// The fact that says in which order a constructor takes its values. Only the order of those that both versions take is
/// compared: what came and what is gone is a change of its own.
pub(in crate::diff) const REQUIRED_ORDER: &str = "order of required values";

/// A declared type on its way.
struct Declared<'a> {
    context: &'a Context<'a>,
    decl: &'a TypeDecl,
    names: &'a TypeNames,
    own: &'a str,
    path: String,
}

impl<'a> Declared<'a> {
    fn new(context: &'a Context<'a>, decl: &'a TypeDecl, names: &'a TypeNames, own: &'a str) -> Self {
        Self { context, decl, names, own, path: context.path(&format!("models::{}", names.ident)) }
    }

    fn direction(&self) -> Direction {
        match (self.decl.usage.sent, self.decl.usage.received) {
            (true, false) => Direction::Sent,
            (false, true) => Direction::Received,
            (true, true) | (false, false) => Direction::Both,
        }
    }

    fn items(&self) -> Vec<Item> {
        let decl = self.decl;
        let mut all = vec![self.itself()];
        match (&decl.shape, &self.names.members) {
            (Shape::Object(object), Members::Fields(names)) => {
                all.extend(object.fields.iter().zip(names).map(|(field, names)| self.field(field, names)));
            }
            (Shape::Enum(values), Members::Values(idents)) => {
                for (value, ident) in values.values.iter().zip(idents) {
                    let text = value.to_value().to_string();
                    let covers = vec![(Role::Itself, format!("{}::{ident}", self.path))];
                    all.push(self.part(Subject::Value, &text, covers, &decl.origin.pointer));
                }
                if let Some(facts) = values.text.map(Format::facts)
                    && let Some(variant) = facts.beside_values
                {
                    let covers = vec![(Role::Itself, format!("{}::{variant}", self.path))];
                    all.push(self.part(Subject::Value, facts.words, covers, &decl.origin.pointer));
                }
            }
            (Shape::Union(union), Members::Variants(variants, accessors)) => {
                for (variant, names) in union.variants.iter().zip(variants) {
                    let covers = vec![
                        (Role::Itself, format!("{}::{}", self.path, names.ident)),
                        (Role::Accessor, format!("{}::{}()", self.path, names.accessor)),
                    ];
                    let ty = self.context.ty(&variant.ty);
                    let mut one = self.part(Subject::Variant, &ty, covers, &decl.origin.pointer);
                    let tags = variant.tags.iter().map(|tag| tag.to_value().to_string());
                    one.facts = vec![("tags", tags.collect::<Vec<_>>().join(", "))];
                    all.push(one);
                }
                for (wire, ident) in accessors {
                    let covers = vec![(Role::Itself, format!("{}::{ident}()", self.path))];
                    all.push(self.part(Subject::Accessor, wire, covers, &decl.origin.pointer));
                }
            }
            _ => {}
        }
        all
    }

    fn itself(&self) -> Item {
        let decl = self.decl;
        let mut covers = vec![(Role::Itself, self.path.clone())];
        if let (Shape::Object(_), true) = (&decl.shape, decl.usage.sent) {
            covers.push((Role::Builder, format!("{}::new()", self.path)));
            covers.push((Role::Required, self.context.path(&format!("models::{}", self.names.required))));
        }
        let (kind, rule) = match &decl.shape {
            Shape::Object(_) => ("object", String::new()),
            Shape::Enum(_) => ("enumeration", String::new()),
            Shape::Union(union) => ("union", rule(union)),
            Shape::Alias(_) => ("alias", String::new()),
        };
        let stands_for = match &decl.shape {
            Shape::Alias(ty) => self.context.ty(ty),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => String::new(),
        };
        let order = match (&decl.shape, &self.names.members) {
            (Shape::Object(object), Members::Fields(names)) if decl.usage.sent => {
                arguments(object, names).iter().map(|(field, _)| field.wire.as_str()).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        };
        let others = match &decl.shape {
            Shape::Object(Object { additional: Additional::Typed(ty), .. }) => self.context.ty(ty),
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => String::new(),
        };
        Item {
            subject: Subject::Type,
            key: format!("type {}", self.own),
            parent: None,
            label: crate::model::dump::name(decl),
            wire: String::new(),
            rust: self.path.clone(),
            covers,
            code: self.names.ident.to_string(),
            direction: self.direction(),
            pointer: decl.origin.pointer.clone(),
            facts: vec![
                ("kind", kind.to_owned()),
                ("stands for", stands_for),
                ("distinguished by", rule),
                ("further properties", others),
                (REQUIRED_ORDER, order),
                ("sent", yes(decl.usage.sent)),
                ("received", yes(decl.usage.received)),
                ("nullable", yes(decl.nullable)),
                ("deprecated", yes(decl.deprecated)),
            ],
        }
    }

    fn field(&self, field: &Field, names: &FieldNames) -> Item {
        let path = &self.path;
        let covers = match field.fixed() {
            Some(_) => vec![(Role::Itself, format!("{path}::{}", names.ident))],
            None => {
                let required = self.context.path(&format!("models::{}", self.names.required));
                let mut covers = vec![
                    (Role::Itself, format!("{path}.{}", names.ident)),
                    (Role::Setter, format!("{path}::{}()", names.setter)),
                    (Role::Whole, format!("{path}::{}()", names.whole)),
                    (Role::Required, format!("{required}.{}", names.ident)),
                ];
                if self.decl.usage.sent && is_argument(field) {
                    covers.push((Role::Argument, format!("{path}::new()")));
                }
                covers
            }
        };
        let mut one = self.part(Subject::Field, &field.wire, covers, &field.origin.pointer);
        one.direction = match (field.read_only, field.write_only) {
            (true, false) => Direction::Received,
            (false, true) => Direction::Sent,
            (true, true) | (false, false) => one.direction,
        };
        let presence = match field.presence {
            Presence::Required => "required",
            Presence::Nullable => "required, may be null",
            Presence::Optional => "optional",
            Presence::OptionalNullable => "optional, may be null",
        };
        one.facts = vec![
            ("type", self.context.ty(&field.ty)),
            ("presence", presence.to_owned()),
            ("constant", json(field.constant.as_ref())),
            ("default", json(field.default.as_ref())),
            ("limits", limits(&field.constraints)),
            ("read-only", yes(field.read_only)),
            ("write-only", yes(field.write_only)),
            ("deprecated", yes(field.deprecated)),
        ];
        one
    }

    fn part(&self, subject: Subject, name: &str, covers: Vec<(Role, String)>, pointer: &str) -> Item {
        let parent = format!("type {}", self.own);
        let separator = match subject {
            Subject::Field => ".",
            _ => " = ",
        };
        Item {
            subject,
            key: format!("{parent} {} {name}", subject.word()),
            label: format!("{}{separator}{name}", crate::model::dump::name(self.decl)),
            wire: name.to_owned(),
            rust: covers[0].1.clone(),
            code: crate::diff::canonical::last_two(&covers[0].1),
            parent: Some(parent),
            covers,
            direction: self.direction(),
            pointer: pointer.to_owned(),
            facts: Vec::new(),
        }
    }
}

fn rule(union: &Union) -> String {
    match &union.rule {
        Rule::Tag(path) => format!("the property `{}`", path.join(".")),
        Rule::JsonType => "the kind of value".to_owned(),
        Rule::Keys => "the properties that are there".to_owned(),
        Rule::Sibling(path) => format!("the property `{}` beside it", path.join(".")),
        Rule::Undecided => "nothing".to_owned(),
    }
}

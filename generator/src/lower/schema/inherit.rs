//! Inheritance: a parent with a `discriminator` whose subtypes take it in by `allOf`.
//!
//! Where the parent is used, any of its subtypes may come: it is a union of them. Where an subtype merges the
//! parent, it is just its properties.

use super::LoweredShape;
use super::keywords::{Keywords, SchemaRef};
use crate::lower::document::{Node, component, pointer};
use crate::lower::inline_name::InlineName;
use crate::lower::{Draft, Lowering};
use crate::model::{Object, Shape, Ty, Union, Variant};
use crate::source::extensions::REF_SIBLINGS;
use openapiv3::{ReferenceOr, Schema, SchemaKind};
use std::collections::{BTreeMap, BTreeSet};

/// The components that take in another one by `allOf`, by pointer of that other one.
pub(in crate::lower) fn subtypes(components: &BTreeMap<&str, &ReferenceOr<Schema>>) -> BTreeMap<String, Vec<String>> {
    let mut subtypes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in components {
        let ReferenceOr::Item(schema) = schema else { continue };
        let all = match &schema.schema_kind {
            SchemaKind::AllOf { all_of } => all_of,
            SchemaKind::Any(any) => &any.all_of,
            SchemaKind::Type(_) | SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::Not { .. } => {
                continue;
            }
        };
        // A reference with words beside it is written the same way; it is another name, not an subtype.
        if schema.schema_data.extensions.contains_key(REF_SIBLINGS) {
            continue;
        }
        for member in all {
            if let ReferenceOr::Reference { reference } = member
                && let Some(target) = pointer(reference)
            {
                subtypes.entry(target).or_default().push(crate::lower::document::child("/components/schemas", name));
            }
        }
    }
    subtypes
}

impl<'a> Lowering<'a> {
    /// The union a parent stands for, if the schema at this pointer is one.
    pub(in crate::lower) fn parent(
        &mut self,
        at: &str,
        keywords: &Keywords<'a>,
        words: &InlineName,
    ) -> Option<LoweredShape> {
        let discriminator = keywords.discriminator.filter(|_| keywords.choices.is_empty())?;
        let facts = self.discriminating(discriminator);
        let mut targets: Vec<String> = facts.mapping.iter().filter_map(|(_, target)| target.clone()).collect();
        targets.extend(self.descendants(at));
        let mut seen = BTreeSet::new();
        targets.retain(|target| seen.insert(target.clone()));
        if targets.iter().all(|target| target == at) {
            return None;
        }
        let mut draft = Draft { discriminator: Some(facts), ..Draft::default() };
        let mut variants = Vec::new();
        for target in targets {
            let id = if target == at {
                self.base(at, keywords, words)
            } else {
                let id = self.types.place(&target);
                self.referenced.insert(id);
                Ty::Named(id)
            };
            variants.push(Variant {
                ty: id,
                name_hints: component(&target, "schemas").into_iter().collect(),
                tags: Vec::new(),
                kinds: Vec::new(),
                docs: crate::model::Docs::default(),
            });
            draft.sources.push(Some(target));
        }
        let union = Union::undecided(variants);
        Some(LoweredShape { shape: Shape::Union(union), nullable: keywords.nullable, draft })
    }

    /// Whether a component is an subtype of the parent that a reference leads to, by a discriminator.
    pub(in crate::lower) fn inherits(&self, subtype: &str, parent: &str) -> bool {
        let Some(parent) = pointer(parent) else { return false };
        let Some(Node::Schema(schema)) = self.document.schema(&parent) else { return false };
        let discriminated = schema.schema_data.discriminator.is_some();
        discriminated
            && self
                .references
                .subtypes
                .get(&parent)
                .is_some_and(|subtypes| subtypes.iter().any(|known| known == subtype))
    }

    /// All subtypes, and theirs, in the order of their names.
    fn descendants(&self, at: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        let mut open = vec![at.to_owned()];
        while let Some(parent) = open.pop() {
            for subtype in self.references.subtypes.get(&parent).into_iter().flatten() {
                if subtype != at && found.insert(subtype.clone()) {
                    open.push(subtype.clone());
                }
            }
        }
        found.into_iter().collect()
    }

    /// The parent itself as one of the variants: its own properties.
    fn base(&mut self, at: &str, keywords: &Keywords<'a>, words: &InlineName) -> Ty {
        let own = Keywords { discriminator: None, nullable: false, pointer: format!("{at}#"), ..keywords.clone() };
        match self.value(&SchemaRef::Merged(own.into()), &words.with("base")).ty {
            Ty::Named(id) => Ty::Named(id),
            other => {
                let shape = match other {
                    Ty::Any => Shape::Object(Object::default()),
                    ty => Shape::Alias(ty),
                };
                Ty::Named(self.declare(at, &keywords.annotations, &words.with("base"), shape, Draft::default()))
            }
        }
    }
}

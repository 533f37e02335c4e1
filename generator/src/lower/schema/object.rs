//! Objects: properties, what may come beside them, and maps.

use super::keywords::{AdditionalProperties, JsonType, Keywords, SchemaRef, rejects_all};
use super::{Annotations, LoweredShape, TypeUse};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::document::{Node, child, component};
use crate::lower::inline_name::InlineName;
use crate::lower::{Draft, Lowering};
use crate::model::{Additional, Field, Object, Origin, Presence, Shape, Ty};
use crate::source::extensions::PATTERN_PROPERTIES;
use serde_json::Value;
use std::collections::BTreeSet;

impl<'a> Lowering<'a> {
    /// An object with known properties, or a map.
    pub(in crate::lower) fn object(&mut self, mut keywords: Keywords<'a>, words: &InlineName) -> LoweredShape {
        self.add_conditional(&mut keywords);
        if keywords.properties.is_empty()
            && let Some(map) = self.map(&keywords, words)
        {
            return LoweredShape::alias(Ty::Map(Box::new(map)));
        }
        let mut fields = Vec::new();
        for (wire, slot) in &keywords.properties {
            if !rejects_everything(slot) {
                fields.push(self.field(wire, slot, keywords.required.contains(wire), words));
            }
        }
        sort(&mut fields);
        self.undeclared(&keywords);
        let additional = self.additional(&keywords, words);
        let required = keywords.required.into_iter().collect();
        let order = keywords.order.into_iter().collect();
        let shape = Shape::Object(Object { fields, required, order, additional });
        LoweredShape { shape, nullable: false, draft: Draft::default() }
    }

    /// What a value has under a condition only it may have: an optional property.
    fn add_conditional(&mut self, keywords: &mut Keywords<'a>) {
        // Conditions of conditions lead to the same ones in many ways, and back to the first.
        let mut seen = BTreeSet::new();
        let mut open = std::mem::take(&mut keywords.conditions);
        open.reverse();
        while let Some(condition) = open.pop() {
            let pointer = condition.pointer();
            if !seen.insert(pointer.to_string()) {
                continue;
            }
            let Some(mut held) = self.resolved(&pointer) else { continue };
            open.extend(std::mem::take(&mut held.conditions).into_iter().rev());
            for (wire, slot) in held.properties {
                let slot = self.without_constant(slot);
                keywords.properties.entry(wire).or_insert(slot);
            }
        }
    }

    /// A constant under a condition is one of the values that the property may have.
    fn without_constant(&self, slot: SchemaRef<'a>) -> SchemaRef<'a> {
        let SchemaRef::Located(at, Node::Schema(schema)) = &slot else { return slot };
        let mut keywords = Keywords::read(self.document, at, schema);
        match keywords.constant.take() {
            Some(constant) => {
                keywords.values = Some(vec![constant]);
                SchemaRef::Merged(keywords.into())
            }
            None => slot,
        }
    }

    /// The type of the values, if the object is a map.
    fn map(&mut self, keywords: &Keywords<'a>, words: &InlineName) -> Option<Ty> {
        let words = words.with("value");
        match (&keywords.rest, keywords.patterns.as_slice()) {
            (Some(AdditionalProperties::Of(slot)), _) | (None | Some(AdditionalProperties::None), [slot]) => {
                Some(self.item(slot, &words))
            }
            (Some(AdditionalProperties::Any), _) => Some(Ty::Any),
            (Some(AdditionalProperties::None), []) => None,
            (None | Some(AdditionalProperties::None), [_, _, ..]) => Some(self.pattern(keywords, &words)),
            // A component of its own that says nothing is a type to which properties may come later.
            (None, _) if component(&keywords.pointer, "schemas").is_some() => None,
            (None, _) => Some(Ty::Any),
        }
    }

    fn additional(&mut self, keywords: &Keywords<'a>, words: &InlineName) -> Additional {
        match (&keywords.rest, keywords.patterns.as_slice()) {
            (Some(AdditionalProperties::Of(slot)), _) => match self.item(slot, &words.with("value")) {
                Ty::Any => Additional::Unsaid,
                ty => Additional::Typed(ty),
            },
            (Some(AdditionalProperties::None), []) => Additional::Forbidden,
            (Some(AdditionalProperties::None) | None, [_, ..]) => match self.pattern(keywords, &words.with("value")) {
                Ty::Any => Additional::Unsaid,
                ty => Additional::Typed(ty),
            },
            (Some(AdditionalProperties::Any), _) | (None, []) => Additional::Unsaid,
        }
    }

    /// The type of the values whose names have a pattern: one of those that any pattern has.
    fn pattern(&mut self, keywords: &Keywords<'a>, words: &InlineName) -> Ty {
        match keywords.patterns.as_slice() {
            [only] => self.item(only, words),
            several => {
                let at = child(&keywords.pointer, PATTERN_PROPERTIES);
                self.any_of_these(&at, &Annotations::default(), several.to_vec(), words)
            }
        }
    }

    fn field(&mut self, wire: &str, slot: &SchemaRef<'a>, required: bool, words: &InlineName) -> Field {
        let TypeUse { ty, nullable, constant, annotations } = self.property(slot, &self.inside(words, wire));
        let presence = Presence::of(required, nullable && ty != Ty::Null);
        let constant = constant.or_else(|| (ty == Ty::Null).then_some(Value::Null));
        let docs = annotations.docs();
        Field {
            wire: wire.to_owned(),
            ty,
            presence,
            constant: constant.filter(|constant| is_constant(constant, required, nullable)),
            default: annotations.default,
            constraints: annotations.constraints,
            read_only: annotations.read_only,
            write_only: annotations.write_only,
            docs,
            deprecated: annotations.deprecated,
            deprecated_since: None,
            origin: Origin { pointer: slot.pointer() },
            boxed: false,
        }
    }

    /// The place of a property. What an envelope holds stands where the envelope does.
    fn inside(&self, words: &InlineName, wire: &str) -> InlineName {
        let envelope = self.config.envelope.as_ref().is_some_and(|envelope| envelope.property == wire);
        if envelope && words.is_response() { words.clone() } else { words.with(wire) }
    }

    fn undeclared(&mut self, keywords: &Keywords<'a>) {
        // A typed map beside the properties takes in what is required by name only.
        if matches!(keywords.rest, Some(AdditionalProperties::Of(_))) || !keywords.patterns.is_empty() {
            return;
        }
        let undeclared =
            |name: &&String| !keywords.properties.contains_key(*name) && !self.document.tags.contains(*name);
        for name in keywords.required.iter().filter(undeclared) {
            self.diagnostics.push(
                Diagnostic::new(Code::RequiredUnknown, format!("`{name}` is required but not among the properties"))
                    .at(keywords.pointer.clone())
                    .note("it is kept when it comes, among the values beyond the document"),
            );
        }
    }

    /// A value of one of several JSON types, each read from the same keywords.
    pub(in crate::lower) fn of_types(
        &mut self,
        types: &[JsonType],
        keywords: &Keywords<'a>,
        words: &InlineName,
    ) -> LoweredShape {
        let branch = |ty: &JsonType| {
            let mut one = Keywords { types: Some([*ty].into()), nullable: false, ..keywords.clone() };
            one.annotations = crate::lower::annotations::Annotations::default();
            SchemaRef::Merged(one.into())
        };
        let branches = types.iter().map(branch).collect();
        self.union(&keywords.pointer, branches, None, words)
    }
}

/// Whether no value is allowed there.
fn rejects_everything(slot: &SchemaRef<'_>) -> bool {
    match slot {
        SchemaRef::Located(_, Node::Schema(schema)) => rejects_all(&schema.schema_data),
        SchemaRef::Located(_, Node::Reference(_)) => false,
        SchemaRef::Merged(keywords) => keywords.rejects_all,
        SchemaRef::AllOf(parts) => parts.iter().any(rejects_everything),
    }
}

/// Whether a value that is the only one allowed is sent without asking: text and numbers always, as that is what
/// tags are made of; `true`, `false` and `null` only where they are required, as leaving them out says
/// something else.
fn is_constant(constant: &Value, required: bool, nullable: bool) -> bool {
    match constant {
        Value::String(_) | Value::Number(_) => !nullable,
        Value::Bool(_) => required && !nullable,
        Value::Null => required,
        Value::Array(_) | Value::Object(_) => false,
    }
}

/// Puts properties in an order of their own, whatever the order in the document: the id, then by name.
pub(in crate::lower) fn sort(fields: &mut [Field]) {
    fields.sort_by(|a, b| (a.wire != "id", &a.wire).cmp(&(b.wire != "id", &b.wire)));
}

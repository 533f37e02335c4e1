//! `allOf`: several schemas that hold at once become one.
//!
//! One reference with nothing but words around it stays that reference. Anything else is merged: properties
//! of the same name must hold both, required names add up, types and values intersect. What a member
//! inherits from (`oneOf` of its own subtypes) is left out, so the merge ends.

use super::keywords::{AdditionalProperties, Choice, JsonType, Keywords, SchemaRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::annotations::Annotations;
use crate::lower::document::{Node, pointer};
use serde_json::Value;
use std::collections::BTreeSet;

/// What `allOf` comes to.
pub(in crate::lower) enum Combined<'a> {
    /// The same as one of the members, with words of its own.
    Through { slot: SchemaRef<'a>, nullable: bool, annotations: Box<Annotations> },
    /// Keywords without `allOf`.
    Merged(Box<Keywords<'a>>),
}

enum Member<'a> {
    Reference(SchemaRef<'a>, String),
    Own(Box<Keywords<'a>>),
}

impl<'a> Lowering<'a> {
    /// Makes one schema of several.
    pub(in crate::lower) fn combine(&mut self, parts: Vec<SchemaRef<'a>>) -> Combined<'a> {
        let mut members = Vec::new();
        self.members(parts, &mut members);
        let structural = |member: &&Member<'a>| match member {
            Member::Reference(..) => true,
            Member::Own(keywords) => keywords.is_structural(),
        };
        let saying: Vec<&Member<'a>> = members.iter().filter(structural).collect();
        if let [Member::Reference(slot, _)] = saying.as_slice() {
            let slot = (*slot).clone();
            let mut nullable = false;
            let mut annotations = Annotations::default();
            for member in members {
                if let Member::Own(keywords) = member {
                    nullable |= keywords.nullable;
                    annotations = annotations.over(keywords.annotations);
                }
            }
            return Combined::Through { slot, nullable, annotations: Box::new(annotations) };
        }
        let mut merged = Keywords::default();
        let mut allow_null = Vec::new();
        // What is in one of the members already is not merged again, or a choice that leads back would never end.
        for member in &members {
            if let Member::Own(keywords) = member {
                merged.merged.extend(keywords.merged.iter().cloned());
            }
        }
        members.retain(|member| match member {
            Member::Reference(_, pointer) => !merged.merged.contains(pointer),
            Member::Own(_) => true,
        });
        for member in members {
            let keywords = match member {
                Member::Own(keywords) => {
                    if keywords.is_structural() || keywords.types.is_some() {
                        allow_null.push(keywords.nullable);
                    } else {
                        merged.nullable |= keywords.nullable;
                    }
                    *keywords
                }
                // An earlier member holds it.
                Member::Reference(_, pointer) if merged.merged.contains(&pointer) => continue,
                Member::Reference(_, pointer) => {
                    let Some(keywords) = self.resolved(&pointer) else { continue };
                    allow_null.push(keywords.nullable);
                    keywords
                }
            };
            self.merge(&mut merged, keywords);
        }
        merged.nullable |= !allow_null.is_empty() && allow_null.iter().all(|allowed| *allowed);
        Combined::Merged(Box::new(merged))
    }

    fn members(&mut self, parts: Vec<SchemaRef<'a>>, members: &mut Vec<Member<'a>>) {
        for part in parts {
            match part {
                SchemaRef::Located(_, Node::Reference(reference)) => {
                    let Some(target) = pointer(reference) else { continue };
                    let known = |member: &Member<'a>| matches!(member, Member::Reference(_, known) if *known == target);
                    if self.reference(reference).is_some() && !members.iter().any(known) {
                        members.push(Member::Reference(part, target));
                    }
                }
                SchemaRef::Located(at, Node::Schema(schema)) => {
                    self.own(Keywords::read(self.document, &at, schema), members);
                }
                SchemaRef::Merged(keywords) => self.own((*keywords).clone(), members),
                SchemaRef::AllOf(parts) => self.members(parts, members),
            }
        }
    }

    fn own(&mut self, mut keywords: Keywords<'a>, members: &mut Vec<Member<'a>>) {
        let all = std::mem::take(&mut keywords.all);
        members.push(Member::Own(Box::new(keywords)));
        self.members(all, members);
    }

    /// The keywords behind a reference, `allOf` merged, without its words. None if it is being merged already.
    pub(in crate::lower) fn resolved(&mut self, pointer: &str) -> Option<Keywords<'a>> {
        if let Some(keywords) = self.references.merged(pointer) {
            let keywords = keywords.clone();
            return Some(self.without_subtypes(keywords));
        }
        let begun = self.references.begin(pointer)?;
        let keywords = self.resolve_now(pointer);
        let whole = self.references.end(begun);
        let mut keywords = keywords?;
        keywords.merged.insert(pointer.to_owned());
        keywords.discriminator = None;
        let constraints = std::mem::take(&mut keywords.annotations.constraints);
        keywords.annotations = Annotations { constraints, ..Annotations::default() };
        if whole {
            self.references.keep(pointer, keywords.clone());
        }
        Some(self.without_subtypes(keywords))
    }

    fn without_subtypes(&mut self, mut keywords: Keywords<'a>) -> Keywords<'a> {
        let choices = std::mem::take(&mut keywords.choices);
        keywords.choices = choices.into_iter().filter(|choice| !self.is_subtypes(choice)).collect();
        keywords
    }

    fn resolve_now(&mut self, pointer: &str) -> Option<Keywords<'a>> {
        let slot = SchemaRef::Located(pointer.to_owned(), self.document.schema(pointer)?);
        let through = |lowering: &mut Self, reference: &str| {
            lowering.reference(reference);
            crate::lower::document::pointer(reference).and_then(|target| lowering.resolved(&target))
        };
        match slot {
            SchemaRef::Located(_, Node::Reference(reference)) => through(self, reference),
            slot => match self.combine(vec![slot]) {
                Combined::Merged(keywords) => Some(*keywords),
                Combined::Through { slot: SchemaRef::Located(_, Node::Reference(reference)), nullable, .. } => {
                    let keywords = through(self, reference)?;
                    Some(Keywords { nullable: nullable || keywords.nullable, ..keywords })
                }
                Combined::Through { .. } => None,
            },
        }
    }

    /// Whether a choice lists the types that are being merged: then it is about subtypes, not about this one.
    fn is_subtypes(&mut self, choice: &Choice<'a>) -> bool {
        let open: BTreeSet<&str> = self.references.merging().chain(self.filling.as_deref()).collect();
        let subtypes = choice.branches.iter().any(|branch| match branch {
            SchemaRef::Located(_, Node::Reference(reference)) => {
                pointer(reference).is_some_and(|target| open.contains(target.as_str()))
            }
            SchemaRef::Located(..) | SchemaRef::Merged(_) | SchemaRef::AllOf(_) => false,
        });
        if subtypes {
            self.references.leave_out();
        }
        subtypes
    }

    fn merge(&mut self, into: &mut Keywords<'a>, from: Keywords<'a>) {
        let Keywords {
            pointer,
            types,
            nullable: _,
            null,
            rejects_all,
            constant,
            values,
            format,
            properties,
            order,
            required,
            rest,
            patterns,
            conditions,
            items,
            prefix,
            range: (smallest, largest),
            lengths: (shortest, longest),
            choices,
            all: _,
            discriminator,
            annotations,
            value_docs,
            value_names,
            merged,
        } = from;
        into.merged.extend(merged);
        if into.pointer.is_empty() {
            into.pointer = pointer;
        }
        into.types = self.intersect(into.types.take(), types, &into.pointer);
        into.null |= null;
        into.rejects_all |= rejects_all;
        into.constant = into.constant.take().or(constant);
        if let Some(values) = values {
            into.values = Some(match into.values.take() {
                Some(held) => {
                    let more: BTreeSet<String> = values.iter().map(Value::to_string).collect();
                    let both: Vec<Value> = held.into_iter().filter(|value| more.contains(&value.to_string())).collect();
                    if both.is_empty() { values } else { both }
                }
                None => values,
            });
            into.value_docs = value_docs;
            into.value_names = value_names;
        }
        into.format = into.format.take().or(format);
        for (name, slot) in properties {
            let slot = match into.properties.remove(&name) {
                Some(held) => both(held, slot),
                None => slot,
            };
            into.properties.insert(name, slot);
        }
        into.order.extend(order);
        into.required.extend(required);
        into.rest = match (into.rest.take(), rest) {
            (Some(AdditionalProperties::Of(held)), Some(AdditionalProperties::Of(more))) => {
                Some(AdditionalProperties::Of(both(held, more)))
            }
            (Some(AdditionalProperties::Of(slot)), _) | (_, Some(AdditionalProperties::Of(slot))) => {
                Some(AdditionalProperties::Of(slot))
            }
            // A member that rules further properties out means its own, or nothing could satisfy both members.
            (Some(AdditionalProperties::None), None) | (None, Some(AdditionalProperties::None)) => {
                Some(AdditionalProperties::None)
            }
            (held, more) => held.or(more),
        };
        for pattern in patterns {
            if !into.patterns.iter().any(|known| known.is(&pattern)) {
                into.patterns.push(pattern);
            }
        }
        for condition in conditions {
            if !into.conditions.iter().any(|known| known.is(&condition)) {
                into.conditions.push(condition);
            }
        }
        into.items = match (into.items.take(), items) {
            (Some(held), Some(more)) => Some(both(held, more)),
            (held, more) => held.or(more),
        };
        if into.prefix.is_empty() {
            into.prefix = prefix;
        }
        into.range = (into.range.0.or(smallest), into.range.1.or(largest));
        let (held_shortest, held_longest) = into.lengths;
        into.lengths = (held_shortest.max(shortest), held_longest.into_iter().chain(longest).min());
        for choice in choices {
            let same = |known: &Choice<'a>| {
                known.branches.len() == choice.branches.len()
                    && known.branches.iter().zip(&choice.branches).all(|(known, branch)| known.is(branch))
            };
            if !into.choices.iter().any(same) {
                into.choices.push(choice);
            }
        }
        into.discriminator = into.discriminator.or(discriminator);
        into.annotations = std::mem::take(&mut into.annotations).over(annotations);
    }

    fn intersect(
        &mut self,
        held: Option<BTreeSet<JsonType>>,
        more: Option<BTreeSet<JsonType>>,
        pointer: &str,
    ) -> Option<BTreeSet<JsonType>> {
        let (Some(held), Some(more)) = (&held, &more) else { return held.or(more) };
        let mut common: BTreeSet<JsonType> = held.intersection(more).copied().collect();
        let whole = |a: &BTreeSet<JsonType>, b: &BTreeSet<JsonType>| {
            a.contains(&JsonType::Integer) && b.contains(&JsonType::Number)
        };
        if whole(held, more) || whole(more, held) {
            common.insert(JsonType::Integer);
        }
        if common.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(Code::ConflictingTypes, "no value can satisfy all members of this `allOf`")
                    .at(pointer)
                    .note(format!("one member says {}, another {}", list(held), list(more)))
                    .help("correct the document; the later member is used"),
            );
            return Some(more.clone());
        }
        Some(common)
    }
}

/// Two schemas that hold at once, each part once: the same one comes by several ways where ancestors are shared.
fn both<'a>(held: SchemaRef<'a>, more: SchemaRef<'a>) -> SchemaRef<'a> {
    let parts = |slot: SchemaRef<'a>| match slot {
        SchemaRef::AllOf(parts) => parts,
        one => vec![one],
    };
    let mut all = parts(held);
    for part in parts(more) {
        if !all.iter().any(|known| known.is(&part)) {
            all.push(part);
        }
    }
    if all.len() == 1 { all.remove(0) } else { SchemaRef::AllOf(all) }
}

fn list(types: &BTreeSet<JsonType>) -> String {
    let names: Vec<String> = types.iter().map(|ty| format!("`{}`", format!("{ty:?}").to_lowercase())).collect();
    names.join(" or ")
}

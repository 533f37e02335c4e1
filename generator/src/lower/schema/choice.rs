//! `oneOf` and `anyOf`: null branches become nullability, properties beside the choice go into every branch,
//! branches that only restrict are no types, and what is left is a union.
//!
//! How a decoder chooses is not decided here but once every type is known, see [`crate::lower::passes::discriminate`].

use super::keywords::{AdditionalProperties, Choice, JsonType, Keywords, SchemaRef};
use super::{Annotations, LoweredShape};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::document::{Document, Node, component, pointer};
use crate::lower::inline_name::InlineName;
use crate::lower::{Discriminating, Draft, Lowering};
use crate::model::{Format, Shape, Ty, Union, Variant};
use openapiv3::Discriminator;
use serde_json::Value;
use std::collections::BTreeSet;

/// Branches of choices side by side multiply; beyond this only the first choice is followed.
const PRODUCT: usize = 64;

/// What stands beside a choice goes into each of its branches, where it meets further choices; beyond so many
/// combinations, all of them counted from the outermost schema on, it is not put there any more.
const COMBINATIONS: usize = 128;

impl<'a> Lowering<'a> {
    /// Takes out choices whose branches are no types but conditions, such as "`a` or `b` is required".
    pub(in crate::lower) fn drop_required_only_branches(&mut self, keywords: &mut Keywords<'a>) {
        if !keywords.is_object() {
            return;
        }
        let document = self.document;
        let condition = |branch: &SchemaRef<'a>| match branch {
            SchemaRef::Located(at, Node::Schema(schema)) => {
                let mut branch = Keywords::read(document, at, schema);
                branch.required.clear();
                // Properties named with nothing said about them only repeat the names.
                branch.properties.retain(|_, slot| match slot {
                    SchemaRef::Located(at, Node::Schema(schema)) => {
                        let property = Keywords::read(document, at, schema);
                        property.is_structural() || property.types.is_some()
                    }
                    SchemaRef::Located(..) | SchemaRef::Merged(_) | SchemaRef::AllOf(_) => true,
                });
                !branch.is_structural() && branch.all.is_empty()
            }
            SchemaRef::Located(..) | SchemaRef::Merged(_) | SchemaRef::AllOf(_) => false,
        };
        keywords.choices.retain(|choice| !choice.branches.iter().all(condition));
    }

    /// The shape of keywords with at least one choice.
    pub(in crate::lower) fn lower_one_of(&mut self, mut keywords: Keywords<'a>, words: &InlineName) -> LoweredShape {
        let Choice { branches, discriminator } = keywords.choices.remove(0);
        let discriminator = discriminator.or(keywords.discriminator);
        let lengths =
            std::iter::once(branches.len()).chain(keywords.choices.iter().map(|choice| choice.branches.len()));
        let product = lengths.fold(self.inline.combinations, usize::saturating_mul);
        if !keywords.choices.is_empty() && product > PRODUCT {
            self.too_many_combinations(&keywords.pointer);
            keywords.choices.clear();
        }
        keywords.discriminator = None;
        keywords.nullable = false;
        keywords.annotations = crate::lower::annotations::Annotations::default();
        let branches = self.possible(&keywords, branches);
        let mut beside = self.beside(&keywords, &branches);
        let outer = self.inline.combinations;
        if beside.is_some() {
            self.inline.combinations *= branches.len().max(1);
            if outer > 1 && self.inline.combinations > COMBINATIONS {
                self.too_many_combinations(&keywords.pointer);
                (self.inline.combinations, beside) = (outer, None);
            }
        }
        let branches: Vec<SchemaRef<'a>> = branches
            .into_iter()
            .map(|branch| match &beside {
                Some(beside) if !self.is_null(&branch) => {
                    SchemaRef::AllOf(vec![SchemaRef::Merged(beside.clone().into()), branch])
                }
                Some(_) | None => branch,
            })
            .collect();
        let shaped = self.union(&keywords.pointer, branches, discriminator, words);
        self.inline.combinations = outer;
        shaped
    }

    pub(super) fn too_many_combinations(&mut self, pointer: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::TooManyCombinations, "the choices that meet here make too many combinations")
                .at(pointer)
                .note("only one is followed; properties of the others are kept as values beyond the document"),
        );
    }

    /// Branches of types that the schema around the choice rules out can never be: an `allOf` with a choice in one
    /// member and a type in another narrows the choice. If that leaves none, the contradiction is reported later.
    fn possible(&mut self, keywords: &Keywords<'a>, branches: Vec<SchemaRef<'a>>) -> Vec<SchemaRef<'a>> {
        let Some(types) = keywords.types.clone() else { return branches };
        let fits = |lowering: &mut Self, branch: &SchemaRef<'a>| {
            lowering.types_of(branch).is_none_or(|own| own.iter().any(|ty| ty.overlaps(&types)))
        };
        let possible: Vec<SchemaRef<'a>> = branches.iter().filter(|branch| fits(self, branch)).cloned().collect();
        if possible.is_empty() { branches } else { possible }
    }

    /// The types a schema states, if it does.
    fn types_of(&mut self, slot: &SchemaRef<'a>) -> Option<BTreeSet<JsonType>> {
        match slot {
            SchemaRef::Located(at, Node::Schema(schema)) => Keywords::read(self.document, at, schema).types,
            SchemaRef::Located(_, Node::Reference(reference)) => {
                pointer(reference).and_then(|target| self.resolved(&target)).and_then(|keywords| keywords.types)
            }
            SchemaRef::Merged(keywords) => keywords.types.clone(),
            SchemaRef::AllOf(parts) => parts.iter().find_map(|part| self.types_of(part)),
        }
    }

    /// What has to be added to every branch, if anything.
    fn beside(&mut self, keywords: &Keywords<'a>, branches: &[SchemaRef<'a>]) -> Option<Keywords<'a>> {
        let mut beside = keywords.clone();
        if beside.properties.is_empty() && beside.choices.is_empty() {
            beside.required.clear();
        }
        if beside.is_structural() {
            let names: BTreeSet<String> = beside.properties.keys().cloned().collect();
            let complete = !names.is_empty()
                && beside.choices.is_empty()
                && branches.iter().all(|branch| self.is_null(branch) || self.has_all(branch, &names));
            return (!complete).then_some(beside);
        }
        // A bare type goes into branches that leave it out.
        let untyped = |branch: &SchemaRef<'a>| match branch {
            SchemaRef::Located(at, Node::Schema(schema)) => {
                let branch = Keywords::read(self.document, at, schema);
                branch.types.is_none() && !branch.null && branch.all.is_empty() && branch.choices.is_empty()
            }
            SchemaRef::Located(..) | SchemaRef::Merged(_) | SchemaRef::AllOf(_) => false,
        };
        (beside.types.is_some() && branches.iter().any(untyped)).then_some(beside)
    }

    fn has_all(&mut self, branch: &SchemaRef<'a>, names: &BTreeSet<String>) -> bool {
        let SchemaRef::Located(_, Node::Reference(reference)) = branch else { return false };
        let keywords = pointer(reference).and_then(|target| self.resolved(&target));
        keywords.is_some_and(|keywords| names.iter().all(|name| keywords.properties.contains_key(name)))
    }

    fn is_null(&self, branch: &SchemaRef<'a>) -> bool {
        match branch {
            SchemaRef::Located(at, Node::Schema(schema)) => Keywords::read(self.document, at, schema).is_null(),
            SchemaRef::Located(_, Node::Reference(reference)) => pointer(reference).is_some_and(|target| {
                matches!(self.document.schema(&target), Some(Node::Schema(schema))
                    if Keywords::read(self.document, &target, schema).is_null())
            }),
            SchemaRef::Merged(keywords) => keywords.is_null(),
            SchemaRef::AllOf(_) => false,
        }
    }

    /// A union of branches. One branch is no union, unless it looks like one to which others may come.
    pub(in crate::lower) fn union(
        &mut self,
        at: &str,
        branches: Vec<SchemaRef<'a>>,
        discriminator: Option<&'a Discriminator>,
        words: &InlineName,
    ) -> LoweredShape {
        let (nulls, branches): (Vec<_>, Vec<_>) = branches.into_iter().partition(|branch| self.is_null(branch));
        let mut nullable = !nulls.is_empty();
        if let ([only], None) = (branches.as_slice(), discriminator)
            && (nullable || !self.tells_itself(only, component(at, "schemas").is_some()))
        {
            let used = self.value(only, words);
            return LoweredShape { nullable: nullable || used.nullable, ..LoweredShape::alias(used.ty) };
        }
        let mut draft = Draft { discriminator: discriminator.map(|one| self.discriminating(one)), ..Draft::default() };
        let mut variants: Vec<Variant> = Vec::new();
        let mut used = BTreeSet::new();
        for (index, branch) in branches.iter().enumerate() {
            let (mut name_hints, source) = self.branch_name(branch);
            match name_hints.iter().position(|word| !used.contains(word)) {
                Some(at) => name_hints.rotate_left(at),
                None => name_hints.insert(0, format!("variant{}", index + 1)),
            }
            used.insert(name_hints[0].clone());
            let used = self.value(branch, &words.with(&name_hints[0]));
            nullable |= used.nullable;
            variants.push(Variant {
                ty: self.as_object(branch, used.ty),
                name_hints,
                tags: Vec::new(),
                kinds: Vec::new(),
                docs: used.annotations.docs(),
            });
            draft.sources.push(source);
        }
        if variants.is_empty() {
            return LoweredShape { nullable, ..LoweredShape::alias(if nullable { Ty::Null } else { Ty::Any }) };
        }
        let union = Union::undecided(variants);
        LoweredShape { shape: Shape::Union(union), nullable, draft }
    }

    /// The type of a value that has any of several schemas, where no keyword says so.
    pub(in crate::lower) fn any_of_these(
        &mut self,
        at: &str,
        annotations: &Annotations,
        branches: Vec<SchemaRef<'a>>,
        words: &InlineName,
    ) -> Ty {
        let LoweredShape { shape, draft, nullable } = self.union(at, branches, None, words);
        let ty = match shape {
            Shape::Alias(ty) => ty,
            shape @ (Shape::Object(_) | Shape::Enum(_) | Shape::Union(_)) => {
                Ty::Named(self.declare(at, annotations, words, shape, draft))
            }
        };
        if nullable { super::nullable(ty) } else { ty }
    }

    /// Whether the only branch of a choice says which of several it is: by a constant, or by the name of its only property.
    /// That is how enumerations with data are written, whose other variants are still to come. A reference beside words
    /// is written the same way, so that one counts in a component only.
    fn tells_itself(&mut self, only: &SchemaRef<'a>, in_component: bool) -> bool {
        let is_inline = matches!(only, SchemaRef::Located(_, Node::Schema(_)));
        let keywords = match only {
            SchemaRef::Located(at, Node::Schema(schema)) => Some(Keywords::read(self.document, at, schema)),
            SchemaRef::Located(_, Node::Reference(reference)) if in_component => {
                let target = pointer(reference).and_then(|target| self.resolved(&target));
                target.filter(|keywords| keywords.discriminator.is_none() && keywords.choices.is_empty())
            }
            SchemaRef::Located(..) | SchemaRef::Merged(_) | SchemaRef::AllOf(_) => None,
        };
        keywords.is_some_and(|keywords| {
            let required = |name: &String| keywords.required.contains(name);
            let tag = |slot: &SchemaRef<'a>| only_text(self.document, slot).is_some();
            let is_closed = is_inline || matches!(keywords.rest, Some(AdditionalProperties::None));
            let is_tagged = keywords.properties.iter().any(|(name, slot)| required(name) && tag(slot));
            is_tagged || (is_closed && keywords.properties.len() == 1 && keywords.properties.keys().all(required))
        })
    }

    /// What a branch is called, and the component it comes from.
    fn branch_name(&mut self, branch: &SchemaRef<'a>) -> (Vec<String>, Option<String>) {
        match branch {
            SchemaRef::Located(_, Node::Reference(reference)) => {
                let target = pointer(reference);
                let name = target.as_deref().and_then(|target| component(target, "schemas"));
                (name.into_iter().collect(), target)
            }
            SchemaRef::Located(at, Node::Schema(schema)) => {
                let keywords = Keywords::read(self.document, at, schema);
                let mut words = keywords.branch_words(self.document);
                // What it takes in by name tells more than what it adds.
                let (named, added): (Vec<_>, Vec<_>) =
                    keywords.all.iter().partition(|member| matches!(member, SchemaRef::Located(_, Node::Reference(_))));
                for member in named.into_iter().chain(added) {
                    words.extend(self.branch_name(member).0);
                }
                (words, None)
            }
            SchemaRef::Merged(keywords) => (keywords.branch_words(self.document), None),
            SchemaRef::AllOf(parts) => {
                let named = parts.iter().rev().map(|part| self.branch_name(part)).find(|(words, _)| !words.is_empty());
                named.unwrap_or_default()
            }
        }
    }

    pub(in crate::lower) fn discriminating(&mut self, discriminator: &Discriminator) -> Discriminating {
        let Discriminator { property_name, mapping, extensions } = discriminator;
        let otherwise = extensions.get(crate::source::extensions::DEFAULT_MAPPING).and_then(Value::as_str);
        let otherwise = otherwise.and_then(|target| self.mapped(target));
        let mut targets: Vec<(String, Option<String>)> =
            mapping.iter().map(|(value, target)| (value.clone(), self.mapped(target))).collect();
        targets.sort();
        Discriminating { property: property_name.clone(), mapping: targets, otherwise }
    }

    /// The pointer a value of `mapping` means: a reference, or the name of a component.
    fn mapped(&self, target: &str) -> Option<String> {
        let by_name = |name: &str| Some(crate::lower::document::child("/components/schemas", name));
        let candidates =
            [pointer(target), by_name(target), by_name(target.rsplit(['/', '#']).next().unwrap_or(target))];
        candidates.into_iter().flatten().find(|pointer| self.document.schema(pointer).is_some())
    }
}

impl Keywords<'_> {
    fn is_object(&self) -> bool {
        !self.properties.is_empty()
            || self.types.as_ref().is_some_and(|types| types.len() == 1 && types.contains(&JsonType::Object))
    }

    /// Words that tell a branch without a name from the others.
    fn branch_words(&self, document: &Document) -> Vec<String> {
        let mut words: Vec<String> = self.annotations.title.iter().cloned().collect();
        if let Some(serde_json::Value::String(value)) = &self.constant {
            words.push(value.clone());
        }
        words.extend(self.properties.values().filter_map(|slot| only_text(document, slot)));
        let format = self.format.clone().filter(|format| Format::is_distinct(format));
        words.extend(format);
        let types: Vec<JsonType> = self.types.iter().flatten().copied().collect();
        let kind = match types.as_slice() {
            [JsonType::String] if self.values.is_some() => "value",
            [JsonType::String] if self.format.as_deref().map(Format::of_keyword) == Some(Format::Binary) => "file",
            [JsonType::String] => "text",
            [JsonType::Number] => "number",
            [JsonType::Integer] => "integer",
            [JsonType::Boolean] => "boolean",
            [JsonType::Array] => "list",
            _ if !self.properties.is_empty() => "object",
            [JsonType::Object] => "map",
            _ => return words,
        };
        if kind == "object" {
            let optional = self.properties.keys().filter(|name| !self.required.contains(*name));
            let required: BTreeSet<&String> = self.required.iter().collect();
            words.extend(required.into_iter().chain(optional).cloned());
        }
        words.push(kind.to_owned());
        words
    }
}

/// The only text that a property allows.
fn only_text(document: &Document, slot: &SchemaRef<'_>) -> Option<String> {
    let SchemaRef::Located(at, Node::Schema(schema)) = slot else { return None };
    let keywords = Keywords::read(document, at, schema);
    match (&keywords.constant, keywords.values.as_deref()) {
        (Some(Value::String(text)), _) | (None, Some([Value::String(text)])) => Some(text.clone()),
        _ => None,
    }
}

/// The properties that discriminators of a document name.
pub(in crate::lower) fn tags(raw: &serde_json::Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![raw];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Object(map) => {
                let name =
                    map.get("discriminator").and_then(|one| one.get("propertyName")).and_then(|name| name.as_str());
                found.extend(name.map(str::to_owned));
                open.extend(map.values());
            }
            serde_json::Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

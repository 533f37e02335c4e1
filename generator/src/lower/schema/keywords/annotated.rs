//! Annotated enumerations: a choice of constants, each with a name and a description of its own.

use super::{Keywords, SchemaRef};
use crate::lower::document::{Document, Node};
use openapiv3::SchemaKind;
use serde_json::Value;

impl<'a> Keywords<'a> {
    /// A choice of constants is an enumeration that says something about each value: its name in `title`, words in
    /// `description` (OpenAPI 3.1.1, "Annotated Enumerations"; generators for 3.0 write an `enum` of one value).
    pub(super) fn annotated_values(&mut self, document: &'a Document) {
        let [choice] = self.choices.as_slice() else { return };
        if self.constant.is_some() || self.values.is_some() || choice.discriminator.is_some() {
            return;
        }
        let branches: Option<Vec<Self>> =
            choice.branches.iter().map(|branch| annotated_value(document, branch)).collect();
        let Some(branches) = branches else { return };
        let known: Vec<&Value> = branches.iter().flat_map(Self::listed).filter(|value| !value.is_null()).collect();
        let alike = known.iter().all(|value| value.is_string()) || known.iter().all(|value| value.is_i64());
        if branches.iter().filter(|branch| !branch.is_null()).count() < 2 || !alike {
            return;
        }
        if self.types.is_none() && branches.iter().all(|branch| branch.types == branches[0].types) {
            self.types.clone_from(&branches[0].types);
        }
        let mut values = Vec::new();
        for branch in &branches {
            let listed = branch.listed();
            for (at, value) in listed.iter().enumerate() {
                let alone = listed.len() == 1;
                let own = |texts: &[Option<String>], said: &Option<String>| {
                    texts.get(at).cloned().flatten().or_else(|| said.clone().filter(|_| alone))
                };
                values.push(value.clone());
                self.value_docs.push(own(&branch.value_docs, &branch.annotations.description));
                self.value_names.push(own(&branch.value_names, &branch.annotations.title));
            }
        }
        self.values = Some(values);
        self.choices.clear();
    }
}

/// A branch that lists values and says nothing else, or is null.
fn annotated_value<'a>(document: &'a Document, branch: &SchemaRef<'a>) -> Option<Keywords<'a>> {
    let SchemaRef::Located(at, Node::Schema(schema)) = branch else { return None };
    let composed = match &schema.schema_kind {
        SchemaKind::Type(_) | SchemaKind::Not { .. } => false,
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(any) => !(any.one_of.is_empty() && any.any_of.is_empty() && any.all_of.is_empty()),
    };
    if composed {
        return None;
    }
    let keywords = Keywords::read(document, at, schema);
    let mut rest = keywords.clone();
    (rest.constant, rest.values, rest.null) = (None, None, false);
    (!keywords.listed().is_empty() && !rest.is_structural()).then_some(keywords)
}

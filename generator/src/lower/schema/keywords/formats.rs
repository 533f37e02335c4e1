//! The keyword `format`: its values, whether the typed reader knows them or not.

use super::{Keywords, SchemaRef};
use crate::lower::document::{Document, Node};
use openapiv3::{SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

/// References that lead to each other before one leads to a schema; more are a circle.
const REFERENCES: usize = 16;

impl<'a> Keywords<'a> {
    /// The format of the texts in a list, or of the first branch of a choice that has one.
    pub(super) fn format_within(&self, document: &'a Document) -> Option<String> {
        let branches = self.choices.iter().flat_map(|choice| &choice.branches);
        self.items.iter().chain(branches).find_map(|slot| match slot {
            SchemaRef::Located(_, node) => format_of(document, *node),
            SchemaRef::Merged(_) | SchemaRef::AllOf(_) => None,
        })
    }
}

/// The keyword `format` of a schema, or of the one that a reference leads to.
pub(in crate::lower) fn format_of<'a>(document: &'a Document, mut node: Node<'a>) -> Option<String> {
    for _ in 0..REFERENCES {
        match node {
            Node::Reference(reference) => node = document.schema(reference.trim_start_matches('#'))?,
            Node::Schema(schema) => {
                return match &schema.schema_kind {
                    SchemaKind::Type(Type::String(text)) => text_format(&text.format),
                    SchemaKind::Any(any) => any.format.clone(),
                    _ => None,
                };
            }
        }
    }
    None
}

/// The keyword `format` of a text.
pub(super) fn text_format(format: &VariantOrUnknownOrEmpty<StringFormat>) -> Option<String> {
    name(format, |format| match format {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    })
}

/// The value of the keyword, by the name of one that the reader knows.
pub(super) fn name<T>(format: &VariantOrUnknownOrEmpty<T>, known: impl Fn(&T) -> &'static str) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(known(format).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

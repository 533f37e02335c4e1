//! What the documentation of a model says: the words there are, then the facts.

use crate::model::{Field, NameSource, TypeDecl};
use crate::naming::Ident;
use crate::text::{Block, Inline, code, markdown, plain};
use crate::view::support::docs::{self, limits, words};

/// The documentation of a type.
pub fn of_type(decl: &TypeDecl, ident: &Ident) -> Vec<Block> {
    let mut blocks = words(&decl.docs);
    let place = match &decl.name_source {
        NameSource::Component(name) => {
            (blocks.is_empty() || name != ident.unraw()).then(|| markdown!("Schema {}.", code(name)))
        }
        NameSource::Title(_) | NameSource::Decided(_) => {
            blocks.is_empty().then(|| markdown!("Schema at {}.", code(&decl.origin.to_string())))
        }
        NameSource::Position(words) => blocks.is_empty().then(|| position(words)),
    };
    blocks.extend(place.map(Block::from));
    blocks.extend(deprecation(decl.deprecated, None));
    blocks
}

/// The documentation of a property.
pub fn of_field(field: &Field, ident: &Ident) -> Vec<Block> {
    let mut blocks = words(&field.docs);
    if blocks.is_empty() || field.wire != ident.unraw() {
        blocks.push(markdown!("Property {}.", code(&field.wire)).into());
    }
    blocks.extend(facts(field));
    blocks.extend(deprecation(field.deprecated, field.deprecated_since.as_deref()));
    blocks
}

/// Limits and default of a property, as one sentence.
pub fn facts(field: &Field) -> Option<Block> {
    let mut facts = limits(&field.constraints);
    facts.extend(field.default.as_ref().map(|value| markdown!("default {}", docs::value(value))));
    (!facts.is_empty()).then(|| Inline::join(facts, ", ").sentence().into())
}

fn deprecation(deprecated: bool, since: Option<&str>) -> Option<Block> {
    deprecated.then(|| match since {
        Some(since) => markdown!("**Deprecated** since {}.", plain(since)).into(),
        None => markdown!("**Deprecated.**").into(),
    })
}

fn position(words: &[String]) -> Inline {
    match words {
        [] => markdown!("An inline schema."),
        [root] => markdown!("Schema of {}.", code(root)),
        [root, rest @ ..] => markdown!("Schema of {} in {}.", code(&rest.join(".")), code(root)),
    }
}

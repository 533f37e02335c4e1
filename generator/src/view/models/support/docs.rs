//! What the documentation of a model says: the words there are, then the facts.

use crate::model::{Called, Docs, Field, TypeDecl};
use crate::naming::Ident;
use crate::rust::{json_text, paragraphs};

/// Paragraphs about a type.
pub fn of_type(decl: &TypeDecl, ident: &Ident) -> Vec<String> {
    let mut text = words(&decl.docs);
    let place = match &decl.called {
        Called::Component(name) => {
            (text.is_empty() || name != ident.unraw()).then(|| format!("Schema {}.", code(name)))
        }
        Called::Title(_) | Called::Decided(_) => {
            text.is_empty().then(|| format!("Schema at {}.", code(&decl.origin.to_string())))
        }
        Called::Position(words) => text.is_empty().then(|| position(words)),
    };
    text.extend(place);
    if decl.deprecated {
        text.push("**Deprecated.**".to_owned());
    }
    text
}

/// Paragraphs about a property.
pub fn of_field(field: &Field, ident: &Ident) -> Vec<String> {
    let mut text = words(&field.docs);
    if text.is_empty() || field.wire != ident.unraw() {
        text.push(format!("Property {}.", code(&field.wire)));
    }
    let mut facts: Vec<String> = field.constraints.phrases.clone();
    facts.extend(field.default.as_ref().map(|value| format!("default {}", code(&json_text(value)))));
    if !facts.is_empty() {
        text.push(sentence(&facts.join(", ")));
    }
    if field.deprecated {
        text.push("**Deprecated.**".to_owned());
    }
    text
}

/// Paragraphs of the words somebody wrote.
pub fn words(docs: &Docs) -> Vec<String> {
    let mut text = docs.summary.as_deref().map(paragraphs).unwrap_or_default();
    let more = docs.text.as_deref().map(paragraphs).unwrap_or_default();
    if more != text {
        text.extend(more);
    }
    text
}

/// A word of the document as code in documentation.
pub fn code(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match clean.contains('`') {
        true => format!("`` {} ``", clean.replace("``", "` `")),
        false if clean.is_empty() => "`\"\"`".to_owned(),
        false => format!("`{clean}`"),
    }
}

/// A fact as a sentence.
fn sentence(fact: &str) -> String {
    let fact = paragraphs(fact).join(" ");
    let mut letters = fact.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>() + ".").unwrap_or_default()
}

fn position(words: &[String]) -> String {
    match words {
        [] => "An inline schema.".to_owned(),
        [root] => format!("Schema of {}.", code(root)),
        [root, rest @ ..] => format!("Schema of {} in {}.", code(&rest.join(".")), code(root)),
    }
}

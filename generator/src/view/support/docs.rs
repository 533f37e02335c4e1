//! Pieces of documentation: words that somebody wrote, and facts of the document.

use crate::model::{Constraints, Docs, Limit};
use crate::rust::json_text;
use crate::text::{Block, Inline, code, markdown, plain, prose};
use serde_json::Value;

/// The words somebody wrote.
pub fn words(docs: &Docs) -> Vec<Block> {
    let mut blocks = docs.summary.as_deref().map(Block::prose).unwrap_or_default();
    let more = docs.text.as_deref().map(Block::prose).unwrap_or_default();
    if more != blocks {
        blocks.extend(more);
    }
    blocks
}

/// The same on one line.
pub fn line(docs: &Docs) -> Option<Inline> {
    let words: Vec<&str> = [&docs.summary, &docs.text].into_iter().flatten().map(String::as_str).collect();
    (!words.is_empty()).then(|| prose(&words.join("\n\n")))
}

/// The limits of a value, a phrase for each.
pub fn limits(constraints: &Constraints) -> Vec<Inline> {
    let phrase = |limit: &Limit| match limit {
        Limit::Pattern(pattern) => markdown!("matches {}", code(pattern)),
        limit => plain(&limit_words(limit).unwrap_or_default()),
    };
    constraints.limits.iter().map(phrase).collect()
}

/// A limit in words; none of a regular expression, which is no words.
pub fn limit_words(limit: &Limit) -> Option<String> {
    match limit {
        Limit::AtLeast(number) => Some(format!("at least {number}")),
        Limit::AtMost(number) => Some(format!("at most {number}")),
        Limit::Bound(bound) => Some(bound.clone()),
        Limit::Pattern(_) => None,
    }
}

/// A value of the document.
pub fn value(value: &Value) -> Inline {
    code(&json_text(value))
}

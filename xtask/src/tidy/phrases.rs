//! Documentation uses the field's words: a phrase of this list has a plainer one beside it.
//!
//! Prose that people write is checked: Markdown, and the words about APIs that become documentation, `docs.yaml`. A word in
//! backticks is a name, not prose. Identifiers and generated text have the glossary's test.

use super::{Finding, Text};

/// What not to write, and what to write instead. Whole words, in any case.
const PHRASES: [(&str, &str); 31] = [
    ("told by", "selected by"),
    ("told apart", "distinguished"),
    ("tell apart", "distinguish"),
    ("tells apart", "distinguishes"),
    ("how manieth", "the number of the attempt"),
    ("heirs", "subtypes"),
    ("knobs", "options"),
    ("spelt", "written"),
    ("what came beyond", "properties that the document does not describe"),
    ("in which nothing is set", "empty"),
    ("cannot do without", "requires"),
    ("from the hands of", "the result of"),
    ("met with a storm", "limits retries"),
    ("asked for again", "requested again"),
    ("is asked for", "is requested"),
    ("was asked for", "was requested"),
    ("were asked for", "were requested"),
    ("not asked for", "not requested, or not collected"),
    ("taken back", "revoked, reversed or withdrawn"),
    ("told from", "distinguished from"),
    ("told as", "reported as"),
    ("told in words", "described"),
    ("is mended", "is coerced"),
    ("are mended", "are coerced"),
    ("settles it", "resolves it"),
    ("a storm", "an outage"),
    ("come this far", "with this status"),
    ("how far it has come", "the status"),
    ("unless said otherwise", "by default"),
    ("kind of thing", "kind"),
    ("id of the customer's id", "the customer's id"),
];

pub(super) fn check(texts: &[Text]) -> Vec<Finding> {
    let is_prose = |text: &&Text| text.is_markdown() || text.path.ends_with("docs.yaml");
    texts.iter().filter(is_prose).filter(|text| !text.is_generated()).flat_map(findings).collect()
}

fn findings(text: &Text) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, line) in text.prose() {
        let prose = line.split('`').step_by(2).collect::<Vec<_>>().join("`").to_lowercase();
        for (phrase, instead) in PHRASES {
            if has_words(&prose, phrase) {
                found.push(text.finding(number, format!("“{phrase}”: write “{instead}”")));
            }
        }
    }
    found
}

/// Whether the phrase is there, and not as a part of longer words.
fn has_words(prose: &str, phrase: &str) -> bool {
    prose.match_indices(phrase).any(|(at, _)| {
        let before = prose[..at].chars().next_back();
        let after = prose[at + phrase.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::check;

    #[test]
    fn phrases_are_found_in_prose_as_whole_words() {
        let texts = [
            text("a.md", "The variants are told apart by it.\n`heirs` is a name; unspelt is a word.\n"),
            text("b.rs", "//! The knobs.\n"),
            text("spec/acme/docs.yaml", "operations:\n  lend: Lends what was asked for.\n"),
        ];
        let found: Vec<_> = check(&texts).into_iter().map(|found| (found.line, found.message)).collect();
        let expected = [(1, "“told apart”: write “distinguished”"), (2, "“was asked for”: write “was requested”")];
        assert_eq!(found, expected.map(|(line, message)| (line, message.to_owned())));
    }
}

//! Where a sentence ends.

/// The first sentence of a text, at most its first paragraph, and what comes behind it.
pub fn first_sentence(text: &str) -> (&str, &str) {
    let paragraph = text.find("\n\n").unwrap_or(text.len());
    let stops = text[..paragraph].match_indices(['.', '!', '?']);
    for (at, _) in stops {
        let rest = &text[at + 1..];
        let next = rest.trim_start();
        // A full stop ends a sentence if space follows and then no lower-case word ("e.g. this").
        if rest.starts_with(char::is_whitespace) && next.starts_with(|first: char| !first.is_lowercase()) {
            return (&text[..=at], rest);
        }
    }
    text.split_at(paragraph)
}

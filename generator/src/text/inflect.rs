//! Words of a name as they compare: singular and plural of English are one.

/// A word in the singular, lower-case. By the rules of spelling, and a few words that have none.
pub fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    if let Some((one, _)) = IRREGULAR.iter().find(|(_, many)| *many == word) {
        return (*one).to_owned();
    }
    let without = |letters: usize| word[..word.len() - letters].to_owned();
    if !word.is_ascii() || SINGULAR.contains(&word.as_str()) || word.ends_with("ss") || !word.ends_with('s') {
        return word;
    }
    if word.ends_with("ies") && word.len() > 4 {
        return without(3) + "y";
    }
    let drops_two = ["sses", "uses", "xes", "shes", "ches"].iter().any(|end| word.ends_with(end));
    match drops_two && !KEEPS_E.iter().any(|end| word.ends_with(end)) {
        true => without(2),
        false => without(1),
    }
}

/// Whether two words are the same but for their number.
pub fn same(one: &str, other: &str) -> bool {
    one == other || singular(one) == singular(other)
}

/// Whether a word says that there are several. What is in the plural only, such as `settings`, does not.
pub fn is_plural(word: &str) -> bool {
    let word = word.to_lowercase();
    !ONE_THING.contains(&word.as_str()) && singular(&word) != word
}

/// Words whose plural is another word.
const IRREGULAR: &[(&str, &str)] = &[
    ("calorie", "calories"),
    ("child", "children"),
    ("cookie", "cookies"),
    ("index", "indices"),
    ("matrix", "matrices"),
    ("movie", "movies"),
    ("person", "people"),
    ("quiz", "quizzes"),
    ("vertex", "vertices"),
];

/// Words that end in `s` in the singular.
const SINGULAR: &[&str] = &[
    "alias",
    "analysis",
    "atlas",
    "aws",
    "basis",
    "bonus",
    "bus",
    "campus",
    "canvas",
    "census",
    "chaos",
    "corpus",
    "css",
    "diagnosis",
    "dns",
    "dos",
    "focus",
    "gas",
    "gps",
    "has",
    "https",
    "ios",
    "is",
    "kubernetes",
    "lens",
    "news",
    "os",
    "plus",
    "pos",
    "previous",
    "s",
    "series",
    "sms",
    "species",
    "sqs",
    "sns",
    "status",
    "synopsis",
    "this",
    "tls",
    "virus",
    "vps",
    "was",
];

/// Ends of words that have an `e` before the `s` in the singular too.
const KEEPS_E: &[&str] = &["causes", "clauses", "caches", "houses", "niches", "pauses", "psyches", "axes"];

/// Words in the plural for one thing.
const ONE_THING: &[&str] =
    &["analytics", "credentials", "details", "diagnostics", "preferences", "settings", "statistics", "stats"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_singular() {
        let table = [
            ("orders", "order"),
            ("Companies", "company"),
            ("addresses", "address"),
            ("databases", "database"),
            ("licenses", "license"),
            ("sizes", "size"),
            ("statuses", "status"),
            ("status", "status"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("caches", "cache"),
            ("apis", "api"),
            ("urls", "url"),
            ("ties", "tie"),
            ("people", "person"),
            ("address", "address"),
            ("order", "order"),
            ("größes", "größes"),
        ];
        for (word, expected) in table {
            assert_eq!(singular(word), expected, "{word}");
        }
        assert!(same("Orders", "order") && !same("order", "border"));
        assert!(is_plural("orders") && !is_plural("address") && !is_plural("settings"));
    }
}

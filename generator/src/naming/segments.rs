//! Turns a name of a document into words, and words into the cases of Rust.
//!
//! Words are ASCII: other scripts are transliterated, so identifiers can be typed on any keyboard and trip no
//! lint about look-alike letters. The document's own spelling is never lost, it goes on the wire untouched.

use crate::text::start;
use heck::{ToKebabCase, ToUpperCamelCase};

/// The words of a name, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(Vec<Word>);

/// One word. Most have one part; a capital that is one word with what follows is a part of its own, so that
/// `OAuth2` reads `OAuth2` in a type and `oauth2` in a function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    parts: Vec<String>,
}

/// How much of a name's punctuation becomes words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbols {
    /// None: it only separates.
    Separate,
    /// What changes the meaning: signs before digits, comparison, arithmetic.
    Meaning,
    /// Everything.
    All,
}

impl Words {
    /// Splits a name: at punctuation, between `a` and `B`, before the last capital of `ABc`, and after digits
    /// that a capital follows.
    pub fn of(name: &str) -> Self {
        Self::spelled(name, Symbols::Separate)
    }

    /// Splits a name and turns punctuation into words as requested.
    pub fn spelled(name: &str, symbols: Symbols) -> Self {
        let ascii = deunicode::deunicode(start(name));
        let mut words = Vec::new();
        let mut chunk = String::new();
        let characters: Vec<char> = ascii.chars().collect();
        for (index, &character) in characters.iter().enumerate() {
            if character.is_ascii_alphanumeric() {
                chunk.push(character);
            } else if character != '\'' || symbols != Symbols::Separate {
                split_chunk(&std::mem::take(&mut chunk), &mut words);
                let next = characters.get(index + 1).copied();
                words.extend(symbol(character, next, symbols).map(Word::plain));
            }
        }
        split_chunk(&chunk, &mut words);
        Self(words)
    }

    /// Words of several names, one after the other.
    pub fn of_all<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().flat_map(|name| Self::of(name).0).collect())
    }

    /// These words and then those.
    #[must_use]
    pub fn then(&self, more: &Self) -> Self {
        Self(self.0.iter().chain(&more.0).cloned().collect())
    }

    /// The last word alone.
    #[must_use]
    pub fn last(&self) -> Self {
        Self(self.0.last().cloned().into_iter().collect())
    }

    /// Each as it stands in `snake_case`.
    pub fn texts(&self) -> Vec<String> {
        self.0.iter().map(|word| word.parts.concat()).collect()
    }

    /// Nothing was left of the name.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words after `prefix`, if the name begins with it and has more.
    #[must_use]
    pub fn without_prefix(&self, prefix: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(prefix.0.as_slice()).filter(|rest| !rest.is_empty());
        rest.map(|rest| Self(rest.to_vec()))
    }

    /// The words that are not also words of `other`, which are looked for in its order.
    #[must_use]
    pub fn without_words_of(&self, other: &Self) -> Self {
        let mut left = other.0.as_slice();
        let mut kept = Vec::new();
        for word in &self.0 {
            match left.iter().position(|known| known == word) {
                Some(found) => left = &left[found + 1..],
                None => kept.push(word.clone()),
            }
        }
        Self(kept)
    }

    /// Without the words at the end that `other` ends with too, in the singular or the plural; the first one stays.
    pub fn without_ending_of(&self, other: &Self) -> Self {
        let stem = |word: &Word| word.parts.concat().to_lowercase().trim_end_matches('s').to_owned();
        let same = self.0.iter().skip(1).rev().zip(other.0.iter().rev());
        let shared = same.take_while(|(one, another)| stem(one) == stem(another)).count();
        Self(self.0[..self.0.len() - shared].to_vec())
    }

    /// `UpperCamelCase`, for types and variants.
    pub fn upper_camel(&self) -> String {
        let mut text = String::new();
        for word in &self.0 {
            let digits_meet = text.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with_digit();
            if digits_meet {
                text.push('_');
            }
            text.extend(word.parts.iter().map(|part| part.to_upper_camel_case()));
        }
        text
    }

    /// `snake_case`, for fields, functions and modules.
    pub fn snake(&self) -> String {
        self.joined("_")
    }

    /// `SCREAMING_SNAKE_CASE`, for constants.
    pub fn screaming(&self) -> String {
        self.joined("_").to_ascii_uppercase()
    }

    /// `kebab-case`, for Cargo features.
    pub fn kebab(&self) -> String {
        self.joined("-").to_kebab_case()
    }

    fn joined(&self, separator: &str) -> String {
        self.texts().join(separator)
    }
}

impl Word {
    fn plain(text: &str) -> Self {
        Self { parts: vec![text.to_ascii_lowercase()] }
    }

    fn starts_with_digit(&self) -> bool {
        self.parts[0].starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The word for a punctuation mark, where `symbols` asks for one.
fn symbol(character: char, next: Option<char>, symbols: Symbols) -> Option<&'static str> {
    let before_digit = next.is_some_and(|next| next.is_ascii_digit());
    let (word, meaning) = match character {
        '+' => ("plus", true),
        '-' if before_digit => ("minus", true),
        '-' => ("dash", false),
        '<' => ("less", true),
        '>' => ("greater", true),
        '=' => ("equal", true),
        '!' => ("not", true),
        '*' => ("star", true),
        '%' => ("percent", true),
        '&' => ("and", true),
        '|' => ("or", true),
        '~' => ("tilde", true),
        '^' => ("caret", true),
        '#' => ("hash", true),
        '$' => ("dollar", true),
        '@' => ("at", true),
        '?' => ("question", true),
        '_' => ("underscore", false),
        '.' => ("dot", false),
        ',' => ("comma", false),
        ':' => ("colon", false),
        ';' => ("semicolon", false),
        '/' => ("slash", false),
        '\\' => ("backslash", false),
        ' ' => ("space", false),
        '(' | ')' => ("parenthesis", false),
        '[' | ']' => ("bracket", false),
        '{' | '}' => ("brace", false),
        '"' | '\'' | '`' => ("quote", false),
        _ => ("symbol", false),
    };
    let wanted = match symbols {
        Symbols::Separate => false,
        Symbols::Meaning => meaning,
        Symbols::All => true,
    };
    wanted.then_some(word)
}

/// Cuts letters and digits without punctuation into words.
fn split_chunk(chunk: &str, words: &mut Vec<Word>) {
    let bytes = chunk.as_bytes();
    let mut start = 0;
    let mut pending: Option<String> = None;
    for index in 1..=bytes.len() {
        if index < bytes.len() && !is_boundary(bytes, index) {
            continue;
        }
        let part = chunk[start..index].to_ascii_lowercase();
        let lone_capital = index - start == 1 && bytes[start].is_ascii_uppercase() && index < bytes.len();
        start = index;
        match pending.take() {
            // The article is a word of its own: `GetAResponse`.
            Some(capital) if capital == "a" => words.extend([capital, part].map(|text| Word::plain(&text))),
            Some(capital) => words.push(Word { parts: vec![capital, part] }),
            None if lone_capital => pending = Some(part),
            None => words.push(Word { parts: vec![part] }),
        }
    }
}

/// Whether a word begins at `index`, which is neither the first byte nor past the last.
fn is_boundary(bytes: &[u8], index: usize) -> bool {
    let (before, here) = (bytes[index - 1], bytes[index]);
    if !here.is_ascii_uppercase() {
        return false;
    }
    if !before.is_ascii_uppercase() {
        return true;
    }
    // Two capitals: the second begins a word if a small letter follows, unless that is the `s` of a plural
    // such as `URLs`.
    let follows_small = bytes.get(index + 1).is_some_and(u8::is_ascii_lowercase);
    let plural = bytes.get(index + 1) == Some(&b's') && !bytes.get(index + 2).is_some_and(u8::is_ascii_lowercase);
    follows_small && !plural
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_every_case() {
        let table = [
            ("created_at", "CreatedAt", "created_at"),
            ("createdAt", "CreatedAt", "created_at"),
            ("trading-pair", "TradingPair", "trading_pair"),
            ("OAuth2Client", "OAuth2Client", "oauth2_client"),
            ("CustomerOAuthToken", "CustomerOAuthToken", "customer_oauth_token"),
            ("HTTPValidationError", "HttpValidationError", "http_validation_error"),
            ("CustomerUpdateExternalID", "CustomerUpdateExternalId", "customer_update_external_id"),
            ("ListResource_Foo_", "ListResourceFoo", "list_resource_foo"),
            ("CostMetadata-Input", "CostMetadataInput", "cost_metadata_input"),
            ("EIP712Domain", "Eip712Domain", "eip712_domain"),
            ("customerIDs", "CustomerIds", "customer_ids"),
            ("imageURLsByName", "ImageUrlsByName", "image_urls_by_name"),
            ("IPv4Address", "IPv4Address", "ipv4_address"),
            ("GetAResponse", "GetAResponse", "get_a_response"),
            ("listAPIs", "ListApis", "list_apis"),
            ("getVMs", "GetVms", "get_vms"),
            ("customer's name", "CustomersName", "customers_name"),
            ("1.0.2", "1_0_2", "1_0_2"),
            ("naïve Größe", "NaiveGrosse", "naive_grosse"),
            ("_cost", "Cost", "cost"),
            ("", "", ""),
            ("*", "", ""),
        ];
        for (name, camel, snake) in table {
            let words = Words::of(name);
            assert_eq!((words.upper_camel().as_str(), words.snake().as_str()), (camel, snake), "{name}");
        }
    }

    #[test]
    fn symbols_become_words_on_demand() {
        let table = [
            ("Etc/GMT+5", Symbols::Meaning, "EtcGmtPlus5"),
            ("Etc/GMT-5", Symbols::Meaning, "EtcGmtMinus5"),
            ("a-b", Symbols::Meaning, "AB"),
            ("a-b", Symbols::All, "ADashB"),
            ("a_b", Symbols::All, "AUnderscoreB"),
            ("*", Symbols::Meaning, "Star"),
            ("_cost", Symbols::All, "UnderscoreCost"),
        ];
        for (name, symbols, camel) in table {
            assert_eq!(Words::spelled(name, symbols).upper_camel(), camel, "{name}");
        }
    }

    #[test]
    fn the_words_of_the_parent_can_be_left_out() {
        let stripped = Words::of("BenefitDiscord").without_words_of(&Words::of("Benefit"));
        assert_eq!(stripped.upper_camel(), "Discord");
        let inner =
            Words::of("CustomerBenefitGrantDiscordUpdate").without_words_of(&Words::of("CustomerBenefitGrantUpdate"));
        assert_eq!(inner.upper_camel(), "Discord");
    }
}

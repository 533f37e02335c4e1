//! The crate that is written, as its manifest describes it: the decisions, else what the document says about itself.

use crate::config::PackageRule;
use crate::text::{first_sentence, is_url, visible};
use serde_json::Value;

/// The oldest version of Rust that generated code compiles with.
pub const RUST_VERSION: &str = "1.89";

/// The crate that is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Name of the package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is, in one line.
    pub description: String,
    /// An SPDX expression; none where the document names a licence that is not known here.
    pub license: Option<String>,
    /// Who writes it.
    pub authors: Vec<String>,
    /// URL of its source code.
    pub repository: Option<String>,
    /// URL of its website.
    pub homepage: Option<String>,
    /// URL of its documentation.
    pub documentation: Option<String>,
    /// Words to search for.
    pub keywords: Vec<String>,
    /// Categories of crates.io.
    pub categories: Vec<String>,
    /// Whether it may be published.
    pub publish: bool,
    /// Whether it is published, so that others find it on crates.io.
    pub is_published: bool,
    /// The oldest version of Rust that it is for.
    pub rust_version: String,
}

impl Package {
    /// A crate of which only its name and what it is are known.
    pub fn new(name: &str, description: String) -> Self {
        Self {
            name: name.to_owned(),
            version: "0.1.0".to_owned(),
            description,
            license: Some("MIT OR Apache-2.0".to_owned()),
            rust_version: RUST_VERSION.to_owned(),
            ..Self::default()
        }
    }

    /// Its name in Rust.
    pub fn krate(&self) -> String {
        self.name.replace('-', "_")
    }

    /// With what `info` of a document says about itself, its licence and its contact.
    #[must_use]
    pub fn described_by(mut self, info: &Value) -> Self {
        let text =
            |pointer: &str| info.pointer(pointer).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
        if info.get("license").is_some() {
            let stated = text("/license/identifier").or_else(|| text("/license/name"));
            self.license = stated.and_then(spdx).map(str::to_owned);
        }
        if let Some(name) = text("/contact/name").map(visible) {
            let email = text("/contact/email").filter(|email| email.contains('@') && !email.contains(['<', '>']));
            self.authors =
                vec![email.map_or_else(|| name.clone().into_owned(), |email| format!("{name} <{}>", visible(email)))];
        }
        self.homepage = text("/contact/url").filter(|url| is_url(url)).map(str::to_owned);
        let sentence = || text("/description").and_then(plain_sentence);
        if let Some(said) = text("/summary").map(str::to_owned).or_else(sentence) {
            self.description = visible(&said).into_owned();
        }
        self
    }

    /// With what was decided.
    #[must_use]
    pub fn decided_by(mut self, rule: &PackageRule) -> Self {
        let PackageRule {
            name: _,
            version,
            description,
            license,
            authors,
            repository,
            homepage,
            documentation,
            keywords,
            categories,
            publish,
            rust_version,
        } = rule;
        let text = |own: &mut String, decided: &Option<String>| {
            if let Some(decided) = decided {
                own.clone_from(decided);
            }
        };
        text(&mut self.version, version);
        text(&mut self.description, description);
        text(&mut self.rust_version, rust_version);
        for (own, decided) in [
            (&mut self.license, license),
            (&mut self.repository, repository),
            (&mut self.homepage, homepage),
            (&mut self.documentation, documentation),
        ] {
            if decided.is_some() {
                own.clone_from(decided);
            }
        }
        for (own, decided) in
            [(&mut self.authors, authors), (&mut self.keywords, keywords), (&mut self.categories, categories)]
        {
            if !decided.is_empty() {
                own.clone_from(decided);
            }
        }
        self.publish = publish.unwrap_or(self.publish);
        self.is_published = publish.unwrap_or(false);
        self
    }

    /// The licences that its expression names.
    pub fn licenses(&self) -> impl Iterator<Item = &str> {
        let words = self.license.as_deref().unwrap_or_default().split([' ', '(', ')', '/']);
        words.filter(|word| !word.is_empty() && !["AND", "OR", "WITH"].contains(word))
    }

    /// Who holds the copyright.
    pub fn holder(&self) -> String {
        let name = |author: &String| author.split('<').next().unwrap_or_default().trim().to_owned();
        match self.authors.as_slice() {
            [] => format!("the authors of {}", self.name),
            authors => authors.iter().map(name).collect::<Vec<_>>().join(", "),
        }
    }
}

/// The first sentence of a text, if it is one: no heading, no list, no markup that a manifest cannot show.
fn plain_sentence(text: &str) -> Option<String> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 10..=200;
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty());
    let paragraph = lines.collect::<Vec<_>>().join(" ").replace(['`', '*'], "");
    let sentence = first_sentence(&paragraph).0.trim_end_matches('.');
    let is_plain = sentence.starts_with(char::is_alphanumeric) && !sentence.contains(['<', '[', '|', '{', '#', ':']);
    let stop = if sentence.ends_with(['!', '?']) { "" } else { "." };
    (is_plain && LENGTHS.contains(&sentence.chars().count())).then(|| format!("{sentence}{stop}"))
}

/// Names that people give to licences, and their SPDX identifiers.
const LICENSES: &[(&str, &[&str])] = &[
    ("Apache-2.0", &["apache 2.0", "apache2", "apache 2", "apache license 2.0", "apache license version 2.0"]),
    ("MIT", &["mit license", "the mit license", "mit licence"]),
    ("BSD-3-Clause", &["bsd 3-clause", "bsd-3", "new bsd", "bsd 3-clause license"]),
    ("BSD-2-Clause", &["bsd 2-clause", "bsd-2", "bsd 2-clause license"]),
    ("ISC", &["isc license"]),
    ("MPL-2.0", &["mozilla public license 2.0"]),
    ("GPL-3.0-only", &["gpl-3.0", "gplv3"]),
    ("AGPL-3.0-only", &["agpl-3.0", "agplv3"]),
    ("LGPL-3.0-only", &["lgpl-3.0", "lgplv3"]),
    ("Unlicense", &["the unlicense"]),
    ("CC0-1.0", &["cc0"]),
    ("0BSD", &[]),
    ("Zlib", &[]),
    ("BSL-1.0", &[]),
    ("EUPL-1.2", &[]),
    ("MIT OR Apache-2.0", &["apache-2.0 or mit", "mit/apache-2.0"]),
];

/// The SPDX expression that a document means by the name of a licence.
fn spdx(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase().replace(',', "");
    let lower = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = LICENSES.iter().find(|(id, names)| id.to_lowercase() == lower || names.contains(&lower.as_str()));
    found.map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_document_says_who_and_under_which_licence() {
        let info = json!({
            "license": { "name": "Apache License, Version 2.0" },
            "contact": { "name": "Jane", "email": "jane@acme.example", "url": "https://acme.example" },
        });
        let package = Package::new("acme", "A client.".to_owned()).described_by(&info);
        assert_eq!(package.license.as_deref(), Some("Apache-2.0"));
        assert_eq!((package.authors[0].as_str(), package.holder().as_str()), ("Jane <jane@acme.example>", "Jane"));
        assert_eq!(package.homepage.as_deref(), Some("https://acme.example"));
        let table = [
            ("Moves `parcels` between\ncities. And more.\n\n# Usage", "Moves parcels between cities."),
            ("# Usage\n\nCall it.", "A client."),
            ("See [the guide](https://acme.example) first.", "A client."),
            ("v2", "A client."),
            ("Moves e.g. parcels. And more.", "Moves e.g. parcels."),
            ("Moves parcels! And more.", "Moves parcels!"),
        ];
        for (description, expected) in table {
            let package =
                Package::new("acme", "A client.".to_owned()).described_by(&json!({ "description": description }));
            assert_eq!(package.description, expected);
        }
        let unknown =
            Package::new("acme", String::new()).described_by(&json!({ "license": { "name": "Proprietary" } }));
        assert_eq!(unknown.license, None, "nobody grants what the owner does not");
    }
}

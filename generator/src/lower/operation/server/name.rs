//! Names of servers: what a person would call them, which is what they differ in.

use crate::model::Server;
use std::collections::{BTreeMap, BTreeSet};

/// A server without a name, and what the document calls it, if anything.
pub(super) struct Found {
    pub(super) said: Option<String>,
    pub(super) server: Server,
}

/// What servers are for, in the order in which a text that has several of the words is read.
const PURPOSES: [&str; 9] =
    ["sandbox", "staging", "production", "development", "local", "demo", "preview", "mock", "test"];

/// Words that say nothing in the description of a server.
const FILLING: &[&str] = &[
    "api",
    "base",
    "center",
    "centre",
    "cluster",
    "data",
    "datacenter",
    "endpoint",
    "environment",
    "for",
    "host",
    "in",
    "main",
    "of",
    "our",
    "region",
    "server",
    "servers",
    "service",
    "the",
    "url",
];

/// Last labels of hosts that say nothing about where a server is.
const GENERIC: &[&str] = &["com", "net", "org", "io", "dev", "app", "cloud", "info", "biz"];

/// Labels before that of a country, as in `co.uk` and `com.au`, and what hosts of APIs begin with everywhere.
const EMPTY: &[&str] = &["co", "com", "net", "org", "api", "apis", "www", "rest"];

/// Gives each server a name of its own.
pub(super) fn named(found: Vec<Found>) -> Vec<Server> {
    let purposes: Vec<Option<&str>> = found.iter().map(|found| purpose(&found.server)).collect();
    let differences = differences(&found);
    let briefs: Vec<Option<String>> = found.iter().map(|found| brief(&found.server)).collect();
    let mut having: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    purposes.iter().for_each(|purpose| *having.entry(*purpose).or_default() += 1);
    let without_purpose = having.get(&None).copied().unwrap_or_default();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut servers = Vec::new();
    for (index, Found { said, mut server }) in found.into_iter().enumerate() {
        let shared = |purpose: &str| having[&Some(purpose)] > 1;
        let differs = differences[index].join("-");
        let (mut candidates, purpose) = (vec![said], purposes[index]);
        match purpose {
            Some(purpose) if !shared(purpose) => candidates.push(Some(purpose.to_owned())),
            Some(purpose) => {
                let words: Vec<&str> = differs.split('-').filter(|word| !word.is_empty() && *word != purpose).collect();
                candidates.push(Some([&[purpose][..], &words].concat().join("-")));
            }
            // The one that is for nothing in particular is what people use.
            None if without_purpose == 1 && (index == 0 || purposes.len() == 2) => {
                candidates.push(Some("production".to_owned()));
            }
            None => {
                // What is said of several, such as `Regional endpoint`, is the name of none.
                let said = briefs[index]
                    .clone()
                    .filter(|said| briefs.iter().filter(|other| other.as_ref() == Some(said)).count() == 1);
                // The one that has nothing of its own, beside those that do.
                let bare = differs.is_empty().then(|| "main".to_owned());
                candidates.extend([said, Some(differs), bare]);
            }
        }
        candidates.push(Some(server.url.split("://").last().unwrap_or_default().to_owned()));
        candidates.push(Some(server.template.clone()));
        let free = |name: &String| !name.is_empty() && !used.contains(&plain(name));
        server.name = candidates.into_iter().flatten().find(free).unwrap_or_else(|| server.template.clone());
        used.insert(plain(&server.name));
        servers.push(server);
    }
    servers
}

/// A name as identifiers have it, which differ in letters and digits only.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// By the description or the URL; the last label of a host, such as `test` of `api.test`, says nothing.
fn purpose(server: &Server) -> Option<&'static str> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| !word.is_empty()).collect()
    };
    let said = words(server.docs.summary.as_deref().unwrap_or_default());
    let rest = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let labels = [words(host.rsplit_once('.').map_or(host, |(labels, _)| labels)), words(path)].concat();
    let in_url = |word: &str| match word.len() {
        ..5 => labels.iter().any(|label| label == word),
        _ => labels.iter().any(|label| label.contains(word)),
    };
    PURPOSES.into_iter().find(|purpose| said.iter().any(|word| word.starts_with(purpose)) || in_url(purpose))
}

/// The description of a server if it is a name rather than a sentence, such as `EU` or `Europe (Frankfurt)`.
fn brief(server: &Server) -> Option<String> {
    let said = server.docs.summary.as_deref()?;
    let words = said.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let words: Vec<String> = words.filter(|word| !word.is_empty() && !FILLING.contains(&word.as_str())).collect();
    let is_name = (1..=3).contains(&words.len()) && words.iter().all(|word| word.is_ascii());
    let begins = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()));
    (is_name && begins && said.len() <= 40).then(|| words.join("-"))
}

/// Of each server the labels of its URL that not all others have, less those that say nothing beside the rest.
fn differences(found: &[Found]) -> Vec<Vec<String>> {
    let labels: Vec<Vec<String>> = found.iter().map(|found| labels(&found.server.url)).collect();
    let mut having: BTreeMap<&String, usize> = BTreeMap::new();
    for label in labels.iter().flat_map(BTreeSet::from_iter) {
        *having.entry(label).or_default() += 1;
    }
    let all = labels.len();
    let difference = |(found, own): (&Found, &Vec<String>)| {
        let mut own: Vec<String> = own.iter().filter(|label| having[label] < all).cloned().collect();
        let domain = domain(&found.server.url);
        let is_generic = |label: &String| domain.as_ref() == Some(label) && GENERIC.contains(&label.as_str());
        if let [only] = &own[..]
            && is_generic(only)
        {
            return vec!["global".to_owned()];
        }
        let mut without = |says_nothing: &dyn Fn(&String) -> bool| {
            let rest: Vec<String> = own.iter().filter(|label| !says_nothing(label)).cloned().collect();
            if !rest.is_empty() {
                own = rest;
            }
        };
        without(&is_generic);
        without(&|label| EMPTY.contains(&label.as_str()));
        // A word of nearly all, such as `regional`, does not say which.
        without(&|label| having[label] > 2 && having[label] + 1 == all);
        own
    };
    found.iter().zip(&labels).map(difference).collect()
}

/// The last label of the host, if it is a name.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next()?;
    let (_, last) = host.rsplit_once('.')?;
    Some(last.to_lowercase()).filter(|last| last.chars().all(|letter| letter.is_alphabetic()))
}

/// The labels of the host and the segments of the path.
fn labels(url: &str) -> Vec<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let labels = rest.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|label| !label.is_empty());
    labels.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::lower::operation::server::own;
    use openapiv3::Server;

    fn names(servers: &[(&str, &str)]) -> Vec<String> {
        let source = |(url, description): &(&str, &str)| Server {
            url: (*url).to_owned(),
            description: (!description.is_empty()).then(|| (*description).to_owned()),
            ..Server::default()
        };
        own(&servers.iter().map(source).collect::<Vec<_>>()).into_iter().map(|server| server.name).collect()
    }

    #[test]
    fn a_server_is_called_by_what_it_is_for_or_where_it_is() {
        assert_eq!(names(&[("https://a.test", "")]), ["production"]);
        assert_eq!(names(&[("https://a.test", ""), ("https://sandbox.a.test", "")]), ["production", "sandbox"]);
        let regions = [("https://api.us.a.test", ""), ("https://api.eu.a.test", ""), ("https://api.jp.a.test", "")];
        assert_eq!(names(&regions), ["us", "eu", "jp"]);
        let described =
            [("https://a.test", "US region"), ("https://b.test", "Europe (Frankfurt)"), ("https://c.test", "")];
        assert_eq!(names(&described), ["us", "europe-frankfurt", "c"]);
        let both = [
            ("https://us.a.test", "Production"),
            ("https://eu.a.test", "Production"),
            ("https://us.sandbox.a.test", ""),
            ("https://eu.sandbox.a.test", ""),
        ];
        assert_eq!(names(&both), ["production-us", "production-eu", "sandbox-us", "sandbox-eu"]);
        assert_eq!(names(&[("https://a.test/v1", ""), ("https://a.test/v2", "")]), ["v1", "v2"]);
    }

    #[test]
    fn regions_are_called_as_people_call_them() {
        let table: [(&[&str], &[&str]); 8] = [
            (&["https://api.us.acme.com", "https://api.acme.eu"], &["us", "eu"]),
            (&["https://api.acme.com", "https://api.acme.eu", "https://api.acme.co.uk"], &["global", "eu", "uk"]),
            (&["https://acme.com/api", "https://acme.com.au/api", "https://acme.jp/api"], &["global", "au", "jp"]),
            (&["https://api.acme.com", "https://eu.acme.com", "https://ca.acme.com"], &["api", "eu", "ca"]),
            (&["https://api.acme.com", "https://api.eu.acme.com", "https://api.ca.acme.com"], &["main", "eu", "ca"]),
            (&["https://acme.com/v1", "https://acme.com/v2"], &["v1", "v2"]),
            (
                &[
                    "https://acme.com",
                    "https://us-1.rep.acme.com",
                    "https://us-2.rep.acme.com",
                    "https://eu-1.rep.acme.com",
                ],
                &["main", "us-1", "us-2", "eu-1"],
            ),
            (&["https://us-east-1.acme.io", "https://eu-central-1.acme.io"], &["us-east-1", "eu-central-1"]),
        ];
        for (urls, expected) in table {
            let servers: Vec<(&str, &str)> = urls.iter().map(|url| (*url, "")).collect();
            assert_eq!(names(&servers), expected, "{urls:?}");
        }
        let said = [
            ("https://a.acme.com", "Global endpoint"),
            ("https://b-1.acme.com", "Regional endpoint"),
            ("https://b-2.acme.com", "Regional endpoint"),
        ];
        assert_eq!(names(&said), ["global", "b-1", "b-2"]);
    }

    #[test]
    fn a_server_that_is_listed_twice_is_one() {
        assert_eq!(names(&[("https://a.test", "One"), ("https://a.test/", "Two")]), ["production"]);
        let ports = [("http://a.test:80", ""), ("http://a.test:81", ""), ("https://a.test:81", "")];
        assert_eq!(names(&ports), ["80", "81", "a.test:81"]);
    }
}

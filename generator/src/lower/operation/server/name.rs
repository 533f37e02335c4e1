//! Names of servers: what a person would call them, which is what they differ in.

use crate::model::Server;

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

/// Gives each server a name of its own.
pub(super) fn named(found: Vec<Found>) -> Vec<Server> {
    let purposes: Vec<Option<&str>> = found.iter().map(|found| purpose(&found.server)).collect();
    let differences: Vec<Vec<String>> = (0..found.len()).map(|at| difference(&found, at)).collect();
    let without_purpose = purposes.iter().filter(|purpose| purpose.is_none()).count();
    let mut used: Vec<String> = Vec::new();
    let mut servers = Vec::new();
    for (index, Found { said, mut server }) in found.into_iter().enumerate() {
        let shared = |purpose: &str| purposes.iter().filter(|other| **other == Some(purpose)).count() > 1;
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
            None => candidates.extend([brief(&server), Some(differs)]),
        }
        candidates.push(Some(server.url.split("://").last().unwrap_or_default().to_owned()));
        candidates.push(Some(server.template.clone()));
        let free = |name: &String| !name.is_empty() && !used.contains(&plain(name));
        server.name = candidates.into_iter().flatten().find(free).unwrap_or_else(|| server.template.clone());
        used.push(plain(&server.name));
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

/// The labels of a URL that not all others have.
fn difference(found: &[Found], at: usize) -> Vec<String> {
    let own = labels(&found[at].server.url);
    let others = || found.iter().enumerate().filter(|(other, _)| *other != at);
    let common = |label: &String| others().all(|(_, other)| labels(&other.server.url).contains(label));
    own.iter().filter(|label| !common(label)).cloned().collect()
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
    fn a_server_that_is_listed_twice_is_one() {
        assert_eq!(names(&[("https://a.test", "One"), ("https://a.test/", "Two")]), ["production"]);
        let ports = [("http://a.test:80", ""), ("http://a.test:81", ""), ("https://a.test:81", "")];
        assert_eq!(names(&ports), ["80", "81", "a.test:81"]);
    }
}

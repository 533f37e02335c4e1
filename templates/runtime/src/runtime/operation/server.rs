//! Where an API, or one operation of it, can be reached.

use std::collections::BTreeMap;

/// A server of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// Such as `production`.
    pub name: &'static str,
    /// Base URL, with the names of its variables in braces.
    pub url: &'static str,
    /// The variables, with their defaults; none has to be given.
    pub variables: &'static [(&'static str, Option<&'static str>)],
}

/// The environment variable of a part of the servers' URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UrlVariable {
    /// Its name, which stands in braces in the URLs.
    pub name: &'static str,
    /// Name of the environment variable.
    pub variable: &'static str,
}

/// Why a server has no URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoUrl {
    /// This variable has no default and was not given.
    Missing(&'static str),
    /// What was given for this variable would lead elsewhere than to the place that the document describes.
    Value(&'static str),
}

/// The part of a URL that a variable is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The URL, or its scheme and more.
    Whole,
    Scheme,
    Authority,
    Path,
}

impl Server {
    /// The URL with what was given for its variables, else with their defaults.
    pub(crate) fn url_with(&self, given: &BTreeMap<String, String>) -> Result<String, NoUrl> {
        let mut url = self.url.to_owned();
        for (name, default) in self.variables {
            let value = given.get(*name).map(String::as_str).or(*default).ok_or(NoUrl::Missing(name))?;
            let place = format!("{{{name}}}");
            while let Some(at) = url.find(&place) {
                if !fits(part(&url, at, place.len()), value) {
                    return Err(NoUrl::Value(name));
                }
                url.replace_range(at..at + place.len(), value);
            }
        }
        Ok(url)
    }
}

fn part(url: &str, at: usize, length: usize) -> Part {
    match (url[..at].split_once("://"), &url[at + length..]) {
        (Some((_, before)), _) if before.contains('/') => Part::Path,
        (Some(_), _) => Part::Authority,
        (None, after) if after.starts_with("://") => Part::Scheme,
        (None, _) if at == 0 => Part::Whole,
        (None, _) => Part::Path,
    }
}

/// Whether a value stays within its part of the URL. Tenants and regions often come from where others write: none may
/// make another host of `https://{tenant}.api.example`. No value has braces, so replacing comes to an end.
fn fits(part: Part, value: &str) -> bool {
    let is_in = |others: &str| value.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c));
    match part {
        Part::Whole => !value.contains(['{', '}', '?', '#', '@', '\\']),
        Part::Scheme => is_in("+-."),
        Part::Authority => is_in("-._:[]"),
        Part::Path => is_in("-._~!$&'()*+,;=:@%/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(server: &Server, given: &[(&str, &str)]) -> Result<String, NoUrl> {
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        server.url_with(&given.collect())
    }

    #[test]
    fn a_value_stays_within_its_part_of_the_url() {
        let server = Server {
            name: "production",
            url: "https://{tenant}.api.test:{port}/{base}",
            variables: &[("tenant", None), ("port", Some("443")), ("base", Some("v1"))],
        };
        assert_eq!(url(&server, &[]), Err(NoUrl::Missing("tenant")));
        assert_eq!(url(&server, &[("tenant", "acme")]).as_deref(), Ok("https://acme.api.test:443/v1"));
        let given = [("tenant", "a-b.c"), ("port", "8443"), ("base", "api/v2")];
        assert_eq!(url(&server, &given).as_deref(), Ok("https://a-b.c.api.test:8443/api/v2"));
        for tenant in ["evil.test/", "evil.test?", "evil.test#", "user@evil.test", "{tenant}", "a b", "evil.test\\"] {
            assert_eq!(url(&server, &[("tenant", tenant)]), Err(NoUrl::Value("tenant")), "{tenant}");
        }
        for base in ["v1?x", "v1#x", "{base}", "v 1"] {
            assert_eq!(url(&server, &[("tenant", "a"), ("base", base)]), Err(NoUrl::Value("base")), "{base}");
        }
    }

    #[test]
    fn a_whole_url_and_a_scheme_can_be_variables() {
        let whole = Server { name: "own", url: "{url}/v1", variables: &[("url", Some("http://localhost:8080"))] };
        assert_eq!(url(&whole, &[("url", "https://a.test/x")]).as_deref(), Ok("https://a.test/x/v1"));
        let scheme = Server { name: "own", url: "{scheme}://a.test", variables: &[("scheme", Some("https"))] };
        assert_eq!(url(&scheme, &[]).as_deref(), Ok("https://a.test"));
        assert_eq!(url(&scheme, &[("scheme", "https://evil.test/")]), Err(NoUrl::Value("scheme")));
    }
}

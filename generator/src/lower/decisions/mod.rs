//! Values of `sdk.yaml` that have a syntax of their own: each has to be what its key says.

mod contradictions;

use crate::config::{Config, PackageRule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::support::http::is_token;
use crate::text::{is_hidden, is_url};

/// Whether every value is what it has to be; reports those that are not.
pub fn hold(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let known = diagnostics.len();
    check(config, diagnostics);
    contradictions::check(config, diagnostics);
    diagnostics.len() == known
}

fn check(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut check = Check { diagnostics };
    if let Some(title) = &config.title {
        check.value("/title", title, &TITLE);
    }
    if let Some(package) = &config.package {
        check.package(package);
    }
    for (index, server) in config.servers.iter().enumerate() {
        check.value(&format!("/servers/{index}/name"), &server.name, &SERVER);
        check.value(&format!("/servers/{index}/url"), &server.url, &URL);
    }
    let variables = &config.environment;
    let variables = [
        ("token", &variables.token),
        ("server", &variables.server),
        ("base_url", &variables.base_url),
        ("webhook_secret", &variables.webhook_secret),
    ];
    for (key, variable) in variables.into_iter().filter_map(|(key, variable)| Some((key, variable.as_ref()?))) {
        check.value(&format!("/environment/{key}"), variable, &VARIABLE);
    }
    if let Some(header) = &config.version_header {
        check.value("/version_header/name", &header.name, &HEADER);
        if let Some(value) = &header.value {
            check.value("/version_header/value", value, &HEADER_VALUE);
        }
    }
    for (index, header) in config.client_headers.iter().enumerate() {
        check.value(&format!("/client_headers/{index}/name"), &header.name, &HEADER);
    }
    if let Some(header) = &config.errors.request_id {
        check.value("/errors/request_id", header, &HEADER);
    }
    for (index, handle) in config.handles.iter().enumerate() {
        for (place, prefix) in handle.prefixes.iter().enumerate() {
            check.value(&format!("/handles/{index}/prefixes/{place}"), prefix, &PREFIX);
        }
    }
    for (index, rule) in config.credentials.iter().enumerate() {
        check.value(&format!("/credentials/{index}/prefix"), &rule.prefix, &PREFIX);
    }
    if let Some(prefix) = config.webhooks.as_ref().and_then(|rule| rule.secret_prefix.as_ref()) {
        check.value("/webhooks/secret_prefix", prefix, &PREFIX);
    }
    for (index, rule) in config.deprecations.iter().enumerate() {
        check.value(&format!("/deprecations/{index}/since"), &rule.since, &VERSION);
    }
}

/// What a value has to be.
struct Syntax {
    /// Such as `a header name`.
    what: &'static str,
    /// What it consists of.
    help: &'static str,
    is_met: fn(&str) -> bool,
}

const TITLE: Syntax = Syntax {
    what: "a title",
    help: "write one line of text",
    is_met: |text| !text.trim().is_empty() && !text.contains(is_hidden),
};

const SERVER: Syntax = Syntax {
    what: "the name of a server",
    help: "write letters, digits, `-`, `_` and `.`, such as `production`",
    is_met: |text| made_of(text, |c| c.is_ascii_alphanumeric() || "-_.".contains(c)),
};

const URL: Syntax = Syntax {
    what: "the URL of a server",
    help: "write the whole URL, such as `https://api.example.com/v1`",
    is_met: |text| is_url(text) && !text.contains(['?', '#', '@']),
};

const VARIABLE: Syntax = Syntax {
    what: "the name of an environment variable",
    help: "write letters, digits and `_`, no digit first, such as `ACME_ACCESS_TOKEN`",
    is_met: |text| {
        made_of(text, |c| c.is_ascii_alphanumeric() || c == '_') && !text.starts_with(|c: char| c.is_ascii_digit())
    },
};

/// RFC 9110, section 5.1.
const HEADER: Syntax = Syntax {
    what: "the name of a header",
    help: "write letters, digits and `-`, such as `Acme-Version`",
    is_met: is_token,
};

/// RFC 9110, section 5.5: visible characters of ASCII, and blanks between them.
const HEADER_VALUE: Syntax = Syntax {
    what: "the value of a header",
    help: "write visible characters of ASCII on one line",
    is_met: |text| made_of(text, |c| c.is_ascii_graphic() || c == ' ') && text.trim() == text,
};

const PREFIX: Syntax = Syntax {
    what: "the beginning of a credential",
    help: "write visible characters of ASCII without blanks, such as `acme_`",
    is_met: |text| made_of(text, |c| c.is_ascii_graphic()),
};

fn made_of(text: &str, belongs: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(belongs)
}

const VERSION: Syntax = Syntax {
    what: "a version",
    help: "write three numbers, such as `0.2.0`",
    is_met: |text| {
        let numbers: Vec<_> = text.split(['-', '+']).next().unwrap_or_default().split('.').collect();
        numbers.len() == 3 && numbers.iter().all(|number| number.parse::<u64>().is_ok())
    },
};

const RUST_VERSION: Syntax = Syntax {
    what: "a version of Rust that generated code compiles with",
    help: "write 1.89 or a later one",
    is_met: |text| {
        let mut parts = text.split('.').map(|part| part.parse::<u64>().ok());
        matches!((parts.next(), parts.next()), (Some(Some(1)), Some(Some(89..)))) && parts.all(|part| part.is_some())
    },
};

const LINK: Syntax =
    Syntax { what: "a URL", help: "write the whole URL, such as `https://acme.example`", is_met: is_url };

/// <https://doc.rust-lang.org/cargo/reference/manifest.html#the-keywords-field>
const KEYWORD: Syntax = Syntax {
    what: "a keyword of crates.io",
    help: "write 20 letters, digits, `-`, `_` or `+` at most, a letter or digit first",
    is_met: |text| {
        made_of(text, |c| c.is_ascii_alphanumeric() || "-_+".contains(c))
            && text.len() <= 20
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
    },
};

const CATEGORY: Syntax = Syntax {
    what: "a category of crates.io",
    help: "write a slug of https://crates.io/category_slugs, such as `api-bindings`",
    is_met: |text| made_of(text, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-:".contains(c)),
};

const LICENSE: Syntax = Syntax {
    what: "an SPDX expression",
    help: "write one such as `MIT OR Apache-2.0`",
    is_met: |text| made_of(text, |c| c.is_ascii_alphanumeric() || "-.+() ".contains(c)) && text.trim() == text,
};

struct Check<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn package(&mut self, package: &PackageRule) {
        let PackageRule { version, description, license, repository, homepage, documentation, rust_version, .. } =
            package;
        let texts = [
            ("version", version, &VERSION),
            ("description", description, &TITLE),
            ("license", license, &LICENSE),
            ("repository", repository, &LINK),
            ("homepage", homepage, &LINK),
            ("documentation", documentation, &LINK),
            ("rust_version", rust_version, &RUST_VERSION),
        ];
        for (key, text, syntax) in texts {
            if let Some(text) = text {
                self.value(&format!("/package/{key}"), text, syntax);
            }
        }
        let lists = [
            ("authors", &package.authors, &TITLE, usize::MAX),
            ("keywords", &package.keywords, &KEYWORD, 5),
            ("categories", &package.categories, &CATEGORY, 5),
        ];
        for (key, list, syntax, most) in lists {
            for (index, text) in list.iter().enumerate() {
                self.value(&format!("/package/{key}/{index}"), text, syntax);
            }
            if list.len() > most {
                let message = format!("crates.io takes {most} {key} at most, these are {}", list.len());
                let diagnostic = Diagnostic::new(Code::InvalidDecision, message);
                self.diagnostics.push(diagnostic.at_decision(format!("/package/{key}")).help("leave some out"));
            }
        }
    }

    fn value(&mut self, pointer: &str, value: &str, syntax: &Syntax) {
        if !(syntax.is_met)(value) {
            let message = format!("`{value}` is not {}", syntax.what);
            let diagnostic = Diagnostic::new(Code::InvalidDecision, message);
            self.diagnostics.push(diagnostic.at_decision(pointer).help(syntax.help));
        }
    }
}

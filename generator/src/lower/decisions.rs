//! Values of `sdk.yaml` that have a syntax of their own: each has to be what its key says.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::support::http::is_token;
use crate::text::{is_hidden, is_url};

/// Reports values that are not what they have to be.
pub(super) fn check(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut check = Check { diagnostics };
    if let Some(title) = &config.title {
        check.value("/title", title, &TITLE);
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

struct Check<'d> {
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn value(&mut self, pointer: &str, value: &str, syntax: &Syntax) {
        if !(syntax.is_met)(value) {
            let message = format!("`{value}` is not {}", syntax.what);
            let diagnostic = Diagnostic::new(Code::InvalidDecision, message);
            self.diagnostics.push(diagnostic.at_decision(pointer).help(syntax.help));
        }
    }
}

//! How errors read: one line that suffices to debug, and more for `{:?}`.

use super::{Error, ErrorKind, OneLine, redacted_url};
use std::fmt;

/// How much of an error body `Debug` shows.
const SHOWN: usize = 4096;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = &self.0;
        write!(f, "{}: ", error.operation.name)?;
        match error.kind {
            ErrorKind::Api | ErrorKind::Redirect => {
                if let Some(status) = error.status {
                    write!(f, "{}", status.as_u16())?;
                    match (&error.code, status.canonical_reason()) {
                        (Some(code), _) => write!(f, " {}", OneLine(code))?,
                        (None, Some(reason)) => write!(f, " {reason}")?,
                        (None, None) => {}
                    }
                }
                self.write_reason(f)?;
                if let Some(wait) = error.retry_after {
                    write!(f, " (retry after {} s)", wait.as_secs())?;
                }
            }
            ErrorKind::Decode => {
                f.write_str("the answer")?;
                if let Some(status) = error.status {
                    write!(f, " ({})", status.as_u16())?;
                }
                f.write_str(" is not what the document promises")?;
                match (&error.message, &error.decode) {
                    (Some(message), _) => write!(f, ": {}", OneLine(message))?,
                    (None, Some(decode)) => write!(f, ": {}", OneLine(&decode.to_string()))?,
                    (None, None) => {}
                }
            }
            ErrorKind::Timeout
            | ErrorKind::Connect
            | ErrorKind::Tls
            | ErrorKind::Transport
            | ErrorKind::TooLarge
            | ErrorKind::Request
            | ErrorKind::Auth
            | ErrorKind::Pagination
            | ErrorKind::File => match (&error.message, &error.source) {
                (Some(message), Some(source)) => {
                    write!(f, "{}: {}", OneLine(message), OneLine(&source.to_string()))?;
                }
                (Some(message), None) => write!(f, "{}", OneLine(message))?,
                (None, Some(source)) => write!(f, "{}", OneLine(&source.to_string()))?,
                (None, None) => write!(f, "{:?}", error.kind)?,
            },
        }
        write!(f, " ({} {}", error.operation.method, error.operation.template())?;
        if let Some(id) = &error.request_id {
            write!(f, ", request {}", OneLine(id))?;
        }
        if error.attempts > 0 {
            write!(f, ", attempt {}", error.attempts)?;
        }
        if error.budget_spent {
            f.write_str(", retry budget spent")?;
        }
        f.write_str(")")
    }
}

impl Error {
    /// The field that was not accepted, and how many more; else the server's message.
    fn write_reason(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issues = self.issues();
        let (Some(first), message) = (issues.first(), self.message()) else {
            return self.message().map_or(Ok(()), |message| write!(f, ": {}", OneLine(message)));
        };
        // A message that stands for the list is that of its first element.
        if let Some(message) = message.filter(|message| *message != first.message) {
            write!(f, ": {}", OneLine(message))?;
        }
        write!(f, ": {first}")?;
        match issues.len() {
            1 => Ok(()),
            all => write!(f, " (and {} more)", all - 1),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = &self.0;
        // The body of a success can hold what must not be in a log, such as a token that was just made.
        let shown = match error.status {
            Some(status) if status.is_success() => format!("{} bytes, see `body()`", error.body.len()),
            _ => String::from_utf8_lossy(beginning(error.shown_body(), SHOWN)).into_owned(),
        };
        f.debug_struct("Error")
            .field("summary", &format_args!("{self}"))
            .field("kind", &error.kind)
            .field("status", &error.status)
            .field("may_have_been_applied", &error.may_have_been_applied)
            .field("headers", &Headers(&error.headers))
            .field("body", &shown)
            .field("source", &error.source)
            .finish()
    }
}

fn beginning(body: &[u8], length: usize) -> &[u8] {
    &body[..body.len().min(length)]
}

/// Headers with the values of those that carry credentials left out.
pub(crate) struct Headers<'a>(pub(crate) &'a http::HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            if value.is_sensitive() || is_secret(name) {
                (name, "[redacted]".into())
            } else if holds_url(name) {
                (name, redacted_url(&text).into())
            } else {
                (name, text)
            }
        });
        f.debug_map().entries(shown).finish()
    }
}

/// Whether a header has a URL for its value, whose query may hold credentials.
fn holds_url(name: &http::HeaderName) -> bool {
    use http::header::{CONTENT_LOCATION, LINK, LOCATION, REFERER};
    [CONTENT_LOCATION, LINK, LOCATION, REFERER].contains(name)
}

/// Whether a header by its name carries credentials, as all do that are called `x-api-key` or the like.
pub(crate) fn is_secret(name: &http::HeaderName) -> bool {
    const PARTS: [&str; 8] =
        ["authorization", "cookie", "token", "secret", "password", "passwd", "credential", "apikey"];
    const WORDS: [&str; 5] = ["auth", "bearer", "jwt", "passphrase", "session"];
    // What a key opens where it is not one by which the same thing is found again.
    const LOCKS: [&str; 13] = [
        "access",
        "account",
        "admin",
        "api",
        "app",
        "application",
        "auth",
        "client",
        "function",
        "functions",
        "master",
        "private",
        "subscription",
    ];
    let name = name.as_str();
    let mut before = "";
    PARTS.iter().any(|part| name.contains(part))
        || name.split(['-', '_', '.']).any(|word| {
            let is_key = word == "key" && LOCKS.contains(&before);
            before = word;
            is_key || WORDS.contains(&word)
        })
}

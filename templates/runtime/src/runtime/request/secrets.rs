//! What in a request only the server may read, beside the credential.

use super::Draft;
use crate::runtime::{operation::Place, transport::RequestBody};
use http::{HeaderMap, HeaderValue};

impl Draft {
    /// Remembers the secrets that the value of a parameter holds, if it holds any.
    pub(super) fn note_secret(&mut self, place: Place, name: &'static str, secrets: Vec<String>) {
        if !secrets.is_empty() {
            self.secrets.push((place, name));
            self.secret_texts.extend(secrets);
        }
    }

    /// The secrets that parameters, headers and body hold.
    pub(crate) fn secret_texts(&self) -> impl Iterator<Item = &str> {
        self.secret_texts.iter().map(String::as_str).chain(sensitive(&self.headers))
    }

    /// The query parameters with secrets among them: those of the caller, and those that carry credentials.
    pub(crate) fn secret_query_names(&self) -> Vec<&'static str> {
        let own = self.secrets.iter().filter(|(place, _)| *place == Place::Query).map(|(_, name)| *name);
        own.chain(self.operation().auth.query_names()).collect()
    }

    /// Whether parameters, headers or body hold something that only the server may read.
    pub(crate) fn has_secret(&self) -> bool {
        !self.secrets.is_empty()
            || self.body.as_ref().is_some_and(|body| body.redacted.is_some())
            || self.headers.values().any(HeaderValue::is_sensitive)
    }

    /// The same request for people to read, in which secrets are left out.
    pub(crate) fn redacted(&self) -> Self {
        let mut draft = self.clone();
        for (place, name) in &self.secrets {
            match place {
                Place::Path => {
                    let values = draft.path.iter_mut().filter(|(other, _)| other == name);
                    values.for_each(|(_, value)| *value = "[redacted]".to_owned());
                }
                Place::Query => {
                    let pieces = draft.query.iter_mut().filter(|piece| piece.name == *name);
                    pieces.for_each(|piece| piece.text = format!("{name}=[redacted]"));
                }
                // Headers know it themselves, and cookies are never shown.
                Place::Header | Place::Cookie => {}
            }
        }
        if let Some(body) = &mut draft.body
            && let Some(redacted) = body.redacted.take()
        {
            body.content = RequestBody::Bytes(redacted);
        }
        draft
    }
}

/// The texts of the headers that only the server may read.
pub(crate) fn sensitive(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers.values().filter(|value| value.is_sensitive()).filter_map(|value| value.to_str().ok())
}

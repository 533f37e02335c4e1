//! What in a request only the server may read, beside the credential.

use super::Draft;
use crate::runtime::operation::Place;
use http::HeaderValue;

impl Draft {
    /// Remembers that the value of a parameter holds a secret.
    pub(super) fn note_secret(&mut self, place: Place, name: &'static str, has_secret: bool) {
        if has_secret {
            self.secrets.push((place, name));
        }
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
            body.bytes = redacted;
        }
        draft
    }
}

//! Requests that the API sends.

use super::{Docs, Origin, Ty};

/// A webhook of the document, or a callback of one of its operations.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its key in the document, which is also the value of the payload's type property.
    pub event: String,
    /// The payload.
    pub payload: Ty,
    /// Words about it.
    pub docs: Docs,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The version of the SDK that was the first to say so, where that is known.
    pub deprecated_since: Option<String>,
    /// For a callback the operation that asks for it, such as `POST /subscriptions`. Its receiver knows by the URL what
    /// comes, so that the payload names no event.
    pub callback_of: Option<String>,
    /// Where it stands in the document.
    pub origin: Origin,
    /// Types it refers to, also where nothing of them is left in the payload.
    pub references: Vec<super::TypeId>,
}

//! Headers of responses, which callers read by name.

use crate::lower::Lowering;
use crate::lower::annotations::docs;
use crate::lower::document::child;
use crate::model::Header;
use indexmap::IndexMap;
use openapiv3::{Header as Source, ReferenceOr};

impl<'a> Lowering<'a> {
    /// The documented headers of a response, by name.
    pub(super) fn headers(&self, at: &str, headers: &'a IndexMap<String, ReferenceOr<Source>>) -> Vec<Header> {
        let header = |(name, node): (&String, &'a ReferenceOr<Source>)| {
            let found = self.document.header(child(&child(at, "headers"), name), node);
            let description = found.and_then(|header| header.description.as_deref());
            let deprecated = found.and_then(|header| header.deprecated).unwrap_or_default();
            Header { name: name.clone(), docs: docs(None, description), deprecated }
        };
        let mut found: Vec<Header> = headers.iter().map(header).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }
}

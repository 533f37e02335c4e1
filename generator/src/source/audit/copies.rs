//! What operations refer to is written out at each of them: parameters become setters, bodies of forms have fields, answers
//! and callbacks are described. A small document must not become a large crate that way.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::read::tree::{FREE_COPIES, bound_of_copies, weight};
use crate::source::support::operations;
use crate::source::support::pointer;
use serde_json::Value;
use std::collections::HashMap;

/// Operations may together refer to so many times what the document weighs, which is ten times what they do in documents
/// in use: all of them share the parameters of lists and the bodies of errors.
const TIMES: usize = 4;

/// Checks what all operations together have from elsewhere.
pub(super) fn check(document: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let mut shared = Shared { document, weights: HashMap::new() };
    let everywhere = document.get("security").map_or(0, weight);
    let mut total = 0_usize;
    for site in operations::sites(document) {
        let lists = [site.item, site.operation].map(|around| around.get("parameters").and_then(Value::as_array));
        let parameters = lists.into_iter().flatten().flatten();
        let named = ["responses", "callbacks"].map(|key| site.operation.get(key).and_then(Value::as_object));
        let named = named.into_iter().flatten().flat_map(|all| all.values());
        let parts = parameters.chain(site.operation.get("requestBody")).chain(named);
        let security = if site.operation.get("security").is_none() { everywhere } else { 0 };
        total = parts.fold(total.saturating_add(security), |total, part| total.saturating_add(shared.weight(part)));
    }
    if total > FREE_COPIES && total > bound_of_copies(document, TIMES) {
        let message = "what operations refer to multiplies this document beyond bounds";
        let help = "each operation gets what it refers to: refer to smaller parts, or to each of them less often";
        diagnostics.push(Diagnostic::new(Code::TooLarge, message).at("/paths").help(help));
    }
}

/// Parts by the references to them.
struct Shared<'d> {
    document: &'d Value,
    weights: HashMap<&'d str, usize>,
}

impl<'d> Shared<'d> {
    /// What a part weighs that is a reference; others stand where they are.
    fn weight(&mut self, part: &'d Value) -> usize {
        let own = self.referred(part);
        let part = if own > 0 { self.target(part).unwrap_or(part) } else { part };
        let content = part.get("content").and_then(Value::as_object).into_iter().flatten();
        let forms = content.filter(|(media, _)| media.contains("form"));
        forms.fold(own, |total, (_, media)| total.saturating_add(media.get("schema").map_or(0, |it| self.referred(it))))
    }

    fn referred(&mut self, part: &'d Value) -> usize {
        let Some(to) = part.get("$ref").and_then(Value::as_str) else { return 0 };
        if let Some(known) = self.weights.get(to) {
            return *known;
        }
        let found = self.target(part).map_or(0, weight);
        self.weights.insert(to, found);
        found
    }

    fn target(&self, part: &'d Value) -> Option<&'d Value> {
        let to = pointer::of_reference(part.get("$ref")?.as_str()?)?;
        pointer::get(self.document, &to)
    }
}

//! An overlay (OpenAPI Overlay 1.0.0) that adds a sample in Rust to each operation of a document, as `x-codeSamples`, which
//! documentation sites show. The code is that of the example in the operation's documentation.

use super::support::context::Context;
use super::support::usage::sample;
use crate::source::extensions::CODE_SAMPLES;
use crate::source::support::origins::Origins;
use crate::source::support::pointer;
use crate::text::Line;
use serde_json::{Value, json};

/// The overlay, and the operations that it has no sample for: those written in another file, which an overlay of the
/// document does not reach, and those whose arguments cannot be written down.
pub fn code_samples(context: &Context<'_>, package: &str, origins: &Origins) -> (Value, Vec<String>) {
    let (mut actions, mut missing) = (Vec::new(), Vec::new());
    for (operation, names) in context.operations() {
        let (file, at) = origins.resolve(&operation.origin.pointer);
        match sample(context, operation, names).filter(|_| file == 0) {
            Some(source) => actions.push(json!({
                "target": path(&at),
                "update": { CODE_SAMPLES: [{ "lang": "Rust", "label": package, "source": source }] },
            })),
            None => missing.push(operation.id.clone()),
        }
    }
    let title = format!("Samples in Rust for {}", Line::new(&context.api.title));
    let overlay = json!({
        "overlay": "1.0.0",
        "info": { "title": title, "version": context.api.version },
        "actions": actions,
    });
    (overlay, missing)
}

/// A JSON pointer as a JSONPath (RFC 9535) of names in brackets.
fn path(at: &str) -> String {
    let name = |segment: String| {
        let mut name = String::new();
        for c in segment.chars() {
            match c {
                '\\' | '\'' => name.extend(['\\', c]),
                '\0'..'\x20' => name.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => name.push(c),
            }
        }
        format!("['{name}']")
    };
    pointer::segments(at).fold("$".to_owned(), |path, segment| path + &name(segment))
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_pointer_becomes_a_path_whatever_is_in_its_names() {
        assert_eq!(path("/paths/~1orders~1{id}/get"), "$['paths']['/orders/{id}']['get']");
        assert_eq!(path(r"/paths/~1it's\/get"), r"$['paths']['/it\'s\\']['get']");
        assert_eq!(path("/a\n\u{0}"), r"$['a\u000a\u0000']");
        assert_eq!(path(""), "$");
    }
}

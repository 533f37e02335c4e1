//! Keeps what is said about places of a document in proportion to it.
//!
//! Whatever is kept of a value has the JSON pointer of its place. A long key around many values is in the pointers of all
//! of them: sixty kilobytes around eight thousand are half a gigabyte.

use super::tree::bound_of_text;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::support::pointer;
use serde_json::Value;

/// Reports the key that makes pointers too long, if they take too much together: those of real documents take less than
/// eight times the text.
pub(super) fn check(value: &Value, text: &str, file: usize) -> Option<Diagnostic> {
    let mut places = Places { total: 0, longest: Longest::default() };
    places.visit(value, &mut String::new());
    let Longest { size, key, around, parent } = places.longest;
    (places.total > bound_of_text(text)).then(|| {
        let start: String = key.chars().take(40).collect();
        Diagnostic::new(
            Code::TooLarge,
            format!("the pointers to the values of this document take {} MB", places.total >> 20),
        )
        .at_file(file, parent)
        .note(format!("a key of {} bytes, `{start}…`, is in {around} of them, {} MB in all", key.len(), size >> 20))
        .help("shorten the key, or have fewer values within it")
    })
}

struct Places {
    /// Bytes of all pointers.
    total: usize,
    longest: Longest,
}

/// The key that takes most in the pointers of all values within it.
#[derive(Default)]
struct Longest {
    size: usize,
    key: String,
    around: usize,
    parent: String,
}

impl Places {
    /// How many values are within a value, itself among them.
    fn visit(&mut self, value: &Value, at: &mut String) -> usize {
        self.total = self.total.saturating_add(at.len());
        let mut within = |at: &mut String, key: &str, value: &Value| {
            let length = at.len();
            pointer::push(at, key);
            let around = self.visit(value, at);
            at.truncate(length);
            let size = key.len().saturating_mul(around);
            if size > self.longest.size {
                self.longest = Longest { size, key: key.to_owned(), around, parent: at.clone() };
            }
            around
        };
        1 + match value {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
            Value::Array(list) => {
                list.iter().enumerate().map(|(index, value)| within(at, &index.to_string(), value)).sum::<usize>()
            }
            Value::Object(map) => map.iter().map(|(key, value)| within(at, key, value)).sum(),
        }
    }
}

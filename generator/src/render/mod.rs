//! Turns the text that templates make into files: parsed, formatted, spaced and headed.
//!
//! What comes out parses, means what the templates said, and depends on nothing else: no date, no version of
//! anything, no path. Formatting is done here and not by `cargo fmt`, so that a generated file is final.

mod header;
mod runtime;
mod space;

pub use header::{Header, is_header};
pub use runtime::runtime_files;

use space::space_items;
use std::sync::{Mutex, PoisonError};

/// A Rust file from the text of a template.
///
/// # Panics
///
/// If the text is not Rust: templates fill finished tokens into fixed text, so only an error in a template can
/// be the cause, and the panic shows the text.
pub fn rust_file(text: &str, header: Header) -> String {
    header.rust() + &rust_text(text)
}

/// A Rust file without a header, for its owner to go on with.
///
/// # Panics
///
/// As [`rust_file`].
pub fn rust_text(text: &str) -> String {
    let file = match syn::parse_file(text) {
        Ok(file) => file,
        Err(error) => panic!("templates make Rust: {error}\n{text}"),
    };
    let spaced = space_items(&prettyplease::unparse(&file));
    debug_assert!(same_meaning(&file, &spaced), "spacing changes no token:\n{spaced}");
    spaced
}

/// Rust files from texts, in the same order, formatted on as many threads as there are processors.
pub fn rust_files(texts: Vec<(String, String)>, header: Header) -> Vec<(String, String)> {
    let helpers = std::thread::available_parallelism().map_or(1, usize::from).min(8) - 1;
    let queue = Mutex::new(texts.into_iter().enumerate());
    // A text is dropped as soon as there is a file of it: all of them together are as large as the SDK.
    let work = || -> Vec<(usize, (String, String))> {
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        std::iter::from_fn(next).map(|(place, (path, text))| (place, (path, rust_file(&text, header)))).collect()
    };
    let mut files = std::thread::scope(|scope| {
        let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
        let mut files = work();
        for helper in helpers {
            files.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        files
    });
    files.sort_by_key(|(place, _)| *place);
    files.into_iter().map(|(_, file)| file).collect()
}

/// Whether two versions of a file are the same to a compiler. Documentation ends where its text ends, so
/// trailing blanks in it do not count.
fn same_meaning(file: &syn::File, text: &str) -> bool {
    let formatted = syn::parse_file(text).map(|parsed| prettyplease::unparse(&parsed));
    formatted.is_ok_and(|formatted| formatted == prettyplease::unparse(file))
}

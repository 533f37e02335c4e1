//! What holds of whatever comes out.

use generator::config::Config;
use generator::diagnostic::{Severity, report};
use generator::pipeline::{self, Layout};
use generator::source::{Input, SourceFile};
use serde_json::Value;
use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// What one document of a few kilobytes may take, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a document is not handled as it should be.
pub(crate) fn failure(document: &Value) -> Option<String> {
    let started = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| examine(document)));
    if started.elapsed() > PATIENCE {
        return Some(format!("it took {:?}", started.elapsed()));
    }
    match outcome {
        Ok(problem) => problem,
        Err(panic) => Some(format!("panic: {}", text_of(&*panic))),
    }
}

fn examine(document: &Value) -> Option<String> {
    let text = document.to_string();
    let input = Input {
        name: "api".to_owned(),
        document: SourceFile { name: "api.json".to_owned(), text: text.into(), value: document.clone() },
        others: Vec::new(),
        origins: Default::default(),
        config: Config::default(),
        words: Default::default(),
        config_file: None,
        words_file: None,
        guides: Default::default(),
        crate_guides: Default::default(),
    };
    let outcome = pipeline::generate(vec![input], &Layout::Crate("api".to_owned()));
    let said = report(&outcome.diagnostics, &outcome.files);
    let has_errors = outcome.diagnostics.iter().any(|found| found.severity == Severity::Error);
    if has_errors != outcome.tree.is_empty() {
        return Some(format!("files without errors, or neither:\n{said}"));
    }
    let mut paths = BTreeSet::new();
    for (path, text) in outcome.tree.iter() {
        if !paths.insert(path.to_lowercase()) {
            return Some(format!("{path} differs from another file in case only"));
        }
        if let Some(part) = path.split('/').find(|part| !is_portable(part)) {
            return Some(format!("{path}: {part} is no name of a file everywhere"));
        }
        if path.ends_with(".rs") && !path.starts_with("src/runtime/") && syn::parse_file(text).is_err() {
            return Some(format!("{path} is not Rust"));
        }
    }
    None
}

/// Whether every file system takes a name: those of Windows and of DOS are the most particular.
pub(crate) fn is_portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    name.len() < 128 && name.chars().all(plain) && !name.ends_with('.') && !generator::naming::is_device(stem)
}

/// Runs something whose panics are caught, without their messages.
pub(crate) fn quietly(work: impl FnOnce()) {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(hook);
    if let Err(panic) = result {
        panic!("{}", text_of(&*panic));
    }
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

//! What people may see of clients and calls whose secrets are planted.

use sdk_runtime::runtime::Error;
use std::fmt::{Debug, Write};

/// What is in every secret, and in nothing else.
pub(crate) const PLANTED: &str = "planted";

/// The user and the password that are planted, as they travel.
pub(crate) const BASIC: &str = "cGxhbnRlZC11c2VyOnBsYW50ZWQtcGFzc3dvcmQ=";

/// Whether a text holds a secret.
pub(crate) fn is_planted(text: &str) -> bool {
    text.contains(PLANTED) || text.contains(BASIC)
}

/// What people may see.
#[derive(Default)]
pub(crate) struct Shown(String);

impl Shown {
    pub(crate) fn debug(&mut self, value: &dyn Debug) {
        writeln!(self.0, "{value:?} {value:#?}").unwrap();
    }

    pub(crate) fn text(&mut self, text: &str) {
        writeln!(self.0, "{text}").unwrap();
    }

    /// An error, with all that caused it.
    pub(crate) fn chain(&mut self, error: &(dyn std::error::Error + 'static)) {
        for error in std::iter::successors(Some(error), |error| error.source()) {
            writeln!(self.0, "{error} {error:#} {error:?} {error:#?}").unwrap();
        }
    }

    pub(crate) fn error(&mut self, error: &Error) {
        self.chain(error);
        if let Some(cause) = error.cause() {
            self.chain(cause);
        }
        self.debug(&(error.message(), error.code(), error.request_id(), error.issues(), error.decode_error()));
    }

    pub(crate) fn outcome<T: Debug>(&mut self, result: Result<T, Error>) {
        match result {
            Ok(value) => self.debug(&value),
            Err(error) => self.error(&error),
        }
    }

    pub(crate) fn check(self) {
        assert!(!self.0.is_empty());
        for line in self.0.lines() {
            assert!(!is_planted(line), "{line}");
        }
    }
}

//! Problems of documents and decisions, as values: what, where, and what to write to resolve it.

mod code;
mod report;
mod waive;

pub use code::{Code, Severity};
pub use report::{brief, report, tally, to_json};
pub use waive::waive;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// How much it weighs: what its code weighs, or less.
    pub severity: Severity,
    /// What is wrong here, one clause without a full stop.
    pub message: String,
    /// Where, if it is a place in a file.
    pub place: Option<Location>,
    /// Facts that help to see why.
    pub notes: Vec<String>,
    /// What to do about it; where that is a decision, the lines to paste into `sdk.yaml`.
    pub help: Option<String>,
}

/// A place in one of the input files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Which file of the input; an index into its list of files.
    pub file: usize,
    /// JSON pointer into it, without `#`.
    pub pointer: String,
    /// Line and column, 1-based, where the reader of the file already knew them.
    pub position: Option<(usize, usize)>,
}

/// Stands for `sdk.yaml` in [`Location::file`] until someone knows which file of the input that is.
pub const DECISIONS: usize = usize::MAX;

impl Diagnostic {
    /// A problem without a place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), place: None, notes: Vec::new(), help: None }
    }

    /// Makes it informational, where what it says costs a caller nothing.
    #[must_use]
    pub fn as_note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// Says where: a pointer into the document (file 0).
    #[must_use]
    pub fn at(self, pointer: impl Into<String>) -> Self {
        self.at_file(0, pointer)
    }

    /// Says where: a pointer into any input file.
    #[must_use]
    pub fn at_file(mut self, file: usize, pointer: impl Into<String>) -> Self {
        self.place = Some(Location { file, pointer: pointer.into(), position: None });
        self
    }

    /// Says where: a pointer into `sdk.yaml`.
    #[must_use]
    pub fn at_decision(self, pointer: impl Into<String>) -> Self {
        self.at_file(DECISIONS, pointer)
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

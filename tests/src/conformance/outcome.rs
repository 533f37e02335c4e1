//! What becomes of a body that is read and written again, and how often.

use std::collections::BTreeMap;
use std::fmt;

/// What became of one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It came back as it was.
    Equal,
    /// It came back as it was, and these paths had to be assumed.
    Assumed(Vec<String>),
    /// It came back as it was, but a union kept a value raw.
    Raw,
    /// It was refused or came back different.
    Failed(String),
    /// There is nothing to read it with.
    Skipped(String),
}

impl Outcome {
    /// Of a body that came back as it was.
    pub fn read(raw: usize, assumed: Vec<String>) -> Self {
        match (assumed.is_empty(), raw) {
            (false, _) => Self::Assumed(assumed),
            (true, 0) => Self::Equal,
            (true, _) => Self::Raw,
        }
    }
}

/// How often what became of bodies. Prints what is not equal as it is counted.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    equal: usize,
    assumed: usize,
    raw: usize,
    failed: usize,
    paths: BTreeMap<String, usize>,
}

impl Counts {
    /// Counts an outcome.
    pub fn count(&mut self, name: &str, outcome: Outcome) {
        match outcome {
            Outcome::Equal => self.equal += 1,
            Outcome::Assumed(paths) => {
                self.assumed += 1;
                println!("ASSUMED {name}: {}", paths.join(", "));
                for path in paths {
                    *self.paths.entry(path).or_default() += 1;
                }
            }
            Outcome::Raw => {
                self.raw += 1;
                println!("RAW {name}");
            }
            Outcome::Failed(why) => {
                self.failed += 1;
                println!("FAILED {name}: {why}");
            }
            Outcome::Skipped(why) => println!("SKIPPED {name}: {why}"),
        }
    }

    /// Counts a whole document as one failure.
    pub fn fail(&mut self) {
        self.failed += 1;
    }

    /// Adds those of another run.
    pub fn add(&mut self, other: Self) {
        self.equal += other.equal;
        self.assumed += other.assumed;
        self.raw += other.raw;
        self.failed += other.failed;
        for (path, count) in other.paths {
            *self.paths.entry(path).or_default() += count;
        }
    }

    /// Whether nothing failed.
    pub fn is_clean(&self) -> bool {
        self.failed == 0
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { equal, assumed, raw, failed, paths } = self;
        write!(f, "{equal} equal, {assumed} assumed, {raw} raw, {failed} failed")?;
        if !paths.is_empty() {
            let paths: Vec<String> = paths.iter().map(|(path, count)| format!("{path} {count}")).collect();
            write!(f, " (assumed: {})", paths.join(", "))?;
        }
        Ok(())
    }
}

//! Replays what was recorded, or documented, through the code a user of the SDK runs.

pub mod deliveries;
pub mod document;
pub mod examples;
pub mod exchange;
mod failure;
pub mod outcome;
mod query;
mod real;
pub mod replay;
mod request;
pub mod samples;
pub mod skew;

use generated_sdk::runtime::StatusPattern;
use generated_sdk::testing::{Catalogued, RoundTrip};
use std::collections::BTreeMap;

/// Every operation of the SDK.
pub fn operations() -> impl Iterator<Item = &'static Catalogued> {
    generated_sdk::polar::catalog::OPERATIONS.iter().chain(generated_sdk::circle::catalog::OPERATIONS)
}

/// The operation that a document calls so, or else the one with its method and path: ids change more often than those.
pub fn find(id: &str, method: &str, path: &str) -> Option<&'static Catalogued> {
    let by_id = operations().find(|entry| entry.operation.id == id);
    by_id.or_else(|| {
        let fits = |entry: &&Catalogued| {
            entry.operation.method.as_str().eq_ignore_ascii_case(method)
                && nameless(&entry.operation.template()) == nameless(path)
        };
        operations().find(fits)
    })
}

/// A path template whose parameters have no names.
fn nameless(template: &str) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("{}");
        text.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    text
}

/// What reads and writes the answer of an operation with this status: the documented one, else that of another
/// success, because servers answer 201 where documents say 200.
pub fn answer_of(entry: &Catalogued, status: u16) -> Option<RoundTrip> {
    let of = |wanted: StatusPattern| entry.answers.iter().find(|(pattern, _)| *pattern == wanted);
    let class = u8::try_from(status / 100).unwrap_or_default();
    let documented = of(StatusPattern::Code(status)).or_else(|| of(StatusPattern::Range(class)));
    let success = || of(StatusPattern::Code(200)).or_else(|| of(StatusPattern::Code(201)));
    let found = if class == 2 { documented.or_else(success) } else { documented };
    found.or_else(|| of(StatusPattern::Default)).map(|(_, round_trip)| *round_trip)
}

/// Outcomes of a run, one per thing replayed.
#[derive(Debug, Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
    skipped: usize,
    assumed: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts an outcome, and prints it if it is a failure. What had to be assumed is counted by its path.
    pub fn count(&mut self, name: &str, outcome: Result<Vec<String>, String>) {
        match outcome {
            Ok(assumed) => {
                self.passed += 1;
                for path in assumed {
                    *self.assumed.entry(path).or_default() += 1;
                }
            }
            Err(why) => {
                self.failed += 1;
                println!("FAILED {name}: {why}");
            }
        }
    }

    /// Counts what this SDK has nothing for, and says so.
    pub fn skip(&mut self, name: &str, why: &str) {
        self.skipped += 1;
        println!("SKIPPED {name}: {why}");
    }

    /// How many things were replayed.
    pub fn tried(&self) -> usize {
        self.passed + self.failed + self.skipped
    }

    /// Whether nothing failed.
    pub fn is_clean(&self) -> bool {
        self.failed == 0
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.skipped > 0 {
            writeln!(f, "{} skipped", self.skipped)?;
        }
        let assumed: usize = self.assumed.values().sum();
        write!(f, "{} passed, {} failed, {assumed} assumed", self.passed, self.failed)?;
        if assumed > 0 {
            let paths: Vec<String> = self.assumed.iter().map(|(path, count)| format!("{path} {count}")).collect();
            write!(f, ": {}", paths.join(", "))?;
        }
        Ok(())
    }
}

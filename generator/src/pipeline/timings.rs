//! The passes as [`generate`](super::generate) runs them, with somebody who is told when each has ended.

use super::{Layout, Outcome, understand_observed, write};
use crate::diagnostic::Severity;
use crate::source::Input;
use crate::stack::with_room;
use crate::view::files::Part;

/// Runs all passes over all APIs. `ended` is called with the name of an API and of a pass when that pass has ended;
/// what belongs to all APIs is of the API `all`. Nothing here looks at a clock.
pub fn generate_observed(inputs: &[Input], layout: &Layout, ended: &mut (dyn FnMut(&str, &str) + Send)) -> Outcome {
    with_room(|| {
        let mut outcome = Outcome::default();
        let mut understood = Vec::new();
        for input in inputs {
            let mut diagnostics = Vec::new();
            let done = understand_observed(input, layout.level(), &mut diagnostics, &mut |step, _| {
                ended(&input.name, step.name());
            });
            ended(&input.name, "docs");
            understood.extend(done.map(|done| (done, input)));
            outcome.say(input, diagnostics);
        }
        if outcome.diagnostics.iter().all(|diagnostic| diagnostic.code.severity() < Severity::Error) {
            let parts = understood.iter().map(|(done, input)| Part::new(&done.api, &done.names, &input.config));
            outcome.tree = write(&parts.collect::<Vec<_>>(), layout);
            ended("all", "view, render");
        }
        outcome
    })
}

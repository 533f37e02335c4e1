//! Takes out what `sdk.yaml` says was looked at and accepted.

use super::{Code, Diagnostic, Severity};
use crate::config::Waiver;

/// What is left of the diagnostics. Errors cannot be waived. A waiver without an effect is itself reported;
/// `file` is the index of `sdk.yaml`.
pub fn waive(diagnostics: Vec<Diagnostic>, waivers: &[Waiver], file: usize) -> Vec<Diagnostic> {
    let mut used = vec![false; waivers.len()];
    let mut left: Vec<_> = diagnostics
        .into_iter()
        .filter(|diagnostic| {
            let waiver = waivers.iter().position(|waiver| covers(waiver, diagnostic));
            if let Some(index) = waiver {
                used[index] = true;
            }
            waiver.is_none()
        })
        .collect();
    for (index, waiver) in waivers.iter().enumerate() {
        let at = format!("/waivers/{index}");
        if !Code::ALL.iter().any(|code| code.as_str() == waiver.code) {
            let message = format!("there is no diagnostic `{}`", waiver.code);
            left.push(
                Diagnostic::new(Code::InvalidDecision, message).at_file(file, at).help("`generator explain` lists all"),
            );
        } else if !used[index] {
            let message = format!("no {} is reported where this waiver accepts it", waiver.code);
            left.push(Diagnostic::new(Code::StaleWaiver, message).at_file(file, at).help("remove the waiver"));
        }
    }
    left
}

fn covers(waiver: &Waiver, diagnostic: &Diagnostic) -> bool {
    let Waiver { code, at, because: _ } = waiver;
    if diagnostic.code.as_str() != code || diagnostic.severity == Severity::Error {
        return false;
    }
    let pointer = diagnostic.place.as_ref().map_or("", |place| place.pointer.as_str());
    match at.as_deref().map(|at| at.trim_start_matches('#')) {
        None => true,
        Some(at) => match at.strip_suffix('*') {
            Some(prefix) => pointer.starts_with(prefix),
            None => pointer == at,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiver(code: &str, at: Option<&str>) -> Waiver {
        Waiver { code: code.to_owned(), at: at.map(str::to_owned), because: "seen".to_owned() }
    }

    #[test]
    fn a_waiver_takes_out_what_it_is_for() {
        let found = |at: &str| Diagnostic::new(Code::UnknownKeyword, "unknown").at(at);
        let left = waive(vec![found("/a/b"), found("/c")], &[waiver("SDK0201", Some("#/a/*"))], 1);
        assert_eq!(left, [found("/c")]);
    }

    #[test]
    fn errors_stay_and_useless_waivers_are_reported() {
        let error = Diagnostic::new(Code::DanglingReference, "nowhere").at("/a");
        let codes = |left: Vec<Diagnostic>| left.into_iter().map(|left| left.code).collect::<Vec<_>>();
        assert_eq!(
            codes(waive(vec![error], &[waiver("SDK0204", None)], 1)),
            [Code::DanglingReference, Code::StaleWaiver]
        );
        assert_eq!(codes(waive(Vec::new(), &[waiver("SDK9999", None)], 1)), [Code::InvalidDecision]);
    }
}

//! Files that people write are short and say at the top what they are for.

use super::{Finding, Text};

/// More than this is two jobs in one file, or a table that wants to be data.
const MOST_LINES: usize = 400;

pub(super) fn check(texts: &[Text]) -> Vec<Finding> {
    texts.iter().filter(|text| text.path.ends_with(".rs") && !text.is_generated()).flat_map(findings).collect()
}

fn findings(text: &Text) -> Vec<Finding> {
    let lines = text.text.lines().count();
    let too_long = (lines > MOST_LINES).then(|| format!("{lines} lines, more than {MOST_LINES}: split it by job"));
    let begins = text.text.lines().next().unwrap_or_default().starts_with("//!");
    let silent = (!begins).then(|| "begin the file with `//!`: what it is for".to_owned());
    too_long.into_iter().chain(silent).map(|message| text.finding(1, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::check;

    #[test]
    fn long_and_silent_files_are_found_and_generated_ones_are_not() {
        let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(400));
        let texts = [text("a.rs", &long), text("b.rs", "fn f() {}\n"), text("generated-sdk/src/c.rs", &long)];
        let found: Vec<_> = check(&texts).into_iter().map(|found| (found.path, found.message)).collect();
        assert_eq!(
            found,
            [
                ("a.rs".to_owned(), "401 lines, more than 400: split it by job".to_owned()),
                ("b.rs".to_owned(), "begin the file with `//!`: what it is for".to_owned()),
            ]
        );
    }
}

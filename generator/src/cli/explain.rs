//! `generator explain`

use super::Exit;
use crate::diagnostic::Code;
use clap::Args;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Such as SDK0204; without it, all codes are listed.
    pub code: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &ExplainArgs) -> Exit {
    let Some(code_name) = &args.code else {
        for code in Code::ALL {
            say!("{}  {}", code.as_str(), first_sentence(code.explain()));
        }
        return Exit::Done;
    };
    match Code::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(code_name)) {
        Some(code) => {
            say!("{}\n\n{}", code.as_str(), unindented(code.explain()));
            Exit::Done
        }
        None => {
            complain!("error: there is no diagnostic `{code_name}`; `generator explain` lists all");
            Exit::Usage
        }
    }
}

/// Documentation comments begin each line with a space.
fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

fn first_sentence(text: &str) -> String {
    let text = unindented(text).replace('\n', " ");
    text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
}

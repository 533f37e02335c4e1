//! `generator explain`: what a diagnostic means, or why something in the SDK is what it is.

use super::{Exit, explain_at};
use crate::diagnostic::Code;
use crate::load::DocumentSource;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Such as SDK0204 or 0204; without it, all codes are listed.
    pub code: Option<String>,
    /// Say why something is what it is: a path in the SDK such as `models::Order.amount`, a name of the document such
    /// as `Order.amount` or `GET /orders`, or a JSON pointer.
    #[arg(long, conflicts_with = "code")]
    pub at: Option<String>,
    /// With --at, where to look: a document, the folder of an API, or a folder with a folder for each API.
    #[arg(long, default_value = "spec", value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub spec: DocumentSource,
}

/// Runs the command.
pub(super) fn run(args: &ExplainArgs) -> Exit {
    if let Some(at) = &args.at {
        return explain_at::run(at, &args.spec);
    }
    let Some(code_name) = &args.code else {
        for code in Code::ALL {
            say!("{}  {}", code.as_str(), first_sentence(code.explain()));
        }
        return Exit::Done;
    };
    // The digits alone will do.
    let full =
        if code_name.starts_with(|c: char| c.is_ascii_digit()) { format!("SDK{code_name}") } else { code_name.clone() };
    match Code::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(&full)) {
        Some(code) => {
            say!("{}\n\n{}", code.as_str(), unindented(code.explain()));
            if let Some(Example { document, report, .. }) =
                EXAMPLES.iter().find(|example| example.code == code.as_str())
            {
                say!("\nA document that has the problem:\n\n{}", indented(document));
                say!("\nWhat is said about it, and how to mend it:\n\n{}", indented(without_header(report)));
            }
            Exit::Done
        }
        None => {
            complain!("error: there is no diagnostic `{code_name}`; `generator explain` lists all");
            Exit::Usage
        }
    }
}

/// A document that raises a code, and the snapshot of what is said about it.
struct Example {
    code: &'static str,
    document: &'static str,
    report: &'static str,
}

/// The smallest document for each code, from the tests.
static EXAMPLES: &[Example] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

fn indented(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// A snapshot begins with a header between two lines of dashes.
fn without_header(snapshot: &str) -> &str {
    snapshot.split_once("---\n").and_then(|(_, rest)| rest.split_once("---\n")).map_or(snapshot, |(_, body)| body)
}

/// Documentation comments begin each line with a space.
fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

fn first_sentence(text: &str) -> String {
    let text = unindented(text).replace('\n', " ");
    text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
}

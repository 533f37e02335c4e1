//! `generator explain`: what a diagnostic means, or why something in the SDK is what it is.

use super::console::Console;
use super::{Exit, Output, explain_at};
use crate::diagnostic::Code;
use crate::load::DocumentSource;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use serde_json::{Value, json};

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
    /// How to print.
    #[command(flatten)]
    pub output: Output,
}

/// Runs the command.
pub(super) fn run(args: &ExplainArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = match (&args.at, &args.code) {
        (Some(at), _) => explain_at::run(at, &args.spec, &console),
        (None, Some(code)) => one(code, &console),
        (None, None) => {
            let line = |code: &Code| (code.as_str(), first_sentence(code.explain()));
            let codes: Vec<_> = Code::ALL.iter().map(line).collect();
            codes.iter().for_each(|(code, means)| console.say(format!("{code}  {means}")));
            let entry = |(code, means): &(&str, String)| json!({ "code": code, "means": means });
            console.set("codes", codes.iter().map(entry).collect::<Vec<Value>>());
            Exit::Done
        }
    };
    console.finish(exit)
}

/// Explains a code.
fn one(name: &str, console: &Console) -> Exit {
    // The digits alone will do.
    let full = if name.starts_with(|c: char| c.is_ascii_digit()) { format!("SDK{name}") } else { name.to_owned() };
    let Some(code) = Code::ALL.iter().find(|code| code.as_str().eq_ignore_ascii_case(&full)) else {
        complain!("error: there is no diagnostic `{name}`; `generator explain` lists all");
        return Exit::Usage;
    };
    let means = unindented(code.explain());
    console.say(format!("{}\n\n{means}", code.as_str()));
    console.set("code", code.as_str());
    console.set("means", means);
    if let Some(Example { files, report, .. }) = EXAMPLES.iter().find(|example| example.code == code.as_str()) {
        let report = without_header(report);
        match files {
            [(_, document)] => console.say(format!("\nA document that has the problem:\n\n{}", indented(document))),
            files => {
                console.say("\nFiles that have the problem:");
                files.iter().for_each(|(name, text)| console.say(format!("\n  {name}\n\n{}", indented(text))));
            }
        }
        console.say(format!("\nWhat is said about it, and how to mend it:\n\n{}", indented(report)));
        let file = |(name, text): &(&str, &str)| json!({ "name": name, "text": text });
        console.set("files", files.iter().map(file).collect::<Vec<Value>>());
        console.set("report", report);
    }
    Exit::Done
}

/// A document that raises a code, and the snapshot of what is said about it.
struct Example {
    code: &'static str,
    /// By name.
    files: &'static [(&'static str, &'static str)],
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

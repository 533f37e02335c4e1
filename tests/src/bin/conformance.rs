//! Replays recorded exchanges and documented examples through the SDK; `cargo xtask conformance` starts it.
//!
//! `--data DIR` takes recordings, with webhook deliveries below `DIR/webhooks`; `--examples FILE` takes a document
//! and tries its media examples. The last line counts.

use generated_sdk::testing::Catalogued;
use sdk_tests::conformance::{Tally, answer_of, deliveries, examples, exchange, operations, replay};
use sdk_tests::fidelity::unchanged;
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut tally = Tally::default();
    let mut pairs = arguments.chunks_exact(2);
    for pair in pairs.by_ref() {
        let path = Path::new(&pair[1]);
        let outcome = match pair[0].as_str() {
            "--data" => recordings(path, &mut tally),
            "--examples" => documented(path, &mut tally),
            other => Err(format!("unknown option {other}")),
        };
        if let Err(why) = outcome {
            eprintln!("{why}\nusage: conformance [--data DIR] [--examples FILE]");
            return ExitCode::from(2);
        }
    }
    if arguments.is_empty() || !pairs.remainder().is_empty() {
        eprintln!("usage: conformance [--data DIR] [--examples FILE]");
        return ExitCode::from(2);
    }
    println!("{tally}");
    if tally.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn recordings(directory: &Path, tally: &mut Tally) -> Result<(), String> {
    for exchange in exchange::read_all(directory)? {
        let entry = operations().find(|entry| entry.operation.id.replace(':', ".") == exchange.operation());
        let outcome =
            entry.ok_or_else(|| "no such operation".to_owned()).and_then(|entry| replay::replay(entry, &exchange));
        tally.count(&exchange.stem, outcome);
    }
    for body in deliveries::bodies(&directory.join("webhooks")) {
        tally.count(&body.file_name().unwrap_or_default().to_string_lossy(), deliveries::verify(&body));
    }
    Ok(())
}

fn documented(file: &Path, tally: &mut Tally) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let document: Value = serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    for example in examples::examples(&document) {
        let name = format!("{} {} {}", example.operation, example.status, example.name);
        let Some(entry) = operations().find(|entry| entry.operation.id == example.operation) else {
            tally.skip(&name, "the document is of another release, this SDK has no such operation");
            continue;
        };
        tally.count(&name, try_example(entry, &example));
    }
    Ok(())
}

fn try_example(entry: &'static Catalogued, example: &examples::Example) -> Result<(), String> {
    let value = example.value.clone();
    let value = if example.status < 300 { replay::unwrapped(entry, value) } else { value };
    let round_trip = answer_of(entry, example.status).ok_or("no type for this answer")?;
    unchanged(round_trip, &value).map_or(Ok(()), Err)
}

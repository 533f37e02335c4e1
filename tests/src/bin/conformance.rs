//! Replays recorded exchanges and documented examples through the SDK; `cargo xtask conformance` starts it.
//!
//! `--data DIR` takes recordings, with webhook deliveries below `DIR/webhooks`; `--examples FILE` takes a document
//! and tries its media examples. `--document FILE` makes the crate of any document and does so with that; a file of
//! answers that were really published is read by the SDK. `--samples FILE` does so with values of its schemas, right and
//! wrong ones. `--skew DIR` takes documents of other releases, whose answers today's SDK reads: the tables of
//! `xtask/semver/` are made of them, and one that changed is a failure. The last line counts.

use generated_sdk::Json;
use generated_sdk::testing::Catalogued;
use sdk_tests::conformance::document::{try_document, try_real};
use sdk_tests::conformance::outcome::Counts;
use sdk_tests::conformance::samples::try_samples;
use sdk_tests::conformance::skew::{keep, skew};
use sdk_tests::conformance::{Tally, answer_of, deliveries, examples, exchange, find, operations, replay};
use sdk_tests::fidelity::read_leniently;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (mut tally, mut counts, mut releases) = (Tally::default(), None, Vec::new());
    let mut pairs = arguments.chunks_exact(2);
    for pair in pairs.by_ref() {
        let path = Path::new(&pair[1]);
        let outcome = match pair[0].as_str() {
            "--data" => recordings(path, &mut tally),
            "--examples" => documented(path, &mut tally),
            "--skew" => {
                releases.push(path.to_owned());
                Ok(())
            }
            "--document" => document(path, counts.get_or_insert_default()),
            "--samples" => samples(path, counts.get_or_insert_default()),
            other => Err(format!("unknown option {other}")),
        };
        if let Err(why) = outcome {
            eprintln!(
                "{why}\nusage: conformance [--data DIR] [--examples FILE] [--document FILE] [--samples FILE] [--skew DIR]"
            );
            return ExitCode::from(2);
        }
    }
    if arguments.is_empty() || !pairs.remainder().is_empty() {
        eprintln!("usage: conformance [--data DIR] [--examples FILE] [--document FILE] [--samples FILE] [--skew DIR]");
        return ExitCode::from(2);
    }
    let only_skew = arguments.chunks(2).all(|pair| pair[0] == "--skew");
    let kept = skewed(&releases);
    if let Err(why) = &kept {
        eprintln!("{why}");
    }
    if tally.tried() > 0 || counts.is_none() && !only_skew {
        println!("{tally}");
    }
    if let Some(counts) = &counts {
        println!("{counts}");
    }
    if kept.is_ok() && tally.is_clean() && counts.is_none_or(|counts| counts.is_clean()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Answers of other releases, in a table for each API. What is refused there, and explained, is no failure.
fn skewed(folders: &[PathBuf]) -> Result<(), String> {
    let tables = skew(folders)?;
    let kept: Vec<String> = tables.iter().filter_map(|(api, rows)| keep(workspace(), api, rows).err()).collect();
    if kept.is_empty() { Ok(()) } else { Err(kept.join("\n")) }
}

/// A document that no crate can be made of is one failure, and the others go on.
fn document(file: &Path, counts: &mut Counts) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let outcome = match try_real(&text) {
        Some(counts) => Ok(counts),
        None => try_document(file, workspace()),
    };
    match outcome {
        Ok(found) => {
            println!("{}: {found}", file.display());
            counts.add(found);
        }
        Err(why) => {
            println!("FAILED {}: {why}", file.display());
            counts.fail();
        }
    }
    Ok(())
}

/// Prints a table for the document.
fn samples(file: &Path, counts: &mut Counts) -> Result<(), String> {
    match try_samples(file, workspace()) {
        Ok(found) => {
            println!("{}: {found}", file.display());
            if !found.is_clean() {
                counts.fail();
            }
        }
        Err(why) => {
            println!("FAILED {}: {why}", file.display());
            counts.fail();
        }
    }
    Ok(())
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are a folder of the workspace")
}

fn recordings(directory: &Path, tally: &mut Tally) -> Result<(), String> {
    let before = tally.tried();
    for exchange in exchange::read_all(directory)? {
        match exchange {
            Ok(exchange) => recording(&exchange, tally),
            Err((stem, why)) => tally.count(&stem, Err(why)),
        }
    }
    for body in deliveries::bodies(&directory.join("webhooks")) {
        tally.count(&body.file_name().unwrap_or_default().to_string_lossy(), deliveries::verify(&body));
    }
    if tally.tried() == before { Err(format!("{}: there are no recordings", directory.display())) } else { Ok(()) }
}

fn recording(exchange: &exchange::Exchange, tally: &mut Tally) {
    match operations().find(|entry| entry.operation.id.replace(':', ".") == exchange.operation()) {
        Some(entry) => tally.count(&exchange.stem, replay::replay(entry, exchange)),
        None => tally.count(&exchange.stem, Err("the SDK has no such operation".to_owned())),
    }
}

fn documented(file: &Path, tally: &mut Tally) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let parsed = || serde_yaml::from_str::<Value>(&text).map(Json::from);
    let document = match Json::parse(&text) {
        Ok(document) => document,
        Err(_) => parsed().map_err(|error| format!("{}: {error}", file.display()))?,
    };
    for example in examples::examples(&document) {
        let name = format!("{} {} {}", example.operation, example.of, example.name);
        let Some(entry) = find(&example.operation, &example.method, &example.path) else {
            tally.skip(&name, "the document is of another release, this SDK has no such operation");
            continue;
        };
        tally.count(&name, try_example(entry, &example));
    }
    Ok(())
}

fn try_example(entry: &'static Catalogued, example: &examples::Example) -> Result<Vec<String>, String> {
    let (round_trip, envelope) = match example.of.status() {
        None => (entry.request, None),
        Some(status) => (answer_of(entry, status), entry.operation.envelope.filter(|_| status < 300)),
    };
    let round_trip = round_trip.ok_or("the SDK has no type for this body")?;
    let (at, value) = match envelope.and_then(|property| Some((property, example.value.get(property)?))) {
        Some((property, inner)) => (format!("$.{property}"), inner),
        None => ("$".to_owned(), &example.value),
    };
    read_leniently(&at, round_trip, &value.to_string())
}

//! Documents nobody wrote: made from the grammar of OpenAPI, or of real documents by changing a part of them. The passes
//! end, say what is wrong, and write files that any system can hold, or none.
//!
//! `cargo test -p generator --test fuzz` tries the same few hundred each time. For another seed, and for as long as one
//! likes:
//!
//! ```sh
//! FUZZ_SECONDS=600 FUZZ_SEED=7 cargo test --release -p generator --test fuzz -- --ignored --nocapture
//! ```
//!
//! A document that fails is made as small as it still fails, and printed: it belongs into `found.rs`.

mod document;
mod found;
mod mutate;
mod oracle;
mod random;
mod shrink;

use document::Made;
use oracle::{failure, quietly};
use random::Random;
use serde_json::Value;
use std::time::{Duration, Instant};

/// Documents of each kind that every run of the tests tries.
const DOCUMENTS: u64 = 150;

/// Tries a document; what fails is shown as small as it can be.
fn attempt(document: Value, seed: u64) {
    if let Some(message) = failure(&document) {
        let small = shrink::shrink(document, &|smaller| failure(smaller).is_some());
        panic!("seed {seed}: {message}\n{small:#}");
    }
}

#[test]
fn documents_made_from_the_grammar_are_handled() {
    quietly(|| (0..DOCUMENTS).for_each(|seed| attempt(Made::new(seed).document(), seed)));
}

#[test]
fn changed_documents_are_handled() {
    let documents = mutate::documents();
    quietly(|| {
        for seed in 0..DOCUMENTS {
            let mut random = Random::new(seed);
            let document = mutate::mutate(random.one_of(&documents).clone(), &mut random);
            attempt(document, seed);
        }
    });
}

#[test]
#[ignore = "takes as long as FUZZ_SECONDS says, by default ten minutes"]
fn other_documents_each_time() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (limit, first) = (number("FUZZ_SECONDS").unwrap_or(600), number("FUZZ_SEED").unwrap_or(1_000_000));
    let (started, documents) = (Instant::now(), mutate::documents());
    let mut tried = 0;
    quietly(|| {
        while started.elapsed() < Duration::from_secs(limit) {
            let seed = first + tried;
            let mut random = Random::new(seed);
            let document = match tried % 3 {
                0 => Made::new(seed).document(),
                1 => mutate::mutate(Made::new(seed).document(), &mut random),
                _ => mutate::mutate(random.one_of(&documents).clone(), &mut random),
            };
            attempt(document, seed);
            tried += 1;
        }
    });
    println!("{tried} documents in {limit} s, from seed {first}");
}

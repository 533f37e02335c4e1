//! Every fuzz target over the inputs that fuzzing starts from and over parts of them. It is compiled and run with the
//! other tests that way, and what was found once is not forgotten: an input that fails becomes a seed.

extern crate self as libfuzzer_sys;

#[path = "../fuzz/fuzz_targets/decode.rs"]
#[expect(unused_attributes, reason = "a program of its own has no main function")]
mod decode;
#[path = "../fuzz/fuzz_targets/network.rs"]
#[expect(unused_attributes, reason = "a program of its own has no main function")]
mod network;
#[path = "../fuzz/fuzz_targets/webhook.rs"]
#[expect(unused_attributes, reason = "a program of its own has no main function")]
mod webhook;

/// What the targets take for the library of fuzzing.
mod library {
    /// What a target says of itself, as a function.
    macro_rules! fuzz_target {
        (|$input:ident: &[u8]| $body:block) => {
            pub(crate) fn run($input: &[u8]) $body
        };
    }
    pub(crate) use fuzz_target;
}
pub(crate) use library::fuzz_target;

use std::{fs, path::Path};

/// Runs a target over each of its seeds, over every beginning of it, and without each of its bytes.
fn over_seeds(name: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
    let seeds: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(!seeds.is_empty());
    for seed in seeds {
        run(&seed);
        for at in 0..seed.len() {
            run(&seed[..at]);
            run(&[&seed[..at], &seed[at + 1..]].concat());
        }
    }
}

#[test]
fn any_text_decodes_or_is_an_error() {
    over_seeds("decode", decode::run);
}

#[test]
fn no_text_of_a_server_or_a_visitor_leads_elsewhere() {
    over_seeds("network", network::run);
}

#[test]
fn no_delivery_is_genuine_that_nobody_signed() {
    over_seeds("webhook", webhook::run);
}

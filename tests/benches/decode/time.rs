//! How long pages take to decode, against serde's derive in the same run.

mod cases;
mod derived;
mod pages;

use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 60;

fn main() {
    println!("| page of 100 | kB | generated ms | serde derive ms | ratio |\n|---|---|---|---|---|");
    for case in cases::cases() {
        let [mut generated, mut derived] = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            generated = generated.min(timed(|| (case.generated)(&case.text)));
            derived = derived.min(timed(|| (case.derived)(&case.text)));
        }
        let [generated, derived] = [generated, derived].map(|time| time.as_secs_f64() * 1e3);
        let ratio = generated / derived;
        println!("| {} | {} | {generated:.3} | {derived:.3} | {ratio:.2} |", case.name, case.text.len() / 1000);
    }
}

fn timed(run: impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

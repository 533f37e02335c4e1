//! How long pages take to decode, against serde's derive in the same run: `cargo bench -p sdk-runtime --bench decode-time`.

mod cases;
mod declare;
mod models;
mod pages;

use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 60;

fn main() {
    println!(
        "{:14} {:>7} {:>10} {:>10} {:>10} {:>6}",
        "page of 100", "kB", "parse ms", "runtime ms", "derive ms", "ratio"
    );
    for case in cases::cases() {
        let [mut parse, mut tape, mut derived] = [Duration::MAX; 3];
        for _ in 0..ROUNDS {
            parse = parse.min(timed(|| {
                sdk_runtime::runtime::json::Document::parse(case.text.as_bytes())
                    .map_or(0, |document| document.root().len())
            }));
            tape = tape.min(timed(|| (case.tape)(&case.text)));
            derived = derived.min(timed(|| (case.derived)(&case.text)));
        }
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:14} {:>7} {:>10.3} {:>10.3} {:>10.3} {:>6.2}",
            case.name,
            case.text.len() / 1000,
            milliseconds(parse),
            milliseconds(tape),
            milliseconds(derived),
            milliseconds(tape) / milliseconds(derived),
        );
    }
}

fn timed(run: impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

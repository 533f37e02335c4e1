//! How much memory pages take while they are decoded, against serde's derive in the same run:
//! `cargo bench -p sdk-runtime --bench decode-memory`. The text itself is not counted. It is a program of its own because
//! counting costs time per allocation.

mod cases;
mod declare;
mod models;
mod pages;

use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTING: PeakAlloc = PeakAlloc;

fn main() {
    println!("{:14} {:>7} {:>16} {:>16} {:>6}", "page of 100", "kB", "runtime peak kB", "derive peak kB", "ratio");
    for case in cases::cases() {
        let tape = peak(|| (case.tape)(&case.text));
        let derived = peak(|| (case.derived)(&case.text));
        println!(
            "{:14} {:>7} {:>16} {:>16} {:>6.2}",
            case.name,
            case.text.len() / 1000,
            tape / 1000,
            derived / 1000,
            tape as f64 / derived as f64,
        );
    }
}

fn peak(run: impl Fn() -> usize) -> usize {
    let before = COUNTING.current_usage();
    COUNTING.reset_peak_usage();
    std::hint::black_box(run());
    COUNTING.peak_usage() - before
}

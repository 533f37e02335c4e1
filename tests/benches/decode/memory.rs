//! How much memory pages take while they are decoded, against serde's derive in the same run. The text itself is not
//! counted. It is a program of its own because counting costs time per allocation.

mod cases;
mod derived;
mod pages;

use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTING: PeakAlloc = PeakAlloc;

fn main() {
    println!("| page of 100 | kB | generated, peak kB | serde derive, peak kB | ratio |\n|---|---|---|---|---|");
    for case in cases::cases() {
        let generated = peak(|| (case.generated)(&case.text));
        let derived = peak(|| (case.derived)(&case.text));
        let ratio = generated as f64 / derived as f64;
        let [generated, derived, text] = [generated, derived, case.text.len()].map(|bytes| bytes / 1000);
        println!("| {} | {text} | {generated} | {derived} | {ratio:.2} |", case.name);
    }
}

fn peak(run: impl Fn() -> usize) -> usize {
    let before = COUNTING.current_usage();
    COUNTING.reset_peak_usage();
    std::hint::black_box(run());
    COUNTING.peak_usage() - before
}

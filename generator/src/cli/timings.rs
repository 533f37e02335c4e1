//! `generate --timings`: how long each pass takes, and how much memory the process has after it.

use std::time::{Duration, Instant};

/// Measures from one call to the next.
pub(super) struct Timings {
    started: Instant,
    last: Instant,
    rows: Vec<(String, Duration, Option<u64>)>,
}

impl Timings {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { started: now, last: now, rows: Vec::new() }
    }

    /// A pass has ended.
    pub(super) fn ended(&mut self, api: &str, pass: &str) {
        let now = Instant::now();
        self.rows.push((format!("{api} {pass}"), now - self.last, resident()));
        self.last = now;
    }

    /// A line for each pass.
    pub(super) fn print(&self) {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        let memory = |bytes: Option<u64>| bytes.map_or("?".to_owned(), |bytes| format!("{} MiB", bytes >> 20));
        for (pass, time, bytes) in &self.rows {
            say!("{pass:<24} {:>8.1} ms {:>9}", milliseconds(*time), memory(*bytes));
        }
        say!("{:<24} {:>8.1} ms {:>9}", "all", milliseconds(self.started.elapsed()), memory(resident()));
    }
}

/// Memory of this process, where the system says it as Linux does.
fn resident() -> Option<u64> {
    /// Linux counts in these on every machine that has pages of the usual size.
    const PAGE: u64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    statm.split(' ').nth(1)?.parse::<u64>().ok().map(|pages| pages * PAGE)
}

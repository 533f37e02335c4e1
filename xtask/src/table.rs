//! Tables in Markdown, and how far a long run is.

use std::fmt;

/// A table that grows row by row.
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|&name| name.to_owned()).collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        writeln!(f, "{}", line(&self.head))?;
        writeln!(f, "|{}", "---|".repeat(self.head.len()))?;
        self.rows.iter().try_for_each(|cells| writeln!(f, "{}", line(cells)))
    }
}

/// Cells of the bar.
const WIDTH: usize = 30;

/// Draws how much is done, over what was drawn before.
pub(crate) fn progress(done: usize, total: usize, now: &str) {
    let full = WIDTH * done / total.max(1);
    let bar = "#".repeat(full) + &".".repeat(WIDTH - full);
    eprint!("\r[{bar}] {done}/{total} {now:<24}");
    if done == total {
        eprintln!();
    }
}

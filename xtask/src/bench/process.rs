//! Runs a command and says what it cost, by the operating system's own accounting.
//!
//! CPU time is what `/proc/self/stat` adds up for waited-for children, so it covers every process a command
//! starts; peak memory is the largest single process below it, sampled while it runs. Linux only.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run of a command cost.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// User and system CPU time of all its processes, in seconds.
    pub(crate) cpu: f64,
    /// Time on the clock, in seconds.
    pub(crate) wall: f64,
    /// Largest resident set of any of its processes, in MiB.
    pub(crate) peak: f64,
}

/// Kernel clock ticks per second, as `/proc` counts on every Linux since 2.6.
const TICKS: f64 = 100.0;

/// Runs `command` to its end, its output thrown away.
///
/// # Errors
///
/// If it cannot be started or does not succeed.
pub(crate) fn run(command: &mut Command) -> Result<Cost, String> {
    let before = children_cpu();
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("{command:?}: {error}"))?;
    let mut peak = 0.0_f64;
    let status = loop {
        peak = peak.max(tree_peak(child.id()));
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => break status,
            // Looking more often takes a tenth of the CPU time that is being measured.
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    if !status.success() {
        return Err(format!("{command:?}: {status}"));
    }
    Ok(Cost { cpu: children_cpu() - before, wall: start.elapsed().as_secs_f64(), peak })
}

/// The run with the median CPU time of `runs`.
///
/// # Errors
///
/// As [`run`], for the first run that fails.
pub(crate) fn median(runs: usize, mut make: impl FnMut() -> Command) -> Result<Cost, String> {
    let mut costs = (0..runs).map(|_| run(&mut make())).collect::<Result<Vec<_>, _>>()?;
    costs.sort_by(|left, right| left.cpu.total_cmp(&right.cpu));
    Ok(costs[costs.len() / 2])
}

fn children_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is a name in parentheses that may hold spaces.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / TICKS
}

fn tree_peak(root: u32) -> f64 {
    let mut found = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(pid) = open.pop() {
        // A process is the child of the thread that started it, and cargo starts compilers on threads of their own.
        let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
        let children: Vec<String> =
            threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok()).collect();
        let children = children.iter().flat_map(|list| list.split_whitespace()).filter_map(|pid| pid.parse().ok());
        open.extend(children.filter(|pid| found.insert(*pid)));
    }
    found.into_iter().map(peak_of).fold(0.0, f64::max)
}

fn peak_of(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

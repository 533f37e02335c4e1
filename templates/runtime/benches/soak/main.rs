//! Many tasks for a minute against a server that fails now and then: `cargo xtask soak [SECONDS] [TASKS]`.
//!
//! Over HTTP/1.1 and HTTP/2, in both modes. The server runs in this process, each row in a process of its own, so that
//! its memory and descriptors are those of the clients. What the clients say they sent is compared with what the server
//! saw, and what they say was not applied with what the server did.

mod client;
mod server;

use server::Server;
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

/// The variable that tells a process which row it is: mode, URL, seconds and tasks.
const ROW: &str = "SDK_SOAK_ROW";

fn main() {
    if let Ok(row) = std::env::var(ROW) {
        return client::row(&row);
    }
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<u64>().ok());
    let (seconds, tasks) = (numbers.next().unwrap_or(60), numbers.next().unwrap_or(2000));
    println!("{tasks} tasks, {seconds} s, {} of 100 requests fail", server::FAULTS);
    println!(
        "| HTTP | mode | calls | errors | attempts | seen | wrong | MiB before, after | descriptors before, after |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    // The blocking transport speaks HTTP/1.1 only.
    let rows = [("1.1", "async"), ("1.1", "blocking"), ("2", "async")];
    let good = rows.map(|(version, mode)| measure(version, mode, seconds, tasks));
    assert!(!good.contains(&false), "clients and server do not agree");
}

/// Runs a row and prints it; whether clients and server agree.
fn measure(version: &str, mode: &str, seconds: u64, tasks: u64) -> bool {
    let server = Server::start(version);
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .env(ROW, format!("{mode} {} {seconds} {tasks}", server.url))
        .env("SSL_CERT_FILE", &server.authority)
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program starts");
    let (mut wrong, mut report) = (0, String::new());
    for line in BufReader::new(child.stdout.take().expect("it is piped")).lines().map_while(Result::ok) {
        match line.split_once(' ') {
            // A call that failed, and nothing of which was done.
            Some(("unapplied", id)) => wrong += u64::from(server.times(id) > 0),
            Some(("applied", id)) => wrong += u64::from(server.times(id) != 1),
            Some(("report", numbers)) => numbers.clone_into(&mut report),
            _ => println!("{line}"),
        }
    }
    let ended = child.wait().is_ok_and(|status| status.success());
    std::thread::sleep(Duration::from_millis(200));
    let numbers: Vec<&str> = report.split(' ').collect();
    let [calls, errors, attempts, memory_before, memory_after, before, after] = numbers.as_slice() else {
        println!("| {version} | {mode} | no report: {report} |");
        return false;
    };
    let seen = server.requests();
    println!(
        "| {version} | {mode} | {calls} | {errors} | {attempts} | {seen} | {wrong} | {memory_before}, {memory_after} | {before}, {after} |"
    );
    // An attempt whose connection was not made, or whose time was up before the server read it, was not seen. Nothing is
    // ever sent that is no attempt.
    ended && wrong == 0 && attempts.parse().is_ok_and(|attempts: u64| seen <= attempts)
}

//! What the program itself prints about hostile documents: text for a person, values for a program, and no commands for
//! the service that runs it.

use super::{PAYLOADS, input};
use generator::text::is_hidden;
use serde_json::Value;
use std::process::Command;

/// Standard output, and everything.
fn printed(payload: &str, command: &[&str]) -> (String, String) {
    let document = input("printed", payload).document.name;
    let output = Command::new(env!("CARGO_BIN_EXE_generator")).args(command).arg(&document).output();
    let output = output.expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8").replace(&document, "FILE");
    let (result, complaints) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{payload:?}: {complaints}");
    (result.clone(), result + &complaints)
}

/// Whether a service that reads the log takes a line for something to do.
fn is_command(line: &str) -> bool {
    let words = line.split("##").skip(1);
    line.trim_start().starts_with("::")
        || words.into_iter().any(|rest| rest.trim_start_matches(char::is_alphabetic).starts_with('['))
}

#[test]
fn what_is_printed_is_text_for_people_services_and_programs() {
    for (at, payload) in PAYLOADS.iter().enumerate() {
        let is_for_services = payload.contains("::") || payload.contains("##");
        let tries = |number: usize| is_for_services || at % 4 == number;
        if tries(0) {
            let (_, text) = printed(payload, &["check"]);
            assert_eq!(text.chars().find(|c| is_hidden(*c) && *c != '\n'), None, "{text}");
            assert_eq!(text.lines().find(|line| is_command(line)), None, "{payload:?}");
        }
        if tries(1) {
            let (_, text) = printed(payload, &["check", "--format", "github"]);
            let annotations = ["::error title=SDK0", "::warning title=SDK0", "::notice title=SDK0"];
            let mut others = text.lines().filter(|line| !annotations.iter().any(|begin| line.starts_with(begin)));
            assert_eq!(others.find(|line| is_command(line)), None, "{payload:?}");
            assert!(text.contains("::notice title=SDK0") || text.contains("::warning title=SDK0"), "{text}");
        }
        for (number, command) in [(2, &["check", "--format", "json"][..]), (3, &["samples"])] {
            if tries(number) {
                let (result, text) = printed(payload, command);
                assert!(serde_json::from_str::<Value>(&result).is_ok_and(|value| value.is_object()), "{result}");
                assert_eq!(result.chars().find(|c| is_hidden(*c) && *c != '\n'), None, "{result}");
                assert_eq!(text.lines().find(|line| is_command(line)), None, "{payload:?}");
            }
        }
    }
}

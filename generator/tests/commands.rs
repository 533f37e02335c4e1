//! What the README says of the commands is complete and true.

use clap::{Command, CommandFactory as _};
use std::collections::BTreeSet;

/// The rows of the table of commands: what is in backticks in their first cell.
fn rows() -> Vec<String> {
    let readme = std::fs::read_to_string("../README.md").expect("the README is beside the crate");
    let table = readme.split("\n| command | what it does |\n").nth(1).expect("it has a table");
    let rows = table.lines().take_while(|line| line.starts_with('|')).skip(1);
    let cells = rows.filter_map(|row| row.split(" | ").next()).flat_map(|cell| cell.split('`').skip(1).step_by(2));
    cells.map(str::to_owned).collect()
}

#[test]
fn the_table_of_commands_is_complete_and_true() {
    let cli = generator::cli::Cli::command();
    let rows = rows();
    let named: BTreeSet<&str> = rows.iter().filter_map(|row| row.split(' ').next()).collect();
    let known: BTreeSet<&str> = cli.get_subcommands().map(Command::get_name).collect();
    assert_eq!(named, known);
    for row in &rows {
        let command = cli.find_subcommand(row.split(' ').next().unwrap_or_default()).expect("it was just compared");
        let words = row.split(|c: char| !c.is_ascii_lowercase() && c != '-');
        for option in words.filter_map(|word| word.strip_prefix("--")) {
            let is_known = command.get_arguments().any(|argument| argument.get_long() == Some(option));
            assert!(is_known, "`{row}`: there is no `--{option}`");
        }
    }
}

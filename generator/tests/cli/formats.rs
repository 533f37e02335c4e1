//! Every command, in every form that its `--format` names.

use super::{DOCUMENT, folder, run};
use clap::{Command, CommandFactory as _};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a command is run with, if it has a choice of forms.
fn arguments(command: &str) -> &'static [&'static str] {
    match command {
        "generate" => &["--out", "sdk", "--name", "shops"],
        "init" => &["warned.yaml", "--out", "new-shop"],
        "new" => &["warned.yaml", "--name", "new-shop", "--out", "new-shop"],
        "check" | "samples" => &["warned.yaml"],
        "show" => &["warned.yaml", "--after", "lower"],
        "diff" => &["good.yaml", "other.yaml"],
        "sync" => &["shop", "--from", "warned.yaml"],
        "docs" => &["spec"],
        "explain" => &["SDK0201"],
        "schema" => &[],
        other => panic!("`{other}` has `--format`, and no arguments here"),
    }
}

/// Where each command has something to warn of or to tell.
fn prepared(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    let put = |path: &str, text: &str| {
        let path: &Path = &folder.join(path);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("the folder can be written");
        fs::write(path, text).expect("the folder can be written");
    };
    let warned = DOCUMENT.replace("        id: { type: string }", "        id: { type: string, lenght: 3 }");
    assert_ne!(warned, DOCUMENT);
    put("good.yaml", DOCUMENT);
    put("warned.yaml", &warned);
    put("other.yaml", &DOCUMENT.replace("operationId: getOrder", "operationId: findOrder"));
    put("spec/shop/openapi.yaml", &warned);
    put("spec/shop/sdk.yaml", "{}\n");
    folder
}

#[test]
fn every_command_prints_in_every_form_it_names() {
    let cli = generator::cli::Cli::command();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for command in cli.get_subcommands() {
        let name = command.get_name();
        for form in forms(command) {
            let folder = prepared(&format!("forms-{name}-{form}"));
            let all = [&[name], arguments(name), &["--format", &form]].concat();
            let (code, said, complaints) = run(&folder, &all);
            assert!(code == 0 || (name == "diff" && code == 1), "{all:?}: {code} {said}{complaints}");
            assert!(!said.contains('\u{1b}') && !complaints.contains('\u{1b}'), "{all:?}: nobody sees colours");
            match form.as_str() {
                "json" | "overlay" => {
                    let value: Value =
                        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{all:?}: {error}: {said}"));
                    assert!(value.as_object().is_some_and(|object| !object.is_empty()), "{all:?}: {said}");
                    if reads(name) {
                        assert_eq!(value["diagnostics"][0]["code"], "SDK0201", "{all:?}: {said}");
                        assert_eq!(complaints, "", "{all:?}: one object has all of it");
                    }
                }
                "github" => {
                    let notes =
                        |line: &&str| ["::error ", "::warning ", "::notice "].iter().any(|kind| line.starts_with(kind));
                    let first = said.lines().find(notes);
                    if reads(name) {
                        let line = first.unwrap_or_else(|| panic!("{all:?}: {said}{complaints}"));
                        assert!(line.starts_with("::warning title=SDK0201,file="), "{all:?}: {line}");
                    } else {
                        assert_eq!(first.is_some(), name == "diff", "{all:?}: {said}");
                    }
                }
                _ => assert!(!said.trim().is_empty(), "{all:?}: {complaints}"),
            }
            seen.insert(name.to_owned());
        }
    }
    let without = |command: &&Command| forms(command).is_empty();
    let without: BTreeSet<&str> = cli.get_subcommands().filter(without).map(Command::get_name).collect();
    assert_eq!(without, BTreeSet::from(["completions", "man"]), "{seen:?}");
}

/// Whether a command says what the document has to be warned of; `show` prints a state of it and nothing else.
fn reads(command: &str) -> bool {
    !["diff", "docs", "explain", "samples", "schema", "show"].contains(&command)
}

fn forms(command: &Command) -> Vec<String> {
    let format = command.get_arguments().find(|argument| argument.get_long() == Some("format"));
    let values = format.map(|argument| argument.get_possible_values()).unwrap_or_default();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

#[test]
fn a_quiet_run_prints_warnings_and_what_it_did_and_no_notes() {
    let folder = prepared("quiet");
    // Without `security` there is a note beside the warning.
    let open =
        fs::read_to_string(folder.join("spec/shop/openapi.yaml")).expect("it is there").replace("security: []\n", "");
    fs::write(folder.join("spec/shop/openapi.yaml"), open).expect("the folder can be written");
    let run = |more: &[&str]| {
        let (code, said, complaints) = run(&folder, &[&["generate", "--out", "sdk", "--name", "shops"], more].concat());
        assert_eq!(code, 0, "{complaints}");
        (said, complaints)
    };
    let (said, complaints) = run(&[]);
    assert!(said.contains("1 operations in") && complaints.contains("note["), "{said}{complaints}");
    let (said, complaints) = run(&["--quiet"]);
    assert!(!said.contains("1 operations in") && said.starts_with("sdk: "), "{said}");
    assert!(complaints.contains("warning[SDK0201]") && !complaints.contains("note["), "{complaints}");
}

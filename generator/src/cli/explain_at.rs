//! `generator explain --at`: from something in the SDK back to what it was made of: the place in the document, what is
//! said about it there, and every decision that names it.

use super::console::Console;
use super::input::{Loaded, load_source};
use super::sync::STALE;
use super::{Demand, Exit};
use crate::diagnostic::Severity;
use crate::diff::{Description, Subject};
use crate::load::DocumentSource;
use crate::pipeline;
use crate::source::Input;
use crate::source::support::{locate, pointer};
use serde_json::Value;
use std::collections::BTreeSet;

/// Things that are explained at once; of more, only the names are listed.
const MOST: usize = 6;

/// Explains what `at` names in the APIs of `source`.
pub(super) fn run(at: &str, source: &DocumentSource, console: &Console) -> Exit {
    let (Loaded { inputs, mut diagnostics, files }, level) = match load_source(source) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if let Some(exit) = console.print(&mut diagnostics, &files, Demand::ERRORS) {
        return exit;
    }
    let (mut outcome, described) = pipeline::describe(inputs, level);
    // Decisions that apply to nothing are the business of `check`.
    outcome.diagnostics.retain(|found| found.severity == Severity::Error && !STALE.contains(&found.code));
    if let Some(exit) = console.print(&mut outcome.diagnostics, &outcome.files, Demand::ERRORS) {
        return exit;
    }
    let all: Vec<(&Input, &Description)> =
        described.iter().flat_map(|(input, all)| all.iter().map(move |one| (input, one))).collect();
    let found = search(&all, at);
    if found.is_empty() {
        complain!("error: nothing is called `{at}`: give a path in Rust, a name of the document, or a JSON pointer");
        return Exit::Usage;
    }
    if found.len() > MOST {
        console.say(format!("{} things are called `{at}`; name one of them:", found.len()));
        let line = |one: &Description| format!("  {}  ({} {})", one.rust, one.subject.word(), one.label);
        found.iter().for_each(|(_, one)| console.say(line(one)));
        console.set("found", found.iter().map(|(_, one)| one.rust.clone()).collect::<Vec<_>>());
        return Exit::Done;
    }
    let texts: Vec<String> = found.iter().map(|(input, one)| explanation(input, one)).collect();
    console.say(texts.join("\n").trim_end());
    console.set("explained", texts);
    Exit::Done
}

/// What is called so: by its whole name, else by what else it is in the code, else by the end of a name. A path may begin
/// with the crate.
fn search<'d>(all: &[(&'d Input, &'d Description)], at: &str) -> Vec<(&'d Input, &'d Description)> {
    let wanted = at.trim().trim_start_matches('#').trim_end_matches("()");
    if wanted.is_empty() {
        return Vec::new();
    }
    let bare = |path: &'d str| path.trim_end_matches("()");
    let code = |one: &'d Description| one.code.iter().map(move |(path, _)| bare(path));
    let whole = |one: &'d Description| {
        let names = [bare(&one.rust), &one.label, &one.place.pointer];
        names.contains(&wanted) || one.facts.iter().any(|(name, value)| *name == "operation id" && value == wanted)
    };
    let ends = |name: &str| name.strip_suffix(wanted).is_some_and(|rest| rest.ends_with([':', '.', ' ', '/']));
    let in_crate = |path: &str| !path.is_empty() && wanted.strip_suffix(path).is_some_and(|rest| rest.ends_with("::"));
    let tests: [&dyn Fn(&'d Description) -> bool; 6] = [
        &whole,
        &|one| code(one).any(|path| path == wanted),
        &|one| ends(bare(&one.rust)) || ends(&one.label),
        &|one| code(one).any(ends),
        &|one| in_crate(bare(&one.rust)),
        &|one| code(one).any(in_crate),
    ];
    let by =
        |test: &dyn Fn(&'d Description) -> bool| all.iter().copied().filter(|(_, one)| test(one)).collect::<Vec<_>>();
    tests.into_iter().map(by).find(|found| !found.is_empty()).unwrap_or_default()
}

fn explanation(input: &Input, one: &Description) -> String {
    // A credential is nothing in the code.
    let title = if one.rust.is_empty() { &one.label } else { &one.rust };
    let mut lines = vec![format!("{title} ({} {})", one.subject.word(), one.label)];
    if let Some((line, column)) = one.place.position {
        lines.push(format!("  in the document   {}:{line}:{column}  #{}", one.place.file, one.place.pointer));
    }
    let is_plain = |name: &str, value: &str| value == "no" && name != "required";
    for (name, value) in one.facts.iter().filter(|(name, value)| !is_plain(name, value)) {
        let why = why(one.subject, name, value).map(|why| format!(": {why}")).unwrap_or_default();
        lines.push(format!("  {name:<17} {value}{why}"));
    }
    if one.facts.iter().any(|(name, _)| matches!(*name, "type" | "kind" | "payload")) {
        lines.push(format!("  travels           {}", one.direction.word()));
    }
    for (path, signature) in one.code.iter().filter(|(_, signature)| !signature.is_empty()) {
        lines.push(format!("  in Rust           {path}: {signature}"));
    }
    let decisions = decisions(input, one);
    if decisions.is_empty() {
        lines.push("  decided           nothing: name and type follow from the document".to_owned());
    }
    lines.extend(decisions.iter().map(|decision| format!("  decided           {decision}")));
    lines.join("\n") + "\n"
}

/// What follows from a fact, where that is not in its words.
fn why(subject: Subject, name: &str, value: &str) -> Option<&'static str> {
    match (name, value) {
        ("presence", "required") => Some("the plain type"),
        ("presence", "required, may be null") => Some("`Option`, because it may be null"),
        ("presence", "optional") => Some("`Option`, because it may be missing"),
        ("presence", "optional, may be null") => Some("`Option`, or `Patch` where absent and null differ"),
        ("constant", _) => Some("never required of the caller, always sent"),
        ("distinguished by", "nothing") => Some("every answer is `Unknown`"),
        ("required", "yes") => Some("an argument"),
        ("required", "no") => Some("a setter"),
        ("default", _) if matches!(subject, Subject::Server | Subject::ServerVariable) => {
            Some("unless a client chooses")
        }
        ("limits" | "default", _) => Some("documented, not enforced"),
        ("read-only", "yes") => Some("left out of what is sent"),
        ("write-only", "yes") => Some("never received"),
        _ => None,
    }
}

/// The rules of `sdk.yaml` that name it, with their place and their reason.
fn decisions(input: &Input, one: &Description) -> Vec<String> {
    let Some(file) = input.config_file.and_then(|file| input.others.get(file - 1)) else { return Vec::new() };
    let Ok(value) = serde_yaml::from_str::<Value>(&file.text) else { return Vec::new() };
    let mut names: BTreeSet<&str> = [one.label.as_str(), one.place.pointer.as_str()].into();
    names.extend(one.facts.iter().filter(|(name, _)| *name == "operation id").map(|(_, id)| id.as_str()));
    let (owner, member) = one.label.rsplit_once('.').unwrap_or((&one.label, ""));
    let (all_of_it, everywhere) = (format!("{owner}.*"), format!("*.{member}"));
    if one.subject == Subject::Field {
        names.extend([all_of_it.as_str(), everywhere.as_str(), member]);
    }
    let mut rules = Vec::new();
    collect(&value, &mut String::new(), &names, &mut rules);
    let positions = locate::locate(&file.text, rules.iter().map(|(place, _)| place.as_str()));
    let text = |(place, because): &(String, String)| match positions.get(place) {
        Some((line, column)) => format!("{}:{line}:{column}  #{place}: {because}", file.name),
        None => format!("{}  #{place}: {because}", file.name),
    };
    rules.iter().map(text).collect()
}

/// Rules that have one of the names as a value, with their `because`.
fn collect(value: &Value, place: &mut String, names: &BTreeSet<&str>, rules: &mut Vec<(String, String)>) {
    let length = place.len();
    match value {
        Value::Object(object) => {
            let is_named = |value: &Value| match value {
                Value::String(text) => names.contains(text.as_str()),
                Value::Array(all) => all.iter().any(|one| one.as_str().is_some_and(|text| names.contains(text))),
                _ => false,
            };
            if let Some(because) = object.get("because").and_then(Value::as_str)
                && object.iter().any(|(key, value)| key != "because" && is_named(value))
            {
                rules.push((place.clone(), because.to_owned()));
                return;
            }
            for (key, value) in object {
                pointer::push(place, key);
                collect(value, place, names, rules);
                place.truncate(length);
            }
        }
        Value::Array(all) => {
            for (index, value) in all.iter().enumerate() {
                pointer::push(place, &index.to_string());
                collect(value, place, names, rules);
                place.truncate(length);
            }
        }
        _ => {}
    }
}

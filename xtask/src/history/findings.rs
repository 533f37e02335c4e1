//! What `cargo-semver-checks` finds, read from what it prints, and held against a report item by item: that both say
//! "breaking" of a step would hide that they say it of different things.

use generator::diff::{Report, Verdict};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// An item of which a lint says that it breaks callers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Name of the lint, such as `struct_missing`.
    pub lint: String,
    /// The words of its path: `history_sdk`, `models`, `Order`, or the last ones of them.
    item: Vec<String>,
}

/// What a run printed: `--- failure LINT: title ---`, and further down a line for each item behind `Failed in:`.
pub(super) fn findings(said: &str) -> Vec<Finding> {
    let (mut found, mut lint, mut listed) = (Vec::new(), None, false);
    for line in said.lines() {
        // The summary at the end stands further to the right.
        let item_line = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        if let Some(name) = line.strip_prefix("--- failure ").and_then(|rest| rest.split_once(':')) {
            (lint, listed) = (Some(name.0.to_owned()), false);
        } else if line == "Failed in:" {
            listed = true;
        } else if let (Some(lint), true, Some(text)) = (&lint, listed, item_line) {
            found.push(Finding { lint: lint.clone(), item: item(text) });
        } else if !line.is_empty() {
            listed = false;
        }
    }
    found
}

/// The path that a line of a lint is about: `field note of struct Order, previously in file ..`,
/// `variant State::Paid, ..`, `history_sdk::models::Order::new now takes ..`.
fn item(text: &str) -> Vec<String> {
    let mut all = text.split([' ', ',']).filter(|word| !word.is_empty());
    let first = all.next().unwrap_or_default();
    let rest: Vec<&str> = all.collect();
    match (first, rest.as_slice()) {
        ("field" | "method", [member, "of", _, owner, ..]) => words(&format!("{owner}::{member}")),
        _ if first.contains("::") => words(first),
        (_, [path, ..]) => words(path),
        (_, []) => words(first),
    }
}

/// The words of a path of either side.
fn words(path: &str) -> Vec<String> {
    let path = path.split('<').next().unwrap_or_default();
    let words = path.split([':', '.', '(', ')']).filter(|word| !word.is_empty());
    words.map(|word| word.trim_start_matches("r#").to_owned()).collect()
}

/// Whether two paths, of which one may lack its beginning, are of the same item.
fn is_same(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && (a.ends_with(b) || b.ends_with(a))
}

/// How a report and the findings differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Disagreement {
    /// Found by the tool, and nothing breaking in the report.
    pub theirs: Vec<String>,
    /// Gone or renamed by the report, and not found by the tool.
    pub ours: Vec<String>,
}

/// The names of the type aliases in what rustdoc says of a crate: the calls of operations are aliases, and so is a component
/// that is another type. No lint of the tool looks at them.
///
/// # Errors
///
/// If the file cannot be read, or is no JSON.
pub(super) fn aliases(rustdoc: &Path) -> Result<BTreeSet<String>, String> {
    let text = std::fs::read(rustdoc).map_err(|error| format!("{}: {error}", rustdoc.display()))?;
    let crate_: Value = serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", rustdoc.display()))?;
    let items = crate_["index"].as_object().into_iter().flat_map(|index| index.values());
    let aliases = items.filter(|item| item["inner"].get("type_alias").is_some());
    Ok(aliases.filter_map(|item| item["name"].as_str()).map(str::to_owned).collect())
}

/// Holds both against each other; `aliases` are those of the old crate.
pub(super) fn disagreement(report: &Report, found: &[Finding], aliases: &BTreeSet<String>) -> Disagreement {
    let breaking = report.changes.iter().filter(|change| change.verdict == Verdict::Breaking);
    let lines: Vec<&str> = breaking.flat_map(|change| &change.code).map(String::as_str).collect();
    let ours: Vec<Vec<String>> = lines.iter().flat_map(|line| paths(line)).map(words).collect();
    let is_alias = |path: &[String]| path.last().is_some_and(|name| aliases.contains(name));
    // The options of a call are methods of the one type that all calls are aliases of.
    let lost_call = ours.iter().any(|path| is_alias(path) && path.iter().any(|word| word == "resources"));
    let is_option = |finding: &Finding| {
        finding.lint == "inherent_method_missing" && owner(&finding.item).ends_with(&["CallOf".to_owned()])
    };
    let is_ours =
        |finding: &&Finding| ours.iter().any(|path| is_same(path, &finding.item)) || (lost_call && is_option(finding));
    let theirs = found.iter().filter(|finding| !is_ours(finding));
    let theirs = theirs.map(|finding| format!("{} {}", finding.lint, finding.item.join("::"))).collect();
    let unseen = |path: &&str| {
        let path = words(path);
        !is_alias(&path)
            && !found.iter().any(|finding| is_same(&finding.item, &path) || is_same(&finding.item, owner(&path)))
    };
    let ours = lines.iter().filter_map(|line| gone(line)).filter(unseen).map(str::to_owned).collect();
    Disagreement { theirs, ours }
}

fn owner(path: &[String]) -> &[String] {
    &path[..path.len().saturating_sub(1)]
}

/// What a line of a change is about: `- path`, `+ path`, `~ old is new`, `~ path: old is new`.
fn paths(line: &str) -> Vec<&str> {
    let Some((mark, rest)) = line.split_once(' ') else { return Vec::new() };
    match (mark, rest.split_once(": "), rest.split_once(" is ")) {
        ("~", Some((path, _)), _) => vec![path],
        ("~", None, Some((old, new))) => vec![old, new],
        _ => vec![rest],
    }
}

/// What is not there any more under its name, of what the tool looks at: it sees no Cargo features, and of
/// implementations of traits only those that are derived.
fn gone(line: &str) -> Option<&str> {
    let path = match line.split_once(' ')? {
        ("-", path) => path,
        ("~", rest) if !rest.contains(": ") => rest.split_once(" is ")?.0,
        _ => return None,
    };
    (!path.starts_with("impl ") && !path.starts_with("feature ")).then_some(path)
}

/// How often each lint found something, for a cell of a table.
pub(super) fn tally(found: &[Finding]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|finding| *counts.entry(&finding.lint).or_default() += 1);
    let listed = counts.iter().map(|(lint, count)| format!("{count} `{lint}`"));
    if found.is_empty() { "nothing".to_owned() } else { listed.collect::<Vec<_>>().join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use generator::diff::{Change, Subject};

    const SAID: &str = "    Checking history-sdk v0.1.0 -> v0.1.0 (assume minor change)
     Checked [   0.1s] 196 checks: 194 pass, 2 fail, 0 warn, 57 skip

--- failure enum_variant_missing: pub enum variant removed or renamed ---

Description:
A publicly-visible enum has at least one variant that is no longer available
        ref: https://doc.rust-lang.org/cargo/reference/semver.html#item-remove

Failed in:
  variant Chain::Matic, previously in file src/circle/models/chain.rs:30

--- failure struct_pub_field_missing: pub struct's pub field removed or renamed ---

Description:
A publicly-visible struct has at least one public field that is no longer available

Failed in:
  field note of struct Order, previously in file src/circle/models/order.rs:9

     Summary semver requires new major version: 2 major and 0 minor checks failed
";

    fn report(code: &[&str]) -> Report {
        let changes = code.iter().map(|line| Change {
            api: "shop".to_owned(),
            verdict: Verdict::Breaking,
            subject: Subject::Type,
            label: String::new(),
            what: String::new(),
            direction: None,
            old: None,
            new: None,
            rust: String::new(),
            code: vec![(*line).to_owned()],
            reason: String::new(),
            migration: None,
            deprecated: false,
        });
        Report { versions: Vec::new(), changes: changes.collect() }
    }

    #[test]
    fn items_are_read_from_what_is_printed() {
        let found = findings(SAID);
        assert_eq!(tally(&found), "1 `enum_variant_missing`, 1 `struct_pub_field_missing`");
        assert_eq!(found[0].item, ["Chain", "Matic"]);
        assert_eq!(found[1].item, ["Order", "note"]);
        assert_eq!(item("history_sdk::a::Order::new now takes 1 parameters instead of 2, in src/a.rs:1").len(), 4);
        assert_eq!(item("struct history_sdk::a::Order, previously in file src/a.rs:1").len(), 3);
    }

    #[test]
    fn each_item_of_one_side_is_looked_for_on_the_other() {
        let (found, none) = (findings(SAID), BTreeSet::new());
        let both =
            ["- circle::models::Chain::Matic", "- circle::models::Order.note", "- circle::models::Order::note()"];
        assert_eq!(disagreement(&report(&both), &found, &none), Disagreement::default());
        assert_eq!(disagreement(&report(&both[..1]), &found, &none).theirs, ["struct_pub_field_missing Order::note"]);
        let more = [&both[..], &["~ circle::models::Old is circle::models::New", "- feature circle-cards"]].concat();
        assert_eq!(disagreement(&report(&more), &found, &none).ours, ["circle::models::Old"]);
        // A type that changed is nothing that the tool looks for.
        let typed = [&both[..], &["~ circle::models::Order.total: i64 is f64"]].concat();
        assert_eq!(disagreement(&report(&typed), &found, &none), Disagreement::default());
    }

    #[test]
    fn calls_are_aliases_that_the_tool_does_not_see_and_their_options_are_of_one_type() {
        let said = "--- failure inherent_method_missing: pub method removed or renamed ---\n\nFailed in:\n  \
                    CallOf::wallet_id, previously in file src/circle/resources/transfers.rs:80\n";
        let (found, calls) = (findings(said), BTreeSet::from(["ListTransfers".to_owned()]));
        let gone = report(&["- circle::resources::ListTransfers"]);
        assert_eq!(disagreement(&gone, &found, &calls), Disagreement::default());
        assert_eq!(disagreement(&gone, &[], &BTreeSet::new()).ours, ["circle::resources::ListTransfers"]);
        assert_eq!(disagreement(&report(&[]), &found, &calls).theirs, ["inherent_method_missing CallOf::wallet_id"]);
    }
}

//! Which rule decides each union of the two APIs, and why.

use generator::analyze::coverage::coverage;
use sdk_tests::pipeline::changed;
use std::collections::BTreeMap;
use std::fmt::Write;

fn table(name: &str) -> String {
    let report = coverage(&changed(name, |_| {}).0);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &report.unions {
        *counts.entry(entry.rule.split(' ').next().unwrap_or_default()).or_default() += 1;
    }
    let mut text = String::new();
    for (rule, count) in counts {
        writeln!(text, "{count:>3} {rule}").expect("a string takes it");
    }
    for entry in &report.unions {
        write!(text, "\n{}: {}\n  {}\n  {}\n", entry.name, entry.rule, entry.because, entry.variants.join(", "))
            .expect("a string takes it");
    }
    text
}

#[test]
fn every_union_is_decided() {
    insta::assert_snapshot!("polar", table("polar"));
    insta::assert_snapshot!("circle", table("circle"));
}

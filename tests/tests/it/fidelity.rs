//! Every type of both APIs against samples of its schema.

use generated_sdk::testing::RoundTrip;
use sdk_tests::fidelity::{broken, newer, unchanged, valid_samples};
use sdk_tests::samples::{Built, Schemas};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// The types of an API with their samples, and names that decisions excuse from being strict about.
struct Subject {
    types: Vec<(&'static str, RoundTrip, Vec<Built>)>,
    excused: BTreeSet<String>,
}

/// Made once for all tests: validating takes longer than everything else.
static SUBJECTS: LazyLock<[Subject; 2]> = LazyLock::new(|| {
    let polar: &[_] = generated_sdk::polar::catalog::TYPES;
    let circle: &[_] = generated_sdk::circle::catalog::TYPES;
    [("polar", polar), ("circle", circle)].map(|(name, types)| {
        let schemas = Schemas::new(read(name, "openapi.yaml"));
        let types =
            types.iter().map(|(component, round_trip)| (*component, *round_trip, valid_samples(&schemas, component)));
        Subject { types: types.collect(), excused: excused(&read(name, "sdk.yaml")) }
    })
});

fn read(api: &str, file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Property names that `presence` and `formats` of `sdk.yaml` speak of.
fn excused(decisions: &Value) -> BTreeSet<String> {
    let rules = ["presence", "formats"].into_iter().flat_map(|list| decisions[list].as_array().into_iter().flatten());
    let places = rules.flat_map(|rule| rule["at"].as_array().into_iter().flatten()).filter_map(Value::as_str);
    places.filter_map(|place| place.rsplit('.').next()).map(str::to_owned).collect()
}

fn assert_none(violations: &[String]) {
    let shown: Vec<&str> = violations.iter().take(40).map(String::as_str).collect();
    assert!(violations.is_empty(), "{} violations, the first of them:\n{}", violations.len(), shown.join("\n"));
}

#[test]
fn every_type_has_a_valid_sample_and_keeps_each_of_them() {
    let mut violations = Vec::new();
    for subject in SUBJECTS.iter() {
        for (component, round_trip, samples) in &subject.types {
            if samples.is_empty() {
                violations.push(format!("{component}: no valid sample"));
            }
            violations.extend(samples.iter().filter_map(|sample| {
                unchanged(*round_trip, &sample.value).map(|violation| format!("{component}: {violation}"))
            }));
        }
    }
    assert_none(&violations);
}

#[test]
fn what_is_newer_than_the_sdk_passes_through() {
    let mut violations = Vec::new();
    for subject in SUBJECTS.iter() {
        for (component, round_trip, samples) in &subject.types {
            let mut seen = BTreeSet::new();
            for sample in samples {
                let found = newer(*round_trip, sample, &mut seen);
                violations.extend(found.into_iter().map(|violation| format!("{component}: {violation}")));
            }
        }
    }
    assert_none(&violations);
}

#[test]
fn what_is_broken_is_refused_by_its_place() {
    let mut violations = Vec::new();
    for subject in SUBJECTS.iter() {
        for (component, round_trip, samples) in &subject.types {
            let mut seen = BTreeSet::new();
            for sample in samples {
                let found = broken(*round_trip, sample, &subject.excused, &mut seen);
                violations.extend(found.into_iter().map(|violation| format!("{component}: {violation}")));
            }
        }
    }
    assert_none(&violations);
}

//! Every type, answer and event of both APIs against samples of its schema.

use super::{document, read};
use generated_sdk::polar::webhooks::Event;
use generated_sdk::runtime::StatusPattern;
use generated_sdk::testing::{Catalogued, RoundTrip};
use generated_sdk::{circle, polar};
use sdk_tests::fidelity::{Outcomes, broken, newer, unchanged, valid_samples, valid_samples_of};
use sdk_tests::samples::{Built, Schemas};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What an API sends and receives with samples of it, which components it receives, and names that decisions excuse from being strict about.
struct Subject {
    types: Vec<(String, RoundTrip, Vec<Built>)>,
    received: BTreeSet<String>,
    excused: BTreeSet<String>,
}

/// Made once for all tests: validating takes longer than everything else.
static SUBJECTS: LazyLock<[Subject; 2]> = LazyLock::new(|| {
    let polar = (polar::catalog::TYPES, polar::catalog::OPERATIONS, polar::catalog::WEBHOOKS);
    let circle = (circle::catalog::TYPES, circle::catalog::OPERATIONS, &[] as &[_]);
    [("polar", polar), ("circle", circle)].map(|(name, (types, operations, webhooks))| {
        let decisions = read(name, "sdk.yaml");
        let schemas = Schemas::new(with_presence(document(name), &decisions));
        let components = types
            .iter()
            .copied()
            .flatten()
            .map(|(component, round_trip)| (*component, *round_trip, valid_samples(&schemas, component)))
            .map(|(component, round_trip, samples)| (component.to_owned(), round_trip, samples));
        let answers = operations.iter().flat_map(|entry| answers(&schemas, entry));
        let events = webhooks.iter().map(|(event, round_trip)| {
            let schema =
                &schemas.root()["webhooks"][event]["post"]["requestBody"]["content"]["application/json"]["schema"];
            (format!("event {event}"), *round_trip, valid_samples_of(&schemas, schema))
        });
        let types = components.chain(answers).chain(events).collect();
        Subject { types, received: received(schemas.root()), excused: excused(&decisions) }
    })
});

/// The answers whose schema stands in the operation and not among the components.
fn answers(schemas: &Schemas, entry: &Catalogued) -> Vec<(String, RoundTrip, Vec<Built>)> {
    let operation = entry.operation;
    let (path, method) = (operation.template(), operation.method.as_str().to_lowercase());
    let answers = entry.answers.iter().filter_map(|(pattern, round_trip)| {
        let StatusPattern::Code(status) = pattern else { return None };
        let response = &schemas.root()["paths"][&path][&method]["responses"][status.to_string()];
        let mut schema = &response["content"]["application/json"]["schema"];
        if let Some(envelope) = operation.envelope.filter(|_| *status < 300) {
            schema = &schema["properties"][envelope];
        }
        let own = schema.is_object() && schema.get("$ref").is_none();
        own.then(|| (format!("{} {status}", operation.id), *round_trip, valid_samples_of(schemas, schema)))
    });
    answers.collect()
}

/// A document with the properties in its `required` lists that a `presence` rule of `sdk.yaml` says always come.
fn with_presence(mut document: Value, decisions: &Value) -> Value {
    for rule in decisions["presence"].as_array().into_iter().flatten().filter(|rule| rule["optional"] == false) {
        for place in rule["at"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let Some((component, property)) = place.split_once('.') else { continue };
            if let Some(schema) = document["components"]["schemas"].get_mut(component).and_then(Value::as_object_mut) {
                let required = schema.entry("required").or_insert_with(|| Value::Array(Vec::new()));
                required.as_array_mut().expect("`required` is a list").push(property.into());
            }
        }
    }
    document
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

#[test]
fn what_is_broken_is_mended_and_written_back_as_it_came() {
    let mut violations = Vec::new();
    let mut outcomes = Outcomes::default();
    let mut count = 0;
    for subject in SUBJECTS.iter() {
        let received = subject.types.iter().filter(|(name, ..)| subject.received.contains(name) || name.contains(' '));
        for (name, round_trip, samples) in received {
            count += 1;
            let mut values: Vec<&Value> = samples.iter().map(|sample| &sample.value).collect();
            // The first one stands for the type.
            values.sort_by_key(|value| std::cmp::Reverse(value.as_object().map_or(0, serde_json::Map::len)));
            let found = values.into_iter().flat_map(|value| outcomes.add(name, *round_trip, value));
            violations.extend(found.map(|violation| format!("{name}: {violation}")));
        }
    }
    assert_none(&violations);
    insta::assert_snapshot!(format!("{count} types that are received\n\n{outcomes}"));
}

/// The components that answers and events are made of.
fn received(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Value> = vec![&document["webhooks"], &document["components"]["responses"]];
    let operations = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    open.extend(operations.filter_map(Value::as_object).flat_map(|item| item.values()).map(|one| &one["responses"]));
    while let Some(node) = open.pop() {
        match node {
            Value::Object(object) => {
                let name = object.get("$ref").and_then(Value::as_str);
                let name = name.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
                if let Some(name) = name.filter(|name| found.insert((*name).to_owned())) {
                    open.push(&document["components"]["schemas"][name]);
                }
                open.extend(object.values());
            }
            Value::Array(elements) => open.extend(elements),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

#[test]
fn every_event_is_known_and_a_new_one_is_kept() {
    let subject = &SUBJECTS[0];
    let events = subject.types.iter().filter_map(|(name, _, samples)| Some((name.strip_prefix("event ")?, samples)));
    let (mut count, mut unreadable) = (0, 0);
    for (event, samples) in events {
        count += 1;
        for sample in samples {
            let read = |payload: &Value| Event::from_payload(payload.to_string().as_bytes()).expect("it is JSON");
            let known = read(&sample.value);
            assert_eq!(known.event_type(), event);
            assert!(!matches!(known, Event::Unknown { .. }), "{event} is known");
            let mut payload = sample.value.clone();
            payload["type"] = json!("zz.new_event");
            let Event::Unknown { event_type, raw } = read(&payload) else { panic!("{event}: a new name is not known") };
            assert_eq!((event_type.as_str(), raw.to_value()), ("zz.new_event", payload));
            let mut payload = sample.value.clone();
            payload["data"] = json!("not what the document says");
            match read(&payload) {
                Event::Unreadable { event_type, error, raw } => {
                    unreadable += 1;
                    assert_eq!(
                        (event_type.as_str(), error.path().as_str(), raw.to_value()),
                        (event, "$.data", payload)
                    );
                }
                Event::Unknown { .. } => panic!("{event} is known, whatever its data is"),
                // A union takes anything for something newer.
                known => assert_eq!(known.event_type(), event),
            }
        }
    }
    assert_eq!(count, 41);
    assert!(unreadable > count, "most events have data of one type, and two samples");
}

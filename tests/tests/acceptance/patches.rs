//! Properties that may be left alone, cleared or set: all of them, counted from the document by code of its own.

use crate::support::schemas;
use generated_sdk::json::encode_to_string;
use generated_sdk::polar::Null;
use generated_sdk::polar::catalog::TYPES;
use generated_sdk::polar::models::{SubscriptionUpdateBase, TrialEnd};
use generated_sdk::testing::Strictness;
use sdk_tests::samples::{Fullness, Schemas};
use serde_json::{Value, json};

/// Names of the objects that bodies of a `PATCH` are, through references and unions.
fn patched<'a>(schemas: &'a Schemas, schema: &'a Value, found: &mut Vec<&'a str>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = schemas.root().pointer(reference.trim_start_matches('#')).expect("references lead somewhere");
        if target.get("properties").is_some() {
            found.push(reference.rsplit('/').next().unwrap_or_default());
        }
        patched(schemas, target, found);
    }
    for branches in ["anyOf", "oneOf"].map(|keyword| schema[keyword].as_array()).into_iter().flatten() {
        branches.iter().for_each(|branch| patched(schemas, branch, found));
    }
}

/// The optional properties of an object that may be null, as the document has them.
fn clearable<'a>(schemas: &'a Schemas, component: &str) -> impl Iterator<Item = &'a str> {
    let object = &schemas.root()["components"]["schemas"][component];
    let required = object["required"].as_array().map_or(&[][..], Vec::as_slice);
    let properties = object["properties"].as_object().into_iter().flatten();
    let optional = properties.filter(|(name, _)| !required.contains(&json!(name)));
    let may_be_null =
        |schema: &Value| schema["anyOf"].as_array().is_some_and(|all| all.contains(&json!({"type": "null"})));
    optional.filter(move |(_, schema)| may_be_null(schema)).map(|(name, _)| name.as_str())
}

#[test]
fn each_nullable_property_knows_the_three_states() {
    let schemas = schemas();
    let mut met = false;
    for item in schemas.root()["paths"].as_object().into_iter().flatten().map(|(_, item)| item) {
        let mut components = Vec::new();
        patched(schemas, &item["patch"]["requestBody"]["content"]["application/json"]["schema"], &mut components);
        for component in components {
            let (_, round_trip) =
                TYPES.iter().copied().flatten().find(|(name, _)| *name == component).expect("every body is a type");
            let base = schemas.valid(&json!({"$ref": format!("#/components/schemas/{component}")}), Fullness::Minimal);
            for property in clearable(schemas, component) {
                let mut absent = base[0].value.clone();
                absent.as_object_mut().expect("it is an object").remove(property);
                let mut null = absent.clone();
                null[property] = json!(null);
                for body in [absent, null] {
                    let written = round_trip(&body.to_string(), Strictness::Strict).expect("the body is valid").text;
                    assert_eq!(
                        serde_json::from_str::<Value>(&written).expect("it is JSON"),
                        body,
                        "{component}.{property}"
                    );
                }
                met = true;
            }
        }
    }
    assert!(met, "the document has such properties");
}

#[test]
fn a_trial_ends_now_at_a_time_or_not_at_all() {
    let sent = |update: SubscriptionUpdateBase| encode_to_string(&update);
    let update = SubscriptionUpdateBase::new;
    assert_eq!(sent(update().trial_end(TrialEnd::Now)), r#"{"trial_end":"now"}"#);
    let time = "2026-12-01T00:00:00Z";
    assert_eq!(sent(update().trial_end(time)), r#"{"trial_end":"2026-12-01T00:00:00Z"}"#);
    assert!(matches!(TrialEnd::from(time), TrialEnd::At(at) if at.is_valid()));
    assert_eq!(sent(update().trial_end(Null)), r#"{"trial_end":null}"#);
    assert_eq!(sent(update()), "{}");
}

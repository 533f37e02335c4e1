//! Tell the variants of a union apart.

use crate::support::polar;
use generated_sdk::polar::models::{Benefit, Customer};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::{Value, json};

fn benefit(kind: &str) -> Value {
    json!({
        "id": "b_1",
        "created_at": "2026-01-02T03:04:05Z",
        "modified_at": null,
        "type": kind,
        "description": "Access to the server",
        "selectable": true,
        "deletable": true,
        "is_deleted": false,
        "organization_id": "org_1",
        "visibility": "public",
        "visibility_configurable": true,
        "metadata": {},
        "properties": { "guild_id": "g", "role_id": "r", "guild_token": "t", "kick_member": false },
    })
}

async fn read(body: Value) -> Benefit {
    let mock = MockTransport::new().on("benefits.get", move |_| Reply::json(200, body.clone()));
    polar(&mock).benefits().get("b_1").await.expect("any benefit can be read")
}

#[tokio::test]
async fn a_known_variant_is_typed() {
    let benefit = read(benefit("discord")).await;
    match &benefit {
        Benefit::Discord(discord) => assert_eq!(discord.properties.guild_id, "g"),
        Benefit::Unknown(unknown) => panic!("newer than this SDK: {:?}", unknown.tag),
        _ => panic!("not a Discord benefit"),
    }
    assert!(benefit.as_discord().is_some());
    assert_eq!(benefit.description(), Some("Access to the server"));
}

#[tokio::test]
async fn a_variant_newer_than_the_sdk_is_kept() {
    let newer = benefit("telepathy");
    let read = read(newer.clone()).await;
    assert!(matches!(read, Benefit::Unknown(_)));
    assert_eq!(read.tag(), Some("telepathy"));
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), newer);
}

#[tokio::test]
async fn a_property_that_one_kind_requires_and_another_may_lack_has_an_accessor() {
    let mock = MockTransport::new().with_examples();
    let person = polar(&mock).customers().get("c_1").await.expect("the example can be read");
    assert!(person.as_individual().is_some(), "{person:?}");
    assert_eq!(person.email(), Some("jane@example.com"));

    let mut value = serde_json::to_value(&person).expect("it can be written");
    value["type"] = "team".into();
    value["email"] = Value::Null;
    let team: Customer = serde_json::from_value(value).expect("a team has the same properties");
    assert!(team.as_team().is_some(), "{team:?}");
    assert_eq!(team.email(), None);
}

//! What an API sends to the URLs that calls give it.

use super::{becomes, refused, same};
use feature_sdk::callbacks::{models, webhooks};

#[test]
fn payloads_of_callbacks_have_types_like_those_of_webhooks() {
    use webhooks::callbacks::{OnEnd, OnEvent, StartState, SubscribeState};
    let event: OnEvent = same(r#"{"e":"x"}"#);
    let component: models::Payload = event;
    assert_eq!(component.e, "x");
    assert_eq!(same::<OnEnd>(r#"{"reason":"done"}"#).reason, "done");
    assert_eq!(refused::<OnEnd>("{}").0, "$.reason");
    // Two operations have callbacks of one name with different payloads.
    assert_eq!(same::<SubscribeState>(r#"{"up":true}"#).up, Some(true));
    assert_eq!(same::<StartState>(r#"{"bitrate":5}"#).bitrate, 5);
    let read: OnEnd = serde_json::from_slice(br#"{"reason":"done"}"#).expect("it is read with serde as well");
    assert_eq!(read.reason, "done");
}

#[test]
fn schemas_that_nothing_reaches_are_kept_by_decision() {
    use feature_sdk::kept::models::{Body, Message};
    let message: Message = same(r#"{"id":"m","body":{"text":"t"}}"#);
    assert_eq!(message.body.and_then(|body| body.text).as_deref(), Some("t"));
    let made = Message::new("m").body(Body::new().text("t"));
    becomes::<Message>(&serde_json::to_string(&made).expect("it is JSON"), r#"{"id":"m","body":{"text":"t"}}"#);
}

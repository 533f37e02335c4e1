//! The webhooks of the API.

use super::Thing;
use sdk_runtime::runtime::{
    Json,
    json::{DecodeError, Value},
    webhooks::{KeyReading, Signing, WebhookEvent},
};

/// What the API sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Paid(Json),
    Made { thing: Thing, note: String },
    Unknown { event_type: String },
    Unreadable { error: DecodeError },
}

impl WebhookEvent for Event {
    const SIGNING: Signing =
        Signing { keys: &[KeyReading::Utf8, KeyReading::Base64], prefix: "whsec_", variable: "ACME_WEBHOOK_SECRET" };

    fn read(payload: Value<'_>) -> Result<Self, DecodeError> {
        let event_type = payload.get("type").and_then(|value| value.as_str()).unwrap_or_default();
        let mut fields = payload.fields("");
        let read = match &*event_type {
            "order.paid" => {
                fields.constant("type", "order.paid");
                Self::Paid(fields.required("data"))
            }
            "thing.made" => {
                fields.constant("type", "thing.made");
                Self::Made { thing: fields.required("thing"), note: fields.required("note") }
            }
            _ => return Ok(Self::Unknown { event_type: event_type.into_owned() }),
        };
        fields.finish(read)
    }

    fn unreadable(_: Value<'_>, error: DecodeError) -> Self {
        Self::Unreadable { error }
    }
}

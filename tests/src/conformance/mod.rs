//! Replays what was recorded, or documented, through the SDK.

pub mod examples;
pub mod exchange;

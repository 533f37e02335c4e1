//! What a user of the SDK sets out to do, task by task, as it is written in an application.
//!
//! Each task stands for itself and runs without a network: against a mock transport, or a server on loopback.

mod blocking;
mod circle_payouts;
mod concurrency;
mod construct;
mod download;
mod errors;
mod features;
mod mock;
mod money_and_time;
mod pagination;
mod portal;
mod raw;
mod resources;
mod retries;
mod sandbox;
mod support;
mod tenants;
mod tracing;
mod transport;
mod unions;
mod upload;
mod webhooks;

//! What templates are filled with: one documented struct per template, names finished, decisions made.

pub mod api;
pub mod call_examples;
pub mod catalog;
pub mod client;
pub mod code_samples;
pub mod errors;
pub mod example_values;
mod features;
pub mod files;
pub mod front;
pub mod guides;
pub mod ids;
pub mod info;
pub mod lib;
pub mod manifest;
pub mod models;
pub mod package;
pub mod readme;
mod request_rules;
pub mod resource;
pub mod resources;
pub mod samples;
mod starter;
pub mod support;
pub mod testing;
pub mod webhooks;

//! What a user of the SDK sets out to do, task by task, as it is written in an application.
//!
//! Each task stands for itself and runs without a network: against a mock transport, or a server on loopback.

mod circle_payouts;
mod support;
mod task_01_construct;
mod task_02_sandbox;
mod task_03_resources;
mod task_04_unions;
mod task_05_pagination;
mod task_06_retries;
mod task_07_errors;
mod task_08_raw;
mod task_09_transport;
mod task_10_blocking;
mod task_11_webhooks;
mod task_12_tenants;
mod task_13_portal;
mod task_14_upload;
mod task_15_download;
mod task_16_mock;
mod task_17_tracing;
mod task_18_features;
mod task_19_money_and_time;
mod task_20_concurrency;

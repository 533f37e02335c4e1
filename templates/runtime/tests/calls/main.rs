//! Calls from end to end, over a mock and over real sockets, in both modes.
#![expect(unreachable_pub, reason = "a test binary has no readers outside")]

// The macros of generated code, which the runtime does not export, and the place where they look for it.
#[path = "../../src/runtime/webhooks/extractor.rs"]
mod extractor;
#[path = "../../src/runtime/client/macros.rs"]
mod macros;
use sdk_runtime::runtime;

mod answers;
mod api;
mod auth;
mod budget;
mod config;
mod connect;
mod credentials;
mod cursors;
mod cut_off;
mod destinations;
mod downloads;
mod errors;
mod events;
mod executors;
mod faulty;
mod files;
mod harness;
mod http2;
mod keep_alive;
mod links;
mod mended;
mod middleware;
mod mocks;
mod oauth2;
mod outcomes;
mod own_servers;
mod packed;
mod page_ends;
mod pages;
mod planted;
mod proxies;
mod redirects;
mod requests;
mod retry;
mod secrets;
mod server;
mod shown;
mod slow_readers;
mod sockets;
mod spans;
mod time;
mod tls;
mod tls_settings;
mod token_endpoints;
mod tokens;
mod types;
mod upload_sockets;
mod uploads;
mod webhooks;

//! Calls from end to end, over a mock and over real sockets, in both modes.
#![expect(unreachable_pub, reason = "a test binary has no readers outside")]

mod answers;
mod api;
mod auth;
mod config;
mod connect;
mod credentials;
mod destinations;
mod downloads;
mod errors;
mod executors;
mod faulty;
mod harness;
mod http2;
mod keep_alive;
mod mended;
mod middleware;
mod mocks;
mod outcomes;
mod page_ends;
mod pages;
mod proxies;
mod requests;
mod retry;
mod secrets;
mod server;
mod sockets;
mod spans;
mod time;
mod tls;
mod tls_settings;
mod tokens;
mod types;
mod upload_sockets;
mod uploads;
mod webhooks;

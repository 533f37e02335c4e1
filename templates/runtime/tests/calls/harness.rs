//! What the tests have in common: clients, and a way to run them in both modes.

use crate::api::{API, Acme};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, Error,
    testing::{MockTransport, Reply},
};
use std::future::Future;

/// Runs a future to its end.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A client that a mock answers.
pub fn mocked(mock: &MockTransport) -> Acme<Async> {
    Acme(ClientConfig::<Async>::new(&API).access_token("secret-token").transport(mock.clone()).build().unwrap())
}

/// A blocking client that a mock answers.
pub fn mocked_blocking(mock: &MockTransport) -> Acme<Blocking> {
    Acme(ClientConfig::<Blocking>::new(&API).access_token("secret-token").transport(mock.clone()).build().unwrap())
}

/// A `reqwest` client of a caller, without settings.
pub fn own_client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none())
}

/// A mock that answers everything with these replies, one after the other.
pub fn replies(reply: impl Fn() -> Reply + Send + Sync + 'static) -> MockTransport {
    MockTransport::new().on("*", move |_| reply())
}

/// Runs a test of this binary once more, in a process with other variables in its environment.
pub fn again(test: &str, variables: &[(&str, &str)]) {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.args(["--exact", test, "--nocapture"]).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}{}", String::from_utf8_lossy(&output.stderr));
}

/// Whether this process runs nothing but the test; else the test runs in a process that does. `tracing` remembers for all
/// threads whether anybody listens at a place of the code, and another thread may be the first who comes there.
pub fn alone(test: &str) -> bool {
    let is_alone = std::env::var_os("SDK_TEST_ALONE").is_some();
    if !is_alone {
        again(test, &[("SDK_TEST_ALONE", "yes")]);
    }
    is_alone
}

/// An outcome in one line, as the tables of cases have it.
pub fn summary<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            let status = error.status().map_or("-".to_owned(), |status| status.as_str().to_owned());
            let applied = if error.may_have_been_applied() { "maybe applied" } else { "not applied" };
            format!("{:?} {status}, {} attempts, {applied}", error.kind(), error.attempts())
        }
    }
}

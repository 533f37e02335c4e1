//! Operations with servers of their own.

use crate::{
    api::{API, Acme},
    harness::run,
};
use sdk_runtime::runtime::{
    Async, Blocking, ClientConfig, Mode,
    testing::{MockTransport, Reply},
};
use std::future::IntoFuture;

#[test]
fn an_operation_goes_to_its_own_server_of_the_clients_environment() {
    fn of<M: Mode>(server: &str) -> ClientConfig<M> {
        ClientConfig::<M>::new(&API).access_token("secret-token").server(server)
    }
    let elsewhere = "https://elsewhere.test/base";
    for (server, url) in [
        ("production", "https://files.acme.test/v1/things/x"),
        ("sandbox", "https://files.sandbox.acme.test/v2/v1/things/x"),
    ] {
        for all in [false, true] {
            // A base URL of the caller's is that of the API, unless the caller says that it is everybody's.
            let mock = MockTransport::new().on("*", |_| Reply::json(200, serde_json::json!({"id": "x"})));
            let expected = if all { "https://elsewhere.test/base/v1/things/x" } else { url };
            let future = of::<Async>(server).transport(mock.clone());
            let blocking = of::<Blocking>(server).transport(mock.clone());
            let (future, blocking) = match all {
                true => {
                    (future.base_url(elsewhere).base_url_for_all(), blocking.base_url(elsewhere).base_url_for_all())
                }
                false => (future, blocking),
            };
            run(Acme(future.build().unwrap()).stored("x").into_future()).unwrap();
            Acme(blocking.build().unwrap()).stored("x").send().unwrap();
            let sent: Vec<String> = mock.requests().iter().map(|request| request.uri.to_string()).collect();
            assert_eq!(sent, [expected; 2]);
        }
    }
}

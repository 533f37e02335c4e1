//! What the types promise.

use crate::api::{Acme, ListThingsSetters, Thing};
use sdk_runtime::runtime::{testing::MockTransport, webhooks::Verifier, *};

const _: () = {
    assert!(size_of::<Error>() == 8);
    assert!(size_of::<Result<(), Error>>() == 8);
};

fn shared<T: Send + Sync + Clone + 'static>() {}
fn sent<T: Send + 'static>(_: T) {}

#[test]
fn clients_are_shared_and_futures_are_sent() {
    shared::<Acme<Async>>();
    shared::<Acme<Blocking>>();
    shared::<Verifier<crate::api::Event>>();
    shared::<MockTransport>();
    fn error<T: Send + Sync + std::error::Error + 'static>() {}
    error::<Error>();
    error::<BuildError>();
    fn futures(client: Acme<Async>) {
        sent(client.get("x").send());
        sent(client.get("x").with_response().send());
        sent(client.list().stream());
        sent(client.list().pages());
        sent(client.export().stream().send());
        sent(async move { client.list().limit(1).await });
    }
    let _ = futures;
    let _: fn(&Thing) -> &String = |thing| &thing.id;
}

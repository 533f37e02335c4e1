//! Many calls at once.

use crate::support::{examples, polar};
use generated_sdk::polar::Client;

#[tokio::test]
async fn joined_and_spawned() -> Result<(), Box<dyn std::error::Error>> {
    let polar = polar(&examples());
    let (_customer, _order) = tokio::try_join!(polar.customers().get("a").send(), polar.orders().get("b").send())?;

    let task = tokio::spawn({
        let polar = polar.clone();
        async move { polar.customers().get("c").await }
    });
    task.await??;
    Ok(())
}

#[test]
fn clients_calls_and_streams_go_to_any_thread() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>(_: T) {}
    shared::<Client>();
    let polar = polar(&examples());
    sent(polar.customers().get("c").send());
    sent(polar.customers().list().stream());
    sent(async move { polar.customers().list().active(true).await });
}

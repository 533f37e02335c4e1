//! Several tenants and environments in one process.

use crate::support::{examples, polar};
use std::time::Duration;

#[tokio::test]
async fn on_one_pool_of_connections() -> generated_sdk::Result<()> {
    let mock = examples();
    let polar = polar(&mock);
    let acme = polar.with(|defaults| defaults.bearer("polar_oat_acme"));
    let other = polar.with(|defaults| defaults.bearer("polar_oat_other").timeout(Duration::from_secs(3)));

    acme.customers().get("c").await?;
    other.customers().get("c").await?;
    let requests = mock.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer polar_oat_acme"));
    assert_eq!(requests[1].header("authorization"), Some("Bearer polar_oat_other"));
    Ok(())
}

//! Act for a customer.

use crate::support::{examples, polar};
use generated_sdk::polar::models::CustomerSessionCustomerIdCreate;

#[tokio::test]
async fn with_a_token_that_was_stored() -> generated_sdk::Result<()> {
    let mock = examples();
    polar(&mock).portal("polar_cst_stored").orders().get("o").await?;
    assert_eq!(mock.requests()[0].header("authorization"), Some("Bearer polar_cst_stored"));
    Ok(())
}

#[tokio::test]
async fn with_a_token_of_the_customer() -> generated_sdk::Result<()> {
    let mock = examples();
    let polar = polar(&mock);
    let session = polar.customer_sessions().create(CustomerSessionCustomerIdCreate::new("cus_1")).await?;
    let portal = polar.portal(&session.token);
    portal.orders().get("o").await?;

    let requests = mock.requests();
    assert_eq!(requests[0].header("authorization"), Some("Bearer polar_oat_test"));
    assert_eq!(requests[1].target(), "/v1/customer-portal/orders/o");
    assert_eq!(requests[1].header("authorization"), Some(format!("Bearer {}", session.token.expose()).as_str()));
    Ok(())
}

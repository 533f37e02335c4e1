//! Test an application without a server.

use generated_sdk::polar::{Client, models::Customer};
use generated_sdk::testing::{MockTransport, Reply};
use serde_json::json;

/// What an application has.
async fn name_of(polar: &Client, id: &str) -> generated_sdk::Result<Customer> {
    polar.customers().get(id).await
}

#[tokio::test]
async fn answers_in_turn_and_no_time_passes() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockTransport::new()
        .on("customers.get", |_| Reply::json(429, json!({})).retry_after(30).then(Reply::example("customers.get")));
    let polar = Client::builder().access_token("test").transport(mock.clone()).build()?;
    name_of(&polar, "c").await?;
    assert_eq!(mock.requests().len(), 2);
    assert!((30..=33).contains(&mock.clock().elapsed().as_secs()), "the server's 30 s, and a little at random");
    Ok(())
}

#[tokio::test]
async fn an_answer_made_of_a_model() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockTransport::new().with_examples();
    let polar = Client::builder().access_token("test").transport(mock).build()?;
    let customer = name_of(&polar, "c").await?;

    let again = customer.clone();
    let mock = MockTransport::new().on("customers.get", move |_| Reply::typed(&again));
    let polar = Client::builder().access_token("test").transport(mock).build()?;
    assert_eq!(name_of(&polar, "c").await?, customer);
    Ok(())
}

#[tokio::test]
async fn a_strict_mock_refuses_what_the_document_does_not_allow() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockTransport::new().with_examples().strict();
    let polar = Client::builder().access_token("test").transport(mock).build()?;
    let error = polar.customers().get("c").extra_query("colour", "red").await.expect_err("there is no such parameter");
    assert!(format!("{error:?}").contains("colour"), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn a_list_of_examples_has_an_end() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockTransport::new().with_examples();
    let circle = generated_sdk::circle::Client::builder().access_token("test").transport(mock.clone()).build()?;
    let payouts: Vec<_> = circle.payouts().list().stream().collect().await?;
    assert!(!payouts.is_empty());
    assert_eq!(mock.requests().len(), 1);

    let circle = generated_sdk::circle::blocking::Client::builder().access_token("test");
    let sessions =
        circle.transport(mock.clone()).build()?.checkout_sessions().list().iter().collect::<Result<Vec<_>, _>>()?;
    assert!(!sessions.is_empty());
    assert_eq!(mock.requests().len(), 2);
    Ok(())
}

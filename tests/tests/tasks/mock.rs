//! Test an application without a server.

use generated_sdk::json::{Json, Kind};
use generated_sdk::polar::Client;
use generated_sdk::polar::models::{
    Customer, Order, OrderDiscount, OrderStatus, ProductCreateOneTime, ProductPriceCustomCreate,
};
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
async fn a_strict_mock_holds_requests_to_the_bounds_of_the_document() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockTransport::new().with_examples().strict();
    let polar = Client::builder().access_token("test").transport(mock.clone()).build()?;
    let said = |error: generated_sdk::Error| format!("{error:?}");
    let error = said(polar.customers().list().limit(0).await.expect_err("a page has items"));
    assert!(error.contains("query parameter `limit` is 0, and has to be more than 0"), "{error}");
    polar.customers().list().limit(1).await?;

    let price = ProductPriceCustomCreate::new;
    let product = |name: &str| ProductCreateOneTime::new(name, [price()]);
    let error = said(polar.products().create(product("a")).await.expect_err("a name has three characters"));
    assert!(error.contains("`body.name` is \"a\", and has to be 3 to 64 characters"), "{error}");
    let misspelled = polar.products().create(product("abc")).extra_body("descripton", "x").await;
    let error = said(misspelled.expect_err("there is no such property"));
    assert!(error.contains("`body` has the property `descripton`, which is not in the document"), "{error}");
    polar.products().create(product("abc")).await?;

    let blocking = generated_sdk::polar::blocking::Client::builder().access_token("test").transport(mock).build()?;
    blocking.customers().list().limit(0).send().expect_err("a page has items");
    Ok(())
}

#[tokio::test]
async fn an_answer_is_an_example_that_a_test_has_changed() -> Result<(), Box<dyn std::error::Error>> {
    let order = Order::example()
        .status(OrderStatus::Refunded)
        .total_amount(4200)
        .discount(None::<OrderDiscount>)
        .customer_id("c");
    assert_eq!((order.total_amount, &order.discount), (4200, &None));
    let mock = MockTransport::new().on("orders.get", move |_| Reply::typed(&order));
    let polar = Client::builder().access_token("test").transport(mock).build()?;
    let order = polar.orders().get("o").await?;
    assert_eq!((&order.status, order.total_amount), (&OrderStatus::Refunded, 4200));
    Ok(())
}

#[test]
fn every_type_that_is_received_has_an_example() {
    let polar = generated_sdk::polar::example_values::EXAMPLES;
    let circle = generated_sdk::circle::example_values::EXAMPLES;
    let examples: Vec<_> = polar.iter().chain(circle).copied().flatten().collect();
    assert!(examples.len() > 300, "{}", examples.len());
    for (name, example) in examples {
        assert!(Json::parse(&example()).is_ok_and(|json| json.kind() == Kind::Object), "{name}");
    }
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

//! What the shop does, whoever it talks to.

use crate::Failure;
use crate::store::Store;
use axum::Router;
use axum::extract::{FromRef, Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use generated_sdk::polar::Client;
use generated_sdk::polar::ids::{CheckoutId, CustomerId, OrderId, ProductId};
use generated_sdk::polar::models::{
    CheckoutCreate, CheckoutStatus, CustomerUpdate, OrderSortProperty, ProductPriceFixedCreate, RefundCreate,
    RefundCreateReason,
};
use generated_sdk::polar::webhooks::{Event, Verifier, Webhook};
use generated_sdk::values::Patch;
use generated_sdk::{Error, ErrorKind};
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;

/// What every handler has. A client is a handle: clones share its connections.
#[derive(Clone)]
pub(crate) struct Shop {
    pub polar: Client,
    pub verifier: Verifier,
    pub store: Store,
    /// Where customers reach the shop, without a slash at the end.
    pub address: Arc<str>,
    pub book: ProductId,
    pub course: ProductId,
}

/// What the extractor [`Webhook`] needs of the state.
impl FromRef<Shop> for Verifier {
    fn from_ref(shop: &Shop) -> Self {
        shop.verifier.clone()
    }
}

pub(crate) fn router(shop: Shop) -> Router {
    Router::new()
        .route("/", get(front))
        .route("/buy/{user}", post(buy))
        .route("/thanks", get(thanks))
        .route("/webhooks/polar", post(fulfil))
        .route("/orders", get(orders))
        .route("/orders/{id}/refund", post(refund))
        .route("/customers/{id}/forget-name", post(forget_name))
        .with_state(shop)
}

async fn front() -> Html<&'static str> {
    Html("<form method=post action=/buy/user_42><button>Book and course</button></form>")
}

/// Opens a checkout session for a user of the shop, and sends the browser to its page.
async fn buy(State(shop): State<Shop>, Path(user): Path<String>) -> Result<Redirect, Failed> {
    let session = CheckoutCreate::new([shop.book.clone(), shop.course.clone()])
        // The course costs 19.99 in this session, whatever it costs elsewhere. Amounts are in minor units.
        .prices(shop.course.as_str(), [ProductPriceFixedCreate::new(19_99)])
        .external_customer_id(user)
        // Polar puts the id of the session in place of the braces.
        .success_url(format!("{}/thanks?checkout_id={{CHECKOUT_ID}}", shop.address));
    let session = shop.polar.checkouts().create(session).await?;
    Ok(Redirect::to(&session.url))
}

#[derive(Deserialize)]
struct Returned {
    checkout_id: CheckoutId,
}

/// Where the browser comes back to. It only tells: a browser that never comes back has paid all the same, and one that
/// does may have made up the address. Goods are delivered in [`fulfil`].
async fn thanks(State(shop): State<Shop>, Query(returned): Query<Returned>) -> Result<String, Failed> {
    let session = shop.polar.checkouts().get(&returned.checkout_id).await?;
    Ok(match session.status {
        CheckoutStatus::Succeeded | CheckoutStatus::Confirmed => "Thank you. Your goods are on their way.".to_owned(),
        status => format!("Your checkout is {status}."),
    })
}

/// Delivers what was paid, once. The answer is the receipt: Polar repeats a delivery until it gets a 2xx.
async fn fulfil(State(shop): State<Shop>, Webhook(delivery): Webhook) -> StatusCode {
    match delivery.event {
        Event::OrderPaid(paid) => match shop.store.add(delivery.id, paid.data).await {
            Ok(_) => StatusCode::ACCEPTED,
            // It was not written down, so it has to come again.
            Err(error) => {
                eprintln!("{error}");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        },
        // A known event that this version cannot read: it comes again until there is one that can.
        Event::Unreadable { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        // Everything else is of no interest, events of the future included.
        _ => StatusCode::ACCEPTED,
    }
}

/// What was delivered, and what Polar knows of, page after page.
async fn orders(State(shop): State<Shop>) -> Result<String, Failed> {
    let mut text = String::new();
    for order in shop.store.orders().await? {
        text += &format!("delivered {}: {} {}\n", order.id, order.total_amount, order.currency);
    }
    let mut all = shop.polar.orders().list().sorting([OrderSortProperty::CreatedAtDesc]).limit(100).stream();
    while let Some(order) = all.try_next().await? {
        text += &format!("known {}: {}\n", order.id, order.status);
    }
    Ok(text)
}

/// Gives the money back that is left to give back.
async fn refund(State(shop): State<Shop>, Path(id): Path<OrderId>) -> Result<String, Failed> {
    let order = shop.polar.orders().get(&id).await?;
    let refund = RefundCreate::new(&id, RefundCreateReason::CustomerRequest, order.refundable_amount);
    let refund = shop.polar.refunds().create(refund.comment("requested in the shop")).await?;
    Ok(format!("refund of {} {}: {}", refund.amount, refund.currency, refund.status))
}

/// Clears a property: null is sent, where a value that is not set would leave it as it is.
async fn forget_name(State(shop): State<Shop>, Path(id): Path<CustomerId>) -> Result<StatusCode, Failed> {
    shop.polar.customers().update(&id, CustomerUpdate::new().name(Patch::Null)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What failed, as the shop's own visitors see it. Operators see the whole error, which shows no credential.
pub(crate) enum Failed {
    Call(Error),
    Store(Failure),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl From<Failure> for Failed {
    fn from(error: Failure) -> Self {
        Self::Store(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let error = match self {
            Self::Call(error) => error,
            Self::Store(error) => {
                eprintln!("{error}");
                return (StatusCode::INTERNAL_SERVER_ERROR, "The shop is out of order.").into_response();
            }
        };
        eprintln!("{error}");
        let (status, text) = match error.kind() {
            _ if error.is_not_found() => (StatusCode::NOT_FOUND, "There is no such thing.".to_owned()),
            _ if error.is_validation() => {
                let issues: Vec<String> = error.issues().iter().map(ToString::to_string).collect();
                (StatusCode::BAD_REQUEST, issues.join("\n"))
            }
            ErrorKind::Timeout | ErrorKind::Connect | ErrorKind::Transport if error.may_have_been_applied() => {
                (StatusCode::GATEWAY_TIMEOUT, "It may have worked: look before you try again.".to_owned())
            }
            _ if error.is_rate_limited() || error.is_connect() || error.is_timeout() => {
                (StatusCode::SERVICE_UNAVAILABLE, "Please try again in a minute.".to_owned())
            }
            _ => (StatusCode::BAD_GATEWAY, "The payment service refused.".to_owned()),
        };
        (status, text).into_response()
    }
}

//! Customers and orders.

use super::*;

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Metadata {
    Integer(i64),
    Number(f64),
    Text(String),
    Flag(bool),
}

#[derive(Deserialize)]
pub(crate) struct Address {
    pub(crate) city: Option<String>,
    pub(crate) country: String,
    pub(crate) line1: Option<String>,
    pub(crate) line2: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) state: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Customer {
    #[serde(rename = "individual")]
    Individual(Box<CustomerIndividual>),
}

#[derive(Deserialize)]
pub(crate) struct CustomerIndividual {
    pub(crate) id: String,
    pub(crate) avatar_url: String,
    pub(crate) billing_address: Option<Address>,
    pub(crate) billing_name: Option<String>,
    pub(crate) created_at: String,
    pub(crate) default_payment_method_id: Option<String>,
    pub(crate) deleted_at: Option<String>,
    pub(crate) email: String,
    pub(crate) email_verified: bool,
    pub(crate) external_id: Option<String>,
    pub(crate) first_user_event_at: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) organization_id: String,
    pub(crate) tax_id: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(crate) enum Interval {
    #[serde(rename = "day")]
    Day,
    #[serde(rename = "week")]
    Week,
    #[serde(rename = "month")]
    Month,
    #[serde(rename = "year")]
    Year,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
pub(crate) enum Visibility {
    #[serde(rename = "draft")]
    Draft,
    #[serde(rename = "private")]
    Private,
    #[serde(rename = "public")]
    Public,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
pub(crate) enum Status {
    #[serde(rename = "pending")]
    Pending,
    #[serde(rename = "paid")]
    Paid,
    #[serde(rename = "refunded")]
    Refunded,
    #[serde(rename = "active")]
    Active,
    #[serde(rename = "canceled")]
    Canceled,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
pub(crate) enum Reason {
    #[serde(rename = "purchase")]
    Purchase,
    #[serde(rename = "subscription_cycle")]
    Cycle,
    #[serde(rename = "subscription_update")]
    Update,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
pub(crate) enum Source {
    #[serde(rename = "catalog")]
    Catalog,
    #[serde(rename = "ad_hoc")]
    AdHoc,
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
pub(crate) struct OrderProduct {
    pub(crate) id: String,
    pub(crate) created_at: String,
    pub(crate) description: Option<String>,
    pub(crate) is_archived: bool,
    pub(crate) is_recurring: bool,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) meter_interval: Option<Interval>,
    pub(crate) meter_interval_count: Option<i64>,
    pub(crate) modified_at: Option<String>,
    pub(crate) name: String,
    pub(crate) organization_id: String,
    pub(crate) recurring_interval: Option<Interval>,
    pub(crate) recurring_interval_count: Option<i64>,
    pub(crate) trial_interval: Option<Interval>,
    pub(crate) trial_interval_count: Option<i64>,
    pub(crate) visibility: Visibility,
}

#[derive(Deserialize)]
#[serde(tag = "amount_type")]
pub(crate) enum Price {
    #[serde(rename = "fixed")]
    Fixed(Box<PriceFixed>),
}

#[derive(Deserialize)]
pub(crate) struct PriceFixed {
    pub(crate) id: String,
    pub(crate) created_at: String,
    pub(crate) is_archived: bool,
    pub(crate) modified_at: Option<String>,
    pub(crate) price_amount: i64,
    pub(crate) price_currency: String,
    pub(crate) product_id: String,
    pub(crate) source: Source,
    pub(crate) tax_behavior: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Discount {
    #[serde(rename = "fixed")]
    Fixed(Box<DiscountFixed>),
}

#[derive(Deserialize)]
pub(crate) struct DiscountFixed {
    pub(crate) id: String,
    pub(crate) amount: i64,
    pub(crate) amounts: Map<i64>,
    pub(crate) code: Option<String>,
    pub(crate) created_at: String,
    pub(crate) currency: String,
    pub(crate) duration: String,
    pub(crate) duration_in_months: i64,
    pub(crate) ends_at: Option<String>,
    pub(crate) max_redemptions: Option<i64>,
    pub(crate) max_redemptions_per_customer: Option<i64>,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) name: String,
    pub(crate) organization_id: String,
    pub(crate) redemptions_count: i64,
    pub(crate) starts_at: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct OrderItem {
    pub(crate) id: String,
    pub(crate) amount: i64,
    pub(crate) created_at: String,
    pub(crate) label: String,
    pub(crate) modified_at: Option<String>,
    pub(crate) product_price_id: Option<String>,
    pub(crate) proration: bool,
    pub(crate) tax_amount: i64,
}

#[derive(Deserialize)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) applied_balance_amount: i64,
    pub(crate) billing_address: Option<Address>,
    pub(crate) billing_name: Option<String>,
    pub(crate) billing_reason: Reason,
    pub(crate) checkout_id: Option<String>,
    pub(crate) created_at: String,
    pub(crate) currency: String,
    pub(crate) custom_field_data: Map<Metadata>,
    pub(crate) customer: CustomerIndividual,
    pub(crate) customer_id: String,
    pub(crate) description: String,
    pub(crate) discount: Option<Discount>,
    pub(crate) discount_amount: i64,
    pub(crate) discount_id: Option<String>,
    pub(crate) due_amount: i64,
    pub(crate) invoice_number: Option<String>,
    pub(crate) is_invoice_generated: bool,
    pub(crate) items: Vec<OrderItem>,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) net_amount: i64,
    pub(crate) next_payment_attempt_at: Option<String>,
    pub(crate) paid: bool,
    pub(crate) platform_fee_amount: i64,
    pub(crate) platform_fee_currency: Option<String>,
    pub(crate) product: Option<OrderProduct>,
    pub(crate) product_id: Option<String>,
    pub(crate) receipt_number: Option<String>,
    pub(crate) refundable_amount: i64,
    pub(crate) refundable_tax_amount: i64,
    pub(crate) refunded_amount: i64,
    pub(crate) refunded_tax_amount: i64,
    pub(crate) seats: Option<i64>,
    pub(crate) status: Status,
    pub(crate) subscription: Option<Subscription>,
    pub(crate) subscription_id: Option<String>,
    pub(crate) subtotal_amount: i64,
    pub(crate) tax_amount: i64,
    pub(crate) total_amount: i64,
}

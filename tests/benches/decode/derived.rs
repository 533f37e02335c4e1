//! The same models as a programmer would write them for serde's derive: the fields of the pages, text for ids and times,
//! and nothing kept of what the type does not know.

use std::collections::BTreeMap;

use serde::Deserialize;

type Map<T> = BTreeMap<String, T>;

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

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Benefit {
    #[serde(rename = "meter_credit")]
    Credit(Box<BenefitCredit>),
    #[serde(rename = "custom")]
    Custom(Box<BenefitCustom>),
}

#[derive(Deserialize)]
pub(crate) struct BenefitCredit {
    pub(crate) id: String,
    pub(crate) created_at: String,
    pub(crate) deletable: bool,
    pub(crate) description: String,
    pub(crate) is_deleted: bool,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) organization_id: String,
    pub(crate) properties: CreditProperties,
    pub(crate) selectable: bool,
    pub(crate) visibility: Visibility,
    pub(crate) visibility_configurable: bool,
}

#[derive(Deserialize)]
pub(crate) struct CreditProperties {
    pub(crate) meter_id: String,
    pub(crate) rollover: bool,
    pub(crate) units: i64,
}

#[derive(Deserialize)]
pub(crate) struct BenefitCustom {
    pub(crate) id: String,
    pub(crate) created_at: String,
    pub(crate) deletable: bool,
    pub(crate) description: String,
    pub(crate) is_deleted: bool,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) organization_id: String,
    pub(crate) properties: CustomProperties,
    pub(crate) selectable: bool,
    pub(crate) visibility: Visibility,
    pub(crate) visibility_configurable: bool,
}

#[derive(Deserialize)]
pub(crate) struct CustomProperties {
    pub(crate) note: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct AttachedField {
    pub(crate) custom_field: CustomField,
    pub(crate) custom_field_id: String,
    pub(crate) order: i64,
    pub(crate) required: bool,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
pub(crate) enum CustomField {
    #[serde(rename = "text")]
    Text(Box<CustomFieldText>),
}

#[derive(Deserialize)]
pub(crate) struct CustomFieldText {
    pub(crate) id: String,
    pub(crate) created_at: String,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) name: String,
    pub(crate) organization_id: String,
    pub(crate) properties: FieldProperties,
    pub(crate) slug: String,
}

#[derive(Deserialize)]
pub(crate) struct FieldProperties {
    pub(crate) form_label: Option<String>,
    pub(crate) max_length: Option<i64>,
}

#[derive(Deserialize)]
pub(crate) struct Product {
    pub(crate) id: String,
    pub(crate) attached_custom_fields: Vec<AttachedField>,
    pub(crate) benefits: Vec<Benefit>,
    pub(crate) created_at: String,
    pub(crate) description: Option<String>,
    pub(crate) is_archived: bool,
    pub(crate) is_recurring: bool,
    pub(crate) medias: Vec<Metadata>,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) meter_interval: Option<Interval>,
    pub(crate) meter_interval_count: Option<i64>,
    pub(crate) modified_at: Option<String>,
    pub(crate) name: String,
    pub(crate) organization_id: String,
    pub(crate) prices: Vec<Price>,
    pub(crate) recurring_interval: Option<Interval>,
    pub(crate) recurring_interval_count: Option<i64>,
    pub(crate) trial_interval: Option<Interval>,
    pub(crate) trial_interval_count: Option<i64>,
    pub(crate) visibility: Visibility,
}

#[derive(Deserialize)]
pub(crate) struct Clause {
    pub(crate) operator: String,
    pub(crate) property: String,
    pub(crate) value: Metadata,
}

#[derive(Deserialize)]
pub(crate) struct Filter {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) conjunction: String,
}

#[derive(Deserialize)]
pub(crate) struct Aggregation {
    pub(crate) func: String,
}

#[derive(Deserialize)]
pub(crate) struct Meter {
    pub(crate) id: String,
    pub(crate) aggregation: Aggregation,
    pub(crate) archived_at: Option<String>,
    pub(crate) created_at: String,
    pub(crate) custom_label: Option<String>,
    pub(crate) custom_multiplier: Option<i64>,
    pub(crate) filter: Filter,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) modified_at: Option<String>,
    pub(crate) name: String,
    pub(crate) organization_id: String,
    pub(crate) unit: String,
}

#[derive(Deserialize)]
pub(crate) struct SubscriptionMeter {
    pub(crate) id: String,
    pub(crate) amount: i64,
    pub(crate) consumed_units: f64,
    pub(crate) created_at: String,
    pub(crate) credited_units: i64,
    pub(crate) meter: Meter,
    pub(crate) meter_id: String,
    pub(crate) modified_at: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Subscription {
    pub(crate) id: String,
    pub(crate) amount: i64,
    pub(crate) cancel_at_period_end: bool,
    pub(crate) canceled_at: Option<String>,
    pub(crate) checkout_id: Option<String>,
    pub(crate) created_at: String,
    pub(crate) currency: String,
    pub(crate) current_meter_period_end: Option<String>,
    pub(crate) current_meter_period_start: Option<String>,
    pub(crate) current_period_end: Option<String>,
    pub(crate) current_period_start: String,
    pub(crate) custom_field_data: Map<Metadata>,
    pub(crate) customer: CustomerIndividual,
    pub(crate) customer_cancellation_comment: Option<String>,
    pub(crate) customer_cancellation_reason: Option<Reason>,
    pub(crate) customer_id: String,
    pub(crate) discount: Option<Discount>,
    pub(crate) discount_id: Option<String>,
    pub(crate) ended_at: Option<String>,
    pub(crate) ends_at: Option<String>,
    pub(crate) metadata: Map<Metadata>,
    pub(crate) meters: Vec<SubscriptionMeter>,
    pub(crate) modified_at: Option<String>,
    pub(crate) past_due_at: Option<String>,
    pub(crate) pause_at_period_end: bool,
    pub(crate) paused_at: Option<String>,
    pub(crate) pending_update: Option<String>,
    pub(crate) prices: Vec<Price>,
    pub(crate) product: Product,
    pub(crate) product_id: String,
    pub(crate) recurring_interval: Interval,
    pub(crate) recurring_interval_count: i64,
    pub(crate) resumes_at: Option<String>,
    pub(crate) seats: Option<i64>,
    pub(crate) started_at: Option<String>,
    pub(crate) status: Status,
    pub(crate) trial_end: Option<String>,
    pub(crate) trial_start: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) pagination: Pagination,
}

#[derive(Deserialize)]
pub(crate) struct Pagination {
    pub(crate) total_count: i64,
    pub(crate) max_page: i64,
}

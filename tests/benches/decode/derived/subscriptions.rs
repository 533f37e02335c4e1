//! Products and subscriptions.

use super::*;

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

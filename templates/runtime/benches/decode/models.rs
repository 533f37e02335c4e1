//! The models of the pages.

use sdk_runtime::runtime::json::{Decode, DecodeError, Value};

/// An id as the runtime keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Id(Box<str>);

impl Decode for Id {
    fn decode(value: Value<'_>) -> Result<Self, DecodeError> {
        value.as_str().map(|text| Self(text.into())).ok_or_else(|| value.expected("a string"))
    }
}

type Text = String;

crate::declare::models! {
    scalar Metadata { Number(f64) for Number, Text(Text) for String, Flag(bool) for Boolean, }

    object Address {
        nullable line1: Text, nullable line2: Text, nullable postal_code: Text, nullable city: Text, nullable state: Text,
        required country: Text,
    }

    union Customer by "type" { Individual(CustomerIndividual) = "individual", Team(CustomerTeam) = "team", }

    object CustomerIndividual {
        @r#type = "individual";
        required id: Id, required created_at: Timestamp, nullable modified_at: Timestamp, required metadata: Map<Metadata>,
        nullable external_id: Text, required email: Text, required email_verified: bool, nullable name: Text,
        nullable billing_name: Text, nullable billing_address: Address, nullable tax_id: Vec<Text>, nullable locale: Text,
        required organization_id: Id, nullable default_payment_method_id: Id, nullable deleted_at: Timestamp,
        nullable first_user_event_at: Timestamp, required avatar_url: Text,
    }

    object CustomerTeam {
        @r#type = "team";
        required id: Id, required created_at: Timestamp, nullable name: Text,
    }

    object User {
        required id: Id, required email: Text, required public_name: Text, nullable avatar_url: Text,
        nullable github_username: Text,
    }

    choice Interval { Day = "day", Week = "week", Month = "month", Year = "year", }
    choice Visibility { Draft = "draft", Private = "private", Public = "public", }
    choice Status { Pending = "pending", Paid = "paid", Refunded = "refunded", Active = "active", Canceled = "canceled", }
    choice Reason { Purchase = "purchase", Cycle = "subscription_cycle", Update = "subscription_update", }
    choice Source { Catalog = "catalog", AdHoc = "ad_hoc", }

    object OrderProduct {
        required metadata: Map<Metadata>, required id: Id, required created_at: Timestamp, nullable modified_at: Timestamp,
        nullable trial_interval: Interval, nullable trial_interval_count: i64, required name: Text,
        nullable description: Text, required visibility: Visibility, nullable recurring_interval: Interval,
        nullable recurring_interval_count: i64, nullable meter_interval: Interval, nullable meter_interval_count: i64,
        required is_recurring: bool, required is_archived: bool, required organization_id: Id,
    }

    union Price by "amount_type" { Fixed(PriceFixed) = "fixed", Free(PriceFree) = "free", }

    object PriceFixed {
        @amount_type = "fixed";
        required created_at: Timestamp, nullable modified_at: Timestamp, required id: Id, required source: Source,
        required price_currency: Text, nullable tax_behavior: Text, required is_archived: bool, required product_id: Id,
        required r#type: Text, nullable recurring_interval: Interval, required price_amount: i64,
    }

    object PriceFree {
        @amount_type = "free";
        required created_at: Timestamp, required id: Id,
    }

    union Discount by "type" { Fixed(DiscountFixed) = "fixed", Percentage(DiscountPercentage) = "percentage", }

    object DiscountFixed {
        @r#type = "fixed";
        required duration: Text, required duration_in_months: i64, required amount: i64, required currency: Text,
        required amounts: Map<i64>, required created_at: Timestamp, nullable modified_at: Timestamp, required id: Id,
        required metadata: Map<Metadata>, required name: Text, nullable code: Text, nullable starts_at: Timestamp,
        nullable ends_at: Timestamp, nullable max_redemptions: i64, nullable max_redemptions_per_customer: i64,
        required redemptions_count: i64, required organization_id: Id,
    }

    object DiscountPercentage {
        @r#type = "percentage";
        required basis_points: i64, required id: Id,
    }

    object OrderItem {
        required created_at: Timestamp, nullable modified_at: Timestamp, required id: Id, required label: Text,
        required amount: i64, required tax_amount: i64, required proration: bool, nullable product_price_id: Id,
    }

    object Order {
        required id: Id, required created_at: Timestamp, nullable modified_at: Timestamp, required status: Status,
        required paid: bool, required subtotal_amount: i64, required discount_amount: i64, required net_amount: i64,
        required tax_amount: i64, required total_amount: i64, required applied_balance_amount: i64,
        required due_amount: i64, required refunded_amount: i64, required refunded_tax_amount: i64,
        required currency: Text, required billing_reason: Reason, nullable billing_name: Text,
        nullable billing_address: Address, nullable invoice_number: Text, required is_invoice_generated: bool,
        nullable receipt_number: Text, nullable seats: i64, nullable units: i64, required customer_id: Id,
        nullable product_id: Id, nullable product_price_id: Id, nullable discount_id: Id, nullable subscription_id: Id,
        nullable checkout_id: Id, nullable next_payment_attempt_at: Timestamp, required metadata: Map<Metadata>,
        required custom_field_data: Map<Metadata>, required platform_fee_amount: i64,
        nullable platform_fee_currency: Text, required customer: Customer, required user_id: Id, required user: User,
        nullable product: OrderProduct, nullable product_price: Price, nullable discount: Discount,
        nullable subscription: Subscription, required items: Vec<OrderItem>, required description: Text,
        required amount: i64, required from_balance_amount: i64, required refundable_amount: i64,
        required refundable_tax_amount: i64,
    }

    union Benefit by "type" { Credit(BenefitCredit) = "meter_credit", Custom(BenefitCustom) = "custom", }

    object BenefitCredit {
        @r#type = "meter_credit";
        required id: Id, required created_at: Timestamp, nullable modified_at: Timestamp, required description: Text,
        required selectable: bool, required deletable: bool, required is_deleted: bool, required organization_id: Id,
        required metadata: Map<Metadata>, required visibility: Visibility, required properties: CreditProperties,
        required visibility_configurable: bool,
    }

    object CreditProperties { required units: i64, required rollover: bool, required meter_id: Id, }

    object BenefitCustom {
        @r#type = "custom";
        required id: Id, required created_at: Timestamp, nullable modified_at: Timestamp, required description: Text,
        required selectable: bool, required deletable: bool, required is_deleted: bool, required organization_id: Id,
        required metadata: Map<Metadata>, required visibility: Visibility, required properties: CustomProperties,
        required visibility_configurable: bool,
    }

    object CustomProperties { nullable note: Text, }

    object AttachedField {
        required custom_field_id: Id, required custom_field: CustomField, required order: i64, required required: bool,
    }

    union CustomField by "type" { Text(CustomFieldText) = "text", Number(CustomFieldNumber) = "number", }

    object CustomFieldText {
        @r#type = "text";
        required created_at: Timestamp, nullable modified_at: Timestamp, required id: Id,
        required metadata: Map<Metadata>, required slug: Text, required name: Text, required organization_id: Id,
        required properties: FieldProperties,
    }

    object CustomFieldNumber {
        @r#type = "number";
        required id: Id, required properties: FieldProperties,
    }

    object FieldProperties { nullable form_label: Text, nullable max_length: i64, }

    object Product {
        required id: Id, required created_at: Timestamp, nullable modified_at: Timestamp,
        nullable trial_interval: Interval, nullable trial_interval_count: i64, required name: Text,
        nullable description: Text, required visibility: Visibility, nullable recurring_interval: Interval,
        nullable recurring_interval_count: i64, nullable meter_interval: Interval, nullable meter_interval_count: i64,
        required is_recurring: bool, required is_archived: bool, required organization_id: Id,
        required metadata: Map<Metadata>, required prices: Vec<Price>, required benefits: Vec<Benefit>,
        required medias: Vec<Metadata>, required attached_custom_fields: Vec<AttachedField>,
    }

    object Clause { required property: Text, required operator: Text, required value: Metadata, }
    object Filter { required conjunction: Text, required clauses: Vec<Clause>, }
    object Aggregation { required func: Text, }

    object Meter {
        required metadata: Map<Metadata>, required created_at: Timestamp, nullable modified_at: Timestamp,
        required id: Id, required name: Text, required unit: Text, nullable custom_label: Text,
        nullable custom_multiplier: i64, required filter: Filter, required aggregation: Aggregation,
        required organization_id: Id, nullable archived_at: Timestamp,
    }

    object SubscriptionMeter {
        required created_at: Timestamp, nullable modified_at: Timestamp, required id: Id, required consumed_units: f64,
        required credited_units: i64, required amount: i64, required meter_id: Id, required meter: Meter,
    }

    object Subscription {
        required created_at: Timestamp, nullable modified_at: Timestamp, required id: Id, required amount: i64,
        required currency: Text, required recurring_interval: Interval, required recurring_interval_count: i64,
        required status: Status, required current_period_start: Timestamp, nullable current_period_end: Timestamp,
        nullable current_meter_period_start: Timestamp, nullable current_meter_period_end: Timestamp,
        nullable trial_start: Timestamp, nullable trial_end: Timestamp, required cancel_at_period_end: bool,
        nullable canceled_at: Timestamp, nullable started_at: Timestamp, nullable ends_at: Timestamp,
        nullable ended_at: Timestamp, nullable past_due_at: Timestamp, required pause_at_period_end: bool,
        nullable paused_at: Timestamp, nullable resumes_at: Timestamp, required customer_id: Id, required product_id: Id,
        nullable discount_id: Id, nullable checkout_id: Id, nullable seats: i64, nullable units: i64,
        nullable customer_cancellation_reason: Reason, nullable customer_cancellation_comment: Text,
        nullable price_id: Id, required metadata: Map<Metadata>, required custom_field_data: Map<Metadata>,
        required customer: Customer, required user_id: Id, required user: User, required product: Product,
        nullable discount: Discount, nullable price: Price, required prices: Vec<Price>,
        required meters: Vec<SubscriptionMeter>, nullable pending_update: Text,
    }
}

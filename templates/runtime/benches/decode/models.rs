//! The models of the pages. Fields stand in alphabetical order and not in that of the pages, as in models of documents whose
//! properties are sorted: the harder case for a decoder that goes through the text.

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
        nullable city: Text, required country: Text, nullable line1: Text, nullable line2: Text, nullable postal_code:
        Text, nullable state: Text,
    }

    union Customer by "type" { Individual(CustomerIndividual) = "individual", Team(CustomerTeam) = "team", }

    object CustomerIndividual {
        @r#type = "individual";
        required id: Id, required avatar_url: Text, nullable billing_address: Address, nullable billing_name: Text,
        required created_at: Timestamp, nullable default_payment_method_id: Id, nullable deleted_at: Timestamp,
        required email: Text, required email_verified: bool, nullable external_id: Text, nullable first_user_event_at:
        Timestamp, nullable locale: Text, required metadata: Map<Metadata>, nullable modified_at: Timestamp, nullable
        name: Text, required organization_id: Id, nullable tax_id: Vec<Text>,
    }

    object CustomerTeam {
        @r#type = "team";
        required id: Id, required created_at: Timestamp, nullable name: Text,
    }

    object User {
        required id: Id, nullable avatar_url: Text, required email: Text, nullable github_username: Text, required
        public_name: Text,
    }

    choice Interval { Day = "day", Week = "week", Month = "month", Year = "year", }
    choice Visibility { Draft = "draft", Private = "private", Public = "public", }
    choice Status { Pending = "pending", Paid = "paid", Refunded = "refunded", Active = "active", Canceled = "canceled", }
    choice Reason { Purchase = "purchase", Cycle = "subscription_cycle", Update = "subscription_update", }
    choice Source { Catalog = "catalog", AdHoc = "ad_hoc", }

    object OrderProduct {
        required id: Id, required created_at: Timestamp, nullable description: Text, required is_archived: bool,
        required is_recurring: bool, required metadata: Map<Metadata>, nullable meter_interval: Interval, nullable
        meter_interval_count: i64, nullable modified_at: Timestamp, required name: Text, required organization_id: Id,
        nullable recurring_interval: Interval, nullable recurring_interval_count: i64, nullable trial_interval:
        Interval, nullable trial_interval_count: i64, required visibility: Visibility,
    }

    union Price by "amount_type" { Fixed(PriceFixed) = "fixed", Free(PriceFree) = "free", }

    object PriceFixed {
        @amount_type = "fixed";
        required id: Id, required created_at: Timestamp, required is_archived: bool, nullable modified_at: Timestamp,
        required price_amount: i64, required price_currency: Text, required product_id: Id, nullable
        recurring_interval: Interval, required source: Source, nullable tax_behavior: Text, required r#type: Text,
    }

    object PriceFree {
        @amount_type = "free";
        required id: Id, required created_at: Timestamp,
    }

    union Discount by "type" { Fixed(DiscountFixed) = "fixed", Percentage(DiscountPercentage) = "percentage", }

    object DiscountFixed {
        @r#type = "fixed";
        required id: Id, required amount: i64, required amounts: Map<i64>, nullable code: Text, required created_at:
        Timestamp, required currency: Text, required duration: Text, required duration_in_months: i64, nullable
        ends_at: Timestamp, nullable max_redemptions: i64, nullable max_redemptions_per_customer: i64, required
        metadata: Map<Metadata>, nullable modified_at: Timestamp, required name: Text, required organization_id: Id,
        required redemptions_count: i64, nullable starts_at: Timestamp,
    }

    object DiscountPercentage {
        @r#type = "percentage";
        required id: Id, required basis_points: i64,
    }

    object OrderItem {
        required id: Id, required amount: i64, required created_at: Timestamp, required label: Text, nullable
        modified_at: Timestamp, nullable product_price_id: Id, required proration: bool, required tax_amount: i64,
    }

    object Order {
        required id: Id, required amount: i64, required applied_balance_amount: i64, nullable billing_address:
        Address, nullable billing_name: Text, required billing_reason: Reason, nullable checkout_id: Id, required
        created_at: Timestamp, required currency: Text, required custom_field_data: Map<Metadata>, required customer:
        Customer, required customer_id: Id, required description: Text, nullable discount: Discount, required
        discount_amount: i64, nullable discount_id: Id, required due_amount: i64, required from_balance_amount: i64,
        nullable invoice_number: Text, required is_invoice_generated: bool, required items: Vec<OrderItem>, required
        metadata: Map<Metadata>, nullable modified_at: Timestamp, required net_amount: i64, nullable
        next_payment_attempt_at: Timestamp, required paid: bool, required platform_fee_amount: i64, nullable
        platform_fee_currency: Text, nullable product: OrderProduct, nullable product_id: Id, nullable product_price:
        Price, nullable product_price_id: Id, nullable receipt_number: Text, required refundable_amount: i64, required
        refundable_tax_amount: i64, required refunded_amount: i64, required refunded_tax_amount: i64, nullable seats:
        i64, required status: Status, nullable subscription: Subscription, nullable subscription_id: Id, required
        subtotal_amount: i64, required tax_amount: i64, required total_amount: i64, nullable units: i64, required
        user: User, required user_id: Id,
    }

    union Benefit by "type" { Credit(BenefitCredit) = "meter_credit", Custom(BenefitCustom) = "custom", }

    object BenefitCredit {
        @r#type = "meter_credit";
        required id: Id, required created_at: Timestamp, required deletable: bool, required description: Text,
        required is_deleted: bool, required metadata: Map<Metadata>, nullable modified_at: Timestamp, required
        organization_id: Id, required properties: CreditProperties, required selectable: bool, required visibility:
        Visibility, required visibility_configurable: bool,
    }

    object CreditProperties {
        required meter_id: Id, required rollover: bool, required units: i64,
    }

    object BenefitCustom {
        @r#type = "custom";
        required id: Id, required created_at: Timestamp, required deletable: bool, required description: Text,
        required is_deleted: bool, required metadata: Map<Metadata>, nullable modified_at: Timestamp, required
        organization_id: Id, required properties: CustomProperties, required selectable: bool, required visibility:
        Visibility, required visibility_configurable: bool,
    }

    object CustomProperties {
        nullable note: Text,
    }

    object AttachedField {
        required custom_field: CustomField, required custom_field_id: Id, required order: i64, required required:
        bool,
    }

    union CustomField by "type" { Text(CustomFieldText) = "text", Number(CustomFieldNumber) = "number", }

    object CustomFieldText {
        @r#type = "text";
        required id: Id, required created_at: Timestamp, required metadata: Map<Metadata>, nullable modified_at:
        Timestamp, required name: Text, required organization_id: Id, required properties: FieldProperties, required
        slug: Text,
    }

    object CustomFieldNumber {
        @r#type = "number";
        required id: Id, required properties: FieldProperties,
    }

    object FieldProperties {
        nullable form_label: Text, nullable max_length: i64,
    }

    object Product {
        required id: Id, required attached_custom_fields: Vec<AttachedField>, required benefits: Vec<Benefit>,
        required created_at: Timestamp, nullable description: Text, required is_archived: bool, required is_recurring:
        bool, required medias: Vec<Metadata>, required metadata: Map<Metadata>, nullable meter_interval: Interval,
        nullable meter_interval_count: i64, nullable modified_at: Timestamp, required name: Text, required
        organization_id: Id, required prices: Vec<Price>, nullable recurring_interval: Interval, nullable
        recurring_interval_count: i64, nullable trial_interval: Interval, nullable trial_interval_count: i64, required
        visibility: Visibility,
    }

    object Clause {
        required operator: Text, required property: Text, required value: Metadata,
    }
    object Filter {
        required clauses: Vec<Clause>, required conjunction: Text,
    }
    object Aggregation {
        required func: Text,
    }

    object Meter {
        required id: Id, required aggregation: Aggregation, nullable archived_at: Timestamp, required created_at:
        Timestamp, nullable custom_label: Text, nullable custom_multiplier: i64, required filter: Filter, required
        metadata: Map<Metadata>, nullable modified_at: Timestamp, required name: Text, required organization_id: Id,
        required unit: Text,
    }

    object SubscriptionMeter {
        required id: Id, required amount: i64, required consumed_units: f64, required created_at: Timestamp, required
        credited_units: i64, required meter: Meter, required meter_id: Id, nullable modified_at: Timestamp,
    }

    object Subscription {
        required id: Id, required amount: i64, required cancel_at_period_end: bool, nullable canceled_at: Timestamp,
        nullable checkout_id: Id, required created_at: Timestamp, required currency: Text, nullable
        current_meter_period_end: Timestamp, nullable current_meter_period_start: Timestamp, nullable
        current_period_end: Timestamp, required current_period_start: Timestamp, required custom_field_data:
        Map<Metadata>, required customer: Customer, nullable customer_cancellation_comment: Text, nullable
        customer_cancellation_reason: Reason, required customer_id: Id, nullable discount: Discount, nullable
        discount_id: Id, nullable ended_at: Timestamp, nullable ends_at: Timestamp, required metadata: Map<Metadata>,
        required meters: Vec<SubscriptionMeter>, nullable modified_at: Timestamp, nullable past_due_at: Timestamp,
        required pause_at_period_end: bool, nullable paused_at: Timestamp, nullable pending_update: Text, nullable
        price: Price, nullable price_id: Id, required prices: Vec<Price>, required product: Product, required
        product_id: Id, required recurring_interval: Interval, required recurring_interval_count: i64, nullable
        resumes_at: Timestamp, nullable seats: i64, nullable started_at: Timestamp, required status: Status, nullable
        trial_end: Timestamp, nullable trial_start: Timestamp, nullable units: i64, required user: User, required
        user_id: Id,
    }
}

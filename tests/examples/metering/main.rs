//! Usage billing: what customers do is reported as events, a meter adds it up, and a customer's state says what is left.
//!
//! `cargo run -p examples --bin metering`

use generated_sdk::polar::models::{
    EventCreateExternalCustomer, EventCreateExternalCustomerRequired, EventMetadataInput, EventsIngest, Filter,
    FilterClause, FilterConjunction, FilterOperator, MeterCreate, PropertyAggregation, PropertyAggregationFunc,
};
use generated_sdk::polar::{Client, catalog};
use generated_sdk::values::Timestamp;
use sdk_tests::model_server;

/// What the application writes down when it has done some work for a customer.
struct Usage {
    /// Id of the work in the application's own records.
    id: String,
    user: &'static str,
    pages: i64,
}

/// The customer whose balance is read; the user's id in the application, which need not be known to Polar beforehand.
const USER: &str = "user_42";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = model_server::start(catalog::OPERATIONS, catalog::SAMPLES);
    let polar = Client::builder().access_token("polar_oat_example").base_url(server.url()).build()?;

    // Once, by hand or by a script: pages that were rendered are added up.
    let rendered = FilterClause::new("name", FilterOperator::Eq, "page.rendered".to_owned());
    let meter = MeterCreate::new(
        "Rendered pages",
        Filter::new(FilterConjunction::And, [rendered]),
        PropertyAggregation::new(PropertyAggregationFunc::Sum, "pages"),
    );
    let meter = polar.meters().create(meter).await?;
    println!("meter {}: {}", meter.id, meter.name);

    let usage = (0..250).map(|number| Usage { id: format!("job-{number}"), user: USER, pages: number % 7 + 1 });
    report(&polar, &usage.collect::<Vec<_>>()).await?;

    let state = polar.customers().get_state_external(USER).await?;
    for meter in state.active_meters().unwrap_or_default() {
        println!("meter {}: {} used, {} left", meter.meter_id, meter.consumed_units, meter.balance);
    }
    Ok(())
}

/// Reports in batches. Events with an id that Polar has already are skipped, so a batch that failed is sent again whole.
async fn report(polar: &Client, usage: &[Usage]) -> generated_sdk::Result<()> {
    for batch in usage.chunks(100) {
        let events = batch.iter().map(|work| {
            let required = EventCreateExternalCustomerRequired {
                name: "page.rendered".into(),
                external_customer_id: work.user.into(),
            };
            EventCreateExternalCustomer::new(required)
                .external_id(work.id.as_str())
                .timestamp(Timestamp::now())
                .metadata(EventMetadataInput::new().additional("pages", work.pages))
        });
        let accepted = polar.events().ingest(EventsIngest::new(events)).await?;
        println!(
            "{} events: {} new, {} known",
            batch.len(),
            accepted.inserted,
            accepted.duplicates.unwrap_or_default()
        );
    }
    Ok(())
}

//! Customers as CSV.

use crate::Failure;
use generated_sdk::polar::blocking::Client;
use generated_sdk::polar::models::CustomerSortProperty;
use std::io::Write;

/// Writes a line for each customer, page after page, so that any number of them takes the same memory.
pub(crate) fn customers(client: &Client, output: &mut impl Write) -> Result<usize, Failure> {
    writeln!(output, "id,external_id,name,created_at")?;
    let mut written = 0;
    // Oldest first: customers that come while this runs are behind those that were read.
    for customer in client.customers().list().sorting([CustomerSortProperty::CreatedAt]).limit(100).iter() {
        let customer = customer?;
        let id = customer.id().map(|id| id.as_str()).unwrap_or_default();
        let created_at = customer.created_at().map(ToString::to_string).unwrap_or_default();
        let fields = [id, customer.external_id().unwrap_or_default(), customer.name().unwrap_or_default(), &created_at];
        writeln!(output, "{}", fields.map(field).join(","))?;
        written += 1;
    }
    Ok(written)
}

/// A field as RFC 4180 has it. Names are what people chose: one that begins like a formula gets a quote in front, or a
/// spreadsheet would run it.
fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

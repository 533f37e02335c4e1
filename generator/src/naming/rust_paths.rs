//! Rust names in the report of what a document became.

use super::Names;
use crate::analyze::coverage::Coverage;
use crate::model::Api;

/// Fills in where each operation and each type is in the SDK, and how the names read.
pub fn fill(report: &mut Coverage, api: &Api, names: &Names) {
    report.names = Some(super::readability::measure(api, names));
    let place = names.placement.link();
    let place = place.strip_prefix("crate::").map_or(String::new(), |module| format!("{module}::"));
    for ((entry, operation), operation_names) in
        report.operations.iter_mut().zip(&api.operations).zip(&names.operations)
    {
        let group = names.group(&operation.group);
        entry.rust = Some(format!("{place}resources::{}::{}", group.ident, operation_names.method));
    }
    for (entry, type_names) in report.types.iter_mut().zip(&names.types) {
        entry.rust = Some(format!("{place}models::{}", type_names.ident));
    }
}

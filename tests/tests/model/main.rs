//! What documents are understood to say: small documents for each rule, and the two APIs as wholes.

mod combine;
mod coverage;
mod decisions;
mod objects;
mod operations;
mod order;
mod problems;
mod recursion;
mod union_table;
mod unions;

use generator::model::dump;
use sdk_tests::pipeline::lowered;

/// The types of a document that has nothing but these schemas.
fn types(schemas: &str) -> String {
    dump::types(&lowered(&document(schemas)).0)
}

/// The types of an OpenAPI 3.0 document.
fn types_of_3_0(schemas: &str) -> String {
    dump::types(&lowered(&document(schemas).replace("3.1.0", "3.0.3")).0)
}

/// A document of schemas.
fn document(schemas: &str) -> String {
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    format!("openapi: 3.1.0\ninfo: {{ title: Acme, version: '1' }}\ncomponents:\n  schemas:\n{indented}")
}

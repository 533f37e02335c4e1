//! Generates the sources of this crate while it is built.

/// What cargo runs; public, so that the test of this example can do so too.
pub fn main() {
    generator::Builder::new("openapi.yaml").run();
}

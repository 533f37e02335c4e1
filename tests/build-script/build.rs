//! Generates the sources of this crate while it is built.

/// What cargo runs; public, so that the test of this example can do so too.
#[allow(unreachable_pub, reason = "it is the root of a program of its own")]
pub fn main() {
    generator::Builder::new("openapi.yaml").run();
}

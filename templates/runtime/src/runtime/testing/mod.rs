//! A client without a server (feature `testing`): a transport that answers what a test tells it, in virtual time.

mod block_on;
mod catalog;
mod clock;
mod limits;
mod mock;
mod reply;
mod strict;
mod values;

pub use block_on::block_on;
pub use catalog::{Catalogued, RoundTrip, RoundTripped, Strictness, round_trip};
pub use clock::VirtualClock;
pub use mock::{MockTransport, Recorded};
pub use reply::Reply;
pub use values::Values;
#[allow(unused_imports, reason = "an SDK without types that are received has no use for them")]
pub(crate) use values::{example_setter, example_values};

//! A client without a server (feature `testing`): a transport that answers what a test tells it, in virtual time.

mod block_on;
mod catalog;
mod clock;
mod mock;
mod reply;
mod strict;

pub use block_on::block_on;
pub use catalog::{Catalogued, RoundTrip, RoundTripped, Strictness, round_trip};
pub use clock::VirtualClock;
pub use mock::{MockTransport, Recorded};
pub use reply::Reply;

//! A client without a server (feature `testing`): a transport that answers what a test tells it, in virtual time.

mod block;
mod catalog;
mod clock;
mod mock;
mod reply;
mod strict;

pub use block::block_on;
pub use catalog::{Catalogued, RoundTrip, round_trip};
pub use clock::VirtualClock;
pub use mock::{MockTransport, Recorded};
pub use reply::Reply;

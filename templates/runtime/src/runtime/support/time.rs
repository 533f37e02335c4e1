//! Time as an argument: what measures it, and what waits.

use super::BoxFuture;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and waits. Tests replace it, so that a wait of a minute takes none.
pub trait Clock: Send + Sync + 'static {
    /// Monotonic time.
    fn now(&self) -> Instant;
    /// Time of day, which dates in `Retry-After` are compared with.
    fn time_of_day(&self) -> SystemTime;
    /// Waits without blocking the thread.
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()>;
    /// Waits on the calling thread.
    fn block(&self, time: Duration);
}

/// Longer than anybody waits, and short enough to be added to any time without an overflow: thirty years.
pub(crate) const FOREVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// A time that can be added to any other: `Duration::MAX` and its like mean forever.
pub(crate) fn saturated(time: Duration) -> Duration {
    time.min(FOREVER)
}

/// The real clock. It sleeps with tokio's timer, and on a thread where there is no tokio.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    #[cfg(feature = "async")]
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        match tokio::runtime::Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(time)),
            Err(_) => super::timer::sleep(time),
        }
    }

    #[cfg(not(feature = "async"))]
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        super::timer::sleep(time)
    }

    fn block(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

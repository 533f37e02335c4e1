//! Time that passes only when somebody waits.

use crate::runtime::support::{BoxFuture, Clock, Instant, saturated, time_of_day};
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

/// A clock that jumps ahead instead of waiting; clones share their time.
#[derive(Clone)]
pub struct VirtualClock(Arc<Shared>);

struct Shared {
    start: Instant,
    start_of_day: SystemTime,
    elapsed: Mutex<Duration>,
}

impl VirtualClock {
    /// A clock that stands at this moment.
    pub fn new() -> Self {
        let (start, start_of_day) = (Instant::now(), time_of_day());
        Self(Arc::new(Shared { start, start_of_day, elapsed: Mutex::default() }))
    }

    /// How much time has passed, all of it waited.
    pub fn elapsed(&self) -> Duration {
        *self.0.elapsed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets time pass.
    pub fn advance(&self, time: Duration) {
        let mut elapsed = self.0.elapsed.lock().unwrap_or_else(PoisonError::into_inner);
        *elapsed = saturated(elapsed.saturating_add(time));
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.0.start + self.elapsed()
    }

    fn time_of_day(&self) -> SystemTime {
        self.0.start_of_day + self.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move { clock.advance(time) })
    }

    fn block(&self, time: Duration) {
        self.advance(time);
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VirtualClock({:?})", self.elapsed())
    }
}

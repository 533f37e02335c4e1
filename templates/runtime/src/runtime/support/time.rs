//! Time as an argument: what measures it, and what waits.

use super::{BoxFuture, MaybeSend, MaybeSync};
use std::time::{Duration, SystemTime};

// The standard library knows no time on WebAssembly.
#[cfg(not(target_arch = "wasm32"))]
pub use std::time::Instant;
#[cfg(target_arch = "wasm32")]
pub use web_time::Instant;

/// Tells the time and waits. Tests replace it, so that a wait of a minute takes none.
pub trait Clock: MaybeSend + MaybeSync + 'static {
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

/// The longest time that `setTimeout` takes: it counts milliseconds in 32 bits with a sign.
#[cfg(target_arch = "wasm32")]
const LONGEST_TIMER: Duration = Duration::from_millis(i32::MAX as u64);

/// A time that can be added to any other: `Duration::MAX` and its like mean forever.
pub(crate) fn saturated(time: Duration) -> Duration {
    time.min(FOREVER)
}

/// The time of day.
pub(crate) fn time_of_day() -> SystemTime {
    #[cfg(not(target_arch = "wasm32"))]
    return SystemTime::now();
    #[cfg(target_arch = "wasm32")]
    {
        let since = web_time::SystemTime::now().duration_since(web_time::UNIX_EPOCH);
        SystemTime::UNIX_EPOCH + since.unwrap_or_default()
    }
}

/// The real clock. It sleeps with tokio's timer, and on a thread where there is no tokio; on WebAssembly with the timer of
/// the platform.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        time_of_day()
    }

    #[cfg(all(feature = "async", not(target_arch = "wasm32")))]
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        match tokio::runtime::Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(time)),
            Err(_) => super::timer::sleep(time),
        }
    }

    #[cfg(not(any(feature = "async", target_arch = "wasm32")))]
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        super::timer::sleep(time)
    }

    #[cfg(target_arch = "wasm32")]
    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let mut left = time;
            while !left.is_zero() {
                let step = left.min(LONGEST_TIMER);
                let milliseconds = step.as_nanos().div_ceil(1_000_000);
                gloo_timers::future::TimeoutFuture::new(u32::try_from(milliseconds).unwrap_or(u32::MAX)).await;
                left -= step;
            }
        })
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn block(&self, time: Duration) {
        std::thread::sleep(time);
    }

    #[cfg(target_arch = "wasm32")]
    fn block(&self, _: Duration) {
        unreachable!("a blocking client is not built without a clock of the caller's here")
    }
}

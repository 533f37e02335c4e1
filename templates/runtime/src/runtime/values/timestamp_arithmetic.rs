//! Moments and durations.

use super::Timestamp;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::Duration;

impl Timestamp {
    /// The moment that is later by `duration`, in UTC; `None` if the text is no timestamp, or beyond the year 9999.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        let nanos = u64::from(self.subsec_nanos()?) + u64::from(duration.subsec_nanos());
        let carried = i64::from(nanos >= NANOS);
        let seconds = self.unix_seconds()?.checked_add_unsigned(duration.as_secs())?.checked_add(carried)?;
        Self::within_calendar(seconds, (nanos % NANOS) as u32)
    }

    /// The moment that is earlier by `duration`, in UTC; `None` if the text is no timestamp, or before the year 0.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        let nanos = u64::from(self.subsec_nanos()?) + NANOS - u64::from(duration.subsec_nanos());
        let borrowed = i64::from(nanos < NANOS);
        let seconds = self.unix_seconds()?.checked_sub_unsigned(duration.as_secs())?.checked_sub(borrowed)?;
        Self::within_calendar(seconds, (nanos % NANOS) as u32)
    }

    /// How much later this moment is than `earlier`; `None` if it is not later, or if one of the texts is no timestamp.
    pub fn duration_since(&self, earlier: &Self) -> Option<Duration> {
        let nanos =
            |of: &Self| Some(i128::from(of.unix_seconds()?) * i128::from(NANOS) + i128::from(of.subsec_nanos()?));
        let between = u128::try_from(nanos(self)? - nanos(earlier)?).ok()?;
        let seconds = u64::try_from(between / u128::from(NANOS)).ok()?;
        Some(Duration::new(seconds, (between % u128::from(NANOS)) as u32))
    }

    fn within_calendar(seconds: i64, nanos: u32) -> Option<Self> {
        let moment = Self::from_unix(seconds, nanos);
        (moment.unix_seconds() == Some(seconds)).then_some(moment)
    }
}

/// Nanoseconds in a second.
const NANOS: u64 = 1_000_000_000;

/// The moment that is later by the duration. What is no timestamp, or would leave the years 0 to 9999, stays as it is;
/// [`Timestamp::checked_add`] says so.
impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration).unwrap_or(self)
    }
}

/// The moment that is earlier by the duration. What is no timestamp, or would leave the years 0 to 9999, stays as it is;
/// [`Timestamp::checked_sub`] says so.
impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration).unwrap_or(self)
    }
}

impl Add<Duration> for &Timestamp {
    type Output = Timestamp;

    fn add(self, duration: Duration) -> Timestamp {
        self.clone() + duration
    }
}

impl Sub<Duration> for &Timestamp {
    type Output = Timestamp;

    fn sub(self, duration: Duration) -> Timestamp {
        self.clone() - duration
    }
}

impl AddAssign<Duration> for Timestamp {
    fn add_assign(&mut self, duration: Duration) {
        *self = &*self + duration;
    }
}

impl SubAssign<Duration> for Timestamp {
    fn sub_assign(&mut self, duration: Duration) {
        *self = &*self - duration;
    }
}

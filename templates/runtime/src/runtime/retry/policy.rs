//! The retry policy, as a value.

use http::{HeaderMap, StatusCode};
use std::{fmt, sync::Arc, time::Duration};

/// Judges a failed attempt before the standard rules do.
pub(crate) type Classify = dyn Fn(&Attempt<'_>) -> Verdict + Send + Sync;

/// The longest `Retry-After` that is waited for, unless a policy says otherwise.
const RETRY_AFTER: Duration = Duration::from_secs(60);
/// The same for operations that take no credential: people wait for them.
const OPEN_RETRY_AFTER: Duration = Duration::from_secs(5);

/// When and how often a failed attempt is made again.
///
/// The standard policy makes up to 3 attempts.
///
/// | failure | is retried |
/// |---|---|
/// | `429`, connections that were never established, HTTP/2 streams that the server refused | with any method |
/// | `408`, `500`, `502`, `503`, `504`, error codes known to be temporary, timeouts, broken connections | with idempotent methods (RFC 9110 section 9.2.2), and with an idempotency key that the server looks at |
/// | any other status, an answer that cannot be read or is too large, a certificate that is not trusted | never |
///
/// Waits grow exponentially, with full jitter. `Retry-After` is obeyed up to a minute, with a little jitter on top, so that
/// clients that were given the same time do not come back together. An error whose `Retry-After` is longer is returned at
/// once; a `Retry-After` of zero is ignored. An operation that takes no credential, such as a check that runs on the machine
/// of an end user, waits 5 s at most. A [`RetryBudget`](super::RetryBudget), which all calls of a client share, limits
/// retries during an outage.
///
#[doc = include_str!("../examples/retry_policy.md")]
#[derive(Clone)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) base: Duration,
    pub(crate) throttled_base: Duration,
    pub(crate) max_wait: Duration,
    /// None if the operation decides.
    max_retry_after: Option<Duration>,
    pub(crate) max_elapsed: Option<Duration>,
    pub(crate) classify: Option<Arc<Classify>>,
}

impl RetryPolicy {
    /// 3 attempts, waits from 250 ms (1 s after a `429`) to 20 s, `Retry-After` obeyed up to 60 s, or 5 s where the operation
    /// takes no credential.
    pub const fn standard() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(250),
            throttled_base: Duration::from_secs(1),
            max_wait: Duration::from_secs(20),
            max_retry_after: None,
            max_elapsed: None,
            classify: None,
        }
    }

    /// A single attempt.
    pub const fn none() -> Self {
        Self::standard().max_attempts(1)
    }

    /// How many attempts are made in all; 0 counts as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The longest first wait, and the longest wait of all; waits are random between zero and these.
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.base = first;
        self.throttled_base = first;
        self.max_wait = longest;
        self
    }

    /// The longest `Retry-After` that is waited for, by any operation.
    pub const fn max_retry_after(mut self, longest: Duration) -> Self {
        self.max_retry_after = Some(longest);
        self
    }

    /// No attempt is started later than this after the first.
    pub const fn max_elapsed(mut self, time: Duration) -> Self {
        self.max_elapsed = Some(time);
        self
    }

    /// A function that judges every failed attempt before the standard rules do.
    ///
    #[doc = include_str!("../examples/classify.md")]
    pub fn classify(mut self, classify: impl Fn(&Attempt<'_>) -> Verdict + Send + Sync + 'static) -> Self {
        self.classify = Some(Arc::new(classify));
        self
    }
}

impl RetryPolicy {
    /// The longest `Retry-After` that an operation waits for; `open` if it takes no credential.
    pub(crate) fn longest_retry_after(&self, open: bool) -> Duration {
        self.max_retry_after.unwrap_or(if open { OPEN_RETRY_AFTER } else { RETRY_AFTER })
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for RetryPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryPolicy")
            .field("max_attempts", &self.max_attempts)
            .field("base", &self.base)
            .field("max_wait", &self.max_wait)
            .field("max_retry_after", &self.max_retry_after)
            .field("max_elapsed", &self.max_elapsed)
            .field("classify", &self.classify.is_some())
            .finish()
    }
}

/// A failed attempt, as [`RetryPolicy::classify`] sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation's name, such as `orders.create`.
    pub operation: &'a str,
    /// Number of the attempt, from 1.
    pub number: u32,
    /// Status of the answer, if there was one.
    pub status: Option<StatusCode>,
    /// The server's code, from the body.
    pub code: Option<&'a str>,
    /// Headers of the answer, if there was one.
    pub headers: Option<&'a HeaderMap>,
    /// Whether the request can be sent twice without acting twice.
    pub idempotent: bool,
}

/// What [`RetryPolicy::classify`] says about a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The standard rules decide.
    Standard,
    /// Try again, within the limits of attempts, deadline and budget.
    Retry,
    /// Try again after this wait, which the server has named in its own way, within the limits of attempts, deadline
    /// and [`RetryPolicy::max_retry_after`].
    RetryAfter(Duration),
    /// Give up.
    Stop,
}

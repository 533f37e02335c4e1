//! The state of one call's attempts, and the rules.

use super::{
    Attempt, Budget, RetryPolicy, Verdict,
    budget::{RETRY, THROTTLED},
};
use crate::runtime::{support::saturated, transport::FailurePoint};
use http::StatusCode;
use std::time::{Duration, Instant};

/// What the rules need to know about a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallFacts {
    /// The operation's name.
    pub(crate) operation: &'static str,
    /// The method only reads.
    pub(crate) only_reads: bool,
    /// The request can be sent twice without acting twice.
    pub(crate) idempotent: bool,
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub(crate) enum Outcome<'a> {
    /// The head of a response, and its whole body where it is not streamed.
    Answer { status: StatusCode, code: Option<&'a str>, transient: bool, retry_after: Option<Duration> },
    /// No response, or one that broke off.
    Failure { point: FailurePoint },
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The attempt is what the call gives.
    Done,
    /// Wait, then make another attempt.
    Wait(Duration),
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts {
    policy: RetryPolicy,
    facts: CallFacts,
    started: Instant,
    deadline: Option<Instant>,
    made: u32,
    paid: Option<u32>,
    may_have_been_applied: bool,
}

impl Attempts {
    /// No attempt made yet.
    pub(crate) fn new(policy: RetryPolicy, facts: CallFacts, started: Instant, deadline: Option<Duration>) -> Self {
        let deadline = deadline.and_then(|time| started.checked_add(time));
        Self { policy, facts, started, deadline, made: 0, paid: None, may_have_been_applied: false }
    }

    /// How many attempts were made.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// Whether the server may have acted in one of the attempts so far.
    pub(crate) fn may_have_been_applied(&self) -> bool {
        self.may_have_been_applied
    }

    /// Starts an attempt: the time it may take, or none if the deadline has passed.
    pub(crate) fn begin(&mut self, timeout: Duration, now: Instant) -> Option<Duration> {
        let left = match self.deadline {
            Some(deadline) => deadline.checked_duration_since(now).filter(|left| !left.is_zero())?,
            None => timeout,
        };
        self.made += 1;
        Some(timeout.min(left))
    }

    /// Ends an attempt: whether another is made, and after which wait. `random` gives
    /// a number in `0.0..1.0` and is called only where there is something to wait for.
    pub(crate) fn end(&mut self, outcome: &Outcome<'_>, now: Instant, random: fn() -> f64, budget: &Budget) -> Step {
        if let Outcome::Answer { status, .. } = outcome
            && status.is_success()
        {
            budget.succeed(self.paid.take());
            return Step::Done;
        }
        self.may_have_been_applied |= !self.facts.only_reads && may_have_acted(outcome);
        if !self.is_retryable(outcome) || self.made >= self.policy.max_attempts {
            return Step::Done;
        }
        let Some(wait) = self.wait(outcome, random) else { return Step::Done };
        // What cannot be counted is as good as never.
        let Some(next) = now.checked_add(wait) else { return Step::Done };
        let last = self.policy.max_elapsed.and_then(|longest| self.started.checked_add(longest));
        let too_late = self.deadline.is_some_and(|deadline| next >= deadline) || last.is_some_and(|last| next > last);
        if too_late {
            return Step::Done;
        }
        let price = if is_throttled(outcome) { THROTTLED } else { RETRY };
        match budget.take(price) {
            Some(paid) => {
                self.paid = Some(paid);
                Step::Wait(wait)
            }
            None => Step::Done,
        }
    }

    fn is_retryable(&self, outcome: &Outcome<'_>) -> bool {
        let (status, code) = match outcome {
            Outcome::Answer { status, code, .. } => (Some(*status), *code),
            Outcome::Failure { .. } => (None, None),
        };
        let attempt = Attempt {
            operation: self.facts.operation,
            number: self.made,
            status,
            code,
            idempotent: self.facts.idempotent,
        };
        match self.policy.classify.map_or(Verdict::Standard, |classify| classify(&attempt)) {
            Verdict::Retry => true,
            Verdict::Stop => false,
            Verdict::Standard => match outcome {
                Outcome::Answer { status, transient, .. } => match status.as_u16() {
                    429 => true,
                    408 | 500 | 502 | 503 | 504 => self.facts.idempotent,
                    _ => *transient && self.facts.idempotent,
                },
                Outcome::Failure { point } => match point {
                    FailurePoint::Connect | FailurePoint::NotProcessed => true,
                    FailurePoint::Exchange | FailurePoint::Timeout | FailurePoint::Body => self.facts.idempotent,
                    FailurePoint::Tls | FailurePoint::TooLarge | FailurePoint::Request => false,
                },
            },
        }
    }

    /// The wait before the next attempt; none if the server asks for more than is waited for.
    fn wait(&self, outcome: &Outcome<'_>, random: fn() -> f64) -> Option<Duration> {
        if let Outcome::Answer { retry_after: Some(wait), .. } = outcome {
            return (*wait <= self.policy.max_retry_after).then_some(*wait);
        }
        let base = if is_throttled(outcome) { self.policy.throttled_base } else { self.policy.base };
        // 2^20 first waits are longer than any cap in use; beyond it the shift would overflow.
        let doublings = (self.made - 1).min(20);
        let longest = saturated(base.saturating_mul(1 << doublings).min(self.policy.max_wait));
        Some(longest.mul_f64(random().clamp(0.0, 1.0)))
    }
}

fn is_throttled(outcome: &Outcome<'_>) -> bool {
    matches!(outcome, Outcome::Answer { status, .. } if *status == StatusCode::TOO_MANY_REQUESTS)
}

/// Whether the server may have carried out a request that changes something.
fn may_have_acted(outcome: &Outcome<'_>) -> bool {
    match outcome {
        Outcome::Answer { status, .. } => match status.as_u16() {
            // The server says that it did not do it: it asks for the same request elsewhere, or rejects it.
            307 | 308 | 501 | 505 => false,
            400..=407 | 409..=499 => false,
            // Everything else says nothing: an answer to another question, or a redirect to what was done.
            _ => true,
        },
        Outcome::Failure { point } => match point {
            FailurePoint::Connect | FailurePoint::Tls | FailurePoint::NotProcessed | FailurePoint::Request => false,
            FailurePoint::Exchange | FailurePoint::Timeout | FailurePoint::Body | FailurePoint::TooLarge => true,
        },
    }
}

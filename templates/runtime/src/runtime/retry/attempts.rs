//! The state of one call's attempts, and the rules.

use super::{Attempt, RetryBudget, RetryPolicy, Verdict};
use crate::runtime::{
    support::{Instant, saturated},
    transport::FailurePoint,
};
use http::{HeaderMap, StatusCode};
use std::time::Duration;

/// What the rules need to know about a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallFacts {
    /// The operation's name.
    pub(crate) operation: &'static str,
    /// The method only reads.
    pub(crate) only_reads: bool,
    /// The request can be sent twice without acting twice.
    pub(crate) idempotent: bool,
    /// The operation takes no credential.
    pub(crate) open: bool,
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub(crate) enum Outcome<'a> {
    /// The head of a response, and its whole body where it is not streamed.
    Answer {
        status: StatusCode,
        headers: &'a HeaderMap,
        code: Option<&'a str>,
        transient: bool,
        retry_after: Option<Duration>,
    },
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
    /// When the last attempt may begin, if the policy limits the time.
    last: Option<Instant>,
    deadline: Option<Instant>,
    made: u32,
    paid: Option<u32>,
    may_have_been_applied: bool,
    budget_spent: bool,
}

impl Attempts {
    /// No attempt made yet. `now` reads the clock, here and below: most calls never have to.
    pub(crate) fn new(
        policy: RetryPolicy,
        facts: CallFacts,
        now: &dyn Fn() -> Instant,
        deadline: Option<Instant>,
    ) -> Self {
        let last = policy.max_elapsed.and_then(|longest| now().checked_add(longest));
        Self { policy, facts, last, deadline, made: 0, paid: None, may_have_been_applied: false, budget_spent: false }
    }

    /// How many attempts were made.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// Whether the server may have acted in one of the attempts so far.
    pub(crate) fn may_have_been_applied(&self) -> bool {
        self.may_have_been_applied
    }

    /// Whether another attempt would have been made but for the budget.
    pub(crate) fn is_budget_spent(&self) -> bool {
        self.budget_spent
    }

    /// Starts an attempt: the time it may take, or none if the deadline has passed.
    pub(crate) fn begin(&mut self, timeout: Duration, now: &dyn Fn() -> Instant) -> Option<Duration> {
        let left = match self.deadline {
            Some(deadline) => deadline.checked_duration_since(now()).filter(|left| !left.is_zero())?,
            None => timeout,
        };
        self.made += 1;
        Some(timeout.min(left))
    }

    /// Ends an attempt: whether another is made, and after which wait. `random` gives
    /// a number in `0.0..1.0` and is called only where there is something to wait for.
    pub(crate) fn end(
        &mut self,
        outcome: &Outcome<'_>,
        now: &dyn Fn() -> Instant,
        random: fn() -> f64,
        budget: &RetryBudget,
    ) -> Step {
        if let Outcome::Answer { status, .. } = outcome
            && status.is_success()
        {
            budget.succeed(self.paid.take());
            return Step::Done;
        }
        self.may_have_been_applied |= !self.facts.only_reads && may_have_acted(outcome);
        let verdict = self.verdict(outcome);
        if verdict == Verdict::Stop || self.made >= self.policy.max_attempts {
            return Step::Done;
        }
        let Some((wait, named)) = self.wait(outcome, verdict, random) else { return Step::Done };
        // What cannot be counted is as good as never.
        let Some(next) = now().checked_add(wait) else { return Step::Done };
        if self.deadline.is_some_and(|deadline| next >= deadline) || self.last.is_some_and(|last| next > last) {
            return Step::Done;
        }
        // Who comes back when the server said so adds nothing to an outage.
        if !named {
            self.paid = budget.take(is_throttled(outcome));
            self.budget_spent = self.paid.is_none();
        }
        if self.budget_spent { Step::Done } else { Step::Wait(wait) }
    }

    /// Whether another attempt is made: never `Standard`.
    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        let (status, code, headers) = match outcome {
            Outcome::Answer { status, code, headers, .. } => (Some(*status), *code, Some(*headers)),
            Outcome::Failure { .. } => (None, None, None),
        };
        let attempt = Attempt {
            operation: self.facts.operation,
            number: self.made,
            status,
            code,
            headers,
            idempotent: self.facts.idempotent,
        };
        match self.policy.classify.as_ref().map_or(Verdict::Standard, |classify| classify(&attempt)) {
            Verdict::Standard if self.is_retryable(outcome) => Verdict::Retry,
            Verdict::Standard => Verdict::Stop,
            other => other,
        }
    }

    fn is_retryable(&self, outcome: &Outcome<'_>) -> bool {
        match outcome {
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
        }
    }

    /// The wait before the next attempt, and whether the server has named it; none if the server asks for more than is
    /// waited for.
    fn wait(&self, outcome: &Outcome<'_>, verdict: Verdict, random: fn() -> f64) -> Option<(Duration, bool)> {
        let fraction = || random().clamp(0.0, 1.0);
        let named = match (verdict, outcome) {
            (Verdict::RetryAfter(wait), _) => Some(wait),
            (_, Outcome::Answer { retry_after, .. }) => *retry_after,
            _ => None,
        };
        // No wait at all would be a storm, so it is as if the server had said nothing.
        if let Some(wait) = named.filter(|wait| !wait.is_zero()) {
            if wait > self.policy.longest_retry_after(self.facts.open) {
                return None;
            }
            let wait = saturated(wait);
            return Some((wait + saturated(self.policy.base.max(wait / 10)).mul_f64(fraction()), true));
        }
        let base = if is_throttled(outcome) { self.policy.throttled_base } else { self.policy.base };
        // 2^20 first waits are longer than any cap in use; beyond it the shift would overflow.
        let doublings = (self.made - 1).min(20);
        let longest = saturated(base.saturating_mul(1 << doublings).min(self.policy.max_wait));
        Some((longest.mul_f64(fraction()), false))
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

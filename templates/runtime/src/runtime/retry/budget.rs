//! A budget for retries, which limits retries during an outage.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// What retries may cost together; every clone shares it.
///
/// A retry costs, and successes earn it back, so that a server that is down for everybody does not get several times the
/// requests of one that is up. Where the server itself names the wait (`Retry-After`) a retry costs nothing. A call that
/// is given up for the budget says so: [`Error::is_retry_budget_spent`](crate::runtime::Error::is_retry_budget_spent).
///
/// A client has one for all its calls. Give tenants budgets of their own, so that an outage of one does not cost the
/// others their retries, and keep a tenant's budget as long as its clients:
///
#[doc = include_str!("../examples/budget.md")]
#[derive(Clone)]
pub struct RetryBudget(Option<Arc<Tokens>>);

struct Tokens {
    left: Mutex<u32>,
    capacity: u32,
}

/// What the standard budget holds at most: with every call failing, about 35 retries (500 / 14) before first attempts are all
/// that is sent. The capacity is that of the AWS SDKs, whose retry quota works the same way.
const CAPACITY: u32 = 500;
/// What a retry costs. As a success earns [`SUCCESS`], a client whose budget is used up sends at most one retry for
/// 14 successful calls, 7 % more requests than without retries.
const RETRY: u32 = 14;
/// What a retry after a `429` costs. It is cheaper, because the server is up and sheds load by itself, and the waits
/// are longer: at most one retry for 5 successful calls.
const THROTTLED: u32 = 5;
/// What a success at the first attempt earns: the unit of the other prices.
const SUCCESS: u32 = 1;

impl RetryBudget {
    /// Enough for 35 retries in a row, or 100 after a `429`.
    pub fn standard() -> Self {
        Self::of(CAPACITY)
    }

    /// Enough for so many retries in a row, or nearly three times as many after a `429`.
    pub fn retries(retries: u32) -> Self {
        Self::of(retries.saturating_mul(RETRY))
    }

    /// No budget: only the retry policy limits what is retried.
    pub fn unlimited() -> Self {
        Self(None)
    }

    fn of(capacity: u32) -> Self {
        Self(Some(Arc::new(Tokens { left: Mutex::new(capacity), capacity })))
    }

    /// Takes the price of a retry, or nothing if there is not enough left.
    pub(crate) fn take(&self, throttled: bool) -> Option<u32> {
        let Some(tokens) = &self.0 else { return Some(0) };
        let price = if throttled { THROTTLED } else { RETRY };
        let mut left = tokens.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = left.checked_sub(price)?;
        Some(price)
    }

    /// Gives back what the retry that succeeded had cost; a success at the first attempt earns a little.
    pub(crate) fn succeed(&self, price: Option<u32>) {
        if let Some(tokens) = &self.0 {
            let mut left = tokens.left.lock().unwrap_or_else(PoisonError::into_inner);
            *left = left.saturating_add(price.unwrap_or(SUCCESS)).min(tokens.capacity);
        }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("unlimited"),
            Some(tokens) => {
                let left = *tokens.left.lock().unwrap_or_else(PoisonError::into_inner);
                write!(f, "{} of {} retries left", left / RETRY, tokens.capacity / RETRY)
            }
        }
    }
}

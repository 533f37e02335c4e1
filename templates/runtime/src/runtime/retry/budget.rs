//! A budget for retries that all calls of a client share.

use std::sync::Mutex;

/// Tokens that retries cost and successes earn back, so that a server that is down for everybody is not
/// asked several times as often as one that is up.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

/// What the budget holds at most.
const CAPACITY: u32 = 500;
/// What a retry costs.
pub(crate) const RETRY: u32 = 14;
/// What a retry after a `429` costs.
pub(crate) const THROTTLED: u32 = 5;
/// What a success without retries earns.
const SUCCESS: u32 = 1;

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(CAPACITY))
    }

    /// Takes the price of a retry, or nothing if there is not enough left.
    pub(crate) fn take(&self, price: u32) -> Option<u32> {
        let mut tokens = self.lock();
        *tokens = tokens.checked_sub(price)?;
        Some(price)
    }

    /// Gives back what the retry that succeeded had cost; a success at the first attempt earns a little.
    pub(crate) fn succeed(&self, price: Option<u32>) {
        let mut tokens = self.lock();
        *tokens = (*tokens + price.unwrap_or(SUCCESS)).min(CAPACITY);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, u32> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

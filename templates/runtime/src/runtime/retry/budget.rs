//! A budget for retries that all calls of a client share.

use std::sync::Mutex;

/// Tokens that retries cost and successes earn back, so that a server that is down for everybody does not get
/// several times the requests of one that is up.
#[derive(Debug)]
pub(crate) struct Budget(Mutex<u32>);

/// What the budget holds at most: with every call failing, about 35 retries (500 / 14) before first attempts are all
/// that is sent. The capacity is that of the AWS SDKs, whose retry quota works the same way.
const CAPACITY: u32 = 500;
/// What a retry costs. As a success earns [`SUCCESS`], a client whose budget is used up sends at most one retry for
/// 14 successful calls, 7 % more requests than without retries.
pub(crate) const RETRY: u32 = 14;
/// What a retry after a `429` costs. It is cheaper, because the server is up and sheds load by itself, and the waits
/// are longer: at most one retry for 5 successful calls.
pub(crate) const THROTTLED: u32 = 5;
/// What a success at the first attempt earns: the unit of the other prices.
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

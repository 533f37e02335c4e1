//! Settings that hold for every call of a client unless the call says otherwise.

use crate::runtime::{
    auth::AccessToken,
    error::display::{Headers, is_secret},
    retry::{RetryBudget, RetryPolicy},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::{fmt, time::Duration};

/// How long an attempt may take by default.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(30);

/// Settings that hold for every call of a client unless the call says otherwise.
#[derive(Clone)]
pub struct Defaults {
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) retry_budget: RetryBudget,
    pub(crate) headers: HeaderMap,
    pub(crate) bearer: Option<AccessToken>,
    pub(crate) deferred_error: Option<String>,
    pub(crate) strict: bool,
}

impl Defaults {
    pub(crate) fn new() -> Self {
        Self {
            timeout: TIMEOUT,
            deadline: None,
            retry: RetryPolicy::standard(),
            retry_budget: RetryBudget::standard(),
            headers: HeaderMap::new(),
            bearer: None,
            deferred_error: None,
            strict: false,
        }
    }

    /// How long one attempt may take, from sending to the end of the answer; 30 s unless set.
    #[must_use]
    pub fn timeout(mut self, time: Duration) -> Self {
        self.timeout = time;
        self
    }

    /// How long a call may take as a whole: token, middleware, look-up, connection, all attempts, the waits between them,
    /// and of a streamed answer its body. Unlimited unless set. Each page of a list is a call. In a blocking client
    /// middleware is not interrupted, but nothing is sent when the time is up.
    #[must_use]
    pub fn deadline(mut self, time: Duration) -> Self {
        self.deadline = Some(time);
        self
    }

    /// When and how often failed attempts are made again.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What retries may cost together. Clients made by `with(..)` share the budget of the client they are made from unless
    /// they are given one.
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.retry_budget = budget;
        self
    }

    /// Answers that are not what the document says are errors, instead of being coerced; see
    /// [`Extra::assumed`](crate::runtime::values::Extra::assumed).
    #[must_use]
    pub fn strict_decoding(mut self) -> Self {
        self.strict = true;
        self
    }

    /// The token to send instead of the client's.
    #[must_use]
    pub fn bearer(mut self, token: impl Into<AccessToken>) -> Self {
        self.bearer = Some(token.into());
        self
    }

    /// A header that every request carries. One that carries a credential by its name (`authorization`, `x-api-key`), or
    /// whose value is marked sensitive, obeys the rules of tokens: it goes to operations that declare security, and not
    /// over plain `http`. How long a request is, the transport says by itself: `content-length` and `transfer-encoding` are
    /// left out. A name or value that cannot be sent makes every call fail with
    /// [`ErrorKind::Request`](crate::runtime::ErrorKind::Request).
    #[must_use]
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(mut value)) => {
                let secret = value.is_sensitive() || is_secret(&name);
                value.set_sensitive(secret);
                self.headers.insert(name, value);
            }
            (Ok(name), Err(_)) => self.deferred_error = Some(format!("the value of header `{name}` cannot be sent")),
            (Err(_), _) => self.deferred_error = Some("a header has a name that cannot be sent".to_owned()),
        }
        self
    }
}

impl Defaults {
    /// Whether one of the headers carries a credential.
    pub(crate) fn has_secret(&self) -> bool {
        self.headers.values().any(HeaderValue::is_sensitive)
    }
}

impl fmt::Debug for Defaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Defaults")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("retry_budget", &self.retry_budget)
            .field("headers", &Headers(&self.headers))
            .finish()
    }
}

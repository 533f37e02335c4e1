//! The configuration of a client, checked as a whole by [`ClientConfig::build`].

use super::Mode;
use super::{
    Core, Credentials, Defaults, Inner, Shared,
    credential::Source,
    environment::{self, Variables},
    validate::{check_prefix, find, rule, url_of, user_agent},
};
use crate::runtime::{
    auth::{AccessToken, OAuth2},
    error::{BuildError, BuildErrorKind, redacted_url},
    operation::{ApiInfo, SchemeVariable},
    request::BaseUrl,
    retry::{RetryBudget, RetryPolicy},
    support::{Clock, saturated},
    transport::TransportOptions,
};
use http::{HeaderName, HeaderValue};
use std::{collections::BTreeMap, env::VarError, sync::Arc, time::Duration};

/// The largest response that is read into memory by default.
const MAX_RESPONSE: u64 = 64 << 20;

/// The configuration of a client; generated client builders are thin layers over it.
#[derive(Debug)]
#[must_use = "a configuration does nothing until it is built"]
pub struct ClientConfig<M: Mode> {
    pub(super) api: &'static ApiInfo,
    server: Option<String>,
    base_url: Option<GivenUrl>,
    base_url_for_all: bool,
    url_variables: BTreeMap<String, String>,
    /// What the environment says, where nothing else is set.
    environment: Option<Variables>,
    pub(super) credentials: Credentials<M>,
    pub(super) oauth2: Option<OAuth2>,
    pub(crate) defaults: Defaults,
    pub(super) options: TransportOptions,
    pub(super) transport: Option<ConfiguredTransport<M>>,
    pub(super) per_attempt: Chain<M>,
    pub(super) per_call: Chain<M>,
    clock: OptionDebug<Arc<dyn Clock>>,
    user_agent_suffix: Option<String>,
    max_response: u64,
    pub(super) allow_insecure_http: bool,
    allow_any_credential: bool,
}

/// A transport of the caller's.
pub(super) struct ConfiguredTransport<M: Mode> {
    pub(super) transport: Arc<M::Transport>,
    pub(super) clock: Option<Arc<dyn Clock>>,
    /// It may look for the operation in a request's extensions.
    pub(super) needs_operation: bool,
    /// Why it cannot be used.
    pub(super) refused: Option<BuildError>,
}

/// Middleware, outermost first.
pub(super) struct Chain<M: Mode>(pub(super) Vec<Arc<M::Middleware>>);

struct OptionDebug<T>(Option<T>);

/// A URL that is not read yet, and may hold a password.
pub(super) struct GivenUrl(pub(super) String);

impl<M: Mode> ClientConfig<M> {
    /// The defaults of an API: its first server, no credential.
    pub fn new(api: &'static ApiInfo) -> Self {
        Self {
            api,
            server: None,
            base_url: None,
            base_url_for_all: false,
            url_variables: BTreeMap::new(),
            environment: None,
            credentials: Credentials::none(),
            oauth2: None,
            defaults: Defaults::new(),
            options: TransportOptions::default(),
            transport: None,
            per_attempt: Chain(Vec::new()),
            per_call: Chain(Vec::new()),
            clock: OptionDebug(None),
            user_agent_suffix: None,
            max_response: MAX_RESPONSE,
            allow_insecure_http: false,
            allow_any_credential: false,
        }
    }

    /// Adds the settings in the process's environment: the credentials that the API needs, server name and base URL.
    ///
    /// What is set by other methods, before or after, goes before what the environment says.
    ///
    /// # Errors
    ///
    /// If a variable holds no text, or holds quotes around its value.
    #[allow(clippy::wrong_self_convention, reason = "it takes settings from the environment, as `Client::from_env`")]
    pub fn from_env(self) -> Result<Self, BuildError> {
        self.from_variables(|name| match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => Err(environment::invalid(name, "is not UTF-8")),
        })
    }

    /// Adds the settings in variables that a function looks up; empty values count as not set.
    #[allow(clippy::wrong_self_convention, reason = "as `from_env`")]
    pub fn from_variables(
        mut self,
        variable: impl Fn(&str) -> Result<Option<String>, BuildError>,
    ) -> Result<Self, BuildError> {
        self.environment = Some(Variables::read(self.api, variable)?);
        Ok(self)
    }

    /// The server with this name, ignoring case.
    pub fn server(mut self, name: impl Into<String>) -> Self {
        self.server = Some(name.into());
        self
    }

    /// What stands in the servers' URLs for the variable of this name.
    pub fn url_variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.url_variables.insert(name.to_owned(), value.into());
        self
    }

    /// The URL that paths are appended to, instead of a server of the document. Operations with servers of their own go
    /// there nevertheless, unless [`Self::base_url_for_all`] says otherwise.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(GivenUrl(url.into()));
        self
    }

    /// Sends calls of operations that have servers of their own to the client's server too, such as a proxy.
    pub fn base_url_for_all(mut self) -> Self {
        self.base_url_for_all = true;
        self
    }

    /// How long one attempt may take; 30 s unless set.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.defaults = self.defaults.timeout(time);
        self
    }

    /// How long a call may take as a whole: token, middleware, look-up, connection, all attempts, the waits between them,
    /// and of a streamed answer its body. Unlimited unless set. Each page of a list is a call. In a blocking client
    /// middleware is not interrupted, but nothing is sent when the time is up.
    pub fn deadline(mut self, time: Duration) -> Self {
        self.defaults = self.defaults.deadline(time);
        self
    }

    /// Answers that are not what the document says are errors, instead of being coerced; see
    /// [`Extra::assumed`](crate::runtime::values::Extra::assumed).
    pub fn strict_decoding(mut self) -> Self {
        self.defaults = self.defaults.strict_decoding();
        self
    }

    /// How long a connection may take to be established; 10 s unless set. Only for the built-in transports.
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.options.connect_timeout = saturated(time);
        self
    }

    /// How long a connection may lie idle before it is closed; 4 s unless set, and less if the server announces less
    /// (`Keep-Alive: timeout=`). Only for the built-in transports.
    ///
    /// It has to be shorter than the server, and whatever stands before it, keeps connections: 5 s for uvicorn and Node,
    /// 60 s for AWS load balancers, 75 s for nginx. A request that meets a server which is just closing is lost, and a
    /// `POST` without an idempotency key then is not repeated, because nobody knows whether it was carried out.
    pub fn pool_idle_timeout(mut self, time: Duration) -> Self {
        self.options.pool_idle_timeout = saturated(time);
        self
    }

    /// How many idle connections are kept per host; no limit unless set. Only for the built-in transports.
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.options.max_idle_connections = connections;
        self
    }

    /// When and how often failed attempts are made again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.defaults = self.defaults.retry(policy);
        self
    }

    /// What retries may cost together; enough for 35 in a row unless set.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.defaults = self.defaults.retry_budget(budget);
        self
    }

    /// A header that every request carries.
    pub fn default_header<N: TryInto<HeaderName>, V: TryInto<HeaderValue>>(mut self, name: N, value: V) -> Self {
        self.defaults = self.defaults.header(name, value);
        self
    }

    /// Text after the SDK's own name in `User-Agent`, such as `my-app/1.0`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// The largest answer that is read into memory, in bytes; 64 MiB unless set. Streamed downloads are not limited.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response = bytes;
        self
    }

    /// Lets credentials travel over plain `http` to any host. Without it they only do to this machine.
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Does not look at the prefix of the token.
    pub fn allow_any_credential(mut self) -> Self {
        self.allow_any_credential = true;
        self
    }

    /// What measures time and waits.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = OptionDebug(Some(clock));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// If the server is unknown, the base URL is none, the credential does not belong to the server, a credential
    /// would travel in the clear, a header cannot be sent, there is nothing to send requests with, or an HTTP client of the
    /// caller's would take credentials along to where a server redirects it.
    pub fn build(mut self) -> Result<Core<M>, BuildError> {
        let from_environment = self.apply_environment()?;
        let overridden = self.base_url.is_some();
        let (server, base_url) = self.place()?;
        if let (false, Some(token)) = (self.allow_any_credential, self.credentials.fixed()) {
            check_prefix(self.api, token, (!overridden).then_some(server.as_str()))?;
        }
        let has_credential = !self.credentials.is_empty() || self.defaults.has_secret();
        if has_credential && !(base_url.is_private() || self.allow_insecure_http) {
            return Err(self.plain_http(&base_url, from_environment));
        }
        if let Some(error) = self.defaults.deferred_error.take() {
            return Err(BuildError::new(BuildErrorKind::Header, error));
        }
        let user_agent = user_agent(self.user_agent_suffix.as_deref())?;
        let ConfiguredTransport { transport, clock, needs_operation, refused } = match self.transport.take() {
            Some(carrier) => carrier,
            None => ConfiguredTransport {
                transport: M::default_transport(&self.options)?,
                clock: None,
                needs_operation: false,
                refused: None,
            },
        };
        if let Some(error) = refused {
            return Err(error);
        }
        let shows_operation = needs_operation || !(self.per_attempt.0.is_empty() && self.per_call.0.is_empty());
        let clock = self.clock.0.take().or(clock).map_or_else(M::default_clock, Ok)?;
        self.ask_endpoint(&base_url, &transport, &clock)?;
        let shared = Shared {
            api: self.api,
            transport,
            per_attempt: self.per_attempt.0,
            per_call: self.per_call.0,
            shows_operation,
            clock,
            server,
            base_url,
            url_variables: self.url_variables,
            base_url_for_all: self.base_url_for_all,
            allow_insecure_http: self.allow_insecure_http,
            user_agent,
            max_response: self.max_response,
        };
        Ok(Core { inner: Arc::new(Inner::new(Arc::new(shared), self.defaults, self.credentials)) })
    }

    /// Fills what is not set with what the environment says. True if the base URL is from there.
    fn apply_environment(&mut self) -> Result<bool, BuildError> {
        let Some(variables) = self.environment.take() else { return Ok(false) };
        self.apply_credentials(variables.token, variables.schemes)?;
        for (name, value) in variables.url {
            self.url_variables.entry(name.to_owned()).or_insert(value);
        }
        if self.server.is_some() || self.base_url.is_some() {
            return Ok(false);
        }
        self.server = variables.server;
        self.base_url = variables.base_url;
        Ok(self.base_url.is_some())
    }

    /// Fills what is not set with the credentials of the environment: schemes by name unless there is a credential for
    /// all, and the one for all unless there is any.
    fn apply_credentials(
        &mut self,
        token: Option<AccessToken>,
        schemes: Vec<(&'static SchemeVariable, Option<AccessToken>)>,
    ) -> Result<(), BuildError> {
        let given = !self.credentials.is_empty() || self.oauth2.is_some();
        let by_name = matches!(self.credentials.main, Source::None);
        let mut missing = Vec::new();
        for (SchemeVariable { scheme, variable, required }, credential) in schemes {
            match credential {
                Some(credential) if by_name => {
                    self.credentials.by_scheme.entry((*scheme).to_owned()).or_insert(credential);
                }
                None if *required && !given => missing.push(*variable),
                Some(_) | None => {}
            }
        }
        match token {
            Some(token) if !given => self.credentials.main = Source::Fixed(token),
            None if self.api.token_required && !given => missing.push(self.api.token_variable),
            Some(_) | None => {}
        }
        if missing.is_empty() { Ok(()) } else { Err(environment::missing_credentials(self.api, &missing)) }
    }

    fn plain_http(&self, base_url: &BaseUrl, from_environment: bool) -> BuildError {
        let (place, builder) = match from_environment {
            true => (format!(" (variable `{}`)", self.api.base_url_variable), "Client::builder().from_env()?"),
            false => (String::new(), "Client::builder()"),
        };
        BuildError::new(
            BuildErrorKind::PlainHttp,
            format!(
                "the credential would travel unencrypted to `{base_url}`{place}; use `https`, or allow it for a server \
                 in your own network: `{builder}.allow_insecure_http()`"
            ),
        )
    }

    /// Name and URL of the server to talk to: the one named, else the one the credential belongs to, else the first.
    fn place(&self) -> Result<(String, BaseUrl), BuildError> {
        if let Some(GivenUrl(url)) = &self.base_url {
            return Ok((self.server.clone().unwrap_or_else(|| "custom".to_owned()), BaseUrl::parse(url)?));
        }
        let implied = || rule(self.api, self.credentials.fixed()?)?.servers.first().copied();
        let server = match self.server.as_deref().or_else(implied) {
            None => self.api.servers.first().ok_or_else(|| {
                let (title, variable) = (self.api.title, self.api.base_url_variable);
                let why = format!("{title} names no server; give a base URL, or set `{variable}` and use `from_env`");
                BuildError::new(BuildErrorKind::BaseUrl, why)
            })?,
            Some(name) => find(self.api.servers, name).ok_or_else(|| {
                let known: Vec<_> = self.api.servers.iter().map(|server| server.name).collect();
                BuildError::new(
                    BuildErrorKind::UnknownServer,
                    format!("{} has no server `{name}`; there are: {}", self.api.title, known.join(", ")),
                )
            })?,
        };
        let url = url_of(server, self.api, &self.url_variables)?;
        Ok((server.name.to_owned(), BaseUrl::parse(&url)?))
    }
}

impl std::fmt::Debug for GivenUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&redacted_url(&self.0))
    }
}

impl<M: Mode> std::fmt::Debug for ConfiguredTransport<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("transport")
    }
}

impl<M: Mode> std::fmt::Debug for Chain<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} middleware", self.0.len())
    }
}

impl<T> std::fmt::Debug for OptionDebug<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "given" } else { "default" })
    }
}

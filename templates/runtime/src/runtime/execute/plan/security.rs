//! Which credential goes with a request, and where it is put.

use super::alternative::{Available, Place, is_user_and_password, lacking};
use crate::runtime::{
    auth::{AccessToken, sensitive},
    client::{Credentials, Defaults, Mode},
    error::{Error, ErrorKind},
    operation::SchemeKind,
    request::{Draft, Origin, encode_component, sensitive as sensitive_texts},
    support::repeated::{holds, in_base64, left_out},
    transport::Body,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode, Uri,
    header::{AUTHORIZATION, COOKIE},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How a call shows who makes it.
#[derive(Debug)]
pub(crate) struct Security {
    /// Where which credential goes.
    places: Vec<Place>,
    /// The only server that what shows who calls may go to; none if nothing of the request does.
    destination: Option<Origin>,
    /// The client's credentials that were sent so far, of which a call that renews its token sends several.
    sent: Mutex<Vec<AccessToken>>,
    /// What else of the request only the server may read.
    others: Vec<String>,
}

impl Security {
    /// Decides for a call: a token of its own always goes with it; the client's credentials do where the operation
    /// declares security, the alternative that is met best; and neither goes anywhere but to `origin`, nor leaves
    /// this machine unencrypted (`private` is false) unless the client allows it.
    pub(crate) fn resolve<M: Mode>(
        credentials: &Credentials<M>,
        defaults: &Defaults,
        draft: &Draft,
        origin: &Origin,
        private: bool,
    ) -> Result<Self, Error> {
        let operation = draft.operation();
        let own = draft.options.bearer.as_ref();
        let bearer = own.or(credentials.instead.as_ref());
        // A caller who says what to send as `Authorization` has said who calls.
        let own_header = own.is_none() && draft.headers.contains_key(AUTHORIZATION);
        let open = operation.auth.any_of.is_empty();
        let places = match (Available { credentials, bearer }.choose(operation.auth), bearer) {
            _ if own_header => Vec::new(),
            (Some(places), _) => places,
            // So has one who says it for all calls, unless the client has a credential as well.
            (None, _) if defaults.headers.contains_key(AUTHORIZATION) && !open => Vec::new(),
            (None, Some(token)) if own.is_some() || !open => vec![(SchemeKind::Bearer, Some(token.clone()))],
            (None, _) if open || operation.auth.optional => Vec::new(),
            (None, _) => {
                return Err(Error::with_message(ErrorKind::Auth, operation, lacking(operation, credentials)));
            }
        };
        let by_default = draft.absolute.is_none() && !operation.auth.any_of.is_empty() && defaults.has_secret();
        let carries = !places.is_empty() || by_default || draft.has_secret();
        if carries && !private {
            let why = "the credential would travel unencrypted; use `https`, or build the client with `allow_insecure_http()`";
            return Err(Error::with_message(ErrorKind::Auth, operation, why));
        }
        let by_default = by_default.then(|| sensitive_texts(&defaults.headers)).into_iter().flatten();
        let others = draft.secret_texts().chain(by_default).map(str::to_owned).collect();
        Ok(Self { places, destination: carries.then(|| origin.clone()), sent: Mutex::default(), others })
    }

    /// Refuses to send a request elsewhere that shows who calls, whatever changed its URL. The last thing before a
    /// credential is added, and before the request is in the transport's hands.
    pub(crate) fn check_destination(&self, uri: &Uri) -> Result<(), String> {
        let Some(destination) = &self.destination else { return Ok(()) };
        if !destination.is_of(uri) {
            let host = uri.authority().map_or("nowhere", |authority| authority.host());
            return Err(format!("the request would take the credential to `{host}` instead of `{destination}`"));
        }
        // What some parsers of URLs read as a slash can begin another host.
        if uri.path_and_query().is_some_and(|target| target.as_str().contains('\\')) {
            return Err("the request holds a `\\`, which may not stand in a URL; write `%5C`".to_owned());
        }
        Ok(())
    }

    /// Whether the client's main credential has to be fetched for the request.
    pub(crate) fn needs_main(&self) -> bool {
        self.places.iter().any(|(_, own)| own.is_none())
    }

    /// The text without the secrets that were sent, for what a server says that repeats what was sent to it.
    pub(crate) fn redact(&self, text: &str) -> String {
        left_out(text, &self.secrets())
    }

    /// Marks the headers of an answer that repeat a secret, so that no `Debug` shows them.
    pub(crate) fn mark(&self, status: StatusCode, headers: &mut HeaderMap) {
        let mark = |headers: &mut HeaderMap, secret: &str| {
            let repeats = |value: &&mut HeaderValue| holds(value.as_bytes(), &[secret]);
            headers.values_mut().filter(repeats).for_each(|value| value.set_sensitive(true));
        };
        match status.is_success() {
            // It has nothing to say about the credential, and every call comes by here.
            true => self.each_secret(&mut |secret| mark(headers, secret)),
            false => self.secrets().iter().for_each(|secret| mark(headers, secret)),
        }
    }

    /// The secrets that were sent, and what stands for them in Base64.
    fn secrets(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        self.each_secret(&mut |secret| {
            secrets.push(secret.to_owned());
            secrets.extend(in_base64(secret));
        });
        secrets
    }

    fn sent(&self) -> MutexGuard<'_, Vec<AccessToken>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Visits the secrets that were sent, in every form in which they travel.
    fn each_secret(&self, visit: &mut dyn FnMut(&str)) {
        let sent = self.sent();
        // Shorter ones are words of their own, such as those of tests.
        let mut visit = |secret: &str| {
            if secret.len() >= SHORTEST_SECRET {
                visit(secret);
            }
        };
        self.others.iter().for_each(|secret| visit(secret));
        for (kind, own) in &self.places {
            let main = sent.iter().filter(|_| own.is_none());
            own.iter().chain(main).for_each(|token| each_form(kind, token.expose(), &mut visit));
        }
    }

    /// The headers that will carry credentials, without them.
    pub(crate) fn described(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.places.iter().filter_map(|(kind, _)| match kind {
            SchemeKind::Bearer => Some(("authorization", "Bearer [redacted]")),
            SchemeKind::Basic => Some(("authorization", "Basic [redacted]")),
            SchemeKind::Header(name) => Some((*name, "[redacted]")),
            SchemeKind::Cookie(_) => Some(("cookie", "[redacted]")),
            SchemeKind::Query(_) | SchemeKind::Other(_) => None,
        })
    }

    /// Puts credentials into a request, which has to go where they may.
    pub(crate) fn apply(&self, main: Option<&AccessToken>, request: &mut http::Request<Body>) -> Result<(), String> {
        self.check_destination(request.uri())?;
        if let Some(main) = main {
            let mut sent = self.sent();
            if !sent.contains(main) {
                sent.push(main.clone());
            }
        }
        for (kind, own) in &self.places {
            let Some(token) = own.as_ref().or(main) else { continue };
            let text = token.expose();
            match kind {
                SchemeKind::Bearer => {
                    request.headers_mut().insert(AUTHORIZATION, token.bearer().ok_or(UNSENDABLE)?);
                }
                SchemeKind::Basic if !is_user_and_password(token) => return Err(NO_COLON.to_owned()),
                SchemeKind::Basic => {
                    let encoded = BASE64_STANDARD.encode(text);
                    insert(request.headers_mut(), AUTHORIZATION, &format!("Basic {encoded}"))?;
                }
                SchemeKind::Header(name) => {
                    let name = HeaderName::from_bytes(name.as_bytes())
                        .map_err(|_| "the credential's header has no valid name".to_owned())?;
                    insert(request.headers_mut(), name, text)?;
                }
                SchemeKind::Query(name) => append_query(request.uri_mut(), name, text)?,
                SchemeKind::Cookie(name) => {
                    let others = request.headers_mut().get(COOKIE).and_then(|value| value.to_str().ok());
                    let before = others.map(|others| format!("{others}; ")).unwrap_or_default();
                    insert(request.headers_mut(), COOKIE, &format!("{before}{name}={}", encode_component(text)))?;
                }
                SchemeKind::Other(_) => {}
            }
        }
        Ok(())
    }
}

/// Credentials shorter than this are not looked for in what a server says.
const SHORTEST_SECRET: usize = 8;

/// Visits a credential in every form in which it travels, and of `user:password` the password.
fn each_form(kind: &SchemeKind, text: &str, visit: &mut dyn FnMut(&str)) {
    visit(text);
    match kind {
        SchemeKind::Basic => {
            visit(&BASE64_STANDARD.encode(text));
            visit(text.split_once(':').map_or("", |(_, password)| password));
        }
        SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Bearer
        | SchemeKind::Header(_)
        | SchemeKind::Other(_) => {}
    }
}

const NO_COLON: &str = "a Basic credential is `user:password`, and this one has no colon";

const UNSENDABLE: &str = "the credential holds characters that cannot be sent";

fn insert(headers: &mut HeaderMap, name: HeaderName, text: &str) -> Result<(), &'static str> {
    headers.insert(name, sensitive(text).ok_or(UNSENDABLE)?);
    Ok(())
}

fn append_query(uri: &mut Uri, name: &str, text: &str) -> Result<(), &'static str> {
    const WRONG: &str = "the credential makes no URL";
    let mut parts = uri.clone().into_parts();
    let target = parts.path_and_query.as_ref().map_or("/", |target| target.as_str());
    let separator = if target.contains('?') { '&' } else { '?' };
    let target = format!("{target}{separator}{}={}", encode_component(name), encode_component(text));
    parts.path_and_query = Some(target.parse().map_err(|_| WRONG)?);
    *uri = Uri::from_parts(parts).map_err(|_| WRONG)?;
    Ok(())
}

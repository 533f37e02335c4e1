//! Which alternative of an operation's security a call meets, and which credential each of its schemes gets.

use crate::runtime::{
    auth::AccessToken,
    client::{Credentials, Mode, Source},
    operation::{Auth, OperationRef, SchemeKind, SchemeUse},
};

/// Where a credential goes, and which it is; none: the client's main credential.
pub(super) type Place = (SchemeKind, Option<AccessToken>);

/// What a call has to meet an alternative with.
pub(super) struct Available<'a, M: Mode> {
    /// The client's.
    pub(super) credentials: &'a Credentials<M>,
    /// A token given for this call, or for this clone of the client, which stands in for the client's.
    pub(super) bearer: Option<&'a AccessToken>,
}

impl<M: Mode> Available<'_, M> {
    /// The places of the alternative that is met best: with credentials given by the scheme's name, then with a token
    /// that has the scheme's form, then in the order of the document.
    pub(super) fn choose(&self, auth: &Auth) -> Option<Vec<Place>> {
        let met = auth.any_of.iter().filter_map(|needed| {
            let places = self.meet(needed)?;
            Some((self.rank(needed, &places), places))
        });
        met.min_by_key(|(rank, _)| *rank).map(|(_, places)| places)
    }

    /// The places of an alternative if there is a credential for each. Schemes that are needed together never share one:
    /// an id must not travel in the header of the secret, nor the other way round.
    fn meet(&self, needed: &[SchemeUse]) -> Option<Vec<Place>> {
        let sent = || needed.iter().filter(|used| !is_outside(&used.scheme.kind)).enumerate();
        if sent().next().is_none() && self.bearer.is_some() {
            return None;
        }
        let by_name = |used: &SchemeUse| self.credentials.by_scheme.get(used.scheme.name);
        let unnamed = Which::of(sent(), |used| by_name(used).is_none());
        // The one scheme that a token without a name is for.
        let general = match (unnamed, self.bearer) {
            (Which::None, None) => None,
            (Which::One(one), None) if !matches!(self.credentials.main, Source::None) => Some(one),
            (Which::One(one), Some(_)) => Some(one),
            (Which::None, Some(_)) => match Which::of(sent(), |_| true) {
                Which::One(one) => Some(one),
                _ => match Which::of(sent(), |used| used.scheme.kind == SchemeKind::Bearer) {
                    Which::One(one) => Some(one),
                    _ => return None,
                },
            },
            _ => return None,
        };
        let place = |(at, used): (usize, &SchemeUse)| {
            let own = if general == Some(at) { self.bearer } else { by_name(used) };
            let known = own.or_else(|| self.credentials.fixed());
            let fits = used.scheme.kind != SchemeKind::Basic || known.is_none_or(is_user_and_password);
            fits.then(|| (used.scheme.kind, own.cloned()))
        };
        sent().map(place).collect()
    }

    /// Less is better.
    fn rank(&self, needed: &[SchemeUse], places: &[Place]) -> u8 {
        if places.is_empty() {
            return 5;
        }
        let Some(token) = self.bearer else {
            let is_named = |used: &&SchemeUse| self.credentials.by_scheme.contains_key(used.scheme.name);
            let named = needed.iter().filter(is_named).count();
            return match named {
                0 => 2 + u8::from(!places.iter().all(|(kind, _)| has_form(*kind, self.credentials.fixed()))),
                named if named == places.len() => 0,
                _ => 1,
            };
        };
        let takes = |(kind, own): &Place| own.as_ref() == Some(token) && is_authorization(*kind);
        match places.iter().any(takes) {
            true => u8::from(!places.iter().all(|(kind, _)| has_form(*kind, Some(token)))),
            false => 2,
        }
    }
}

/// Which of several schemes are meant, as far as it matters.
enum Which {
    None,
    One(usize),
    Several,
}

impl Which {
    fn of<'s>(schemes: impl Iterator<Item = (usize, &'s SchemeUse)>, is_meant: impl Fn(&SchemeUse) -> bool) -> Self {
        let mut meant = schemes.filter(|(_, used)| is_meant(used)).map(|(at, _)| at);
        match (meant.next(), meant.next()) {
            (None, _) => Self::None,
            (Some(one), None) => Self::One(one),
            _ => Self::Several,
        }
    }
}

/// Whether the transport takes care of the scheme.
pub(super) fn is_outside(kind: &SchemeKind) -> bool {
    matches!(kind, SchemeKind::Other(_))
}

/// Whether a text can be a Basic credential (RFC 7617 §2).
pub(super) fn is_user_and_password(token: &AccessToken) -> bool {
    token.expose().contains(':')
}

fn is_authorization(kind: SchemeKind) -> bool {
    matches!(kind, SchemeKind::Bearer | SchemeKind::Basic)
}

/// Whether a token looks like those of a scheme; one that a provider will give looks like a bearer token. A bearer
/// token has no colon (RFC 6750 §2.1), `user:password` has one.
fn has_form(kind: SchemeKind, token: Option<&AccessToken>) -> bool {
    let colon = token.is_some_and(is_user_and_password);
    match kind {
        SchemeKind::Bearer => !colon,
        SchemeKind::Basic => colon,
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::Other(_) => true,
    }
}

/// What a call lacks whose operation has no alternative that it meets.
pub(super) fn lacking<M: Mode>(operation: &OperationRef, credentials: &Credentials<M>) -> String {
    let sent = |needed: &&'static [SchemeUse]| -> Vec<&'static SchemeUse> {
        needed.iter().filter(|used| !is_outside(&used.scheme.kind)).collect()
    };
    let first = operation.auth.any_of.iter().map(sent).next().unwrap_or_default();
    let has_any = !credentials.is_empty();
    if first.len() > 1 {
        let open = first.iter().filter(|used| !credentials.by_scheme.contains_key(used.scheme.name));
        let named: Vec<String> = open.map(|used| described(operation, used.scheme.name)).collect();
        return format!(
            "the operation needs a credential for each of {} security schemes, and the client has none for {}",
            first.len(),
            named.join(", nor for ")
        );
    }
    match first.first() {
        Some(used) if has_any && used.scheme.kind == SchemeKind::Basic => format!(
            "the security scheme `{}` takes `user:password`, and the credential has no colon (`user:` has no password)",
            used.scheme.name
        ),
        _ => {
            let variable = operation.api.token_variable;
            let mut why =
                "the operation needs a credential, and the client has none; give one to its builder".to_owned();
            if !variable.is_empty() {
                why.push_str(&format!(", or set `{variable}` and use `from_env`"));
            }
            why
        }
    }
}

/// A scheme, and how to give its credential.
fn described(operation: &OperationRef, scheme: &str) -> String {
    let variable = operation.api.scheme_variables.iter().find(|variable| variable.scheme == scheme);
    let or = variable.map(|known| format!(" or `{}`", known.variable)).unwrap_or_default();
    format!("`{scheme}` (`.credential({scheme:?}, ..)`{or})")
}

//! What the credentials of an API are, and how a caller gives them.

use super::context::Context;
use crate::model::{Requirement, Scheme, SchemeKind, Security};
use crate::naming::Ident;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A security scheme that needs a credential of its own.
#[derive(Clone, Debug)]
pub struct OwnCredential {
    /// Name of the scheme.
    pub scheme: String,
    /// The argument of `new` that takes it.
    pub argument: Ident,
    /// Environment variable of the credential.
    pub variable: String,
    /// Whether a client requires it: `new` takes it, and `from_env` asks for it.
    pub required: bool,
}

impl Context<'_> {
    /// What most operations ask for that take the client's own credential, whatever the scopes.
    pub fn usual_security(&self) -> Security {
        let handled = |group: &[String]| self.config.handles.iter().any(|handle| group.first() == Some(&handle.group));
        let own = self.api.operations.iter().filter(|operation| !handled(&operation.group));
        // How many operations have each, and which is the first of them.
        let mut counts: BTreeMap<Security, (usize, usize)> = BTreeMap::new();
        for (at, security) in own.map(|operation| without_scopes(&operation.security)).enumerate() {
            counts.entry(security).or_insert((0, at)).0 += 1;
        }
        // Of several that as many operations have, the first.
        let usual = counts.into_iter().max_by_key(|(_, (count, first))| (*count, Reverse(*first)));
        usual.map(|(security, _)| security).unwrap_or_default()
    }

    /// The schemes that some operation needs together with another.
    pub fn own_credentials(&self) -> Vec<OwnCredential> {
        let requirements = self.api.operations.iter().flat_map(|operation| &operation.security.any_of);
        let known = self.sent_schemes();
        let sent = |requirement| sent(requirement, &known);
        let together: BTreeSet<&str> = requirements.map(sent).filter(|sent| sent.len() > 1).flatten().collect();
        let usual = self.usual_security();
        let alone = usual.any_of.iter().any(|requirement| sent(requirement).len() < 2);
        let required = usual.any_of.first().filter(|_| !alone && !usual.optional).map(sent);
        let required = required.unwrap_or_default();
        let prefix = self.names.placement.name.unraw().to_ascii_uppercase();
        let schemes = self.api.schemes.iter().zip(&self.names.schemes);
        let own = schemes.filter(|(scheme, _)| together.contains(scheme.name.as_str())).map(|(scheme, argument)| {
            OwnCredential {
                scheme: scheme.name.clone(),
                argument: argument.clone(),
                variable: format!("{prefix}_{}", argument.unraw().to_ascii_uppercase()),
                required: required.contains(&scheme.name.as_str()),
            }
        });
        own.collect()
    }

    /// Whether there are operations that need the one token of the client.
    pub fn needs_token(&self) -> bool {
        let known = self.sent_schemes();
        let needs = |security: &Security| {
            !security.optional
                && !security.any_of.is_empty()
                && security.any_of.iter().all(|requirement| !sent(requirement, &known).is_empty())
        };
        self.api.operations.iter().any(|operation| needs(&operation.security))
            && !self.own_credentials().iter().any(|own| own.required)
    }

    /// Where a client without a person gets its tokens: of the scheme that most operations take, else of any.
    pub fn token_url(&self) -> Option<&str> {
        let usual = self.usual_security();
        let is_usual = |scheme: &&Scheme| {
            let mut used = usual.any_of.iter().flat_map(|requirement| &requirement.all_of);
            used.any(|used| used.scheme == scheme.name)
        };
        let with_url = || self.api.schemes.iter().filter(|scheme| scheme.token_url.is_some());
        with_url().find(is_usual).or_else(|| with_url().next())?.token_url.as_deref()
    }

    /// Schemes whose credential has a form, or stands beside others, with a credential for tests.
    pub fn sample_credentials(&self) -> Vec<(String, &'static str)> {
        let mut samples: Vec<(String, &'static str)> =
            self.own_credentials().into_iter().map(|own| (own.scheme, "test")).collect();
        for Scheme { name, .. } in self.api.schemes.iter().filter(|scheme| scheme.kind == SchemeKind::Basic) {
            match samples.iter_mut().find(|(scheme, _)| scheme == name) {
                Some(sample) => sample.1 = "user:test",
                None => samples.push((name.clone(), "user:test")),
            }
        }
        samples
    }

    /// The schemes whose credential the SDK sends.
    fn sent_schemes(&self) -> BTreeSet<&str> {
        let schemes = self.api.schemes.iter().filter(|scheme| !matches!(scheme.kind, SchemeKind::Other(_)));
        schemes.map(|scheme| scheme.name.as_str()).collect()
    }
}

/// The schemes of a requirement that are among those whose credential is sent.
fn sent<'r>(requirement: &'r Requirement, known: &BTreeSet<&str>) -> Vec<&'r str> {
    requirement.all_of.iter().map(|used| used.scheme.as_str()).filter(|name| known.contains(name)).collect()
}

fn without_scopes(security: &Security) -> Security {
    let mut security = security.clone();
    for requirement in &mut security.any_of {
        requirement.all_of.iter_mut().for_each(|used| used.scopes.clear());
    }
    security
}

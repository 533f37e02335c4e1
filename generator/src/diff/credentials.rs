//! What a caller has to have, and whether what was enough still is.

use super::items::Item;
use crate::model::{Api, Requirement, SchemeKind, Security};
use std::collections::BTreeSet;

/// The fact that says what a caller has to have: alternatives with `or` between them, what is needed together with `and`.
pub(super) const CREDENTIAL: &str = "credential";

/// What a token is, whatever its scheme.
const TOKEN: &str = "a token";

/// What a caller gives for a scheme. How it travels is the SDK's business.
pub(super) fn of_kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer | SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => TOKEN,
        SchemeKind::Basic => "a name with a password",
        SchemeKind::Other(_) => "what the transport sends",
    }
    .to_owned()
}

/// What a caller has to have for a call. Tokens are those of a scheme: a key is no personal token, though both are sent alike.
pub(super) fn of_call(api: &Api, security: &Security) -> String {
    let one = |requirement: &Requirement| {
        let all = requirement.all_of.iter().filter_map(|used| {
            let scheme = api.schemes.iter().find(|scheme| scheme.name == used.scheme)?;
            let credential = of_kind(&scheme.kind);
            Some(if credential == TOKEN { token_of(&scheme.name) } else { credential })
        });
        all.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" and ")
    };
    let mut all: Vec<String> = security.any_of.iter().map(one).filter(|one| !one.is_empty()).collect();
    all.extend((security.optional || all.is_empty()).then(|| "nothing".to_owned()));
    all.join(" or ")
}

fn token_of(scheme: &str) -> String {
    format!("{TOKEN} of `{scheme}`")
}

/// Leaves the names of schemes out where one that is gone may be called otherwise now.
pub(super) fn forget_renamed(old: &Api, new: &Api, old_items: &mut [Item], new_items: &mut [Item]) {
    let names = |api: &Api| api.schemes.iter().map(|scheme| scheme.name.clone()).collect::<BTreeSet<_>>();
    let (old, new) = (names(old), names(new));
    let (gone, come): (Vec<_>, Vec<_>) = (old.difference(&new).collect(), new.difference(&old).collect());
    if gone.is_empty() || come.is_empty() {
        return;
    }
    for item in old_items.iter_mut().chain(new_items) {
        for (_, text) in item.facts.iter_mut().filter(|(name, _)| *name == CREDENTIAL) {
            for name in gone.iter().chain(&come) {
                *text = text.replace(&token_of(name), TOKEN);
            }
        }
    }
}

/// Whether somebody who had what was needed has not what is needed now.
pub(super) fn is_refused(old: &str, new: &str) -> bool {
    let alternatives = |text: &str| -> Vec<Vec<String>> {
        let parts = |one: &str| one.split(" and ").filter(|part| *part != "nothing").map(str::to_owned).collect();
        text.split(" or ").map(parts).collect()
    };
    let now = alternatives(new);
    let does = |had: &Vec<String>| now.iter().any(|needed| needed.iter().all(|part| had.contains(part)));
    !alternatives(old).iter().all(does)
}

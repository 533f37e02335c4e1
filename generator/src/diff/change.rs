//! A difference as the change that people read: what happened, its verdict, where it stands.

use super::advice::{migration, reason};
use super::credentials::CREDENTIAL;
use super::effect::{Difference, Effect};
use super::items::{Item, Subject};
use super::{Change, Location, Side, Verdict};

/// The change that a difference is, if anything differs.
pub(super) fn change(old_side: &Side<'_>, new_side: &Side<'_>, difference: &Difference<'_>) -> Option<Change> {
    let Difference { old, new, facts, effects } = difference;
    let is_one_sided = old.is_none() || new.is_none();
    // Which way a type travels is seen in the code, or not at all.
    let is_listed = |name: &str| !matches!(name, "sent" | "received" | CREDENTIAL);
    let listed: Vec<_> = facts.iter().filter(|(name, ..)| is_listed(name)).collect();
    let is_renamed_on_the_wire = matches!((old, new), (Some(old), Some(new)) if is_renamed_on_the_wire(old, new));
    if !is_one_sided && !is_renamed_on_the_wire && listed.is_empty() && effects.is_empty() {
        return None;
    }
    let mut verdict = effects.iter().map(Effect::verdict).min().unwrap_or(Verdict::Invisible);
    let is_first = difference.is_new_server() && new.is_some_and(|item| item.fact("default") == Some("yes"));
    if difference.sends_elsewhere() || is_first && !old_side.api.servers.is_empty() {
        verdict = Verdict::Breaking;
    }
    if difference.needs_another_credential() {
        verdict = Verdict::Breaking;
    }
    let at = |item: &&Item| Location { pointer: item.pointer.clone(), ..Location::default() };
    let has_place = |item: &&Item| !item.pointer.is_empty();
    let code = effects.iter().map(Effect::text).collect();
    let deprecated = difference.becomes_deprecated();
    if deprecated {
        verdict = verdict.min(Verdict::Addition);
    }
    let (api, subject) = (new_side.api.name.clone(), difference.subject());
    let (reason, migration) = (reason(difference, verdict), migration(difference, verdict));
    let Some(item) = difference.item() else {
        let rust = effects.iter().map(|effect| effect.path().to_owned()).next().unwrap_or_default();
        let (label, what) = (super::canonical::name(&rust), in_code(difference));
        let (old, new, direction) = (None, None, None);
        return Some(Change {
            api,
            verdict,
            subject,
            label,
            what,
            direction,
            old,
            new,
            rust,
            code,
            reason,
            migration,
            deprecated,
        });
    };
    Some(Change {
        api,
        verdict,
        subject,
        label: item.label.clone(),
        what: what(difference, &listed),
        direction: travels(subject).then_some(item.direction),
        old: old.as_ref().filter(|item| has_place(item)).map(at),
        new: new.as_ref().filter(|item| has_place(item)).map(at),
        rust: item.rust.clone(),
        code,
        reason,
        migration,
        deprecated,
    })
}

fn what(difference: &Difference<'_>, listed: &[&(&'static str, String, String)]) -> String {
    match (difference.old, difference.new) {
        (Some(_), None) => "is gone".to_owned(),
        (None, Some(_)) => "is new".to_owned(),
        (Some(old), Some(new)) => {
            let shown = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
            let mut parts = Vec::new();
            if old.label != new.label && old.subject != Subject::Error {
                parts.push(format!("was called {}", old.label));
            }
            parts.extend(listed.iter().map(|(name, old, new)| format!("{name}: {} → {}", shown(old), shown(new))));
            if parts.is_empty() { in_code(difference) } else { parts.join("; ") }
        }
        (None, None) => String::new(),
    }
}

/// Whether a part has another name on the wire.
fn is_renamed_on_the_wire(old: &Item, new: &Item) -> bool {
    matches!(old.subject, Subject::Field | Subject::Parameter | Subject::Value) && old.wire != new.wire
}

/// What happened to an item of which the document says the same.
fn in_code(difference: &Difference<'_>) -> String {
    let is = |matches: fn(&Effect) -> bool| difference.effects.iter().any(matches);
    if is(|effect| matches!(effect, Effect::Renamed { .. })) {
        "has another name in Rust"
    } else if is(|effect| matches!(effect, Effect::Reordered { .. })) {
        "takes its arguments in another order"
    } else if is(|effect| matches!(effect, Effect::Lost(_) | Effect::Changed { .. })) {
        "offers something else in Rust"
    } else if is(|effect| matches!(effect, Effect::Narrowed { .. })) {
        "comes with fewer Cargo features"
    } else if difference.effects.iter().all(|effect| matches!(effect, Effect::Widened { .. })) {
        "comes with more Cargo features"
    } else {
        "offers more in Rust"
    }
    .to_owned()
}

/// Whether something is data, or holds some.
fn travels(subject: Subject) -> bool {
    match subject {
        Subject::Parameter | Subject::Body | Subject::Response | Subject::Event | Subject::Error | Subject::Type => {
            true
        }
        Subject::Field | Subject::Value | Subject::Variant | Subject::Accessor => true,
        Subject::Feature | Subject::Server | Subject::ServerVariable | Subject::Header | Subject::Security => false,
        Subject::Group | Subject::Operation | Subject::Id => false,
    }
}

//! Signatures of functions, taken apart.

use super::Side;
use super::surface::Entry;

/// The arguments that both have, where their order differs.
pub(super) fn reordered(old: &[String], new: &[String]) -> Option<(String, String)> {
    let kept = |of: &[String], other: &[String]| {
        of.iter().filter(|name| other.contains(name)).cloned().collect::<Vec<_>>().join(", ")
    };
    let (before, after) = (kept(old, new), kept(new, old));
    (before != after).then_some((before, after))
}

/// What a signature takes.
pub(super) fn arguments(signature: &str) -> &str {
    signature.rsplit_once(" -> ").map_or(signature, |(arguments, _)| arguments)
}

/// What a signature gives.
pub(super) fn gives(signature: &str) -> &str {
    signature.rsplit_once(" -> ").map_or("", |(_, gives)| gives)
}

/// A signature of one side, with calls in place of builders.
pub(super) fn builder_free(side: &Side<'_>, signature: &str) -> String {
    builder_free_with(|path| side.surface.get(path), signature, ToOwned::to_owned)
}

/// A signature that gives a builder, with the call in its place that the builder is: code that awaits a call, or sends
/// it, does not notice that it has become one.
pub(super) fn builder_free_with<'e>(
    get: impl Fn(&str) -> Option<&'e Entry>,
    signature: &str,
    rename: impl Fn(&str) -> String,
) -> String {
    // What tells the builders of operations apart is named after them.
    let whole = || match signature.rsplit_once(", kind::") {
        Some((call, _)) => rename(&format!("{call}>")),
        None => rename(signature),
    };
    let Some((arguments, builder)) = signature.rsplit_once(" -> ") else { return whole() };
    let Some(builder) = builder.strip_suffix("<M>").and_then(get) else { return whole() };
    match builder.signature.rsplit_once(", kind::") {
        Some((call, _)) => rename(&format!("{arguments} -> {call}>")),
        None => whole(),
    }
}

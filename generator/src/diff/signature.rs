//! Signatures of functions in parts.

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

/// Whether callers of `old` can go on with `new`: it gives the same, and takes the same or what converts into it.
pub(super) fn takes_place_of(new: &str, old: &str) -> bool {
    if new == old {
        return true;
    }
    let (before, after) = (each_argument(old), each_argument(new));
    let mut pairs = before.iter().zip(&after);
    old.contains('(')
        && gives(old) == gives(new)
        && before.len() == after.len()
        && pairs.all(|(old, new)| old == new || new.starts_with("impl "))
}

/// The types that a signature takes, less what says for which types it does.
fn each_argument(signature: &str) -> Vec<&str> {
    let list = arguments(signature);
    let list = list.find('(').map_or(list, |start| &list[start + 1..]);
    let list = list.strip_suffix(')').unwrap_or(list);
    let (mut all, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in list.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                all.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(list[start..].trim());
    all
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
    // What tells the builders of operations apart is named after them; without it, it is a call like any other.
    let plain = |call: &str| format!("{}>", call.replace("CallOf<", "Call<"));
    let whole = || match signature.rsplit_once(", kind::") {
        Some((call, _)) => rename(&plain(call)),
        None => rename(signature),
    };
    let Some((arguments, builder)) = signature.rsplit_once(" -> ") else { return whole() };
    let Some(builder) = builder.strip_suffix("<M>").and_then(get) else { return whole() };
    match builder.signature.rsplit_once(", kind::") {
        Some((call, _)) => rename(&format!("{arguments} -> {}", plain(call))),
        None => whole(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_converts_takes_the_place_of_what_it_converts_from() {
        let old = "(self, i64, impl Into<String>) -> Self";
        assert!(takes_place_of("(self, impl IntoArgument<Option<i64>>, impl IntoArgument<String>) -> Self", old));
        assert!(!takes_place_of("(self, i64) -> Self", old));
        assert!(!takes_place_of("(self, u64, impl Into<String>) -> Self", old));
        assert!(!takes_place_of("(self, i64, impl Into<String>)", old));
        assert!(!takes_place_of("Option<String>", "String"));
        assert!(takes_place_of("<K>(K, Vec<(A, B)>)", "<K, V>(K, Vec<(A, B)>)"));
    }
}

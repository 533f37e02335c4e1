//! Why a change has its verdict, and what to write in place of what was written.

use super::canonical::{name, short};
use super::credentials::CREDENTIAL;
use super::effect::{Difference, Effect, listed};
use super::items::{REQUIRED_ORDER, Subject};
use super::signature::arguments;
use super::{Direction, Verdict};

/// A piece of code before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What was written.
    pub before: String,
    /// What to write.
    pub after: String,
}

/// Why a change has its verdict, a sentence.
pub(super) fn reason(difference: &Difference<'_>, verdict: Verdict) -> String {
    match verdict {
        Verdict::Breaking => breaking(difference),
        Verdict::Addition => addition(difference),
        Verdict::Invisible => invisible(difference),
    }
}

/// The effect that says most: silent ones first, then what has to be given, then what is gone.
fn gravest<'d>(difference: &'d Difference<'_>) -> Option<&'d Effect> {
    let rank = |effect: &&Effect| match effect {
        Effect::Reordered { .. } => 0,
        Effect::Changed { old, new, .. } if is_kind(old) || is_kind(new) => 1,
        Effect::Gained { closed: true, .. } => 1,
        Effect::Lost(_) | Effect::Renamed { .. } => 2,
        Effect::Changed { path, old, new } if path.ends_with(')') && !only_converts(old, new) => 3,
        Effect::Changed { path, .. } if !path.ends_with(')') => 4,
        Effect::Changed { .. } => 5,
        Effect::Narrowed { .. } => 6,
        Effect::Gained { .. } | Effect::Deprecated(_) | Effect::Widened { .. } => 7,
    };
    difference.effects.iter().min_by_key(rank)
}

/// Whether this is what the code has in place of the type of a type.
fn is_kind(text: &str) -> bool {
    ["struct", "enum"].contains(&text)
}

/// Whether a function takes the same values as before, and differs in what it makes them of: `None` no longer goes, or
/// does now.
fn only_converts(old: &str, new: &str) -> bool {
    arguments(old) != arguments(new) && given(old) == given(new)
}

/// What callers gave a function, and what they give it now, in words that differ.
fn both_given(old: &str, new: &str) -> (String, String) {
    if only_converts(old, new) { (list(old), list(new)) } else { (given(old), given(new)) }
}

fn breaking(difference: &Difference<'_>) -> String {
    let another = "Clients that do not choose a server send their requests to another one.";
    if difference.is_new_server() {
        return another.to_owned();
    }
    match gravest(difference) {
        Some(Effect::Reordered { .. }) => {
            "The arguments are given by position: where their types fit, old code compiles and sends the wrong values."
                .to_owned()
        }
        Some(Effect::Lost(path)) if path.starts_with("impl ") => {
            format!("Code that relies on `{}` no longer compiles.", short(path))
        }
        Some(Effect::Lost(path)) => format!("Code that uses `{}` no longer compiles.", name(path)),
        Some(Effect::Renamed { old, new }) if name(old) == name(new) => {
            format!("Code that uses `{}` no longer compiles: it is somewhere else.", name(old))
        }
        Some(Effect::Renamed { old, new }) => {
            format!("Code that uses `{}` no longer compiles: it is `{}` now.", name(old), name(new))
        }
        Some(Effect::Changed { path, old, new }) if path.ends_with(')') && arguments(old) == arguments(new) => {
            let (name, old, new) = (name(path), awaited(old), awaited(new));
            format!("`{name}` gave `{old}` and gives `{new}`: code that uses it no longer compiles.")
        }
        Some(Effect::Changed { path, old, new }) if path.ends_with(')') => {
            let (name, (old, new)) = (name(path), both_given(old, new));
            format!("`{name}` took `({old})` and takes `({new})`: calls of it no longer compile.")
        }
        Some(Effect::Changed { path, old, new }) => {
            let (name, old, new) = (name(path), short(old), short(new));
            format!("`{name}` was `{old}` and is `{new}`: code that uses the value as before no longer compiles.")
        }
        Some(Effect::Gained { path, .. }) => {
            format!("`{}` has to be given: it is a required value now.", name(path))
        }
        Some(Effect::Narrowed { path, left, .. }) => {
            let name = name(path);
            format!("Code that uses `{name}` and turns on {} alone no longer compiles.", listed(left))
        }
        Some(Effect::Deprecated(_) | Effect::Widened { .. }) | None if difference.needs_another_credential() => {
            let fact = difference.facts.iter().find(|(name, ..)| *name == CREDENTIAL);
            let (old, new) = fact.map(|(_, old, new)| (old.as_str(), new.as_str())).unwrap_or_default();
            format!("A call needs {new} and needed {old}: what was enough is refused.")
        }
        Some(Effect::Deprecated(_) | Effect::Widened { .. }) | None
            if difference.subject() == Subject::ServerVariable =>
        {
            "Clients that do not set it send their requests to another server.".to_owned()
        }
        Some(Effect::Deprecated(_) | Effect::Widened { .. }) | None => another.to_owned(),
    }
}

fn addition(difference: &Difference<'_>) -> String {
    if difference.warns() {
        return "The compiler warns where it is used; everything works as before.".to_owned();
    }
    if difference.becomes_deprecated() && difference.effects.is_empty() {
        return "The documentation says so; everything works as before.".to_owned();
    }
    if !difference.effects.is_empty() && difference.effects.iter().all(|one| matches!(one, Effect::Widened { .. })) {
        return "Who turns on one of these features alone can use it now.".to_owned();
    }
    let builder = difference.effects.iter().find_map(|effect| match effect {
        Effect::Gained { path, .. } if !path.ends_with(')') => Some(name(path)),
        _ => None,
    });
    if let (Subject::Operation, Some(_), Some(builder)) = (difference.subject(), difference.old, builder) {
        return format!(
            "The call is made as before. Its type is `{builder}<..>` now, where it was `Call<..>`: code leaves it to the compiler."
        );
    }
    match difference.subject() {
        Subject::Field => "Structs are `#[non_exhaustive]`: old code reads the fields it knows.",
        Subject::Value | Subject::Variant | Subject::Event | Subject::Error => {
            "The enum is `#[non_exhaustive]` and open: old code has an arm for what it does not know."
        }
        Subject::Type if difference.old.is_some_and(|old| difference.new.is_some_and(|new| old.rust != new.rust)) => {
            "The old name stays, as another name of it."
        }
        Subject::Operation if difference.old.is_some() => "The call is made as before; it has more to choose from now.",
        Subject::Parameter | Subject::Body => "It is optional: old calls leave it out.",
        _ => "Old code does not mention it.",
    }
    .to_owned()
}

fn invisible(difference: &Difference<'_>) -> String {
    let facts = &difference.facts;
    let differs = |name: &str| facts.iter().any(|(own, ..)| *own == name);
    match difference.subject() {
        Subject::Operation if differs("security") => {
            "The SDK sends the credential of the client; check what it may do."
        }
        Subject::Operation if differs("pages") => "`stream()` and `pages()` follow the new rule.",
        Subject::Operation => "The SDK sends the request in the new way; the method is the same.",
        Subject::Server if differs("default") => "Another server is the default.",
        Subject::Server => "The SDK uses the new address.",
        Subject::Security => "The SDK sends the credential in the new way.",
        Subject::Header => "The SDK sends the new value; servers may answer otherwise.",
        Subject::Field | Subject::Parameter if differs("constant") => "The SDK fills the value in.",
        Subject::Field | Subject::Parameter if differs("limits") || differs("default") => {
            "Limits and defaults are documented and not enforced: the server decides."
        }
        Subject::Response => "Statuses and their bodies are read when they come; no type in a signature changes.",
        Subject::Type if differs(REQUIRED_ORDER) => "The values are given by name: their order is the caller's.",
        Subject::Value => "The name in the code stands for the new text: what a program kept as text is `Unknown` now.",
        Subject::Variant | Subject::Type => "Decoders follow the new rule; types and names are the same.",
        _ => "No type and no name in the code changes.",
    }
    .to_owned()
}

/// What to write instead, for a breaking change.
pub(super) fn migration(difference: &Difference<'_>, verdict: Verdict) -> Option<Migration> {
    if verdict != Verdict::Breaking || difference.is_new_server() {
        return None;
    }
    match (difference.old, difference.new) {
        (Some(old), None) => Some(Migration {
            before: in_use(old.subject, &old.code),
            after: match old.subject {
                Subject::Operation => format!("// the API has no `{}` any more", old.label),
                Subject::Value | Subject::Variant if old.direction == Direction::Sent => {
                    format!("// the API no longer takes `{}`", old.label)
                }
                Subject::Value | Subject::Variant | Subject::Event | Subject::Error => {
                    "// what is still received is `Unknown(..)`".to_owned()
                }
                Subject::Field if old.direction != Direction::Sent => {
                    "// what is still received is in `extra`".to_owned()
                }
                Subject::Field | Subject::Parameter => format!("// the API no longer takes `{}`", old.label),
                _ => format!("// there is no {} `{}` any more", old.subject.word(), old.label),
            },
        }),
        (Some(old), Some(new)) if old.code != new.code => {
            Some(Migration { before: in_use(old.subject, &old.code), after: in_use(new.subject, &new.code) })
        }
        (Some(old), Some(new)) if new.subject == Subject::ServerVariable && difference.sends_elsewhere() => {
            let value = old.fact("default").unwrap_or_default();
            let before = "Client::builder()".to_owned();
            Some(Migration { after: format!("{before}{}({value:?})", new.code), before })
        }
        (_, Some(new)) => Some(match gravest(difference)? {
            Effect::Changed { path, old, new: now } if arguments(old) == arguments(now) && path.ends_with(')') => {
                let given = |signature: &str| format!("let value: {} = {}(..).await?", awaited(signature), new.code);
                Migration { before: given(old), after: given(now) }
            }
            Effect::Changed { path, old, new: now } if path.ends_with(')') => {
                let function = match new.subject {
                    Subject::Operation | Subject::Parameter | Subject::Body => new.code.clone(),
                    _ => short_call(path),
                };
                let (old, now) = both_given(old, now);
                Migration { before: format!("{function}({old})"), after: format!("{function}({now})") }
            }
            Effect::Changed { old, new: now, .. } if is_kind(old) || is_kind(now) => return None,
            Effect::Changed { old, new: now, .. } if matches!(new.subject, Subject::Event | Subject::Variant) => {
                let held = |ty: &str| format!("{}(value) // {}", new.code, short(ty).trim_matches(['(', ')']));
                Migration { before: held(old), after: held(now) }
            }
            Effect::Changed { old, new: now, .. } => {
                let held = |ty: &str| format!("let value: {} = {};", short(ty), lower_first(&new.code));
                Migration { before: held(old), after: held(now) }
            }
            Effect::Reordered { path, old, new: now } => {
                let function = short_call(path);
                Migration { before: format!("{function}({old})"), after: format!("{function}({now})") }
            }
            Effect::Gained { path, .. } => {
                let (owner, field) = path.rsplit_once('.').unwrap_or((path, ""));
                let owner = short(owner);
                Migration {
                    before: format!("{owner} {{ .. }}"),
                    after: format!("{owner} {{ {field}: value, .. }} // `..` stands for the others"),
                }
            }
            Effect::Narrowed { left, others, .. } => {
                let (own, other) = (left.first()?, others.as_ref()?);
                Migration {
                    before: format!("features = [\"{own}\"]"),
                    after: format!("features = [\"{own}\", \"{other}\"]"),
                }
            }
            Effect::Lost(path) if new.subject == Subject::Field => {
                let (owner, member) = path.rsplit_once(['.', ':'])?;
                let before = match member.strip_suffix("()") {
                    Some(setter) => format!(".{setter}(value)"),
                    None => format!("{} {{ {member}: value, .. }}", short(owner)),
                };
                let after = match new.direction {
                    Direction::Received if new.fact("read-only") == Some("no") => {
                        let owner = new.label.strip_suffix(&format!(".{}", new.wire)).unwrap_or(&new.label);
                        format!("// `{owner}` is received and no longer sent")
                    }
                    Direction::Received => format!("// only the server sets `{}`", new.label),
                    Direction::Sent | Direction::Both => format!(".{}(value)", member.trim_end_matches("()")),
                };
                Migration { before, after }
            }
            Effect::Lost(_) | Effect::Renamed { .. } | Effect::Deprecated(_) | Effect::Widened { .. } => return None,
        }),
        (_, None) => None,
    }
}

fn in_use(subject: Subject, code: &str) -> String {
    match subject {
        Subject::Operation => format!("{code}(..).await?"),
        Subject::Parameter | Subject::Body | Subject::ServerVariable => format!("{code}(..)"),
        Subject::Field => lower_first(code),
        _ => code.to_owned(),
    }
}

fn lower_first(code: &str) -> String {
    let Some((owner, member)) = code.split_once('.') else { return code.to_owned() };
    let mut snake = String::new();
    for c in owner.chars() {
        if c.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    format!("{snake}.{member}")
}

/// What awaiting a call gives.
fn awaited(signature: &str) -> String {
    let (_, gives) = signature.rsplit_once(" -> ").unwrap_or_default();
    let gives = short(gives);
    let value = gives.strip_prefix("Call<").and_then(|call| call.strip_suffix(", M>")).unwrap_or(&gives);
    // A client of either mode gives streams of its own mode.
    value.replace(", M>", ">")
}

/// `Order::new` of `polar::models::Order::new()`.
fn short_call(path: &str) -> String {
    super::canonical::last_two(path.trim_end_matches("()"))
}

/// What a caller gives a function, without what the compiler makes of it.
fn given(signature: &str) -> String {
    plain(&list(signature))
}

/// The types that a function takes, less its receiver.
fn list(signature: &str) -> String {
    let all = short(arguments(signature));
    let list = all.find('(').map_or(all.as_str(), |start| &all[start + 1..]);
    let list = list.strip_suffix(')').unwrap_or(list);
    let list = list.trim_start_matches("&self").trim_start_matches("self").trim_start_matches(", ");
    list.trim_end_matches(',').to_owned()
}

/// Types with what converts into them left out: `String` for `impl Into<String>`.
fn plain(types: &str) -> String {
    let mut text = types.to_owned();
    for (opening, item) in [("impl IntoArgument<", "{}"), ("impl IntoItems<", "Vec<{}>"), ("impl Into<", "{}")] {
        while let Some(start) = text.find(opening) {
            let inside = start + opening.len();
            let Some(length) = closing(&text[inside..]) else { break };
            let ty = text[inside..inside + length].to_owned();
            let ty = ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(&ty).to_owned();
            text.replace_range(start..=inside + length, &item.replace("{}", &ty));
        }
    }
    text
}

/// Where the bracket ends that a text is inside of.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| match c {
        '<' => {
            depth += 1;
            None
        }
        '>' if depth == 0 => Some(at),
        '>' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_are_left_out_of_what_is_given() {
        let signature =
            "(self, impl runtime::IntoArgument<Option<Map<String>>>, impl Into<shop::models::Order>, i64) -> Self";
        assert_eq!(given(signature), "Map<String>, Order, i64");
        assert_eq!(given("(self, impl IntoItems<(String, i64)>) -> Self"), "Vec<(String, i64)>");
        assert_eq!(given("(&self) -> Call<(), M>"), "");
        assert_eq!(given("<K>((String, K))"), "(String, K)");
    }
}

//! What a difference between two models does to the generated code.

use super::Verdict;
use super::canonical::short;
use super::credentials::{CREDENTIAL, is_refused};
use super::items::{Item, Subject};

/// What happened to something in the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is gone.
    Lost(String),
    /// It has another path.
    Renamed { old: String, new: String },
    /// It has another type, or takes or gives something else.
    Changed { path: String, old: String, new: String },
    /// It takes the same types in another order, which no compiler notices.
    Reordered { path: String, old: String, new: String },
    /// It is new.
    Gained { path: String, closed: bool },
    /// It is marked as deprecated.
    Deprecated(String),
    /// Features that brought it do no longer; others do.
    Narrowed { path: String, left: Vec<String>, others: Option<String> },
    /// More features bring it.
    Widened { path: String, more: Vec<String> },
}

impl Effect {
    pub(super) fn verdict(&self) -> Verdict {
        match self {
            Self::Lost(_) | Self::Renamed { .. } | Self::Changed { .. } | Self::Reordered { .. } => Verdict::Breaking,
            Self::Narrowed { .. } => Verdict::Breaking,
            Self::Gained { closed, .. } if *closed => Verdict::Breaking,
            Self::Gained { .. } | Self::Deprecated(_) | Self::Widened { .. } => Verdict::Addition,
        }
    }

    pub(super) fn path(&self) -> &str {
        match self {
            Self::Lost(path) | Self::Deprecated(path) => path,
            Self::Renamed { new, .. } => new,
            Self::Changed { path, .. } | Self::Reordered { path, .. } | Self::Gained { path, .. } => path,
            Self::Narrowed { path, .. } | Self::Widened { path, .. } => path,
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Lost(path) => format!("- {path}"),
            Self::Renamed { old, new } => format!("~ {old} is {new}"),
            Self::Changed { path, old, new } => format!("~ {path}: {} is {}", short(old), short(new)),
            Self::Reordered { path, old, new } => format!("~ {path}: the order {old} is {new}"),
            Self::Gained { path, .. } => format!("+ {path}"),
            Self::Deprecated(path) => format!("~ {path} is deprecated"),
            Self::Narrowed { path, left, .. } => format!("~ {path} no longer comes with {}", listed(left)),
            Self::Widened { path, more } => format!("~ {path} comes with {} too", listed(more)),
        }
    }
}

/// Most features that are listed by name.
const LISTED: usize = 3;

/// Features, by name as long as they are few.
pub(super) fn listed(features: &[String]) -> String {
    let names = features.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match features.len() {
        0 | 1 => format!("feature {names}"),
        2 | 3 => format!("features {names}"),
        all => format!("features {names} and {} more", all - LISTED),
    }
}

/// An item of one side or of both, with what happened to it.
pub(super) struct Difference<'i> {
    pub old: Option<&'i Item>,
    pub new: Option<&'i Item>,
    /// Facts that differ: name, old, new.
    pub facts: Vec<(&'static str, String, String)>,
    pub effects: Vec<Effect>,
}

impl Difference<'_> {
    /// The item, of the new side if it is there; none for code that belongs to no item.
    pub(super) fn item(&self) -> Option<&Item> {
        self.new.or(self.old)
    }

    /// What kind of thing it is.
    pub(super) fn subject(&self) -> Subject {
        self.item().map_or(Subject::Type, |item| item.subject)
    }

    /// Whether callers who had what was needed are refused now. Of operations whose scheme is another kind of scheme, that
    /// scheme says so.
    pub(super) fn needs_another_credential(&self) -> bool {
        let fact = |wanted: &str| self.facts.iter().find(|(name, ..)| *name == wanted);
        let is_own = match self.subject() {
            Subject::Operation => fact("security").is_some(),
            Subject::Security => true,
            _ => false,
        };
        is_own && fact(CREDENTIAL).is_some_and(|(_, old, new)| is_refused(old, new))
    }

    /// Whether it is a server that was not there.
    pub(super) fn is_new_server(&self) -> bool {
        self.old.is_none() && self.new.is_some_and(|item| item.subject == Subject::Server)
    }

    /// Whether clients that choose no server reach another one now. A default that is new, or gone, is seen in the code.
    pub(super) fn sends_elsewhere(&self) -> bool {
        let default = self.facts.iter().find(|(name, ..)| *name == "default");
        default.is_some_and(|(_, old, new)| match self.subject() {
            Subject::Server => new == "yes",
            Subject::ServerVariable => !old.is_empty() && !new.is_empty(),
            _ => false,
        })
    }

    /// Whether it is `deprecated` from now on. The compiler warns of calls and setters; of a field that is read, the
    /// documentation.
    pub(super) fn becomes_deprecated(&self) -> bool {
        let is_said = |(name, _, new): &(&str, String, String)| *name == "deprecated" && new == "yes";
        self.warns() || self.facts.iter().any(is_said)
    }

    /// Whether the compiler warns of it from now on.
    pub(super) fn warns(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Deprecated(_)))
    }

    pub(super) fn is_part(&self) -> bool {
        self.item().is_some_and(|item| item.parent.is_some())
    }
}

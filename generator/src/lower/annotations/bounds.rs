//! Limits of a value. They are documented, never enforced.

use crate::model::Limit;

/// A limit of a number.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Bound<T> {
    /// None.
    Open,
    /// The limit itself is allowed.
    Inclusive(T),
    /// The limit itself is not allowed.
    Exclusive(T),
}

impl<T> Bound<T> {
    /// From `minimum` and `exclusiveMinimum` or their counterparts.
    pub(in crate::lower) fn of(limit: Option<T>, exclusive: bool) -> Self {
        match (limit, exclusive) {
            (None, _) => Self::Open,
            (Some(limit), false) => Self::Inclusive(limit),
            (Some(limit), true) => Self::Exclusive(limit),
        }
    }
}

/// `pattern`, `minLength`, `maxLength`
pub(in crate::lower) fn text(pattern: Option<&str>, least: Option<usize>, most: Option<usize>) -> Vec<Limit> {
    let mut limits = count("characters", least, most);
    limits.extend(pattern.map(|pattern| Limit::Pattern(pattern.to_owned())));
    limits
}

/// `minimum`, `maximum` and their exclusive forms, `multipleOf`
pub(in crate::lower) fn number<T: std::fmt::Display>(least: Bound<T>, most: Bound<T>, step: Option<T>) -> Vec<Limit> {
    let mut limits = Vec::new();
    match least {
        Bound::Open => {}
        Bound::Inclusive(limit) => limits.push(Limit::AtLeast(limit.to_string())),
        Bound::Exclusive(limit) => limits.push(Limit::Bound(format!("more than {limit}"))),
    }
    match most {
        Bound::Open => {}
        Bound::Inclusive(limit) => limits.push(Limit::AtMost(limit.to_string())),
        Bound::Exclusive(limit) => limits.push(Limit::Bound(format!("less than {limit}"))),
    }
    limits.extend(step.map(|step| Limit::Bound(format!("a multiple of {step}"))));
    limits
}

/// `minItems`, `maxItems`, `uniqueItems`
pub(in crate::lower) fn items(least: Option<usize>, most: Option<usize>, unique: bool) -> Vec<Limit> {
    let mut limits = count("items", least, most);
    if unique {
        limits.push(Limit::Bound("each item once".to_owned()));
    }
    limits
}

/// A number of things.
pub(in crate::lower) fn count(things: &str, least: Option<usize>, most: Option<usize>) -> Vec<Limit> {
    let thing = |number: usize| {
        if number == 1 {
            things
                .strip_suffix("ies")
                .map_or_else(|| things.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"))
        } else {
            things.to_owned()
        }
    };
    match (least.filter(|least| *least > 0), most) {
        (None, None) => Vec::new(),
        (Some(least), None) => vec![Limit::Bound(format!("at least {least} {}", thing(least)))],
        (None, Some(most)) => vec![Limit::Bound(format!("at most {most} {}", thing(most)))],
        (Some(least), Some(most)) if least == most => vec![Limit::Bound(format!("exactly {most} {}", thing(most)))],
        (Some(least), Some(most)) => vec![Limit::Bound(format!("{least} to {most} {}", thing(most)))],
    }
}

//! Limits of a value as short phrases for documentation. They are told, never enforced.

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
pub(in crate::lower) fn text(pattern: Option<&str>, least: Option<usize>, most: Option<usize>) -> Vec<String> {
    let mut phrases = count("characters", least, most);
    phrases.extend(pattern.map(|pattern| {
        let fence = if pattern.contains('`') { "``" } else { "`" };
        format!("matches {fence}{pattern}{fence}")
    }));
    phrases
}

/// `minimum`, `maximum` and their exclusive forms, `multipleOf`
pub(in crate::lower) fn number<T: std::fmt::Display>(least: Bound<T>, most: Bound<T>, step: Option<T>) -> Vec<String> {
    let mut phrases = Vec::new();
    match least {
        Bound::Open => {}
        Bound::Inclusive(limit) => phrases.push(format!("at least {limit}")),
        Bound::Exclusive(limit) => phrases.push(format!("more than {limit}")),
    }
    match most {
        Bound::Open => {}
        Bound::Inclusive(limit) => phrases.push(format!("at most {limit}")),
        Bound::Exclusive(limit) => phrases.push(format!("less than {limit}")),
    }
    phrases.extend(step.map(|step| format!("a multiple of {step}")));
    phrases
}

/// `minItems`, `maxItems`, `uniqueItems`
pub(in crate::lower) fn items(least: Option<usize>, most: Option<usize>, unique: bool) -> Vec<String> {
    let mut phrases = count("items", least, most);
    if unique {
        phrases.push("each item once".to_owned());
    }
    phrases
}

/// A number of things.
pub(in crate::lower) fn count(things: &str, least: Option<usize>, most: Option<usize>) -> Vec<String> {
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
        (Some(least), None) => vec![format!("at least {least} {}", thing(least))],
        (None, Some(most)) => vec![format!("at most {most} {}", thing(most))],
        (Some(least), Some(most)) if least == most => vec![format!("exactly {most} {}", thing(most))],
        (Some(least), Some(most)) => vec![format!("{least} to {most} {}", thing(most))],
    }
}

//! Which of several types an object is of, where no single property tells: the one that knows most of what is there.

use std::cmp::Reverse;

use super::error::DecodeError;
use super::restore::is_same_number;
use super::value::Value;
use super::word::Kind;

/// What a type expects of a property.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    path: &'static [&'static str],
    required: bool,
    /// Whether another value than those listed rules the type out.
    constant: bool,
    /// None where nothing is known of it.
    kinds: &'static [Kind],
    /// As text; none where none are listed.
    values: &'static [&'static str],
}

#[allow(dead_code, reason = "an SDK whose unions have tags has no use for it")]
impl Expected {
    /// A property that has to be there, by the names that lead to it and the kinds of value it may be.
    pub const fn required(path: &'static [&'static str], kinds: &'static [Kind]) -> Self {
        Self { path, required: true, constant: false, kinds, values: &[] }
    }

    /// A property that may be left out.
    pub const fn optional(path: &'static [&'static str], kinds: &'static [Kind]) -> Self {
        Self { path, required: false, constant: false, kinds, values: &[] }
    }

    /// It has one of these values, or the object is of another type.
    #[must_use]
    pub const fn constant(self, values: &'static [&'static str]) -> Self {
        Self { constant: true, values, ..self }
    }

    /// The document lists these values; others may come.
    #[must_use]
    pub const fn listed(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }
}

impl Value<'_> {
    /// Whether the property at a path is absent, null, or one of these scalars.
    #[allow(dead_code, reason = "an SDK whose unions have tags has no use for it")]
    pub fn allows(self, path: &[&str], scalars: &[&str]) -> bool {
        self.pointer(path).is_none_or(|found| found.is_null() || found.is_one_of(scalars))
    }

    /// Whether it is one of these scalars, a number however it is written.
    fn is_one_of(self, scalars: &[&str]) -> bool {
        let is_same = |number: &str| scalars.iter().any(|scalar| is_same_number(scalar, number));
        self.as_scalar().is_some_and(|text| scalars.contains(&text.as_ref())) || self.as_number().is_some_and(is_same)
    }

    /// The same value, if its property `name` is absent, null, or one of these scalars.
    ///
    /// # Errors
    ///
    /// If it is another one: the object is of another type.
    #[allow(dead_code, reason = "an SDK without constants in objects that may be null has no use for it")]
    pub fn with_constant(self, name: &str, scalars: &[&str]) -> Result<Self, DecodeError> {
        match self.get(name) {
            Some(found) if !self.allows(&[name], scalars) => {
                Err(DecodeError::custom(found, "belongs to an object of another type").in_field(name))
            }
            _ => Ok(self),
        }
    }

    /// The candidate that this object is of, by what each of them expects of its properties: one that misses least
    /// and is contradicted least, then the one whose listed values are met, then the one that knows most of the
    /// properties. Of equal ones the first.
    ///
    /// None if it is no object, if constants rule out all of them, or if it has properties but none that the
    /// candidate or all of them (`shared`) know.
    #[allow(dead_code, reason = "an SDK whose unions have tags has no use for it")]
    pub fn most_known(self, shared: &[&str], candidates: &[&[Expected]]) -> Option<usize> {
        if self.kind() != Kind::Object {
            return None;
        }
        let judged = candidates.iter().enumerate().filter_map(|(at, expected)| Some((self.fit(expected)?, at)));
        let (fit, at) = judged.min()?;
        let is_known = fit.known.0 > 0 || self.is_empty() || shared.iter().any(|name| self.get(name).is_some());
        is_known.then_some(at)
    }

    /// How well this object fits; none if a constant differs.
    fn fit(self, expected: &[Expected]) -> Option<Fit> {
        let mut fit = Fit { against: 0, unlisted: 0, known: Reverse(0) };
        for expected in expected {
            let Some(found) = self.pointer(expected.path) else {
                fit.against += usize::from(expected.required);
                continue;
            };
            let fits = expected.kinds.is_empty() || expected.kinds.contains(&found.kind());
            if found.is_null() && !fits {
                // Many servers write null for what is absent.
                continue;
            }
            let is_listed = expected.values.is_empty() || found.is_one_of(expected.values);
            if expected.constant && !is_listed {
                return None;
            }
            fit.against += usize::from(!fits);
            fit.unlisted += usize::from(!is_listed);
            fit.known.0 += usize::from(fits);
        }
        Some(fit)
    }
}

/// How well an object fits a type, the best the least.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    against: usize,
    unlisted: usize,
    known: Reverse<usize>,
}

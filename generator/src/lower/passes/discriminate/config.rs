//! Unions decided in `sdk.yaml`.

use super::Decision;
use crate::config::{UnionChoice, UnionRule, UnionTest};
use crate::lower::Lowering;
use crate::model::{Condition, Rule, Scalar, Shape, Test, TypeId, Union};
use std::collections::BTreeSet;

impl Lowering<'_> {
    /// Whether `sdk.yaml` decides a union: then it is left as it stands in the document.
    pub(in crate::lower) fn is_decided(&self, id: TypeId) -> bool {
        self.config.unions.iter().any(|rule| self.is_at(id, &rule.at))
    }

    /// Whether a place in `sdk.yaml` means this type: the name of a component, or a pointer.
    pub(in crate::lower) fn is_at(&self, id: TypeId, at: &str) -> bool {
        let decl = self.decl(id);
        let at = at.strip_prefix('#').unwrap_or(at);
        if at.starts_with('/') { decl.origin.pointer == at } else { decl.component().as_deref() == Some(at) }
    }

    pub(super) fn decided(&mut self, id: TypeId, used: &mut BTreeSet<usize>) -> Option<Decision> {
        let at = self.config.unions.iter().position(|rule| self.is_at(id, &rule.at))?;
        used.insert(at);
        let rule = &self.config.unions[at];
        let Shape::Union(union) = &self.decl(id).shape else { return None };
        match decision(rule, union) {
            Ok(decision) => Some(decision),
            Err(problem) => {
                let pointer = format!("/unions/{at}");
                self.invalid_decision(&pointer, problem);
                None
            }
        }
    }

    pub(super) fn stale_unions(&mut self, used: &BTreeSet<usize>) {
        for at in (0..self.config.unions.len()).filter(|at| !used.contains(at)) {
            let message = format!("there is no union at `{}`", self.config.unions[at].at);
            self.stale(&format!("/unions/{at}"), message);
        }
    }
}

fn decision(rule: &UnionRule, union: &Union) -> Result<Decision, String> {
    let because = rule.because.trim().to_owned();
    let path = || -> Result<Vec<String>, String> {
        let path = rule.path.as_deref().ok_or("this rule needs a `path`")?;
        Ok(segments(path))
    };
    match rule.rule {
        UnionChoice::Tag => Ok(Decision::tags(Rule::Tag(path()?), because, tags(rule, union)?)),
        UnionChoice::Sibling => Ok(Decision::tags(Rule::Sibling(path()?), because, tags(rule, union)?)),
        UnionChoice::Keys => {
            let tests: Result<Vec<Test>, String> = rule.tests.iter().map(|one| test(one, union)).collect();
            Ok(Decision::tests(because, tests?))
        }
        UnionChoice::First => Ok(Decision::tests(because, vec![Test { when: Vec::new(), variant: 0 }])),
        UnionChoice::Undecided => Ok(Decision::tags(Rule::Undecided, because, Vec::new())),
    }
}

fn tags(rule: &UnionRule, union: &Union) -> Result<Vec<Vec<Scalar>>, String> {
    let mut tags = vec![Vec::new(); union.variants.len()];
    for (value, name) in &rule.mapping {
        tags[variant(name, union)?].push(Scalar::String(value.clone()));
    }
    Ok(tags)
}

fn test(test: &UnionTest, union: &Union) -> Result<Test, String> {
    let mut when: Vec<Condition> = Vec::new();
    when.extend(test.has.iter().map(|path| Condition::Has(segments(path))));
    when.extend(test.not_null.iter().map(|path| Condition::NotNull(segments(path))));
    for (path, values) in &test.equals {
        let scalars: Option<Vec<Scalar>> = values.iter().map(Scalar::of).collect();
        let scalars =
            scalars.ok_or_else(|| format!("the values of `{path}` have to be text, whole numbers or booleans"))?;
        when.push(Condition::OneOf(segments(path), scalars));
    }
    Ok(Test { when, variant: variant(&test.variant, union)? })
}

fn variant(name: &str, union: &Union) -> Result<usize, String> {
    let found = union.variants.iter().position(|variant| variant.name_hints.iter().any(|hint| hint == name));
    found.ok_or_else(|| {
        let names: Vec<&str> =
            union.variants.iter().filter_map(|variant| variant.name_hints.first()).map(String::as_str).collect();
        format!("`{name}` is none of the variants, which are {}", names.join(", "))
    })
}

fn segments(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

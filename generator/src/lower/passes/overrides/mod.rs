//! Decisions of `sdk.yaml` about properties and parameters: formats, ids, secrets, presence.
//!
//! A rule that names a place outranks one with a `*`. A rule of which nothing applies any more is reported.

mod deprecations;
pub(in crate::lower) mod nearest;
mod presence;
mod selector;
mod text;

use crate::config::FormatChoice;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::operation::Lowered;
use crate::model::{Format, Shape, Ty, Webhook};
use selector::{Owners, Pattern};
use std::collections::HashMap;

/// What a rule makes of a type.
#[derive(Clone, Debug)]
enum Change {
    Format(Format),
    Ty(Ty),
    Id(String),
}

/// A rule with its patterns and where each stands in `sdk.yaml`.
struct Rule {
    change: Change,
    patterns: Vec<(Pattern, String)>,
}

/// Which patterns are worth a look, each by its rule and its place there.
struct Candidates<'r> {
    all: Vec<(usize, usize)>,
    /// Those for properties, by the end of the property's name: most rules name one of thousands of properties.
    by_property: HashMap<&'r str, Vec<(usize, usize)>>,
}

impl<'r> Candidates<'r> {
    fn of(rules: &'r [Rule]) -> Self {
        let (mut all, mut by_property) = (Vec::new(), HashMap::<_, Vec<_>>::new());
        for (rule, patterns) in rules.iter().map(|rule| &rule.patterns).enumerate() {
            for (pattern, (found, _)) in patterns.iter().enumerate() {
                all.push((rule, pattern));
                if let Some(end) = found.property_end() {
                    by_property.entry(end).or_default().push((rule, pattern));
                }
            }
        }
        Self { all, by_property }
    }

    fn of_property(&self, wire: &str) -> &[(usize, usize)] {
        let end = wire.rsplit_once('.').map_or(wire, |(_, end)| end);
        self.by_property.get(end).map_or(&[], Vec::as_slice)
    }
}

impl Lowering<'_> {
    /// Applies all decisions about properties and parameters.
    pub(in crate::lower) fn overrides(&mut self, operations: &mut [Lowered<'_>], webhooks: &mut [Webhook]) {
        let owners = &mut Owners::default();
        for rules in self.rules() {
            self.apply(&rules, operations, owners);
        }
        self.presence(owners);
        self.deprecations(operations, webhooks, owners);
    }

    /// The rules, by layer: a format first, then what the text names or hides.
    fn rules(&self) -> [Vec<Rule>; 2] {
        let config = self.config;
        let patterns = |at: &[String], base: &str| -> Vec<(Pattern, String)> {
            at.iter().enumerate().map(|(index, at)| (Pattern::read(at), format!("{base}/at/{index}"))).collect()
        };
        let formats = config.formats.iter().enumerate().map(|(index, rule)| Rule {
            change: change(rule.format),
            patterns: patterns(&rule.at, &format!("/formats/{index}")),
        });
        let ids = config.ids.iter().enumerate().map(|(index, rule)| Rule {
            change: Change::Id(rule.id.clone()),
            patterns: patterns(&rule.at, &format!("/ids/{index}")),
        });
        let secrets = config.secrets.iter().enumerate().map(|(index, rule)| Rule {
            change: Change::Format(Format::Secret),
            patterns: patterns(&rule.at, &format!("/secrets/{index}")),
        });
        [formats.collect(), ids.chain(secrets).collect()]
    }

    fn apply(&mut self, rules: &[Rule], operations: &mut [Lowered<'_>], owners: &mut Owners) {
        let mut used: Vec<Vec<bool>> = rules.iter().map(|rule| vec![false; rule.patterns.len()]).collect();
        let candidates = Candidates::of(rules);
        for at in self.types.ids() {
            let owners = owners.of(&self.types, at);
            if let Shape::Alias(ty) = &self.types[at].shape {
                let matching = |pattern: &Pattern| pattern.of_type(owners);
                if let Some(ty) = self.changed(ty, rules, &candidates.all, &mut used, &matching) {
                    self.types[at].shape = Shape::Alias(ty);
                }
            }
            let Shape::Object(object) = &self.types[at].shape else { continue };
            let changes: Vec<(usize, Ty)> = object
                .fields
                .iter()
                .enumerate()
                .filter_map(|(index, field)| {
                    let matching = |pattern: &Pattern| pattern.of_property(owners, &field.wire);
                    let candidates = candidates.of_property(&field.wire);
                    Some((index, self.changed(&field.ty, rules, candidates, &mut used, &matching)?))
                })
                .collect();
            let Shape::Object(object) = &mut self.types[at].shape else { continue };
            for (index, ty) in changes {
                object.fields[index].ty = ty;
            }
        }
        for lowered in operations.iter_mut() {
            let operation = &mut lowered.operation;
            for parameter in &mut operation.parameters {
                let matching =
                    |pattern: &Pattern| pattern.of_parameter(&operation.id, &parameter.wire, parameter.place);
                if let Some(ty) = self.changed(&parameter.ty, rules, &candidates.all, &mut used, &matching) {
                    parameter.ty = ty;
                }
            }
        }
        for (rule, used) in rules.iter().zip(used) {
            for ((pattern, pointer), _) in rule.patterns.iter().zip(used).filter(|(_, used)| !used) {
                let why = self.why_nothing(&pattern.kind, operations);
                self.stale_because(
                    pointer,
                    format!("`{pattern}` matches nothing this decision can be applied to"),
                    vec![why],
                );
            }
        }
    }

    /// What a type becomes, by the rule that names its place most exactly.
    fn changed(
        &self,
        ty: &Ty,
        rules: &[Rule],
        candidates: &[(usize, usize)],
        used: &mut [Vec<bool>],
        matching: &dyn Fn(&Pattern) -> Option<u8>,
    ) -> Option<Ty> {
        let mut best: Option<(u8, Ty)> = None;
        for &(rule, pattern) in candidates {
            let Some(exactness) = matching(&rules[rule].patterns[pattern].0) else { continue };
            let Some(changed) = self.change(ty, &rules[rule].change) else { continue };
            used[rule][pattern] = true;
            if best.as_ref().is_none_or(|(held, _)| exactness > *held) {
                best = Some((exactness, changed));
            }
        }
        best.map(|(_, ty)| ty)
    }

    pub(in crate::lower) fn stale(&mut self, pointer: &str, message: String) {
        self.stale_because(pointer, message, Vec::new());
    }

    pub(in crate::lower) fn stale_because(&mut self, pointer: &str, message: String, why: Vec<String>) {
        let diagnostic = Diagnostic::new(Code::StaleDecision, message).at_file(self.config_file, pointer);
        let diagnostic = why.into_iter().fold(diagnostic, Diagnostic::note);
        self.diagnostics.push(diagnostic.help("take it out, or correct its place"));
    }

    pub(in crate::lower) fn invalid_decision(&mut self, pointer: &str, message: String) {
        self.diagnostics.push(Diagnostic::new(Code::InvalidDecision, message).at_file(self.config_file, pointer));
    }
}

fn change(choice: FormatChoice) -> Change {
    match choice {
        FormatChoice::Text(format) => Change::Format(format),
        FormatChoice::Integer => Change::Ty(Ty::Integer),
        FormatChoice::Number => Change::Ty(Ty::Number),
        FormatChoice::ExactNumber => Change::Ty(Ty::IntegerOrNumber),
        FormatChoice::Any => Change::Ty(Ty::Any),
    }
}

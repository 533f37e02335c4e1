//! Names decided in `sdk.yaml`, and which of them found something to name.

use super::ident::is_identifier;
use crate::config::NameRule;
use crate::diagnostic::{Code, Diagnostic};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The `names` rules of an API.
pub(super) struct Overrides<'a> {
    /// The name and its place in the list, by what it is for.
    names: BTreeMap<&'a str, (usize, &'a str)>,
    used: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Overrides<'a> {
    /// Reads the rules; a name that cannot be an identifier is reported and left out.
    pub(super) fn new(rules: &'a [NameRule], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            if is_identifier(&rule.name) {
                names.insert(rule.at.as_str(), (index, rule.name.as_str()));
            } else {
                let message = format!("`{}`, the name for `{}`, is no identifier", rule.name, rule.at);
                let help = "write letters, digits and underscores, a letter first";
                diagnostics.push(
                    Diagnostic::new(Code::BadName, message).at_decision(format!("/names/{index}/name")).help(help),
                );
            }
        }
        Self { names, used: RefCell::new(BTreeSet::new()) }
    }

    /// The name for what any of these keys refers to.
    pub(super) fn get(&self, keys: impl IntoIterator<Item = String>) -> Option<&'a str> {
        if self.names.is_empty() {
            return None;
        }
        let (&at, &(_, name)) = keys.into_iter().find_map(|key| self.names.get_key_value(key.as_str()))?;
        self.used.borrow_mut().insert(at);
        Some(name)
    }

    /// Reports the rules that nothing was named by.
    pub(super) fn report_stale(&self, diagnostics: &mut Vec<Diagnostic>) {
        let used = self.used.borrow();
        for (at, (index, _)) in self.names.iter().filter(|(at, _)| !used.contains(**at)) {
            let message = format!("the name decided for `{at}` applies to nothing");
            let help = format!("take the rule for {at:?} out of `names` in sdk.yaml");
            diagnostics
                .push(Diagnostic::new(Code::StaleName, message).at_decision(format!("/names/{index}")).help(help));
        }
    }
}

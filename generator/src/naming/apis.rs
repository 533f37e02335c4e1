//! The APIs of one crate beside each other. Each has a module and Cargo features named after it, so that two names that
//! differ in case and punctuation only are in each other's way.

use super::{Level, Names};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;

/// The modules and the Cargo features that the APIs of a crate have, with the name of the API.
#[derive(Debug, Default)]
pub struct Apis(BTreeMap<String, String>);

impl Apis {
    /// Adds an API, and reports what it has that another one has already.
    pub fn add(&mut self, api: &str, names: &Names, diagnostics: &mut Vec<Diagnostic>) {
        let placement = &names.placement;
        let module = match placement.level {
            Level::Module => Some(format!("the module `{}`", placement.name.unraw())),
            Level::Root => None,
        };
        let features = [placement.feature(), placement.base_feature()];
        let features = features.iter().chain(names.features.values()).map(|name| format!("the Cargo feature `{name}`"));
        for what in module.into_iter().chain(features) {
            if let Some(other) = self.0.get(&what) {
                let message = format!("the APIs `{other}` and `{api}` would both have {what}");
                let diagnostic = Diagnostic::new(Code::ModuleClash, message).at("");
                diagnostics.push(diagnostic.help("rename the folder of one of them"));
                // One name is enough to see what is wrong.
                return;
            }
            self.0.insert(what, api.to_owned());
        }
    }
}

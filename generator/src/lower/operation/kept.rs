//! Schemas that `sdk.yaml` keeps although nothing may reach them.

use crate::lower::Lowering;
use crate::lower::document::child;
use crate::model::Ty;

impl Lowering<'_> {
    /// The schemas that `sdk.yaml` keeps although nothing may reach them.
    pub(in crate::lower) fn kept(&mut self) -> Vec<Ty> {
        let (config, document) = (self.config, self.document);
        let mut found = Vec::new();
        for (at, rule) in config.kept.iter().enumerate() {
            for (index, name) in rule.schemas.iter().enumerate() {
                let components = document.components();
                let names: Vec<&str> = match name.as_str() {
                    "*" => components.keys().copied().collect(),
                    name => components.keys().copied().filter(|known| *known == name).collect(),
                };
                if names.is_empty() {
                    self.stale(&format!("/kept/{at}/schemas/{index}"), format!("there is no schema `{name}`"));
                }
                let places = names.iter().map(|name| child("/components/schemas", name));
                found.extend(places.map(|place| Ty::Named(self.types.place(&place))));
            }
        }
        found
    }
}

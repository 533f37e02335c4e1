//! The extensions that downlevelling left become keywords again.

use super::{JsonType, Keywords, SchemaRef};
use crate::lower::document::{Document, child};
use crate::source::extensions;
use openapiv3::SchemaData;
use serde_json::Value;

impl<'a> Keywords<'a> {
    /// Reads what OpenAPI 3.0 cannot say.
    pub(super) fn extensions(&mut self, document: &'a Document, data: &'a SchemaData) {
        let extension = |name: &str| data.extensions.get(name);
        self.null = flag(data, extensions::NULL);
        self.rejects_all = rejects_all(data);
        self.constant = extension(extensions::CONST).cloned();
        if let Some(types) = extension(extensions::TYPES).and_then(Value::as_array) {
            self.types = Some(types.iter().filter_map(Value::as_str).filter_map(JsonType::named).collect());
        }
        let held = |pointer: String| document.schema(&pointer).map(|node| SchemaRef::Located(pointer, node));
        if let Some(items) = extension(extensions::PREFIX_ITEMS).and_then(Value::as_array) {
            let base = child(&self.pointer, extensions::PREFIX_ITEMS);
            self.prefix = (0..items.len()).filter_map(|index| held(format!("{base}/{index}"))).collect();
        }
        let conditions = extensions::CONDITIONS.iter().filter(|name| data.extensions.contains_key(**name));
        let conditions = conditions.map(|name| child(&self.pointer, name));
        let base = child(&self.pointer, extensions::DEPENDENT_SCHEMAS);
        let dependent = extension(extensions::DEPENDENT_SCHEMAS)
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(serde_json::Map::keys);
        self.conditions = conditions.chain(dependent.map(|name| child(&base, name))).filter_map(held).collect();
        if let Some(patterns) = extension(extensions::PATTERN_PROPERTIES).and_then(Value::as_object) {
            let base = child(&self.pointer, extensions::PATTERN_PROPERTIES);
            self.patterns = patterns.keys().filter_map(|pattern| held(child(&base, pattern))).collect();
        }
        let texts = |names: &[&str]| -> Vec<Option<String>> {
            let list = names.iter().find_map(|name| extension(name)).and_then(Value::as_array);
            list.into_iter().flatten().map(|text| text.as_str().map(str::to_owned)).collect()
        };
        self.value_names = texts(&[&extensions::ENUM_NAMES[..], &[extensions::ENUM_NAMES_KEYWORD]].concat());
        self.value_docs = texts(&extensions::ENUM_DESCRIPTIONS);
    }
}

/// Whether a schema allows nothing (`false` in place of a schema).
pub(in crate::lower) fn rejects_all(data: &SchemaData) -> bool {
    flag(data, extensions::NEVER)
}

fn flag(data: &SchemaData, name: &str) -> bool {
    data.extensions.get(name).and_then(Value::as_bool).unwrap_or_default()
}

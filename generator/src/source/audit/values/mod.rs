//! Defaults and examples, held against the schema that they stand in.
//!
//! A validator would say of each value whether it is valid. Here a warning has to be right, in documents of three dialects
//! of JSON Schema, whose references may lead nowhere and whose patterns nobody has vetted: what a schema leaves open, or
//! says in a way that is not understood, is no contradiction.

mod scalar;

use crate::source::support::pointer;
use regex::Regex;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// How many schemas a value is held against. Choices within choices multiply; beyond this nothing is said.
const STEPS: usize = 10_000;

/// How many schemas all values of a document together are held against, some seconds. Thousands of examples of a choice of
/// thousands of schemas are more; beyond this nothing is said either.
const ALL_STEPS: usize = 5_000_000;

/// References and compositions that follow each other without getting further into the value.
const DEPTH: usize = 64;

/// Why a value is none of its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    /// The pointer of what is wrong, from the value on.
    pub(super) at: String,
    pub(super) why: String,
}

type Checked = Result<(), Contradiction>;

/// Values of a document, and the patterns that were met so far.
pub(super) struct Values<'d> {
    document: &'d Value,
    patterns: HashMap<String, Option<Regex>>,
    steps: usize,
    all_steps: usize,
    depth: usize,
}

impl<'d> Values<'d> {
    pub(super) fn of(document: &'d Value) -> Self {
        Self { document, patterns: HashMap::new(), steps: 0, all_steps: 0, depth: 0 }
    }

    /// Why a value is none of a schema, if that is so.
    pub(super) fn contradiction(&mut self, schema: &Map<String, Value>, value: &Value) -> Option<Contradiction> {
        if self.all_steps >= ALL_STEPS {
            return None;
        }
        (self.steps, self.depth) = (0, 0);
        let checked = self.check(schema, value, &mut String::new());
        self.all_steps += self.steps;
        checked.err()
    }

    /// What a reference leads to.
    pub(super) fn target(&self, object: &Map<String, Value>) -> Option<&'d Value> {
        let place = pointer::of_reference(object.get("$ref")?.as_str()?)?;
        pointer::get(self.document, &place)
    }

    fn check(&mut self, schema: &Map<String, Value>, value: &Value, at: &mut String) -> Checked {
        self.steps += 1;
        if self.depth >= DEPTH || self.steps >= STEPS || value.is_null() && may_be_null(schema) {
            return Ok(());
        }
        self.depth += 1;
        let checked = self.whole(schema, value, at);
        self.depth -= 1;
        checked
    }

    fn whole(&mut self, schema: &Map<String, Value>, value: &Value, at: &mut String) -> Checked {
        if let Some(Value::Object(target)) = self.target(schema) {
            self.check(target, value, at)?;
        }
        let fail = |why: String| Err(Contradiction { at: at.clone(), why });
        if let Some(why) = scalar::kind(schema, value).or_else(|| scalar::listed(schema, value)) {
            return fail(why);
        }
        let why = match value {
            Value::Number(number) => scalar::number(schema, number),
            Value::String(text) => scalar::text(schema, text).or_else(|| self.pattern(schema, text)),
            Value::Array(list) => list_itself(schema, list),
            Value::Object(map) => self.object_itself(schema, map),
            Value::Null | Value::Bool(_) => None,
        };
        if let Some(why) = why {
            return fail(why);
        }
        self.composed(schema, value, at)?;
        let depth = std::mem::take(&mut self.depth);
        let checked = match value {
            Value::Array(list) => self.elements(schema, list, at),
            Value::Object(map) => self.properties(schema, map, at),
            _ => Ok(()),
        };
        self.depth = depth;
        checked
    }

    fn composed(&mut self, schema: &Map<String, Value>, value: &Value, at: &mut String) -> Checked {
        let branches = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
        for part in branches("allOf").filter_map(Value::as_object) {
            self.check(part, value, at)?;
        }
        for key in ["anyOf", "oneOf"] {
            let mut failed = Vec::new();
            for branch in branches(key) {
                match branch.as_object().map_or(Ok(()), |branch| self.check(branch, value, at)) {
                    Ok(()) => {
                        failed.clear();
                        break;
                    }
                    Err(found) => failed.push(found),
                }
            }
            // What is only null beside one other schema is not what was meant.
            failed.retain(|found| found.why != scalar::NOT_NULL || value.is_null());
            match failed.len() {
                0 => {}
                1 => return failed.pop().map_or(Ok(()), Err),
                _ => return Err(Contradiction { at: at.clone(), why: format!("no schema of `{key}` takes it") }),
            }
        }
        Ok(())
    }

    fn elements(&mut self, schema: &Map<String, Value>, list: &[Value], at: &mut String) -> Checked {
        let first = schema.get("prefixItems").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (index, element) in list.iter().enumerate() {
            let Some(rule) = first.get(index).or_else(|| schema.get("items")) else { continue };
            self.below(rule, element, &index.to_string(), at)?;
        }
        Ok(())
    }

    fn properties(&mut self, schema: &Map<String, Value>, map: &Map<String, Value>, at: &mut String) -> Checked {
        let known = schema.get("properties").and_then(Value::as_object);
        let further = schema.get("additionalProperties").filter(|_| !schema.contains_key("patternProperties"));
        for (name, value) in map {
            let Some(rule) = known.and_then(|known| known.get(name)).or(further) else { continue };
            self.below(rule, value, name, at)?;
        }
        Ok(())
    }

    fn below(&mut self, schema: &Value, value: &Value, name: &str, at: &mut String) -> Checked {
        let Some(schema) = schema.as_object() else { return Ok(()) };
        let length = at.len();
        pointer::push(at, name);
        let checked = self.check(schema, value, at);
        at.truncate(length);
        checked
    }

    /// What is wrong with an object beside the values of its properties. One that only the other side sends is never
    /// missed: examples are of requests or of answers.
    fn object_itself(&self, schema: &Map<String, Value>, map: &Map<String, Value>) -> Option<String> {
        let known = schema.get("properties").and_then(Value::as_object);
        let is_one_sided = |name: &str| {
            let property = known.and_then(|known| known.get(name)).and_then(Value::as_object);
            let target = property.and_then(|property| self.target(property)).and_then(Value::as_object);
            let says = |key: &str| property.into_iter().chain(target).any(|at| at.get(key) == Some(&Value::Bool(true)));
            says("readOnly") || says("writeOnly")
        };
        let mut required =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let missing = required.find(|name| !map.contains_key(*name) && !is_one_sided(name));
        let counted = || scalar::count(schema, "Properties", "properties", map.len());
        missing.map(|name| format!("`{name}` is required, and missing")).or_else(counted)
    }

    fn pattern(&mut self, schema: &Map<String, Value>, text: &str) -> Option<String> {
        const LONGEST: usize = 1000;
        const SIZE: usize = 1 << 18;
        let pattern = schema.get("pattern")?.as_str().filter(|pattern| pattern.len() <= LONGEST)?;
        if !self.patterns.contains_key(pattern) {
            let compiled = regex::RegexBuilder::new(pattern).size_limit(SIZE).build().ok();
            self.patterns.insert(pattern.to_owned(), compiled);
        }
        let matches = self.patterns[pattern].as_ref().is_none_or(|pattern| pattern.is_match(text));
        (!matches).then(|| format!("it does not match the pattern `{pattern}`"))
    }
}

/// What is wrong with a list beside its elements.
fn list_itself(schema: &Map<String, Value>, list: &[Value]) -> Option<String> {
    let counted = scalar::count(schema, "Items", "items", list.len());
    counted.or_else(|| {
        let mut met = BTreeSet::new();
        let is_unique = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let twice = is_unique && !list.iter().all(|element| met.insert(element.to_string()));
        twice.then(|| "an item is in it twice, and `uniqueItems` is set".to_owned())
    })
}

fn may_be_null(schema: &Map<String, Value>) -> bool {
    let listed =
        |key: &str, wanted: &Value| schema.get(key).and_then(Value::as_array).is_some_and(|list| list.contains(wanted));
    schema.get("nullable") == Some(&Value::Bool(true))
        || listed("enum", &Value::Null)
        || listed("type", &Value::from("null"))
        || schema.get("type").is_some_and(|name| name == "null")
}

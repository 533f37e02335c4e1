//! Builds values from schemas.

use super::Schemas;
use super::spot::{Built, Spot, What};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How much of an object a sample fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fullness {
    /// Every property.
    Full,
    /// What is required, null wherever that is allowed.
    Minimal,
}

/// Rows of a full object: enough for every branch of the largest union of the documents at hand.
const ROWS: usize = 60;
/// References that may be open at once; deeper values are left out.
const DEPTH: usize = 14;

struct Builder<'a> {
    schemas: &'a Schemas,
    fullness: Fullness,
    open: RefCell<Vec<String>>,
    done: RefCell<HashMap<String, Rc<Vec<Built>>>>,
}

impl Schemas {
    pub(super) fn build(&self, schema: &Value, fullness: Fullness) -> Vec<Built> {
        let builder = Builder { schemas: self, fullness, open: RefCell::default(), done: RefCell::default() };
        builder.any(schema)
    }
}

impl Builder<'_> {
    fn any(&self, schema: &Value) -> Vec<Built> {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.reference(reference);
        }
        if let Some(constant) = schema.get("const") {
            return vec![only(constant)];
        }
        if let Some(values) = schema["enum"].as_array() {
            return enumeration(values);
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(branches) = schema[keyword].as_array() {
                return self.union(schema, branches);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return self.all_of(schema, parts);
        }
        match &schema["type"] {
            Value::Array(types) => {
                types.iter().flat_map(|one| self.typed(schema, one.as_str().unwrap_or("null"))).collect()
            }
            Value::String(one) => self.typed(schema, one),
            _ if schema.get("properties").is_some() => self.object(schema),
            _ => vec![Built::plain(json!({"free": [1, "two", null]}))],
        }
    }

    fn reference(&self, reference: &str) -> Vec<Built> {
        if let Some(done) = self.done.borrow().get(reference) {
            return done.to_vec();
        }
        let open = self.open.borrow().iter().filter(|one| *one == reference).count();
        if open > 1 || self.open.borrow().len() > DEPTH {
            return Vec::new();
        }
        self.open.borrow_mut().push(reference.to_owned());
        let built = self.any(self.schemas.resolve(reference));
        self.open.borrow_mut().pop();
        // What was built inside an open recursion is cut short and must not stand for the whole type.
        if self.open.borrow().is_empty() || open == 0 {
            self.done.borrow_mut().insert(reference.to_owned(), Rc::new(built.clone()));
        }
        built
    }

    fn union(&self, schema: &Value, branches: &[Value]) -> Vec<Built> {
        let is_null = |branch: &Value| branch["type"] == "null";
        let real: Vec<&Value> = branches.iter().filter(|branch| !is_null(branch)).collect();
        if self.fullness == Fullness::Minimal && real.len() < branches.len() {
            return vec![Built::plain(Value::Null)];
        }
        let tag = schema["discriminator"]["propertyName"].as_str();
        let several = real.len() > 1;
        let mut built: Vec<Built> = Vec::new();
        for branch in real {
            for sample in self.any(branch) {
                let sample = if several { sample.as_branch(tag) } else { sample };
                if !built.contains(&sample) {
                    built.push(sample);
                }
            }
        }
        if several {
            built
        } else {
            if branches.iter().any(is_null) {
                for sample in &mut built {
                    let stated = |what: &What| matches!(what, What::NotNull(_) | What::Constant(_));
                    sample.spots.retain(|spot| !(spot.path.is_empty() && stated(&spot.what)));
                }
                built.push(Built::plain(Value::Null));
            }
            built
        }
    }

    fn all_of(&self, schema: &Value, parts: &[Value]) -> Vec<Built> {
        let mut siblings = schema.as_object().cloned().unwrap_or_default();
        siblings.remove("allOf");
        let own = (siblings.contains_key("properties")).then(|| self.object(&Value::Object(siblings)));
        let mut merged: Option<Built> = None;
        for samples in parts.iter().map(|part| self.any(part)).chain(own) {
            let Some(next) = samples.into_iter().next() else { continue };
            merged = Some(match merged {
                Some(Built { value: Value::Object(mut left), mut spots }) if next.value.is_object() => {
                    left.extend(next.value.as_object().cloned().unwrap_or_default());
                    spots.extend(next.spots);
                    Built { value: Value::Object(left), spots }
                }
                Some(first) => first,
                None => next,
            });
        }
        merged.into_iter().collect()
    }

    fn typed(&self, schema: &Value, name: &str) -> Vec<Built> {
        match name {
            "null" => vec![Built::plain(Value::Null)],
            "boolean" => vec![Built::whole(json!(true), What::NotNull("boolean"))],
            "integer" => vec![Built::whole(whole_number(schema), What::NotNull("integer"))],
            "number" => vec![Built::whole(json!(1.5), What::NotNull("number"))],
            "string" => strings(schema),
            "array" => self.array(schema),
            "object" => self.object(schema),
            _ => Vec::new(),
        }
    }

    fn array(&self, schema: &Value) -> Vec<Built> {
        if let Some(items) = schema["prefixItems"].as_array() {
            let built: Option<Vec<Built>> = items.iter().map(|item| self.any(item).into_iter().next()).collect();
            return built.map(|items| list(&items)).into_iter().collect();
        }
        if self.fullness == Fullness::Minimal && schema["minItems"].as_u64().unwrap_or(0) == 0 {
            return vec![Built::whole(json!([]), What::NotNull("array"))];
        }
        self.any(&schema["items"]).into_iter().take(ROWS).map(|item| list(&[item])).collect()
    }

    fn object(&self, schema: &Value) -> Vec<Built> {
        let required: Vec<String> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        let mut columns: Vec<(String, Vec<Built>)> = Vec::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if self.fullness == Fullness::Full || required.contains(name) {
                let samples = self.any(property);
                if samples.is_empty() && required.contains(name) {
                    return Vec::new();
                }
                if !samples.is_empty() {
                    columns.push((name.clone(), samples));
                }
            }
        }
        if self.fullness == Fullness::Full && schema["additionalProperties"].is_object() {
            let names = &schema["propertyNames"];
            let names = names["$ref"].as_str().map_or(names, |reference| self.schemas.resolve(reference));
            let key = names["enum"][0].as_str().unwrap_or("a key");
            let samples = self.any(&schema["additionalProperties"]);
            if !samples.is_empty() {
                columns.push((key.to_owned(), samples));
            }
        }
        let rows = columns.iter().map(|(_, samples)| samples.len()).max().unwrap_or(1).min(ROWS);
        let what = What::Object { required, typed_rest: schema["additionalProperties"].is_object() };
        (0..rows).map(|row| object(&columns, row, &what)).collect()
    }
}

fn object(columns: &[(String, Vec<Built>)], row: usize, what: &What) -> Built {
    let mut value = Map::new();
    let mut spots = vec![Spot { path: Vec::new(), what: what.clone(), in_union: false }];
    for (name, samples) in columns {
        let sample = &samples[row % samples.len()];
        value.insert(name.clone(), sample.value.clone());
        spots.extend(sample.spots_below(name));
    }
    Built { value: Value::Object(value), spots }
}

fn list(items: &[Built]) -> Built {
    let steps: Vec<String> = (0..items.len()).map(|index| index.to_string()).collect();
    let spots = items.iter().zip(&steps).flat_map(|(item, step)| item.spots_below(step)).collect();
    Built { value: Value::Array(items.iter().map(|item| item.value.clone()).collect()), spots }
}

fn enumeration(values: &[Value]) -> Vec<Built> {
    let ends = [values.first(), values.last().filter(|_| values.len() > 1)];
    let closed = values.len() == 1;
    ends.into_iter()
        .flatten()
        .map(|value| match value {
            Value::String(_) if !closed => Built::whole(value.clone(), What::Enum),
            other if closed => only(other),
            other => Built::plain(other.clone()),
        })
        .collect()
}

/// The only value a schema allows.
fn only(value: &Value) -> Built {
    match value {
        Value::String(_) => Built::whole(value.clone(), What::Constant("string")),
        Value::Bool(_) => Built::whole(value.clone(), What::Constant("boolean")),
        Value::Number(_) => Built::whole(value.clone(), What::Constant("number")),
        Value::Null | Value::Array(_) | Value::Object(_) => Built::plain(value.clone()),
    }
}

fn whole_number(schema: &Value) -> Value {
    let least =
        schema["minimum"].as_f64().or(schema["exclusiveMinimum"].as_f64().map(|bound| bound + 1.0)).unwrap_or(7.0);
    let most = schema["maximum"].as_f64().unwrap_or(f64::MAX);
    #[expect(clippy::cast_possible_truncation, reason = "bounds of the documents fit")]
    let number = least.max(7.0).min(most) as i64;
    json!(number)
}

fn strings(schema: &Value) -> Vec<Built> {
    let format = schema["format"].as_str().unwrap_or_default();
    let text = match format {
        "uuid" | "uuid4" => "3fa85f64-5717-4562-b3fc-2c963f66afa6".into(),
        "date-time" => "2026-04-01T12:30:00.123456Z".into(),
        "date" => "2026-04-01".into(),
        "email" => "jane@example.com".into(),
        "uri" | "url" => "https://example.com/a?b=c".into(),
        "duration" => "P1DT2H".into(),
        "ipvanyaddress" => "192.0.2.1".into(),
        "byte" => "aGVsbG8=".into(),
        _ => by_pattern(schema),
    };
    vec![Built::whole(Value::String(text), What::NotNull("string"))]
}

/// A text that satisfies the schema's pattern and lengths, from a few that patterns of such documents ask for.
fn by_pattern(schema: &Value) -> String {
    let least = usize::try_from(schema["minLength"].as_u64().unwrap_or(0)).unwrap_or(0);
    let most = usize::try_from(schema["maxLength"].as_u64().unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    let tries = [
        "text é \"q\" \\ \u{7}",
        "abc",
        "12.5",
        "12",
        "US",
        "usd",
        "image/png",
        "rk_1",
        "AB12",
        "A0123456789",
        "https://example.com",
    ];
    let fits = |text: &&&str| {
        let length = text.chars().count();
        let pattern = schema["pattern"].as_str();
        (least..=most).contains(&length)
            && pattern.is_none_or(|_| jsonschema::is_valid(&json!({"pattern": pattern}), &json!(text)))
    };
    tries.iter().find(fits).map_or_else(|| "x".repeat(least.max(1).min(most)), |text| (*text).to_owned())
}

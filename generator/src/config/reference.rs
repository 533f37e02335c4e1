//! What can be written in `sdk.yaml`: its JSON Schema and a page for people, both made from the types that read it.

use super::Config;
use serde_json::Value;
use std::fmt::Write as _;

/// An example of every key, one block for each key at the top.
pub const EXAMPLES: &str = include_str!("examples.yaml");

/// The JSON Schema of `sdk.yaml`.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Config).to_value();
    schema["title"] = "sdk.yaml".into();
    schema
}

/// Every key with what it is for and an example, as Markdown.
pub fn page() -> String {
    let schema = schema();
    let mut page = "# Keys of `sdk.yaml`\n\nDecisions about an API that its document does not make. Every key may be \
                    left out. `generator init DOCUMENT` writes a first file; `generator schema` prints the JSON Schema \
                    of it, which editors read from a first line `# yaml-language-server: $schema=…`. This page is \
                    what `generator schema --format markdown` prints.\n"
        .to_owned();
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        let _ = write!(page, "\n## `{key}`\n\n{}\n", described(value));
        let mut rows = Vec::new();
        keys(&schema, value, key, &mut Vec::new(), &mut rows);
        if !rows.is_empty() {
            page.push_str("\n| key | value | |\n|---|---|---|\n");
            page.extend(rows);
        }
        let _ = write!(page, "\n```yaml\n{}\n```\n", example(key).trim_end());
    }
    page
}

/// The block of a key at the top.
fn example(key: &str) -> String {
    let start = format!("{key}:");
    let mut lines = EXAMPLES.lines().skip_while(|line| !line.starts_with(&start));
    let first = lines.next().unwrap_or_default();
    let inside = lines.take_while(|line| line.starts_with(' '));
    std::iter::once(first).chain(inside).map(|line| format!("{line}\n")).collect()
}

/// Rows for the keys inside a value; `open` are the definitions around it.
fn keys<'s>(schema: &'s Value, value: &'s Value, at: &str, open: &mut Vec<&'s str>, rows: &mut Vec<String>) {
    for variant in variants(value) {
        if let Some(name) = variant["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"))
            && !open.contains(&name)
        {
            open.push(name);
            keys(schema, &schema["$defs"][name], at, open, rows);
            open.pop();
        }
        if variant["items"].is_object() {
            keys(schema, &variant["items"], &format!("{at}[]"), open, rows);
        }
        if variant["additionalProperties"].is_object() {
            keys(schema, &variant["additionalProperties"], &format!("{at}.*"), open, rows);
        }
        for (key, inside) in variant["properties"].as_object().into_iter().flatten() {
            let path = format!("{at}.{key}");
            let required = variant["required"].as_array().is_some_and(|list| list.iter().any(|name| name == key));
            let needed = if required { ", required" } else { "" };
            let text = described(inside).replace('\n', " ").replace('|', "\\|");
            rows.push(format!("| `{path}` | {}{needed} | {text} |\n", kind(schema, inside)));
            keys(schema, inside, &path, open, rows);
        }
    }
}

/// The schemas that a value may be of.
fn variants(value: &Value) -> Vec<&Value> {
    let inside = ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|key| value[key].as_array()).flatten();
    std::iter::once(value).chain(inside.flat_map(|inside| variants(inside))).collect()
}

/// What a value is, in a few words.
fn kind(schema: &Value, value: &Value) -> String {
    let name = |one: &Value| one["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs/")).map(str::to_owned);
    for variant in variants(value) {
        if let Some(name) = name(variant) {
            return kind(schema, &schema["$defs"][name.as_str()]);
        }
        let literals: Vec<String> = match (&variant["enum"], &variant["const"]) {
            (Value::Array(values), _) => {
                values.iter().filter_map(|value| Some(format!("`{}`", value.as_str()?))).collect()
            }
            (_, Value::String(text)) => vec![format!("`{text}`")],
            _ => Vec::new(),
        };
        if !literals.is_empty() {
            let all = variants(value).into_iter().filter_map(|one| Some(format!("`{}`", one["const"].as_str()?)));
            let all: Vec<String> = all.collect();
            return if all.is_empty() { literals.join(", ") } else { all.join(", ") };
        }
        let types = match &variant["type"] {
            Value::Array(types) => types.iter().find_map(|ty| ty.as_str().filter(|ty| *ty != "null")),
            ty => ty.as_str(),
        };
        match types {
            Some("array") => return format!("list of {}", kind(schema, &variant["items"])),
            Some("string") => return "text".to_owned(),
            Some("boolean") => return "`true` or `false`".to_owned(),
            Some("integer") => return "number".to_owned(),
            Some(other) => return other.to_owned(),
            None => {}
        }
    }
    "any value".to_owned()
}

fn described(value: &Value) -> &str {
    value["description"].as_str().unwrap_or_default()
}

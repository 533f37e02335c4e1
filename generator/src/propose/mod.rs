//! A first `sdk.yaml`: what is assumed about an API because nobody has decided it, as decisions that can be adopted
//! or changed. Lines that begin with `# ` are what holds already, or what is likely; words begin with `##`.

mod errors;
mod ids;
mod operations;
mod pagination;

use crate::config::PackageRule;
use crate::model::Api;
use crate::naming::Names;
use serde_json::Value;
use std::fmt::Write as _;

/// What the proposals are made from.
pub struct Subject<'a> {
    /// The model.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    /// How `sdk.yaml` names the document.
    pub document: &'a str,
    /// What is known of the crate.
    pub package: &'a PackageRule,
}

/// The text of the file.
pub fn propose(subject: &Subject<'_>) -> String {
    let Subject { api, document, .. } = subject;
    let mut text = format!(
        "# yaml-language-server: $schema=sdk.schema.json\n\n\
         ## Decisions about {} that its document does not make. Lines that begin with `# ` are what is assumed, or\n\
         ## likely: take the `# ` away to decide so, or write something else. All keys: `generator schema`, whose\n\
         ## output editors read from the file that the first line names.\n\n\
         document: {}\n\n{}",
        crate::text::visible(&api.title),
        quoted(document),
        package(subject)
    );
    let sections = [
        servers(api).into_iter().collect::<Vec<_>>(),
        environment(subject).into_iter().collect(),
        operations::propose(subject),
        pagination::propose(api),
        errors::propose(api),
        ids::propose(api),
    ];
    for Section { words, lines } in sections.into_iter().flatten() {
        text.push('\n');
        words.lines().for_each(|line| text.push_str(&format!("## {line}\n")));
        lines.iter().for_each(|line| text.push_str(&format!("# {line}\n")));
    }
    text
}

/// A key with its value, and what to know about it.
struct Section {
    words: &'static str,
    lines: Vec<String>,
}

impl Section {
    /// None without lines below the first.
    fn new(words: &'static str, lines: Vec<String>) -> Option<Self> {
        (lines.len() > 1).then_some(Self { words, lines })
    }
}

/// Text as YAML has it: JSON strings are YAML, and plain words need no quotes.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./ ".contains(c);
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(plain)
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    if is_plain { text.to_owned() } else { crate::text::json(&Value::from(text).to_string()).into_owned() }
}

/// The block that is decided at once: a crate needs a name.
fn package(subject: &Subject<'_>) -> String {
    let PackageRule { name, version, description, license, authors, homepage, .. } = subject.package;
    let mut text = "package:\n".to_owned();
    let _ = writeln!(text, "  name: {}", quoted(name.as_deref().unwrap_or("my-sdk")));
    let lines = [("version", version), ("description", description), ("license", license), ("homepage", homepage)];
    for (key, value) in lines {
        if let Some(value) = value {
            let _ = writeln!(text, "#   {key}: {}", quoted(value));
        }
    }
    if !authors.is_empty() {
        let authors: Vec<String> = authors.iter().map(|author| quoted(author)).collect();
        let _ = writeln!(text, "#   authors: [{}]", authors.join(", "));
    }
    text.push_str("#   repository: https://example.com/acme/acme-client\n#   publish: true\n");
    text
}

fn servers(api: &Api) -> Option<Section> {
    let mut lines = vec!["servers:".to_owned()];
    for server in api.servers.iter().filter(|server| crate::text::is_url(&server.url)) {
        lines.push(format!("  - name: {}", quoted(&server.name)));
        lines.push(format!("    url: {}", quoted(&server.url)));
    }
    Section::new("Names of the servers, the default first.", lines)
}

fn environment(subject: &Subject<'_>) -> Option<Section> {
    let prefix = subject.names.placement.name.unraw().to_ascii_uppercase();
    let mut lines = vec!["environment:".to_owned()];
    for (key, end) in [("token", "ACCESS_TOKEN"), ("server", "ENVIRONMENT"), ("base_url", "BASE_URL")] {
        lines.push(format!("  {key}: {prefix}_{end}"));
    }
    if !subject.api.webhooks.is_empty() {
        lines.push(format!("  webhook_secret: {prefix}_WEBHOOK_SECRET"));
    }
    Section::new("Environment variables that `Client::from_env` reads.", lines)
}

//! Text of a document stays text: whatever stands in it, the crate has the items, attributes, doctests and Markdown
//! that it has for harmless text.

mod printed;
mod rendered;

use generator::diagnostic::{report, to_json};
use generator::load::{load_dir, load_file};
use generator::naming::Level;
use generator::pipeline::{self, Layout, Outcome};
use generator::source::Input;
use generator::text::{is_hidden, json};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// Texts that are code or markup to some reader.
const PAYLOADS: &[&str] = &[
    // Doctests.
    "\n```\nstd::fs::write(\"pwned\", \"\").unwrap();\n```\n",
    "\n\n~~~rust\npwned!()\n~~~\n",
    "\n```rust,no_run\npwned!()\n",
    "\n    pwned!();\n",
    "\n\n    pwned!();\n\n",
    "\n* a\n\n      pwned!();\n",
    "\n> ```\n> pwned!()\n> ```\n",
    "```",
    "````\n```\npwned!()\n```\n````",
    // Long lines are broken between words, and a word may be a fence.
    "> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
     \u{20}``` bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
     \u{20}~~~ bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
     \u{20}=== bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
     \u{20}<script> pwned()",
    // What stands in a list or a quote, and leaves it, is read anew.
    "\n\n> ~~~\n> aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
     \u{20}bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
     \u{20}<script>pwned()</script>\n> ~~~\n>\n> pwned()\n",
    "\n\n10. aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
     aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\
     \n\n    pwned()\n",
    "\n\n* * *&#32;* *&#32;* ",
    "` `` ``` ````",
    "`",
    "\\",
    "\\`",
    // Rust.
    "\"; pub fn pwned() {} //",
    "*/ pub fn pwned() {} /*",
    "\npub fn pwned() {}\n",
    "\r\npub fn pwned() {}\r\n",
    "\rpub fn pwned() {}\r",
    "#[allow(pwned)]",
    "\n#![allow(pwned)]\n",
    "\n//! ```\n//! pwned!()\n//! ```\n",
    "\n/// ```\n/// pwned!()\n/// ```\n",
    "\"#; pwned!(); r#\"",
    "{pwned}",
    "{{ pwned }}{% pwned %}",
    "'\" + pwned() + \"'",
    // HTML.
    "<script>pwned()</script>",
    "\\<script>pwned()</script>",
    "\\`<img src=x onerror=pwned()>\\`",
    "\n\n<div onclick=pwned()>\n\n</div>",
    "<!-- pwned",
    "--> <b>pwned</b>",
    "<?pwned ?>",
    "<![CDATA[pwned]]>",
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "&#60;script&#62; &#x202e; &#10;&#10;```&#10;pwned",
    "<svg/onload=pwned()>",
    "</pre></code><iframe src=//pwned.test>",
    // Links and images.
    "[pwned](https://pwned.test)",
    "[pwned](javascript:pwned())",
    "![pwned](https://pwned.test/x.png)",
    "<https://pwned.test>",
    "1https://pwned.test`<script>` HTTPS://pwned.test",
    "<javascript:pwned()>",
    "https://pwned.test/a_b_c www.pwned.test",
    "[pwned]: https://pwned.test\n\n[pwned]",
    "[pwned][]\n\n[pwned]: javascript:pwned()",
    "[`Vec`] [crate::Client] [^1]\n\n[^1]: pwned",
    "[![a](https://pwned.test/x.png)](https://pwned.test)",
    "[<img src=x onerror=pwned() y=>](crate::pwned) [`a`] <b y=>",
    // Blocks.
    "\n\n# pwned\n\n## Examples\n\npwned\n===\n",
    "\n\n---\n\n***\n\n___\n",
    "\n\n| a | b |\n|---|---|\n| pwned | c |\n",
    " | pwned | `a|b` \\| ",
    "\n\n1. a\n2. b\n   - c\n\n     > d\n",
    "\n- [ ] pwned\n- [x] pwned",
    "**pwned* _pwned__ ~~pwned~~ *",
    // What cannot be seen.
    "a\u{202e}pwned\u{202c}\u{2066}b\u{2069}",
    "\0a\u{1}\u{7f}\u{85}\u{9b}31m",
    "\u{1b}[31mpwned\u{1b}]0;pwned\u{7}",
    "\u{feff}a\u{200b}b\u{2028}c\u{2029}d\u{e0041}",
    // TOML, tab-separated values, YAML.
    "\"\n[dependencies]\npwned = \"1\"\n#",
    "\t200\tapplication/json\t{}\nlist\t200",
    "\n--- !pwned\n- &a *a",
    // Commands in the logs of build services.
    "\n::add-mask::pwned\n",
    "%0A::stop-commands::pwned%0D",
    " ##[add-mask]pwned ##vso[task.setvariable variable=PATH]pwned ##teamcity[pwned]",
];

/// The document with a text at every place.
fn input(test: &str, payload: &str) -> Input {
    let quoted = |text: &str| {
        let text = serde_json::Value::from(text).to_string();
        text[1..text.len() - 1].to_owned()
    };
    let filled = |text: &str| text.replace('§', &quoted(payload));
    // References are pointers, and braces in a path are parameters.
    let pointer = quoted(&payload.replace('%', "%25").replace('~', "~0").replace('/', "~1"));
    let path = quoted(&payload.replace(['{', '}'], ""));
    let document = include_str!("../hostile/openapi.json").replace('¶', &path);
    let document = ["Person", "Firm"].into_iter().fold(document, |document, name| {
        let schema = format!("#/components/schemas/{name}");
        document.replace(&format!("{schema}§"), &format!("{schema}{pointer}"))
    });
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let path = folder.join("openapi.json");
    fs::write(&path, filled(&document)).expect("the target folder can be written");
    let (input, diagnostics) = load_file(&path, "shop");
    let mut input = input.unwrap_or_else(|| panic!("{payload:?} can be read: {diagnostics:?}"));
    input.config =
        serde_json::from_str(&filled(include_str!("../hostile/sdk.json"))).expect("the decisions can be read");
    input.words = serde_json::from_str(&filled(include_str!("../hostile/docs.json"))).expect("the words can be read");
    input
}

/// A document of Swagger 2.0 with a text at every place, and decisions, words and an overlay that have it too.
fn swagger(test: &str, payload: &str, package: &str) -> Input {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    // What YAML does not allow in a text is written as its number.
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        other => format!("\\U{:08x}", u32::from(other)),
    };
    let yaml: String = payload.chars().map(escaped).collect();
    let json = serde_json::Value::from(payload).to_string();
    let files = [
        ("swagger.json", include_str!("../hostile/swagger.json"), &json[1..json.len() - 1]),
        ("sdk.yaml", &(include_str!("../hostile/sdk.yaml").to_owned() + package), &yaml),
        ("docs.yaml", include_str!("../hostile/docs.yaml"), &yaml),
        ("overlay.yaml", include_str!("../hostile/overlay.yaml"), &yaml),
    ];
    for (name, text, payload) in files {
        fs::write(folder.join(name), text.replace('§', payload)).expect("the target folder can be written");
    }
    let (input, diagnostics) = load_dir(&folder);
    assert_eq!(diagnostics, [], "{payload:?}");
    input.expect("it can be read")
}

/// What comes of it, for a test that has a folder of its own.
fn generate(test: &str, payload: &str) -> Outcome {
    pipeline::generate(vec![input(test, payload)], &Layout::Crate("shop-sdk".to_owned()))
}

/// What a crate consists of for the compiler, for rustdoc and for a reader of Markdown.
#[derive(Debug, Default, PartialEq, Eq)]
struct Content {
    /// How many there are of each kind of item and attribute, in each file.
    items: BTreeMap<String, usize>,
    /// Code that rustdoc compiles, in each file.
    doctests: BTreeMap<String, usize>,
    /// Lines of the manifest; headings, rows and code of the readme.
    outline: Vec<String>,
}

fn content(outcome: &Outcome) -> Content {
    let mut content = Content::default();
    for (path, text) in outcome.tree.iter().filter(|(path, _)| !path.starts_with("src/runtime/")) {
        let hidden = |c: &char| is_hidden(*c) && *c != '\n' && !(*c == '\t' && path.ends_with(".tsv"));
        assert_eq!(text.chars().find(hidden), None, "in {path}");
        match path.rsplit('.').next() {
            Some("rs") => rust(path, text, &mut content),
            Some("md") => content.outline.extend(markdown(text, path)),
            Some("tsv") => table(path, text),
            _ => {
                // What is no URL is no homepage.
                let lines = text.lines().filter(|line| !line.starts_with("homepage = "));
                content.outline.push(format!("{path}: {} lines", lines.count()));
            }
        }
    }
    content
}

fn rust(path: &str, text: &str, content: &mut Content) {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let tokens: proc_macro2::TokenStream = quote::quote!(#file);
    let mut comments: Vec<String> = vec![String::new()];
    count(tokens, &mut |word| *content.items.entry(word).or_default() += 1);
    for line in text.lines().map(str::trim_start) {
        match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            Some(line) => {
                let comment = comments.last_mut().expect("there is always one");
                comment.push_str(line.strip_prefix(' ').unwrap_or(line));
                comment.push('\n');
            }
            None => comments.push(String::new()),
        }
    }
    for comment in comments.iter().filter(|comment| !comment.is_empty()) {
        let doctests = markdown(comment, path).iter().filter(|element| *element == "doctest").count();
        *content.doctests.entry(String::new()).or_default() += doctests;
    }
}

/// The words of Rust that begin items, and the attributes and macros.
fn count(tokens: proc_macro2::TokenStream, found: &mut dyn FnMut(String)) {
    use proc_macro2::TokenTree;
    let mut previous = String::new();
    for token in tokens {
        let text = match &token {
            TokenTree::Group(group) => {
                if previous == "#" || previous == "!" {
                    let name = group.stream().into_iter().next().map(|token| token.to_string()).unwrap_or_default();
                    // The attribute of documentation holds text, `#[doc = …]` and `#![doc = …]` alike.
                    if name != "doc" {
                        found(if previous == "#" { format!("#[{name}]") } else { "macro".to_owned() });
                    }
                }
                if previous != "#" {
                    count(group.stream(), found);
                }
                String::new()
            }
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                let items =
                    ["fn", "struct", "enum", "impl", "mod", "use", "static", "const", "type", "trait", "unsafe"];
                if items.contains(&word.as_str()) {
                    found(word.clone());
                }
                word
            }
            TokenTree::Punct(punct) => punct.as_char().to_string(),
            TokenTree::Literal(_) => String::new(),
        };
        previous = text;
    }
}

/// The elements of Markdown, none of which is foreign.
fn markdown(text: &str, path: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut elements = Vec::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Html(html) => assert!(html.starts_with("<!-- @generated by"), "{path}: HTML {html:?} in\n{text}"),
            Event::InlineHtml(html) => panic!("{path}: HTML {html:?} in\n{text}"),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {
                panic!("{path}: {event:?} in\n{text}")
            }
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_) | Tag::Strikethrough) => {
                panic!("{path}: {event:?} in\n{text}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let own = [
                    "https://api.test",
                    "https://other.test/",
                    "https://eu",
                    "https://upload.test/",
                    "https://keepachangelog.com/",
                    "https://semver.org/",
                ];
                let server = own.into_iter().any(|server| dest_url.starts_with(server));
                assert!(
                    !dest_url.contains(':') || server || dest_url.starts_with("crate::"),
                    "{path}: {dest_url} in\n{text}"
                );
            }
            Event::Start(Tag::Heading { .. }) => elements.push("heading".to_owned()),
            Event::Start(Tag::TableRow) => elements.push("row".to_owned()),
            Event::Start(Tag::CodeBlock(kind)) => match kind {
                CodeBlockKind::Fenced(language) if &*language == "text" => {}
                CodeBlockKind::Fenced(language) if &*language == "toml" => {}
                CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => elements.push("doctest".to_owned()),
            },
            _ => {}
        }
    }
    elements
}

/// Every line of a table has its fields, and the one that is a value is JSON: the last, or the names that limits are about.
fn table(path: &str, text: &str) {
    let columns = if path.ends_with("example_values.tsv") { 2 } else { 4 };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), columns, "{path}: {line}");
        let value = if fields[1].starts_with("query ") { fields[2] } else { fields[columns - 1] };
        assert!(value.is_empty() || serde_json::from_str::<serde_json::Value>(value).is_ok(), "{path}: {line}");
    }
}

#[test]
fn text_at_every_place_of_a_document_stays_text() {
    let harmless = content(&generate("stays", " harmless"));
    assert!(PAYLOADS.len() >= 60 && !harmless.items.is_empty() && harmless.doctests[""] > 0);
    for payload in PAYLOADS {
        let outcome = generate("stays", payload);
        let found = report(&outcome.diagnostics, &outcome.files);
        assert!(!outcome.tree.is_empty(), "{payload:?} is no error:\n{found}");
        assert_eq!(content(&outcome), harmless, "with {payload:?}");
    }
}

#[test]
fn text_of_a_swagger_document_of_decisions_and_of_corrections_stays_text() {
    let made = |payload: &str, package: &str| {
        let input = swagger("swagger", payload, package);
        pipeline::generate(vec![input], &Layout::Crate("shop-sdk".to_owned()))
    };
    let described = "  description: \"d§\"\n  authors: [\"a§\"]\n";
    let harmless = ["", described].map(|package| content(&made(" harmless", package)));
    assert!(harmless.iter().all(|content| !content.items.is_empty() && content.doctests[""] > 0));
    for payload in PAYLOADS {
        let outcome = made(payload, "");
        let found = report(&outcome.diagnostics, &outcome.files);
        assert!(!outcome.tree.is_empty(), "{payload:?} is no error:\n{found}");
        assert_eq!(content(&outcome), harmless[0], "with {payload:?}");
        // What a manifest says is one line, or refused.
        let outcome = made(payload, described);
        let found = report(&outcome.diagnostics, &outcome.files);
        if payload.contains(is_hidden) {
            assert!(outcome.tree.is_empty() && found.contains("#/package/description"), "{payload:?}: {found}");
        } else {
            assert_eq!(content(&outcome), harmless[1], "with {payload:?}");
        }
    }
}

#[test]
fn reports_of_hostile_documents_are_harmless_and_valid() {
    for payload in PAYLOADS {
        let outcome = pipeline::check(vec![input("reports", payload)], Level::Root);
        let text = report(&outcome.diagnostics, &outcome.files);
        assert_eq!(text.chars().find(|c| is_hidden(*c) && *c != '\n'), None, "{text}");
        let begins = |line: &str| ["error[", "warning[", "note["].iter().any(|level| line.starts_with(level));
        let lines = text.lines().filter(|line| !line.is_empty());
        assert!(lines.clone().all(|line| begins(line) || line.starts_with("  ")), "{text}");
        let value = to_json(&outcome.diagnostics, &outcome.files);
        let written = format!("{value:#}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json(&written)).ok(), Some(value));
    }
}

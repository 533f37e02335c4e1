//! The documentation as rustdoc renders it: the comments of all crates, in one that needs nothing to be compiled.

use super::{PAYLOADS, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A harmless text, with which everything else is compared.
const HARMLESS: &str = " harmless";

/// Elements that a description may have.
const PROSE: &[&str] = &[
    "blockquote",
    "ol",
    "ol start",
    "ul",
    "li",
    "em",
    "strong",
    "p",
    "br /",
    "pre",
    "pre class",
    "code",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];

/// What the servers of the document begin with, which are the only addresses that are links.
const SERVERS: &[&str] = &["https://other.test/", "https://upload.test/", "https://eu"];

/// The comments of a crate, each as its lines.
fn comments(payload: &str) -> Vec<Vec<String>> {
    let mut comments = Vec::new();
    for (_, text) in generate("rendered", payload)
        .tree
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.contains("runtime/"))
    {
        let mut own: Vec<Vec<String>> = vec![Vec::new()];
        for line in text.lines().map(str::trim_start) {
            match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
                Some(line) => own.last_mut().expect("there is always one").push(line.to_owned()),
                None => own.push(Vec::new()),
            }
        }
        comments.extend(own.into_iter().filter(|comment| !comment.is_empty()));
    }
    comments
}

/// A crate with a page for each payload: a struct whose fields have the comments.
fn write_crate(folder: &Path) -> PathBuf {
    let mut text = String::new();
    for (at, payload) in [HARMLESS].iter().chain(PAYLOADS).enumerate() {
        writeln!(text, "pub struct P{at} {{").expect("a string takes everything");
        for (field, comment) in comments(payload).into_iter().enumerate() {
            comment.iter().for_each(|line| text.extend(["    ///", line, "\n"]));
            writeln!(text, "    pub f{field}: (),").expect("a string takes everything");
        }
        text.push_str("}\n");
    }
    let path = folder.join("payloads.rs");
    fs::create_dir_all(folder).expect("the target folder can be written");
    fs::write(&path, text).expect("the target folder can be written");
    path
}

fn rustdoc(arguments: &[&str], file: &Path) -> String {
    let rustdoc = std::env::var("RUSTDOC").unwrap_or_else(|_| "rustdoc".to_owned());
    let output = Command::new(rustdoc)
        // Without the edition that compiles documentation tests together, listing them compiles nothing.
        .args(["--edition", "2021", "--crate-name", "payloads", "--cap-lints", "allow"])
        .arg(file)
        .args(arguments)
        .output()
        .expect("rustdoc comes with cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("rustdoc prints UTF-8")
}

/// The elements of a page, each with the names of its attributes, and the links that lead out of it.
fn elements(html: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut found, mut links) = (BTreeSet::new(), BTreeSet::new());
    for (at, _) in html.match_indices('<') {
        let tag = &html[at..at + html[at..].find('>').unwrap_or(html.len() - at)];
        // A value may have blanks in it: what is outside of quotes counts.
        let parts: Vec<&str> = tag.split('"').collect();
        let outside = parts.iter().step_by(2).copied().collect::<Vec<_>>().join(" ");
        let words: Vec<&str> = outside.split_whitespace().map(|word| word.trim_end_matches('=')).collect();
        found.insert(words.join(" "));
        let values = parts.chunks_exact(2).map(|pair| pair[1]);
        links.extend(values.filter(|value| value.contains(':') || value.contains("pwned")).map(str::to_owned));
    }
    (found, links)
}

#[test]
fn rendered_documentation_has_no_element_and_no_test_of_a_document() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rendered");
    let _ = fs::remove_dir_all(&folder);
    let file = write_crate(&folder);
    rustdoc(&["--out-dir", &folder.to_string_lossy()], &file);
    let page = |at: usize| {
        let path = folder.join("payloads").join(format!("struct.P{at}.html"));
        let page = fs::read_to_string(path).expect("rustdoc wrote a page");
        // Rustdoc itself puts tables into a box.
        page.replace(&format!("payloads::P{at}"), "payloads::P").replace("<div><table>", "<table>")
    };
    let (harmless, own_links) = elements(&page(0));
    assert!(harmless.len() > 20, "{harmless:?}");
    let mut foreign = Vec::new();
    for (at, payload) in PAYLOADS.iter().enumerate() {
        let (elements, links) = elements(&page(at + 1));
        // Descriptions are Markdown, of which this much is kept.
        let prose = |tag: &&String| PROSE.contains(&tag.trim_start_matches(['<', '/']));
        foreign.extend(elements.difference(&harmless).filter(|tag| !prose(tag)).map(|tag| (payload, tag.clone())));
        let server = |link: &&String| SERVERS.iter().any(|server| link.starts_with(server));
        foreign.extend(links.difference(&own_links).filter(|link| !server(link)).map(|link| (payload, link.clone())));
    }
    assert!(foreign.is_empty(), "{foreign:#?}");

    let listed = rustdoc(&["--test", "--test-args", "--list"], &file);
    let mut tests: BTreeMap<&str, usize> = BTreeMap::new();
    for line in listed.lines().filter(|line| line.ends_with(": test")) {
        let item = line.rsplit(" - ").next().and_then(|item| item.split("::").next()).unwrap_or_default();
        *tests.entry(item).or_default() += 1;
    }
    assert!(tests["P0"] > 0, "{listed}");
    for (at, payload) in PAYLOADS.iter().enumerate() {
        assert_eq!(tests[format!("P{}", at + 1).as_str()], tests["P0"], "documentation tests with {payload:?}");
    }
}

//! Who owns a crate writes guides for it in Markdown.

use generator::diagnostic::Diagnostic;
use generator::load::{Decisions, Request, api_folders, load, load_dir};
use generator::pipeline::{Layout, generate};
use std::fs;
use std::path::{Path, PathBuf};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: { title: Acme, version: "1" }
servers: [{ url: https://api.acme.test }]
paths:
  /anvils:
    get:
      operationId: listAnvils
      tags: [Anvils]
      responses: { "200": { description: Anvils, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
"#;

const GUIDE: &str =
    "# Buy an anvil\n\nSee [`Client`](crate::acme::Client).\n\n```\n# let hidden = 1;\nlet anvils = 2;\n```\n";

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("guides-{name}-{}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be written");
            fs::write(path, text).expect("the folder can be written");
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}

#[test]
fn guides_are_modules_of_the_crate_and_of_its_apis() {
    let folder = Folder::new(
        "workspace",
        &[
            ("package.yaml", "version: 1.2.3"),
            ("guide/index.md", "# Begin\n\n```\n# let hidden = 1;\nlet begin = 2;\n```\n"),
            ("guide/20-errors.md", "# Errors\n"),
            ("acme/openapi.yaml", DOCUMENT),
            ("acme/sdk.yaml", "title: Acme"),
            ("acme/guide/10-buy-anvils.md", GUIDE),
        ],
    );
    assert_eq!(api_folders(&folder.0).expect("the folder can be read"), [folder.0.join("acme")]);
    let (input, diagnostics) = load_dir(&folder.0.join("acme"));
    assert_eq!(messages(&diagnostics), [""; 0]);
    let tree = generate(vec![input.expect("there is a document")], &Layout::Workspace).tree;
    let file = |path: &str| tree.get(path).unwrap_or_else(|| panic!("there is no {path}"));

    assert!(file("src/lib.rs").contains("#[cfg(any(doc, doctest))]\npub mod guide;"));
    assert!(file("src/lib.rs").contains("//! * [Buy an anvil](crate::acme::guide::buy_anvils)"));
    assert!(file("src/lib.rs").contains("//! # let hidden = 1;\n//! let begin = 2;"));
    assert!(file("src/acme/mod.rs").contains("#[cfg(any(doc, doctest))]\npub mod guide;"));
    assert!(file("src/guide/mod.rs").contains("pub mod errors;"));
    assert!(file("src/acme/guide/mod.rs").contains("pub mod buy_anvils;"));
    let guide: String = GUIDE.lines().map(|line| format!("//! {line}").trim_end().to_owned() + "\n").collect();
    assert!(file("src/acme/guide/buy_anvils.rs").contains(&guide));

    let readme = file("README.md");
    assert!(readme.contains("* [Buy an anvil](src/acme/guide/buy_anvils.rs)"), "{readme}");
    assert!(readme.contains("```rust\nlet begin = 2;\n```") && !readme.contains("hidden"), "{readme}");
}

#[test]
fn a_crate_of_its_own_has_guides_beside_its_decisions() {
    let folder = Folder::new(
        "crate",
        &[
            ("openapi.yaml", DOCUMENT),
            ("sdk.yaml", "package: { name: acme }"),
            ("guide/buy.md", GUIDE),
            ("guide/Sell.md", "# Sell"),
            ("guide/lend.md", "Lend."),
        ],
    );
    let request = |file: &str| Request {
        document: Some(folder.0.join("openapi.yaml").into()),
        decisions: Decisions::At(folder.0.join(file)),
        name: "acme".to_owned(),
        ..Request::default()
    };
    let loaded = load(&request("sdk.yaml"));
    let expected = ["`Sell` is no name for a guide", "a guide begins with its heading"];
    assert_eq!(messages(&loaded.diagnostics), expected);
    let named = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref().expect("it has a place");
        Path::new(&loaded.files[place.file].0).file_name().expect("it is a file").to_string_lossy().into_owned()
    };
    assert_eq!(loaded.diagnostics.iter().map(named).collect::<Vec<_>>(), ["Sell.md", "lend.md"]);

    let outcome = generate(loaded.input.into_iter().collect(), &Layout::Crate("acme".to_owned()));
    assert!(outcome.tree.get("src/guide/buy.rs").is_some_and(|text| text.contains("//! # Buy an anvil")));
    assert!(outcome.tree.get("README.md").is_some_and(|text| text.contains("[Buy an anvil](src/guide/buy.rs)")));
    let path = outcome.tree.get("README.md").is_some_and(|text| text.contains("acme = { path = \"../acme\" }"));
    assert!(path, "it is published nowhere yet");

    // Beside a document alone such a folder is about something else.
    let loaded = load(&request("none.yaml"));
    assert!(loaded.diagnostics.is_empty() && loaded.files.len() == 1, "{:?}", loaded.files);
}

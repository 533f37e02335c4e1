//! Who adds an API writes two files and no code.

use generator::load::load_dir;
use generator::pipeline::{Layout, Outcome, generate};
use generator::source::Input;
use std::path::{Path, PathBuf};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Acme, version: "1" }
servers: [{ url: https://api.acme.test }]
paths:
  /anvils/{anvil_id}:
    get:
      operationId: getAnvil
      tags: [Anvils]
      parameters: [{ name: anvil_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: An anvil, content: { application/json: { schema: { $ref: "#/components/schemas/Anvil" } } } }
        "404": { description: None, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
components:
  schemas:
    Anvil:
      type: object
      required: [id, weight]
      properties: { id: { type: string }, weight: { type: integer } }
    Problem: { type: object, properties: { detail: { type: string } } }
"##;

const DECISIONS: &str = r##"
title: Acme
operations:
  overrides: [{ operation: getAnvil, method: get, because: The group holds anvils and nothing else. }]
ids:
  - { id: AnvilId, at: [Anvil.id, "parameter:anvil_id"], because: An anvil. }
"##;

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn load(dir: &Path) -> Input {
    let (input, diagnostics) = load_dir(dir);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    input.expect("without diagnostics there is an input")
}

fn errors(outcome: &Outcome) -> Vec<&generator::diagnostic::Diagnostic> {
    let severe = |diagnostic: &&generator::diagnostic::Diagnostic| {
        diagnostic.code.severity() == generator::diagnostic::Severity::Error
    };
    outcome.diagnostics.iter().filter(severe).collect()
}

#[test]
fn a_third_api_is_two_files() {
    let dir = std::env::temp_dir().join(format!("newcomer-{}", std::process::id())).join("acme");
    std::fs::create_dir_all(&dir).expect("the temporary folder can be written");
    std::fs::write(dir.join("openapi.yaml"), DOCUMENT).expect("the temporary folder can be written");
    std::fs::write(dir.join("sdk.yaml"), DECISIONS).expect("the temporary folder can be written");

    let inputs = vec![load(&dir), load(&spec().join("circle")), load(&spec().join("polar"))];
    let outcome = generate(inputs, &Layout::Workspace);
    assert!(errors(&outcome).is_empty(), "{:?}", errors(&outcome));

    let resource = outcome.tree.get("src/acme/resources/anvils.rs").expect("the resource is there");
    assert!(
        resource.contains("pub fn get(&self, anvil_id: impl Into<ids::AnvilId>) -> Call<models::Anvil, M>"),
        "{resource}"
    );
    assert!(
        outcome
            .tree
            .get("src/acme/errors.rs")
            .is_some_and(|text| text.contains("Problem(Box<crate::acme::models::Problem>)"))
    );
    assert!(outcome.tree.get("Cargo.toml").is_some_and(|text| text.contains("acme-anvils = [\"_acme\"]")));

    // The other APIs are what they are without it.
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk");
    let shared = ["Cargo.toml", "README.md", "src/lib.rs"];
    let others = outcome.tree.iter().filter(|(path, _)| !path.starts_with("src/acme/") && !shared.contains(path));
    for (path, text) in others {
        let found = std::fs::read_to_string(crate_root.join(path)).unwrap_or_default();
        assert!(found == text, "{path} changed with the new API, or `cargo xtask generate` was not run");
    }
    std::fs::remove_dir_all(dir.parent().expect("it is in a folder of its own")).expect("it was written above");
}

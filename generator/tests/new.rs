//! A crate of its own from one document: decisions beside it, what its owner edits, and the check of it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Pet Store, version: "1", license: { name: ISC }, contact: { name: Jane, url: "https://pets.example" } }
servers: [{ url: "https://pets.example" }]
security: []
paths:
  /pets:
    get:
      operationId: pets_list_all_of_them_now
      tags: [pets]
      parameters:
        - { name: page, in: query, schema: { type: integer, default: 1 } }
        - { name: per_page, in: query, schema: { type: integer, maximum: 50 } }
      responses:
        "200":
          description: Pets.
          content: { application/json: { schema: { type: object, required: [data, meta], properties: { data: { type: array, items: { $ref: "#/components/schemas/Pet" } }, meta: { type: object, required: [last_page], properties: { last_page: { type: integer } } } } } } }
    post:
      operationId: createPet
      tags: [pets]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses:
        "201": { description: The pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "422": { description: Not accepted., content: { application/json: { schema: { type: object, properties: { detail: { type: array, items: { type: object, properties: { loc: { type: array, items: { type: string } }, msg: { type: string } } } } } } } } }
  /pets/{pet_id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{ name: pet_id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: The pet., content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
        "404": { description: No such pet., content: { application/json: { schema: { type: object, properties: { code: { type: string }, message: { type: string } } } } } }
components:
  schemas:
    Pet: { type: object, required: [id, name], properties: { id: { type: string }, name: { type: string }, kind: { enum: [cat, dog] } } }
"##;

const DECISIONS: &str = "document: pets.yaml
package:
  name: pet-store
  description: Client of the pet store.
  license: MIT
  keywords: [pets]
operations:
  overrides:
    - { operation: pets_list_all_of_them_now, method: list, because: That is what it does. }
";

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("new-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("it is below the folder")).expect("the folder can be written");
    fs::write(path, text).expect("the folder can be written");
}

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_with(folder, arguments, "")
}

fn run_with(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    command.args(arguments).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the generator starts");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}

/// Runs a command that has to succeed.
fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, said, complaints) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {said}{complaints}");
    said
}

#[test]
fn a_folder_with_decisions_needs_no_arguments() {
    let folder = folder("folder");
    put(&folder, "pets.yaml", DOCUMENT);
    put(&folder, "sdk.yaml", DECISIONS);
    assert_eq!(run(&folder, &["new", "--check"]).0, 1);
    let planned = done(&folder, &["new", "--dry-run"]);
    assert!(planned.contains("new: src/lib.rs") && !folder.join("src").exists(), "{planned}");
    done(&folder, &["new"]);
    done(&folder, &["new", "--check"]);
    assert!(text(&folder, "src/resources/pets.rs").contains("pub fn list(&self)"));
    let manifest = text(&folder, "Cargo.toml");
    for line in ["name = \"pet-store\"", "license = \"MIT\"", "keywords = [\"pets\"]", "authors = [\"Jane\"]"] {
        assert!(manifest.contains(line), "{manifest}");
    }
    assert!(text(&folder, "LICENSE-MIT").contains("Jane") && !folder.join("LICENSE-APACHE").exists());

    // From elsewhere the folder is named; and the decisions apply to what is checked too.
    let outside = folder.parent().expect("it is in the target folder");
    done(outside, &["new", "new-folder", "--check"]);
    let said = done(outside, &["check", "new-folder", "--format", "json"]);
    assert!(said.contains("\"resources::Pets::list\""), "{said}");

    let renamed = DECISIONS.replace("method: list", "method: all");
    put(&folder, "sdk.yaml", &renamed);
    let (code, said, _) = run(&folder, &["new", "--check"]);
    assert!(code == 1 && said.contains("stale: src/resources/pets.rs"), "{said}");
    done(&folder, &["new"]);
    assert!(text(&folder, "src/resources/pets.rs").contains("pub fn all(&self)"));
}

#[test]
fn decisions_are_read_beside_the_document_or_from_the_file_given() {
    let folder = folder("config");
    put(&folder, "api/pets.yaml", DOCUMENT);
    put(&folder, "api/sdk.yaml", &DECISIONS.replace("document: pets.yaml\n", ""));
    put(
        &folder,
        "other/acme.yaml",
        &DECISIONS.replace("document: pets.yaml\n", "").replace("method: list", "method: every"),
    );
    put(&folder, "other/docs.yaml", "operations:\n  createPet: { summary: Takes a pet in. }\n");
    done(&folder, &["new", "api/pets.yaml", "--out", "one"]);
    assert!(text(&folder, "one/src/resources/pets.rs").contains("pub fn list(&self)"));
    done(&folder, &["new", "api/pets.yaml", "--config", "other/acme.yaml", "--out", "two", "--name", "other-pets"]);
    let resource = text(&folder, "two/src/resources/pets.rs");
    assert!(resource.contains("pub fn every(&self)") && resource.contains("Takes a pet in."), "{resource}");
    assert!(text(&folder, "two/Cargo.toml").contains("name = \"other-pets\""));

    put(&folder, "bare.yaml", DOCUMENT);
    let (code, _, said) = run(&folder, &["new", "bare.yaml", "--out", "three"]);
    assert!(code == 2 && said.contains("--name") && said.contains("package:"), "{said}");
    let (code, _, said) = run(&folder, &["new", "bare.yaml", "--name", "three"]);
    assert!(code == 2 && said.contains("--out"), "{said}");
}

#[test]
fn broken_decisions_stop_before_what_follows_from_them() {
    let folder = folder("broken");
    put(&folder, "pets.yaml", &DOCUMENT.replace("type: string }, kind", "type: string, lenght: 3 }, kind"));
    put(&folder, "sdk.yaml", &DECISIONS.replace("overrides:", "overides:"));
    for command in ["new", "check"] {
        let (code, _, said) = run(&folder, &[command, "pets.yaml"]);
        assert!(code == 3 && said.contains("sdk.yaml:8:3") && said.contains("`overrides` may be meant"), "{said}");
        assert!(!said.contains("SDK0201"), "{said}");
    }
    put(&folder, "sdk.yaml", &DECISIONS.replace("name: pet-store", "name: http"));
    let (code, _, said) = run(&folder, &["new"]);
    assert!(
        code == 3 && said.contains("sdk.yaml:3:3") && said.contains("it depends on a crate of that name"),
        "{said}"
    );
}

#[test]
fn what_the_owner_edits_stays() {
    let folder = folder("owner");
    put(&folder, "pets.yaml", DOCUMENT);
    put(&folder, "sdk.yaml", DECISIONS);
    done(&folder, &["new"]);
    let edited = ["examples/list.rs", "CHANGELOG.md", ".gitignore", ".github/workflows/ci.yml", "LICENSE-MIT"];
    for path in edited {
        put(&folder, path, "mine");
    }
    fs::remove_file(folder.join("examples/create.rs")).expect("it was written");
    fs::remove_file(folder.join("tests/examples.rs")).expect("it was written");
    let manifest = text(&folder, "Cargo.toml").replace("version = \"0.1.0\"", "version = \"0.3.0\"");
    put(&folder, "Cargo.toml", &(manifest + "\n[profile.release]\nlto = true\n"));
    done(&folder, &["new", "--check"]);

    // Another resource and another decision: what is generated follows, what is edited stays.
    let more = "  /shops:\n    get: { operationId: listShops, tags: [shops], responses: { \"204\": { description: ok } } }\ncomponents:";
    put(&folder, "pets.yaml", &DOCUMENT.replace("components:\n", &format!("{more}\n")));
    put(
        &folder,
        "sdk.yaml",
        &DECISIONS.replace("license: MIT", "license: MIT\n  version: \"0.2.0\"\n  homepage: https://pets.example/rust"),
    );
    done(&folder, &["new"]);
    for path in edited {
        assert_eq!(text(&folder, path), "mine", "{path}");
    }
    assert!(!folder.join("examples/create.rs").exists() && !folder.join("tests/examples.rs").exists());
    let manifest = text(&folder, "Cargo.toml");
    for line in ["version = \"0.3.0\"", "lto = true", "shops = [", "homepage = \"https://pets.example/rust\""] {
        assert!(manifest.contains(line), "{manifest}");
    }
    done(&folder, &["new", "--check"]);

    // A file that nobody has edited follows; one in `src` that somebody has edited is reported.
    assert!(text(&folder, "examples/get.rs").contains("client.pets().get("));
    put(&folder, "src/lib.rs", "// mine");
    let (code, said, _) = run(&folder, &["new", "--check"]);
    assert!(code == 1 && said.contains("stale: src/lib.rs"), "{said}");
}

#[test]
fn a_missing_schema_costs_one_property() {
    let folder = folder("dangling");
    put(
        &folder,
        "pets.yaml",
        &DOCUMENT.replace("kind: { enum: [cat, dog] }", "kind: { $ref: \"#/components/schemas/Kind\" }"),
    );
    let new = ["new", "pets.yaml", "--name", "pet-store", "--out", "out"];
    let (code, _, said) = run(&folder, &[&new[..], &["--strict"]].concat());
    assert!(code == 3 && said.contains("warning[SDK0217]"), "{said}");
    done(&folder, &[&new[..], &["--strict", "--allow-dangling"]].concat());
    done(&folder, &new);
    let model = text(&folder, "out/src/models/pet.rs");
    assert!(model.contains("pub kind: Option<Json>,"), "{model}");
}

#[test]
fn a_root_widens_what_references_reach() {
    let folder = folder("root");
    let pet = "type: object\nproperties: { id: { type: string } }\n";
    put(&folder, "common/pet.yaml", pet);
    let document = DOCUMENT.replace("\"#/components/schemas/Pet\"", "\"../../common/pet.yaml\"");
    put(&folder, "apis/pets/openapi.yaml", &document);
    let (code, _, said) = run(&folder, &["check", "apis/pets/openapi.yaml"]);
    assert!(code == 3 && said.contains("SDK0109") && said.contains("--root"), "{said}");
    done(&folder, &["check", "apis/pets/openapi.yaml", "--root", "."]);
    let (code, _, said) = run(&folder, &["check", "apis/pets/openapi.yaml", "--root", "apis"]);
    assert!(code == 3 && said.contains("SDK0109"), "{said}");
    // What is decided once need not be said again.
    put(&folder, "apis/pets/sdk.yaml", "document: { file: openapi.yaml, root: ../.. }\npackage: { name: pet-store }\n");
    done(&folder.join("apis/pets"), &["new"]);
    assert!(folder.join("apis/pets/src/models/common_pet.rs").exists());
}

#[test]
fn a_document_may_come_through_a_pipe() {
    let folder = folder("pipe");
    let (code, said, complaints) = run_with(&folder, &["new", "-", "--name", "pet-store", "--out", "out"], DOCUMENT);
    assert_eq!(code, 0, "{said}{complaints}");
    assert!(folder.join("out/src/models/pet.rs").exists());
    let (code, _, complaints) = run_with(&folder, &["check", "-"], "openapi: [");
    assert!(code == 3 && complaints.contains("<stdin>"), "{complaints}");
}

#[test]
fn a_first_file_of_decisions_finds_its_document_from_a_folder_beside() {
    let folder = folder("init-beside");
    put(&folder, "here/pets.yaml", DOCUMENT);
    done(&folder.join("here"), &["init", "pets.yaml", "--out", "../made"]);
    let decisions = text(&folder, "made/sdk.yaml");
    assert!(decisions.contains("\ndocument: \"../here/pets.yaml\"\n"), "{decisions}");
    done(&folder.join("made"), &["new"]);
}

#[test]
fn init_writes_what_is_assumed_and_it_can_be_decided_as_it_is() {
    let folder = folder("init");
    put(&folder, "pets.yaml", DOCUMENT);
    done(&folder, &["init", "pets.yaml"]);
    let decisions = text(&folder, "sdk.yaml");
    insta::assert_snapshot!(decisions);
    assert_eq!(run(&folder, &["init", "pets.yaml"]).0, 2, "what is there is not replaced");
    done(&folder, &["new"]);
    done(&folder, &["new", "--check", "--strict"]);
    let methods = |folder: &Path| {
        let text = text(folder, "src/resources/pets.rs");
        text.lines()
            .filter_map(|line| line.trim().strip_prefix("pub fn ")?.split('(').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let before = methods(&folder);

    // Every proposal is valid, and taking all of them over changes no name.
    let all: String = decisions
        .lines()
        .filter(|line| !line.starts_with("##") && !line.starts_with("# yaml"))
        .map(|line| {
            line.strip_prefix("# ").or_else(|| line.strip_prefix('#').map(|rest| &rest[1..])).unwrap_or(line).to_owned()
                + "\n"
        })
        .collect();
    put(&folder, "sdk.yaml", &all);
    let said = done(&folder, &["new", "--strict"]);
    assert_eq!(methods(&folder), before, "{said}{all}");
    assert!(text(&folder, "src/ids.rs").contains("PetId"), "ids are adopted too");
}

#[test]
fn programs_and_workflows_can_read_what_is_said() {
    let folder = folder("formats");
    put(&folder, "pets.yaml", &DOCUMENT.replace("type: string }, kind", "type: string, lenght: 3 }, kind"));
    let new = ["new", "pets.yaml", "--name", "pet-store", "--out", "out"];
    let said = done(&folder, &[&new[..], &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&said).expect("it prints JSON");
    assert_eq!(report["diagnostics"][0]["code"], "SDK0201");
    assert!(report["written"].as_array().is_some_and(|written| written.iter().any(|path| path == "src/lib.rs")));
    let said = done(&folder, &["check", "pets.yaml", "--format", "github"]);
    let line = said.lines().find(|line| line.starts_with("::warning ")).expect("there is a warning");
    assert!(line.starts_with("::warning title=SDK0201,file=pets.yaml,line=34,col="), "{line}");
    assert!(line.ends_with("%0Anote: it has no effect"), "{line}");
    let (_, _, said) = run(&folder, &["check", "pets.yaml", "--color", "always"]);
    assert!(said.contains("\u{1b}[1;33mwarning[SDK0201]\u{1b}[0m"), "{said}");
    let (_, _, said) = run(&folder, &["check", "pets.yaml"]);
    assert!(!said.contains('\u{1b}'), "{said}");
}

#[test]
fn shells_and_people_get_help() {
    let folder = folder("help");
    assert_eq!(done(&folder, &["--version"]), format!("generator {}\n", env!("CARGO_PKG_VERSION")));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(done(&folder, &["completions", shell]).contains("allow-dangling"), "{shell}");
    }
    assert!(done(&folder, &["man"]).contains(".TH generator"));
    done(&folder, &["man", "--out", "man"]);
    assert!(folder.join("man/generator-new.1").exists());
}

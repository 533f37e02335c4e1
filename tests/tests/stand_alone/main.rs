//! A crate that `generator new` makes of a document stands on its own: it compiles without a warning, its API is at
//! its root, and it depends on the versions that the runtime is tested with.

mod precision;

use clap::Parser;
use generator::cli::{Cli, run};
use generator::load::load_file;
use generator::pipeline::{Layout, generate};
use generator::tree::{self, FileTree, Options};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

/// How the documents of these tests begin.
const DOCUMENT_HEAD: &str = r#"
openapi: 3.1.0
info: { title: Pet Store API, version: "1" }
servers: [{ url: https://pets.test }]
security: []"#;

/// Groups whose names the crate has for itself, ids in paths, a union, errors, pages and an event.
const DOCUMENT: &str = r##"
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        "200": { description: Pets, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } } }
        default: { description: A problem, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
    post:
      operationId: createPet
      tags: [pets]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "201": { description: The pet, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }
  /webhooks/{id}:
    delete:
      operationId: deleteWebhook
      tags: [webhooks]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Gone } }
webhooks:
  pet.sold: { post: { requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Sold" } } } }, responses: { "204": { description: Read } } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string }, kind: { enum: [cat, dog] }, owner: { oneOf: [{ type: string }, { $ref: "#/components/schemas/Pet" }] } } }
    Problem: { type: object, properties: { detail: { type: string } } }
    Sold: { type: object, required: [type], properties: { type: { const: pet.sold }, pet: { $ref: "#/components/schemas/Pet" } } }
"##;

/// What a user writes, with the paths the README has.
const USER: &str = r##"//! A user of the crate.

use pet_store::models::{Pet, PetKind};
use pet_store::webhooks::Event;
use pet_store::{Client, Environment, Error, ErrorDetail, resources, testing};

fn main() {
    testing::run(async |client: Client| {
        let pet = client.pets().create(Pet::new("Tom").kind(PetKind::Cat)).await?;
        let pets = client.pets().list().limit(5).await?;
        println!("{} {}", pet.name, pets.len());
        client.webhooks().delete("1").await
    });
    let _: fn(&Error) -> Option<&ErrorDetail> = Error::detail;
    let _: Option<resources::Pets<pet_store::Async>> = None;
    println!("{:?} {:?}", Environment::ALL, Event::NAMES);
}
"##;

const USER_MANIFEST: &str = r#"[package]
name = "user"
edition = "2024"

[dependencies]
pet-store = { path = "../pet-store", default-features = false, features = ["full", "webhooks", "testing"] }
"#;

/// The profile of this workspace, so that what is compiled already need not be compiled again.
const WORKSPACE_MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["pet-store", "user"]

[profile.dev]
debug = "line-tables-only"
"#;

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn made(folder: &Path) -> FileTree {
    let document = folder.join("pets.yaml");
    fs::write(&document, format!("{DOCUMENT_HEAD}{DOCUMENT}")).expect("the target folder can be written");
    let (input, diagnostics) = load_file(&document, "pet_store");
    assert_eq!(diagnostics, []);
    let outcome =
        generate(vec![input.expect("without diagnostics there is an input")], &Layout::Crate("pet-store".to_owned()));
    assert_eq!(outcome.diagnostics, []);
    outcome.tree
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(folder.join("user/src")).expect("the target folder can be written");
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(folder).output().expect("cargo starts");
    let Output { status, stdout, stderr } = output;
    let text = |bytes| String::from_utf8(bytes).expect("cargo prints text");
    (status.success(), text(stdout), text(stderr))
}

#[test]
fn names_that_no_crate_can_have_are_refused() {
    let folder = folder("misnamed");
    let document = folder.join("pets.yaml");
    fs::write(&document, format!("{DOCUMENT_HEAD}{DOCUMENT}")).expect("the target folder can be written");
    for name in ["bytes", "http-body", "type", "std", "9pets", "pet store"] {
        let out = folder.join("out");
        let arguments = ["generator", "new", path(&document), "--out", path(&out), "--name", name];
        let exit = run(Cli::try_parse_from(arguments).expect("the arguments are complete"));
        assert_eq!(format!("{exit:?}"), format!("{:?}", ExitCode::from(2)), "{name}");
        assert!(!out.exists(), "{name}");
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the target folder has a name in UTF-8")
}

/// Without the HTTP clients, which take a minute to compile and are the same in every crate.
#[test]
fn it_compiles_without_a_warning() {
    let folder = folder("stand-alone");
    let put = |path: &str, text: &str| fs::write(folder.join(path), text).expect("the target folder can be written");
    tree::write(&folder.join("pet-store"), &made(&folder), &Options::default())
        .expect("the target folder can be written");
    put("Cargo.toml", WORKSPACE_MANIFEST);
    put("user/Cargo.toml", USER_MANIFEST);
    put("user/src/main.rs", USER);
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("the workspace is locked");
    put("Cargo.lock", &lock);

    // The folder is `tmp` in the target folder of the workspace.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let target = target.display().to_string();
    let (compiles, _, said) =
        cargo(&folder, &["check", "--quiet", "--offline", "--package", "user", "--target-dir", &target]);
    assert!(compiles && said.is_empty(), "{said}");
}

#[test]
fn it_depends_on_what_the_runtime_is_tested_with() {
    let folder = folder("stand-alone-manifest");
    tree::write(&folder.join("pet-store"), &made(&folder), &Options::default())
        .expect("the target folder can be written");
    fs::write(folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"pet-store\"]\n")
        .expect("the target folder can be written");
    let generated = package(&folder, "pet-store");
    let runtime = package(workspace(), "sdk-runtime");
    assert_eq!(dependencies(&generated), dependencies(&runtime));
    assert_eq!(generated["rust_version"], runtime["rust_version"]);

    let features = |package: &Value| -> BTreeSet<String> {
        package["features"].as_object().expect("a package has features").keys().cloned().collect()
    };
    let own = features(&generated).difference(&features(&runtime)).cloned().collect::<Vec<_>>();
    assert_eq!(own, ["_client", "full", "pets", "webhooks-resource"]);
}

/// What cargo knows of a package of the workspace in a folder.
fn package(folder: &Path, name: &str) -> Value {
    let (done, metadata, said) = cargo(folder, &["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    assert!(done, "{said}");
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("a workspace has packages");
    packages.iter().find(|package| package["name"] == name).expect("the package is in the workspace").clone()
}

/// Name, requirement and features of each dependency.
fn dependencies(package: &Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().expect("a package has dependencies");
    let needed = all.iter().filter(|dependency| dependency["kind"].is_null());
    let parts = ["name", "rename", "req", "optional", "uses_default_features", "features"];
    needed.map(|dependency| parts.map(|part| dependency[part].to_string()).join(" ")).collect()
}

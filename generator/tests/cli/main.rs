//! The commands as a user runs them: exit codes, what is said where, and that a failed run writes nothing.

mod formats;
mod releases;
mod walk;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: Shop, version: "1", description: Sells things. }
servers: [{ url: "https://shop.example" }]
security: []
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      summary: Reads an order.
      x-codeSamples: [{ lang: Rust }]
      parameters: [{ name: id, in: path, required: true, schema: { type: string, title: Order Id } }]
      responses:
        "200":
          description: The order.
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
components:
  schemas:
    Unused: { type: object }
    Order:
      title: Order
      description: An order.
      type: object
      properties:
        zip: { type: string, example: "1234" }
        id: { type: string }
"##;

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_generator")).args(arguments).current_dir(folder).output();
    let Output { status, stdout, stderr } = output.expect("the generator starts");
    let text = |bytes| String::from_utf8(bytes).expect("it prints text");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    let folder = folder("exit");
    fs::write(folder.join("good.yaml"), DOCUMENT).expect("the folder can be written");
    fs::write(folder.join("bad.yaml"), DOCUMENT.replace("schemas/Order\"", "schemas/Order/nowhere\""))
        .expect("it can be written");
    let warned = DOCUMENT.replace("        id: { type: string }", "        id: { type: string, lenght: 3 }");
    fs::write(folder.join("warned.yaml"), warned).expect("the folder can be written");
    let code = |arguments: &[&str]| run(&folder, arguments).0;
    assert_eq!(code(&["check", "good.yaml"]), 0);
    assert_eq!(code(&["check", "warned.yaml"]), 0, "warnings are reported and no more");
    assert_eq!(code(&["check", "warned.yaml", "--strict"]), 3);
    assert_eq!(code(&["check", "bad.yaml"]), 3);
    assert_eq!(code(&["check", "missing.yaml"]), 4);
    assert_eq!(code(&["sync", "shop", "--from", "missing.yaml"]), 4);
    assert_eq!(code(&["generate", "missing"]), 4);
    assert_eq!(code(&["frobnicate"]), 2);
    assert_eq!(code(&["explain", "SDK9999"]), 2);
    assert_eq!(code(&["new", "good.yaml", "--out", "out", "--name", "1st"]), 2);
    assert_eq!(code(&["new", "bad.yaml", "--out", "out", "--name", "shop"]), 3);
    fs::write(folder.join("file"), "").expect("the folder can be written");
    let (code, _, said) = run(&folder, &["new", "good.yaml", "--out", "file/out", "--name", "shop"]);
    assert!(code == 4 && said.contains("`file/out` cannot be written"), "{said}");
    assert!(!folder.join("out").exists() && !folder.join("spec").exists(), "a failed run writes nothing");
}

#[test]
fn a_denied_change_is_an_exit_code() {
    let folder = folder("deny");
    fs::write(folder.join("old.yaml"), DOCUMENT).expect("the folder can be written");
    let zip = "        zip: { type: string, example: \"1234\" }\n";
    fs::write(folder.join("less.yaml"), DOCUMENT.replace(zip, "")).expect("the folder can be written");
    fs::write(folder.join("more.yaml"), DOCUMENT.replace(zip, &format!("{zip}        city: {{ type: string }}\n")))
        .expect("the folder can be written");
    let code = |arguments: &[&str]| run(&folder, &[&["diff"], arguments].concat()).0;
    assert_eq!(code(&["old.yaml", "less.yaml"]), 0, "nothing is denied");
    assert_eq!(code(&["old.yaml", "less.yaml", "--deny", "breaking"]), 1);
    assert_eq!(code(&["old.yaml", "more.yaml", "--deny", "breaking"]), 0);
    assert_eq!(code(&["old.yaml", "more.yaml", "--deny", "addition"]), 1);
    assert_eq!(code(&["old.yaml", "old.yaml", "--deny", "addition"]), 0);
    assert_eq!(code(&["old.yaml", "missing.yaml", "--deny", "breaking"]), 4);
}

#[test]
fn a_watched_tree_follows_what_is_saved() {
    let folder = folder("watch");
    fs::create_dir_all(folder.join("spec/shop")).expect("the folder can be written");
    let document = folder.join("spec/shop/openapi.yaml");
    fs::write(&document, DOCUMENT).expect("the folder can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    command.args(["generate", "--out", "sdk", "--name", "shops", "--watch"]).current_dir(&folder);
    let mut watching = command.stdout(std::process::Stdio::null()).spawn().expect("the generator starts");
    let order = folder.join("sdk/src/shop/models/order.rs");
    let comes = |field: &str| {
        let there = || fs::read_to_string(&order).is_ok_and(|text| text.contains(field));
        (0..600).any(|_| {
            there() || {
                std::thread::sleep(std::time::Duration::from_millis(100));
                false
            }
        })
    };
    let first = comes("pub zip: ");
    fs::write(&document, DOCUMENT.replace("zip:", "postal_code:")).expect("the folder can be written");
    let second = comes("pub postal_code: ");
    // A document with a mistake is reported, and the next one is read all the same.
    fs::write(&document, "openapi: 3.1.0\npaths: [").expect("the folder can be written");
    fs::write(&document, DOCUMENT.replace("zip:", "city:")).expect("the folder can be written");
    let third = comes("pub city: ");
    watching.kill().and_then(|()| watching.wait()).expect("it was running");
    assert!(first && second && third, "{first} {second} {third}");
}

#[test]
fn timings_are_those_of_every_pass() {
    let folder = folder("timings");
    fs::create_dir_all(folder.join("spec/shop")).expect("the folder can be written");
    fs::write(folder.join("spec/shop/openapi.yaml"), DOCUMENT).expect("the folder can be written");
    let generate =
        |timings: &[&str]| run(&folder, &[&["generate", "--out", "sdk", "--name", "shops"], timings].concat());
    let (code, said, _) = generate(&["--timings"]);
    assert_eq!(code, 0);
    let passes: Vec<&str> = said.lines().filter(|line| line.contains(" ms ")).map(|line| line[..24].trim()).collect();
    let names = ["bundle", "downlevel", "lower", "analyze", "name", "docs"].map(|pass| format!("shop {pass}"));
    let all = [
        &["all read".to_owned()],
        names.as_slice(),
        &["all view, render".to_owned(), "all tree".to_owned(), "all".to_owned()],
    ]
    .concat();
    assert_eq!(passes, all);
    // Being measured changes nothing.
    assert!(generate(&[]).1.contains(" 0 files written"), "the same tree");
}

#[test]
fn generating_again_names_what_it_removes_and_what_it_leaves() {
    let folder = folder("again");
    fs::create_dir_all(folder.join("shop/src")).expect("the folder can be written");
    fs::write(folder.join("shop/src/openapi.yaml"), DOCUMENT).expect("the folder can be written");
    let new: &[&str] = &["new", "shop/src/openapi.yaml", "--out", "shop", "--name", "shop"];
    assert_eq!(run(&folder, new).0, 0);
    fs::write(folder.join("shop/src/mine.rs"), "// mine").expect("the folder can be written");
    let renamed = DOCUMENT.replace("schemas/Order\"", "schemas/Sale\"").replace("    Order:", "    Sale:");
    fs::write(folder.join("shop/src/openapi.yaml"), &renamed).expect("the folder can be written");
    let (code, said, complaints) = run(&folder, new);
    assert_eq!((code, complaints.as_str()), (0, ""));
    for line in [
        "removed: src/models/order.rs",
        "left: src/mine.rs (not generated)",
        "left: src/openapi.yaml (what is generated from)",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(fs::read_to_string(folder.join("shop/src/mine.rs")).expect("it is there"), "// mine");

    let file = folder.join("shop/src/lib.rs");
    fs::write(&file, "// mine").expect("the folder can be written");
    let other = renamed.replace("tags: [orders]", "").replace("title: Shop", "title: Store");
    fs::write(folder.join("shop/src/openapi.yaml"), other).expect("the folder can be written");
    let (code, _, complaints) = run(&folder, new);
    assert_eq!(code, 4);
    assert!(complaints.contains("\"src/lib.rs\": changed since it was generated"), "{complaints}");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "// mine");
    assert_eq!(run(&folder, &[new, &["--force"]].concat()).0, 0);
    assert_ne!(fs::read_to_string(&file).expect("it is there"), "// mine");
}

#[test]
fn a_long_tag_gets_a_short_file_and_a_device_no_file() {
    let folder = folder("long");
    let tags = ["word ".repeat(60), "aux".to_owned()];
    let path = |(at, tag): (usize, &String)| {
        format!(
            "  /{at}: {{ get: {{ operationId: op{at}, tags: [\"{tag}\"], responses: {{ '204': {{ description: Ok. }} }} }} }}\n"
        )
    };
    let paths: String = tags.iter().enumerate().map(path).collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\nservers: [{{ url: 'https://a.example' }}]\nsecurity: []\npaths:\n{paths}"
    );
    fs::write(folder.join("openapi.yaml"), document).expect("the folder can be written");
    let (code, _, complaints) = run(&folder, &["new", "openapi.yaml", "--out", "out", "--name", "long"]);
    assert_eq!((code, complaints.as_str()), (0, ""));
    let files = fs::read_dir(folder.join("out/src/resources")).expect("it is there");
    let mut names: Vec<String> =
        files.map(|file| file.expect("it is there").file_name().to_string_lossy().into_owned()).collect();
    names.sort_by_key(String::len);
    assert_eq!(&names[..2], ["mod.rs", "aux_group.rs"]);
    assert!(names[2].len() <= 104, "{names:?}");
    assert_eq!(run(&folder, &["new", "openapi.yaml", "--out", "out", "--name", "nul"]).0, 2);
}

#[test]
fn json_is_for_programs() {
    let folder = folder("json");
    let document = DOCUMENT.replace("        id: { type: string }", "        id: { type: string, lenght: 3 }");
    fs::write(folder.join("openapi.yaml"), document).expect("the folder can be written");
    let (code, said, _) = run(&folder, &["check", "openapi.yaml", "--format", "json"]);
    assert_eq!(code, 0);
    let report: serde_json::Value = serde_json::from_str(&said).expect("it prints JSON");
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["code"], "SDK0201");
    assert_eq!(diagnostic["pointer"], "/components/schemas/Order/properties/id/lenght");
    assert_eq!((&diagnostic["line"], &diagnostic["severity"]), (&25.into(), &"warning".into()));
    assert_eq!(report["apis"][0]["counts"]["operations"], 1);
    assert_eq!(report["apis"][0]["operations"][0]["id"], "getOrder");
}

#[test]
fn explanations_name_every_code() {
    let (code, said, _) = run(&folder("explain"), &["explain"]);
    assert_eq!(code, 0);
    assert_eq!(said.lines().count(), generator::diagnostic::Code::ALL.len());
    let (code, said, _) = run(&folder("explain"), &["explain", "sdk0204"]);
    assert_eq!(code, 0);
    assert!(said.starts_with("SDK0204\n\nA `$ref` leads to a place"), "{said}");
    for code in generator::diagnostic::Code::ALL.iter().map(|code| code.as_str()) {
        let (_, said, _) = run(&folder("explain"), &["explain", code]);
        // No document is known that the audit lets through and the reader rejects.
        assert_eq!(said.contains("What is said about it, and how to mend it:"), code != "SDK0299", "{said}");
    }
}

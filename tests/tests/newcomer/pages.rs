//! The pages of CONTRIBUTING.md that say how something is added are followed by the letter, in a copy of the sources:
//! what they say to insert is inserted where they say, and the generator that comes out has what was added.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::{env, fs};

/// A step of a page: where to put what.
struct Edit {
    file: String,
    /// The line that is there, and whether the new text goes in front of it; none for a new file.
    anchor: Option<(Side, String)>,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The steps of the section of this name: lines such as ``1. In `FILE`, after `LINE`:`` or ``2. A new file `FILE`:``, each
/// with a block of code below.
fn edits(section: &str) -> Vec<Edit> {
    let guide = fs::read_to_string(workspace().join("CONTRIBUTING.md")).expect("the guide is there");
    let page = guide.split("\n## ").find(|page| page.lines().next() == Some(section)).expect("it has the page");
    let mut lines = page.lines();
    let mut edits = Vec::new();
    while let Some(line) = lines.next() {
        let is_step = line.starts_with(|c: char| c.is_ascii_digit());
        let spans: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let (file, anchor) = match (spans.as_slice(), line.contains("A new file")) {
            ([file], true) => (file, None),
            ([file, anchor], false) if line.contains(", after `") => (file, Some((Side::After, anchor.to_string()))),
            ([file, anchor], false) if line.contains(", before `") => (file, Some((Side::Before, anchor.to_string()))),
            _ => continue,
        };
        assert!(is_step, "steps are numbered: {line}");
        let mut code = lines.by_ref().skip_while(|line| !line.trim_start().starts_with("```"));
        let fence = code.next().expect("a step has a block of code");
        let indent = fence.len() - fence.trim_start().len();
        let text = lines.by_ref().take_while(|line| line.trim() != "```");
        let text = text.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect();
        edits.push(Edit { file: (*file).to_owned(), anchor, text });
    }
    edits
}

impl Edit {
    fn apply(&self, root: &Path, replaced: (&str, &str)) {
        let text = self.text.replace(replaced.0, replaced.1);
        let path = root.join(self.file.replace(replaced.0, replaced.1));
        let Some((side, anchor)) = &self.anchor else {
            assert!(!path.exists(), "{} is a new file", path.display());
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the copy can be written");
            return fs::write(path, text).expect("the copy can be written");
        };
        let before = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", self.file));
        let places: Vec<_> =
            before.lines().enumerate().filter(|(_, line)| line.trim().starts_with(anchor.as_str())).collect();
        let [(place, _)] = places.as_slice() else {
            panic!("`{anchor}` begins one line of {}, not {}: correct the page", self.file, places.len())
        };
        let at = if *side == Side::Before { *place } else { place + 1 };
        let mut lines: Vec<&str> = before.lines().collect();
        lines.splice(at..at, text.lines());
        fs::write(path, lines.join("\n") + "\n").expect("the copy can be written");
    }
}

/// The steps of both pages, and the number they give to the diagnostic.
struct Pages {
    diagnostic: Vec<Edit>,
    format: Vec<Edit>,
    code: String,
}

/// A generator that was built after all steps were done.
struct Built {
    pages: Pages,
    folder: PathBuf,
    binary: PathBuf,
}

/// Both pages are followed in one copy, so that the generator is compiled once.
fn built() -> &'static Built {
    static BUILT: LazyLock<Built> = LazyLock::new(|| {
        let code = free_number("SDK02");
        let pages = Pages { diagnostic: edits("Add a diagnostic"), format: edits("Add a format"), code };
        let (workspace, folder) = copy("pages");
        pages.diagnostic.iter().for_each(|edit| edit.apply(&folder, ("SDK02nn", &pages.code)));
        pages.format.iter().for_each(|edit| edit.apply(&folder, ("", "")));
        // What was compiled for the workspace is used; the program is put where none of the workspace is.
        let programs = workspace.with_file_name("pages-target");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--offline", "--package", "generator", "--target-dir"]).arg(&programs);
        cargo.env("CARGO_BUILD_BUILD_DIR", target());
        let output = cargo.current_dir(&workspace).output().expect("cargo starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Built { pages, folder, binary: programs.join("debug").join(format!("generator{}", env::consts::EXE_SUFFIX)) }
    });
    &BUILT
}

/// The target folder of the workspace.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder")
}

/// The generator's sources, in a workspace of their own; gives that, and the folder in it that the steps are about. It is not
/// the workspace itself: what cargo compiles of a package, it calls by the place below that, and would take one for the
/// other.
fn copy(name: &str) -> (PathBuf, PathBuf) {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let folder = root.join("copy");
    let _ = fs::remove_dir_all(&root);
    copy_folder(&workspace().join("generator"), &folder.join("generator"));
    copy_folder(&workspace().join("templates"), &folder.join("templates"));
    fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).expect("the workspace is locked");
    let manifest = fs::read_to_string(workspace().join("Cargo.toml")).expect("the workspace has a manifest");
    let is_list = |line: &&str| line.starts_with("members = ") || line.starts_with("default-members = ");
    let kept: Vec<&str> = manifest.lines().filter(|line| !is_list(line)).collect();
    let manifest = kept.join("\n").replace("[workspace]\n", "[workspace]\nmembers = [\"copy/generator\"]\n");
    fs::write(root.join("Cargo.toml"), manifest).expect("the copy can be written");
    (root, folder)
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder can be written");
    for entry in fs::read_dir(from).expect("the sources are there") {
        let entry = entry.expect("the sources can be read");
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "target" || entry.file_name() == "fuzz" {
            continue;
        } else if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            fs::copy(path, to).expect("the target folder can be written");
        }
    }
}

impl Built {
    /// Runs the generator: its exit code, and what it printed.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(&self.binary).args(arguments).current_dir(&self.folder).output();
        let Output { status, stdout, stderr } = output.expect("the generator starts");
        (status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
    }
}

/// The number after the highest of a layer, but not its last, which is for mistakes of the generator.
fn free_number(layer: &str) -> String {
    let codes = generator::diagnostic::Code::ALL.iter().map(|code| code.as_str());
    let numbers = codes.filter_map(|code| code.strip_prefix(layer)).filter_map(|rest| rest.parse::<u32>().ok());
    let highest = numbers.filter(|number| *number < 99).max().expect("the layer has codes");
    format!("{layer}{:02}", highest + 1)
}

#[test]
fn a_diagnostic_is_added_as_the_page_says() {
    let built = built();
    let Pages { diagnostic: edits, code, .. } = &built.pages;
    assert!(edits.len() <= 3, "it takes {} edits", edits.len());
    let document = edits.last().map(|edit| edit.file.replace("SDK02nn", code)).expect("the page has steps");
    let (exit, output) = built.run(&["check", &document]);
    assert_eq!(exit, Some(0), "{output}");
    assert!(output.contains(&format!("warning[{code}]: ")) && output.contains("= help: "), "{output}");
    let (exit, output) = built.run(&["explain", code]);
    assert!(exit == Some(0) && output.contains("encrypt"), "{output}");
}

#[test]
fn a_format_is_added_as_the_page_says() {
    let built = built();
    let (folder, edits) = (&built.folder, &built.pages.format);
    assert!(edits.len() <= 6, "it takes {} edits", edits.len());
    let document = edits.last().map(|edit| edit.file.as_str()).expect("the page has steps");
    let (exit, output) = built.run(&["new", document, "--out", "crates/made", "--name", "made"]);
    assert_eq!(exit, Some(0), "{output}");
    let model = fs::read_to_string(folder.join("crates/made/src/models/host.rs")).expect("the model was written");
    assert!(model.contains("pub address: IpAddress,") && model.contains("pub other: Option<IpAddress>,"), "{model}");

    // The crate with the new type compiles without a warning, its tests and examples included.
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"made\"]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    fs::write(folder.join("crates/Cargo.toml"), manifest).expect("the copy can be written");
    fs::copy(workspace().join("Cargo.lock"), folder.join("crates/Cargo.lock")).expect("the copy can be written");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--quiet", "--offline", "--no-default-features", "--features", "full,testing"]);
    let output = cargo.arg("--target-dir").arg(target()).current_dir(folder.join("crates")).output();
    let Output { status, stderr, .. } = output.expect("cargo starts");
    let errors = String::from_utf8_lossy(&stderr);
    assert!(status.success() && errors.is_empty(), "{errors}");
}

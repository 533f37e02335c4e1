//! `cargo xtask release-check`: whether the version of the SDK moved as far as its interface did since a revision.
//!
//! The documents with their decisions say what of the APIs changed; the generated code as it was checked in says what
//! the generator changed by itself.

use generator::diagnostic::{Diagnostic, Severity};
use generator::diff::{Report, Surface, Verdict, summary};
use generator::load::{api_folders, load_dir};
use generator::naming::Level;
use generator::pipeline;
use generator::release::{Version, version_of};
use generator::source::Input;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The crate that is released.
const SDK: &str = "generated-sdk";

/// Compares the interface at the revision `base` with the one of the working tree.
///
/// # Errors
///
/// If the version is lower than the changes ask for, or has no entry in the changelog; or if the revision cannot be
/// read.
pub(crate) fn check(root: &Path, base: &str) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("release-check-{}", std::process::id()));
    let checked = extract(root, base, &folder).and_then(|()| compare(root, base, &folder));
    // What is left of a copy harms nobody.
    let _ = fs::remove_dir_all(&folder);
    checked
}

/// Writes the decisions and the SDK of a revision into a folder.
fn extract(root: &Path, base: &str, folder: &Path) -> Result<(), String> {
    let listed = git(root, &["ls-tree", "-r", "-z", "--name-only", base, "--", "spec", SDK], "")?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    let wanted: String = paths.iter().map(|path| format!("{base}:{path}\n")).collect();
    let objects = git(root, &["cat-file", "--batch"], &wanted)?;
    // Each is a line `<hash> blob <size>`, the bytes, and a line feed.
    let mut rest = objects.as_slice();
    for path in paths {
        let broken = || format!("git does not give {base}:{path}");
        let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        let size: usize = head.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(broken)?;
        let text = rest.get(end + 1..end + 1 + size).ok_or_else(broken)?;
        let target = folder.join(path);
        let written = fs::create_dir_all(target.parent().unwrap_or(folder)).and_then(|()| fs::write(&target, text));
        written.map_err(|error| format!("{}: {error}", target.display()))?;
        rest = rest.get(end + 2 + size..).unwrap_or_default();
    }
    Ok(())
}

/// What a command of git prints.
fn git(root: &Path, arguments: &[&str], input: &str) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("git cannot be run: {error}");
    let mut command = Command::new("git");
    command.current_dir(root).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(cannot)?;
    let stdin = child.stdin.take();
    // Git answers while it is still being written to: both have to go on at once.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        child.wait_with_output()
    });
    let output = output.map_err(cannot)?;
    if output.status.success() { Ok(output.stdout) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

fn compare(root: &Path, base: &str, folder: &Path) -> Result<(), String> {
    let documents = specs(root)?;
    let report = match specs(folder) {
        Ok(before) => pipeline::compare(before, documents, Level::Module).report,
        Err(why) => {
            eprintln!("the decisions at {base} are not read by today's generator: the code alone is compared\n{why}");
            Report::default()
        }
    };
    let (old, new) = (surface(folder)?, surface(root)?);
    let lost = old.lost_in(&new);
    let code = match lost.is_empty() {
        false => Some(Verdict::Breaking),
        true => old.grows_to(&new).then_some(Verdict::Addition),
    };
    let verdict = report.verdict().into_iter().chain(code).min();
    let version = |root: &Path| version_of(&root.join(SDK)).ok_or("the SDK has no version".to_owned());
    let (before, now): (Version, Version) = (version(folder)?, version(root)?);
    let needed = before.after(verdict);
    eprint!("{}", summary(&report));
    eprintln!("{} items of the generated code are gone or changed", lost.len());
    if now < needed {
        let breaking = report.changes.iter().filter(|change| change.verdict == Verdict::Breaking);
        let said = breaking.map(|change| format!("  {} {}: {}", change.subject.word(), change.label, change.what));
        let listed: Vec<String> = said.chain(lost.iter().map(|line| format!("  {line}"))).collect();
        return Err(format!(
            "version {now} has to be at least {needed} after {before} at {base}\n{}",
            listed.join("\n")
        ));
    }
    let changelog = fs::read_to_string(root.join(SDK).join("CHANGELOG.md")).unwrap_or_default();
    if now > before && !changelog.contains(&format!("\n## [{now}]")) {
        return Err(format!("{SDK}/CHANGELOG.md has no entry for {now}"));
    }
    eprintln!("version {now} after {before} at {base}: enough, {needed} is needed");
    Ok(())
}

/// What the generated code of a checkout offers, the runtime excepted: its files are modules that users do not see.
fn surface(root: &Path) -> Result<Surface, String> {
    let krate = root.join(SDK);
    let mut files = Vec::new();
    let mut folders = vec![krate.join("src")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.strip_prefix(&krate).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.extend((name != "src/runtime").then_some(path));
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                files.push((name, text));
            }
        }
    }
    files.sort();
    Ok(Surface::of(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
}

/// Every API of `spec/`, in the order of their names.
fn specs(root: &Path) -> Result<Vec<Input>, String> {
    let spec = root.join("spec");
    let folders = api_folders(&spec).map_err(|error| format!("{}: {error}", spec.display()))?;
    let mut inputs = Vec::new();
    for folder in folders {
        let (input, diagnostics) = load_dir(&folder);
        let errors: Vec<Diagnostic> =
            diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
        if !errors.is_empty() {
            // Decisions that cannot be read are none, and without them everything has other names.
            let files = input.as_ref().map(Input::files).unwrap_or_default();
            return Err(generator::diagnostic::report(&errors, &files));
        }
        inputs.extend(input);
    }
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    const DOCUMENT: &str = "openapi: 3.1.0
info: { title: Shop, version: \"1\" }
servers: [{ url: \"https://shop.example\" }]
security: []
paths:
  /orders: { get: { operationId: listOrders, tags: [orders], responses: { \"204\": { description: ok } } } }
  /carts: { get: { operationId: listCarts, tags: [carts], responses: { \"204\": { description: ok } } } }
";

    /// A workspace under version control, with one API and the crate of it.
    struct Workspace(PathBuf);

    impl Workspace {
        fn new() -> Self {
            let root = std::env::temp_dir().join(format!("release-check-test-{}", std::process::id()));
            let _ = fs::remove_dir_all(&root);
            let workspace = Self(root);
            workspace.write("spec/shop/openapi.yaml", DOCUMENT);
            workspace.write("spec/shop/sdk.yaml", "title: Shop\n");
            workspace.write("generated-sdk/Cargo.toml", "[package]\nversion = \"0.1.0\"\n");
            workspace.write("generated-sdk/CHANGELOG.md", "# Changelog\n\n## [0.1.0]\n");
            workspace.write("generated-sdk/src/lib.rs", "pub mod shop;\n");
            workspace.write(
                "generated-sdk/src/shop/mod.rs",
                "pub struct Client;\nimpl Client { pub fn orders(&self) {} }\n",
            );
            workspace.git(&["init", "--quiet"]);
            workspace.git(&["add", "."]);
            let author = ["-c", "user.name=Jane", "-c", "user.email=jane@shop.example", "-c", "commit.gpgsign=false"];
            workspace.git(&[&author[..], &["commit", "--quiet", "--no-verify", "--message", "Release"]].concat());
            workspace
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.join(path);
            fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be written");
            fs::write(path, text).expect("it can be written");
        }

        fn git(&self, arguments: &[&str]) {
            git(&self.0, arguments, "").expect("git is there");
        }

        fn version(&self, version: &str) {
            self.write("generated-sdk/Cargo.toml", &format!("[package]\nversion = \"{version}\"\n"));
        }
    }

    impl Drop for Workspace {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_version_moves_as_far_as_the_interface_did_since_a_revision() {
        let workspace = Workspace::new();
        let checked = || check(&workspace.0, "HEAD");
        assert_eq!(checked(), Ok(()), "nothing changed");

        // The document lost an operation.
        workspace.write("spec/shop/openapi.yaml", &DOCUMENT.replace("  /carts: { get: { operationId: listCarts, tags: [carts], responses: { \"204\": { description: ok } } } }\n", ""));
        let why = checked().expect_err("callers of the operation no longer compile");
        assert!(why.starts_with("version 0.1.0 has to be at least 0.2.0 after 0.1.0 at HEAD\n"), "{why}");
        assert!(why.contains("operation GET /carts: is gone"), "{why}");
        workspace.version("0.1.1");
        assert!(checked().is_err_and(|why| why.starts_with("version 0.1.1 has to be at least 0.2.0")));
        workspace.version("0.2.0");
        assert_eq!(checked(), Err("generated-sdk/CHANGELOG.md has no entry for 0.2.0".to_owned()));
        workspace.write("generated-sdk/CHANGELOG.md", "# Changelog\n\n## [0.2.0]\n\n## [0.1.0]\n");
        assert_eq!(checked(), Ok(()));

        // The generator changed what it makes of the same document.
        workspace.write("spec/shop/openapi.yaml", DOCUMENT);
        workspace.version("0.1.0");
        workspace
            .write("generated-sdk/src/shop/mod.rs", "pub struct Client;\nimpl Client { pub fn order(&self) {} }\n");
        let why = checked().expect_err("a method is gone");
        assert!(why.contains("at least 0.2.0") && why.contains("- shop::Client::orders()"), "{why}");
        workspace.write(
            "generated-sdk/src/shop/mod.rs",
            "pub struct Client;\nimpl Client { pub fn orders(&self) {} pub fn carts(&self) {} }\n",
        );
        assert!(checked().is_err_and(|why| why.contains("version 0.1.0 has to be at least 0.1.1")));

        let why = check(&workspace.0, "nowhere").expect_err("there is no such revision");
        assert!(why.contains("nowhere"), "{why}");
    }
}

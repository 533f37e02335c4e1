//! A crate for each published version, with the decisions of today that apply to it.

use super::decisions::{count, take_out};
use super::releases::{Published, Release};
use crate::cargo::cargo;
use generator::diagnostic::{Diagnostic, Severity};
use generator::load::load_dir;
use generator::naming::Level;
use generator::pipeline::{self, Layout};
use generator::source::Input;
use generator::source::distil::Prose;
use generator::sync;
use generator::tree::{FileTree, Options, write};
use serde_json::Value;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

/// The name of every crate: what differs between two of them is what differs between the versions.
pub(super) const NAME: &str = "history-sdk";

/// Where the crates of an API are made and built.
pub(super) struct Crates<'r> {
    root: &'r Path,
    api: &'r str,
    /// Outside the workspace, which they do not belong to.
    folder: PathBuf,
}

impl<'r> Crates<'r> {
    pub(super) fn new(root: &'r Path, api: &'r str) -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("sdk-history-{api}"));
        // What an earlier run has left may be of other versions.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { root, api, folder })
    }

    /// Takes a version over and generates its crate.
    pub(super) fn make(&self, published: &Published) -> Result<Release, String> {
        let name = published.path.file_stem().unwrap_or_default();
        let folder = self.folder.join(name);
        let spec = folder.join("spec").join(self.api);
        let today = self.root.join("spec").join(self.api);
        // What has been decided, described and corrected; not every API has all of it.
        let own = ["sdk.yaml", "docs.yaml", "overlay.yaml"].into_iter().filter(|file| today.join(file).is_file());
        let copied = fs::create_dir_all(&spec)
            .and_then(|()| own.into_iter().try_for_each(|file| fs::copy(today.join(file), spec.join(file)).map(drop)));
        copied.map_err(|error| format!("{}: {error}", spec.display()))?;
        let plan = sync::plan(&spec, Some(&published.path.clone().into()), Prose::Dropped);
        fail_on_errors(&plan.diagnostics, &plan.files)?;
        plan.write().map_err(|error| format!("{}: {error}", spec.display()))?;

        let (input, left_out, warnings) = applying(&spec)?;
        let decisions = count(&read(&spec.join("sdk.yaml"))?);
        let outcome =
            pipeline::generate(vec![input.clone()], &Layout::Modules { name: NAME.to_owned(), runtime: None });
        fail_on_errors(&outcome.diagnostics, &outcome.files)?;
        let krate = folder.join("crate");
        write(&krate, &outcome.tree, &Options::default()).map_err(|error| format!("{}: {error}", krate.display()))?;
        // The versions of dependencies are those of the workspace.
        let _ = fs::copy(self.root.join("Cargo.lock"), krate.join("Cargo.lock"));
        let report = outcome.apis.first().map(pipeline::ApiReport::to_json).unwrap_or_default();
        let counted = |names: &[&str]| {
            names.iter().filter_map(|name| usize::try_from(report["counts"][*name].as_u64()?).ok()).sum()
        };
        Ok(Release {
            version: published.version.clone(),
            input,
            hash: hash(&outcome.tree),
            features: features(&outcome.tree),
            krate,
            operations: counted(&["operations"]),
            types: counted(&["schemas", "inline_types"]),
            decisions,
            left_out,
            warnings,
        })
    }

    /// Compiles a crate; gives how many seconds it took.
    pub(super) fn check(&self, release: &Release) -> Result<u64, String> {
        let start = Instant::now();
        self.run(release, &["check", "--quiet", "--lib"], &[])?;
        Ok(start.elapsed().as_secs())
    }

    /// What rustdoc says about a crate, as JSON, in a file that is kept: a crate that is the same is not looked at again.
    pub(super) fn rustdoc(&self, release: &Release) -> Result<PathBuf, String> {
        let kept = self.target().join("rustdoc");
        let json = kept.join(format!("{:016x}.json", release.hash));
        if json.is_file() {
            return Ok(json);
        }
        // The API and what needs nothing from outside; what carries its requests is the same in every version.
        // Without `testing`, where what is received has setters that nobody else has.
        let wanted = [self.api, "own-transport", "upload", "webhooks"];
        let features = wanted.iter().filter(|name| release.features.iter().any(|own| own == *name));
        let features = features.copied().collect::<Vec<_>>().join(",");
        let flags = ["--document-hidden-items", "--output-format", "json", "--cap-lints", "allow"];
        let command = ["rustdoc", "--quiet", "--lib", "--no-default-features", "--features", &features];
        let command = [&command, ["--", "-Z", "unstable-options"].as_slice(), &flags].concat();
        self.run(release, &command, &[("RUSTC_BOOTSTRAP", "1")])?;
        let made = self.target().join("doc").join(format!("{}.json", NAME.replace('-', "_")));
        let copied = fs::create_dir_all(&kept).and_then(|()| fs::copy(&made, &json));
        copied.map_err(|error| format!("{}: {error}", made.display()))?;
        Ok(json)
    }

    fn target(&self) -> PathBuf {
        self.root.join("target/history")
    }

    fn run(&self, release: &Release, arguments: &[&str], variables: &[(&str, &str)]) -> Result<(), String> {
        let mut command: Command = cargo(&release.krate);
        command.args(arguments).envs(variables.iter().copied()).env("CARGO_TARGET_DIR", self.target());
        let output = command.stdout(Stdio::null()).output().map_err(|error| format!("cargo: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(format!("cargo {} failed:\n{said}", arguments[0])) }
    }
}

/// A number that is another one when a file of the crate or the compiler is another one.
fn hash(tree: &FileTree) -> u64 {
    let compiler = Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    compiler.hash(&mut hasher);
    tree.iter().for_each(|file| file.hash(&mut hasher));
    hasher.finish()
}

/// The Cargo features of the crate.
fn features(tree: &FileTree) -> Vec<String> {
    let manifest = tree.get("Cargo.toml").unwrap_or_default();
    let section = manifest.split("\n[features]\n").nth(1).unwrap_or_default().split("\n[").next().unwrap_or_default();
    section.lines().filter_map(|line| Some(line.split_once(" = ")?.0.trim_matches('"').to_owned())).collect()
}

/// The files in which decisions and corrections stand.
const DECIDED: [&str; 2] = ["sdk.yaml", "overlay.yaml"];

/// An API with the decisions that apply to its document; gives how many were left out, and how many warnings there are.
fn applying(spec: &Path) -> Result<(Input, usize, usize), String> {
    let mut left_out = 0;
    loop {
        let (input, diagnostics) = load_dir(spec);
        let Some(input) = input else {
            fail_on_errors(&diagnostics, &[])?;
            return Err("the document cannot be read".to_owned());
        };
        let outcome = pipeline::check(vec![input.clone()], Level::Module);
        let errors = || outcome.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let mut removed = 0;
        for file in DECIDED {
            let is_here = |at: usize| outcome.files.get(at).is_some_and(|(name, _)| name.ends_with(file));
            let places = errors().filter_map(|found| found.place.as_ref()).filter(|place| is_here(place.file));
            let stale: Vec<String> = places.map(|place| place.pointer.clone()).collect();
            if !stale.is_empty() {
                let path = spec.join(file);
                let mut decided = read(&path)?;
                removed += take_out(&mut decided, stale);
                let text = serde_yaml::to_string(&decided).map_err(|error| error.to_string())?;
                fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
            }
        }
        if removed == 0 {
            fail_on_errors(&outcome.diagnostics, &outcome.files)?;
            return Ok((input, left_out, outcome.diagnostics.len()));
        }
        left_out += removed;
    }
}

fn read(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn fail_on_errors(diagnostics: &[Diagnostic], files: &[(String, Arc<str>)]) -> Result<(), String> {
    let errors: Vec<Diagnostic> =
        diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
    if errors.is_empty() { Ok(()) } else { Err(generator::diagnostic::report(&errors, files)) }
}

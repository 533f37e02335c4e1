//! Two versions of the APIs of a crate through all passes, compared.

use super::{Outcome, Understood, examine};
use crate::diff::{Change, Description, Gates, Location, Report, Side, Surface, diff};
use crate::naming::Level;
use crate::source::support::locate;
use crate::source::{Input, written_at};
use crate::stack::run_with_large_stack;
use crate::view::files::{Part, manifest};
use crate::view::models::model_files;
use crate::view::package::Package;
use std::collections::BTreeMap;

/// What a comparison came to.
#[derive(Debug, Default)]
pub struct Comparison {
    /// What changed; nothing if a document has errors.
    pub report: Report,
    /// What is to be said about the old version.
    pub old: Outcome,
    /// What is to be said about the new version.
    pub new: Outcome,
}

/// The unformatted Rust files of an API, by path.
type Files = BTreeMap<String, String>;

/// An API of one version: its model, where it was read, and its code.
struct Version {
    understood: Understood,
    input: Input,
    files: Files,
}

/// Runs all passes over both versions and compares them, API by API.
pub fn compare(old: Vec<Input>, new: Vec<Input>, level: Level) -> Comparison {
    let ((old_outcome, old), (new_outcome, new)) = std::thread::scope(|scope| {
        let before = scope.spawn(|| versions(old, level));
        let after = versions(new, level);
        (before.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), after)
    });
    let mut report = Report::default();
    for new in &new {
        let name = &new.input.name;
        let before = old.iter().find(|old| old.input.name == *name);
        let version = |version: &Version| version.understood.api.version.clone();
        report.versions.push((name.clone(), before.map(version), Some(version(new))));
        if let Some(old) = before {
            report.changes.extend(run_with_large_stack(|| changes(old, new)));
        }
    }
    for old in old.iter().filter(|old| new.iter().all(|new| new.input.name != old.input.name)) {
        report.versions.push((old.input.name.clone(), Some(old.understood.api.version.clone()), None));
    }
    Comparison { report, old: old_outcome, new: new_outcome }
}

/// Runs all passes and describes everything that came of them, API by API.
pub fn describe(inputs: Vec<Input>, level: Level) -> (Outcome, Vec<(Input, Vec<Description>)>) {
    let (outcome, versions) = versions(inputs, level);
    let described = versions.into_iter().map(|version| {
        let surface = Surface::of(version.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let mut all = run_with_large_stack(|| crate::diff::describe(&side(&version, &surface)));
        locate_all(
            &version,
            all.iter_mut().map(|one| &mut one.place).filter(|place| !place.pointer.is_empty()).collect(),
        );
        (version.input, all)
    });
    (outcome, described.collect())
}

fn versions(inputs: Vec<Input>, level: Level) -> (Outcome, Vec<Version>) {
    run_with_large_stack(|| {
        let (outcome, understood) = examine(inputs, level, &mut |_, _| {});
        let versions = understood.into_iter().map(|(understood, input)| {
            let files = files(&understood, &input);
            Version { understood, input, files }
        });
        let versions = versions.collect();
        (outcome, versions)
    })
}

fn files(understood: &Understood, input: &Input) -> Files {
    let Understood { api, names, .. } = understood;
    let package = Package::new("sdk", String::new());
    let part = Part::new(api, names, input);
    model_files(api, names)
        .into_iter()
        .chain(part.files(&package, &manifest(&package, std::slice::from_ref(&part))))
        .collect()
}

fn changes(old: &Version, new: &Version) -> Vec<Change> {
    let gates = |version: &Version| Gates::of(version.files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (old_gates, new_gates) = (gates(old), gates(new));
    // What is written the same, and comes with the same features, offers the same.
    let surface = |version: &Version, other: &Version, gates: &Gates, other_gates: &Gates| {
        let differs = |path: &&String| {
            let is_written_otherwise = version.files.get(*path) != other.files.get(*path);
            is_written_otherwise || gates.of_file(path) != other_gates.of_file(path)
        };
        let files = version.files.keys().filter(differs);
        let files = files.map(|path| (path.as_str(), version.files[path].as_str()));
        let mut surface = Surface::behind(gates.clone(), files);
        version.understood.names.features.values().for_each(|name| surface.add_feature(name));
        surface
    };
    let (old_surface, new_surface) =
        (surface(old, new, &old_gates, &new_gates), surface(new, old, &new_gates, &old_gates));
    let mut changes = diff(&side(old, &old_surface), &side(new, &new_surface));
    locate_all(old, changes.iter_mut().filter_map(|change| change.old.as_mut()).collect());
    locate_all(new, changes.iter_mut().filter_map(|change| change.new.as_mut()).collect());
    changes
}

fn side<'a>(version: &'a Version, surface: &'a Surface) -> Side<'a> {
    let Understood { api, names, .. } = &version.understood;
    Side { api, names, config: &version.input.config, surface }
}

/// Finds the lines of places in the files of an API.
fn locate_all(version: &Version, mut places: Vec<&mut Location>) {
    let written: Vec<_> = places.iter().map(|place| written_at(&place.pointer, &version.understood.origins)).collect();
    for (file, (name, text)) in version.input.files().iter().enumerate() {
        let pointers: Vec<&str> =
            written.iter().filter(|(own, _)| *own == file).map(|(_, pointer)| pointer.as_str()).collect();
        if pointers.is_empty() {
            continue;
        }
        let positions = locate::locate(text, pointers);
        for (place, (_, pointer)) in places.iter_mut().zip(&written).filter(|(_, (own, _))| *own == file) {
            place.file.clone_from(name);
            place.position = positions.get(pointer).copied();
        }
    }
}

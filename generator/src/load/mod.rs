//! Files to [`Input`]: the only reading of the file system besides that of the written tree.

mod again;
#[cfg(feature = "fetch")]
pub mod fetch;
mod guides;
mod source;
mod text;

pub use crate::source::{Input, SourceFile};
pub use again::Shelf;
pub use guides::FOLDER as GUIDES;
pub use source::DocumentSource;
pub use text::read_text;

use crate::config::{Config, PackageRule};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::docs_overlay::DocsOverlay;
use crate::source::Guides;
use crate::source::bundle;
use crate::source::bundle::Text;
use crate::source::overlay;
use crate::source::overlay::Overlay;
use crate::source::read;
use crate::source::support::typed;
use crate::source::swagger;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the document of an API may be called.
pub const DOCUMENTS: [&str; 3] = ["openapi.yaml", "openapi.yml", "openapi.json"];

/// What the decisions about it are called.
pub const DECISIONS: &str = "sdk.yaml";

/// The most bytes of a document that is not a file.
const LARGEST: usize = 256 << 20;

/// What to read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The document; left out: the one that the decisions name, or one of [`DOCUMENTS`] in their folder.
    pub document: Option<DocumentSource>,
    /// The decisions about it.
    pub decisions: Decisions,
    /// The folder that references may reach; left out: the one that the decisions name, else that of the document.
    pub root: Option<PathBuf>,
    /// Name of the module.
    pub name: String,
}

/// Where the decisions about a document are. `docs.yaml` and `overlay.yaml` are in the same folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Decisions {
    /// In the `sdk.yaml` beside the document, if it is there.
    #[default]
    Beside,
    /// In this file, if it is there.
    At(PathBuf),
    /// Nowhere: whatever is beside the document does not count.
    Nowhere,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The API, if its document can be read.
    pub input: Option<Input>,
    /// What is to be said so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Names and texts of the files that the diagnostics are about.
    pub files: Vec<(String, Arc<str>)>,
}

/// Reads `spec/<api>/`: the document, and `sdk.yaml`, `docs.yaml`, `overlay.yaml` and `guide/` if they are there; and
/// `package.yaml`, with the `guide/` beside it, in the folder around it.
pub fn load_dir(dir: &Path) -> (Option<Input>, Vec<Diagnostic>) {
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let decisions = Decisions::At(dir.join(DECISIONS));
    let Loaded { mut input, mut diagnostics, .. } = load(&Request { decisions, name, ..Request::default() });
    if let Some(input) = input.as_mut().filter(|input| input.config.package.is_none())
        && let Some(side) = side_file::<Option<PackageRule>>(&package_file(dir))
    {
        (input.config.package, _) = side.attach(input, &mut diagnostics);
        input.crate_guides = guides::read(&package_file(dir).with_file_name(GUIDES), input, &mut diagnostics);
    }
    (input, diagnostics)
}

/// The folders of the APIs in `spec`, in the order of their names.
///
/// # Errors
///
/// If the folder cannot be read.
pub fn api_folders(spec: &Path) -> std::io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(spec)?.map(|entry| entry.map(|entry| entry.path()));
    let mut folders = paths.collect::<std::io::Result<Vec<_>>>()?;
    let is_api = |folder: &Path| DOCUMENTS.iter().chain(&[DECISIONS]).any(|file| folder.join(file).exists());
    folders.retain(|path| path.is_dir() && (path.file_name().is_none_or(|name| name != GUIDES) || is_api(path)));
    folders.sort();
    Ok(folders)
}

/// The file beside the folders of all APIs of a crate that describes the crate: `spec/package.yaml`.
fn package_file(api: &Path) -> PathBuf {
    // `.` and `..` are folders without a name, whose parents are not the paths less a word.
    let folder = api.file_name().and(api.parent()).map_or_else(|| api.join(".."), Path::to_owned);
    folder.join("package.yaml")
}

/// Reads any document, JSON or YAML, and the files it refers to, without decisions.
pub fn load_file(path: &Path, name: &str) -> (Option<Input>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let source = DocumentSource::from(path.to_owned());
    let input = document(&source, source.read(), None, None, &mut diagnostics).ok();
    (input.map(|input| Input { name: name.to_owned(), ..input }), diagnostics)
}

/// Reads what is requested.
pub fn load(request: &Request) -> Loaded {
    let mut loaded = Loaded::default();
    let place = match &request.decisions {
        Decisions::Beside => request.document.as_ref().and_then(|source| Some(source.folder()?.join(DECISIONS))),
        Decisions::At(file) => Some(file.clone()),
        Decisions::Nowhere => None,
    };
    let folder = place.as_deref().and_then(Path::parent).map(Path::to_owned);
    let decisions = place.as_deref().and_then(side_file::<Config>);
    let named = decisions.as_ref().and_then(|side| side.value.document.clone()).unwrap_or_default();
    let in_folder = |folder: &PathBuf| match &named.file {
        Some(file) => DocumentSource::from_folder(folder, file),
        None => {
            let documents = DOCUMENTS.map(|file| folder.join(file));
            documents.iter().find(|path| path.is_file()).unwrap_or(&documents[0]).clone().into()
        }
    };
    let source = request.document.clone().or_else(|| folder.as_ref().map(in_folder));
    let source = source.unwrap_or_else(|| PathBuf::from(DOCUMENTS[0]).into());
    if let Some(side) = decisions.as_ref().filter(|side| side.is_broken() && request.document.is_none()) {
        // Which document is meant may be in what cannot be read.
        let has_document = source.file().is_none_or(Path::is_file);
        if !has_document {
            return Loaded { input: None, diagnostics: side.diagnostics.clone(), files: vec![side.text()] };
        }
    }
    let own_root = || Some(folder.as_ref()?.join(named.root.as_ref()?));
    let root = request.root.clone().or_else(own_root);
    let text = match &source {
        DocumentSource::File(path) if request.document.is_none() => text::read_file(path),
        source => source.read(),
    };
    let mut overlay = folder.as_ref().and_then(|folder| side_file::<Overlay>(&folder.join("overlay.yaml")));
    let mut input = match document(&source, text, root.as_deref(), overlay.as_mut(), &mut loaded.diagnostics) {
        Ok(input) => Input { name: request.name.clone(), ..input },
        Err(text) => return Loaded { files: vec![(source.to_string(), text.into())], ..loaded },
    };
    if let Some(side) = decisions {
        let (config, index) = side.attach(&mut input, &mut loaded.diagnostics);
        (input.config, input.config_file) = (config, Some(index));
    }
    if let Some(folder) = folder {
        sides(&folder, overlay, &mut input, &mut loaded.diagnostics);
    }
    Loaded { files: input.files(), input: Some(input), ..loaded }
}

/// Reads `docs.yaml` and, where there are decisions, `guide/` of a folder, if they are there, and applies the overlay.
fn sides(folder: &Path, overlay: Option<Side<Overlay>>, input: &mut Input, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(side) = side_file::<DocsOverlay>(&folder.join("docs.yaml")) {
        let (words, index) = side.attach(input, diagnostics);
        (input.words, input.words_file) = (words, Some(index));
    }
    if let Some(side) = overlay {
        let (overlay, _) = side.attach(input, diagnostics);
        overlay::apply(&mut input.document.value, &overlay, input.others.len(), diagnostics);
    }
    // Beside a document alone, a folder of this name is about something else.
    if input.config_file.is_some() {
        input.guides = guides::read(&folder.join(GUIDES), input, diagnostics);
    }
}

/// Reads a document and the files it refers to; the error is the text as far as it can be read. An overlay is for the
/// document as it is written: one of Swagger is applied here, and has nothing left to do.
fn document(
    source: &DocumentSource,
    text: Result<String, Box<Diagnostic>>,
    root: Option<&Path>,
    overlay: Option<&mut Side<Overlay>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Input, String> {
    let text = text.map_err(|diagnostic| {
        diagnostics.push(*diagnostic);
        String::new()
    })?;
    let Some(mut value) = read::read(&text, 0, diagnostics) else { return Err(text) };
    if let Some(side) = overlay.filter(|_| swagger::is_swagger(&value)) {
        overlay::apply(&mut value, &std::mem::take(&mut side.value), 0, &mut side.diagnostics);
    }
    let (value, converted) = match swagger::convert(&value, diagnostics) {
        Some((value, origins)) => (value, Some(origins)),
        None => (value, None),
    };
    let (folder, own) = match below(source, root) {
        Ok(place) => place,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return Err(text);
        }
    };
    let mut read = |file: &str| match &folder {
        Some(folder) => read_below(folder, file),
        None => Err(text::unreadable(
            format!("`{source}` refers to the file `{file}`, which is not beside it"),
            "download all its files into one folder",
        )),
    };
    let bundle = bundle::bundle(value, &own, &mut read, diagnostics);
    let other = |Text { name, text }| SourceFile { name, text: text.into(), value: Value::Null };
    let others = bundle.files.into_iter().map(other);
    Ok(Input {
        name: String::new(),
        document: SourceFile { name: source.to_string(), text: text.into(), value: bundle.document },
        others: others.collect(),
        origins: match converted {
            Some(earlier) => bundle.origins.over(earlier),
            None => bundle.origins,
        },
        config: Config::default(),
        words: DocsOverlay::default(),
        guides: Guides::default(),
        crate_guides: Guides::default(),
        config_file: None,
        words_file: None,
    })
}

/// The folder that references may reach, and the path of the document from there.
fn below(source: &DocumentSource, root: Option<&Path>) -> Result<(Option<PathBuf>, String), Box<Diagnostic>> {
    let Some(path) = source.file() else { return Ok((root.map(Path::to_owned), String::new())) };
    let slashed =
        |path: &Path| -> String { path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/") };
    let Some(root) = root else {
        return Ok((source.folder().map(Path::to_owned), slashed(Path::new(path.file_name().unwrap_or_default()))));
    };
    let outside = || {
        let message = format!("`{}` is not below the folder `{}`", path.display(), root.display());
        let help = "give a folder that the document and all its files are in";
        Box::new(Diagnostic::new(Code::ReferenceOutside, message).help(help))
    };
    let (real_root, real_path) = (real(root).ok(), real(path).ok());
    let (Some(real_root), Some(real_path)) = (real_root, real_path) else { return Err(outside()) };
    let own = real_path.strip_prefix(&real_root).map_err(|_| outside())?;
    Ok((Some(root.to_owned()), slashed(own)))
}

/// Reads a file that a document refers to, unless it lies outside the folder that references may reach (through a
/// symbolic link, say).
fn read_below(folder: &Path, file: &str) -> Result<Text, Box<Diagnostic>> {
    let path = folder.join(file);
    if let (Ok(folder), Ok(path)) = (real(folder), real(&path))
        && !path.starts_with(folder)
    {
        let message = format!("`{file}` is outside the folder of the document");
        return Err(Box::new(Diagnostic::new(Code::ReferenceOutside, message)));
    }
    Ok(Text { name: path.display().to_string(), text: text::read_file(&path)? })
}

fn real(path: &Path) -> std::io::Result<PathBuf> {
    fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path })
}

/// A file of our own format that was read.
struct Side<T> {
    name: String,
    text: String,
    value: T,
    /// The file is number 0 in them.
    diagnostics: Vec<Diagnostic>,
}

/// Reads a file beside the document that may be missing.
fn side_file<T: DeserializeOwned + Default>(path: &Path) -> Option<Side<T>> {
    if !path.exists() {
        return None;
    }
    let (name, mut diagnostics) = (path.display().to_string(), Vec::new());
    let text = text::read_file(path).unwrap_or_else(|diagnostic| {
        diagnostics.push(*diagnostic);
        String::new()
    });
    let value = typed::typed(&text, 0, &mut diagnostics).unwrap_or_default();
    Some(Side { name, text, value, diagnostics })
}

impl<T> Side<T> {
    fn is_broken(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn text(&self) -> (String, Arc<str>) {
        (self.name.clone(), self.text.as_str().into())
    }

    /// Makes it a file of an API; gives what it says, and its index.
    fn attach(self, input: &mut Input, diagnostics: &mut Vec<Diagnostic>) -> (T, usize) {
        let index = input.others.len() + 1;
        let Self { name, text, value, diagnostics: own } = self;
        input.others.push(SourceFile { name, text: text.into(), value: Value::Null });
        diagnostics.extend(own.into_iter().map(|mut diagnostic| {
            if let Some(place) = &mut diagnostic.place {
                place.file = index;
            }
            diagnostic
        }));
        (value, index)
    }
}

/// The decisions of a file alone; none if there is no such file, or it cannot be read.
pub fn load_decisions(path: &Path) -> Option<Config> {
    side_file::<Config>(path).filter(|side| !side.is_broken()).map(|side| side.value)
}

/// The decisions of a file with their text; none if there is no such file.
///
/// # Errors
///
/// If the file cannot be read, or has mistakes: what is to be said about it.
pub fn read_decisions(path: &Path) -> Result<Option<(Config, String)>, Box<Loaded>> {
    match side_file::<Config>(path) {
        Some(side) if side.is_broken() => {
            let files = vec![side.text()];
            Err(Box::new(Loaded { input: None, diagnostics: side.diagnostics, files }))
        }
        side => Ok(side.map(|side| (side.value, side.text))),
    }
}

/// The text of a file that nobody has named on the command line; none if there is no such file.
///
/// # Errors
///
/// If it is no file, or cannot be read.
pub fn read_if_there(path: &Path) -> Result<Option<String>, Box<Diagnostic>> {
    if path.exists() { text::read_file(path).map(Some) } else { Ok(None) }
}

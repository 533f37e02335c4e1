//! Files to [`Input`]: the only reading of the file system besides that of the written tree.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::docs_overlay::DocsOverlay;
use crate::source::bundle;
use crate::source::bundle::Text;
use crate::source::overlay;
use crate::source::overlay::Overlay;
use crate::source::read;
use crate::source::support::typed;

pub use crate::source::{Input, SourceFile};

use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the document of an API may be called.
pub const DOCUMENTS: [&str; 3] = ["openapi.yaml", "openapi.yml", "openapi.json"];

/// Reads `spec/<api>/`: the document, and `sdk.yaml`, `docs.yaml` and `overlay.yaml` if they are there; and
/// `package.yaml` in the folder around it.
pub fn load_dir(dir: &Path) -> (Option<Input>, Vec<Diagnostic>) {
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let documents = DOCUMENTS.map(|file| dir.join(file));
    let document = documents.iter().find(|path| path.is_file()).unwrap_or(&documents[0]);
    let (mut input, mut diagnostics) = load(document, &name, read_file(document));
    if let Some(input) = &mut input {
        let config = side_file(&dir.join("sdk.yaml"), input, &mut diagnostics);
        let words = side_file(&dir.join("docs.yaml"), input, &mut diagnostics);
        (input.config, input.words) = (config, words);
        if input.config.package.is_none() {
            input.config.package = side_file(&package_file(dir), input, &mut diagnostics);
        }
        let overlay = dir.join("overlay.yaml");
        if overlay.exists() {
            let overlay: Overlay = side_file(&overlay, input, &mut diagnostics);
            overlay::apply(&mut input.document.value, &overlay, input.others.len(), &mut diagnostics);
        }
    }
    (input, diagnostics)
}

/// The file beside the folders of all APIs of a crate that describes the crate: `spec/package.yaml`.
fn package_file(api: &Path) -> PathBuf {
    // `.` and `..` are folders without a name, whose parents are not the paths less a word.
    let folder = api.file_name().and(api.parent()).map_or_else(|| api.join(".."), Path::to_owned);
    folder.join("package.yaml")
}

/// Reads any document, JSON or YAML, and the files it refers to, without decisions.
pub fn load_file(path: &Path, name: &str) -> (Option<Input>, Vec<Diagnostic>) {
    load(path, name, read_text(path))
}

fn load(path: &Path, name: &str, text: Result<String, Box<Diagnostic>>) -> (Option<Input>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text: Arc<str> = match text {
        Ok(text) => text.into(),
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let Some(value) = read::read(&text, 0, &mut diagnostics) else { return (None, diagnostics) };
    let folder = path.parent().unwrap_or(Path::new(""));
    let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bundle = bundle::bundle(value, &own, &mut |file| read_below(folder, file), &mut diagnostics);
    let other = |Text { name, text }| SourceFile { name, text: text.into(), value: Value::Null };
    let input = Input {
        name: name.to_owned(),
        document: SourceFile { name: path.display().to_string(), text, value: bundle.document },
        others: bundle.files.into_iter().map(other).collect(),
        origins: bundle.origins,
        config: Config::default(),
        words: DocsOverlay::default(),
    };
    (Some(input), diagnostics)
}

/// Reads a file that a document refers to, unless it lies outside the document's folder (through a symbolic
/// link, say).
fn read_below(folder: &Path, file: &str) -> Result<Text, Box<Diagnostic>> {
    let path = folder.join(file);
    let real = |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    if let (Ok(folder), Ok(path)) = (real(folder), real(&path))
        && !path.starts_with(folder)
    {
        let message = format!("`{file}` is outside the folder of the document");
        return Err(Box::new(Diagnostic::new(Code::ReferenceOutside, message)));
    }
    Ok(Text { name: path.display().to_string(), text: read_file(&path)? })
}

/// Reads a file beside the document that may be missing.
fn side_file<T: DeserializeOwned + Default>(path: &Path, input: &mut Input, diagnostics: &mut Vec<Diagnostic>) -> T {
    if !path.exists() {
        return T::default();
    }
    let text = match read_file(path) {
        Ok(text) => text,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return T::default();
        }
    };
    let file = input.others.len() + 1;
    let typed = typed::typed(&text, file, diagnostics).unwrap_or_default();
    input.others.push(SourceFile { name: path.display().to_string(), text: text.into(), value: Value::Null });
    typed
}

/// Reads a text file that nobody has named on the command line. A pipe in its place would keep the generator waiting,
/// and a device could be endless.
fn read_file(path: &Path) -> Result<String, Box<Diagnostic>> {
    match fs::metadata(path) {
        Ok(there) if !there.is_file() && !there.is_dir() => {
            let message = format!("`{}` is a pipe, socket or device", path.display());
            Err(Box::new(Diagnostic::new(Code::UnreadableFile, message).help("put a file in its place")))
        }
        _ => read_text(path),
    }
}

/// Reads a text file, or whatever else has a text, such as the pipe of `<(command)`; the error says why not and what to
/// do.
pub fn read_text(path: &Path) -> Result<String, Box<Diagnostic>> {
    let name = path.display();
    let unreadable = |message: String, help: &str| Box::new(Diagnostic::new(Code::UnreadableFile, message).help(help));
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => unreadable(format!("there is no file `{name}`"), "give the path of a document"),
        ErrorKind::IsADirectory => unreadable(format!("`{name}` is a folder"), "give the path of a document in it"),
        ErrorKind::PermissionDenied => unreadable(format!("`{name}` may not be read"), "check its permissions"),
        _ => unreadable(format!("`{name}` cannot be read: {error}"), "give the path of a document"),
    })?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(unreadable(format!("`{name}` is UTF-16"), "save it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        unreadable(format!("`{name}` is not UTF-8: line {line} has other bytes"), "save it as UTF-8")
    })
}

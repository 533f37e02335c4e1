//! What a command reads: a document with the decisions beside it, or every API of a folder.

use super::Exit;
use crate::diagnostic::Diagnostic;
use crate::load::{DECISIONS, DOCUMENTS, Decisions, DocumentSource, Request, api_folders, load, load_dir};
use crate::naming::Level;
use crate::source::Input;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use std::borrow::Borrow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which document, and which decisions about it.
#[derive(Clone, Debug, Default, Args)]
pub struct InputArgs {
    /// An OpenAPI document, JSON or YAML: a file, `-` for standard input, or an `http(s)` URL. A folder stands for the
    /// document that the `sdk.yaml` in it names; left out, that is the folder one is in.
    #[arg(value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub document: Option<DocumentSource>,
    /// The decisions, where they are not the `sdk.yaml` beside the document; `docs.yaml` and `overlay.yaml` are read
    /// from the same folder.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder that the document and all files it refers to are in, where that is not its own.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

impl InputArgs {
    /// The folder given for a document, or the one that one is in.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        match &self.document {
            Some(DocumentSource::File(path)) if path.is_dir() => Some(path.clone()),
            Some(_) => None,
            None => Some(PathBuf::from(".")),
        }
    }

    /// What there is to read for the one API of a crate of its own.
    pub(super) fn request(&self) -> Request {
        let Self { document, config, root } = self.clone();
        let in_folder = self.folder().filter(|_| config.is_none()).map(|folder| match folder == Path::new(".") {
            true => PathBuf::from(DECISIONS),
            false => folder.join(DECISIONS),
        });
        let document = document.filter(|_| self.folder().is_none());
        let decisions = config.or(in_folder).map_or(Decisions::Beside, Decisions::At);
        Request { document, decisions, root, name: "api".to_owned() }
    }
}

/// Every API that a command looks at.
pub(super) struct Loaded<I = Input> {
    pub(super) inputs: Vec<I>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Names and texts of all files.
    pub(super) files: Vec<(String, Arc<str>)>,
}

/// Reads every folder in `spec` as an API, in the order of their names.
pub(super) fn load_specs(spec: &Path) -> Result<Loaded, Exit> {
    load_specs_by(spec, load_dir)
}

/// [`load_specs`] with what `load` gives for each folder.
pub(super) fn load_specs_by<I: Borrow<Input>>(
    spec: &Path,
    mut load: impl FnMut(&Path) -> (Option<I>, Vec<Diagnostic>),
) -> Result<Loaded<I>, Exit> {
    // The folder of a single API will do as well.
    let folders = if is_api(spec) { Ok(vec![spec.to_owned()]) } else { api_folders(spec) };
    let folders = folders.map_err(|error| {
        complain!("error: the folder `{}` cannot be read: {error}", spec.display());
        Exit::File
    })?;
    if folders.is_empty() {
        complain!("error: `{}` has no folder with an API in it", spec.display());
        return Err(Exit::File);
    }
    let mut loaded = Loaded { inputs: Vec::new(), diagnostics: Vec::new(), files: Vec::new() };
    for folder in folders {
        let (input, diagnostics) = load(&folder);
        let first = loaded.files.len();
        for mut diagnostic in diagnostics {
            if let Some(place) = &mut diagnostic.place {
                place.file += first;
            }
            loaded.diagnostics.push(diagnostic);
        }
        let files = input.as_ref().map(|input| Borrow::<Input>::borrow(input).files());
        loaded.files.extend(files.unwrap_or_else(|| only_file(&folder.join(DOCUMENTS[0]))));
        loaded.inputs.extend(input);
    }
    Ok(loaded)
}

/// Reads a document, or every API of a folder, and where they stand in what is made of them.
pub(super) fn load_input(args: &InputArgs) -> Result<(Loaded, Level), Exit> {
    let folder = match (&args.document, args.folder()) {
        (None, Some(folder)) if !folder.join(DECISIONS).is_file() && args.config.is_none() => {
            Some(PathBuf::from("spec"))
        }
        (Some(_), Some(folder)) if !is_crate(&folder) => Some(folder),
        _ => None,
    };
    if let Some(folder) = folder {
        return Ok((load_specs(&folder)?, Level::Module));
    }
    let crate::load::Loaded { input, diagnostics, files } = load(&args.request());
    Ok((Loaded { inputs: input.into_iter().collect(), diagnostics, files }, Level::Root))
}

/// Whether the decisions in a folder name a crate of its own.
fn is_crate(folder: &Path) -> bool {
    let decisions = crate::load::load_decisions(&folder.join(DECISIONS));
    decisions.is_some_and(|config| config.package.is_some_and(|package| package.name.is_some()))
}

/// Whether a folder holds a document.
fn is_api(folder: &Path) -> bool {
    DOCUMENTS.iter().any(|name| folder.join(name).is_file())
}

/// The file list of an input that could not be made: the document alone.
fn only_file(path: &Path) -> Vec<(String, Arc<str>)> {
    // What came through a pipe does not come again.
    let text = if path.is_file() { std::fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    vec![(path.display().to_string(), text.into())]
}

/// [`load_input`] of what is given as the only argument, with the decisions beside it.
pub(super) fn load_source(source: &DocumentSource) -> Result<(Loaded, Level), Exit> {
    load_input(&InputArgs { document: Some(source.clone()), ..InputArgs::default() })
}

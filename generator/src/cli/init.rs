//! `generator init`: a first `sdk.yaml`, with everything that is assumed about a document.

use super::console::Console;
use super::{Demand, Exit, Output, unwritable};
use crate::config::{PackageRule, reference};
use crate::disk;
use crate::load::{DECISIONS, Decisions, DocumentSource, Loaded, Request, load};
use crate::naming::Level;
use crate::pipeline::understand;
use crate::propose::{Subject, propose};
use crate::view::package::Package;
use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use heck::ToKebabCase;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The schema that the first line of the decisions names.
const SCHEMA: &str = "sdk.schema.json";

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// An OpenAPI document, JSON or YAML: a file or an `http(s)` URL.
    #[arg(value_parser = OsStringValueParser::new().map(DocumentSource::from))]
    pub document: DocumentSource,
    /// The folder of the crate, which gets the file; left out: that of the document.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Name of the crate; left out: made of the title.
    #[arg(long)]
    pub name: Option<String>,
    /// The folder that the document and all files it refers to are in, where that is not its own.
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Replace an `sdk.yaml` that is there.
    #[arg(long)]
    pub force: bool,
    /// How to print.
    #[command(flatten)]
    pub output: Output,
}

/// Runs the command.
pub(super) fn run(args: &InitArgs) -> Exit {
    let console = Console::new(args.output);
    let exit = init(args, &console);
    console.finish(exit)
}

fn init(args: &InitArgs, console: &Console) -> Exit {
    let folder = match (&args.out, args.document.folder()) {
        (Some(out), _) => out.clone(),
        (None, Some(folder)) => folder.to_owned(),
        (None, None) => PathBuf::new(),
    };
    let target = folder.join(DECISIONS);
    if args.document == DocumentSource::Stdin {
        complain!("error: `sdk.yaml` names its document: save it as a file first");
        return Exit::Usage;
    }
    for (place, is_replaced) in [(&target, false), (&folder.join(SCHEMA), is_schema(&folder.join(SCHEMA)))] {
        let is_there = fs::symlink_metadata(place).is_ok();
        let is_document = is_there && args.document.file().is_some_and(|file| whole(file) == whole(place));
        let help = match (is_document, args.force || is_replaced) {
            (true, _) => "it is the document: give that another name",
            (false, true) => continue,
            (false, false) => "`--force` replaces it",
        };
        if is_there {
            complain!("error: there is `{}` already; {help}", place.display());
            return Exit::Usage;
        }
    }
    // What was decided before does not count: it is about what is assumed without decisions.
    let (document, root) = (Some(args.document.clone()), args.root.clone());
    let request = Request { document, decisions: Decisions::Nowhere, root, name: "api".to_owned() };
    let Loaded { input, mut diagnostics, files } = load(&request);
    if let Some(exit) = console.print(&mut diagnostics, &files, Demand::ERRORS) {
        return exit;
    }
    let Some(mut input) = input else { return Exit::Document };
    let title = input.document.value["info"]["title"].as_str().unwrap_or_default().to_kebab_case();
    let name = args.name.clone().or_else(|| (!title.is_empty()).then(|| crate_name(&title)));
    let name = name.unwrap_or_else(|| "my-sdk".to_owned());
    input.name = name.replace('-', "_").to_lowercase();
    let mut found = Vec::new();
    let understood = understand(input.document.value.clone(), &input, Level::Root, &mut found);
    if let Some(exit) = console.print(&mut found, &input.files(), Demand::ERRORS) {
        return exit;
    }
    let Some(understood) = understood else { return Exit::Document };
    let described = Package::new(&name, format!("A typed client of the {} API.", understood.api.title));
    let described = described.described_by(&input.document.value["info"]);
    let package = PackageRule {
        name: Some(name),
        version: Some(described.version),
        description: Some(described.description),
        license: described.license,
        authors: described.authors,
        homepage: described.homepage,
        ..PackageRule::default()
    };
    let document = match args.document.file() {
        Some(file) => relative(file, &folder),
        None => args.document.to_string(),
    };
    let subject = Subject { api: &understood.api, names: &understood.names, document: &document, package: &package };
    let schema = format!("{:#}\n", reference::schema());
    let writes = [(folder.join(SCHEMA), schema), (target.clone(), propose(&subject))];
    if let Err(error) = disk::replace(&writes) {
        return unwritable(&target, &error);
    }
    console.set("written", vec![target.display().to_string()]);
    console.say(format!(
        "wrote {}: read it, then run `generator new{}`",
        target.display(),
        match folder.as_os_str().is_empty() {
            true => String::new(),
            false => format!(" {}", folder.display()),
        }
    ));
    Exit::Done
}

/// Whether there is a schema of decisions at a path, of this version or another.
fn is_schema(path: &Path) -> bool {
    let is_file = fs::symlink_metadata(path).is_ok_and(|there| there.is_file());
    let text = if is_file { fs::read_to_string(path).unwrap_or_default() } else { String::new() };
    let title = |schema: &Value| schema["title"].clone();
    serde_json::from_str(&text).is_ok_and(|found: Value| title(&found) == title(&reference::schema()))
}

/// A title as the name of a crate: letters first.
fn crate_name(title: &str) -> String {
    let plain: String = title.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let name = plain.trim_matches('-');
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name.to_owned(),
        false => format!("api-{name}").trim_end_matches('-').to_owned(),
    }
}

/// The path of a file from a folder, with `/` between its parts.
fn relative(file: &Path, folder: &Path) -> String {
    let (file, folder) = (whole(file), whole(folder));
    let common = file.iter().zip(folder.iter()).take_while(|(one, other)| one == other).count();
    let up = folder.iter().skip(common).map(|_| "..".into());
    let down = file.iter().skip(common).map(|part| part.to_string_lossy());
    up.chain(down).collect::<Vec<std::borrow::Cow<'_, str>>>().join("/")
}

/// The path without links and without `..`, as far as it is there: what is made only later stands in something that is.
fn whole(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    match (fs::canonicalize(path), path.parent(), path.file_name()) {
        (Ok(found), ..) => found,
        (Err(_), Some(parent), Some(name)) => whole(parent).join(name),
        (Err(_), ..) => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

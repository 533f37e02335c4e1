//! `generator schema`: what can be written in `sdk.yaml`, for editors and for people.

use super::Exit;
use crate::config::reference;
use clap::{Args, ValueEnum};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// How to print.
    #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
    pub format: SchemaFormat,
}

/// How to print the keys of `sdk.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    /// JSON Schema (2020-12).
    Json,
    /// A page with every key and an example.
    Markdown,
}

/// Runs the command.
pub(super) fn run(args: &SchemaArgs) -> Exit {
    match args.format {
        SchemaFormat::Json => say!("{:#}", reference::schema()),
        SchemaFormat::Markdown => say!("{}", reference::page().trim_end()),
    }
    Exit::Done
}

//! Another name for a type.

use askama::Template;
use proc_macro2::TokenStream;

/// A type alias.
#[derive(Template)]
#[template(path = "models/alias.jinja")]
pub struct AliasView {
    /// Its documentation.
    pub docs: TokenStream,
    /// Name of the alias.
    pub name: TokenStream,
    /// The type it stands for.
    pub target: TokenStream,
}

/// A type that contains itself by way of a list or a map alone, which an alias cannot.
#[derive(Template)]
#[template(path = "models/wrapper.jinja")]
pub struct WrapperView {
    /// Its documentation.
    pub docs: TokenStream,
    /// Name of the wrapper.
    pub name: TokenStream,
    /// The type it wraps.
    pub target: TokenStream,
}

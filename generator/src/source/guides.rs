//! Guides: Markdown that the owner of a crate writes for its users.

/// The guides of a crate, or of one API in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guides {
    /// What the first page says beside what follows from the document, such as a first program.
    pub front: Option<String>,
    /// A page for each task, in the order in which they are read.
    pub pages: Vec<Guide>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Its name: lower-case letters, digits and underscores, a letter first.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// The whole of it, with the heading.
    pub text: String,
}

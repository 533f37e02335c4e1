//! Markdown as types: inline, and blocks.

use super::escape::{Context, is_url, longest_run, push_code, push_text};
use super::hidden::visible_lines;
use super::prose::{blocks, line};
use super::readable::readable;
use super::{Cell, TomlDependency};
use proc_macro2::TokenStream;
use std::fmt;

/// Markdown on one line whose markup is our own, or was let through on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline(String);

/// A text without markup, such as a title or a version.
pub fn plain(text: &str) -> Inline {
    let mut escaped = String::with_capacity(text.len() + 8);
    push_text(text.trim(), Context::Line, &mut escaped);
    Inline(escaped.trim_end().to_owned())
}

/// A name or a value as code.
pub fn code(text: &str) -> Inline {
    let mut code = String::with_capacity(text.len() + 2);
    push_code(text, Context::Line, &mut code);
    Inline(code)
}

/// Words that may have markup, as one line: paragraphs and items of lists are joined, emphasis and code are kept.
pub fn prose(text: &str) -> Inline {
    Inline(line(text, Context::Line))
}

/// Inline Markdown of literal words and [pieces](crate::text::Piece): `markdown!("Schema {}.", code(name))`.
macro_rules! markdown {
    // A literal that went through `concat!` takes no variables from around it, only what is passed.
    ($words:literal $(, $piece:expr)* $(,)?) => {
        $crate::text::Inline::compose(format_args!(concat!($words) $(, $crate::text::Piece::shown(&$piece))*))
    };
}
pub(crate) use markdown;

impl Inline {
    /// For `markdown!` only, whose literals are ours and whose pieces are safe.
    #[doc(hidden)]
    pub fn compose(words: fmt::Arguments<'_>) -> Self {
        Self(words.to_string())
    }

    /// A link to an item by its path, which stands there as code.
    pub fn item(path: &TokenStream) -> Self {
        Self(format!("[`{}`]", written(path)))
    }

    /// A link to an item by its path; `name` stands there as code.
    pub fn link(name: &str, path: &TokenStream) -> Self {
        Self(format!("[{}]({})", code(name), written(path)))
    }

    /// A link to an item by its path, with words that say what is there.
    pub fn titled(title: &Self, path: &TokenStream) -> Self {
        Self(format!("[{title}]({})", written(path)))
    }

    /// A link to a section of the documentation of an item, by the anchor of its heading.
    pub fn section(title: &Self, path: &TokenStream, anchor: &'static str) -> Self {
        Self(format!("[{title}]({}#{anchor})", written(path)))
    }

    /// A link to the source of a module by its path in the crate, from the root of the crate.
    pub fn source(title: &Self, module: &TokenStream) -> Self {
        Self(format!("[{title}](src/{}.rs)", written(module).replace("::", "/")))
    }

    /// The address of a server: a link if it is nothing but a URL, else code.
    pub fn address(url: &str) -> Self {
        if is_url(url) { Self(format!("<{url}>")) } else { code(url) }
    }

    /// Several, with `separator` between them.
    pub fn join(items: impl IntoIterator<Item = Self>, separator: &'static str) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| item.0).collect();
        Self(items.join(separator))
    }

    /// With a capital letter first and a full stop at the end.
    #[must_use]
    pub fn sentence(self) -> Self {
        let mut letters = self.0.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        Self(first.chain(letters).chain(['.']).collect())
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A path as documentation has it.
fn written(path: &TokenStream) -> String {
    path.to_string().replace(' ', "").replace("r#", "")
}

impl fmt::Display for Inline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What `markdown!` puts among its words. Text is no piece: it has to be [`plain`], [`code`] or [`prose`] first.
pub trait Piece {
    /// As it stands in Markdown.
    fn shown(&self) -> impl fmt::Display;
}

impl Piece for Inline {
    fn shown(&self) -> impl fmt::Display {
        &self.0
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Piece for $number {
            fn shown(&self) -> impl fmt::Display {
                *self
            }
        }
    )*};
}
numbers!(u8 u16 u32 u64 usize);

/// A block of Markdown: a paragraph, a list, a table, code. It may have several lines and has none that is empty,
/// except in code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block(String);

impl Block {
    /// Words that may have markup: paragraphs, lists, quotes, tables, emphasis, code. All other markup is shown as
    /// text: HTML, images, and links, whose addresses stand behind their words as code. Headings are paragraphs in
    /// bold, and code is in no language, so that nothing of it is compiled.
    pub fn prose(text: &str) -> Vec<Self> {
        blocks(text).into_iter().map(Self).collect()
    }

    /// A heading of ours.
    pub fn heading(text: &'static str) -> Self {
        Self(format!("# {text}"))
    }

    /// A list of ours.
    pub fn list(items: impl IntoIterator<Item = Inline>) -> Self {
        let items: Vec<String> = items.into_iter().map(|item| format!("* {item}")).collect();
        Self(items.join("\n"))
    }

    /// Code of ours, which rustdoc compiles and runs. Strings of a document in it are literals.
    pub fn example(code: &str) -> Self {
        let code = visible_lines(code);
        let fence = "`".repeat(longest_run(&code, '`').max(2) + 1);
        Self(format!("{fence}\n{code}\n{fence}"))
    }

    /// Markdown of the owner of a crate as it is: rustdoc compiles and runs its code, and follows its links to items.
    /// Whoever writes it could as well write the crate. What cannot be seen in it is shown.
    pub fn guide(text: &str) -> Self {
        Self(visible_lines(text.trim()).into_owned())
    }

    /// A table of ours.
    pub fn table<const N: usize>(head: [&'static str; N], rows: impl IntoIterator<Item = [Cell; N]>) -> Self {
        let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let mut lines = vec![row(&head.map(str::to_owned)), format!("|{}", "---|".repeat(N))];
        lines.extend(rows.into_iter().map(|cells| row(&cells.map(|cell| cell.to_string()))));
        Self(lines.join("\n"))
    }

    /// The lines that add crates to a manifest.
    pub fn dependencies(lines: &[TomlDependency]) -> Self {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        Self(format!("```toml\n[dependencies]\n{}\n```", lines.join("\n")))
    }

    /// The same for those who do not read it through rustdoc: without hidden lines of code and links to items, and one
    /// level of headings deeper, below the name of the crate.
    #[must_use]
    pub fn readable(&self) -> Self {
        Self(readable(&self.0))
    }

    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Inline> for Block {
    fn from(inline: Inline) -> Self {
        Self(inline.0)
    }
}

//! Types of generated code with whole paths, so that two of them can be compared whatever their files import.

use proc_macro2::TokenStream;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};

/// What names mean in one file.
#[derive(Default)]
pub(super) struct Scope {
    /// Path of the public module the file belongs to, such as `polar::models`; empty for the root of a crate.
    pub module: String,
    /// Paths by the names that `use` lines give them.
    pub imports: BTreeMap<String, String>,
    /// Items of the file itself.
    pub declared: BTreeSet<String>,
}

impl Scope {
    /// What a file imports and declares.
    pub(super) fn new(module: &str, items: &[syn::Item]) -> Self {
        let mut scope = Self { module: module.to_owned(), ..Self::default() };
        for item in items {
            match item {
                syn::Item::Use(item) => scope.import("", &item.tree),
                syn::Item::Struct(item) => scope.declare(&item.ident),
                syn::Item::Enum(item) => scope.declare(&item.ident),
                syn::Item::Type(item) => scope.declare(&item.ident),
                _ => {}
            }
        }
        scope
    }

    fn declare(&mut self, ident: &proc_macro2::Ident) {
        self.declared.insert(ident.to_string());
    }

    fn import(&mut self, before: &str, tree: &syn::UseTree) {
        let below = |name: String| if before.is_empty() { name } else { format!("{before}::{name}") };
        match tree {
            syn::UseTree::Path(path) => self.import(&below(path.ident.to_string()), &path.tree),
            syn::UseTree::Name(name) => {
                self.imports.insert(name.ident.to_string(), below(name.ident.to_string()));
            }
            syn::UseTree::Rename(rename) => {
                self.imports.insert(rename.rename.to_string(), below(rename.ident.to_string()));
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(before, tree)),
            syn::UseTree::Glob(_) => {}
        }
    }

    /// The path of an item of this module.
    pub(super) fn path(&self, name: &str) -> String {
        if self.module.is_empty() { name.to_owned() } else { format!("{}::{name}", self.module) }
    }

    /// Tokens as text with whole paths and without needless blanks.
    pub(super) fn text(&self, tokens: impl ToTokens) -> String {
        let tokens: TokenStream = tokens.into_token_stream();
        map_paths(&tokens.to_string().replace(" :: ", "::").replace(":: ", "::"), |path| self.resolve(path))
    }

    fn resolve(&self, path: &str) -> String {
        let path = path.trim_start_matches("::");
        let (first, rest) = path.split_once("::").map_or((path, ""), |(first, rest)| (first, rest));
        let rest = if rest.is_empty() { String::new() } else { format!("::{rest}") };
        match first {
            "crate" => rest.trim_start_matches("::").to_owned(),
            "super" => format!("{}{rest}", self.module).trim_start_matches("::").to_owned(),
            _ => match self.imports.get(first) {
                Some(import) => format!("{import}{rest}")
                    .trim_start_matches("crate::")
                    .replace("super::", &self.path(""))
                    .to_owned(),
                None if self.declared.contains(first) => self.path(path),
                None => path.to_owned(),
            },
        }
    }
}

/// The text with every path in it replaced, and blanks only where words would run together.
pub(super) fn map_paths(text: &str, map: impl Fn(&str) -> String) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
    let mut mapped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("->") {
            mapped.push_str(" -> ");
            rest = after;
            continue;
        }
        let length = if is_word(c) || rest.starts_with("::") { path_length(rest) } else { c.len_utf8() };
        let (part, after) = rest.split_at(length);
        if length > c.len_utf8() || is_word(c) {
            if mapped.ends_with(|last: char| is_word(last) || last == '>' || last == ')') {
                mapped.push(' ');
            }
            mapped.push_str(&map(part));
        } else if c == ',' {
            mapped.push_str(", ");
        } else if c == '=' || c == '+' {
            mapped.push_str(&format!(" {c} "));
        } else if !c.is_whitespace() {
            mapped.push(c);
        }
        rest = after;
    }
    mapped.replace(", >", ">").replace(", )", ",)")
}

/// The length of the path that a text begins with: words and `::`.
fn path_length(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '#';
    let mut length = 0;
    loop {
        let rest = &text[length..];
        let next = if rest.starts_with("::") { 2 } else { rest.find(|c| !is_word(c)).unwrap_or(rest.len()) };
        // The `::` before generic arguments belongs to nobody.
        if next == 0 {
            return length.max(1);
        }
        length += next;
    }
}

/// A path or a signature for people: the last word of every path.
pub(super) fn short(text: &str) -> String {
    map_paths(text, |path| path.rsplit("::").next().unwrap_or(path).to_owned())
}

/// The last two words of a path, as code names a member: `Status::Paid`, `Order.amount`.
pub(super) fn last_two(path: &str) -> String {
    match path.rmatch_indices("::").map(|(at, _)| at).nth(usize::from(!path.contains('.'))) {
        Some(at) => path[at + 2..].to_owned(),
        None => path.to_owned(),
    }
}

/// An item as people name it: a member with its type, anything else alone.
pub(super) fn name(path: &str) -> String {
    let both = last_two(path);
    let is_member = both.contains('.') || both.starts_with(char::is_uppercase);
    let name = if is_member { both } else { both.rsplit("::").next().unwrap_or_default().to_owned() };
    name.replace("r#", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn paths_are_the_same_however_they_are_imported() {
        let file: syn::File = syn::parse_quote! {
            use crate::model::{ids, models};
            use crate::model::ids::OrderId;
            pub struct Local;
        };
        let scope = Scope::new("model::resources", &file.items);
        assert_eq!(scope.text(quote!(Option<ids::OrderId>)), "Option<model::ids::OrderId>");
        assert_eq!(scope.text(quote!(impl Into<OrderId>)), "impl Into<model::ids::OrderId>");
        assert_eq!(scope.text(quote!(Vec<crate::model::models::Order>)), "Vec<model::models::Order>");
        assert_eq!(scope.text(quote!((Local, &'static str, i64))), "(model::resources::Local, &'static str, i64)");
        assert_eq!(short("Option<model::ids::OrderId>"), "Option<OrderId>");
    }
}

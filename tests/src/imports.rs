//! Which modules a Rust source imports, read from its tokens: comments and texts that look like paths count for nothing.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The paths below the crate's root that a source names after `crate::`, `$crate::` or `super::`, by segment.
///
/// `module` is the path of the module that the source is.
///
/// # Errors
///
/// If the source is not Rust.
pub fn paths(source: &str, module: &[String]) -> Result<Vec<Vec<String>>, String> {
    let tokens: TokenStream = source.parse().map_err(|error| format!("{error}"))?;
    let mut found = Vec::new();
    scan(&trees(tokens), module, &mut found);
    Ok(found)
}

/// The items that a module exports again from its children, `pub use child::Item`: name and child.
///
/// # Errors
///
/// If the source is not Rust.
pub fn exports(source: &str) -> Result<Vec<(String, String)>, String> {
    let tokens: TokenStream = source.parse().map_err(|error| format!("{error}"))?;
    let tokens = trees(tokens);
    let mut found = Vec::new();
    for at in (0..tokens.len()).filter(|at| is_word(&tokens[*at], "use")) {
        let mut leaves = Vec::new();
        tree(&tokens, at + 1, &[], &mut leaves);
        let below = |leaf: Vec<String>| leaf.into_iter().skip_while(|part| part == "super").collect::<Vec<_>>();
        let named = leaves.into_iter().map(below).filter(|leaf| leaf.len() > 1);
        found.extend(named.map(|leaf| (leaf[leaf.len() - 1].clone(), leaf[0].clone())));
    }
    Ok(found)
}

fn trees(tokens: TokenStream) -> Vec<TokenTree> {
    tokens.into_iter().collect()
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn scan(tokens: &[TokenTree], module: &[String], found: &mut Vec<Vec<String>>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Group(group) => {
                // The body of `mod name { … }` is a module of its own.
                let name = match (at.checked_sub(2).map(|at| &tokens[at]), at.checked_sub(1).map(|at| &tokens[at])) {
                    (Some(word), Some(TokenTree::Ident(name))) if is_word(word, "mod") => Some(name.to_string()),
                    _ => None,
                };
                let inner: Vec<String> = module.iter().cloned().chain(name).collect();
                scan(&trees(group.stream()), &inner, found);
                at += 1;
            }
            TokenTree::Ident(ident) if ident == "crate" && is_path(tokens, at + 1) => {
                at = tree(tokens, at + 3, &[], found);
            }
            TokenTree::Ident(ident) if ident == "super" && is_path(tokens, at + 1) => {
                let mut base = module;
                while tokens.get(at).is_some_and(|token| is_word(token, "super")) && is_path(tokens, at + 1) {
                    base = base.split_last().map_or(base, |(_, parents)| parents);
                    at += 3;
                }
                at = tree(tokens, at, base, found);
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
        }
    }
}

fn is_path(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    colon(at) && colon(at + 1)
}

/// Reads a path, or a tree of `use`, that begins at a position; gives the position behind it.
fn tree(tokens: &[TokenTree], mut at: usize, base: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = base.to_vec();
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner = trees(group.stream());
                for part in inner.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')) {
                    tree(part, 0, &path, found);
                }
                return at + 1;
            }
            _ => break,
        }
        at += 1;
        if !is_path(tokens, at) {
            break;
        }
        at += 2;
    }
    if path.len() > base.len() {
        found.push(path);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{exports, paths};

    fn read(source: &str) -> Vec<String> {
        let module = ["call".to_owned(), "upload".to_owned()];
        paths(source, &module).expect("it is Rust").iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn imports_are_read_from_nested_trees_inline_paths_and_macros() {
        assert_eq!(
            read("use crate::runtime::{json::{self, Value}, page};"),
            ["runtime::json::self", "runtime::json::Value", "runtime::page"]
        );
        assert_eq!(read("fn f() { crate::a::b() }"), ["a::b"]);
        assert_eq!(read("macro_rules! m { () => { $crate::a::B } }"), ["a::B"]);
    }

    #[test]
    fn super_is_the_parent_of_the_module_it_stands_in() {
        assert_eq!(read("use super::super::json::Value;"), ["json::Value"]);
        assert_eq!(read("mod inner { use super::steps; }"), ["call::upload::steps"]);
    }

    #[test]
    fn comments_and_texts_import_nothing() {
        assert_eq!(read("//! crate::a\nconst A: &str = \"crate::b\"; /// super::c\nstruct S;"), [""; 0]);
    }

    #[test]
    fn exports_name_the_child_they_come_from() {
        let found = exports("pub use call::{Call, upload::Upload}; use std::fmt;").expect("it is Rust");
        let found: Vec<_> = found.iter().map(|(name, from)| format!("{name} of {from}")).collect();
        assert_eq!(found, ["Call of call", "Upload of call", "fmt of std"]);
    }
}

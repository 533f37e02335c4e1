//! Which declared types share a file: a component with what is declared inside it, an operation likewise.

use super::claim::Case;
use super::ident::Ident;
use super::reserved;
use super::scope::{Claim, Scope};
use super::words::Words;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, TypeId};
use std::collections::BTreeMap;

/// A file of models.
#[derive(Clone, Debug)]
pub struct ModelFile {
    /// Its module.
    pub module: Ident,
    /// The types in it: the one it is named after first, then in document order.
    pub types: Vec<TypeId>,
}

/// Puts every type into a file; files are sorted by name.
pub(super) fn name_files(api: &Api, types: &[Ident], diagnostics: &mut Vec<Diagnostic>) -> Vec<ModelFile> {
    let operations: BTreeMap<&str, &str> =
        api.operations.iter().map(|operation| (operation.origin.pointer.as_str(), operation.id.as_str())).collect();
    let declared: BTreeMap<&str, TypeId> =
        api.type_ids().map(|(id, decl)| (decl.origin.pointer.as_str(), id)).collect();
    let mut homes: BTreeMap<Home<'_>, Vec<TypeId>> = BTreeMap::new();
    for (id, decl) in api.type_ids() {
        homes.entry(home(&decl.origin.pointer, id, &declared, &operations)).or_default().push(id);
    }
    for (home, members) in &mut homes {
        if let Home::Type(root) = home {
            members.sort_by_key(|id| id != root);
        }
    }
    let claims = homes.iter().map(|(home, members)| {
        let first = members[0];
        let pointer = &api.ty(first).origin.pointer;
        let claim = Claim::new(format!("the file of `{}`", types[first.0 as usize]), pointer, pointer);
        let claim = match home {
            Home::Operation(id) if members.len() > 1 => claim.rank(1).rule(snake(id)),
            Home::Type(_) | Home::Operation(_) => claim.rule(snake(types[first.0 as usize].unraw())),
        };
        let stem = claim_stem(home, types[first.0 as usize].unraw());
        claim.if_reserved(snake(&format!("{stem} schema"))).rule(snake(&format!("{stem} types")))
    });
    let modules =
        Scope::reserving(reserved::FILES.iter().copied().chain(["models"])).settle(claims.collect(), diagnostics);
    let files = modules.into_iter().zip(homes.into_values()).map(|(module, types)| ModelFile { module, types });
    let mut files: Vec<ModelFile> = files.collect();
    files.sort_by(|a, b| a.module.unraw().cmp(b.module.unraw()));
    files
}

/// What a file is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home<'a> {
    Type(TypeId),
    Operation(&'a str),
}

/// The outermost declared type or the operation that a pointer lies in.
fn home<'a>(
    pointer: &str,
    id: TypeId,
    declared: &BTreeMap<&str, TypeId>,
    operations: &BTreeMap<&'a str, &'a str>,
) -> Home<'a> {
    let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
    for end in ends {
        let outer = &pointer[..end];
        if let Some(operation) = operations.get(outer) {
            return Home::Operation(operation);
        }
        if let Some(&outer) = declared.get(outer) {
            return Home::Type(outer);
        }
    }
    Home::Type(id)
}

fn claim_stem<'a>(home: &Home<'a>, ident: &'a str) -> &'a str {
    match home {
        Home::Type(_) => ident,
        Home::Operation(id) => id,
    }
}

/// A name that is too long loses words in the middle: how it begins tells what it belongs to, how it ends what it is.
fn snake(name: &str) -> String {
    let text = Case::Snake.write(&Words::of(name), &Words::of("schema"));
    if text.len() <= LONGEST {
        return text;
    }
    let (head, tail) = (&text[..LONGEST / 2], &text[text.len() - LONGEST / 2..]);
    let head = head.rsplit_once('_').map_or(head, |(whole, _)| whole);
    let tail = tail.split_once('_').map_or(tail, |(_, whole)| whole);
    format!("{head}_{tail}")
}

/// File systems take 255 bytes, and archives of packages count the folders too.
const LONGEST: usize = 100;

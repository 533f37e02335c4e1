//! Which declared types share a file: a component with what is declared inside it only, an operation likewise.

use super::candidates::Case;
use super::ident::Ident;
use super::methods;
use super::reserved;
use super::scope::{Claim, Scope};
use super::segments::Words;
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
pub(super) fn name_files(
    api: &Api,
    types: &[Ident],
    operations: &[methods::MethodCandidates],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ModelFile> {
    let ids = api.operations.iter().map(|operation| operation.id.as_str());
    let stems: BTreeMap<&str, &Words> = ids.zip(operations.iter().map(|candidates| &candidates.stem)).collect();
    let stem = |id: &str| stems.get(id).map_or_else(|| snake(id), |words| write(words));
    let mut homes = Homes::new(api).all();
    for (home, members) in &mut homes {
        if let Home::Type(root) = home {
            members.sort_by_key(|id| id != root);
        }
    }
    let claims = homes.iter().map(|(home, members)| {
        let first = members[0];
        let (ident, pointer) = (&types[first.0 as usize], &api.ty(first).origin.pointer);
        let claim = Claim::new(format!("the file of `{ident}`"), pointer, pointer);
        let claim = match home {
            Home::Operation(id) if members.len() > 1 => claim.rank(1).rule(|| stem(id)).rule(|| snake(id)),
            Home::Type(_) | Home::Operation(_) => claim.rule(|| snake(ident.unraw())),
        };
        let stem = claim_stem(home, ident.unraw());
        claim.if_reserved(move || snake(&format!("{stem} schema"))).rule(move || snake(&format!("{stem} types")))
    });
    let modules = Scope::reserving(reserved::files().chain(["models"])).resolve(claims.collect(), diagnostics);
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

/// What the types of a file have in common.
struct Homes<'a> {
    api: &'a Api,
    operations: BTreeMap<&'a str, &'a str>,
    declared: BTreeMap<&'a str, TypeId>,
}

impl<'a> Homes<'a> {
    fn new(api: &'a Api) -> Self {
        let operations = api.operations.iter().map(|operation| (operation.origin.pointer.as_str(), &*operation.id));
        let mut declared: BTreeMap<&str, TypeId> = BTreeMap::new();
        for (id, decl) in api.type_ids() {
            // Branches that are merged with what is around them stand where that does, which has the surer name.
            let known = declared.entry(&decl.origin.pointer).or_insert(id);
            if decl.name_source < api.ty(*known).name_source {
                *known = id;
            }
        }
        Self { api, operations: operations.collect(), declared }
    }

    /// Every file with its types. One that would have very many is cut: its larger parts have files of their own.
    fn all(&self) -> BTreeMap<Home<'a>, Vec<TypeId>> {
        let chains: Vec<Vec<Home<'a>>> = self.api.type_ids().map(|(id, _)| self.chain(id)).collect();
        let mut depths = vec![0; chains.len()];
        loop {
            let mut homes: BTreeMap<Home<'a>, Vec<TypeId>> = BTreeMap::new();
            let at = |id: TypeId, depth: usize| chains[id.0 as usize].get(depth).copied();
            for (id, _) in self.api.type_ids() {
                homes.entry(at(id, depths[id.0 as usize]).expect("a chain ends in the type")).or_default().push(id);
            }
            let mut cut = false;
            for members in homes.values().filter(|members| members.len() > MOST) {
                let mut parts: BTreeMap<Home<'a>, Vec<TypeId>> = BTreeMap::new();
                for &id in members {
                    let part = at(id, depths[id.0 as usize] + 1);
                    part.into_iter().for_each(|part| parts.entry(part).or_default().push(id));
                }
                for &id in parts.values().filter(|part| part.len() > 1).flatten() {
                    depths[id.0 as usize] += 1;
                    cut = true;
                }
            }
            if !cut {
                return homes;
            }
        }
    }

    /// What a type may live with, the outermost first, the type itself last. It lives with the type or operation it is
    /// declared in. One that stands at several places lives there only if all of them are inside; else it has a file of
    /// its own, so that who needs it needs nothing else.
    fn chain(&self, id: TypeId) -> Vec<Home<'a>> {
        let pointer = self.api.ty(id).origin.pointer.as_str();
        let outer = pointer.match_indices('/').rev().map(|(end, _)| &pointer[..end]);
        for outer in outer {
            if let Some(operation) = self.operations.get(outer) {
                let inside = self.is_inside(id, &[outer]).then_some(Home::Operation(operation));
                return inside.into_iter().chain([Home::Type(id)]).collect();
            }
            if let Some(&outer) = self.declared.get(outer).filter(|outer| **outer != id) {
                let places: Vec<&str> = self.places(outer).collect();
                let inside = if self.is_inside(id, &places) { self.chain(outer) } else { Vec::new() };
                return inside.into_iter().chain([Home::Type(id)]).collect();
            }
        }
        vec![Home::Type(id)]
    }

    fn is_inside(&self, id: TypeId, outer: &[&str]) -> bool {
        let inside = |place: &str, outer: &str| place.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        self.places(id).all(|place| outer.iter().any(|outer| inside(place, outer)))
    }

    /// Where a type stands in the document.
    fn places(&self, id: TypeId) -> impl Iterator<Item = &'a str> {
        let decl = self.api.ty(id);
        std::iter::once(&decl.origin.pointer).chain(&decl.also).map(String::as_str)
    }
}

fn claim_stem<'a>(home: &Home<'a>, ident: &'a str) -> &'a str {
    match home {
        Home::Type(_) => ident,
        Home::Operation(id) => id,
    }
}

fn snake(name: &str) -> String {
    write(&Words::of(name))
}

fn write(words: &Words) -> String {
    shortened(Case::Snake.write(words, &Words::of("schema")))
}

/// A name that is too long loses words in the middle: how it begins tells what it belongs to, how it ends what it is.
pub(super) fn shortened(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let (head, tail) = (&text[..LONGEST / 2], &text[text.len() - LONGEST / 2..]);
    let head = head.rsplit_once('_').map_or(head, |(whole, _)| whole);
    let tail = tail.split_once('_').map_or(tail, |(_, whole)| whole);
    format!("{head}_{tail}")
}

/// More types than these make a file that nobody reads, and that changes with each of them.
const MOST: usize = 24;

/// File systems take 255 bytes, and archives of packages count the folders too.
const LONGEST: usize = 100;

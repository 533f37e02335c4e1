//! What follows from the model as a whole: what is used, by whom, which types differ by direction, where types contain
//! or require themselves, and what can be derived.
//!
//! Afterwards every type is reached by an operation or a webhook, types are in the order of their names, ids
//! are dense, and [`crate::model::Usage`], [`crate::model::Traits`] and [`crate::model::Field::boxed`] are set.

pub mod coverage;
mod directions;
mod endless;
mod fixed;
mod prune;
mod recursion;
mod traits;
mod unsigned;
mod usage;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Api, NameSource, Rule, Shape, TypeDecl, TypeId, Union};

/// Analyzes an API.
pub fn analyze(api: Api, diagnostics: &mut Vec<Diagnostic>) -> Api {
    let mut api = prune::prune(api);
    usage::mark(&mut api);
    // A type that is split below is still one place of the document.
    report_undecided(&api, diagnostics);
    if directions::split(&mut api) {
        api = prune::prune(api);
        usage::mark(&mut api);
    }
    if fixed::mark(&mut api) {
        api = prune::prune(api);
        usage::mark(&mut api);
    }
    unsigned::mark(&mut api);
    endless::end(&mut api, diagnostics);
    recursion::mark(&mut api);
    traits::mark(&mut api);
    api
}

/// So many variants of a union are named in a diagnostic.
const VARIANTS: usize = 12;

/// Unions that nothing decides, now that those nobody uses are gone.
fn report_undecided(api: &Api, diagnostics: &mut Vec<Diagnostic>) {
    for decl in &api.types {
        let Shape::Union(union) = &decl.shape else { continue };
        report_indistinct(decl, union, diagnostics);
        if union.rule != Rule::Undecided || is_decided(&union.because) {
            continue;
        }
        let at = decl.component().unwrap_or_else(|| decl.origin.pointer.clone());
        let names: Vec<String> =
            union.variants.iter().filter_map(|one| one.name_hints.first()).map(|name| format!("`{name}`")).collect();
        let first = names.first().cloned().unwrap_or_default();
        let others = match names.len().saturating_sub(VARIANTS) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        diagnostics.push(
            Diagnostic::new(Code::UndecidedUnion, "the variants of this union cannot be distinguished")
                .at(decl.origin.pointer.clone())
                .note(format!("the variants are {}{others}", names[..names.len().min(VARIANTS)].join(", ")))
                .help(format!(
                    "decide in `unions` of sdk.yaml:\n\
                     - at: {at}\n  rule: first        # always {first}; or `tag`, `sibling` with path and mapping, `keys` with tests\n  because: …"
                )),
        );
    }
}

/// Variants of a union that nothing tells apart, while the others are.
fn report_indistinct(decl: &TypeDecl, union: &Union, diagnostics: &mut Vec<Diagnostic>) {
    let sets = union.indistinct();
    if sets.is_empty() {
        return;
    }
    let at = decl.component().unwrap_or_else(|| decl.origin.pointer.clone());
    let mut diagnostic = Diagnostic::new(Code::UndecidedUnion, "some variants of this union cannot be distinguished")
        .at(decl.origin.pointer.clone());
    for set in sets {
        let names: Vec<String> = set
            .iter()
            .filter_map(|at| union.variants[*at].name_hints.first())
            .map(|name| format!("`{name}`"))
            .collect();
        let names = names.join(", ");
        diagnostic = diagnostic.note(format!("{names} say the same of their properties: values of them stay raw"));
    }
    diagnostics.push(diagnostic.help(format!(
        "decide in `unions` of sdk.yaml:\n\
         - at: {at}\n  rule: …        # `first`; or `tag`, `sibling` with path and mapping, `keys` with tests\n  because: …"
    )));
}

/// A decision of `sdk.yaml` brings its own reason.
fn is_decided(because: &str) -> bool {
    because != crate::lower::UNDECIDED
}

/// The types that each type is a part of.
fn users(api: &Api) -> Vec<Vec<TypeId>> {
    let mut users = vec![Vec::new(); api.types.len()];
    for (id, decl) in api.type_ids() {
        decl.parts().iter().for_each(|part| users[part.0 as usize].push(id));
    }
    users
}

/// The order of types: by name, components first.
fn order(name_source: &NameSource) -> (u8, String) {
    match name_source {
        NameSource::Component(name) => (0, name.clone()),
        NameSource::Decided(name) => (1, name.clone()),
        NameSource::Title(title) => (1, title.clone()),
        NameSource::Position(words) => (2, words.join("\u{1}")),
    }
}

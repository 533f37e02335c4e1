//! What of a document is in the model, as a report that machines read.
//!
//! Rust paths are filled in by whoever knows the names; here they are left out.

use crate::model::{Api, NameSource, Operation, Rule, Shape, TypeDecl};
use serde::Serialize;

/// What of a document is in the model.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// Module name of the API.
    pub api: String,
    /// Version of the document.
    pub version: String,
    /// How many there are of each kind.
    pub counts: Counts,
    /// How the Rust names read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Readability>,
    /// All operations.
    pub operations: Vec<OperationEntry>,
    /// All types.
    pub types: Vec<TypeEntry>,
    /// How each union is distinguished.
    pub unions: Vec<UnionEntry>,
    /// Names of all webhooks.
    pub webhooks: Vec<String>,
}

/// How many there are.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub operations: usize,
    pub groups: usize,
    pub webhooks: usize,
    /// Types that are keys of `components/schemas`.
    pub schemas: usize,
    /// Types without a name in the document.
    pub inline_types: usize,
    pub objects: usize,
    pub enums: usize,
    pub unions: usize,
    pub aliases: usize,
}

/// How many names are such as nobody would choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Readability {
    /// All methods.
    pub methods: usize,
    /// Methods of more than 40 letters.
    pub long_methods: usize,
    /// Methods in whose name all words of their resource stand.
    pub repeating_methods: usize,
    /// All types of models.
    pub types: usize,
    /// Types of more than 50 letters.
    pub long_types: usize,
    /// Names of any kind with a mark that is computed, because no word tells them from others.
    pub marked: usize,
    /// The most types that one file holds.
    pub largest_file: usize,
}

/// An operation.
#[derive(Clone, Debug, Serialize)]
pub struct OperationEntry {
    /// `operationId`, or the one made of method and path.
    pub id: String,
    /// HTTP method.
    pub method: String,
    /// Path template.
    pub path: String,
    /// Group in the document, segments joined with `.`.
    pub group: String,
    /// Rust path of its method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rust: Option<String>,
    /// JSON pointer into the document.
    pub pointer: String,
}

/// A type.
#[derive(Clone, Debug, Serialize)]
pub struct TypeEntry {
    /// Key of `components/schemas`, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// `object`, `enum`, `union` or `alias`.
    pub shape: &'static str,
    /// Rust path of the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rust: Option<String>,
    /// JSON pointer into the document.
    pub pointer: String,
}

/// A union.
#[derive(Clone, Debug, Serialize)]
pub struct UnionEntry {
    /// What it is called: component, title or words of its place.
    pub name: String,
    /// JSON pointer into the document.
    pub pointer: String,
    /// `tag`, `json_type`, `keys`, `sibling` or `undecided`, with the path where there is one.
    pub rule: String,
    /// Why that rule.
    pub because: String,
    /// What the variants are called, in the order of the document.
    pub variants: Vec<String>,
}

/// Reports on an analyzed API.
pub fn coverage(api: &Api) -> Coverage {
    let count = |test: fn(&TypeDecl) -> bool| api.types.iter().filter(|decl| test(decl)).count();
    let schemas = count(|decl| decl.component().is_some());
    let mut groups: Vec<&Vec<String>> = api.operations.iter().map(|operation| &operation.group).collect();
    groups.sort();
    groups.dedup();
    Coverage {
        api: api.name.clone(),
        version: api.version.clone(),
        counts: Counts {
            operations: api.operations.len(),
            groups: groups.len(),
            webhooks: api.webhooks.len(),
            schemas,
            inline_types: api.types.len() - schemas,
            objects: count(|decl| matches!(decl.shape, Shape::Object(_))),
            enums: count(|decl| matches!(decl.shape, Shape::Enum(_))),
            unions: count(|decl| matches!(decl.shape, Shape::Union(_))),
            aliases: count(|decl| matches!(decl.shape, Shape::Alias(_))),
        },
        names: None,
        operations: api.operations.iter().map(operation).collect(),
        types: api.types.iter().map(ty).collect(),
        unions: api.types.iter().filter_map(union).collect(),
        webhooks: api.webhooks.iter().map(|webhook| webhook.event.clone()).collect(),
    }
}

fn operation(operation: &Operation) -> OperationEntry {
    OperationEntry {
        id: operation.id.clone(),
        method: operation.method.as_str().to_owned(),
        path: operation.path.to_string(),
        group: operation.declared_group.join("."),
        rust: None,
        pointer: operation.origin.pointer.clone(),
    }
}

fn ty(decl: &TypeDecl) -> TypeEntry {
    let shape = match &decl.shape {
        Shape::Object(_) => "object",
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::Alias(_) => "alias",
    };
    TypeEntry { schema: decl.component(), shape, rust: None, pointer: decl.origin.pointer.clone() }
}

fn union(decl: &TypeDecl) -> Option<UnionEntry> {
    let Shape::Union(union) = &decl.shape else { return None };
    let rule = match &union.rule {
        Rule::Tag(path) => format!("tag {}", path.join(".")),
        Rule::JsonType => "json_type".to_owned(),
        Rule::Keys => "keys".to_owned(),
        Rule::Sibling(path) => format!("sibling {}", path.join(".")),
        Rule::Undecided => "undecided".to_owned(),
    };
    let name = match &decl.name_source {
        NameSource::Component(name) | NameSource::Title(name) | NameSource::Decided(name) => name.clone(),
        NameSource::Position(words) => words.join(" "),
    };
    let variants = union.variants.iter().filter_map(|variant| variant.name_hints.first().cloned()).collect();
    Some(UnionEntry { name, pointer: decl.origin.pointer.clone(), rule, because: union.because.clone(), variants })
}

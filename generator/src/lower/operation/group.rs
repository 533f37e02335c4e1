//! Groups of operations: what `sdk.yaml` says, then extensions it names, then tags, then paths.

use crate::config::{Config, OperationName};
use crate::model::{self, Method, PathTemplate, Security, Segment};
use openapiv3::Operation;
use serde_json::Value;
use std::collections::BTreeMap;

/// Group of an operation, and what it is called where that is decided.
pub(in crate::lower) fn group(config: &Config, source: &Operation, id: &str, path: &PathTemplate) -> Grouped {
    let own = |by: &Option<String>| by.as_ref().and_then(|name| source.extensions.get(name));
    let decided: Vec<&OperationName> =
        config.operations.overrides.iter().filter(|decided| decided.operation == id).collect();
    let declared = own(&config.operations.group_extension)
        .and_then(extension)
        .or_else(|| source.tags.first().filter(|tag| !tag.trim().is_empty()).map(|tag| vec![tag.trim().to_owned()]))
        .unwrap_or_else(|| vec![first_literal(path)]);
    let group = decided.iter().find_map(|decided| decided.group.as_deref()).map_or_else(|| declared.clone(), segments);
    let decided = decided
        .iter()
        .find_map(|decided| decided.method.clone())
        .or_else(|| own(&config.operations.method_extension).and_then(Value::as_str).map(str::to_owned));
    Grouped { declared, group, decided }
}

/// The place of an operation among others.
pub(in crate::lower) struct Grouped {
    /// The group that the document puts it in.
    pub(in crate::lower) declared: Vec<String>,
    /// The group that it is in after all decisions.
    pub(in crate::lower) group: Vec<String>,
    /// What a decision calls it there.
    pub(in crate::lower) decided: Option<String>,
}

/// Makes groups of what a reader takes for one: those whose names differ in case and separators only, and the tag that
/// every operation has because a framework gives one to each. Then puts each where it is reached.
pub(in crate::lower) fn unite(operations: &mut [model::Operation], config: &Config, title: &str) {
    if config.operations.group_extension.is_none() && is_of_framework(operations, title) {
        for operation in operations.iter_mut().filter(|operation| operation.group == operation.declared_group) {
            operation.group = vec![first_literal(&operation.path)];
        }
    }
    let spellings = Spellings::of(operations);
    for operation in operations {
        let group = operation.group.iter().map(|segment| spellings.best(segment)).collect();
        operation.group = reached(config, group, &operation.security);
    }
}

/// Decisions that call two operations of a group the same: where in `sdk.yaml` the later one is, and what it does. Neither
/// is used, so that nothing is reported that only follows from it.
pub(in crate::lower) fn twice(operations: &mut [model::Operation], config: &Config) -> Vec<(String, String)> {
    let rule = |operation: &model::Operation| {
        let rules = config.operations.overrides.iter();
        rules.enumerate().find(|(_, rule)| rule.operation == operation.id && rule.method.is_some()).map(|(at, _)| at)
    };
    let mut known: BTreeMap<(&[String], String), (usize, usize)> = BTreeMap::new();
    let (mut found, mut unused) = (Vec::new(), Vec::new());
    for (index, operation) in operations.iter().enumerate() {
        let (Some(name), Some(at)) = (operation.decided.as_ref(), rule(operation)) else { continue };
        match known.get(&(operation.group.as_slice(), folded(name))).copied() {
            Some((first, other)) => {
                let id = &operations[other].id;
                let message = format!("`{}` and `{id}` are both called `{name}` in one group", operation.id);
                found.push((format!("/operations/overrides/{}/method", at.max(first)), message));
                unused.extend([index, other]);
            }
            None => drop(known.insert((&operation.group, folded(name)), (at, index))),
        }
    }
    unused.into_iter().for_each(|index| operations[index].decided = None);
    found
}

/// Whether all operations have one tag which says nothing of any: the name of the application, as ASP.NET gives it, or a
/// word for all of it, such as `api` of drf-spectacular and `crate` of utoipa; and their paths do tell them apart.
fn is_of_framework(operations: &[model::Operation], title: &str) -> bool {
    let Some([tag]) = operations.first().map(|first| first.declared_group.as_slice()) else { return false };
    let is_only = operations.iter().all(|operation| operation.declared_group == [tag.as_str()]);
    let application = folded(title.split('|').next().unwrap_or_default());
    let says_nothing =
        ["api", "default", "crate"].contains(&&*folded(tag)) || is_version(tag) || folded(tag) == application;
    let mut resources = operations.iter().map(|operation| first_literal(&operation.path));
    let first = resources.next();
    is_only && says_nothing && (resources.any(|other| Some(other) != first) || folded(tag) != application)
}

/// How the names of groups are written, by what they are without case and separators.
struct Spellings(BTreeMap<String, String>);

impl Spellings {
    /// A decided spelling before the document's, then the one that most operations have.
    fn of(operations: &[model::Operation]) -> Self {
        let mut uses: BTreeMap<(String, String), (bool, usize)> = BTreeMap::new();
        for operation in operations {
            for segment in &operation.group {
                let spelling = without_role(segment, &operation.id);
                let (decided, count) = uses.entry((folded(segment), spelling.to_owned())).or_default();
                *decided |= operation.group != operation.declared_group;
                *count += 1;
            }
        }
        let mut best: BTreeMap<String, (String, (bool, usize))> = BTreeMap::new();
        for ((key, spelling), weight) in uses {
            match best.get(&key) {
                Some((_, known)) if *known >= weight => {}
                _ => drop(best.insert(key, (spelling, weight))),
            }
        }
        let mut shortened: BTreeMap<String, usize> = BTreeMap::new();
        best.values().for_each(|(spelling, _)| *shortened.entry(folded(spelling)).or_default() += 1);
        let spell = |(key, (spelling, _)): (String, (String, (bool, usize)))| {
            let is_alone = shortened[&folded(&spelling)] == 1;
            is_alone.then_some((key, spelling))
        };
        Self(best.into_iter().filter_map(spell).collect())
    }

    fn best(&self, segment: &str) -> String {
        self.0.get(&folded(segment)).cloned().unwrap_or_else(|| segment.to_owned())
    }
}

/// A tag without the word for what a framework calls the class behind it: `note-controller` of springdoc,
/// `NotesController`, and `NotesService` where ids begin with it, as those of gRPC do.
pub(in crate::lower) fn without_role<'t>(tag: &'t str, id: &str) -> &'t str {
    let is_service = id.strip_prefix(tag).is_some_and(|rest| rest.starts_with('_'));
    let controller = ["-controller", "_controller", "Controller"].iter().find_map(|role| tag.strip_suffix(role));
    let stem = controller.or_else(|| tag.strip_suffix("Service").filter(|_| is_service));
    stem.filter(|stem| !stem.is_empty() && !tag.contains(char::is_whitespace)).unwrap_or(tag)
}

/// A name as it compares: without case and without what only separates words.
pub(in crate::lower) fn folded(name: &str) -> String {
    let separates = |letter: char| letter.is_whitespace() || matches!(letter, '-' | '_' | '.' | '/' | ':');
    let letters = name.chars().filter(|letter| !separates(*letter)).flat_map(char::to_lowercase);
    let folded: String = letters.collect();
    if folded.is_empty() { name.to_owned() } else { folded }
}

/// Where an operation of a group is reached: what needs no credential and is in the group of a handle, which needs one,
/// is reached where the handle's rule says.
fn reached(config: &Config, group: Vec<String>, security: &Security) -> Vec<String> {
    let handle = config.handles.iter().find(|handle| group.first() == Some(&handle.group));
    match handle.and_then(|handle| handle.open.as_ref()) {
        Some(open) if security.any_of.is_empty() => {
            segments(open).into_iter().chain(group.into_iter().skip(1)).collect()
        }
        Some(_) | None => group,
    }
}

fn segments(group: &str) -> Vec<String> {
    group.split('.').map(str::trim).filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

fn extension(value: &Value) -> Option<Vec<String>> {
    let found = match value {
        Value::String(group) => segments(group),
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    };
    (!found.is_empty()).then_some(found)
}

/// The first word of a path that is neither a version nor `api`.
fn first_literal(path: &PathTemplate) -> String {
    let literals = path.segments.iter().filter_map(|segment| match segment {
        Segment::Literal(literal) => Some(literal),
        Segment::Parameter(_) => None,
    });
    let mut words = literals.flat_map(|literal| literal.split('/')).filter(|word| !word.is_empty());
    words.find(|word| !is_version(word) && *word != "api").unwrap_or("default").to_owned()
}

fn is_version(word: &str) -> bool {
    word.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

/// An operation id made of method and path.
pub(in crate::lower) fn made_id(method: Method, path: &PathTemplate) -> String {
    let mut words = vec![method.as_str().to_lowercase()];
    for segment in &path.segments {
        match segment {
            Segment::Literal(literal) => words.extend(
                literal
                    .split(|letter: char| !letter.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned),
            ),
            Segment::Parameter(name) => {
                words.push("by".to_owned());
                words.push(name.clone());
            }
        }
    }
    words.join("_")
}

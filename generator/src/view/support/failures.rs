//! Turns the documented failures of all operations into one table of error bodies.
//!
//! An error body is recognised by its tag where the API tags them (then on any operation and any status),
//! else by the operation and the status it came with. A status for which all operations document the same
//! body is assumed to carry that body everywhere: servers answer with it where the document forgot to say so.

use crate::model::{Api, Content, Operation, Shape, StatusPattern, Ty, TypeId};
use std::collections::{BTreeMap, BTreeSet};

/// All documented error bodies of an API.
#[derive(Clone, Debug, Default)]
pub struct Failures {
    /// Each body once, in the order of the operations that document them.
    pub bodies: Vec<FailureBody>,
    /// How bodies without a tag are recognised, the first rule that matches.
    pub rules: Vec<FailureRule>,
    /// Bodies that any operation may fail with, recognised by their required properties: indexes, the first that fits.
    pub everywhere: Vec<usize>,
    index: BTreeMap<TypeId, usize>,
}

/// One documented error body.
#[derive(Clone, Debug)]
pub struct FailureBody {
    /// Type of the body.
    pub ty: TypeId,
    /// The value of the tag property that names it.
    pub tag: Option<String>,
    /// Statuses it is documented for.
    pub statuses: BTreeSet<StatusPattern>,
}

/// How a body without a tag is recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRule {
    /// Ids of the operations; empty for all.
    pub operations: Vec<String>,
    /// The status.
    pub status: StatusPattern,
    /// Index of the body.
    pub body: usize,
}

impl Failures {
    /// Reads the table off the operations; `tag` is the property whose constant names an error.
    pub fn of(api: &Api, tag: Option<&str>) -> Self {
        let mut table = Self::default();
        let mut untagged: BTreeMap<StatusPattern, BTreeMap<usize, Vec<&Operation>>> = BTreeMap::new();
        for operation in &api.operations {
            for failure in &operation.failures {
                let Content::Json(Ty::Named(id)) = &failure.content else { continue };
                for leaf in leaves(api, *id, tag) {
                    let body = table.add(api, leaf, tag);
                    table.bodies[body].statuses.insert(failure.status);
                    if table.bodies[body].tag.is_none() {
                        untagged.entry(failure.status).or_default().entry(body).or_default().push(operation);
                    }
                }
            }
        }
        table.rules = rules(&untagged);
        for failure in &api.failures {
            let Ty::Named(id) = failure else { continue };
            let body = table.add(api, *id, tag);
            table.everywhere.push(body);
        }
        table
    }

    /// The bodies that an answer of this content can be.
    pub fn of_content(&self, api: &Api, content: &Content, tag: Option<&str>) -> Vec<&FailureBody> {
        match content {
            Content::Json(Ty::Named(id)) => {
                leaves(api, *id, tag).iter().filter_map(|leaf| Some(&self.bodies[*self.index.get(leaf)?])).collect()
            }
            Content::Empty | Content::Json(_) | Content::Text(_) | Content::Bytes(_) | Content::Events(_) => Vec::new(),
        }
    }

    fn add(&mut self, api: &Api, ty: TypeId, tag: Option<&str>) -> usize {
        *self.index.entry(ty).or_insert_with(|| {
            self.bodies.push(FailureBody { ty, tag: tag_of(api, ty, tag), statuses: BTreeSet::new() });
            self.bodies.len() - 1
        })
    }
}

/// The types a body can be: the variants of a union where each is selected by its tag, else the type itself.
fn leaves(api: &Api, id: TypeId, tag: Option<&str>) -> Vec<TypeId> {
    match &api.ty(id).shape {
        Shape::Alias(Ty::Named(inner)) => leaves(api, *inner, tag),
        Shape::Union(union) => {
            let mut all = Vec::new();
            for variant in &union.variants {
                let Ty::Named(inner) = variant.ty else { return vec![id] };
                all.extend(leaves(api, inner, tag));
            }
            let untagged = all.iter().filter(|leaf| tag_of(api, **leaf, tag).is_none()).count();
            if untagged <= 1 { all } else { vec![id] }
        }
        Shape::Object(_) | Shape::Enum(_) | Shape::Alias(_) => vec![id],
    }
}

/// The constant of the tag property of an object.
fn tag_of(api: &Api, id: TypeId, tag: Option<&str>) -> Option<String> {
    let Shape::Object(object) = &api.ty(id).shape else { return None };
    let field = object.fields.iter().find(|field| Some(field.wire.as_str()) == tag)?;
    field.constant.as_ref()?.as_str().map(str::to_owned)
}

fn rules(untagged: &BTreeMap<StatusPattern, BTreeMap<usize, Vec<&Operation>>>) -> Vec<FailureRule> {
    let (mut specific, mut general) = (Vec::new(), Vec::new());
    for (&status, bodies) in untagged {
        let alone = bodies.len() == 1 && matches!(status, StatusPattern::Code(_));
        for (&body, operations) in bodies {
            // An operation that documents a range or a default says something about every status, so a rule
            // for all operations must not come before it.
            let ids = |wanted: bool| {
                let chosen = operations.iter().filter(|operation| says_all(operation) == wanted);
                let ids: BTreeSet<_> = chosen.map(|operation| operation.id.clone()).collect();
                Vec::from_iter(ids)
            };
            let (own, others) = (ids(true), ids(false));
            if alone && !others.is_empty() {
                general.push(FailureRule { operations: Vec::new(), status, body });
                specific.extend((!own.is_empty()).then_some(FailureRule { operations: own, status, body }));
            } else {
                let operations = [own, others].concat();
                specific.push(FailureRule { operations, status, body });
            }
        }
    }
    specific.extend(general);
    specific
}

fn says_all(operation: &Operation) -> bool {
    operation.failures.iter().any(|failure| !matches!(failure.status, StatusPattern::Code(_)))
}

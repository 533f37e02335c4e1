//! Names of operations that a person might choose otherwise, the envelope of answers and the idempotency key.

use super::{Section, Subject, quoted};
use crate::model::{Api, BodyKind, Content, Operation, Shape, Ty};
use std::collections::BTreeMap;

/// A name of more words than this is worth a look.
const WORDS: usize = 3;

pub(super) fn propose(subject: &Subject<'_>) -> Vec<Section> {
    [names(subject), envelope(subject.api), idempotency(subject.api)].into_iter().flatten().collect()
}

fn names(subject: &Subject<'_>) -> Option<Section> {
    let mut lines = vec!["operations:".to_owned(), "  overrides:".to_owned()];
    for (operation, names) in subject.api.operations.iter().zip(&subject.names.operations) {
        let method = names.method.unraw();
        if method.split('_').count() <= WORDS && !is_made(operation) {
            continue;
        }
        lines.push(format!("    - operation: {}", quoted(&operation.id)));
        lines.push(format!("      group: {}", quoted(&operation.group.join("."))));
        lines.push(format!("      method: {}", quoted(method)));
        lines.push("      because: Made of the words of its id or path.".to_owned());
    }
    if lines.len() == 2 {
        return None;
    }
    Section::new("Names of operations that are long, or made of method and path.", lines)
}

/// Whether the document has no id for an operation.
fn is_made(operation: &Operation) -> bool {
    operation.id.starts_with(&format!("{}_", operation.method.as_str().to_lowercase()))
}

/// A property that every object in a success body has, and that is all of it.
fn envelope(api: &Api) -> Option<Section> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for response in api.operations.iter().flat_map(|operation| &operation.successes) {
        let Content::Json(Ty::Named(id)) = &response.content else { continue };
        all += 1;
        if let Shape::Object(object) = &api.ty(*id).shape
            && let [only] = object.fields.as_slice()
        {
            *count.entry(&only.wire).or_default() += 1;
        }
    }
    let (property, held) = count.into_iter().max_by_key(|(_, held)| *held)?;
    if held < 3 || held * 2 < all || !["data", "result", "response", "payload"].contains(&property) {
        return None;
    }
    let because = format!("because: {held} of {all} success bodies are objects with this one property.");
    let lines = vec!["envelope:".to_owned(), format!("  property: {}", quoted(property)), format!("  {because}")];
    Section::new("Likely: success bodies only wrap the value, which calls can give instead.", lines)
}

/// A property of request bodies that takes an idempotency key.
fn idempotency(api: &Api) -> Option<Section> {
    let plain = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let bodies = api.operations.iter().filter_map(|operation| operation.body.as_ref());
    let mut names = bodies.filter(|body| body.kind == BodyKind::Json).flat_map(|body| match &body.ty {
        Ty::Named(id) => match &api.ty(*id).shape {
            Shape::Object(object) => object.fields.iter().map(|field| field.wire.as_str()).collect(),
            Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => Vec::new(),
        },
        _ => Vec::new(),
    });
    let property = names.find(|name| ["idempotencykey", "idempotencytoken"].contains(&plain(name).as_str()))?;
    let because = "because: The property makes a repeated request count once.";
    let lines = vec!["idempotency:".to_owned(), format!("  property: {}", quoted(property)), format!("  {because}")];
    Section::new("Likely: the property takes a key that the SDK makes once for each call.", lines)
}

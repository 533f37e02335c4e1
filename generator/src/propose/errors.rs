//! Where error bodies have code, message and the fields that were not accepted.

use super::{Section, quoted};
use crate::model::{Api, Content, Field, Shape, Ty};
use std::collections::BTreeMap;

const CODES: &[&str] = &["code", "error_code", "errorCode", "error", "type", "reason", "status"];
const MESSAGES: &[&str] =
    &["message", "detail", "error_description", "msg", "title", "description", "errorMessage", "error_message"];
const LOCATIONS: &[&str] = &["loc", "field", "path", "location", "pointer", "property"];
const TEXTS: &[&str] = &["msg", "message", "detail", "description", "error"];

pub(super) fn propose(api: &Api) -> Vec<Section> {
    let mut found = Found::default();
    for failure in api.operations.iter().flat_map(|operation| &operation.failures) {
        if let Content::Json(ty) = &failure.content {
            found.survey(api, ty, "", 0);
        }
    }
    let mut lines = vec!["errors:".to_owned()];
    for (key, paths) in [("code", &found.codes), ("message", &found.messages)] {
        let mut paths: Vec<(&String, &usize)> = paths.iter().collect();
        paths.sort_by_key(|(path, count)| (std::cmp::Reverse(**count), (*path).clone()));
        let paths: Vec<String> = paths.into_iter().map(|(path, _)| quoted(path)).collect();
        if !paths.is_empty() {
            lines.push(format!("  {key}: [{}]", paths.join(", ")));
        }
    }
    if let Some((list, path, message)) = &found.issues {
        let (list, path, message) = (quoted(list), quoted(path), quoted(message));
        lines.push(format!("  issues: {{ list: {list}, path: {path}, message: {message} }}"));
    }
    Section::new("Likely: where error bodies have their code and message, the most frequent first.", lines)
        .into_iter()
        .collect()
}

#[derive(Default)]
struct Found {
    codes: BTreeMap<String, usize>,
    messages: BTreeMap<String, usize>,
    issues: Option<(String, String, String)>,
}

impl Found {
    fn survey(&mut self, api: &Api, ty: &Ty, at: &str, depth: usize) {
        let Some(fields) = fields(api, ty) else { return };
        for Field { wire, ty, .. } in fields {
            let path = if at.is_empty() { wire.clone() } else { format!("{at}.{wire}") };
            if is_text(api, ty) {
                if CODES.contains(&wire.as_str()) {
                    *self.codes.entry(path).or_default() += 1;
                } else if MESSAGES.contains(&wire.as_str()) {
                    *self.messages.entry(path).or_default() += 1;
                }
            } else if let Ty::List(item) = without_null(ty) {
                let names: Vec<&str> = fields_of_item(api, item).iter().map(|field| field.wire.as_str()).collect();
                let known =
                    |known: &[&str]| known.iter().find(|name| names.contains(name)).map(|name| (*name).to_owned());
                if let (None, Some(location), Some(message)) = (&self.issues, known(LOCATIONS), known(TEXTS)) {
                    self.issues = Some((path, location, message));
                }
            } else if depth == 0 && ["error", "fault"].contains(&wire.as_str()) {
                self.survey(api, ty, &path, depth + 1);
            }
        }
    }
}

fn fields_of_item<'a>(api: &'a Api, item: &Ty) -> &'a [Field] {
    fields(api, item).unwrap_or_default()
}

fn fields<'a>(api: &'a Api, ty: &Ty) -> Option<&'a [Field]> {
    let mut ty = without_null(ty);
    // An alias chain is no longer than the list of types.
    for _ in 0..=api.types.len() {
        let Ty::Named(id) = ty else { return None };
        match &api.ty(*id).shape {
            Shape::Object(object) => return Some(&object.fields),
            Shape::Alias(inner) => ty = without_null(inner),
            Shape::Enum(_) | Shape::Union(_) => return None,
        }
    }
    None
}

fn without_null(ty: &Ty) -> &Ty {
    match ty {
        Ty::Nullable(inner) => inner,
        ty => ty,
    }
}

fn is_text(api: &Api, ty: &Ty) -> bool {
    match without_null(ty) {
        Ty::String(_) | Ty::Id(_) | Ty::Integer => true,
        Ty::Named(id) => match &api.ty(*id).shape {
            Shape::Enum(_) => true,
            Shape::Alias(inner) => matches!(inner, Ty::String(_) | Ty::Integer),
            Shape::Object(_) | Shape::Union(_) => false,
        },
        _ => false,
    }
}

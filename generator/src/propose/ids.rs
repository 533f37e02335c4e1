//! Id types: which text names which resource, so that the id of one is not mistaken for that of another.

use super::{Section, quoted};
use crate::model::{Api, Format, NameSource, ParameterLocation, Shape, Ty};
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn propose(api: &Api) -> Vec<Section> {
    let mut rules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // Path parameters such as `pet_id` begin it: they name what operations are about.
    for operation in &api.operations {
        for parameter in &operation.parameters {
            let stem = parameter.wire.to_snake_case();
            if let (ParameterLocation::Path, Some(stem), Ty::String(Format::Plain)) =
                (parameter.place, stem.strip_suffix("_id").filter(|stem| !stem.is_empty()), &parameter.ty)
            {
                let id = format!("{}Id", stem.to_upper_camel_case());
                rules.entry(id).or_default().insert(format!("parameter:{}", parameter.wire));
            }
        }
    }
    let names: BTreeSet<String> = api.types.iter().filter_map(|decl| decl.component()).collect();
    rules.retain(|id, _| !names.contains(id));
    for decl in &api.types {
        let (NameSource::Component(name), Shape::Object(object)) = (&decl.name_source, &decl.shape) else { continue };
        for field in object.fields.iter().filter(|field| field.ty == Ty::String(Format::Plain)) {
            let of_other = rules.get_mut(&field.wire.to_upper_camel_case()).filter(|_| field.wire != "id");
            if let Some(places) = of_other {
                places.insert(format!("*.{}", field.wire));
            } else if field.wire == "id"
                && let Some(places) = rules.get_mut(&format!("{}Id", name.to_upper_camel_case()))
            {
                places.insert(format!("{name}.id"));
            }
        }
    }
    let mut lines = vec!["ids:".to_owned()];
    for (id, places) in rules.iter().filter(|(_, places)| places.len() > 1) {
        let places: Vec<String> = places.iter().map(|place| quoted(place)).collect();
        lines.push(format!("  - id: {id}"));
        lines.push(format!("    at: [{}]", places.join(", ")));
        lines.push("    because: All of them name the same resource.".to_owned());
    }
    let words = "Likely: types for ids, so that the id of one resource is not mistaken for that of another.";
    Section::new(words, lines).into_iter().collect()
}

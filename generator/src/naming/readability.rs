//! How the names of an API read, in figures: what `check` reports, and what two versions of the rules are compared by.

use super::{Members, Names};
use crate::analyze::coverage::Readability;
use crate::model::Api;
use crate::text::inflect;

/// A method longer than this does not fit into a line with its arguments.
const LONG_METHOD: usize = 40;

/// A type longer than this is not read but recognized by its ends.
const LONG_TYPE: usize = 50;

/// Counts the names that nobody would choose.
pub(super) fn measure(api: &Api, names: &Names) -> Readability {
    let methods = || api.operations.iter().zip(&names.operations);
    let long = |name: &str, most: usize| name.len() > most;
    let repeats = |group: &[String], method: &str| {
        let accessor = names.group(group).accessor.unraw();
        holds(&words(method), &words(accessor))
    };
    Readability {
        methods: api.operations.len(),
        long_methods: methods().filter(|(_, own)| long(own.method.unraw(), LONG_METHOD)).count(),
        repeating_methods: methods().filter(|(of, own)| repeats(&of.group, own.method.unraw())).count(),
        types: names.types.len(),
        long_types: names.types.iter().filter(|own| long(own.ident.unraw(), LONG_TYPE)).count(),
        marked: all(names).filter(|name| is_marked(name)).count(),
        largest_file: names.files.iter().map(|file| file.types.len()).max().unwrap_or_default(),
    }
}

/// Every name that is chosen by the rules, by which the marked ones are counted.
fn all(names: &Names) -> impl Iterator<Item = &str> {
    let members = names.types.iter().flat_map(|own| match &own.members {
        Members::Fields(fields) => fields.iter().map(|field| field.ident.unraw()).collect(),
        Members::Values(values) => values.iter().map(|value| value.unraw()).collect(),
        Members::Variants(variants, _) => variants.iter().map(|variant| variant.ident.unraw()).collect(),
        Members::None => Vec::new(),
    });
    let operations = names.operations.iter().flat_map(|own| {
        let parameters = own.parameters.iter().map(|parameter| parameter.unraw());
        parameters.chain([own.method.unraw(), own.builder.unraw()])
    });
    let groups = names.groups.iter().flat_map(|own| [own.ident.unraw(), own.module.unraw()]);
    let types = names.types.iter().map(|own| own.ident.unraw());
    types.chain(members).chain(operations).chain(groups).chain(names.files.iter().map(|file| file.module.unraw()))
}

/// Whether a name ends as [`super::collisions`] marks what it cannot tell apart.
fn is_marked(name: &str) -> bool {
    let Some((stem, mark)) = name.rsplit_once('x') else { return false };
    !stem.is_empty()
        && mark.len() == 8
        && mark.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn words(name: &str) -> Vec<&str> {
    name.split('_').filter(|word| !word.is_empty()).collect()
}

/// Whether the words of a resource stand in a method, beside others, one after the other.
fn holds(method: &[&str], resource: &[&str]) -> bool {
    let same = |part: &[&str]| part.iter().zip(resource).all(|(one, other)| inflect::same(one, other));
    !resource.is_empty() && method.len() > resource.len() && method.windows(resource.len()).any(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_words() {
        let table = [("OrderStatusx0a1b2c3d", true), ("order_xdeadbeef", true), ("Prefix", false), ("x1234567", false)];
        for (name, expected) in table {
            assert_eq!(is_marked(name), expected, "{name}");
        }
    }

    #[test]
    fn a_method_repeats_what_it_is_a_method_of() {
        let table = [
            ("list_orders", "orders", true),
            ("order_create", "orders", true),
            ("list", "orders", false),
            ("orders", "orders", false),
            ("list_border", "orders", false),
            ("list_order_items", "order_items", true),
            ("list_items", "order_items", false),
        ];
        for (method, resource, expected) in table {
            assert_eq!(holds(&words(method), &words(resource)), expected, "{method} of {resource}");
        }
    }
}

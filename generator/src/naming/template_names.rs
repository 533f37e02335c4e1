//! Names that templates write themselves into generated types. They are read from the templates, so that a field or
//! method that is renamed there is also kept from the names of the document.

use std::sync::LazyLock;

/// The field of every object for properties not described by the document, and what else its template writes.
pub(super) static FIELDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| block(include_str!("../../../templates/models/object.jinja"), "pub struct "));

/// Constructors of an object.
pub(super) static CONSTRUCTORS: LazyLock<Vec<&str>> =
    LazyLock::new(|| functions(include_str!("../../../templates/models/request.jinja"), "pub fn "));

/// Variants of an enum of strings or integers.
pub(super) static VALUES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let strings = include_str!("../../../templates/models/enumeration.jinja");
    let integers = include_str!("../../../templates/models/integer_enumeration.jinja");
    let formatted = include_str!("../../../templates/models/formatted_enumeration.jinja");
    [strings, integers, formatted].iter().flat_map(|template| block(template, "pub enum ")).collect()
});

const UNION: &str = include_str!("../../../templates/models/union.jinja");

/// Variants of a union.
pub(super) static VARIANTS: LazyLock<Vec<&str>> = LazyLock::new(|| block(UNION, "pub enum "));

/// Methods of a union, those of traits too: `Self::decode` means the inherent one if there are two.
pub(super) static UNION_METHODS: LazyLock<Vec<&str>> = LazyLock::new(|| functions(UNION, "fn "));

/// Variants of the bodies of errors.
pub(super) static ERRORS: LazyLock<Vec<&str>> =
    LazyLock::new(|| block(include_str!("../../../templates/errors.jinja"), "pub enum "));

/// Variants of the events that webhooks deliver.
pub(super) static EVENTS: LazyLock<Vec<&str>> =
    LazyLock::new(|| block(include_str!("../../../templates/webhooks.jinja"), "pub enum Event"));

/// Fields or variants in the first block that begins with `head`, except for those whose names the view gives.
fn block<'t>(template: &'t str, head: &str) -> Vec<&'t str> {
    let lines = template.lines().skip_while(|line| !line.starts_with(head)).skip(1);
    // What is indented further belongs to a variant.
    let members = lines.take_while(|line| *line != "}").filter_map(|line| line.strip_prefix("    "));
    members.filter_map(|line| identifier(line.strip_prefix("pub ").unwrap_or(line))).collect()
}

/// What stands behind each `head`, except for names that the view gives.
fn functions<'t>(template: &'t str, head: &str) -> Vec<&'t str> {
    let lines = template.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.filter_map(|line| identifier(line.split_once(head)?.1)).collect()
}

/// The identifier at the beginning.
fn identifier(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::{CONSTRUCTORS, ERRORS, EVENTS, FIELDS, UNION_METHODS, VALUES, VARIANTS, block, functions};

    #[test]
    fn every_template_writes_names_of_its_own() {
        let all = [&FIELDS, &CONSTRUCTORS, &VALUES, &VARIANTS, &UNION_METHODS, &ERRORS, &EVENTS];
        for (index, names) in all.iter().enumerate() {
            assert!(!names.is_empty(), "list {index}: the template is written in another way than is read here");
        }
        assert_eq!(VALUES.len(), 3, "one variant of each kind of enum: {VALUES:?}");
    }

    #[test]
    fn only_names_in_the_template_itself_are_read() {
        let template = "
pub enum {{ name }} {
{%- for variant in variants %}
    {{ variant.docs }}
    {{ variant.name }}({{ variant.ty }}),
{%- endfor %}
    /// Docs of the rest.
    Other(Box<X>),
    Third {
        field: String,
    },
}

impl {{ name }} {
    // fn in_a_comment() {}
    pub(crate) const fn kind(&self) -> Other {}
    pub fn {{ accessor }}(&self) {}
}
";
        assert_eq!(block(template, "pub enum "), ["Other", "Third"]);
        assert_eq!(functions(template, "fn "), ["kind"]);
    }
}

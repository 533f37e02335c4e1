//! What a schema says beside its type: words, limits, default, example.

pub(super) mod bounds;

use crate::model::{Constraints, Docs, Limit};
use crate::text::first_sentence;
use openapiv3::{ExternalDocumentation, SchemaData};
use serde_json::Value;

/// What a schema says beside its type.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Annotations {
    pub(in crate::lower) title: Option<String>,
    pub(in crate::lower) description: Option<String>,
    pub(in crate::lower) deprecated: bool,
    pub(in crate::lower) read_only: bool,
    pub(in crate::lower) write_only: bool,
    pub(in crate::lower) default: Option<Value>,
    pub(in crate::lower) constraints: Constraints,
}

impl Annotations {
    /// Reads them.
    pub(in crate::lower) fn of(data: &SchemaData) -> Self {
        let SchemaData {
            nullable: _,
            read_only,
            write_only,
            deprecated,
            external_docs,
            example,
            title,
            description,
            discriminator: _,
            default,
            extensions: _,
        } = data;
        Self {
            title: title.clone(),
            description: described(description.as_deref(), external_docs.as_ref()),
            deprecated: *deprecated,
            read_only: *read_only,
            write_only: *write_only,
            default: default.clone().map(ordered),
            constraints: Constraints { example: example.clone().map(ordered), ..Constraints::default() },
        }
    }

    /// Adds limits.
    pub(in crate::lower) fn limits(&mut self, limits: Vec<Limit>) {
        for limit in limits {
            if !self.constraints.limits.contains(&limit) {
                self.constraints.limits.push(limit);
            }
        }
    }

    /// Fills in from `inner` what is not said here: the outermost words win, limits add up.
    pub(in crate::lower) fn over(mut self, inner: Self) -> Self {
        let Self { title, description, deprecated, read_only, write_only, default, constraints } = inner;
        self.title = self.title.or(title);
        self.description = self.description.or(description);
        self.deprecated |= deprecated;
        self.read_only |= read_only;
        self.write_only |= write_only;
        self.default = self.default.or(default);
        self.limits(constraints.limits);
        self.constraints.format = self.constraints.format.or(constraints.format);
        self.constraints.example = self.constraints.example.or(constraints.example);
        self
    }

    /// The words as documentation.
    pub(in crate::lower) fn docs(&self) -> Docs {
        docs(None, self.description.as_deref())
    }
}

/// A value whose keys are in order, whatever their order in the document.
fn ordered(mut value: Value) -> Value {
    value.sort_all_objects();
    value
}

/// A description with the link to more of it.
pub(in crate::lower) fn described(description: Option<&str>, link: Option<&ExternalDocumentation>) -> Option<String> {
    let link = link.filter(|link| !link.url.is_empty()).map(|ExternalDocumentation { description, url, .. }| {
        let words = description.as_deref().map(str::trim).filter(|words| !words.is_empty()).unwrap_or("See also");
        // Not as a link: where it leads is for the reader to see.
        format!("{}: `{url}`", words.trim_end_matches(['.', ':']))
    });
    let description = description.map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned);
    description.into_iter().chain(link).reduce(|words, link| format!("{words}\n\n{link}"))
}

/// Documentation from a summary and a description; without a summary the first sentence is used for it.
pub(in crate::lower) fn docs(summary: Option<&str>, description: Option<&str>) -> Docs {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let description = description.and_then(filled);
    match (summary.and_then(filled), description) {
        (Some(summary), description) => {
            let text = description.filter(|text| *text != summary);
            Docs { summary: Some(summary), text }
        }
        (None, Some(description)) => {
            let (first, rest) = first_sentence(&description);
            Docs { summary: filled(first), text: filled(rest) }
        }
        (None, None) => Docs::default(),
    }
}

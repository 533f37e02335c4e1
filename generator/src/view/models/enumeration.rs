//! A list of values as an open enum.

use super::support::conversions::ConversionTargets;
use super::support::docs;
use crate::model::{Enumeration, Format, Scalar, Ty, TypeDecl, UrlVariable};
use crate::naming::{Ident, TypeNames, UrlVariableNames};
use crate::rust::{Paths, doc, string};
use crate::text::{Block, code, markdown};
use askama::Template;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident};

/// An enum of strings.
#[derive(Clone, Debug, Template)]
#[template(path = "models/enumeration.jinja")]
pub struct StringEnumView {
    /// Documentation of the enum.
    pub docs: TokenStream,
    /// Name of the string enum.
    pub name: TokenStream,
    /// Its values.
    pub values: Vec<ValueView>,
    /// Where it is conversions.
    pub conversions: ConversionTargets,
}

/// An enum of integers.
#[derive(Template)]
#[template(path = "models/integer_enumeration.jinja")]
pub struct IntegerEnumView {
    /// Documentation of the enum.
    pub docs: TokenStream,
    /// Name of the integer enum.
    pub name: TokenStream,
    /// Its values.
    pub values: Vec<ValueView>,
    /// Where it is conversions.
    pub conversions: ConversionTargets,
}

/// An enum of strings beside which text of a format is allowed.
#[derive(Template)]
#[template(path = "models/formatted_enumeration.jinja")]
pub struct FormattedEnumView {
    /// Documentation of the enum.
    pub docs: TokenStream,
    /// Name of the formatted enum.
    pub name: TokenStream,
    /// Its values.
    pub values: Vec<ValueView>,
    /// Documentation of the variant for text of the format.
    pub text_docs: TokenStream,
    /// That variant.
    pub text: TokenStream,
    /// The type of such text.
    pub ty: TokenStream,
    /// Where it is conversions.
    pub conversions: ConversionTargets,
}

impl StringEnumView {
    /// The values of a variable in the URLs of servers, if the document lists any.
    pub fn of_server(variable: &UrlVariable, names: &UrlVariableNames) -> Option<Self> {
        let words = markdown!("The values of {} in the servers' URLs.", code(&variable.name));
        let values = variable.values.iter().zip(&names.values).map(|(value, ident)| ValueView {
            docs: doc(&[code(value).into()]),
            name: ident.to_token_stream(),
            wire: string(value),
        });
        let (docs, name) = (doc(&[words.into()]), names.ty.to_token_stream());
        let view = Self {
            docs,
            name,
            values: values.collect(),
            conversions: ConversionTargets { in_patch: false, in_one_or_many: false, or_null: false, is_answer: false },
        };
        (!view.values.is_empty()).then_some(view)
    }
}

/// One value of an enum.
#[derive(Clone, Debug)]
pub struct ValueView {
    /// Documentation of the variant.
    pub docs: TokenStream,
    /// The variant.
    pub name: TokenStream,
    /// The value on the wire, as a literal.
    pub wire: TokenStream,
}

/// What an enumeration becomes.
pub enum EnumView {
    /// All values are strings.
    Strings(StringEnumView),
    /// All values are integers.
    Integers(IntegerEnumView),
    /// All values are strings, and text of a format is allowed too.
    Formatted(FormattedEnumView),
    /// Values of several kinds; there is no enum for that.
    Mixed,
}

impl EnumView {
    /// The view of an enumeration.
    pub fn new(
        paths: &Paths<'_>,
        decl: &TypeDecl,
        enumeration: &Enumeration,
        type_names: &TypeNames,
        names: &[Ident],
        conversions: ConversionTargets,
    ) -> Self {
        let docs = doc(&docs::of_type(decl, &type_names.ident));
        let name = type_names.ident.to_token_stream();
        let value = |index: usize, ident: &Ident, shown: &str, wire: TokenStream| {
            let said = enumeration.value_docs.get(index).and_then(Option::as_deref);
            let mut text = said.map(Block::prose).unwrap_or_default();
            text.push(code(shown).into());
            ValueView { docs: doc(&text), name: ident.to_token_stream(), wire }
        };
        let numbered = || enumeration.values.iter().zip(names).enumerate();
        let strings = numbered().map(|(index, (scalar, ident))| match scalar {
            Scalar::String(text) => Some(value(index, ident, text, string(text))),
            Scalar::Integer(_) | Scalar::Boolean(_) => None,
        });
        if let Some(values) = strings.collect::<Option<Vec<_>>>() {
            if let Some((format, variant)) = beside(enumeration) {
                let text_docs = doc(&[markdown!("Text of the format {}.", code(format.facts().keywords[0])).into()]);
                let (text, ty) = (format_ident!("{variant}").into_token_stream(), paths.ty(&Ty::String(format)));
                return Self::Formatted(FormattedEnumView { docs, name, values, text_docs, text, ty, conversions });
            }
            return Self::Strings(StringEnumView { docs, name, values, conversions });
        }
        let integers = numbered().map(|(index, (scalar, ident))| match scalar {
            Scalar::Integer(number) => {
                let wire = Literal::i64_unsuffixed(*number).into_token_stream();
                Some(value(index, ident, &number.to_string(), wire))
            }
            Scalar::String(_) | Scalar::Boolean(_) => None,
        });
        match integers.collect::<Option<Vec<_>>>() {
            Some(values) => Self::Integers(IntegerEnumView { docs, name, values, conversions }),
            None => Self::Mixed,
        }
    }
}

/// The format of text beside the values, and the variant that holds it.
fn beside(enumeration: &Enumeration) -> Option<(Format, &'static str)> {
    let format = enumeration.text?;
    Some((format, format.facts().beside_values?))
}

//! Turns a type into a short Rust expression that makes a value of it, for examples and for test calls.
//!
//! The values are the ones of [`super::example`], as far as there is a choice.

use super::constructor;
use super::context::Context;
use super::example::{Direction, MOST_TYPES, example};
use super::words::Hint;
use crate::model::{Enumeration, Field, Format, Object, Presence, Rule, Shape, Ty, TypeId, Union};
use crate::naming::{Ident, Members};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeSet;

/// What the place of an expression takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `impl Into<T>`, or an iterator of such for a list.
    Convertible,
    /// A value of exactly the type, which can be told from the expression alone.
    Exact,
}

/// How an expression refers to types.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Path of the crate, before `::`.
    pub root: TokenStream,
    /// What goes before a model, `::` included.
    pub models: TokenStream,
    /// What goes before an id type, `::` included.
    pub ids: TokenStream,
    /// Whether texts are of their formats; otherwise ids say of what they are, for readers.
    pub formatted: bool,
}

/// An expression for a value of `ty`; none for a type that cannot be made by hand.
pub fn expression(
    context: &Context<'_>,
    scope: &Scope,
    ty: &Ty,
    target: Target,
    hint: Hint<'_>,
) -> Option<TokenStream> {
    ExpressionBuilder { context, scope, open: Vec::new(), left: MOST_TYPES }.of(ty, target, hint)
}

struct ExpressionBuilder<'a> {
    context: &'a Context<'a>,
    scope: &'a Scope,
    /// Types being made, to notice recursion.
    open: Vec<TypeId>,
    /// How many more declared types the expression may have.
    left: usize,
}

impl ExpressionBuilder<'_> {
    fn of(&mut self, ty: &Ty, target: Target, hint: Hint<'_>) -> Option<TokenStream> {
        let Scope { root, ids, formatted, .. } = self.scope;
        let hint = if *formatted { hint } else { Hint::named(hint.name) };
        Some(match (ty, target) {
            (Ty::Any, _) => quote!(#root::Json::from(true)),
            (Ty::Null, _) => quote!(#root::Null),
            (Ty::Boolean, _) => quote!(true),
            (Ty::Integer, _) => {
                let value = example(self.context.api, ty, Direction::Sent, hint);
                let value = value.as_i64().expect("an example of a whole number is one");
                match target {
                    Target::Convertible => proc_macro2::Literal::i64_unsuffixed(value).into_token_stream(),
                    Target::Exact => quote!(#value),
                }
            }
            (Ty::Unsigned, _) => quote!(1_u64),
            (Ty::Number, _) => quote!(1.5),
            (Ty::IntegerOrNumber, Target::Convertible) => quote!(1_i64),
            (Ty::IntegerOrNumber, Target::Exact) => quote!(#root::Number::from(1_i64)),
            (Ty::String(format), _) => self.text(*format, ty, target, hint),
            (Ty::Id(name), _) => {
                let (ident, text) = (&self.context.names.ids[name], self.words(ty, hint));
                match target {
                    Target::Convertible => quote!(#text),
                    Target::Exact => quote!(#ids #ident::from(#text)),
                }
            }
            (Ty::List(item), Target::Convertible) => {
                let nested = match self.context.paths.resolve(item) {
                    Ty::List(_) | Ty::Map(_) | Ty::Tuple(_) | Ty::Nullable(_) => Target::Exact,
                    Ty::Any
                    | Ty::Null
                    | Ty::Boolean
                    | Ty::Integer
                    | Ty::Unsigned
                    | Ty::Number
                    | Ty::IntegerOrNumber => target,
                    Ty::String(_) | Ty::Id(_) | Ty::OneOrMany(_) | Ty::Named(_) => target,
                };
                let item = self.of(item, nested, hint)?;
                quote!([#item])
            }
            (Ty::List(item), Target::Exact) => {
                let item = self.of(item, target, hint)?;
                quote!(vec![#item])
            }
            (Ty::Tuple(items), _) => {
                let items: Vec<_> =
                    items.iter().map(|item| self.of(item, Target::Exact, hint)).collect::<Option<_>>()?;
                quote!((#(#items),*))
            }
            (Ty::Map(value), _) => {
                let value = self.of(value, Target::Exact, hint)?;
                quote!(#root::Map::from([("key".to_owned(), #value)]))
            }
            (Ty::OneOrMany(item), Target::Convertible) => self.of(item, target, hint)?,
            (Ty::OneOrMany(item), Target::Exact) => {
                let item = self.of(item, target, hint)?;
                quote!(#root::OneOrMany::One(#item))
            }
            (Ty::Nullable(item), _) => {
                let item = self.of(item, Target::Exact, hint)?;
                quote!(Some(#item))
            }
            (Ty::Named(id), _) => return self.named(*id, target, hint),
        })
    }

    fn text(&self, format: Format, ty: &Ty, target: Target, hint: Hint<'_>) -> TokenStream {
        let (root, text) = (&self.scope.root, self.words(ty, hint));
        if let Some(expression) = format.facts().expression {
            let expression: TokenStream = expression.parse().expect("the table of formats has expressions of Rust");
            return quote!(#root::#expression);
        }
        match (format.runtime_type(), target) {
            (_, Target::Convertible) => quote!(#text),
            (None, Target::Exact) => quote!(#text.to_owned()),
            (Some((_, name)), Target::Exact) => {
                let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
                quote!(#root::#name::from(#text))
            }
        }
    }

    /// The text of the example in JSON.
    fn words(&self, ty: &Ty, hint: Hint<'_>) -> String {
        let value = example(self.context.api, ty, Direction::Sent, hint);
        value.as_str().expect("an example of text is text").to_owned()
    }

    fn named(&mut self, id: TypeId, target: Target, hint: Hint<'_>) -> Option<TokenStream> {
        if self.left == 0 || self.open.contains(&id) {
            return None;
        }
        self.left -= 1;
        self.open.push(id);
        let names = self.context.names.ty(id);
        let (ident, models) = (&names.ident, &self.scope.models);
        let ident = quote!(#models #ident);
        let made = match (&self.context.api.ty(id).shape, &names.members) {
            (Shape::Alias(inner), _) => self.of(inner, target, hint),
            (Shape::Enum(values), Members::Values(idents)) => value(values, &ident, idents),
            (Shape::Object(object), Members::Fields(_)) => self.object(object, id),
            (Shape::Union(union), Members::Variants(variants, _)) => {
                let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
                self.union(union, &ident, &idents, target, hint)
            }
            (Shape::Enum(_) | Shape::Object(_) | Shape::Union(_), _) => {
                unreachable!("members are named after the shape")
            }
        };
        self.open.pop();
        made
    }

    fn object(&mut self, object: &Object, id: TypeId) -> Option<TokenStream> {
        let names = self.context.names.ty(id);
        let (ident, required_ident, models) = (&names.ident, &names.required, &self.scope.models);
        let Members::Fields(fields) = &names.members else { return None };
        let required = constructor::arguments(object, fields);
        if constructor::is_positional(self.context.api, &required) {
            let values: Vec<_> = required.iter().map(|(field, _)| self.argument(field)).collect::<Option<_>>()?;
            return Some(quote!(#models #ident::new(#(#values),*)));
        }
        let idents = required.iter().map(|(_, names)| &names.ident);
        let values: Vec<_> = required.iter().map(|(field, _)| self.property(field)).collect::<Option<_>>()?;
        Some(quote!(#models #ident::new(#models #required_ident { #(#idents: #values),* })))
    }

    /// The argument of `new` for a required property.
    fn argument(&mut self, field: &Field) -> Option<TokenStream> {
        match field.presence {
            Presence::Nullable => self.property(field),
            Presence::Required | Presence::Optional | Presence::OptionalNullable => {
                self.of(&field.ty, Target::Convertible, Hint::of(&field.wire, &field.constraints))
            }
        }
    }

    /// The value of a field of that property.
    fn property(&mut self, field: &Field) -> Option<TokenStream> {
        match field.presence {
            Presence::Nullable => match self.of(&field.ty, Target::Exact, Hint::of(&field.wire, &field.constraints)) {
                Some(value) => Some(quote!(Some(#value))),
                None => Some(quote!(None)),
            },
            Presence::Required | Presence::Optional | Presence::OptionalNullable => {
                self.of(&field.ty, Target::Exact, Hint::of(&field.wire, &field.constraints))
            }
        }
    }

    fn union(
        &mut self,
        union: &Union,
        ident: &TokenStream,
        variants: &[&Ident],
        target: Target,
        hint: Hint<'_>,
    ) -> Option<TokenStream> {
        let order: Vec<usize> = match &union.rule {
            Rule::Keys => union.tests.iter().map(|test| test.variant).collect(),
            Rule::Tag(_) | Rule::JsonType | Rule::Sibling(_) | Rule::Undecided => (0..union.variants.len()).collect(),
        };
        let tried: BTreeSet<usize> = order.iter().copied().collect();
        let rest = (0..union.variants.len()).filter(|index| !tried.contains(index));
        order.iter().copied().chain(rest).find_map(|index| {
            let variant = &union.variants[index];
            let alone = union.variants.iter().filter(|other| other.ty == variant.ty).count() == 1;
            let value = self.of(&variant.ty, Target::Exact, hint)?;
            let name = variants[index];
            Some(match (alone, target, boxed(self.context, &variant.ty)) {
                (true, Target::Convertible, _) => value,
                (true, Target::Exact, _) => quote!(#ident::from(#value)),
                (false, _, true) => quote!(#ident::#name(Box::new(#value))),
                (false, _, false) => quote!(#ident::#name(#value)),
            })
        })
    }
}

fn value(values: &Enumeration, ident: &TokenStream, idents: &[Ident]) -> Option<TokenStream> {
    let first = idents.first().filter(|_| !values.values.is_empty())?;
    Some(quote!(#ident::#first))
}

/// Whether a variant of this type is boxed: objects are, all else is not.
fn boxed(context: &Context<'_>, ty: &Ty) -> bool {
    matches!(context.paths.resolve(ty), Ty::Named(id) if matches!(context.api.ty(*id).shape, Shape::Object(_)))
}

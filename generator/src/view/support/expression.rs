//! Turns a type into a short Rust expression that makes a value of it, for examples and for test calls.
//!
//! The values are the ones of [`super::example`], as far as there is a choice.

use super::constructor;
use super::context::Context;
use super::example::{Direction, MOST_TYPES, example};
use super::plausible::{name_of, plausible};
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
    /// A value of exactly the type, which can be distinguished from the expression alone.
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
}

/// An expression for a value of `ty`; none for a type that cannot be made by hand.
pub fn expression(
    context: &Context<'_>,
    scope: &Scope,
    ty: &Ty,
    target: Target,
    hint: Hint<'_>,
) -> Option<TokenStream> {
    ExpressionBuilder::new(context, scope, 0).of(ty, target, hint)
}

/// The expressions for a body as a caller writes it, with some of what may be left out; where it is a union, one for each
/// kind of body.
pub fn bodies(context: &Context<'_>, scope: &Scope, ty: &Ty, hint: Hint<'_>) -> Vec<TokenStream> {
    if let Ty::Named(id) = context.paths.resolve(ty)
        && let (Shape::Union(union), names) = (&context.api.ty(*id).shape, context.names.ty(*id))
        && let Members::Variants(variants, _) = &names.members
    {
        let (ident, models) = (&names.ident, &scope.models);
        let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
        let variant = |index| {
            let mut builder = ExpressionBuilder::new(context, scope, OPTIONS_OF_A_KIND);
            builder.open.push(*id);
            builder.variant(union, &quote!(#models #ident), &idents, index, Target::Convertible, hint)
        };
        return (0..union.variants.len()).filter_map(variant).collect();
    }
    ExpressionBuilder::new(context, scope, OPTIONS).of(ty, Target::Convertible, hint).into_iter().collect()
}

/// How many properties that may be left out the example of a body has.
const OPTIONS: usize = 2;

/// As [`OPTIONS`], where several kinds of bodies are shown.
const OPTIONS_OF_A_KIND: usize = 1;

struct ExpressionBuilder<'a> {
    context: &'a Context<'a>,
    scope: &'a Scope,
    /// Types being made, to notice recursion.
    open: Vec<TypeId>,
    /// How many more declared types the expression may have.
    left: usize,
    /// How many properties that may be left out the outermost object is given.
    options: usize,
}

impl<'a> ExpressionBuilder<'a> {
    fn new(context: &'a Context<'a>, scope: &'a Scope, options: usize) -> Self {
        Self { context, scope, open: Vec::new(), left: MOST_TYPES, options }
    }

    fn of(&mut self, ty: &Ty, target: Target, hint: Hint<'_>) -> Option<TokenStream> {
        let Scope { root, ids, .. } = self.scope;
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
        let (ident, models) = (&self.context.names.ty(id).ident, &self.scope.models);
        self.declared(id, &quote!(#models #ident), target, hint)
    }

    /// A value of a declared type under the name by which the place knows it: its own, or that of an alias.
    fn declared(&mut self, id: TypeId, ident: &TokenStream, target: Target, hint: Hint<'_>) -> Option<TokenStream> {
        if self.left == 0 || self.open.contains(&id) {
            return None;
        }
        self.left -= 1;
        self.open.push(id);
        let made = match (&self.context.api.ty(id).shape, &self.context.names.ty(id).members) {
            // An alias that contains itself is a type of its own around the other.
            (Shape::Alias(Ty::Named(inner)), _) if !self.context.api.ty(id).usage.recursive => {
                self.declared(*inner, ident, target, hint)
            }
            (Shape::Alias(inner), _) => self.of(inner, target, hint),
            (Shape::Enum(values), Members::Values(idents)) => value(values, ident, idents),
            (Shape::Object(object), Members::Fields(_)) => self.object(object, id, ident),
            (Shape::Union(union), Members::Variants(variants, _)) => {
                let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
                self.union(union, ident, &idents, target, hint)
            }
            (Shape::Enum(_) | Shape::Object(_) | Shape::Union(_), _) => {
                unreachable!("members are named after the shape")
            }
        };
        self.open.pop();
        made
    }

    fn object(&mut self, object: &Object, id: TypeId, ident: &TokenStream) -> Option<TokenStream> {
        let options = std::mem::take(&mut self.options);
        let names = self.context.names.ty(id);
        let (required_ident, models) = (&names.required, &self.scope.models);
        let Members::Fields(fields) = &names.members else { return None };
        let required = constructor::arguments(object, fields);
        let owner = Owner { ident: names.ident.unraw(), object };
        let made = if constructor::is_positional(self.context.api, &required) {
            let values: Vec<_> =
                required.iter().map(|(field, _)| self.argument(field, &owner)).collect::<Option<_>>()?;
            quote!(#ident::new(#(#values),*))
        } else {
            let idents = required.iter().map(|(_, names)| &names.ident);
            let values: Vec<_> =
                required.iter().map(|(field, _)| self.property(field, &owner)).collect::<Option<_>>()?;
            quote!(#ident::new(#models #required_ident { #(#idents: #values),* }))
        };
        let mut shown: Vec<(u8, usize)> =
            object.fields.iter().enumerate().filter_map(|(at, field)| Some((self.rank(field)?, at))).collect();
        shown.sort_unstable();
        shown.truncate(options);
        shown.sort_unstable_by_key(|(_, at)| *at);
        let setters = shown.into_iter().filter_map(|(_, at)| {
            let (field, setter) = (&object.fields[at], &fields[at].setter);
            let value = self.value(field, Target::Convertible, &owner)?;
            Some(quote!(.#setter(#value)))
        });
        let setters: TokenStream = setters.collect();
        Some(quote!(#made #setters))
    }

    /// How well an optional property does in an example, the lowest first; none where its value would say nothing.
    fn rank(&self, field: &Field) -> Option<u8> {
        if constructor::is_argument(field) || field.read_only || field.fixed().is_some() || field.deprecated {
            return None;
        }
        match self.context.paths.resolve(&field.ty) {
            Ty::String(Format::Plain) if is_name(field) || plausible(&field.wire).is_some() => Some(0),
            Ty::String(Format::Plain) => None,
            Ty::Named(id) => matches!(self.context.api.ty(*id).shape, Shape::Enum(_)).then_some(1),
            Ty::Integer => Some(2),
            Ty::Boolean => Some(3),
            Ty::String(_) => Some(4),
            Ty::Id(_) => Some(5),
            Ty::Any
            | Ty::Null
            | Ty::Unsigned
            | Ty::Number
            | Ty::IntegerOrNumber
            | Ty::List(_)
            | Ty::Tuple(_)
            | Ty::Map(_)
            | Ty::OneOrMany(_)
            | Ty::Nullable(_) => None,
        }
    }

    /// The argument of `new` for a required property.
    fn argument(&mut self, field: &Field, owner: &Owner<'_>) -> Option<TokenStream> {
        match field.presence {
            Presence::Nullable => self.property(field, owner),
            Presence::Required | Presence::Optional | Presence::OptionalNullable => {
                self.value(field, Target::Convertible, owner)
            }
        }
    }

    /// The value of a field of that property.
    fn property(&mut self, field: &Field, owner: &Owner<'_>) -> Option<TokenStream> {
        match field.presence {
            Presence::Nullable => match self.value(field, Target::Exact, owner) {
                Some(value) => Some(quote!(Some(#value))),
                None => Some(quote!(None)),
            },
            Presence::Required | Presence::Optional | Presence::OptionalNullable => {
                self.value(field, Target::Exact, owner)
            }
        }
    }

    /// The value itself.
    fn value(&mut self, field: &Field, target: Target, owner: &Owner<'_>) -> Option<TokenStream> {
        let hint = Hint::of(&field.wire, &field.constraints);
        if is_name(field) && !hint.has_format() && *self.context.paths.resolve(&field.ty) == Ty::String(Format::Plain) {
            let name = name_of(owner.ident, owner.object.fields.iter().map(|field| field.wire.as_str()));
            return Some(match target {
                Target::Convertible => quote!(#name),
                Target::Exact => quote!(#name.to_owned()),
            });
        }
        self.of(&field.ty, target, hint)
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
        order.iter().copied().chain(rest).find_map(|index| self.variant(union, ident, variants, index, target, hint))
    }

    /// A value of one variant.
    fn variant(
        &mut self,
        union: &Union,
        ident: &TokenStream,
        variants: &[&Ident],
        index: usize,
        target: Target,
        hint: Hint<'_>,
    ) -> Option<TokenStream> {
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
    }
}

/// The object that a property is of.
struct Owner<'a> {
    ident: &'a str,
    object: &'a Object,
}

/// Whether a property is the name of its object.
fn is_name(field: &Field) -> bool {
    field.wire == "name"
}

fn value(values: &Enumeration, ident: &TokenStream, idents: &[Ident]) -> Option<TokenStream> {
    let first = idents.first().filter(|_| !values.values.is_empty())?;
    Some(quote!(#ident::#first))
}

/// Whether a variant of this type is boxed: objects are, all else is not.
fn boxed(context: &Context<'_>, ty: &Ty) -> bool {
    matches!(context.paths.resolve(ty), Ty::Named(id) if matches!(context.api.ty(*id).shape, Shape::Object(_)))
}

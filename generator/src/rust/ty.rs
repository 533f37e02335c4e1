//! Uses of types as Rust types, and how a value of one is accepted as an argument.

use super::Paths;
use crate::model::{Format, Shape, Ty, TypeId};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// How an accessor gives a value: plain scalars by value, text and lists as slices, all else by reference.
pub struct Borrowed {
    /// What it gives, such as `&str`.
    pub ty: TokenStream,
    /// Turns an expression of the value into that.
    pub of: fn(TokenStream) -> TokenStream,
    /// Turns an expression of an `Option` of the value into an `Option` of that.
    pub of_option: fn(TokenStream) -> TokenStream,
}

/// How a setter or a constructor takes a value.
pub struct Argument {
    /// The type of the argument, such as `impl Into<String>`.
    pub ty: TokenStream,
    /// Turns the argument, an expression of that type, into the value.
    pub convert: fn(TokenStream) -> TokenStream,
}

/// How the setter of a value that may be left out takes it.
pub struct OptionalArgument {
    /// The type parameter of the method, `<Via>`, or nothing.
    pub via: TokenStream,
    /// The type of the argument, such as `impl IntoArgument<Option<String>, Via>`.
    pub ty: TokenStream,
    /// Turns the argument into what is held.
    pub convert: fn(TokenStream) -> TokenStream,
}

/// What a value that may be left out is held in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// `Option<T>`
    Option,
    /// `Patch<T>`
    Patch,
}

impl Wrapper {
    fn of(self, paths: &Paths<'_>, ty: &TokenStream) -> TokenStream {
        match self {
            Self::Option => quote!(Option<#ty>),
            Self::Patch => {
                let patch = paths.runtime("Patch");
                quote!(#patch<#ty>)
            }
        }
    }
}

impl Paths<'_> {
    /// The Rust type of a value.
    pub fn ty(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Any => self.runtime("Json"),
            Ty::Null => self.runtime("Null"),
            Ty::Boolean => quote!(bool),
            Ty::Integer => quote!(i64),
            Ty::Unsigned => quote!(u64),
            Ty::Number => quote!(f64),
            Ty::IntegerOrNumber => self.runtime("Number"),
            Ty::String(format) => self.string(*format),
            Ty::Id(name) => self.id(name),
            Ty::List(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            Ty::Tuple(items) => {
                let items = items.iter().map(|item| self.ty(item));
                quote!((#(#items,)*))
            }
            Ty::Map(value) => self.wrapped("Map", value),
            Ty::OneOrMany(item) => self.wrapped("OneOrMany", item),
            Ty::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Ty::Named(id) => self.model(*id),
        }
    }

    /// The Rust type of a whole answer. One that is no object has a place to remember how it stood.
    pub fn answer(&self, ty: &Ty) -> TokenStream {
        if self.forgets(ty, &mut Vec::new()) { self.wrapped("Received", ty) } else { self.ty(ty) }
    }

    /// Whether something of the JSON can be lost between reading and writing a value, which only an object around it
    /// would remember: how a number is spelled, what a list or a map could not hold. `open` holds the unions around it.
    fn forgets(&self, ty: &Ty, open: &mut Vec<TypeId>) -> bool {
        match self.resolve(ty) {
            Ty::Integer | Ty::Unsigned | Ty::Number | Ty::Tuple(_) => true,
            Ty::List(inner) | Ty::Map(inner) => *self.resolve(inner) != Ty::Any,
            Ty::OneOrMany(inner) | Ty::Nullable(inner) => self.forgets(inner, open),
            Ty::Named(id) => match &self.api.ty(*id).shape {
                Shape::Union(union) if !open.contains(id) => {
                    open.push(*id);
                    union.variants.iter().any(|variant| self.forgets(&variant.ty, open))
                }
                Shape::Union(_) | Shape::Object(_) | Shape::Enum(_) | Shape::Alias(_) => false,
            },
            Ty::Any | Ty::Null | Ty::Boolean | Ty::IntegerOrNumber | Ty::String(_) | Ty::Id(_) => false,
        }
    }

    fn wrapped(&self, wrapper: &'static str, inner: &Ty) -> TokenStream {
        let (wrapper, inner) = (self.runtime(wrapper), self.ty(inner));
        quote!(#wrapper<#inner>)
    }

    fn string(&self, format: Format) -> TokenStream {
        match format.runtime_type() {
            Some((_, name)) => self.runtime(name),
            None => quote!(String),
        }
    }

    /// How an accessor gives a value.
    pub fn borrowed(&self, ty: &Ty) -> Borrowed {
        match self.resolve(ty) {
            Ty::Boolean | Ty::Integer | Ty::Unsigned | Ty::Number => {
                Borrowed { ty: self.ty(ty), of: |value| value, of_option: |value| value }
            }
            Ty::String(Format::Plain) => Borrowed {
                ty: quote!(&str),
                of: |value| quote!(#value.as_str()),
                of_option: |value| quote!(#value.as_deref()),
            },
            Ty::List(item) => {
                let item = self.ty(item);
                Borrowed {
                    ty: quote!(&[#item]),
                    of: |value| quote!(#value.as_slice()),
                    of_option: |value| quote!(#value.as_deref()),
                }
            }
            Ty::Any
            | Ty::Null
            | Ty::IntegerOrNumber
            | Ty::String(_)
            | Ty::Id(_)
            | Ty::Tuple(_)
            | Ty::Map(_)
            | Ty::OneOrMany(_)
            | Ty::Nullable(_)
            | Ty::Named(_) => {
                let ty = self.ty(ty);
                Borrowed { ty: quote!(&#ty), of: |value| quote!(&#value), of_option: |value| quote!(#value.as_ref()) }
            }
        }
    }

    /// How a value is accepted: plain scalars as they are, lists from any iterator, all else through `Into`.
    pub fn argument(&self, ty: &Ty) -> Argument {
        match self.resolve(ty) {
            Ty::Boolean
            | Ty::Integer
            | Ty::Unsigned
            | Ty::Number
            | Ty::Null
            | Ty::Tuple(_)
            | Ty::Map(_)
            | Ty::Nullable(_) => Argument { ty: self.ty(ty), convert: |value| value },
            Ty::List(item) => {
                let item = self.item_argument(item);
                let convert: fn(TokenStream) -> TokenStream = match item.into {
                    true => |value| quote!(#value.into_iter().map(Into::into).collect()),
                    false => |value| quote!(#value.into_iter().collect()),
                };
                let item = item.ty;
                Argument { ty: quote!(impl IntoIterator<Item = #item>), convert }
            }
            Ty::Any | Ty::IntegerOrNumber | Ty::String(_) | Ty::Id(_) | Ty::OneOrMany(_) | Ty::Named(_) => {
                let ty = self.ty(ty);
                Argument { ty: quote!(impl Into<#ty>), convert: |value| quote!(#value.into()) }
            }
        }
    }

    /// How the setter of a value that may be left out takes it: what it holds is in an `Option` or a `Patch`. Lists
    /// come from any iterator or an option of one, and a value that is an option itself as it is, because nothing else tells the two
    /// options apart.
    pub fn optional_argument(&self, ty: &Ty, wrapper: Wrapper) -> OptionalArgument {
        let exact = self.ty(ty);
        match (self.resolve(ty), wrapper) {
            (Ty::Nullable(_), Wrapper::Option) => {
                OptionalArgument { via: quote!(), ty: exact, convert: |value| quote!(Some(#value)) }
            }
            (Ty::List(item), Wrapper::Option) => {
                let (items, item) = (self.runtime("IntoItems"), self.ty(item));
                let ty = quote!(impl #items<#item, Via>);
                OptionalArgument { via: quote!(<Via>), ty, convert: |value| quote!(#value.into_items()) }
            }
            (_, wrapper) => {
                let (argument, wrapped) = (self.runtime("IntoArgument"), wrapper.of(self, &exact));
                OptionalArgument {
                    via: quote!(<Via>),
                    ty: quote!(impl #argument<#wrapped, Via>),
                    convert: |value| quote!(#value.into_argument()),
                }
            }
        }
    }

    fn item_argument(&self, item: &Ty) -> ItemArgument {
        let plain = self.ty(item);
        match self.resolve(item) {
            Ty::Boolean
            | Ty::Integer
            | Ty::Unsigned
            | Ty::Number
            | Ty::Null
            | Ty::Tuple(_)
            | Ty::Map(_)
            | Ty::List(_)
            | Ty::Nullable(_) => ItemArgument { ty: plain.into_token_stream(), into: false },
            Ty::Any | Ty::IntegerOrNumber | Ty::String(_) | Ty::Id(_) | Ty::OneOrMany(_) | Ty::Named(_) => {
                ItemArgument { ty: quote!(impl Into<#plain>), into: true }
            }
        }
    }
}

struct ItemArgument {
    ty: TokenStream,
    into: bool,
}

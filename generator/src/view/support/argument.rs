//! How the values of parameters and bodies are accepted from a caller, and what a call gives back.

use super::context::Context;
use crate::model::{Body, BodyKind, Content, Operation, Output, Parameter, ParameterLocation, Style, Ty};
use crate::naming::Ident;
use crate::rust::Wrapper;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use serde_json::Value;

/// The method of a call that takes a parameter in this place.
pub fn step(place: ParameterLocation) -> TokenStream {
    match place {
        ParameterLocation::Path => quote!(with_path),
        ParameterLocation::Query => quote!(with_query),
        ParameterLocation::Header => quote!(with_header),
        ParameterLocation::Cookie => quote!(with_cookie),
    }
}

/// How a value is accepted from a caller.
pub struct ArgumentCode {
    /// The type of the argument.
    pub ty: TokenStream,
    /// A statement that has to come first.
    pub before: TokenStream,
    /// The value, ready to be encoded.
    pub value: TokenStream,
}

/// How an argument for a value of `ty` is accepted.
pub fn argument_code(context: &Context<'_>, ty: &Ty, ident: &impl ToTokens) -> ArgumentCode {
    let argument = context.paths.argument(ty);
    let value = (argument.convert)(ident.to_token_stream());
    // What is collected has no type of its own.
    if let Ty::List(_) = context.paths.resolve(ty) {
        let exact = context.paths.ty(ty);
        return ArgumentCode {
            ty: argument.ty,
            before: quote!(let #ident: #exact = #value;),
            value: ident.to_token_stream(),
        };
    }
    ArgumentCode { ty: argument.ty, before: quote!(), value }
}

/// The code that takes an optional value from a caller.
pub struct OptionalArgumentCode {
    /// The type parameter of the method, or nothing.
    pub via: TokenStream,
    /// The type of the argument.
    pub ty: TokenStream,
    /// A statement that has to come first.
    pub before: TokenStream,
    /// An `Option` of the value, or the value, ready to be encoded.
    pub value: TokenStream,
}

/// The code of the setter of a parameter of type `ty`.
pub fn optional_argument_code(context: &Context<'_>, ty: &Ty, ident: &impl ToTokens) -> OptionalArgumentCode {
    match context.paths.resolve(ty) {
        Ty::Nullable(_) => {
            let ArgumentCode { ty, before, value } = argument_code(context, ty, ident);
            OptionalArgumentCode { via: quote!(), ty, before, value }
        }
        _ => {
            let argument = context.paths.optional_argument(ty, Wrapper::Option);
            let value = (argument.convert)(ident.to_token_stream());
            OptionalArgumentCode { via: argument.via, ty: argument.ty, before: quote!(), value }
        }
    }
}

/// How a body is accepted; its value is the step of the call that takes it.
pub fn body_argument(context: &Context<'_>, body: &Body, ident: &Ident) -> ArgumentCode {
    let whole = |ty: TokenStream, value: TokenStream| ArgumentCode { ty, before: quote!(), value };
    match &body.kind {
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) => {
            let ArgumentCode { ty, before, value } = argument_code(context, &body.ty, ident);
            ArgumentCode { ty, before, value: quote!(.with_body(&#value)) }
        }
        BodyKind::Bytes => {
            let file = context.paths.runtime("File");
            whole(quote!(impl Into<#file>), quote!(.with_body_file(#ident)))
        }
        BodyKind::Text => whole(quote!(impl Into<String>), quote!(.with_body_text(#ident))),
    }
}

/// The type of a map's values, for a parameter that takes its pairs one by one.
pub fn map_value<'a>(context: &Context<'a>, parameter: &'a Parameter) -> Option<&'a Ty> {
    // In other styles the pairs stand in one text, which takes all of them at once.
    let is_by_pairs = match (parameter.place, parameter.style) {
        (ParameterLocation::Query, Style::DeepObject) => true,
        (ParameterLocation::Query, Style::Form | Style::SpaceDelimited | Style::PipeDelimited) => parameter.explode,
        (ParameterLocation::Query, Style::Simple | Style::Label | Style::Matrix | Style::Json) => false,
        (ParameterLocation::Path | ParameterLocation::Header | ParameterLocation::Cookie, _) => false,
    };
    if !is_by_pairs {
        return None;
    }
    match context.paths.resolve(&parameter.ty) {
        Ty::Map(value) => Some(value),
        Ty::Any
        | Ty::Null
        | Ty::Boolean
        | Ty::Integer
        | Ty::Unsigned
        | Ty::Number
        | Ty::IntegerOrNumber
        | Ty::String(_)
        | Ty::Id(_) => None,
        Ty::List(_) | Ty::Tuple(_) | Ty::OneOrMany(_) | Ty::Nullable(_) | Ty::Named(_) => None,
    }
}

/// What a call of the operation gives.
pub fn output(context: &Context<'_>, operation: &Operation) -> TokenStream {
    match (&operation.pagination, &operation.output) {
        (Some(pagination), _) => {
            let item = context.paths.ty(&pagination.item);
            let page = context.paths.runtime("Page");
            quote!(#page<#item>)
        }
        (None, Output::Unit) => quote!(()),
        (None, Output::Json(ty)) => context.paths.answer(ty),
        (None, Output::OptionalJson(ty)) => {
            let ty = context.paths.answer(ty);
            quote!(Option<#ty>)
        }
        (None, Output::Text) => context.paths.runtime("Text"),
        (None, Output::Bytes) => context.paths.runtime("Raw"),
        (None, Output::Events(ty)) => {
            let (stream, ty) = (context.paths.runtime("EventStream"), context.paths.ty(ty));
            quote!(#stream<#ty, M>)
        }
    }
}

/// What a call gives that asks for a body of this content.
pub fn content_output(context: &Context<'_>, content: &Content) -> TokenStream {
    match content {
        Content::Empty => quote!(()),
        Content::Json(ty) => context.paths.ty(ty),
        Content::Text(_) => context.paths.runtime("Text"),
        Content::Bytes(_) => context.paths.runtime("Raw"),
        Content::Events(events) => {
            let (stream, ty) = (context.paths.runtime("EventStream"), context.paths.ty(&events.ty));
            quote!(#stream<#ty, M>)
        }
    }
}

/// A constant of the document as an expression that can be encoded.
pub fn literal(context: &Context<'_>, value: &Value) -> TokenStream {
    match value {
        Value::Null => context.paths.runtime("Null"),
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) => match number.as_i64() {
            Some(number) => quote!(#number),
            None => {
                let number = number.as_f64().unwrap_or_default();
                quote!(#number)
            }
        },
        Value::String(text) => quote!(#text),
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            let json = context.paths.runtime("Json");
            quote!(#json::from_text(#text))
        }
    }
}

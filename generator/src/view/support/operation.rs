//! Turns an operation into the method of its resource, the kind of call that method may return, and its `static`.

use super::argument::{
    ArgumentCode, OptionalArgumentCode, argument_code, body_argument, content_output, literal, map_value,
    optional_argument_code, output, step,
};
use super::context::Context;
use super::definition::Definition;
use super::docs::words;
use super::operation_docs::{limits, method_docs};
use super::usage::usage;
use crate::model::{Body, Operation, Parameter, ParameterLocation};
use crate::naming::{Ident, OperationNames};
use crate::rust::{deprecated, doc, string};
use crate::text::{Block, Inline, code, markdown};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// A method of a resource.
#[derive(Clone, Debug)]
pub struct Method {
    /// Documentation.
    pub docs: TokenStream,
    /// `#[deprecated]`, or nothing.
    pub deprecated: TokenStream,
    /// `#[expect(…)]` for a lint that the document leaves no way around, or nothing.
    pub expectation: TokenStream,
    /// Name of the method.
    pub ident: Ident,
    /// What has to be given.
    pub arguments: Vec<Argument>,
    /// What it returns.
    pub returns: TokenStream,
    /// Its body.
    pub body: TokenStream,
}

/// An argument of a method.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Name of the argument.
    pub ident: TokenStream,
    /// Type of the argument.
    pub ty: TokenStream,
}

impl Argument {
    fn new(ident: &impl ToTokens, ty: TokenStream) -> Self {
        Self { ident: ident.to_token_stream(), ty }
    }
}

/// The kind of call that takes the optional parameters of one operation.
#[derive(Clone, Debug)]
pub struct Builder {
    /// Documentation.
    pub docs: TokenStream,
    /// Name of the builder.
    pub ident: Ident,
    /// What it is a name for.
    pub call: TokenStream,
    /// One per optional parameter.
    pub setters: Vec<Setter>,
    /// One per answer in another media type.
    pub accepts: Vec<Accept>,
}

/// A method of a builder that asks for an answer in another media type.
#[derive(Clone, Debug)]
pub struct Accept {
    /// Documentation.
    pub docs: TokenStream,
    /// Name of the method.
    pub ident: Ident,
    /// The call it gives.
    pub returns: TokenStream,
    /// The media type.
    pub media_type: TokenStream,
}

/// A method of a builder.
#[derive(Clone, Debug)]
pub struct Setter {
    /// Documentation.
    pub docs: TokenStream,
    /// `#[deprecated]`, or nothing.
    pub deprecated: TokenStream,
    /// Name of the setter.
    pub ident: Ident,
    /// Its type parameter, or nothing.
    pub via: TokenStream,
    /// What it takes.
    pub arguments: Vec<Argument>,
    /// A statement that comes first.
    pub before: TokenStream,
    /// What it does to the call.
    pub step: TokenStream,
}

/// Everything an operation becomes.
#[derive(Clone, Debug)]
pub struct OperationView {
    /// The method.
    pub method: Method,
    /// The builder, for an operation with optional parameters.
    pub builder: Option<Builder>,
    /// The description for the runtime.
    pub definition: Definition,
}

impl OperationView {
    /// The view of one operation.
    pub fn of(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Self {
        let parts = Parts::of(operation, names);
        let definition = Definition::of(context, operation, names);
        let builder = parts.has_options.then(|| builder(context, operation, names, &parts));
        let method = method(context, operation, names, &parts);
        Self { method, builder, definition }
    }
}

/// The parameters of an operation by what the caller has to do about them.
pub struct Parts<'a> {
    /// Sent without asking.
    pub constant: Vec<&'a Parameter>,
    /// Positional arguments.
    pub required: Vec<(&'a Parameter, &'a Ident)>,
    /// Setters of the builder.
    pub optional: Vec<(&'a Parameter, &'a Ident)>,
    /// The body, if it has to be given.
    pub required_body: Option<&'a Body>,
    /// The body, if it may be left out.
    pub optional_body: Option<&'a Body>,
    /// Whether there is anything to choose before the call is sent.
    pub has_options: bool,
}

impl<'a> Parts<'a> {
    /// Sorts the parameters of an operation.
    pub fn of(operation: &'a Operation, names: &'a OperationNames) -> Self {
        let (mut constant, mut required, mut optional) = (Vec::new(), Vec::new(), Vec::new());
        for (parameter, ident) in operation.parameters.iter().zip(&names.parameters) {
            if parameter.constant.is_some() {
                constant.push(parameter);
            } else if parameter.required || parameter.place == ParameterLocation::Path {
                required.push((parameter, ident));
            } else {
                optional.push((parameter, ident));
            }
        }
        let body = operation.body.as_ref();
        let has_optional_body = body.is_some_and(|body| !body.required);
        let has_options = !optional.is_empty() || has_optional_body || !operation.alternatives.is_empty();
        Self {
            constant,
            required,
            optional,
            required_body: body.filter(|body| body.required),
            optional_body: body.filter(|body| !body.required),
            has_options,
        }
    }
}

/// From this many on, besides `self`, clippy finds that a method takes too many.
const MANY_ARGUMENTS: usize = 7;

fn method(context: &Context<'_>, operation: &Operation, names: &OperationNames, parts: &Parts<'_>) -> Method {
    let constant = &names.constant;
    let (mut before, mut steps) = (quote!(), quote!());
    for parameter in &parts.constant {
        let (step, wire) = (step(parameter.place), &parameter.wire);
        let value = literal(context, parameter.constant.as_ref().expect("only constant parameters are here"));
        steps.extend(quote!(.#step(#wire, &#value)));
    }
    let mut arguments = Vec::new();
    for (parameter, ident) in &parts.required {
        let (step, wire) = (step(parameter.place), &parameter.wire);
        let ArgumentCode { ty, before: first, value } = argument_code(context, &parameter.ty, ident);
        arguments.push(Argument::new(ident, ty));
        before.extend(first);
        steps.extend(quote!(.#step(#wire, &#value)));
    }
    if let Some(body) = parts.required_body {
        let ArgumentCode { ty, before: first, value } = body_argument(context, body, &names.body);
        arguments.push(Argument::new(&names.body, ty));
        before.extend(first);
        steps.extend(value);
    }
    if let Some(property) = &operation.stream_property {
        steps.extend(quote!(.extra_body(#property, true)));
    }
    let returns = if parts.has_options {
        let builder = &names.builder;
        quote!(#builder<M>)
    } else {
        let (call, output) = (context.paths.runtime("Call"), output(context, operation));
        quote!(#call<#output, M>)
    };
    let body = quote!(#before self.core.call(&operations::#constant) #steps);
    let many = arguments.len() >= MANY_ARGUMENTS;
    let expectation = many.then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the API requires them all")]));
    Method {
        expectation: expectation.unwrap_or_default(),
        docs: doc(&method_docs(context, operation, names, usage(context, operation, names))),
        deprecated: deprecated(operation.deprecated, operation.deprecated_since.as_deref()),
        ident: names.method.clone(),
        arguments,
        returns,
        body,
    }
}

fn builder(context: &Context<'_>, operation: &Operation, names: &OperationNames, parts: &Parts<'_>) -> Builder {
    let ident = &names.builder;
    let (call, output) = (context.paths.runtime("CallOf"), output(context, operation));
    let mut setters: Vec<Setter> =
        parts.optional.iter().map(|(parameter, ident)| setter(context, parameter, ident)).collect();
    if let Some(body) = parts.optional_body {
        let ArgumentCode { ty, before, value: step } = body_argument(context, body, &names.body);
        let paragraphs = or_else(words(&body.docs), markdown!("The body of the request."));
        setters.push(Setter {
            docs: doc(&paragraphs),
            deprecated: quote!(),
            ident: names.body.clone(),
            via: quote!(),
            arguments: vec![Argument::new(&names.body, ty)],
            before,
            step,
        });
    }
    let (group, method) = (&context.names.group(&operation.group).ident, &names.method);
    let docs = markdown!("The call of {}, with its optional parameters.", Inline::item(&quote!(#group::#method)));
    let accepts = operation.alternatives.iter().zip(&names.accepts).map(|(alternative, ident)| {
        let (call, output) = (context.paths.runtime("Call"), content_output(context, &alternative.content));
        Accept {
            docs: doc(&[markdown!("Requests a response in {}.", code(&alternative.media_type)).into()]),
            ident: ident.clone(),
            returns: quote!(#call<#output, M>),
            media_type: string(&alternative.media_type),
        }
    });
    Builder {
        docs: doc(&[docs.into()]),
        ident: ident.clone(),
        accepts: accepts.collect(),
        call: quote!(#call<#output, M, kind::#ident>),
        setters,
    }
}

fn setter(context: &Context<'_>, parameter: &Parameter, ident: &Ident) -> Setter {
    let (step, wire) = (step(parameter.place), &parameter.wire);
    let mut paragraphs = or_else(words(&parameter.docs), markdown!("Parameter {}.", code(wire)));
    paragraphs.extend(limits(&parameter.constraints, parameter.default.as_ref()));
    let (via, arguments, before, step) = match map_value(context, parameter) {
        Some(value) => {
            let ArgumentCode { ty, before, value } = argument_code(context, value, &quote!(value));
            paragraphs.push(markdown!("Adds one pair; call it again for more.").into());
            let arguments =
                vec![Argument::new(&quote!(key), quote!(impl AsRef<str>)), Argument::new(&quote!(value), ty)];
            (quote!(), arguments, before, quote!(.with_query_entry(#wire, key.as_ref(), &#value)))
        }
        None => {
            let OptionalArgumentCode { via, ty, before, value } = optional_argument_code(context, &parameter.ty, ident);
            (via, vec![Argument::new(ident, ty)], before, quote!(.#step(#wire, &#value)))
        }
    };
    let deprecated = deprecated(parameter.deprecated, parameter.deprecated_since.as_deref());
    Setter { docs: doc(&paragraphs), deprecated, ident: ident.clone(), via, arguments, before, step }
}

fn or_else(blocks: Vec<Block>, fact: Inline) -> Vec<Block> {
    if blocks.is_empty() { vec![fact.into()] } else { blocks }
}

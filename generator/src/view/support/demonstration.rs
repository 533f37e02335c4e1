//! What the example in an operation's documentation shows: of a list, a filter and its items as a stream; of a call with
//! a body, one that somebody would send, or one of each kind; of all else, the call.

use super::argument::map_value;
use super::context::Context;
use super::expression::{Target, bodies, expression};
use super::operation::Parts;
use super::usage::{Extent, awaited, call, call_with, formatted, result, scope, statement, variable};
use super::words::Hint;
use crate::model::{BodyKind, Enumeration, Operation, Parameter, ParameterLocation, Presence, Scalar, Shape, Ty};
use crate::naming::{Ident, OperationNames};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The code as it is shown; none where a value cannot be written down.
pub(super) fn demonstration(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<String> {
    let plain = statement(context, operation, names)?;
    let shown = match (&operation.pagination, &operation.body) {
        (Some(_), _) => list(context, operation, names),
        (None, Some(_)) => kinds(context, operation, names),
        (None, None) => None,
    };
    Some(shown.unwrap_or_else(|| formatted(&plain.code)))
}

/// The items of a list, which a filter chooses if there is one.
fn list(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<String> {
    let item_ty = &operation.pagination.as_ref()?.item;
    let client = context.names.placement.variable();
    let call = call(context, operation, names, &scope(context), &quote!(#client), Extent::Required)?;
    let filter = filter(context, operation, names);
    let item = variable(context, item_ty);
    let accessor = context.names.group(&operation.group).accessor.unraw();
    let reserved = [item.to_string(), client.unraw().to_owned()];
    // A keyword would be no variable.
    let usable = !reserved.iter().any(|name| name == accessor) && syn::parse_str::<syn::Ident>(accessor).is_ok();
    let items = format_ident!("{}", if usable { accessor } else { "stream" });
    let id = match context.paths.resolve(item_ty) {
        Ty::Named(id) => match &context.api.ty(*id).shape {
            Shape::Object(object) => object.fields.iter().any(|field| {
                field.wire == "id" && field.presence == Presence::Required && matches!(field.ty, Ty::Id(_))
            }),
            Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) => false,
        },
        _ => false,
    };
    let print = if id { quote!(println!("{}", #item.id);) } else { quote!(println!("{:?}", #item);) };
    // The examples that answer the call are the same for every page, and lists of some APIs end at a page without items.
    let text = formatted(&quote! {
        let mut #items = #call #filter.stream();
        while let Some(#item) = #items.try_next().await? {
            #print
            break;
        }
    });
    let hidden = |line: &str| if line.trim() == "break;" { "# break;".to_owned() } else { line.to_owned() };
    Some(text.lines().map(hidden).collect::<Vec<_>>().join("\n"))
}

/// The setter of the parameter that best shows how a list is narrowed; nothing where there is none.
fn filter(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let parts = Parts::of(operation, names);
    let ranked = parts.optional.iter().enumerate().filter(|(_, (parameter, _))| {
        parameter.place == ParameterLocation::Query
            && !parameter.deprecated
            && !pages(operation, &parameter.wire)
            && map_value(context, parameter).is_none()
    });
    let mut ranked: Vec<(u8, usize)> =
        ranked.filter_map(|(at, (parameter, _))| Some((rank(context, &parameter.ty)?, at))).collect();
    ranked.sort_unstable();
    let code = |parameter: &Parameter, setter: &Ident| {
        let hint = Hint::of(&parameter.wire, &parameter.constraints);
        let value = expression(context, &scope(context), &parameter.ty, Target::Convertible, hint)?;
        Some(quote!(.#setter(#value)))
    };
    ranked.first().and_then(|(_, at)| code(parts.optional[*at].0, parts.optional[*at].1)).unwrap_or_default()
}

/// Whether a parameter chooses the page.
fn pages(operation: &Operation, wire: &str) -> bool {
    let Some(pagination) = &operation.pagination else { return false };
    pagination.style.parameter() == wire
        || [&pagination.limit, &pagination.backward].into_iter().flatten().any(|name| name == wire)
}

/// How well a value of this type shows a filter, the lowest first; none where it says nothing.
fn rank(context: &Context<'_>, ty: &Ty) -> Option<u8> {
    match context.paths.resolve(ty) {
        Ty::List(item) | Ty::OneOrMany(item) => rank(context, item),
        Ty::Named(id) => match &context.api.ty(*id).shape {
            Shape::Enum(values) => (!sorts(values)).then_some(0),
            Shape::Object(_) | Shape::Union(_) | Shape::Alias(_) => None,
        },
        Ty::Boolean => Some(1),
        Ty::Id(_) => Some(2),
        Ty::String(_) => Some(3),
        Ty::Any
        | Ty::Null
        | Ty::Integer
        | Ty::Unsigned
        | Ty::Number
        | Ty::IntegerOrNumber
        | Ty::Tuple(_)
        | Ty::Map(_)
        | Ty::Nullable(_) => None,
    }
}

/// Whether the values are orders of a list: each both ways, as `name` and `-name`.
fn sorts(values: &Enumeration) -> bool {
    let texts = || {
        values.values.iter().filter_map(|value| match value {
            Scalar::String(text) => Some(text.as_str()),
            Scalar::Integer(_) | Scalar::Boolean(_) => None,
        })
    };
    texts().any(|text| text.strip_prefix('-').is_some_and(|ascending| texts().any(|other| other == ascending)))
}

/// The call with a body that somebody would send; where there are several kinds of bodies, with one of each.
fn kinds(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Option<String> {
    let body = operation.body.as_ref().filter(|body| body.required)?;
    let (scope, client) = (scope(context), context.names.placement.variable());
    let bodies = match body.kind {
        BodyKind::Bytes | BodyKind::Text => return None,
        BodyKind::Json | BodyKind::Form(_) | BodyKind::Multipart(_) => {
            bodies(context, &scope, &body.ty, Hint::named("body"))
        }
    };
    let mut calls = Vec::new();
    for body in bodies {
        let call = call_with(context, operation, names, &scope, &quote!(#client), Extent::Required, Some(body))?;
        // One name is enough for what all of them give.
        calls.push(match calls.is_empty() {
            true => formatted(&awaited(operation, &result(context, operation), &call)),
            false => formatted(&quote!(#call.await?;)),
        });
    }
    let (first, others) = calls.split_first()?;
    Some(match others {
        [] => first.clone(),
        others => format!("{first}\n\n// With another kind of body:\n{}", others.join("\n")),
    })
}

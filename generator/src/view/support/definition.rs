//! Turns an operation of the model into the expressions of its `static`: everything the runtime has to know
//! to send it, and nothing computed at run time.

use super::context::Context;
use crate::config::EventRule;
use crate::model::{
    Api, Body, BodyKind, Content, EventItem, Events, Framing, LastPage, Next, Operation, Pagination, PaginationStyle,
    Parameter, ParameterLocation, Part, Response, Retry, Scheme, SchemeKind, Security, Segment, Server, StatusPattern,
    Style,
};
use crate::naming::{Ident, OperationNames};
use crate::rust::string;
use crate::source::support::http::path_literal;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The `static` of an operation: its name, and expressions for the fields of a `runtime::Operation`.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Name of the static.
    pub ident: Ident,
    /// `operationId`.
    pub id: TokenStream,
    /// Where the operation is in the SDK, such as `customers.get`.
    pub name: TokenStream,
    /// Such as `Method::GET`.
    pub method: TokenStream,
    /// The path, cut at its parameters.
    pub path: TokenStream,
    /// All parameters.
    pub parameters: TokenStream,
    /// Who may call it.
    pub auth: TokenStream,
    /// Whether it may be sent twice.
    pub retry: TokenStream,
    /// Documented `2xx` answers.
    pub success: TokenStream,
    /// Property that wraps the success body.
    pub envelope: TokenStream,
    /// How it pages.
    pub pagination: TokenStream,
    /// How the body is written.
    pub body: TokenStream,
    /// Documented failure statuses.
    pub failures: TokenStream,
    /// The `Accept` header.
    pub accept: TokenStream,
    /// Servers of its own.
    pub server: TokenStream,
}

impl Definition {
    /// The definition of `operation`.
    pub fn of(context: &Context<'_>, operation: &Operation, names: &OperationNames) -> Self {
        let api = context.api;
        let method = quote::format_ident!("{}", operation.method.as_str());
        let segments = operation.path.segments.iter().map(segment);
        let parameters = operation.parameters.iter().map(parameter);
        let success = operation.successes.iter().map(|success| {
            let (status, content) = (status(success.status), content(&success.content, &context.config.events));
            quote!(Success::new(#status, Content::#content))
        });
        let failures = operation.failures.iter().filter_map(|failure| match failure.status {
            StatusPattern::Code(code) => Some(Literal::u16_unsuffixed(code)),
            StatusPattern::Range(_) | StatusPattern::Default => None,
        });
        Self {
            ident: names.constant.clone(),
            id: string(&operation.id),
            name: string(&context.place(operation, names).join(".")),
            method: quote!(Method::#method),
            path: quote!(&[#(#segments),*]),
            parameters: quote!(&[#(#parameters),*]),
            auth: auth(api, &operation.security),
            retry: retry(&operation.retry),
            success: quote!(&[#(#success),*]),
            envelope: optional(operation.envelope.as_ref()),
            pagination: operation.pagination.as_ref().map_or(quote!(None), pagination),
            body: operation.body.as_ref().map_or(quote!(None), body),
            failures: quote!(&[#(#failures),*]),
            accept: string(&accept(operation)),
            server: own_servers(&operation.servers),
        }
    }
}

fn own_servers(servers: &[Server]) -> TokenStream {
    let servers: Vec<TokenStream> = servers.iter().map(server).collect();
    if servers.is_empty() { quote!(None) } else { quote!(Some(&[#(#servers),*])) }
}

/// A server as the runtime has it.
pub fn server(server: &Server) -> TokenStream {
    let Server { name, url: _, template, variables, docs: _ } = server;
    let variables = variables.iter().map(|(name, default)| {
        let default = optional(default.as_ref());
        quote!((#name, #default))
    });
    quote!(Server { name: #name, url: #template, variables: &[#(#variables),*] })
}

fn segment(segment: &Segment) -> TokenStream {
    match segment {
        Segment::Literal(text) => {
            let text = path_literal(text.split('#').next().unwrap_or_default());
            quote!(Segment::Literal(#text))
        }
        Segment::Parameter(name) => quote!(Segment::Parameter(#name)),
    }
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let Parameter { wire, place, style, explode, allow_reserved, required, .. } = parameter;
    let start = match place {
        ParameterLocation::Path => quote!(Parameter::path(#wire)),
        ParameterLocation::Query => quote!(Parameter::query(#wire)),
        ParameterLocation::Header => quote!(Parameter::header(#wire)),
        ParameterLocation::Cookie => quote!(Parameter::cookie(#wire)),
    };
    let (usual_style, usual_explode) = match place {
        ParameterLocation::Path | ParameterLocation::Header => (Style::Simple, false),
        ParameterLocation::Query | ParameterLocation::Cookie => (Style::Form, true),
    };
    let style = (*style != usual_style || *explode != usual_explode).then(|| {
        let style = self::style(*style);
        quote!(.style(#style, #explode))
    });
    let required = (*required && *place != ParameterLocation::Path).then(|| quote!(.required()));
    let reserved = allow_reserved.then(|| quote!(.reserved()));
    quote!(#start #style #required #reserved)
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Style::Simple),
        Style::Label => quote!(Style::Label),
        Style::Matrix => quote!(Style::Matrix),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Json => quote!(Style::Json),
    }
}

/// Where every alternative is the same kind of credential and asks for no scopes the runtime looks at, the
/// alternatives still differ by name, and the runtime picks the one a caller has.
pub fn auth(api: &Api, security: &Security) -> TokenStream {
    if security.any_of.is_empty() {
        return quote!(&Auth::NONE);
    }
    let any_of = security.any_of.iter().map(|requirement| {
        let all_of = requirement.all_of.iter().map(|used| {
            let kind = api.schemes.iter().find(|scheme| scheme.name == used.scheme);
            let (name, scopes) = (&used.scheme, &used.scopes);
            match kind {
                Some(Scheme { kind: SchemeKind::Bearer, .. }) => quote!(SchemeUse::bearer(#name, &[#(#scopes),*])),
                kind => {
                    let kind = kind.map_or(quote!(SchemeKind::Other(#name)), scheme_kind);
                    quote!(SchemeUse::new(#name, #kind, &[#(#scopes),*]))
                }
            }
        });
        quote!(&[#(#all_of),*])
    });
    let optional = security.optional;
    quote!(&Auth { any_of: &[#(#any_of),*], optional: #optional })
}

/// How a credential of a scheme travels.
pub fn scheme_kind(scheme: &Scheme) -> TokenStream {
    match &scheme.kind {
        SchemeKind::Bearer => quote!(SchemeKind::Bearer),
        SchemeKind::Basic => quote!(SchemeKind::Basic),
        SchemeKind::Header(name) => quote!(SchemeKind::Header(#name)),
        SchemeKind::Query(name) => quote!(SchemeKind::Query(#name)),
        SchemeKind::Cookie(name) => quote!(SchemeKind::Cookie(#name)),
        SchemeKind::Other(name) => quote!(SchemeKind::Other(#name)),
    }
}

fn retry(retry: &Retry) -> TokenStream {
    match retry {
        Retry::Safe => quote!(Retry::Safe),
        Retry::Keyed(property) => quote!(Retry::Keyed(#property)),
        Retry::WithKey => quote!(Retry::WithKey),
        Retry::Never => quote!(Retry::Never),
    }
}

pub(in crate::view) fn status(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(StatusPattern::Code(#code))
        }
        StatusPattern::Range(first) => quote!(StatusPattern::Range(#first)),
        StatusPattern::Default => quote!(StatusPattern::Default),
    }
}

fn content(content: &Content, rule: &Option<EventRule>) -> TokenStream {
    match content {
        Content::Events(Events { framing, item, media_type: _, ty: _ }) => {
            let framing = match framing {
                Framing::Events => quote!(Framing::Events),
                Framing::Lines => quote!(Framing::Lines),
                Framing::Sequence => quote!(Framing::Sequence),
            };
            let item = match item {
                EventItem::Data => quote!(EventItem::Data),
                EventItem::Event { json } => quote!(EventItem::Event { json: #json }),
            };
            let end = rule.iter().flat_map(|rule| &rule.end);
            quote!(Events(EventFormat { framing: #framing, item: #item, end: &[#(#end),*] }))
        }
        Content::Empty => quote!(Empty),
        Content::Json(_) => quote!(Json),
        Content::Text(_) => quote!(Text),
        Content::Bytes(_) => quote!(Bytes),
    }
}

fn pagination(pagination: &Pagination) -> TokenStream {
    let Pagination { limit, max_limit, items, backward, style, item: _ } = pagination;
    let (limit, max_limit) = (optional(limit.as_ref()), optional(max_limit.as_ref()));
    let backward = optional(backward.as_ref());
    let style = match style {
        PaginationStyle::Page { page, first, last, total } => {
            let (first, last, total) = (Literal::u64_unsuffixed(*first), last_page(last), total_count(total));
            quote!(PaginationStyle::Page { page: #page, first: #first, last: #last, total: #total })
        }
        PaginationStyle::Offset { offset, first, last, total } => {
            let (first, last, total) = (Literal::u64_unsuffixed(*first), last_page(last), total_count(total));
            quote!(PaginationStyle::Offset { offset: #offset, first: #first, last: #last, total: #total })
        }
        PaginationStyle::Cursor { parameter, next } => {
            let next = next.iter().map(|next| match next {
                Next::Body(path) => quote!(NextPage::Body(&[#(#path),*])),
                Next::BodyLink(path) => quote!(NextPage::BodyLink(&[#(#path),*])),
                Next::HasMore(path) => quote!(NextPage::HasMore(&[#(#path),*])),
                Next::LastItem(property) => quote!(NextPage::LastItem(#property)),
                Next::LinkHeader => quote!(NextPage::LinkHeader),
            });
            quote!(PaginationStyle::Cursor { parameter: #parameter, next: &[#(#next),*] })
        }
    };
    let items = quote!(&[#(#items),*]);
    quote!(Some(Pagination { limit: #limit, max_limit: #max_limit, items: #items, backward: #backward, style: #style }))
}

fn last_page(rules: &[LastPage]) -> TokenStream {
    let rules = rules.iter().map(|rule| match rule {
        LastPage::MaxPage(path) => quote!(LastPage::MaxPage(&[#(#path),*])),
        LastPage::HasNext(path) => quote!(LastPage::HasNext(&[#(#path),*])),
        LastPage::NextLink(path) => quote!(LastPage::NextLink(&[#(#path),*])),
        LastPage::Empty => quote!(LastPage::Empty),
    });
    quote!(&[#(#rules),*])
}

fn total_count(path: &Option<Vec<String>>) -> TokenStream {
    path.as_ref().map_or(quote!(None), |path| quote!(Some(&[#(#path),*])))
}

fn body(body: &Body) -> TokenStream {
    let Body { media_type, kind, required, .. } = body;
    let kind = match kind {
        BodyKind::Json => quote!(BodyKind::Json),
        BodyKind::Form(parts) => {
            let parts = parts.iter().map(part);
            quote!(BodyKind::Form(&[#(#parts),*]))
        }
        BodyKind::Multipart(parts) => {
            let parts = parts.iter().map(part);
            quote!(BodyKind::Multipart(&[#(#parts),*]))
        }
        BodyKind::Bytes => quote!(BodyKind::Bytes),
        BodyKind::Text => quote!(BodyKind::Text),
    };
    match required {
        true => quote!(Some(BodyFormat::required(#media_type, #kind))),
        false => quote!(Some(BodyFormat::optional(#media_type, #kind))),
    }
}

fn part(part: &Part) -> TokenStream {
    let Part { wire, style, explode, allow_reserved, content_type } = part;
    let (style, content_type) = (self::style(*style), optional(content_type.as_ref()));
    quote!(Part {
        name: #wire,
        style: #style,
        explode: #explode,
        allow_reserved: #allow_reserved,
        content_type: #content_type
    })
}

/// The media types of the documented answers, the expected one first; empty where no body is expected.
fn accept(operation: &Operation) -> String {
    let events = |success: &Response| match &success.content {
        Content::Events(events) => Some(events.media_type.clone()),
        Content::Empty | Content::Json(_) | Content::Text(_) | Content::Bytes(_) => None,
    };
    // Whoever can choose would answer JSON if that were welcome too.
    if let Some(media_type) = operation.successes.iter().find_map(events) {
        return media_type;
    }
    let mut types: Vec<&str> = Vec::new();
    // Where plain JSON is an answer, it is the expected one.
    let is_plain = |success: &Response| matches!(success.content, Content::Json(_)) && success.json_type.is_none();
    if operation.successes.iter().any(is_plain) {
        types.push("application/json");
    }
    // A server with a name of its own for its JSON may refuse the usual one.
    for media_type in operation.successes.iter().filter_map(|success| success.json_type.as_deref()) {
        if !types.contains(&media_type) {
            types.push(media_type);
        }
    }
    for success in &operation.successes {
        match &success.content {
            Content::Text(media_type) | Content::Bytes(media_type) if !types.contains(&media_type.as_str()) => {
                types.push(media_type)
            }
            Content::Text(_) | Content::Bytes(_) | Content::Empty | Content::Json(_) | Content::Events(_) => {}
        }
    }
    // Failures are JSON whatever the success is, so JSON is always welcome.
    if !types.contains(&"application/json") {
        types.push("application/json");
    }
    types.join(", ")
}

fn optional<T: quote::ToTokens>(value: Option<&T>) -> TokenStream {
    value.map_or(quote!(None), |value| quote!(Some(#value)))
}

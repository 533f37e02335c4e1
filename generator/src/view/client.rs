//! `src/<api>/client.rs`: the client, its settings, and the accessors of its resources.

use super::call_examples::list;
use super::models::enumeration::StringEnumView;
use super::resource::{Child, group_words};
use super::support::context::{Context, Environment};
use super::support::credentials::OwnCredential;
use super::support::definition::auth;
use super::support::docs::{line, words};
use super::support::servers::UrlPart;
use crate::config::ClientHeader;
use crate::model::{Scheme, SchemeKind};
use crate::naming::Ident;
use crate::rust::{Snippet, doc, string};
use crate::text::{Block, Inline, code, markdown, plain, prose};
use askama::Template;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

/// What `templates/client.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "client.jinja")]
pub struct Client {
    /// Name of the API for people.
    pub title: Inline,
    /// What examples call a client.
    pub variable: Ident,
    /// What paths begin with in examples.
    pub import: Snippet,
    /// The crate, for examples.
    pub krate: Snippet,
    /// Imports.
    pub uses: TokenStream,
    /// Environment variables.
    pub variables: Variables,
    /// The security schemes of the document, as a section of documentation; nothing if it has none.
    pub schemes: TokenStream,
    /// A call for an example, where there is a list.
    pub call: Option<Snippet>,
    /// What `new` takes.
    pub arguments: Vec<Argument>,
    /// The body of `with`.
    pub with: TokenStream,
    /// Who may call a path that has no method.
    pub auth: TokenStream,
    /// Resources.
    pub children: Vec<Child>,
    /// Resources that need a token of their own.
    pub handles: Vec<Handle>,
    /// Headers a caller sets for a whole client.
    pub headers: Vec<Header>,
    /// Parts of the servers' URLs.
    pub url_variables: Vec<UrlSetting>,
    /// Some operations have servers of their own.
    pub has_own_servers: bool,
    /// Servers.
    pub servers: Vec<Server>,
    /// Token types.
    pub tokens: Vec<Token>,
}

/// An argument of `new`, and the setting it is for.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Name of the argument.
    pub ident: TokenStream,
    /// Type of the argument.
    pub ty: TokenStream,
    /// What the builder does with it.
    pub setting: TokenStream,
}

/// A resource that needs a token of its own.
#[derive(Clone, Debug)]
pub struct Handle {
    /// What it is.
    pub docs: TokenStream,
    /// Features it needs.
    pub gate: TokenStream,
    /// The method that makes it.
    pub method: Ident,
    /// The type of the token.
    pub token: Ident,
    /// The struct.
    pub ident: Ident,
}

/// A header a caller sets for a whole client.
#[derive(Clone, Debug)]
pub struct Header {
    /// What it is for.
    pub docs: TokenStream,
    /// The method that sets it.
    pub setter: Ident,
    /// Its name on the wire.
    pub name: TokenStream,
    /// The type of its value.
    pub ty: TokenStream,
}

/// A setting for a part of the servers' URLs.
#[derive(Clone, Debug)]
pub struct UrlSetting {
    /// What it is for.
    pub docs: TokenStream,
    /// The method that sets it.
    pub setter: Ident,
    /// Its name in the document.
    pub name: TokenStream,
    /// The type of its value.
    pub ty: TokenStream,
    /// The enum of its values, if the document lists any.
    pub values: Option<StringEnumView>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// What it is.
    pub docs: TokenStream,
    /// The variant.
    pub ident: Ident,
    /// Name of the server.
    pub name: TokenStream,
    /// Its URL.
    pub url: TokenStream,
}

/// A token type.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub docs: TokenStream,
    /// The struct.
    pub ident: Ident,
}

/// The environment variables that a client reads.
#[derive(Clone, Debug)]
pub struct Variables {
    /// All of them.
    pub all: Inline,
    /// The name of the server.
    pub server: Inline,
}

impl Variables {
    fn of(context: &Context<'_>, own: &[OwnCredential]) -> Self {
        let Environment { token, server, base_url, .. } = context.variables();
        let row = |name: &str, required: bool| match required {
            true => markdown!("{} (required)", code(name)),
            false => code(name),
        };
        let parts = context.url_variables();
        let parts = parts.iter().map(|part| row(&context.url_environment(part), part.required));
        let own = own.iter().map(|own| row(&own.variable, own.required));
        let mut all: Vec<Inline> = parts.chain(own).collect();
        all.push(row(&token, context.needs_token()));
        all.extend(context.has_address().then(|| code(&server)));
        let last = row(&base_url, !context.has_address());
        let all = markdown!("{} and {}", Inline::join(all, ", "), last);
        Self { all, server: code(&server) }
    }
}

/// The security schemes of the document: how each is sent, and what is known of it.
fn schemes(context: &Context<'_>) -> Vec<Block> {
    let scheme = |scheme: &Scheme| {
        let scopes = scheme.scopes.iter().map(|(name, words)| markdown!("{} ({})", code(name), prose(words)));
        let scopes = Inline::join(scopes, ", ");
        let scopes = if scopes.is_empty() { None } else { Some(markdown!("Scopes: {}.", scopes)) };
        let addresses = scheme.addresses.iter().map(|(what, url)| markdown!("{} {}", plain(what), code(url)));
        let addresses = Inline::join(addresses, ", ");
        let addresses = if addresses.is_empty() { None } else { Some(addresses.sentence()) };
        let first = markdown!("{} ({})", code(&scheme.name), kind(&scheme.kind));
        let words: Vec<Inline> = line(&scheme.docs).into_iter().chain(addresses).chain(scopes).collect();
        if words.is_empty() { markdown!("{}.", first) } else { markdown!("{}: {}", first, Inline::join(words, " ")) }
    };
    let items: Vec<Inline> = context.api.schemes.iter().map(scheme).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let about = match items.len() {
        1 => markdown!("The documentation of a method says whether its operation takes the credential."),
        _ => markdown!("The documentation of a method says which of them its operation takes."),
    };
    vec![Block::heading("Authentication"), about.into(), Block::list(items)]
}

/// How a credential is sent.
fn kind(kind: &SchemeKind) -> Inline {
    match kind {
        SchemeKind::Bearer => markdown!("bearer token"),
        SchemeKind::Basic => markdown!("user and password"),
        SchemeKind::Header(name) => markdown!("header {}", code(name)),
        SchemeKind::Query(name) => markdown!("query parameter {}", code(name)),
        SchemeKind::Cookie(name) => markdown!("cookie {}", code(name)),
        SchemeKind::Other(name) => markdown!("{}, sent by a transport or middleware of yours", code(name)),
    }
}

/// What a client requires: where the API is, if the document does not say so, and who calls.
fn arguments(context: &Context<'_>, own: &[OwnCredential]) -> Vec<Argument> {
    let base_url = Argument { ident: quote!(base_url), ty: quote!(String), setting: quote!(base_url(base_url)) };
    let of_scheme = |own: &OwnCredential| {
        let OwnCredential { scheme, argument, .. } = own;
        Argument { ident: quote!(#argument), ty: quote!(AccessToken), setting: quote!(credential(#scheme, #argument)) }
    };
    let mut arguments: Vec<Argument> = own.iter().filter(|own| own.required).map(of_scheme).collect();
    if arguments.is_empty() {
        arguments.push(Argument {
            ident: quote!(token),
            ty: quote!(AccessToken),
            setting: quote!(access_token(token)),
        });
    }
    if !context.has_address() {
        arguments.insert(0, base_url);
    }
    let parts = context.url_variables().into_iter().filter(|part| part.required && context.has_address());
    let parts = parts.map(|part| {
        let setter = &part.names.setter;
        Argument { ident: quote!(#setter), ty: url_type(&part), setting: quote!(#setter(#setter)) }
    });
    parts.chain(arguments).collect()
}

/// The type of what stands in the servers' URLs for a variable.
fn url_type(part: &UrlPart<'_>) -> TokenStream {
    match part.variable.values.is_empty() {
        true => quote!(String),
        false => part.names.ty.to_token_stream(),
    }
}

fn url_variables(context: &Context<'_>) -> Vec<UrlSetting> {
    let settings = context.url_variables().into_iter().map(|part| {
        let UrlPart { variable, names, .. } = part;
        let mut paragraphs = words(&variable.docs);
        paragraphs.push(match &variable.default {
            Some(default) => {
                markdown!("{} of the servers' URLs; {} unless set.", code(&variable.name), code(default)).into()
            }
            None => markdown!("{} of the servers' URLs.", code(&variable.name)).into(),
        });
        UrlSetting {
            docs: doc(&paragraphs),
            setter: names.setter.clone(),
            name: string(&variable.name),
            ty: url_type(&part),
            values: StringEnumView::of_server(variable, names),
        }
    });
    settings.collect()
}

impl Client {
    /// The client of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let (names, paths) = (context.names, context.paths);
        let headers = headers(context);
        let used = [
            "AccessToken",
            "Async",
            "Auth",
            "BuildError",
            "Call",
            "ClientConfig",
            "Core",
            "Json",
            "Mode",
            "client_builder",
        ];
        used.into_iter().for_each(|name| drop(paths.runtime(name)));
        let mut more = quote!(
            use http::Method;
        );
        if !headers.is_empty() {
            paths.runtime("RetryPolicy");
            more = quote!(
                use crate::runtime;
                use http::{HeaderName, HeaderValue, Method};
                use std::time::Duration;
            );
        }
        let auth = auth(context.api, &context.usual_security());
        let written = auth.to_string();
        for name in ["SchemeKind", "SchemeUse"].into_iter().filter(|name| written.contains(name)) {
            paths.runtime(name);
        }
        let url_variables = url_variables(context);
        if url_variables.iter().any(|setting| setting.values.is_some()) {
            paths.module("values");
        }
        if !names.handles.is_empty() {
            paths.runtime("token_type");
        }
        let is_handle = |path: &[String]| context.config.handles.iter().any(|handle| [handle.group.clone()] == path);
        let children =
            context.groups_in(&[]).filter(|group| !is_handle(&group.path)).map(|group| Child::of(context, group));
        let uses = paths.uses();
        let own = context.own_credentials();
        Self {
            title: context.title(),
            variable: names.placement.variable(),
            import: context.import(),
            krate: Snippet::new(&format_ident!("{}", context.krate).into_token_stream()),
            uses: quote!(#uses #more),
            schemes: doc(&schemes(context)),
            call: list(context).map(|list| list.call),
            variables: Variables::of(context, &own),
            arguments: arguments(context, &own),
            with: with(&headers),
            auth,
            children: children.collect(),
            handles: handles(context),
            headers,
            url_variables,
            has_own_servers: context.api.operations.iter().any(|operation| !operation.servers.is_empty()),
            servers: servers(context),
            tokens: tokens(context),
        }
    }
}

fn with(headers: &[Header]) -> TokenStream {
    if headers.is_empty() {
        quote!(Self { core: self.core.with(change) })
    } else {
        quote!(Self { core: self.core.with(|defaults| change(Defaults(defaults)).0) })
    }
}

fn handles(context: &Context<'_>) -> Vec<Handle> {
    let handles = context.config.handles.iter().zip(&context.names.handles).filter_map(|(rule, names)| {
        let path = [rule.group.clone()];
        let group = context.names.groups.iter().find(|group| group.path == path)?;
        let mut paragraphs = group_words(context, group);
        let own = markdown!("Its operations take a token of their own kind, which is sent instead of the client's.");
        paragraphs.push(own.into());
        Some(Handle {
            docs: doc(&paragraphs),
            gate: context.gate(&path),
            method: names.method.clone(),
            token: names.token.clone(),
            ident: group.ident.clone(),
        })
    });
    handles.collect()
}

fn headers(context: &Context<'_>) -> Vec<Header> {
    let headers =
        context.config.client_headers.iter().zip(&context.names.client_headers).map(|(rule, setter)| Header {
            docs: doc(&header_docs(rule)),
            setter: setter.clone(),
            name: string(&rule.name.to_ascii_lowercase()),
            ty: rule.id.as_deref().map_or(quote!(String), |id| context.paths.id(id)),
        });
    headers.collect()
}

fn header_docs(rule: &ClientHeader) -> Vec<Block> {
    let mut blocks = vec![markdown!("Sends header {} with every request.", code(&rule.name)).into()];
    blocks.extend(Block::prose(&rule.because));
    blocks
}

fn servers(context: &Context<'_>) -> Vec<Server> {
    let servers = context.api.servers.iter().zip(&context.names.servers).map(|(server, ident)| {
        let mut paragraphs = words(&server.docs);
        paragraphs.push(Inline::address(&server.url).into());
        Server { docs: doc(&paragraphs), ident: ident.clone(), name: string(&server.name), url: string(&server.url) }
    });
    servers.collect()
}

fn tokens(context: &Context<'_>) -> Vec<Token> {
    let tokens = context.config.handles.iter().zip(&context.names.handles).map(|(rule, names)| {
        let mut paragraphs = vec![markdown!("The credential that {} takes.", code(names.method.unraw())).into()];
        let prefixes = Inline::join(rule.prefixes.iter().map(|prefix| code(prefix)), " or ");
        if !prefixes.is_empty() {
            paragraphs.push(markdown!("It begins with {}.", prefixes).into());
        }
        Token { docs: doc(&paragraphs), ident: names.token.clone() }
    });
    tokens.collect()
}

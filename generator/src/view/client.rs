//! `src/<api>/client.rs`: the client, its settings, and the accessors of its resources.

use super::resource::{Child, group_words};
use super::support::context::{Context, Environment};
use super::support::definition::auth;
use super::support::docs::words;
use crate::config::ClientHeader;
use crate::model::Security;
use crate::naming::Ident;
use crate::rust::{doc, string};
use crate::text::{Block, Inline, code, markdown};
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// The file.
#[derive(Clone, Debug, Template)]
#[template(path = "client.jinja")]
pub struct Client {
    /// Name of the API for people.
    pub title: Inline,
    /// What examples call a client.
    pub variable: Ident,
    /// What paths begin with in examples.
    pub import: String,
    /// The crate, for examples.
    pub krate: String,
    /// Imports.
    pub uses: TokenStream,
    /// Environment variables.
    pub variables: Variables,
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
    /// Servers.
    pub servers: Vec<Server>,
    /// Token types.
    pub tokens: Vec<Token>,
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

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// What it is.
    pub docs: TokenStream,
    /// The variant.
    pub ident: Ident,
    /// Its name.
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
    /// The credential.
    pub token: Inline,
    /// The name of the server.
    pub server: Inline,
    /// The URL to use instead of a server of the document.
    pub base_url: Inline,
}

impl Variables {
    fn of(names: &Environment) -> Self {
        Self { token: code(&names.token), server: code(&names.server), base_url: code(&names.base_url) }
    }
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
        let auth = usual_auth(context);
        let written = auth.to_string();
        for name in ["SchemeKind", "SchemeUse"].into_iter().filter(|name| written.contains(name)) {
            paths.runtime(name);
        }
        if !names.handles.is_empty() {
            paths.runtime("token_type");
        }
        let is_handle = |path: &[String]| context.config.handles.iter().any(|handle| [handle.group.clone()] == path);
        let children =
            context.groups_in(&[]).filter(|group| !is_handle(&group.path)).map(|group| Child::of(context, group));
        let uses = paths.uses();
        Self {
            title: context.title(),
            variable: names.placement.variable(),
            import: names.placement.import(context.krate),
            krate: context.krate.to_owned(),
            uses: quote!(#uses #more),
            variables: Variables::of(&context.variables()),
            with: with(&headers),
            auth,
            children: children.collect(),
            handles: handles(context),
            headers,
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

/// What most operations ask for that take the client's own credential, whatever the scopes.
fn usual_auth(context: &Context<'_>) -> TokenStream {
    let handled = |group: &[String]| context.config.handles.iter().any(|handle| group.first() == Some(&handle.group));
    let own = context.api.operations.iter().filter(|operation| !handled(&operation.group));
    let requirements: Vec<Security> = own.map(|operation| without_scopes(&operation.security)).collect();
    let usual =
        requirements.iter().rev().max_by_key(|security| requirements.iter().filter(|other| other == security).count());
    usual.map_or(quote!(&Auth::NONE), |security| auth(context.api, security))
}

fn without_scopes(security: &Security) -> Security {
    let mut security = security.clone();
    for requirement in &mut security.any_of {
        requirement.all_of.iter_mut().for_each(|used| used.scopes.clear());
    }
    security
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

//! `src/<api>/info.rs`: what the runtime has to know about the API as a whole.

use super::support::context::Context;
use super::support::credentials::OwnCredential;
use super::support::definition::server;
use super::support::servers::UrlPart;
use crate::rust::string;
use crate::text::Inline;
use askama::Template;
use proc_macro2::TokenStream;
use quote::quote;

/// What `templates/info.jinja` shows.
#[derive(Clone, Debug, Template)]
#[template(path = "info.jinja")]
pub struct Info {
    /// Name of the API for people.
    pub title: Inline,
    /// Types of the runtime that the file names.
    pub imports: TokenStream,
    /// Module name.
    pub name: TokenStream,
    /// The title as code.
    pub title_literal: TokenStream,
    /// Version of the document.
    pub version: TokenStream,
    /// Servers, the default first.
    pub servers: Vec<TokenStream>,
    /// Environment variables of what stands in their URLs.
    pub url_variables: TokenStream,
    /// Environment variable of the credential.
    pub token_variable: TokenStream,
    /// Where tokens are to be had.
    pub token_url: TokenStream,
    /// Whether a client needs it.
    pub token_required: bool,
    /// Environment variables of schemes that are needed together.
    pub scheme_variables: TokenStream,
    /// Environment variable of the server's name.
    pub server_variable: TokenStream,
    /// Environment variable of the base URL.
    pub base_url_variable: TokenStream,
    /// Header with a fixed value.
    pub version_header: TokenStream,
    /// Whether the server looks for idempotency keys in a header.
    pub takes_key_header: bool,
    /// Where error bodies have their code.
    pub error_code: TokenStream,
    /// Where error bodies have their message.
    pub error_message: TokenStream,
    /// Header with the id of a request.
    pub request_id: TokenStream,
    /// Where a validation error lists its fields.
    pub issues: TokenStream,
    /// Codes that mean: try again.
    pub transient_codes: TokenStream,
    /// Prefixes of credentials.
    pub credentials: Vec<Credential>,
}

/// A prefix of credentials.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The prefix.
    pub prefix: TokenStream,
    /// Servers it belongs to.
    pub servers: TokenStream,
    /// What to say to who mixes them up.
    pub because: TokenStream,
}

impl Info {
    /// The file of an API.
    pub fn of(context: &Context<'_>) -> Self {
        let Context { api, config, names, .. } = context;
        let (errors, variables) = (&config.errors, context.variables());
        let version_header = config.version_header.as_ref().map(|header| {
            let (name, value) = (&header.name, header.value.as_ref().unwrap_or(&api.version));
            quote!(Some((#name, #value)))
        });
        let issues = errors.issues.as_ref().map(|issues| {
            let (list, path, message) = (path(&issues.list), &issues.path, &issues.message);
            quote!(Some(IssueRules { list: #list, path: #path, message: #message }))
        });
        let request_id = errors.request_id.as_ref().map(|name| quote!(Some(#name)));
        let transient = &errors.transient_codes;
        let credentials = config.credentials.iter().map(|rule| {
            let servers = &rule.servers;
            Credential {
                prefix: string(&rule.prefix),
                servers: quote!(&[#(#servers),*]),
                because: string(&rule.because),
            }
        });
        let credentials: Vec<Credential> = credentials.collect();
        let rules = (!credentials.is_empty()).then(|| quote!(CredentialRule,));
        let issue_rules = issues.is_some().then(|| quote!(IssueRules,));
        let own = context.own_credentials();
        let scheme_variables = own.iter().map(|own| {
            let OwnCredential { scheme, argument: _, variable, required } = own;
            quote!(SchemeVariable { scheme: #scheme, variable: #variable, required: #required })
        });
        let scheme_variables = quote!(&[#(#scheme_variables),*]);
        let scheme_variable = (!own.is_empty()).then(|| quote!(SchemeVariable,));
        let server_type = (!api.servers.is_empty()).then(|| quote!(Server,));
        let url_variables = context.url_variables();
        let url_variable_type = (!url_variables.is_empty()).then(|| quote!(UrlVariable,));
        let url_variables = url_variables.iter().map(|part: &UrlPart<'_>| {
            let (name, variable) = (&part.variable.name, context.url_environment(part));
            quote!(UrlVariable { name: #name, variable: #variable })
        });
        Self {
            title: context.title(),
            imports: quote!(ApiInfo, #rules ErrorRules, #issue_rules #scheme_variable #server_type #url_variable_type),
            name: string(names.placement.name.unraw()),
            title_literal: string(&api.title),
            version: string(&api.version),
            servers: api.servers.iter().map(server).collect(),
            url_variables: quote!(&[#(#url_variables),*]),
            token_variable: string(&variables.token),
            token_url: context.token_url().map_or(quote!(None), |url| quote!(Some(#url))),
            token_required: context.needs_token(),
            scheme_variables,
            server_variable: string(&variables.server),
            base_url_variable: string(&variables.base_url),
            version_header: version_header.unwrap_or(quote!(None)),
            takes_key_header: config.takes_key_header(),
            error_code: path_list(&errors.code),
            error_message: path_list(&errors.message),
            request_id: request_id.unwrap_or(quote!(None)),
            issues: issues.unwrap_or(quote!(None)),
            transient_codes: quote!(&[#(#transient),*]),
            credentials,
        }
    }
}

/// `a.b` as `&["a", "b"]`.
fn path(path: &str) -> TokenStream {
    let segments = path.split('.');
    quote!(&[#(#segments),*])
}

fn path_list(paths: &[String]) -> TokenStream {
    let paths = paths.iter().map(|text| path(text));
    quote!(&[#(#paths),*])
}

//! Security schemes and requirements. Whoever has a token sends it the same way, however it was got.

use crate::diagnostic::{Code, Diagnostic};
use crate::lower::annotations::docs;
use crate::model::{Docs, Operation, Requirement, Scheme, SchemeKind, SchemeUse, Security};
use openapiv3::{APIKeyLocation, OAuth2Flows, OpenAPI, ReferenceOr, SecurityRequirement, SecurityScheme};
use std::collections::BTreeMap;

/// What the addresses of OAuth flows are called (RFC 6749, section 3).
const AUTHORIZATION: &str = "authorization endpoint";
const TOKEN: &str = "token endpoint";
const REFRESH: &str = "refresh endpoint";

/// The schemes of a document, by name.
pub(in crate::lower) fn schemes(openapi: &OpenAPI) -> Vec<Scheme> {
    let schemes = openapi.components.iter().flat_map(|components| &components.security_schemes);
    let mut schemes: Vec<Scheme> = schemes
        .filter_map(|(name, scheme)| {
            let scheme = resolve(openapi, scheme)?;
            Some(Scheme {
                name: name.clone(),
                kind: kind(scheme),
                token_url: token_url(scheme),
                addresses: addresses(scheme),
                scopes: scopes(scheme),
                docs: words(scheme),
            })
        })
        .collect();
    schemes.sort_by(|a, b| a.name.cmp(&b.name));
    schemes
}

fn resolve<'a>(openapi: &'a OpenAPI, mut scheme: &'a ReferenceOr<SecurityScheme>) -> Option<&'a SecurityScheme> {
    // A chain longer than this leads back to itself, which the audit has reported.
    for _ in 0..16 {
        match scheme {
            ReferenceOr::Item(scheme) => return Some(scheme),
            ReferenceOr::Reference { reference } => {
                let name = reference.strip_prefix("#/components/securitySchemes/")?;
                scheme = openapi.components.as_ref()?.security_schemes.get(name)?;
            }
        }
    }
    None
}

fn kind(scheme: &SecurityScheme) -> SchemeKind {
    match scheme {
        SecurityScheme::APIKey { location, name, description: _, extensions: _ } => match location {
            APIKeyLocation::Header => SchemeKind::Header(name.clone()),
            APIKeyLocation::Query => SchemeKind::Query(name.clone()),
            APIKeyLocation::Cookie => SchemeKind::Cookie(name.clone()),
        },
        SecurityScheme::HTTP { scheme, bearer_format: _, description: _, extensions: _ } => {
            match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                _ => SchemeKind::Other(scheme.clone()),
            }
        }
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => SchemeKind::Bearer,
    }
}

/// The token endpoint of the flows, that of a client which acts for itself first.
fn token_url(scheme: &SecurityScheme) -> Option<String> {
    let SecurityScheme::OAuth2 { flows, description: _, extensions: _ } = scheme else { return None };
    let urls = [
        flows.client_credentials.as_ref().map(|flow| &flow.token_url),
        flows.authorization_code.as_ref().map(|flow| &flow.token_url),
        flows.password.as_ref().map(|flow| &flow.token_url),
    ];
    urls.into_iter().flatten().find(|url| !url.is_empty()).cloned()
}

/// What the scopes of all flows are for, as far as the document says.
fn scopes(scheme: &SecurityScheme) -> Vec<(String, String)> {
    let SecurityScheme::OAuth2 { flows, description: _, extensions: _ } = scheme else { return Vec::new() };
    let all = [
        flows.implicit.as_ref().map(|flow| &flow.scopes),
        flows.password.as_ref().map(|flow| &flow.scopes),
        flows.client_credentials.as_ref().map(|flow| &flow.scopes),
        flows.authorization_code.as_ref().map(|flow| &flow.scopes),
    ];
    let described = all.into_iter().flatten().flatten().filter(|(_, words)| !words.trim().is_empty());
    let by_name: BTreeMap<_, _> = described.map(|(name, words)| (name.clone(), words.clone())).collect();
    by_name.into_iter().collect()
}

fn words(scheme: &SecurityScheme) -> Docs {
    let (SecurityScheme::APIKey { description, .. }
    | SecurityScheme::HTTP { description, .. }
    | SecurityScheme::OAuth2 { description, .. }
    | SecurityScheme::OpenIDConnect { description, .. }) = scheme;
    docs(None, description.as_deref())
}

/// The addresses of the flows, with what they are for.
fn addresses(scheme: &SecurityScheme) -> Vec<(&'static str, String)> {
    let SecurityScheme::OAuth2 { flows, description: _, extensions: _ } = scheme else { return Vec::new() };
    let OAuth2Flows { implicit, password, client_credentials, authorization_code, extensions: _ } = flows;
    let mut found = Vec::new();
    let mut add = |what, url: Option<&String>| {
        let address = url.filter(|url| !url.is_empty()).map(|url| (what, url.clone()));
        found.extend(address.filter(|address| !found.contains(address)));
    };
    let code = authorization_code.as_ref();
    let flows = [
        code.map(|flow| (Some(&flow.authorization_url), Some(&flow.token_url), flow.refresh_url.as_ref())),
        implicit.as_ref().map(|flow| (Some(&flow.authorization_url), None, flow.refresh_url.as_ref())),
        client_credentials.as_ref().map(|flow| (None, Some(&flow.token_url), flow.refresh_url.as_ref())),
        password.as_ref().map(|flow| (None, Some(&flow.token_url), flow.refresh_url.as_ref())),
    ];
    for (authorization, token, refresh) in flows.into_iter().flatten() {
        add(AUTHORIZATION, authorization);
        add(TOKEN, token);
        add(REFRESH, refresh);
    }
    found
}

/// What an operation asks for: its own requirements, else those of the document; an empty list says that nobody needs
/// a credential. A requirement with a scheme that the document does not have is left out; the audit has reported it.
pub(in crate::lower) fn requirements(openapi: &OpenAPI, own: Option<&[SecurityRequirement]>) -> Security {
    let stated = own.or(openapi.security.as_deref());
    let mut security = Security { optional: stated.is_some_and(<[_]>::is_empty), ..Security::default() };
    let stated = stated.unwrap_or_default();
    let known = |scheme: &String| {
        openapi.components.as_ref().is_some_and(|components| components.security_schemes.contains_key(scheme))
    };
    for requirement in stated.iter().filter(|requirement| requirement.keys().all(known)) {
        if requirement.is_empty() {
            security.optional = true;
            continue;
        }
        let mut all_of: Vec<SchemeUse> = requirement
            .iter()
            .map(|(scheme, scopes)| SchemeUse { scheme: scheme.clone(), scopes: scopes.clone() })
            .collect();
        all_of.sort_by(|a, b| a.scheme.cmp(&b.scheme));
        security.any_of.push(Requirement { all_of });
    }
    security
}

/// The name of the scheme of a document that declares none.
const UNDECLARED: &str = "bearer";

/// Where no operation says who may call it, a credential is sent if the caller gave one: by each scheme that the
/// document declares, else as a bearer token. Operations that say that nobody needs one stay without. Says what was
/// assumed, if anything was.
pub(in crate::lower) fn assume(schemes: &mut Vec<Scheme>, operations: &mut [Operation]) -> Option<Diagnostic> {
    let is_open = |operation: &Operation| operation.security.any_of.is_empty();
    let is_silent = |operation: &Operation| !operation.security.optional;
    if !operations.iter().all(is_open) || !operations.iter().any(is_silent) {
        return None;
    }
    let sent = |scheme: &&Scheme| !matches!(scheme.kind, SchemeKind::Other(_));
    let declared = schemes.iter().any(|scheme| sent(&scheme));
    if !declared {
        schemes.push(Scheme {
            name: UNDECLARED.to_owned(),
            kind: SchemeKind::Bearer,
            token_url: None,
            addresses: Vec::new(),
            scopes: Vec::new(),
            docs: Docs::default(),
        });
    }
    let alternative =
        |scheme: &Scheme| Requirement { all_of: vec![SchemeUse { scheme: scheme.name.clone(), scopes: Vec::new() }] };
    let any_of: Vec<Requirement> = schemes.iter().filter(sent).map(alternative).collect();
    for operation in operations.iter_mut().filter(|operation| is_silent(operation)) {
        operation.security = Security { any_of: any_of.clone(), optional: true };
    }
    let how = match declared {
        true => "by the schemes under `components/securitySchemes`",
        false => "as a bearer token",
    };
    let message = format!("no operation says who may call it; a credential is sent {how} if the caller gives one");
    let at = if declared { "/components/securitySchemes" } else { "/paths" };
    let help = "say so with `security` at the root of the document; `security: []` where nobody needs a credential";
    Some(Diagnostic::new(Code::NoSecurity, message).at(at).help(help))
}

//! Keywords of everything but schemas.

use super::ValueKind::{Data, Flag, List, Map, One, Text, TextMap, Texts};
use super::{Keyword, Kind, Needed, OnMissing, ignored, metadata, preserved, understood, unsupported};
use crate::source::extensions::WEBHOOKS;

const PROSE: &str = "it is about the document, not about the interface";
const LINKS: &str = "which call can follow which is left to the caller";
const EXAMPLES: &str = "the documentation makes its examples from schemas";
const VALUE: &str = "an example is shown by its value";
const TOKENS: &str = "a token comes from the caller or its provider";

/// The keywords of a kind, in the order of the distilled documents.
pub(super) fn keywords(kind: Kind) -> &'static [Keyword] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Tag => TAG,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Components => COMPONENTS,
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Response => RESPONSE,
        Kind::Header => HEADER,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::Flows => FLOWS,
        Kind::Flow => FLOW,
        Kind::Paths | Kind::Responses | Kind::Callback | Kind::SecurityRequirement => &[],
        Kind::Schema | Kind::Discriminator => unreachable!("listed with the schemas"),
    }
}

/// The keywords that have to be there.
pub(super) fn needed(kind: Kind) -> &'static [Needed] {
    const fn need(name: &'static str, on_missing: OnMissing) -> Needed {
        Needed { name, on_missing }
    }
    match kind {
        Kind::Document => const { &[need("info", OnMissing::EmptyObject), need("paths", OnMissing::SilentObject)] },
        Kind::Info => const { &[need("title", OnMissing::EmptyText), need("version", OnMissing::EmptyText)] },
        Kind::License => const { &[need("name", OnMissing::LeaveOut)] },
        Kind::Server => const { &[need("url", OnMissing::LeaveOut)] },
        Kind::ServerVariable => const { &[need("default", OnMissing::EmptyText)] },
        Kind::Tag => const { &[need("name", OnMissing::LeaveOut)] },
        Kind::ExternalDocs => const { &[need("url", OnMissing::LeaveOut)] },
        Kind::Operation => const { &[need("responses", OnMissing::SilentObject)] },
        Kind::Parameter => const { &[need("name", OnMissing::LeaveOut), need("in", OnMissing::LeaveOut)] },
        Kind::RequestBody => const { &[need("content", OnMissing::EmptyObject)] },
        Kind::Response => const { &[need("description", OnMissing::Silence)] },
        Kind::Discriminator => const { &[need("propertyName", OnMissing::LeaveOut)] },
        Kind::SecurityScheme => const { &[need("type", OnMissing::LeaveOut)] },
        Kind::Flow => const { &[need("scopes", OnMissing::SilentObject)] },
        _ => &[],
    }
}

const DOCUMENT: &[Keyword] = &[
    understood("openapi", Text),
    metadata("$self", Text, "references are resolved by the place of the file"),
    metadata("jsonSchemaDialect", Text, "schemas are read as OpenAPI's dialect"),
    understood("info", One(Kind::Info)),
    understood("servers", List(Kind::Server)),
    understood("security", List(Kind::SecurityRequirement)),
    understood("tags", List(Kind::Tag)),
    understood("paths", One(Kind::Paths)),
    understood("webhooks", Map(Kind::PathItem)),
    understood(WEBHOOKS, Map(Kind::PathItem)),
    understood("components", One(Kind::Components)),
    understood("externalDocs", One(Kind::ExternalDocs)),
];

const INFO: &[Keyword] = &[
    understood("title", Text),
    understood("version", Text),
    understood("summary", Text),
    understood("description", Text),
    metadata("termsOfService", Text, PROSE),
    understood("contact", One(Kind::Contact)),
    understood("license", One(Kind::License)),
];

const CONTACT: &[Keyword] = &[understood("name", Text), understood("url", Text), understood("email", Text)];

const LICENSE: &[Keyword] = &[understood("name", Text), understood("identifier", Text), metadata("url", Text, PROSE)];

const SERVER: &[Keyword] = &[
    understood("url", Text),
    preserved("name", Text),
    understood("description", Text),
    understood("variables", Map(Kind::ServerVariable)),
];

const SERVER_VARIABLE: &[Keyword] =
    &[understood("default", Text), understood("enum", Texts), understood("description", Text)];

const TAG: &[Keyword] = &[
    understood("name", Text),
    ignored("summary", Text, "the name serves as the name"),
    understood("description", Text),
    ignored("parent", Text, "tags are used one by one"),
    ignored("kind", Text, "tags are used one by one"),
    understood("externalDocs", One(Kind::ExternalDocs)),
];

const EXTERNAL_DOCS: &[Keyword] = &[understood("url", Text), understood("description", Text)];

const COMPONENTS: &[Keyword] = &[
    understood("securitySchemes", Map(Kind::SecurityScheme)),
    understood("pathItems", Map(Kind::PathItem)),
    understood("parameters", Map(Kind::Parameter)),
    understood("requestBodies", Map(Kind::RequestBody)),
    understood("responses", Map(Kind::Response)),
    understood("headers", Map(Kind::Header)),
    understood("mediaTypes", Map(Kind::MediaType)),
    understood("schemas", Map(Kind::Schema)),
    understood("examples", Map(Kind::Example)),
    metadata("links", Map(Kind::Link), "they are reported where they are used"),
    understood("callbacks", Map(Kind::Callback)),
];

const PATH_ITEM: &[Keyword] = &[
    understood("$ref", Text),
    understood("summary", Text),
    understood("description", Text),
    understood("servers", List(Kind::Server)),
    understood("parameters", List(Kind::Parameter)),
    understood("get", One(Kind::Operation)),
    understood("put", One(Kind::Operation)),
    understood("post", One(Kind::Operation)),
    understood("delete", One(Kind::Operation)),
    understood("options", One(Kind::Operation)),
    understood("head", One(Kind::Operation)),
    understood("patch", One(Kind::Operation)),
    understood("trace", One(Kind::Operation)),
    unsupported("query", One(Kind::Operation), "the method QUERY is not generated"),
    unsupported("additionalOperations", Map(Kind::Operation), "methods beyond the eight of HTTP are not generated"),
];

const OPERATION: &[Keyword] = &[
    understood("operationId", Text),
    understood("tags", Texts),
    understood("summary", Text),
    understood("description", Text),
    understood("deprecated", Flag),
    understood("security", List(Kind::SecurityRequirement)),
    understood("servers", List(Kind::Server)),
    understood("parameters", List(Kind::Parameter)),
    understood("requestBody", One(Kind::RequestBody)),
    understood("responses", One(Kind::Responses)),
    understood("externalDocs", One(Kind::ExternalDocs)),
    understood("callbacks", Map(Kind::Callback)),
];

const PARAMETER: &[Keyword] = &[
    understood("$ref", Text),
    understood("name", Text),
    understood("in", Text),
    understood("description", Text),
    understood("required", Flag),
    understood("deprecated", Flag),
    metadata("allowEmptyValue", Flag, "an empty text can be sent in any case"),
    understood("style", Text),
    understood("explode", Flag),
    understood("allowReserved", Flag),
    understood("schema", One(Kind::Schema)),
    understood("content", Map(Kind::MediaType)),
    understood("example", Data),
    understood("examples", Map(Kind::Example)),
];

const REQUEST_BODY: &[Keyword] = &[
    understood("$ref", Text),
    understood("description", Text),
    understood("required", Flag),
    understood("content", Map(Kind::MediaType)),
];

const MEDIA_TYPE: &[Keyword] = &[
    understood("$ref", Text),
    understood("schema", One(Kind::Schema)),
    preserved("itemSchema", One(Kind::Schema)),
    understood("encoding", Map(Kind::Encoding)),
    understood("prefixEncoding", List(Kind::Encoding)),
    understood("itemEncoding", One(Kind::Encoding)),
    ignored("example", Data, EXAMPLES),
    ignored("examples", Map(Kind::Example), EXAMPLES),
];

const ENCODING: &[Keyword] = &[
    understood("contentType", Text),
    unsupported("headers", Map(Kind::Header), "parts are sent with the headers of their content only"),
    understood("style", Text),
    preserved("explode", Flag),
    understood("allowReserved", Flag),
    unsupported("encoding", Data, "parts of parts have no encoding of their own"),
    unsupported("prefixEncoding", Data, "parts of parts have no encoding of their own"),
    unsupported("itemEncoding", Data, "parts of parts have no encoding of their own"),
];

const RESPONSE: &[Keyword] = &[
    understood("$ref", Text),
    ignored("summary", Text, "the description says more"),
    understood("description", Text),
    understood("headers", Map(Kind::Header)),
    understood("content", Map(Kind::MediaType)),
    ignored("links", Map(Kind::Link), LINKS),
];

const HEADER: &[Keyword] = &[
    understood("$ref", Text),
    understood("description", Text),
    ignored("required", Flag, "a header is read where it comes"),
    understood("deprecated", Flag),
    metadata("allowEmptyValue", Flag, "an empty text can be sent in any case"),
    ignored("style", Text, "headers are given as text"),
    ignored("explode", Flag, "headers are given as text"),
    ignored("allowReserved", Flag, "headers are given as text"),
    understood("schema", One(Kind::Schema)),
    understood("content", Map(Kind::MediaType)),
    ignored("example", Data, EXAMPLES),
    ignored("examples", Map(Kind::Example), EXAMPLES),
];

const EXAMPLE: &[Keyword] = &[
    understood("$ref", Text),
    metadata("summary", Text, VALUE),
    metadata("description", Text, VALUE),
    understood("value", Data),
    ignored("dataValue", Data, VALUE),
    ignored("serializedValue", Text, VALUE),
    ignored("externalValue", Text, "nothing outside the document is read for an example"),
];

const LINK: &[Keyword] = &[
    metadata("$ref", Text, LINKS),
    metadata("operationId", Text, LINKS),
    metadata("operationRef", Text, LINKS),
    metadata("description", Text, LINKS),
    metadata("parameters", Data, LINKS),
    metadata("requestBody", Data, LINKS),
    metadata("server", One(Kind::Server), LINKS),
];

const SECURITY_SCHEME: &[Keyword] = &[
    understood("$ref", Text),
    understood("type", Text),
    understood("description", Text),
    understood("name", Text),
    understood("in", Text),
    understood("scheme", Text),
    metadata("bearerFormat", Text, "a token is sent as it is"),
    understood("flows", One(Kind::Flows)),
    ignored("openIdConnectUrl", Text, TOKENS),
    ignored("oauth2MetadataUrl", Text, TOKENS),
    ignored("deprecated", Flag, "a scheme is named by the operations that take it"),
];

const FLOWS: &[Keyword] = &[
    understood("implicit", One(Kind::Flow)),
    understood("password", One(Kind::Flow)),
    understood("clientCredentials", One(Kind::Flow)),
    understood("authorizationCode", One(Kind::Flow)),
    ignored("deviceAuthorization", One(Kind::Flow), TOKENS),
];

const FLOW: &[Keyword] = &[
    understood("authorizationUrl", Text),
    ignored("deviceAuthorizationUrl", Text, TOKENS),
    understood("tokenUrl", Text),
    understood("refreshUrl", Text),
    understood("scopes", TextMap),
];

//! `spec/<api>/sdk.yaml`: decisions about an API that its document does not make.
//!
//! Unknown keys are errors. Whatever overrides the document says `because`, and an override that no longer
//! applies to anything is reported (by the pass that applies it).

mod document;
mod package;
pub mod reference;
mod rules;

pub use document::{Document, FetchedFrom};
pub use package::PackageRule;
pub use rules::{
    DeprecationRule, FormatChoice, FormatRule, IdRule, KeptRule, NameRule, PresenceRule, PropertyRule, Recipe,
    UnionChoice, UnionRule, UnionTest, Waiver,
};

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The decisions of one API. Every part may be left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Name for people; else `info.title`.
    pub title: Option<String>,
    /// The crate that is generated. Where several APIs are in one crate, `package.yaml` beside their folders says this.
    pub package: Option<PackageRule>,
    /// Which document this is about: its path, or an object that also has what `sync` recorded.
    pub document: Option<Document>,
    /// Named servers, the default first; else the document's.
    pub servers: Vec<ServerChoice>,
    /// Environment variables that `from_env` reads.
    pub environment: Variables,
    /// Header that carries the API version on every request.
    pub version_header: Option<FixedHeader>,
    /// Headers a caller can set for all calls of a client, such as a tenant.
    pub client_headers: Vec<ClientHeader>,
    /// Where the group and the method name of an operation come from.
    pub operations: OperationNames,
    /// Groups that only a token of their own kind may call, reached through a handle that takes it.
    pub handles: Vec<Handle>,
    /// Prefixes of credentials, and the servers they belong to.
    pub credentials: Vec<CredentialRule>,
    /// How lists page.
    pub pagination: Vec<PaginationRule>,
    /// Property of success bodies that only wraps the value.
    pub envelope: Option<Envelope>,
    /// Where the server looks for idempotency keys.
    pub idempotency: Option<Idempotency>,
    /// Request bodies count as required although the document does not say so.
    pub bodies_required: Option<Reason>,
    /// How error bodies tell code and message.
    pub errors: Errors,
    /// How lists within query parameters of the style `deepObject` are written.
    pub deep_objects: Option<DeepObjectRule>,
    /// How streams of events end.
    pub events: Option<EventRule>,
    /// How webhooks are signed.
    pub webhooks: Option<WebhookRule>,
    /// Unions that the document does not decide.
    pub unions: Vec<UnionRule>,
    /// Formats the document has wrong or does not state.
    pub formats: Vec<FormatRule>,
    /// Which properties name which resource.
    pub ids: Vec<IdRule>,
    /// Properties whose values must not be shown.
    pub secrets: Vec<PropertyRule>,
    /// Properties that are null, or missing, although the document says they are not.
    pub presence: Vec<PresenceRule>,
    /// Since when something is deprecated. `sync` proposes the entries of a new document.
    pub deprecations: Vec<DeprecationRule>,
    /// Schemas that are kept although no operation reaches them.
    pub kept: Vec<KeptRule>,
    /// Names of types, operations, fields and values.
    pub names: Vec<NameRule>,
    /// Diagnostics that were looked at and accepted.
    pub waivers: Vec<Waiver>,
    /// Multi-call recipes that the runtime implements, bound to operations, such as `upload`.
    pub recipes: BTreeMap<String, Recipe>,
}

impl Config {
    /// Whether the server looks for idempotency keys in the header `Idempotency-Key`, as far as anybody knows.
    pub fn takes_key_header(&self) -> bool {
        self.idempotency.as_ref().is_none_or(|idempotency| idempotency.header)
    }
}

/// A server with its name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerChoice {
    /// Such as `production`.
    pub name: String,
    /// Base URL.
    pub url: String,
    /// Needed where the document does not list the URL.
    pub because: Option<String>,
}

/// Environment variables that `from_env` reads. Left out: derived from the module name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Variables {
    /// Such as `ACME_ACCESS_TOKEN`.
    pub token: Option<String>,
    /// Such as `ACME_ENVIRONMENT`.
    pub server: Option<String>,
    /// Such as `ACME_BASE_URL`.
    pub base_url: Option<String>,
    /// Such as `ACME_WEBHOOK_SECRET`.
    pub webhook_secret: Option<String>,
}

/// How lists within query parameters of the style `deepObject` are written, which OpenAPI leaves open.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeepObjectRule {
    /// With indexes, or with a name that repeats.
    pub lists: DeepLists,
    /// The reason for the decision.
    pub because: String,
}

/// How a list within a query parameter of the style `deepObject` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeepLists {
    /// `name[key][0]=a&name[key][1]=b`, which is the default.
    Indexed,
    /// `name[key]=a&name[key]=b`
    Repeated,
}

/// How streams of events end.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventRule {
    /// Data that says that no event follows, such as `[DONE]`.
    pub end: Vec<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A header with a fixed value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedHeader {
    /// Header name.
    pub name: String,
    /// Its value; else `info.version`.
    pub value: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A header that a caller sets for a whole client.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientHeader {
    /// Header name.
    pub name: String,
    /// Name of the setter, words joined with `_`.
    pub setter: String,
    /// Id type it takes; else text.
    pub id: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// Where the names of operations come from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OperationNames {
    /// Extension that names the group, segments joined with `.`; without it the first tag is the group, and
    /// without tags the first literal path segment.
    pub group_extension: Option<String>,
    /// Extension that names the method; without it the operation id, less the words of its group.
    pub method_extension: Option<String>,
    /// Single operations placed or named by hand.
    pub overrides: Vec<OperationName>,
}

/// An operation placed or named by hand.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperationName {
    /// Operation id.
    pub operation: String,
    /// Group, segments joined with `.`.
    pub group: Option<String>,
    /// Method name, words joined with `_`.
    pub method: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A group behind a handle that takes a credential.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handle {
    /// The group, such as `customer_portal`.
    pub group: String,
    /// Name of the method that makes the handle, such as `portal`.
    pub method: String,
    /// Name of the token type, such as `CustomerSessionToken`.
    pub token: String,
    /// Prefixes such a token has.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// The group that stands in for it for operations that need no credential, so that they need no handle.
    pub open: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A credential prefix that tells where the credential belongs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialRule {
    /// Beginning of the credential.
    pub prefix: String,
    /// Servers it works with; none: it does not belong on the main client at all.
    #[serde(default)]
    pub servers: Vec<String>,
    /// Said to the user who mixes them up.
    pub because: String,
}

/// How some operations page. The first rule that matches an operation counts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PaginationRule {
    /// Operation ids; empty: all operations that take every parameter the rule names.
    pub operations: Vec<String>,
    /// Operation ids the rule is not for.
    pub except: Vec<String>,
    /// Only operations with this extension.
    pub extension: Option<String>,
    /// Query parameter of the page number.
    pub page: Option<String>,
    /// The number of the first page, 1 unless set; with `offset` that of the first item, 0 unless set.
    pub first_page: Option<u64>,
    /// Query parameter of the number of items to pass over, or of the first item.
    pub offset: Option<String>,
    /// Query parameter of the cursor.
    pub cursor: Option<String>,
    /// Query parameter of the page size.
    pub limit: Option<String>,
    /// Largest page size the server grants.
    pub max_limit: Option<u32>,
    /// Path of the items, segments joined with `.`.
    pub items: Option<String>,
    /// Path of the number of the last page.
    pub max_page: Option<String>,
    /// Path of the flag that another page follows.
    pub has_next: Option<String>,
    /// Path of the total number of items.
    pub total: Option<String>,
    /// Path of the next cursor.
    pub next: Option<String>,
    /// Path of the link to the next page, or of its number.
    pub next_link: Option<String>,
    /// Follow `Link: rel="next"`.
    pub link_header: bool,
    /// Property of the last item that is the next cursor.
    pub last_item: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// A property that wraps success bodies.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Such as `data`. Only bodies whose schema has this one property are unwrapped.
    pub property: String,
    /// The reason for the decision.
    pub because: String,
}

/// Where the server looks for idempotency keys; nowhere, if neither is said. Without the section, a key that a caller
/// gives is sent in a header and assumed to count.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Idempotency {
    /// Property of request bodies, such as `idempotencyKey`.
    pub property: Option<String>,
    /// In the header `Idempotency-Key`.
    #[serde(default)]
    pub header: bool,
    /// The reason for the decision.
    pub because: String,
}

/// A decision that needs nothing but its reason.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The reason for the decision.
    pub because: String,
}

/// How error bodies tell what happened. Paths are property names joined with `.`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Errors {
    /// Where the code is, the first that answers.
    pub code: Vec<String>,
    /// Where the message is, the first that is a string.
    pub message: Vec<String>,
    /// Property whose constant names an error schema across all operations.
    pub tag: Option<String>,
    /// Response header with the id of the request.
    pub request_id: Option<String>,
    /// Path of a list of invalid fields: `[{loc, msg}]` and their like.
    pub issues: Option<Issues>,
    /// Codes that mean: not now, try again, by their text.
    pub transient_codes: Vec<String>,
    /// Bodies that any operation may fail with, whatever it documents.
    pub everywhere: Vec<ErrorBody>,
    /// Names of variants of the error detail type, by schema name.
    pub names: BTreeMap<String, String>,
}

/// A body that any operation may fail with. It is recognised by its required properties.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorBody {
    /// Component name of its schema.
    pub schema: String,
    /// The reason for the decision.
    pub because: String,
}

/// Where a validation error lists its fields.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issues {
    /// Path of the list.
    pub list: String,
    /// Property of an element that says where: text, or a list of keys and indexes.
    pub path: String,
    /// Property of an element that says what.
    pub message: String,
}

/// How webhooks are signed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookRule {
    /// How a delivery is signed.
    pub scheme: WebhookScheme,
    /// Property of the payload that names the event.
    pub event: String,
    /// How the HMAC key is made of the secret, tried in order.
    pub keys: Vec<KeyReading>,
    /// Prefix of secrets that the `base64` reading takes off.
    pub secret_prefix: Option<String>,
    /// The reason for the decision.
    pub because: String,
}

/// How a delivery is signed. The runtime knows one scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookScheme {
    /// <https://www.standardwebhooks.com>
    StandardWebhooks,
}

/// How an HMAC key is made of a webhook secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KeyReading {
    /// The bytes of the whole text.
    Utf8,
    /// Decoded from Base64, after the prefix.
    Base64,
}

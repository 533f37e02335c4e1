//! Every extension of OpenAPI that the generator reads or writes, and who does. Those that a single API's `sdk.yaml`
//! names (`group_extension`, `method_extension`, `pagination`) come on top.

/// Names for the values of an enumeration, as several generators spell it. Kept by `distil`, read by
/// `lower::schema::keywords`, the first that is there.
pub const ENUM_NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// Descriptions of the values of an enumeration. Dropped by `distil` with other prose, read by
/// `lower::schema::keywords`.
pub const ENUM_DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// `nullable` of OpenAPI 3.0 in documents of Swagger 2.0. Read by `swagger`.
pub const NULLABLE: &str = "x-nullable";

/// Code beside an operation. Written by `view::code_samples`.
pub const CODE_SAMPLES: &str = "x-codeSamples";

/// Webhooks in a document before OpenAPI 3.1. Kept by `distil`; read wherever `webhooks` is.
pub const WEBHOOKS: &str = "x-webhooks";

/// Path items of webhooks, in every spelling. Read by `bundle`, `audit`, `downlevel` and `support`.
pub const WEBHOOK_ROOTS: [&str; 2] = ["webhooks", WEBHOOKS];

/// How the extensions begin in which `downlevel` keeps what OpenAPI 3.0 has no place for. What follows is the keyword,
/// unless there is a constant below. No document may use them: `audit` reports them like any unknown extension.
pub const PREFIX: &str = "x-sdk-";

/// `const`; read by `lower::schema::keywords`.
pub const CONST: &str = "x-sdk-const";
/// The keyword `enumNames`, which some documents use; read by `lower::schema::keywords`.
pub const ENUM_NAMES_KEYWORD: &str = "x-sdk-enumNames";
/// The schema `false`; read by `lower::schema::keywords`.
pub const NEVER: &str = "x-sdk-never";
/// `type: "null"` alone; read by `lower::schema::keywords`.
pub const NULL: &str = "x-sdk-null";
/// `patternProperties`; read by `lower::document` and `lower::schema::keywords`.
pub const PATTERN_PROPERTIES: &str = "x-sdk-patternProperties";
/// `prefixItems`; read by `lower::document` and `lower::schema::keywords`.
pub const PREFIX_ITEMS: &str = "x-sdk-prefix-items";
/// A `$ref` had keywords beside it that count; read by `lower::schema::inherit`.
pub const REF_SIBLINGS: &str = "x-sdk-ref-siblings";
/// A list of types; read by `lower::schema::keywords`.
pub const TYPES: &str = "x-sdk-types";
/// `if`, `then` and `else`; read by `lower::document` and `lower::schema::keywords`.
pub const CONDITIONS: [&str; 3] = ["x-sdk-if", "x-sdk-then", "x-sdk-else"];
/// `dependentSchemas`; read by `lower::document` and `lower::schema::keywords`.
pub const DEPENDENT_SCHEMAS: &str = "x-sdk-dependentSchemas";
/// `defaultMapping` of a discriminator; read by `lower::schema::choice`.
pub const DEFAULT_MAPPING: &str = "x-sdk-defaultMapping";
/// `explode` of an encoding, of which the reader does not tell false from absent; read by `lower::operation::body`.
pub const EXPLODE: &str = "x-sdk-explode";
/// `allowReserved` of a parameter in a path, which the reader does not have, and what Azure writes for it; read by
/// `lower::operation::parameter`.
pub const RESERVED: [&str; 2] = ["x-sdk-allowReserved", "x-ms-skip-url-encoding"];
/// `itemSchema` of a media type: `downlevel` puts the schema in place of `schema`, and here what it describes, `data` or
/// `event`; read by `lower::operation::response`.
pub const ITEM_SCHEMA: &str = "x-sdk-itemSchema";
/// `contentMediaType`; read by `lower::operation::body`.
pub const CONTENT_MEDIA_TYPE: &str = "x-sdk-contentMediaType";
/// `contentSchema`; read by `downlevel` where it is that of the data of an event.
pub const CONTENT_SCHEMA: &str = "x-sdk-contentSchema";
/// All webhooks; read by `lower::document`.
pub const ALL_WEBHOOKS: &str = "x-sdk-webhooks";

/// Whether `distil` keeps an extension whoever wrote the document.
pub fn is_understood(name: &str) -> bool {
    name == WEBHOOKS || ENUM_NAMES.contains(&name) || is_prose(name)
}

/// Whether an extension holds prose.
pub fn is_prose(name: &str) -> bool {
    ENUM_DESCRIPTIONS.contains(&name)
}

/// The extension that `downlevel` moves a keyword of schemas to, if what it holds are schemas.
pub fn moved_to(keyword: &str) -> Option<&'static str> {
    let [condition, consequence, alternative] = CONDITIONS;
    Some(match keyword {
        "contentSchema" => CONTENT_SCHEMA,
        "dependentSchemas" => DEPENDENT_SCHEMAS,
        "else" => alternative,
        "if" => condition,
        "patternProperties" => PATTERN_PROPERTIES,
        "prefixItems" => PREFIX_ITEMS,
        "then" => consequence,
        _ => return None,
    })
}

/// A pointer through the extensions of `downlevel`, with the keywords that they stand for.
pub fn as_written(pointer: &str) -> String {
    pointer.replace(&format!("/{PREFIX_ITEMS}/"), "/prefixItems/").replace(&format!("/{PREFIX}"), "/")
}

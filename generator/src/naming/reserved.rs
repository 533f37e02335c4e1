//! Names that generated code needs for itself.

/// Types, traits and functions of the standard prelude. A type of that name would hide them, in the generated
/// code and in the code of whoever imports all models at once.
pub(super) const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Types that stand beside the resource types of an API, or that their files import.
pub(super) const RESOURCES: &[&str] = &[
    "ApiInfo",
    "Async",
    "Blocking",
    "Call",
    "Client",
    "ClientBuilder",
    "ClientConfig",
    "ClientOf",
    "Core",
    "Environment",
    "Error",
    "ErrorDetail",
    "Event",
    "Mode",
    "Operation",
    "Page",
    "Parameter",
    "Verifier",
];

/// Methods of a client beside the accessors of its resources.
pub(super) const CLIENT: &[&str] = &["blocking", "builder", "core", "from_env", "new", "request", "with"];

/// Methods of a resource beside its operations.
pub(super) const RESOURCE: &[&str] = &["core", "new"];

/// Methods of a call, which the setters of a builder stand beside.
pub(super) const CALL: &[&str] = &[
    "bearer",
    "bytes",
    "core",
    "curl",
    "deadline",
    "extra_body",
    "extra_query",
    "form",
    "from_cursor",
    "header",
    "header_parameter",
    "idempotency_key",
    "into_future",
    "iter",
    "json",
    "max_items",
    "multipart",
    "new",
    "optional",
    "pages",
    "path",
    "prefetch",
    "query",
    "raw",
    "retry",
    "save_to",
    "send",
    "stream",
    "text",
    "timeout",
    "with_response",
];

/// Methods of a model that a setter must not take: the constructor, and names that promise an operator.
pub(super) const MODEL: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "clone", "default", "div", "mul", "new", "rem", "shl", "shr", "sub"];

/// Cargo features that every crate has, as identifiers.
pub(super) const FEATURES: &[&str] = &[
    "async",
    "axum_0_8",
    "blocking",
    "chrono_0_4",
    "default",
    "full",
    "jiff_0_2",
    "native_tls",
    "rust_decimal_1",
    "rustls",
    "testing",
    "tracing",
    "upload",
    "uuid_1",
    "webhooks",
];

/// File names that are taken in a module folder, or that Windows keeps for devices.
pub(super) const FILES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1", "lpt2", "lpt3",
    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "nul", "prn",
];

//! Names that generated code needs for itself.

use super::ident::Ident;

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
    // The type parameter of setters.
    "Via",
];

/// Types that stand beside the resource types of an API, or that their files import.
pub(super) const RESOURCES: &[&str] = &[
    "ApiInfo",
    "Async",
    "Blocking",
    "Call",
    "CallOf",
    "Client",
    "ClientBuilder",
    "ClientConfig",
    "ClientOf",
    "Core",
    "Environment",
    "Error",
    "ErrorDetail",
    "Event",
    "EventStream",
    // The type parameter of clients and resources.
    "M",
    "Mode",
    "Operation",
    "Page",
    "Parameter",
    "Verifier",
];

/// Methods of a client beside the accessors of its resources, and those of traits that every value has: what takes a value
/// hides what takes a reference to it.
pub(super) const CLIENT: &[&str] =
    &["blocking", "builder", "core", "from_env", "into", "new", "request", "try_into", "with"];

/// Settings of a client, which every builder has.
pub(super) const BUILDER: &[&str] = &[
    "access_token",
    "allow_any_credential",
    "allow_insecure_http",
    "base_url",
    "base_url_for_all",
    "build",
    "clock",
    "connect_timeout",
    "credential",
    "deadline",
    "default_header",
    "environment",
    "from_env",
    "identity",
    "max_idle_connections",
    "max_response_bytes",
    "middleware",
    "middleware_per_call",
    "oauth2",
    "only_root_certificates",
    "pool_idle_timeout",
    "reqwest_client",
    "retry",
    "retry_budget",
    "root_certificate",
    "strict_decoding",
    "timeout",
    "token_provider",
    "tower_service",
    "transport",
    "ureq_agent",
    "user_agent_suffix",
];

/// Methods of a resource beside its operations, and those of traits that every value has.
pub(super) const RESOURCE: &[&str] = &["core", "into", "new", "try_into"];

/// Methods of a call, hidden ones too. The setters of optional parameters are methods of the same type, so they cannot
/// have one of these names.
pub(super) const CALL: &[&str] = &[
    "any_status",
    "bearer",
    "bytes",
    "clone",
    "curl",
    "deadline",
    "decode_as",
    "extra_body",
    "extra_query",
    "from_cursor",
    "from_draft",
    "header",
    "idempotency_key",
    "into_future",
    "iter",
    "json",
    "optional",
    "pages",
    "partial",
    "raw",
    "retry",
    "send",
    "stream",
    "strict",
    "text",
    "timeout",
    "with_accept",
    "with_body",
    "with_body_file",
    "with_body_text",
    "with_cookie",
    "with_draft",
    "with_header",
    "with_output",
    "with_path",
    "with_query",
    "with_query_entry",
    "with_response",
    "with_streaming",
    "with_value",
];

/// What a reader takes for an option of the call, because HTTP clients have it or what the call gives has it.
pub(super) const CALL_LIKE: &[&str] = &["form", "max_items", "multipart", "prefetch", "save_to"];

/// The field of an object for properties that the document describes by their type only.
pub(super) const ADDITIONAL: &str = "additional";

/// Names that a setter of a model must not have beside those of its template: they promise an operator or a trait.
pub(super) const MODEL: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "clone", "default", "div", "mul", "rem", "shl", "shr", "sub"];

/// The method that makes an example of what is received, with the feature `testing`.
pub(super) const EXAMPLE: &str = "example";

/// Names that an accessor of a union must not have beside those of its template: they promise what they do not do.
pub(super) const UNION: &[&str] = &["clone", "is_unknown"];

/// Cargo features that every crate has, as identifiers.
pub(super) const FEATURES: &[&str] = &[
    "async",
    "aws_lc_rs",
    "axum_0_8",
    "blocking",
    "chrono_0_4",
    "default",
    "full",
    "jiff_0_2",
    "native_tls",
    "no_provider",
    "own_transport",
    "ring",
    "rust_decimal_1",
    "rustls",
    "testing",
    "tower_0_5",
    "tracing",
    "upload",
    "uuid_1",
    "webhooks",
    "webpki_roots",
];

/// Modules and dependencies that the root of a crate has for itself: the guides, the runtime, what it re-exports from
/// there, and the crate from which it re-exports `Bytes`.
pub(super) const MODULES: &[&str] = &["bytes", "guide", "json", "runtime", "testing", "values", "webhooks"];

/// Names that Windows keeps for devices, with any extension and in any case: no file and no folder can have one.
pub(super) const DEVICES: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// Names of modules, and so of files.
pub(super) fn files<'a>() -> impl Iterator<Item = &'a str> {
    DEVICES.iter().copied().chain(["mod"])
}

/// The field of an object for properties that the document describes by their type only.
pub fn additional_field() -> Ident {
    Ident::new(ADDITIONAL)
}

/// Whether Windows keeps a name for a device.
pub fn is_device(name: &str) -> bool {
    DEVICES.iter().any(|device| device.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{BUILDER, CALL, MODULES};
    use proc_macro2::{TokenStream, TokenTree};
    use quote::ToTokens;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};
    use syn::{Item, Type};

    #[test]
    fn every_method_of_a_call_is_kept_from_parameters() {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/runtime/src/runtime");
        let methods: BTreeSet<String> = sources(&runtime).iter().flat_map(|file| methods_of_call(file)).collect();
        assert_eq!(methods.iter().map(String::as_str).collect::<Vec<_>>(), CALL);
    }

    #[test]
    fn every_setting_of_a_client_is_kept_from_variables_of_servers() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
        let read = |file: &str| fs::read_to_string(folder.join(file)).expect("the templates are beside the generator");
        let template = read("client.jinja");
        let (_, builder) = template.split_once("impl<M: Mode> ClientBuilder<M> {").expect("it has a builder");
        let builder = builder.split_once("\n}\n").expect("the block ends").0.to_owned();
        let texts = [read("runtime/src/runtime/client/macros.rs"), builder];
        let names = texts.iter().flat_map(|text| text.split("pub fn ").skip(1)).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
            Some(&rest[..end]).filter(|name| !name.is_empty())
        });
        let settings: BTreeSet<&str> = names.collect();
        assert_eq!(settings.into_iter().collect::<Vec<_>>(), BUILDER);
    }

    #[test]
    fn public_modules_of_the_runtime_are_kept_from_apis() {
        let interface = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/runtime/src/runtime/interface.rs");
        let text = fs::read_to_string(interface).expect("the runtime is beside the generator");
        let paths = text.lines().filter_map(|line| line.strip_prefix("pub use super::"));
        let public: Vec<&str> = paths
            .filter_map(|path| path.split_once("::{self").map(|(name, _)| name).or_else(|| path.strip_suffix(';')))
            .filter(|path| !path.contains("::"))
            .collect();
        assert_eq!(public, ["json", "testing", "values", "webhooks"]);
        assert!(public.iter().all(|name| MODULES.contains(name)), "the root of a crate re-exports {public:?}");
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("the runtime is beside the generator");
        let paths = entries.map(|entry| entry.expect("the folder can be read").path());
        let found = paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
        // The examples beside the sources are Markdown.
        found.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
    }

    /// Methods in every `impl` of a call in a file, those of traits too, except for what only `{:?}` calls.
    fn methods_of_call(file: &Path) -> Vec<String> {
        let text = fs::read_to_string(file).expect("a source can be read");
        let parsed = syn::parse_file(&text).expect("the runtime is Rust");
        let last = |path: &syn::Path, name: &str| path.segments.last().is_some_and(|last| last.ident == name);
        let mut methods = Vec::new();
        for item in &parsed.items {
            match item {
                Item::Impl(item) => {
                    let is_call =
                        matches!(&*item.self_ty, Type::Path(of) if last(&of.path, "Call") || last(&of.path, "CallOf"));
                    if is_call && !item.trait_.as_ref().is_some_and(|(path, _)| last(path, "Debug")) {
                        methods.extend(functions(item.to_token_stream()));
                    }
                }
                // The macros beside the type are for it.
                Item::Macro(item) if file.ends_with("call/mod.rs") => {
                    methods.extend(functions(item.mac.tokens.clone()))
                }
                _ => {}
            }
        }
        methods
    }

    /// What stands after each `fn`.
    fn functions(tokens: TokenStream) -> Vec<String> {
        let (mut functions, mut after_fn) = (Vec::new(), false);
        for token in tokens {
            match token {
                TokenTree::Group(group) => functions.extend(self::functions(group.stream())),
                TokenTree::Ident(ident) if after_fn => functions.push(ident.to_string()),
                TokenTree::Ident(ident) => {
                    after_fn = ident == "fn";
                    continue;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            after_fn = false;
        }
        functions
    }
}

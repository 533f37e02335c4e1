//! Words of names that say what is done, and those that only join others.

/// Whether a word says what is done. Words that are nouns as often, such as `order` or `charge`, are left out.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

/// Whether a word selects one or all of what is read.
pub(super) fn is_reading(word: &str) -> bool {
    matches!(word, "get" | "read" | "retrieve" | "fetch" | "find" | "show" | "list" | "index" | "query" | "describe")
}

/// Whether a word stands between a verb and what the verb is about, or before what tells more of it.
pub(super) fn joins(word: &str) -> bool {
    is_article(word)
        || matches!(
            word,
            "all"
                | "and"
                | "any"
                | "by"
                | "for"
                | "from"
                | "in"
                | "many"
                | "multiple"
                | "new"
                | "of"
                | "on"
                | "one"
                | "single"
                | "to"
                | "with"
        )
}

/// Whether a word says no more than that it is one of what follows.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "my" | "your")
}

/// In the order of the alphabet.
const VERBS: &[&str] = &[
    "abort",
    "accept",
    "acknowledge",
    "activate",
    "add",
    "apply",
    "approve",
    "archive",
    "ask",
    "assign",
    "attach",
    "authenticate",
    "authorize",
    "bulk",
    "calculate",
    "cancel",
    "capture",
    "check",
    "clear",
    "clone",
    "close",
    "complete",
    "confirm",
    "connect",
    "convert",
    "copy",
    "count",
    "create",
    "deactivate",
    "decline",
    "decrement",
    "delete",
    "deliver",
    "deny",
    "describe",
    "destroy",
    "detach",
    "disable",
    "disconnect",
    "dismiss",
    "download",
    "duplicate",
    "edit",
    "enable",
    "estimate",
    "evaluate",
    "execute",
    "expire",
    "export",
    "extract",
    "fail",
    "fetch",
    "finalize",
    "find",
    "finish",
    "generate",
    "get",
    "grant",
    "import",
    "increment",
    "initialize",
    "insert",
    "inspect",
    "install",
    "invalidate",
    "invite",
    "kill",
    "leave",
    "list",
    "lock",
    "log",
    "login",
    "logout",
    "lookup",
    "merge",
    "migrate",
    "modify",
    "move",
    "partial",
    "patch",
    "pause",
    "pay",
    "ping",
    "post",
    "preview",
    "process",
    "promote",
    "publish",
    "purge",
    "put",
    "query",
    "read",
    "rebuild",
    "refresh",
    "register",
    "reject",
    "release",
    "remove",
    "rename",
    "renew",
    "reopen",
    "replace",
    "resend",
    "reset",
    "resize",
    "resolve",
    "respond",
    "restart",
    "restore",
    "resume",
    "retrieve",
    "retry",
    "return",
    "reverse",
    "revert",
    "revoke",
    "rotate",
    "run",
    "save",
    "scan",
    "search",
    "send",
    "set",
    "show",
    "sign",
    "simulate",
    "start",
    "stop",
    "submit",
    "subscribe",
    "succeed",
    "suspend",
    "sync",
    "terminate",
    "test",
    "transfer",
    "trigger",
    "unarchive",
    "unassign",
    "unlink",
    "unlock",
    "unpause",
    "unpublish",
    "unregister",
    "unsubscribe",
    "update",
    "upload",
    "upsert",
    "validate",
    "verify",
    "void",
    "wait",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_found() {
        assert!(VERBS.is_sorted(), "they are searched by halves");
        assert!(is_verb("list") && is_verb("abort") && is_verb("wait") && !is_verb("order"));
    }
}

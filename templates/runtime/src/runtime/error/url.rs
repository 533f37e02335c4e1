//! URLs in messages, without what in them may be secret.

/// A URL without user name and password, query and fragment, for messages.
pub(crate) fn redacted_url(url: &str) -> String {
    let path_end = url.find(['?', '#']).unwrap_or(url.len());
    let (path, query) = url.split_at(path_end);
    let start = path.find("//").map_or(0, |slashes| slashes + 2);
    // Without a scheme too, whoever wrote it may have meant a host.
    let has_host = start > 0 || !path.starts_with('/');
    match (path.rfind('@'), query.contains('@')) {
        // A password may hold a slash, and what follows it then looks like a path.
        (Some(at), false) if has_host => format!("{}…{}", &path[..start], &path[at.max(start)..]),
        // A password with a question mark looks like a query with an address, and nobody can tell them apart.
        (_, true) if has_host => format!("{}…", &path[..start]),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::redacted_url;

    #[test]
    fn user_information_and_queries_are_left_out() {
        for (url, shown) in [
            ("https://a.test/x", "https://a.test/x"),
            ("https://user:pass@a.test/x", "https://…@a.test/x"),
            ("https://user:pa/ss@a.test/x?q=1", "https://…@a.test/x"),
            ("https://user:pa?ss@a.test/x", "https://…"),
            ("https://a.test/x?mail=a@b.test#f", "https://…"),
            ("//user@a.test", "//…@a.test"),
            ("/x?key=secret", "/x"),
            ("/x#secret", "/x"),
            ("user:pass@a.test/x", "…@a.test/x"),
            ("user:pa?ss@a.test/x", "…"),
            ("/x@y", "/x@y"),
            ("user:pass", "user:pass"),
        ] {
            assert_eq!(redacted_url(url), shown, "{url}");
        }
    }
}

//! Writes the `document:` block into the text of an `sdk.yaml`, and leaves every other line as it is.

use crate::config::{Document, FetchedFrom};

/// The text with the block replaced, or put before the first other key.
pub(super) fn record(decisions: &str, document: &Document) -> String {
    let Document { file, root, version, sha256, fetched } = document;
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let line = |(key, text): (&str, &Option<String>)| Some(format!("  {key}: {}\n", quoted(text.as_ref()?)));
    let place: String = [("file", file), ("root", root)].into_iter().filter_map(line).collect();
    let fetched = fetched.iter().map(|FetchedFrom { url, etag }| {
        let etag = etag.as_ref().map(|etag| format!(", etag: {}", quoted(etag))).unwrap_or_default();
        format!("  fetched: {{ url: {}{etag} }}\n", quoted(url))
    });
    let fetched: String = fetched.collect();
    let block = format!("document:\n{place}  version: {}\n  sha256: {sha256}\n{fetched}", quoted(version));
    let lines: Vec<_> = decisions.split_inclusive('\n').collect();
    let is_key = |line: &&str| line.starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\'');
    let (before, after) = match lines.iter().position(|line| line.starts_with("document:")) {
        Some(start) => {
            let inside = |line: &&&str| line.starts_with([' ', '\t']);
            let length = 1 + lines[start + 1..].iter().take_while(inside).count();
            (&lines[..start], lines[start + length..].concat())
        }
        None => {
            let start = lines.iter().position(is_key).unwrap_or(lines.len());
            let rest = lines[start..].concat();
            (&lines[..start], if rest.is_empty() { rest } else { format!("\n{rest}") })
        }
    };
    let mut before = before.concat();
    if !before.is_empty() && !before.ends_with('\n') {
        before.push('\n');
    }
    format!("{before}{block}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        Document { version: "2.0".to_owned(), sha256: "ab".to_owned(), ..Document::default() }
    }

    #[test]
    fn a_block_is_replaced_and_nothing_else() {
        let before = "# why\ntitle: A\n\ndocument:\n  version: \"1.0\"\n  sha256: aa\n\nservers: [] # none\n";
        let after = "# why\ntitle: A\n\ndocument:\n  version: \"2.0\"\n  sha256: ab\n\nservers: [] # none\n";
        assert_eq!(record(before, &document()), after);
        assert_eq!(record(after, &document()), after);
    }

    #[test]
    fn a_block_is_added_where_there_is_none() {
        let after = record("# why\ntitle: A\n", &document());
        assert_eq!(after, "# why\ndocument:\n  version: \"2.0\"\n  sha256: ab\n\ntitle: A\n");
        assert_eq!(record(&after, &document()), after);
        assert_eq!(record("", &document()), "document:\n  version: \"2.0\"\n  sha256: ab\n");
    }
}

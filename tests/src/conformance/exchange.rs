//! Recorded exchanges: `<operation id with ':' as '.'>[~tag].http.txt` holds the request and the head of the
//! answer, a file of the same stem the answer's body.

use std::path::Path;

/// One request and its answer, as they went over the wire.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// File name without `.http.txt`.
    pub stem: String,
    /// Method of the request line.
    pub method: String,
    /// Path of the request line, without the query.
    pub path: String,
    /// Query of the request line, if it has one.
    pub query: Option<String>,
    /// Request headers.
    pub request_headers: Vec<(String, String)>,
    /// Request body; empty where there was none.
    pub request_body: String,
    /// Status of the answer.
    pub status: u16,
    /// Headers of the answer.
    pub response_headers: Vec<(String, String)>,
    /// Body of the answer.
    pub response_body: Vec<u8>,
}

impl Exchange {
    /// The operation id as file names spell it: without the tag after `~`.
    pub fn operation(&self) -> &str {
        self.stem.split('~').next().unwrap_or(&self.stem)
    }

    /// A request header, by name in any case.
    pub fn request_header(&self, name: &str) -> Option<&str> {
        header(&self.request_headers, name)
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Reads every exchange below `directory`, sorted by stem.
///
/// # Errors
///
/// If the directory or a file cannot be read, or a recording has not the form above; the text says which.
pub fn read_all(directory: &Path) -> Result<Vec<Exchange>, String> {
    let entries = std::fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let stems = names.iter().filter_map(|name| name.strip_suffix(".http.txt"));
    stems
        .map(|stem| {
            let text = std::fs::read_to_string(directory.join(format!("{stem}.http.txt")))
                .map_err(|error| format!("{stem}.http.txt: {error}"))?;
            let body = body_of(directory, stem, &names)?;
            parse(stem, &text, body)
                .ok_or_else(|| format!("{stem}.http.txt: not a request followed by the head of an answer"))
        })
        .collect()
}

/// The file of the same stem, whatever its ending.
fn body_of(directory: &Path, stem: &str, names: &[String]) -> Result<Vec<u8>, String> {
    let is_body = |name: &&String| {
        name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| !rest.contains('.'))
    };
    match names.iter().find(is_body) {
        Some(name) => std::fs::read(directory.join(name)).map_err(|error| format!("{name}: {error}")),
        None => Ok(Vec::new()),
    }
}

fn parse(stem: &str, text: &str, response_body: Vec<u8>) -> Option<Exchange> {
    let text = text.replace("\r\n", "\n");
    let (request, answer) = split_at_answer(&text)?;
    let (head, request_body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines = head.lines();
    let mut request_line = lines.next()?.split(' ');
    let method = request_line.next()?.to_owned();
    let target = request_line.next()?;
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let mut answer_lines = answer.lines();
    let status = answer_lines.next()?.split(' ').nth(1)?.parse().ok()?;
    Some(Exchange {
        stem: stem.to_owned(),
        method,
        path: path.to_owned(),
        query,
        request_headers: headers(lines),
        request_body: request_body.trim_end_matches('\n').to_owned(),
        status,
        response_headers: headers(answer_lines),
        response_body,
    })
}

/// Cuts before the last line that is a status line: a request body may hold anything.
fn split_at_answer(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind("\nHTTP/1.1 ").or_else(|| text.rfind("\nHTTP/2 "))?;
    Some((&text[..at], &text[at + 1..]))
}

fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

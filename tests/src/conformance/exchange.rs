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

/// An exchange, or the stem of one that cannot be read and the reason.
pub type Read = Result<Exchange, (String, String)>;

/// Reads every exchange in `directory`, sorted by stem; of one that cannot be read, its stem and the reason.
///
/// # Errors
///
/// If the directory cannot be read.
pub fn read_all(directory: &Path) -> Result<Vec<Read>, String> {
    let entries = std::fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let stems = names.iter().filter_map(|name| name.strip_suffix(".http.txt"));
    Ok(stems.map(|stem| read(directory, stem, &names).map_err(|why| (stem.to_owned(), why))).collect())
}

fn read(directory: &Path, stem: &str, names: &[String]) -> Result<Exchange, String> {
    let bytes = std::fs::read(directory.join(format!("{stem}.http.txt"))).map_err(|error| error.to_string())?;
    let body = body_of(directory, stem, names)?;
    let parsed = parse(stem, &String::from_utf8_lossy(&bytes), body);
    parsed.ok_or_else(|| "not a request followed by the head of an answer".to_owned())
}

/// The file of the same stem, whatever its ending. What an earlier recording of the same name has left is empty.
fn body_of(directory: &Path, stem: &str, names: &[String]) -> Result<Vec<u8>, String> {
    let is_body = |name: &&String| {
        name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')).is_some_and(|rest| !rest.contains('.'))
    };
    let mut body = Vec::new();
    for name in names.iter().filter(is_body) {
        let bytes = std::fs::read(directory.join(name)).map_err(|error| format!("{name}: {error}"))?;
        if body.is_empty() {
            body = bytes;
        }
    }
    Ok(body)
}

fn parse(stem: &str, text: &str, response_body: Vec<u8>) -> Option<Exchange> {
    let text = text.replace("\r\n", "\n");
    let (request, answer) = split_at_answer(&text)?;
    let (head, request_body) = request.split_once("\n\n").unwrap_or((request, ""));
    let mut lines = head.lines();
    let mut request_line = lines.next()?.split(' ');
    let method = request_line.next()?.to_owned();
    let target = origin_form(request_line.next()?);
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

/// The target without scheme and host, which some recorders write.
fn origin_form(target: &str) -> &str {
    match target.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => rest.find('/').map_or("/", |at| &rest[at..]),
        _ => target,
    }
}

/// Cuts before the last line that is a status line: a request body may hold anything.
fn split_at_answer(text: &str) -> Option<(&str, &str)> {
    let at = text.rfind("\nHTTP/")?;
    Some((&text[..at], &text[at + 1..]))
}

fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

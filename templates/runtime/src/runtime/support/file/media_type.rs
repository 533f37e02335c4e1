//! The media type of a file: what the caller says, what the document says, what the name suggests.

use super::File;

/// The media type that a file is sent with. The document names one, several, or a range of them; of several the file's own
/// decides, and where it has none the first that is no range (RFC 9110 section 8.3: `Content-Type` is a single one).
pub(crate) fn choose(documented: Option<&str>, file: &File) -> String {
    if let Some(stated) = file.stated_media_type() {
        return stated.to_owned();
    }
    let documented = documented.unwrap_or("*/*");
    let is_open = documented.contains([',', '*']);
    let own = || file.file_name().and_then(|name| guessed(&name));
    let chosen = if is_open { own().or_else(|| first_concrete(documented)) } else { Some(documented) };
    chosen.unwrap_or("application/octet-stream").to_owned()
}

/// The first media type of a list that is no range.
pub(crate) fn first_concrete(documented: &str) -> Option<&str> {
    documented.split(',').map(str::trim).find(|media_type| !media_type.is_empty() && !media_type.contains('*'))
}

/// The media type that a file name suggests.
fn guessed(name: &str) -> Option<&'static str> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "7z" => "application/x-7z-compressed",
        "aac" => "audio/aac",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "csv" => "text/csv",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "epub" => "application/epub+zip",
        "flac" => "audio/flac",
        "gif" => "image/gif",
        "gz" | "tgz" => "application/gzip",
        "heic" => "image/heic",
        "html" | "htm" => "text/html",
        "jpeg" | "jpg" => "image/jpeg",
        "js" | "mjs" => "text/javascript",
        "json" => "application/json",
        "jsonl" | "ndjson" => "application/x-ndjson",
        "m4a" => "audio/mp4",
        "md" => "text/markdown",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "mpeg" | "mpg" => "video/mpeg",
        "odt" => "application/vnd.oasis.opendocument.text",
        "oga" | "ogg" | "opus" => "audio/ogg",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "ppt" => "application/vnd.ms-powerpoint",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "rtf" => "application/rtf",
        "svg" => "image/svg+xml",
        "tar" => "application/x-tar",
        "tif" | "tiff" => "image/tiff",
        "tsv" => "text/tab-separated-values",
        "txt" => "text/plain",
        "wav" => "audio/wav",
        "webm" => "video/webm",
        "webp" => "image/webp",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        "yaml" | "yml" => "application/yaml",
        "zip" => "application/zip",
        _ => return None,
    })
}

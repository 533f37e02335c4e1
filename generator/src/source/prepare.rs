//! The passes over one document before it is lowered.

use super::Input;
use super::support::origins::Origins;
use super::{audit, downlevel};
use crate::diagnostic::{Code, Diagnostic, Severity};
use serde_json::Value;

/// A document that the lowering can read.
pub struct Prepared {
    /// The document after the downlevelling.
    pub document: Value,
    /// Where its parts were written.
    pub origins: Origins,
}

/// Audits and downlevels the document of an input. Without a result there is at least one error.
pub fn prepare(document: Value, input: &Input, diagnostics: &mut Vec<Diagnostic>) -> Option<Prepared> {
    let known = diagnostics.len();
    match check_version(&document) {
        Ok(later) => diagnostics.extend(later),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return None;
        }
    }
    audit::audit(&document, diagnostics);
    if diagnostics[known..].iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return None;
    }
    let (document, moves) = downlevel::downlevel(document);
    let mut origins = input.origins.clone();
    origins.then(moves);
    Some(Prepared { document, origins })
}

/// Only OpenAPI 3 is read; a version that is not known yet is worth a word.
fn check_version(document: &Value) -> Result<Option<Diagnostic>, Box<Diagnostic>> {
    let wrong = |code, message: &str, pointer: &str, help: &str| {
        Err(Box::new(Diagnostic::new(code, message).at(pointer).help(help)))
    };
    if !document.is_object() {
        return wrong(
            Code::NotADocument,
            "the top level is not an object",
            "",
            "an OpenAPI document begins with `openapi: 3.1.0`",
        );
    }
    if document.get("swagger").is_some() {
        return wrong(
            Code::UnsupportedVersion,
            "this document is older than Swagger 2.0",
            "/swagger",
            "write it in OpenAPI 3; Swagger 2.0 is read too",
        );
    }
    let version = match document.get("openapi") {
        Some(Value::String(version)) => version.clone(),
        Some(Value::Number(version)) => version.to_string(),
        _ => {
            return wrong(
                Code::NotADocument,
                "there is no `openapi` version",
                "",
                "an OpenAPI document begins with `openapi: 3.1.0`",
            );
        }
    };
    let mut parts = version.split('.');
    match (parts.next(), parts.next().and_then(|minor| minor.parse::<u32>().ok())) {
        (Some("3"), None | Some(0..=2)) => Ok(None),
        (Some("3"), Some(_)) => {
            let message = format!("OpenAPI {version} is read as 3.2");
            Ok(Some(
                Diagnostic::new(Code::LaterVersion, message)
                    .at("/openapi")
                    .help("keywords that are reported as unknown may be new"),
            ))
        }
        _ => wrong(
            Code::UnsupportedVersion,
            &format!("`{version}` is no version of OpenAPI 3"),
            "/openapi",
            "3.0, 3.1 and 3.2 are read",
        ),
    }
}

//! A call as a command line.

use crate::runtime::{
    client::{Core, Mode},
    error::display::is_secret,
    execute::plan::Plan,
    request::Draft,
};
use std::fmt::Write;

/// A `curl` command that makes the same request, credentials left out.
pub(crate) fn command<M: Mode>(core: &Core<M>, draft: &Draft) -> String {
    let plan = match Plan::new(core, &mut draft.redacted()) {
        Ok(plan) => plan,
        Err(error) => return format!("# {error}"),
    };
    let request = plan.request();
    let mut command = format!("curl -X {} {}", request.method(), quoted(&request.uri().to_string()));
    let mut header = |name: &str, value: &str| {
        write!(command, " -H {}", quoted(&format!("{name}: {value}"))).expect("writing to a String cannot fail");
    };
    for line in plan.security.described() {
        header(line.0, line.1);
    }
    for (name, value) in request.headers() {
        let secret = value.is_sensitive() || is_secret(name);
        header(name.as_str(), if secret { "[redacted]" } else { value.to_str().unwrap_or("[not text]") });
    }
    match request.body().as_bytes() {
        Some(body) if !body.is_empty() => {
            write!(command, " --data-binary {}", quoted(&String::from_utf8_lossy(body)))
                .expect("writing to a String cannot fail");
        }
        _ => {}
    }
    command
}

/// In single quotes for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

//! The settings of a client in environment variables.

use super::config::GivenUrl;
use crate::runtime::{
    auth::AccessToken,
    error::{BuildError, BuildErrorKind},
    operation::ApiInfo,
};

/// What the variables of an API say.
#[derive(Debug)]
pub(super) struct Variables {
    pub(super) token: Option<AccessToken>,
    pub(super) server: Option<String>,
    pub(super) base_url: Option<GivenUrl>,
}

impl Variables {
    /// Reads the variables through a function that looks one up. Spaces and line ends around a value, which files with
    /// secrets often have at their end, are no part of it.
    pub(super) fn read(
        api: &ApiInfo,
        variable: impl Fn(&str) -> Result<Option<String>, BuildError>,
    ) -> Result<Self, BuildError> {
        let get = |name: &str| -> Result<Option<String>, BuildError> {
            if name.is_empty() {
                return Ok(None);
            }
            let value = variable(name)?.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
            match value {
                Some(value) if is_quoted(&value) => Err(invalid(
                    name,
                    "has quotes around its value; they are part of it where no shell takes them off, such as in \
                     `docker --env-file`, so leave them out",
                )),
                value => Ok(value),
            }
        };
        Ok(Self {
            token: get(api.token_variable)?.map(AccessToken::from),
            server: get(api.server_variable)?,
            base_url: get(api.base_url_variable)?.map(GivenUrl),
        })
    }
}

fn is_quoted(value: &str) -> bool {
    ['"', '\''].into_iter().any(|quote| value.len() > 1 && value.starts_with(quote) && value.ends_with(quote))
}

/// The error for a variable whose value cannot be used; it never shows the value.
pub(super) fn invalid(name: &str, why: &str) -> BuildError {
    BuildError::new(BuildErrorKind::InvalidVariable, format!("environment variable `{name}` {why}"))
}

/// The error for a client without credential.
pub(super) fn missing_token(api: &ApiInfo) -> BuildError {
    let (name, title) = (api.token_variable, api.title);
    let message = format!("environment variable `{name}` is not set; it has to hold the {title} token");
    BuildError::new(BuildErrorKind::MissingVariable, message)
}

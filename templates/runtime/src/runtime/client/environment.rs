//! The settings of a client in environment variables.

use super::config::GivenUrl;
use crate::runtime::{
    auth::AccessToken,
    error::{BuildError, BuildErrorKind},
    operation::{ApiInfo, SchemeVariable, UrlVariable},
    support::is_quoted,
};

/// What the variables of an API say.
#[derive(Debug)]
pub(super) struct Variables {
    pub(super) token: Option<AccessToken>,
    /// The credentials of schemes that operations need together with others.
    pub(super) schemes: Vec<(&'static SchemeVariable, Option<AccessToken>)>,
    pub(super) server: Option<String>,
    pub(super) base_url: Option<GivenUrl>,
    /// Parts of the servers' URLs, by name.
    pub(super) url: Vec<(&'static str, String)>,
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
        let schemes = api.scheme_variables.iter();
        let schemes = schemes.map(|scheme| Ok((scheme, get(scheme.variable)?.map(AccessToken::from))));
        let mut url = Vec::new();
        for UrlVariable { name, variable } in api.url_variables {
            url.extend(get(variable)?.map(|value| (*name, value)));
        }
        Ok(Self {
            url,
            schemes: schemes.collect::<Result<_, BuildError>>()?,
            token: get(api.token_variable)?.map(AccessToken::from),
            server: get(api.server_variable)?,
            base_url: get(api.base_url_variable)?.map(GivenUrl),
        })
    }
}

/// The error for a variable whose value cannot be used; it never shows the value.
pub(super) fn invalid(name: &str, why: &str) -> BuildError {
    BuildError::new(BuildErrorKind::InvalidVariable, format!("environment variable `{name}` {why}"))
}

/// The error for a client without the credentials that these variables hold.
pub(super) fn missing_credentials(api: &ApiInfo, variables: &[&str]) -> BuildError {
    let title = api.title;
    let message = match variables {
        [one] => format!("environment variable `{one}` is not set; it has to hold the {title} token"),
        several => format!(
            "environment variables `{}` are not set; they have to hold the {title} credentials",
            several.join("` and `")
        ),
    };
    BuildError::new(BuildErrorKind::MissingVariable, message)
}

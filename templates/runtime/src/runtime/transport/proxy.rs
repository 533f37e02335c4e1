//! Which proxy a request goes through, read from the environment the same way in both modes.
//!
//! `HTTPS_PROXY` holds for `https`, `HTTP_PROXY` for `http`, `ALL_PROXY` for both where these are not set, each also in
//! lower case. The hosts in `NO_PROXY` are reached directly, and this machine always is: a token on its way to it may
//! travel unencrypted, which it may not on the way to a proxy.

use crate::runtime::{
    error::{BuildError, BuildErrorKind, redacted_url},
    support::is_loopback,
};
use http::{Uri, uri::Scheme};
use std::{ffi::OsString, net::IpAddr};

/// The proxies of a process.
#[derive(Default)]
pub(crate) struct Proxies {
    http: Option<String>,
    https: Option<String>,
    exceptions: Vec<Exception>,
}

/// Hosts that are reached directly.
enum Exception {
    All,
    /// An address, or those with its first bits.
    Network {
        address: IpAddr,
        bits: u8,
        port: Option<u16>,
    },
    /// A name, and those below it.
    Domain {
        name: String,
        port: Option<u16>,
    },
}

impl Proxies {
    /// The proxies in the environment.
    ///
    /// # Errors
    ///
    /// If a variable holds no URL of a proxy, or one that cannot be used.
    pub(crate) fn from_env() -> Result<Self, BuildError> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, BuildError> {
        // The first of these that is set.
        let set = |names: &[&'static str]| -> Result<Option<(&'static str, String)>, BuildError> {
            for name in names.iter().copied() {
                let Some(value) = variable(name) else { continue };
                let value = value.to_str().ok_or_else(|| unusable(name, "holds what is not UTF-8"))?.trim();
                if !value.is_empty() {
                    return Ok(Some((name, value.to_owned())));
                }
            }
            Ok(None)
        };
        // A web server hands the header `Proxy` of its clients to CGI programs in `HTTP_PROXY`.
        let is_cgi = variable("REQUEST_METHOD").is_some_and(|value| !value.is_empty());
        let proxy = |names: &[&'static str]| set(names)?.map(|(name, value)| proxy_url(name, &value)).transpose();
        let all = proxy(&["ALL_PROXY", "all_proxy"])?;
        let exceptions = set(&["NO_PROXY", "no_proxy"])?.map(|(_, value)| value).unwrap_or_default();
        let plain: &[_] = if is_cgi { &["http_proxy"] } else { &["HTTP_PROXY", "http_proxy"] };
        Ok(Self {
            http: proxy(plain)?.or_else(|| all.clone()),
            https: proxy(&["HTTPS_PROXY", "https_proxy"])?.or(all),
            exceptions: exceptions.split(|at: char| at == ',' || at.is_whitespace()).filter_map(exception).collect(),
        })
    }

    /// The URL of the proxy for requests to a URL; none if they go to the host itself.
    pub(crate) fn proxy_for(&self, uri: &Uri) -> Option<&str> {
        let is_encrypted = uri.scheme() == Some(&Scheme::HTTPS);
        let proxy = if is_encrypted { &self.https } else { &self.http }.as_deref()?;
        let host = uri.host()?;
        let port = uri.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 });
        let is_direct = is_loopback(host) || self.exceptions.iter().any(|exception| exception.holds_for(host, port));
        (!is_direct).then_some(proxy)
    }
}

impl Exception {
    fn holds_for(&self, host: &str, at: u16) -> bool {
        let is_port = |port: &Option<u16>| port.is_none_or(|port| port == at);
        match self {
            Self::All => true,
            Self::Network { address, bits, port } => {
                is_port(port) && literal(host).is_some_and(|host| is_within(host, *address, *bits))
            }
            Self::Domain { name, port } => {
                let host = host.trim_end_matches('.').to_ascii_lowercase();
                let is_name =
                    host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
                is_port(port) && is_name
            }
        }
    }
}

/// The URL of a proxy as both HTTP libraries read it. A value without a scheme is the host of an `http` proxy.
fn proxy_url(variable: &str, value: &str) -> Result<String, BuildError> {
    let wrong = |why: &str| {
        let shown = redacted_url(value);
        let shown = if shown.contains("://") { shown } else { shown.rsplit('@').next().unwrap_or_default().to_owned() };
        unusable(variable, &format!("holds `{shown}`, {why}"))
    };
    let url = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let uri: Uri = url.parse().map_err(|_| wrong("which is not the URL of a proxy"))?;
    let scheme = uri.scheme_str().map(str::to_ascii_lowercase);
    let scheme = match scheme.as_deref() {
        Some("socks") => "socks5",
        Some(scheme @ ("http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h")) => scheme,
        _ => return Err(wrong("but proxies are `http`, `https`, `socks4`, `socks4a`, `socks5` or `socks5h`")),
    };
    let authority = uri.authority().filter(|authority| !authority.host().is_empty());
    let authority = authority.ok_or_else(|| wrong("which names no host"))?;
    Ok(format!("{scheme}://{authority}"))
}

fn unusable(variable: &str, why: &str) -> BuildError {
    BuildError::new(BuildErrorKind::Proxy, format!("environment variable `{variable}` {why}"))
}

/// An entry of `NO_PROXY`: `*`, a name with or without a dot or `*.` before it, an address, or a network, each but the
/// network also with a port.
fn exception(entry: &str) -> Option<Exception> {
    if entry.is_empty() {
        return None;
    }
    if entry == "*" {
        return Some(Exception::All);
    }
    if let Some((address, bits)) = entry.split_once('/') {
        let (address, bits) = (literal(address)?, bits.parse().ok()?);
        return Some(Exception::Network { address, bits, port: None });
    }
    if let Some(address) = literal(entry) {
        return Some(Exception::Network { address, bits: u8::MAX, port: None });
    }
    let (name, port) = match entry.rsplit_once(':') {
        Some((name, port)) => (name, Some(port.parse().ok()?)),
        None => (entry, None),
    };
    if let Some(address) = literal(name) {
        return Some(Exception::Network { address, bits: u8::MAX, port });
    }
    let name = name.strip_prefix('*').unwrap_or(name).trim_matches('.').to_ascii_lowercase();
    (!name.is_empty()).then_some(Exception::Domain { name, port })
}

/// The address that a host is, with or without brackets. An IPv4 address within IPv6 is that IPv4 address.
fn literal(host: &str) -> Option<IpAddr> {
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

/// Whether the first bits of two addresses are the same.
fn is_within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let (width, one, other) = match (address, network) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (32, u128::from(one.to_bits()), u128::from(other.to_bits())),
        (IpAddr::V6(one), IpAddr::V6(other)) => (128, one.to_bits(), other.to_bits()),
        _ => return false,
    };
    (one ^ other).checked_shr(u32::from(width - bits.min(width))).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::Proxies;
    use crate::runtime::error::BuildErrorKind;
    use std::ffi::OsString;

    fn proxies(variables: &[(&str, &str)]) -> Proxies {
        let find =
            |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
        Proxies::from_variables(find).unwrap_or_else(|error| panic!("{error}"))
    }

    fn is_proxied(no_proxy: &str, url: &str) -> bool {
        proxies(&[("ALL_PROXY", "p:1"), ("NO_PROXY", no_proxy)]).proxy_for(&url.parse().unwrap()).is_some()
    }

    #[test]
    fn each_scheme_has_its_variable() {
        let all = [("HTTP_PROXY", "http://plain:1"), ("https_proxy", "u:p@secure:2"), ("ALL_PROXY", "SOCKS://all:3/")];
        let find = |variables: &[(&str, &str)], url: &str| {
            proxies(variables).proxy_for(&url.parse().unwrap()).map(str::to_owned)
        };
        assert_eq!(find(&all, "http://a.test").as_deref(), Some("http://plain:1"));
        assert_eq!(find(&all, "https://a.test").as_deref(), Some("http://u:p@secure:2"));
        assert_eq!(find(&all[2..], "http://a.test").as_deref(), Some("socks5://all:3"));
        assert_eq!(find(&all[2..], "https://a.test").as_deref(), Some("socks5://all:3"));
        assert_eq!(find(&[("HTTPS_PROXY", " ")], "https://a.test"), None);
        assert_eq!(find(&[("HTTP_PROXY", "evil:1"), ("REQUEST_METHOD", "GET")], "http://a.test"), None);
    }

    #[test]
    fn this_machine_is_never_proxied() {
        for host in [
            "localhost",
            "LOCALHOST:8080",
            "a.localhost",
            "127.0.0.1",
            "127.8.9.1:1",
            "[::1]",
            "[::1]:443",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(!is_proxied("", &format!("http://{host}/x")), "{host}");
            assert!(!is_proxied("", &format!("https://{host}/x")), "{host}");
        }
        for host in ["localhost.evil.test", "127.0.0.1.evil.test", "10.0.0.1", "[::2]", "a.test"] {
            assert!(is_proxied("", &format!("http://{host}/x")), "{host}");
        }
    }

    #[test]
    fn exceptions_are_names_addresses_and_networks() {
        for (no_proxy, direct, proxied) in [
            ("*", &["http://a.test", "https://[2001:db8::1]"][..], &[][..]),
            ("a.test", &["http://a.test", "https://b.A.test.", "http://a.test:81"], &["http://ba.test", "http://test"]),
            (".a.test, *.b.test", &["http://x.a.test", "http://a.test", "http://x.b.test"], &["http://ab.test"]),
            ("a.test:81\n b.test:443", &["http://a.test:81", "https://b.test"], &["http://a.test", "http://b.test"]),
            ("10.1.2.3", &["http://10.1.2.3:9"], &["http://10.1.2.4", "http://x10.1.2.3"]),
            ("10.0.0.0/8,192.168.1.0/25", &["http://10.9.9.9", "http://192.168.1.127"], &["http://192.168.1.128"]),
            ("0.0.0.0/0", &["http://8.8.8.8"], &["http://[2001:db8::1]", "http://a.test"]),
            (
                "2001:db8::/32,[2001:db9::1]:80",
                &["http://[2001:db8:9::1]", "http://[2001:db9::1]"],
                &["http://[2001:db9::1]:81"],
            ),
            (",, a.test/8, 10.0.0.0/x, :1", &[], &["http://a.test", "http://10.0.0.0"]),
        ] {
            direct.iter().for_each(|url| assert!(!is_proxied(no_proxy, url), "{no_proxy}: {url}"));
            proxied.iter().for_each(|url| assert!(is_proxied(no_proxy, url), "{no_proxy}: {url}"));
        }
    }

    #[test]
    fn a_proxy_that_cannot_be_used_is_an_error_that_names_the_variable() {
        for value in [
            "ftp://proxy.test",
            "http://",
            "http://user:hunter2@",
            "ftp://user:hunter2@proxy.test",
            "user:hunter2@a b",
            "quic://x",
        ] {
            let error = Proxies::from_variables(|name| (name == "ALL_PROXY").then(|| value.into())).err().unwrap();
            assert_eq!(error.kind(), BuildErrorKind::Proxy);
            let shown = error.to_string();
            assert!(shown.contains("`ALL_PROXY`") && !shown.contains("hunter2"), "{shown}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_variable_that_is_no_text_is_not_skipped_in_silence() {
        use std::os::unix::ffi::OsStringExt;
        for variable in ["HTTP_PROXY", "https_proxy", "ALL_PROXY", "no_proxy"] {
            let find = |name: &str| (name == variable).then(|| OsString::from_vec(b"http://p\xff".to_vec()));
            let error = Proxies::from_variables(find).err().unwrap();
            assert_eq!(error.to_string(), format!("environment variable `{variable}` holds what is not UTF-8"));
        }
    }
}

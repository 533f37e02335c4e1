//! Settings of TLS on the client itself: roots, the client's certificate, and systems without certificates.

use crate::{
    api::{API, Acme, Thing},
    harness::{again, run},
    tls::{Server, certified, identity, serve, serve_with},
};
use sdk_runtime::runtime::{Async, Blocking, BuildErrorKind, ClientConfig, Error, ErrorKind, Mode};
use std::sync::atomic::Ordering;

fn config<M: Mode>(url: &str) -> ClientConfig<M> {
    ClientConfig::new(&API).access_token("secret-token").base_url(url)
}

/// What both modes make of a call with a setting.
fn called(
    url: &str,
    future: impl FnOnce(ClientConfig<Async>) -> ClientConfig<Async>,
    blocking: impl FnOnce(ClientConfig<Blocking>) -> ClientConfig<Blocking>,
) -> [Result<Thing, Error>; 2] {
    let future = Acme(future(config(url)).build().unwrap());
    [run(async { future.get("x").await }), Acme(blocking(config(url)).build().unwrap()).get("x").send()]
}

/// The environment of a process in which the system has these certificates.
fn system<'a>(file: &'a str, url: &'a str) -> [(&'a str, &'a str); 3] {
    [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", "/nowhere"), ("SDK_TEST_URL", url)]
}

#[test]
fn a_given_root_certificate_is_trusted_in_both_modes() {
    let Server { url, authority_pem, .. } = serve("localhost");
    let (one, other) = (authority_pem.clone(), authority_pem);
    for only in [false, true] {
        let with = |config: ClientConfig<Async>| if only { config.only_root_certificates() } else { config };
        let twin = |config: ClientConfig<Blocking>| if only { config.only_root_certificates() } else { config };
        let results =
            called(&url, |config| with(config.root_certificate(&one)), |config| twin(config.root_certificate(&other)));
        results.into_iter().for_each(|result| assert_eq!(result.unwrap().id, "x"));
    }
}

#[test]
fn a_client_proves_who_it_is_by_its_identity_in_both_modes() {
    let (authority, server) = certified("localhost", true);
    let (root, identity) = (authority.pem(), identity(&authority));
    let server = serve_with(&authority, server);
    let results = called(
        &server.url,
        |config| config.root_certificate(&root).identity(&identity),
        |config| config.root_certificate(&root).identity(&identity),
    );
    results.into_iter().for_each(|result| assert_eq!(result.unwrap().id, "x"));
    assert_eq!(server.requests.load(Ordering::SeqCst), 2);
    let config: ClientConfig<Async> = config(&server.url).identity(&identity);
    assert!(!format!("{config:?}").contains("PRIVATE"), "{config:?}");
}

#[test]
fn certificates_that_cannot_be_used_are_errors_when_the_client_is_built() {
    let (authority, _) = certified("localhost", false);
    let url = "https://localhost";
    for (config, why) in [
        (config::<Async>(url).root_certificate("no PEM"), "a root certificate holds no certificate in PEM"),
        (config::<Async>(url).identity(authority.pem()), "the identity holds no private key in PEM"),
        (config::<Async>(url).only_root_certificates(), "none is given"),
    ] {
        let error = config.build().unwrap_err();
        assert_eq!(error.kind(), BuildErrorKind::Tls);
        assert!(error.to_string().contains(why), "{error}");
    }
    let error = config::<Blocking>(url).identity("nothing").build().unwrap_err();
    assert!(error.to_string().contains("the identity holds no certificate in PEM"), "{error}");
}

#[test]
#[cfg(target_os = "linux")]
fn without_certificates_of_the_system_the_first_https_url_says_what_to_do() {
    const TEST: &str = "tls_settings::without_certificates_of_the_system_the_first_https_url_says_what_to_do";
    if let Ok(url) = std::env::var("SDK_TEST_URL") {
        for result in called(&url, |config| config, |config| config) {
            let error = result.unwrap_err();
            let text = error.to_string();
            assert_eq!(error.kind(), ErrorKind::Tls, "{text}");
            assert!(text.contains("install `ca-certificates`, set SSL_CERT_FILE"), "{text}");
        }
        return;
    }
    let server = serve("localhost");
    again(TEST, &system("/nowhere", &server.url));
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn certificates_of_the_system_are_read_once_per_process() {
    const TEST: &str = "tls_settings::certificates_of_the_system_are_read_once_per_process";
    if let (Ok(url), Ok(file)) = (std::env::var("SDK_TEST_URL"), std::env::var("SSL_CERT_FILE")) {
        called(&url, |config| config, |config| config).into_iter().for_each(|result| drop(result.unwrap()));
        std::fs::remove_file(file).unwrap();
        called(&url, |config| config, |config| config).into_iter().for_each(|result| drop(result.unwrap()));
        return;
    }
    let server = serve("localhost");
    let file = format!("{}/system-certificates.pem", env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(&file, &server.authority_pem).unwrap();
    again(TEST, &system(&file, &server.url));
    assert_eq!(server.requests.load(Ordering::SeqCst), 4);
}

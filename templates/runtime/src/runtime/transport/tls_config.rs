//! How TLS by rustls is configured: cryptography, trusted roots, and the certificate of the client.
//!
//! Where nothing is given, all clients of a process share one configuration: reading the certificates of the system
//! takes 12 ms and 100 KiB.

use super::TlsOptions;
use crate::runtime::error::{BuildError, BuildErrorKind};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::CryptoProvider,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
};
use rustls_platform_verifier::Verifier;
use std::{
    fmt,
    sync::{Arc, OnceLock},
};

/// The configuration of a client that speaks these protocols over TLS.
pub(super) fn client_config(options: &TlsOptions, protocols: &[&[u8]]) -> Result<ClientConfig, BuildError> {
    let mut config = if options.is_usual() { usual()? } else { configured(options)?.0 };
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
    Ok(config)
}

/// The configuration of clients for which nothing is given.
fn usual() -> Result<ClientConfig, BuildError> {
    static USUAL: OnceLock<ClientConfig> = OnceLock::new();
    if let Some(config) = USUAL.get() {
        return Ok(config.clone());
    }
    let (config, trusts_anybody) = configured(&TlsOptions::default())?;
    // A system without certificates may get some, so the next client looks again.
    if trusts_anybody {
        drop(USUAL.set(config.clone()));
    }
    Ok(config)
}

/// A configuration, and whether there is anybody it trusts.
fn configured(options: &TlsOptions) -> Result<(ClientConfig, bool), BuildError> {
    let provider = provider()?;
    let (verifier, trusts_anybody) = verifier(options, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| wrong("TLS could not be set up").with_source(error))?
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    let config = match &options.identity {
        None => builder.with_no_client_auth(),
        Some(pem) => {
            let chain = certificates(pem, "the identity")?;
            let key = PrivateKeyDer::from_pem_slice(pem)
                .map_err(|error| wrong("the identity holds no private key in PEM").with_source(error))?;
            let config = builder.with_client_auth_cert(chain, key);
            config.map_err(|error| wrong("certificate and key of the identity cannot be used").with_source(error))?
        }
    };
    Ok((config, trusts_anybody))
}

/// The cryptography: with feature `no-provider` what the process has installed, else what is built in. It is named for
/// each configuration, because a process can have several, and rustls panics where it cannot tell which is meant.
fn provider() -> Result<Arc<CryptoProvider>, BuildError> {
    let installed = if cfg!(feature = "no-provider") { CryptoProvider::get_default().cloned() } else { None };
    installed.or_else(built_in).ok_or_else(|| {
        wrong(
            "rustls has no cryptography: install one in the process with `CryptoProvider::install_default()` before the \
             client is built, or turn on feature `ring` or `aws-lc-rs`",
        )
    })
}

#[cfg(feature = "aws-lc-rs")]
fn built_in() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
}

#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
fn built_in() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn built_in() -> Option<Arc<CryptoProvider>> {
    None
}

/// Who decides about the certificate of a server, and whether there is anybody it trusts.
fn verifier(
    options: &TlsOptions,
    provider: &Arc<CryptoProvider>,
) -> Result<(Arc<dyn ServerCertVerifier>, bool), BuildError> {
    let mut roots = RootCertStore::empty();
    let mut given = Vec::new();
    for pem in &options.roots {
        for certificate in certificates(pem, "a root certificate")? {
            let added = roots.add(certificate.clone());
            added.map_err(|error| wrong("a root certificate cannot be used").with_source(error))?;
            given.push(certificate);
        }
    }
    if options.only_roots {
        if roots.is_empty() {
            return Err(wrong("only given root certificates are to be trusted, and none is given"));
        }
        return trusting(roots, provider);
    }
    match with_system_roots(given, provider) {
        Ok(verifier) => Ok((Arc::new(verifier), true)),
        Err(_) => without_system_roots(roots, provider),
    }
}

#[cfg(not(target_os = "android"))]
fn with_system_roots(
    given: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(given, Arc::clone(provider))
}

/// Android decides by itself, and takes no certificates of others beside its own.
#[cfg(target_os = "android")]
fn with_system_roots(
    given: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    match given.is_empty() {
        true => Verifier::new(Arc::clone(provider)),
        false => Err(rustls::Error::General("Android takes no root certificates of an application".to_owned())),
    }
}

/// Where the system has no certificates: those that are built in and the given ones, or nobody.
fn without_system_roots(
    roots: RootCertStore,
    provider: &Arc<CryptoProvider>,
) -> Result<(Arc<dyn ServerCertVerifier>, bool), BuildError> {
    let roots = with_built_in(roots);
    if roots.is_empty() { Ok((Arc::new(Nobody(Arc::clone(provider))), false)) } else { trusting(roots, provider) }
}

#[cfg(feature = "webpki-roots")]
fn with_built_in(mut roots: RootCertStore) -> RootCertStore {
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    roots
}

#[cfg(not(feature = "webpki-roots"))]
fn with_built_in(roots: RootCertStore) -> RootCertStore {
    roots
}

fn trusting(
    roots: RootCertStore,
    provider: &Arc<CryptoProvider>,
) -> Result<(Arc<dyn ServerCertVerifier>, bool), BuildError> {
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider)).build();
    let verifier = verifier.map_err(|error| wrong("the root certificates cannot be used").with_source(error))?;
    Ok((verifier, true))
}

/// The certificates in a text in PEM, at least one.
fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let read = read.map_err(|error| wrong(format!("{what} is no PEM")).with_source(error))?;
    if read.is_empty() { Err(wrong(format!("{what} holds no certificate in PEM"))) } else { Ok(read) }
}

fn wrong(why: impl Into<String>) -> BuildError {
    BuildError::new(BuildErrorKind::Tls, why)
}

/// Trusts nobody, because there is nobody to trust, and says so when it matters: a client for plain `http`, or one
/// that is never used, needs no certificates.
#[derive(Debug)]
struct Nobody(Arc<CryptoProvider>);

/// Why no server is trusted.
struct NoRoots;

/// The same words: rustls shows errors of others so.
impl fmt::Debug for NoRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for NoRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "this system has no CA certificates; install `ca-certificates`, set SSL_CERT_FILE to a file of them, give \
             `root_certificate(..)`, or turn on feature `webpki-roots`",
        )
    }
}

impl std::error::Error for NoRoots {}

impl ServerCertVerifier for Nobody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Err(rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(NoRoots)))))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.0.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

//! The settings of TLS.

use super::{ClientConfig, Mode};

/// Settings of TLS by rustls, for the built-in transports.
impl<M: Mode> ClientConfig<M> {
    /// The certificate by which the client proves who it is (mutual TLS), and its private key: PEM texts one after the
    /// other, the certificate first and those between it and its authority behind it.
    pub fn identity(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.options.tls.identity = Some(pem.as_ref().into());
        self
    }

    /// A certificate, or several, in PEM, of an authority that is trusted beside those of the system.
    pub fn root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.options.tls.roots.push(pem.as_ref().into());
        self
    }

    /// Trusts nobody but the authorities given by [`root_certificate`](Self::root_certificate).
    pub fn only_root_certificates(mut self) -> Self {
        self.options.tls.only_roots = true;
        self
    }
}

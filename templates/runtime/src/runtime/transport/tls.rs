//! Tells failures of TLS from others, whatever they are wrapped in.

use std::{error::Error as StdError, io};

/// An error, what caused it, what caused that, and so on.
pub(super) fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        // An I/O error shows what its cause was caused by, not the cause itself.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        wrapped.map(|error| error as &(dyn StdError + 'static)).or_else(|| error.source())
    })
}

/// Whether TLS is the cause of an error.
pub(super) fn is_cause(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(is_tls)
}

/// Whether the server refuses the client's handshake. In TLS 1.3 it does so when the client has sent its request
/// already, as with a client certificate that is missing; the server does not look at that request.
#[cfg(any(feature = "async", feature = "_rustls"))]
pub(super) fn is_refusal(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "_rustls")]
    return causes(error).any(|cause| cause.downcast_ref().is_some_and(is_handshake_alert));
    #[cfg(not(feature = "_rustls"))]
    {
        let _ = error;
        false
    }
}

#[cfg(feature = "_rustls")]
fn is_handshake_alert(error: &rustls::Error) -> bool {
    use rustls::AlertDescription as Alert;
    let rustls::Error::AlertReceived(alert) = error else { return false };
    matches!(
        alert,
        Alert::HandshakeFailure
            | Alert::ProtocolVersion
            | Alert::InsufficientSecurity
            | Alert::UnrecognisedName
            | Alert::UnknownCA
            | Alert::AccessDenied
            | Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::CertificateRequired
            | Alert::NoApplicationProtocol
    )
}

fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "_rustls")]
    if error.is::<rustls::Error>() {
        return true;
    }
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return true;
    }
    let _ = error;
    false
}

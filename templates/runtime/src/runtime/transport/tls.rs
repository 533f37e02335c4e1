//! Tells failures of TLS from others, whatever they are wrapped in.

use std::{error::Error as StdError, io};

/// Whether TLS is the cause of an error.
pub(super) fn is_cause(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if is_tls(error) {
            return true;
        }
        // An I/O error shows what its cause was caused by, not the cause itself.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = wrapped.map(|error| error as &(dyn StdError + 'static)).or_else(|| error.source());
    }
    false
}

fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "rustls")]
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

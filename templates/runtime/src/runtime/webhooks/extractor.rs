//! The extractor that each API has of its own. It is not exported: a crate whose sources are included, as a build script
//! writes them, could not use it by path.
#![allow(unused_imports, unused_macros, reason = "an API without signed deliveries has no use for it")]

/// Defines the extractor of an API's deliveries.
macro_rules! webhook_extractor {
    ($(#[$meta:meta])* $name:ident($event:ty)) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name(pub $crate::runtime::webhooks::Delivery<$event>);

        impl<S> ::axum_core::extract::FromRequest<S> for $name
        where
            S: ::std::marker::Send + ::std::marker::Sync,
            $crate::runtime::webhooks::Verifier<$event>: ::axum_core::extract::FromRef<S>,
        {
            type Rejection = ::axum_core::response::Response;

            async fn from_request(
                request: ::axum_core::extract::Request,
                state: &S,
            ) -> ::std::result::Result<Self, Self::Rejection> {
                $crate::runtime::webhooks::axum::delivery(request, state).await.map(Self)
            }
        }
    };
}

pub(crate) use webhook_extractor;

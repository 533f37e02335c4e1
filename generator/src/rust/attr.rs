//! Attributes.

use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// `#[cfg(…)]` for an item that is there if any of these features is on; nothing for no features, which means
/// always.
pub fn any_feature(features: &BTreeSet<String>) -> TokenStream {
    let features: Vec<&String> = features.iter().collect();
    match features.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(#[cfg(feature = #one)]),
        many => quote!(#[cfg(any(#(feature = #many),*))]),
    }
}

/// `#[deprecated]` where `note` is given.
pub fn deprecated(note: Option<&str>) -> TokenStream {
    note.map(|note| quote!(#[deprecated(note = #note)])).unwrap_or_default()
}

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

/// `#[deprecated]` for what the document marks so, since a version where that is known.
pub fn deprecated(marked: bool, since: Option<&str>) -> TokenStream {
    let since = since.map(|since| quote!(since = #since,));
    if marked {
        quote!(#[deprecated(#since note = "the API's document marks it as deprecated")])
    } else {
        TokenStream::new()
    }
}

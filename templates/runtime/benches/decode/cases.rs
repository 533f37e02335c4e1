//! The four pages with both ways to decode each.

use sdk_runtime::runtime::json::decode_slice;

use crate::models::{derived, tape};
use crate::pages;

/// A page and the two decoders. They return how many items they found, so that nothing is optimised away.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) text: String,
    pub(crate) tape: fn(&str) -> usize,
    pub(crate) derived: fn(&str) -> usize,
}

fn with_tape<T: sdk_runtime::runtime::json::Decode>(text: &str) -> usize {
    let page: tape::Page<T> = decode_slice(text.as_bytes()).expect("the page decodes");
    page.items.len()
}

fn with_derived<T: serde::de::DeserializeOwned>(text: &str) -> usize {
    let page: derived::Page<T> = serde_json::from_slice(text.as_bytes()).expect("the page decodes");
    page.items.len()
}

/// Pages of a hundred items.
pub(crate) fn cases() -> Vec<Case> {
    macro_rules! case {
        ($name:literal, $template:ident, $ty:ident) => {
            Case {
                name: $name,
                text: pages::page(pages::$template, 100),
                tape: with_tape::<tape::$ty>,
                derived: with_derived::<derived::$ty>,
            }
        };
    }
    vec![
        case!("orders", ORDER, Order),
        case!("products", PRODUCT, Product),
        case!("subscriptions", SUBSCRIPTION, Subscription),
        case!("customers", CUSTOMER, Customer),
    ]
}

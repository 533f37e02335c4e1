//! The four pages with both ways to decode each.

use generated_sdk::polar::models;
use generated_sdk::runtime::json::{Decode, Document, decode_slice};
use serde::de::DeserializeOwned;

use crate::{derived, pages};

/// A page and its decoders. They return how many items they found, so that nothing is optimised away.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) text: String,
    pub(crate) generated: fn(&str) -> usize,
    pub(crate) derived: fn(&str) -> usize,
}

fn generated<T: Decode>(text: &str) -> usize {
    let document = Document::parse(text.as_bytes()).expect("the page is JSON");
    let items = document.root().get("items").expect("the page has items");
    Vec::<T>::decode(items).expect("the items decode").len()
}

fn derived<T: DeserializeOwned>(text: &str) -> usize {
    let page: derived::Page<T> = serde_json::from_slice(text.as_bytes()).expect("the page decodes");
    page.items.len()
}

/// Pages of a hundred items.
///
/// # Panics
///
/// If a page does not fit the models: then the two decoders would not do the same work.
pub(crate) fn cases() -> Vec<Case> {
    macro_rules! case {
        ($name:literal, $template:ident, $ty:ident) => {{
            let text = pages::page(pages::$template, 100);
            let page: generated_sdk::Map<generated_sdk::runtime::Json> =
                decode_slice(text.as_bytes()).expect("the page is JSON");
            for item in page["items"].as_list().expect("the page has items") {
                let model: models::$ty = item.decode().expect("the item decodes");
                assert_eq!(&generated_sdk::runtime::Json::of(&model), item, "nothing is lost");
                assert!(!format!("{model:?}").contains("extra: {\""), "the model knows all fields: {model:?}");
            }
            Case { name: $name, text, generated: generated::<models::$ty>, derived: derived::<derived::$ty> }
        }};
    }
    vec![
        case!("orders", ORDER, Order),
        case!("products", PRODUCT, Product),
        case!("subscriptions", SUBSCRIPTION, Subscription),
        case!("customers", CUSTOMER, Customer),
    ]
}

//! Documentation comments.

use crate::text::Block;
use proc_macro2::TokenStream;
use quote::quote;

/// `///` lines of blocks; an empty line between two of them.
pub fn doc(blocks: &[Block]) -> TokenStream {
    lines(blocks).map(|line| quote!(#[doc = #line])).collect()
}

/// `//!` lines of blocks.
pub fn doc_inner(blocks: &[Block]) -> TokenStream {
    lines(blocks).map(|line| quote!(#![doc = #line])).collect()
}

fn lines(blocks: &[Block]) -> impl Iterator<Item = String> {
    blocks.iter().enumerate().flat_map(|(index, block)| {
        let gap = (index > 0).then(String::new);
        gap.into_iter().chain(block.lines().map(|line| format!(" {line}").trim_end().to_owned()))
    })
}

//! `spec/<api>/docs.yaml`: the words about an API, where its document has none or others are wanted.

/// The words.
#[derive(Clone, Debug, Default)]
pub struct Words {}

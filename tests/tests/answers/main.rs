//! Tests of the SDK as a whole, in one program because each program links all of it.

mod fidelity;
mod formats;
mod hostile;
mod observed;
mod skew;
mod synthetic;

/// The document of an API, with what its overlay adds.
fn document(api: &str) -> serde_json::Value {
    sdk_tests::pipeline::of_workspace(api).document.value
}

/// A file of `spec/<api>/`.
fn read(api: &str, file: &str) -> serde_json::Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(api).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

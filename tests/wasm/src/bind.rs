//! `bind MODULE FOLDER`: writes the JavaScript through which Node uses a module.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else { panic!("bind MODULE FOLDER") };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let written = bindgen.input_path(module).nodejs(true).expect("a kind of output").typescript(false).generate(folder);
    written.expect("the module is one of wasm-bindgen's");
}

#[cfg(target_arch = "wasm32")]
fn main() {}

//! Lists what generated sources offer to their users, one line per item, read from the text with `syn`.
//!
//! The list is what a reviewer wants to see change: a method that lost a parameter, a field that became
//! optional, a variant that is gone. Docs, bodies and attributes are left out.

use std::path::Path;
use syn::{Fields, ImplItem, Item, ItemImpl, Visibility};

/// The public items of the module whose file is `root`, and of all modules below it, in source order.
///
/// # Panics
///
/// If a file is missing or is not Rust: the sources come from the generator, which has parsed them.
pub fn of(root: &Path, name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    file(root, name, &mut lines);
    lines
}

fn file(path: &Path, name: &str, lines: &mut Vec<String>) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let folder = match path.file_name().and_then(|name| name.to_str()) {
        Some("mod.rs" | "lib.rs") => path.parent().expect("a file has a folder").to_path_buf(),
        _ => path.with_extension(""),
    };
    for item in &parsed.items {
        item_lines(item, name, &folder, lines);
    }
}

fn item_lines(item: &Item, name: &str, folder: &Path, lines: &mut Vec<String>) {
    match item {
        Item::Mod(module) => {
            // What a private module offers is re-exported by the module around it.
            let inner = if is_public(&module.vis) { format!("{name}::{}", module.ident) } else { name.to_owned() };
            match &module.content {
                Some((_, items)) => items.iter().for_each(|item| item_lines(item, &inner, folder, lines)),
                None => {
                    let flat = folder.join(format!("{}.rs", module.ident));
                    let nested = folder.join(module.ident.to_string()).join("mod.rs");
                    file(if flat.exists() { &flat } else { &nested }, &inner, lines);
                }
            }
        }
        Item::Struct(item) if is_public(&item.vis) => {
            let mut head = item.clone();
            head.fields = Fields::Unit;
            head.semi_token = Some(Default::default());
            head.attrs.clear();
            lines.push(format!("{name}: {}", one_line(Item::Struct(head)).trim_end_matches(';')));
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                lines.push(format!("{name}::{}.{ident}: {}", item.ident, type_text(&field.ty)));
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            lines.push(format!("{name}: pub enum {}", item.ident));
            for variant in &item.variants {
                let fields: Vec<_> = variant.fields.iter().map(|field| type_text(&field.ty)).collect();
                let fields = if fields.is_empty() { String::new() } else { format!("({})", fields.join(", ")) };
                lines.push(format!("{name}::{}::{}{fields}", item.ident, variant.ident));
            }
        }
        Item::Impl(item) => impl_lines(item, name, lines),
        Item::Type(item) if is_public(&item.vis) => {
            lines.push(format!("{name}: pub type {} = {}", item.ident, type_text(&item.ty)));
        }
        Item::Fn(item) if is_public(&item.vis) => {
            let mut head = item.clone();
            head.block.stmts.clear();
            head.attrs.clear();
            lines.push(format!("{name}: {}", without_body(Item::Fn(head))));
        }
        _ => {}
    }
}

fn impl_lines(item: &ItemImpl, name: &str, lines: &mut Vec<String>) {
    let target = type_text(&item.self_ty);
    if let Some((path, ..)) = &item.trait_ {
        let path = type_text(&syn::Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: path.clone() }));
        // Decoding, encoding and the like every type has; conversions are what differs.
        if path.starts_with("From<") {
            lines.push(format!("{name}: impl {path} for {target}"));
        }
        return;
    }
    for member in &item.items {
        match member {
            // The setters of a model follow from its fields.
            ImplItem::Fn(method) if name.ends_with("::models") && method.sig.ident != "new" => {}
            ImplItem::Fn(method) if is_public(&method.vis) && !is_hidden(&method.attrs) => {
                let signature = &method.sig;
                let text = without_body(syn::parse_quote!(pub #signature {})).replace("(mut self", "(self");
                lines.push(format!("{name}::{target}: {}", text.trim_start_matches("pub ")));
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                lines.push(format!("{name}::{target}: const {}: {}", constant.ident, type_text(&constant.ty)));
            }
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "hidden")
    })
}

fn type_text(ty: &syn::Type) -> String {
    let text = one_line(syn::parse_quote!(type X = #ty;));
    text.trim_start_matches("type X = ").trim_end_matches(';').to_owned()
}

fn without_body(item: Item) -> String {
    one_line(item).trim_end_matches("{}").trim_end().to_owned()
}

/// The item as the formatter writes it, with the line breaks taken out.
fn one_line(item: Item) -> String {
    let text =
        prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] });
    let words: Vec<_> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace("( ", "(")
        .replace(", )", ")")
        .replace(",)", ")")
        .replace(" )", ")")
        .replace("< ", "<")
        .replace(", >", ">")
        .replace(",>", ">")
}

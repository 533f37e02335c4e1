//! Lists what generated sources offer to their users, one line per item, read from the text with `syn`.
//!
//! The list is what a reviewer wants to see change: a method that lost a parameter, a field that became
//! optional, a variant that is gone. Docs, bodies and attributes are left out. What belongs to a type stands below it;
//! long rows of variants without data, and what a type can be made from, are wrapped like prose.

use std::collections::BTreeMap;
use std::path::Path;
use syn::{ImplItem, Item, ItemImpl, Visibility};

/// Columns of wrapped rows.
const WIDTH: usize = 110;
/// Variants that stand on a line each; more are wrapped.
const ROW: usize = 12;

/// What one module offers: its types by name, and functions and the like under the empty name.
pub type Offers = BTreeMap<String, Offer>;

/// A type and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    head: String,
    members: Vec<String>,
    variants: Vec<String>,
    made_from: Vec<String>,
}

/// What the module whose file is `root`, and the public modules below it, offer, by path of the module.
///
/// # Panics
///
/// If a file is missing or is not Rust: the sources come from the generator, which has parsed them.
pub fn of(root: &Path, name: &str) -> BTreeMap<String, Offers> {
    let mut modules = BTreeMap::new();
    file(root, name, &mut modules);
    modules
}

/// Offers as text.
pub fn text<'a>(offers: impl IntoIterator<Item = (&'a String, &'a Offer)>) -> String {
    let mut lines = Vec::new();
    for (_, offer) in offers {
        let mut members = offer.members.clone();
        // Fields keep the order of the document, methods come after them.
        members.sort_by_key(|member| member.contains("fn "));
        lines.extend((!offer.head.is_empty()).then(|| offer.head.clone()));
        let indent = if offer.head.is_empty() { "" } else { "  " };
        lines.extend(members.iter().map(|member| format!("{indent}{member}")));
        if offer.variants.len() > ROW {
            wrap("", &offer.variants, &mut lines);
        } else {
            lines.extend(offer.variants.iter().map(|variant| format!("  {variant}")));
        }
        let mut made_from = offer.made_from.clone();
        made_from.sort();
        wrap("from ", &made_from, &mut lines);
    }
    lines.join("\n")
}

fn wrap(prefix: &str, words: &[String], lines: &mut Vec<String>) {
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && line.len() + word.len() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() { "  " } else { ", " });
        if line == "  " {
            line.push_str(prefix);
        }
        line.push_str(word);
    }
    lines.extend((!line.is_empty()).then_some(line));
}

type Modules = BTreeMap<String, Offers>;

fn offer<'a>(modules: &'a mut Modules, module: &str, owner: String) -> &'a mut Offer {
    modules.entry(module.to_owned()).or_default().entry(owner).or_default()
}

fn file(path: &Path, name: &str, modules: &mut Modules) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let folder = match path.file_name().and_then(|name| name.to_str()) {
        Some("mod.rs" | "lib.rs") => path.parent().expect("a file has a folder").to_path_buf(),
        _ => path.with_extension(""),
    };
    for one in &parsed.items {
        item(one, name, &folder, modules);
    }
}

fn item(item: &Item, name: &str, folder: &Path, modules: &mut Modules) {
    match item {
        Item::Mod(module) => {
            // What a private module offers is re-exported by the module around it, if it has a file of its own.
            let inner = if is_public(&module.vis) { format!("{name}::{}", module.ident) } else { name.to_owned() };
            match &module.content {
                Some(_) if !is_public(&module.vis) => {}
                Some((_, items)) => items.iter().for_each(|item| self::item(item, &inner, folder, modules)),
                None => {
                    let flat = folder.join(format!("{}.rs", module.ident));
                    let nested = folder.join(module.ident.to_string()).join("mod.rs");
                    file(if flat.exists() { &flat } else { &nested }, &inner, modules);
                }
            }
        }
        Item::Struct(item) if is_public(&item.vis) => {
            let offer = offer(modules, name, item.ident.to_string());
            offer.head = format!("struct {}{}", item.ident, generics(&item.generics));
            for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                // Every model has it.
                if ident != "extra" {
                    offer.members.push(format!("{ident}: {}", type_text(&field.ty)));
                }
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let offer = offer(modules, name, item.ident.to_string());
            offer.head = format!("enum {}{}", item.ident, generics(&item.generics));
            for variant in &item.variants {
                let fields: Vec<_> = variant.fields.iter().map(|field| type_text(&field.ty)).collect();
                let fields = if fields.is_empty() { String::new() } else { format!("({})", fields.join(", ")) };
                offer.variants.push(format!("{}{fields}", variant.ident));
            }
        }
        Item::Impl(item) => members(item, name, modules),
        Item::Type(item) if is_public(&item.vis) => {
            let generics = generics(&item.generics);
            let text = format!("type {}{generics} = {}", item.ident, type_text(&item.ty));
            // Methods stand below a name for one kind of a generic type.
            if generics.is_empty() {
                offer(modules, name, String::new()).members.push(text);
            } else {
                offer(modules, name, item.ident.to_string()).head = text;
            }
        }
        Item::Fn(item) if is_public(&item.vis) => {
            let mut head = item.clone();
            head.block.stmts.clear();
            head.attrs.clear();
            offer(modules, name, String::new()).members.push(without_body(Item::Fn(head)));
        }
        _ => {}
    }
}

fn members(item: &ItemImpl, name: &str, modules: &mut Modules) {
    let target = type_text(&item.self_ty);
    let owner = target.split('<').next().unwrap_or_default().to_owned();
    // Behind generic arguments of a type stands what only some of its kinds have.
    let only = if target.contains("<M>") || target == owner { String::new() } else { format!("{target}: ") };
    let offer = offer(modules, name, owner);
    if let Some((path, ..)) = &item.trait_ {
        let path = type_text(&syn::Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: path.clone() }));
        // Decoding, encoding and the like every type has; conversions are what differs.
        if let Some(source) = path.strip_prefix("From<").and_then(|path| path.strip_suffix('>')) {
            offer.made_from.push(source.to_owned());
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
                offer.members.push(format!("{only}{}", text.trim_start_matches("pub ")));
            }
            ImplItem::Const(constant) if is_public(&constant.vis) => {
                offer.members.push(format!("{only}const {}: {}", constant.ident, type_text(&constant.ty)));
            }
            _ => {}
        }
    }
}

fn generics(generics: &syn::Generics) -> String {
    let names: Vec<String> = generics.type_params().map(|one| one.ident.to_string()).collect();
    if names.is_empty() { String::new() } else { format!("<{}>", names.join(", ")) }
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

/// The item as the formatter writes it, with the line breaks removed.
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

//! Pages as an API of payments sends them, made up: one template per type, filled with values that differ from one item
//! to the next.

/// A page of `count` items of a type.
pub(crate) fn page(template: &str, count: usize) -> String {
    let items: Vec<String> = (0..count).map(|number| fill(template, number * 1_000)).collect();
    format!(r#"{{"items":[{}],"pagination":{{"total_count":{count},"max_page":1}}}}"#, items.join(","))
}

pub(crate) const ORDER: &str = include_str!("pages/order.json");
pub(crate) const PRODUCT: &str = include_str!("pages/product.json");
pub(crate) const SUBSCRIPTION: &str = include_str!("pages/subscription.json");
pub(crate) const CUSTOMER: &str = include_str!("pages/customer.json");

const PARTS: [(&str, &str); 4] = [
    ("@customer", CUSTOMER),
    ("@product", PRODUCT),
    ("@price", include_str!("pages/price.json")),
    ("@discount", include_str!("pages/discount.json")),
];

/// Replaces each placeholder: parts by their templates, the others by values that follow from `seed`.
fn fill(template: &str, mut seed: usize) -> String {
    let mut text = template.trim().to_owned();
    for (name, part) in PARTS {
        text = text.replace(name, part.trim());
    }
    let mut filled = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('@') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        seed += 1;
        let mixed = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (name, value) = match () {
            () if rest.starts_with("@id") => ("@id", uuid(mixed)),
            () if rest.starts_with("@time") => (
                "@time",
                format!(
                    "2026-{:02}-{:02}T{:02}:03:45.{:06}Z",
                    1 + mixed % 12,
                    1 + mixed % 28,
                    mixed % 24,
                    mixed % 1_000_000
                ),
            ),
            () if rest.starts_with("@int") => ("@int", (mixed % 100_000).to_string()),
            () if rest.starts_with("@name") => ("@name", format!("Name {}", mixed % 1_000_000)),
            () => ("@", "@".to_owned()),
        };
        filled.push_str(&value);
        rest = &rest[name.len()..];
    }
    filled.push_str(rest);
    filled
}

fn uuid(mixed: u64) -> String {
    let hex = format!("{mixed:016x}{:016x}", mixed.rotate_left(29));
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

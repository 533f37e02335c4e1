//! Values that a reader takes for real ones, by the name of the place they are for. Text that no format describes has
//! nothing else to go by.

use heck::ToSnakeCase;

/// A value for a text called so; none for a name that says nothing.
pub(super) fn plausible(name: &str) -> Option<&'static str> {
    let name = name.to_snake_case();
    let last = name.rsplit('_').next().unwrap_or_default();
    let of_whole = match name.as_str() {
        "postal_code" | "zip_code" | "zip" => Some("10115"),
        "ip_address" | "client_ip" => Some("203.0.113.7"),
        "time_zone" | "timezone" => Some("Europe/Berlin"),
        "first_name" => Some("Jane"),
        "last_name" => Some("Doe"),
        "full_name" | "customer_name" | "billing_name" | "user_name" => Some("Jane Doe"),
        _ if name.starts_with("external_") && last == "id" => Some("user_42"),
        _ if name.contains("email") => Some("jane@example.com"),
        _ => None,
    };
    of_whole.or(match last {
        "url" | "uri" | "link" | "website" => Some("https://example.com/"),
        "currency" => Some("usd"),
        "country" => Some("US"),
        "locale" | "language" => Some("en-US"),
        "city" => Some("Berlin"),
        "line1" | "street" => Some("1 Main Street"),
        "phone" => Some("+15550100"),
        "slug" => Some("example"),
        _ => None,
    })
}

/// The name of a thing whose type is called `ident` and has these properties: a person's where one of them is an email
/// address, else what it is.
pub(super) fn name_of<'a>(ident: &str, mut properties: impl Iterator<Item = &'a str>) -> String {
    if properties.any(|wire| wire.to_snake_case().ends_with("email")) {
        return "Jane Doe".to_owned();
    }
    let words = ident.to_snake_case();
    let acts = ["create", "creation", "update", "request", "input", "params", "body", "data"];
    let thing: Vec<&str> = words.split('_').take_while(|word| !acts.contains(word)).collect();
    if thing.is_empty() { "Example".to_owned() } else { format!("My {}", thing.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::{name_of, plausible};

    #[test]
    fn a_text_is_what_its_name_says() {
        for (name, value) in [
            ("customer_email", Some("jane@example.com")),
            ("successUrl", Some("https://example.com/")),
            ("external_customer_id", Some("user_42")),
            ("postalCode", Some("10115")),
            ("curly", None),
            ("comment", None),
            ("", None),
        ] {
            assert_eq!(plausible(name), value, "{name}");
        }
    }

    #[test]
    fn a_thing_is_called_after_its_type_and_a_person_as_people_are() {
        assert_eq!(name_of("CheckoutLinkCreateProducts", ["label"].into_iter()), "My checkout link");
        assert_eq!(name_of("CreateBody", std::iter::empty()), "Example");
        assert_eq!(name_of("CustomerCreate", ["name", "contactEmail"].into_iter()), "Jane Doe");
    }
}

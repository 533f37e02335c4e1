//! TOML that the generator and the owner of a crate both write: a merge of three texts, key by key.

use toml_edit::{DocumentMut, Item, Table, TomlError};

/// The text of the owner with what the generator has changed since `last`, its text of before. A key is the owner's
/// if it has another value than it was generated with, or was removed; all other keys follow the generator.
/// Without `last` every value that is there is the owner's.
pub(super) fn merge(last: Option<&str>, own: &str, new: &str) -> Result<String, TomlError> {
    let last: DocumentMut = last.and_then(|last| last.parse().ok()).unwrap_or_default();
    let mut own: DocumentMut = own.parse()?;
    let new: DocumentMut = new.parse()?;
    tables(last.as_table(), own.as_table_mut(), new.as_table());
    Ok(own.to_string())
}

fn tables(last: &Table, own: &mut Table, new: &Table) {
    for (name, new_item) in new {
        let last_item = last.get(name);
        match (own.get_mut(name), new_item) {
            (Some(Item::Table(own)), Item::Table(new)) => {
                let nothing = Table::new();
                tables(last_item.and_then(Item::as_table).unwrap_or(&nothing), own, new);
            }
            (Some(own_item), _) => {
                if last_item.is_some_and(|last| same(last, own_item)) && !same(own_item, new_item) {
                    replace(own_item, new_item);
                }
            }
            (None, _) if last_item.is_none() => {
                let (key, item) = new.get_key_value(name).expect("it is being looked at");
                own.insert_formatted(key, item.clone());
            }
            // Its owner has removed it.
            (None, _) => {}
        }
    }
    let gone: Vec<String> = last
        .iter()
        .filter(|(name, item)| !new.contains_key(name) && own.get(name).is_some_and(|own| same(item, own)))
        .map(|(name, _)| name.to_owned())
        .collect();
    gone.iter().for_each(|name| drop(own.remove(name)));
}

/// A value takes the place of another, with the blanks and comments around it.
fn replace(own: &mut Item, new: &Item) {
    let around = own.as_value().map(|value| value.decor().clone());
    *own = new.clone();
    if let (Some(around), Some(value)) = (around, own.as_value_mut()) {
        *value.decor_mut() = around;
    }
}

/// Whether two items say the same. Blanks and comments do not count.
fn same(one: &Item, other: &Item) -> bool {
    let plain = |item: &Item| item.to_string().split_whitespace().collect::<String>().replace(",]", "]");
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::merge;

    #[test]
    fn what_the_owner_has_changed_stays_and_the_rest_follows() {
        let last =
            "[package]\nname = \"a\"\nversion = \"0.1.0\"\nlicense = \"MIT\"\n\n[features]\npets = []\nshops = []\n";
        let own = "[package]\nname = \"a\"\nversion = \"0.3.0\" # ours\nlicense = \"MIT\"\nlinks = \"a\"\n\n[features]\npets = []\nshops = []\nmine = [\"pets\"]\n\n[dependencies]\nextra = \"1\"\n";
        let new = "[package]\nname = \"a\"\nversion = \"0.2.0\"\nlicense = \"ISC\"\n\n[features]\npets = [\"_client\"]\n# Vets.\nvets = []\n";
        let merged = merge(Some(last), own, new).expect("all are TOML");
        insta::assert_snapshot!(merged, @r#"
        [package]
        name = "a"
        version = "0.3.0" # ours
        license = "ISC"
        links = "a"

        [features]
        pets = ["_client"]
        mine = ["pets"]
        # Vets.
        vets = []

        [dependencies]
        extra = "1"
        "#);
        assert_eq!(merge(Some(new), &merged, new).expect("all are TOML"), merged, "once more changes nothing");
    }

    #[test]
    fn without_the_text_of_before_what_is_missing_is_added() {
        let merged = merge(None, "[package]\nversion = \"1.0.0\"\n", "[package]\nversion = \"0.1.0\"\nname = \"a\"\n");
        assert_eq!(merged.expect("both are TOML"), "[package]\nversion = \"1.0.0\"\nname = \"a\"\n");
        assert!(merge(None, "[package", "").is_err());
    }
}

//! What somebody may have meant by a name that nothing has.

/// The name that takes the fewest changes of letters to become; none of none.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known.min_by_key(|known| distance(name, known))
}

/// How many letters have to be put in, removed or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (index, wanted) in other.iter().enumerate() {
            let change = diagonal + usize::from(letter != *wanted);
            diagonal = row[index + 1];
            row[index + 1] = change.min(row[index] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_takes_the_fewest_changes() {
        let known = ["orders.get", "orders.list", "customers.get"];
        for (name, expected) in
            [("order.get", "orders.get"), ("customer.get", "customers.get"), ("orders.lst", "orders.list")]
        {
            assert_eq!(nearest(name, known.into_iter()), Some(expected));
        }
        assert_eq!(nearest("x", [].into_iter()), None);
    }
}

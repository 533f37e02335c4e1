//! The table of an API in `xtask/semver/`: made by the tool, with reasons for what is refused written by people.

use super::Row;
use std::fs;
use std::path::Path;

/// What a reader of a table has to know.
const INTRODUCTION: &str = "\
`cargo xtask conformance --skew DIR` reads the success answers that each published version of the document describes, its
examples and values made of its schemas, with the SDK of today. An assumption is what the SDK did to an answer that is not
as today's document says, and reports with it.
";

/// Where the reasons begin. They are kept when the table is made again.
const REASONS: &str = "## What is refused, and why";

/// Writes the table of an API, in which reasons that people wrote stay.
///
/// # Errors
///
/// If it cannot be written, if it is another one than before, or if the file gives no reason for an operation whose
/// answers are refused.
pub fn keep(workspace: &Path, api: &str, rows: &[Row]) -> Result<(), String> {
    let name = format!("xtask/semver/{api}-skew.md");
    let path = workspace.join(&name);
    let before = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let reasons = before.split_once(REASONS).map_or("\n", |(_, reasons)| reasons);
    let table = table(rows);
    let text =
        format!("# {api}: answers of other releases, read by today's SDK\n\n{INTRODUCTION}\n{table}\n{REASONS}\n");
    let text = text.trim_end().to_owned() + reasons;
    if text != before {
        fs::write(&path, &text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    print!("{text}");
    let refused = rows.iter().flat_map(|row| row.refused.keys());
    let unexplained = refused.filter(|operation| !reasons.contains(&format!("`{operation}`")));
    if let Some(operation) = unexplained.min() {
        return Err(format!("{name}: `{operation}` is refused; say below \"{REASONS}\" why"));
    }
    if text == before { Ok(()) } else { Err(format!("{name} is another table than before: read its diff")) }
}

/// The rows as a table in Markdown.
fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| version | operations that the SDK has | not | answers read | of them with an assumption | refused | what was assumed, or refused |\n|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let (here, gone) = row.operations;
        let refused: usize = row.refused.values().sum();
        let named = row.assumed.iter().chain(&row.refused).map(|(name, count)| format!("`{name}` {count}"));
        let named = named.collect::<Vec<_>>().join(", ");
        let (read, mended) = (row.equal + row.mended, row.mended);
        text.push_str(&format!("| {} | {here} | {gone} | {read} | {mended} | {refused} | {named} |\n", row.version));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_table_that_changed_or_lacks_a_reason_is_a_failure_and_reasons_stay() {
        let folder = std::env::temp_dir().join(format!("skew-{}", std::process::id()));
        fs::create_dir_all(folder.join("xtask/semver")).unwrap();
        let file = folder.join("xtask/semver/shop-skew.md");
        let refused = BTreeMap::from([("GET /orders".to_owned(), 2)]);
        let mut row = Row { version: "1.0.0".to_owned(), equal: 3, refused, ..Row::default() };

        let without = keep(&folder, "shop", std::slice::from_ref(&row)).unwrap_err();
        assert!(without.contains("`GET /orders` is refused"), "{without}");
        let text = fs::read_to_string(&file).unwrap() + "\n- `GET /orders`: the example is of another operation.\n";
        fs::write(&file, &text).unwrap();
        assert_eq!(keep(&folder, "shop", std::slice::from_ref(&row)), Ok(()));

        row.equal = 4;
        let changed = keep(&folder, "shop", &[row]).unwrap_err();
        assert!(changed.contains("read its diff"), "{changed}");
        let now = fs::read_to_string(&file).unwrap();
        assert_eq!(now, text.replace("| 0 | 0 | 3 |", "| 0 | 0 | 4 |"));
        fs::remove_dir_all(&folder).unwrap();
    }
}

//! The rows of a run, in a file: a line for each document, as soon as it is known.

use super::documents::{Document, stamp};
use super::measure::Row;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The rows that are known.
pub(super) struct Rows {
    file: PathBuf,
    rows: BTreeMap<String, (String, Row)>,
}

impl Rows {
    /// Those of an earlier run of this program, else none.
    pub(super) fn open(folder: &Path, compiled: bool) -> Result<Self, String> {
        let wrong = |error| format!("{}: {error}", folder.display());
        fs::create_dir_all(folder).map_err(wrong)?;
        let program = std::env::current_exe().map_err(|error| error.to_string()).and_then(|program| stamp(&program))?;
        let head = format!("{program} {compiled}");
        let file = folder.join("rows.tsv");
        let mut text = fs::read_to_string(&file).unwrap_or_default();
        // The end of a run may have cut its last line, and the next one is written behind it.
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        if whole < text.len() {
            text.truncate(whole);
            fs::write(&file, &text).map_err(wrong)?;
        }
        let mut lines = text.lines();
        let rows = match lines.next() {
            Some(first) if first == head => lines.filter_map(read).collect(),
            _ => {
                fs::write(&file, format!("{head}\n")).map_err(wrong)?;
                BTreeMap::new()
            }
        };
        Ok(Self { file, rows })
    }

    pub(super) fn has(&self, document: &Document) -> bool {
        self.rows.get(&key(document)).is_some_and(|(stamp, _)| *stamp == document.stamp)
    }

    pub(super) fn of<'d>(&self, document: &'d Document) -> Option<(&'d str, &Row)> {
        self.rows.get(&key(document)).map(|(_, row)| (document.name.as_str(), row))
    }

    /// Notes a row, in the file first.
    pub(super) fn add(&mut self, document: &Document, row: Row) -> Result<(), String> {
        let wrong = |error| format!("{}: {error}", self.file.display());
        let text =
            |text: &Option<String>| text.as_deref().map_or("-".to_owned(), |text| format!("={}", one_line(text)));
        let counts: Vec<String> = row.counts.iter().map(ToString::to_string).collect();
        let cells = [key(document), document.stamp.clone(), text(&row.error), text(&row.compiled), counts.join(" ")];
        let mut file = fs::OpenOptions::new().append(true).open(&self.file).map_err(wrong)?;
        writeln!(file, "{}", cells.join("\t")).map_err(wrong)?;
        self.rows.insert(key(document), (document.stamp.clone(), row));
        Ok(())
    }
}

fn key(document: &Document) -> String {
    one_line(&document.path.to_string_lossy())
}

fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn read(line: &str) -> Option<(String, (String, Row))> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [key, stamp, error, compiled, counts] = cells.as_slice() else { return None };
    let text = |cell: &str| cell.strip_prefix('=').map(str::to_owned);
    let counts: Vec<usize> = counts.split(' ').map(|count| count.parse().ok()).collect::<Option<_>>()?;
    let row = Row { error: text(error), compiled: text(compiled), counts };
    (row.counts.len() == Row::COUNTS.len()).then(|| ((*key).to_owned(), ((*stamp).to_owned(), row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_behind_the_last_whole_line() {
        let folder = std::env::temp_dir().join(format!("xtask-rows-{}", std::process::id()));
        let document = |name: &str, stamp: &str| Document {
            name: name.to_owned(),
            path: PathBuf::from(name),
            stamp: stamp.to_owned(),
        };
        let (first, second) = (document("a.yaml", "1"), document("b.yaml", "1"));
        let row = |error: Option<&str>| Row {
            error: error.map(str::to_owned),
            compiled: None,
            counts: (10..10 + Row::COUNTS.len()).collect(),
        };
        let mut rows = Rows::open(&folder, false).expect("it can be made");
        rows.add(&first, row(Some("a\ttab"))).expect("it can be written");
        rows.add(&second, row(None)).expect("it can be written");
        let file = folder.join("rows.tsv");
        let text = fs::read_to_string(&file).expect("it is there");
        fs::write(&file, &text[..text.len() - 2]).expect("it can be cut");

        let mut rows = Rows::open(&folder, false).expect("it is there");
        assert!(rows.has(&first) && !rows.has(&second));
        assert!(!rows.has(&document("a.yaml", "2")), "another state of it");
        rows.add(&second, row(None)).expect("it can be written");
        let rows = Rows::open(&folder, false).expect("it is there");
        assert!(rows.has(&second));
        assert_eq!(rows.of(&first).and_then(|(_, row)| row.error.as_deref()), Some("a tab"));
        assert!(!Rows::open(&folder, true).expect("it is there").has(&first), "crates were not compiled");
        fs::remove_dir_all(folder).expect("it was made above");
    }
}

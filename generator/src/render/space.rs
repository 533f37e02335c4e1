//! Blank lines between items, which the formatter leaves out.

/// Puts a blank line between two items of a file, a module, an `impl` or a trait, but not between the lines of
/// a list of `use`, `mod` or `static` declarations without documentation.
pub(super) fn space_items(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 20);
    let mut places = Places::default();
    let mut previous: Option<Line<'_>> = None;
    for text in text.lines() {
        let mut line = Line::of(text);
        if let Some(previous) = previous {
            if line.closes() && line.keyword.is_none() {
                // The end of a list over several lines belongs to what began it.
                line.keyword = places.open;
            }
            if places.needs_blank(&previous, &line) {
                spaced.push('\n');
            }
        }
        spaced.push_str(text);
        spaced.push('\n');
        places.pass(&line);
        previous = Some(line);
    }
    spaced
}

/// A line with what decides about blank lines.
#[derive(Clone, Copy)]
struct Line<'a> {
    depth: usize,
    text: &'a str,
    /// The word that begins an item which may stand close to its like.
    keyword: Option<&'static str>,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let text = line.trim_start_matches(' ');
        let keywords = ["use ", "mod ", "type ", "const ", "static ", "macro_rules! "];
        let item = without_visibility(text);
        let keyword = keywords.into_iter().find(|word| item.starts_with(word));
        Self { depth: (line.len() - text.len()) / 4, text, keyword }
    }

    fn is_outer_doc(&self) -> bool {
        self.text.starts_with("///")
    }

    fn is_inner_doc(&self) -> bool {
        self.text.starts_with("//!")
    }

    fn closes(&self) -> bool {
        self.text.starts_with(['}', ']', ')'])
    }

    /// The line ends an item.
    fn ends(&self) -> bool {
        if self.is_outer_doc() {
            return false;
        }
        self.text.starts_with('}') || self.text.ends_with(';') || self.text.ends_with('}')
    }

    /// The line opens a place where items stand.
    fn opens_items(&self) -> bool {
        let item = without_visibility(self.text);
        let opens = ["impl ", "impl<", "mod ", "trait "].into_iter().any(|word| item.starts_with(word));
        opens && self.text.ends_with('{')
    }
}

fn without_visibility(text: &str) -> &str {
    text.strip_prefix("pub(crate) ").or_else(|| text.strip_prefix("pub ")).unwrap_or(text)
}

/// Where the lines are.
#[derive(Default)]
struct Places {
    /// The depths at which items stand, outermost first; the file itself is always one.
    depths: Vec<usize>,
    /// What began the item that the lines are in.
    open: Option<&'static str>,
}

impl Places {
    fn is_among_items(&self, line: &Line<'_>) -> bool {
        line.depth == self.depths.last().map_or(0, |depth| depth + 1)
    }

    fn needs_blank(&self, previous: &Line<'_>, line: &Line<'_>) -> bool {
        if !self.is_among_items(line) || previous.depth != line.depth || line.closes() {
            return false;
        }
        if previous.is_inner_doc() {
            return !line.is_inner_doc();
        }
        let close = previous.keyword.is_some() && previous.keyword == line.keyword;
        previous.ends() && (!close || line.is_outer_doc())
    }

    fn pass(&mut self, line: &Line<'_>) {
        if self.is_among_items(line) && !line.closes() {
            self.open = line.keyword;
        }
        if line.text.starts_with('}') && self.depths.last() == Some(&line.depth) {
            self.depths.pop();
        } else if line.opens_items() {
            self.depths.push(line.depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::space_items;

    #[test]
    fn items_get_room_and_their_insides_stay_close() {
        let text = "\
//! Words.
use a::B;
use c::D;
/// A thing.
pub struct Thing {
    /// One.
    pub one: u8,
    pub two: u8,
}
impl Thing {
    const A: u8 = 1;
    const B: u8 = 2;
    fn one() {
        let x = 1;
        x;
    }
    /// Two.
    fn two() {}
}
";
        let expected = "\
//! Words.

use a::B;
use c::D;

/// A thing.
pub struct Thing {
    /// One.
    pub one: u8,
    pub two: u8,
}

impl Thing {
    const A: u8 = 1;
    const B: u8 = 2;

    fn one() {
        let x = 1;
        x;
    }

    /// Two.
    fn two() {}
}
";
        assert_eq!(space_items(text), expected);
    }

    #[test]
    fn documentation_is_not_cut_where_it_looks_like_code() {
        let text = "/// {\n/// }\n/// x;\nfn f() {}\n";
        assert_eq!(space_items(text), text);
    }

    #[test]
    fn a_list_over_several_lines_is_one_item() {
        let text = "use a::{\n    B,\n    C,\n};\nuse d::E;\nfn f() {}\n";
        assert_eq!(space_items(text), "use a::{\n    B,\n    C,\n};\nuse d::E;\n\nfn f() {}\n");
    }
}

//! Blank lines between items, which the formatter leaves out.

/// Puts a blank line between two items of a file, a module, an `impl` or a trait, but not between the lines of
/// a list of `use`, `mod` or `static` declarations without documentation.
pub(super) fn space_items(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 20);
    let mut places = Places::default();
    let mut previous: Option<Line<'_>> = None;
    for text in text.lines() {
        let line = Line::of(text);
        if previous.is_some_and(|previous| places.needs_blank(&previous, &line)) {
            spaced.push('\n');
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
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let text = line.trim_start_matches(' ');
        Self { depth: (line.len() - text.len()) / 4, text }
    }

    fn is_outer_doc(&self) -> bool {
        self.text.starts_with("///")
    }

    fn is_inner_doc(&self) -> bool {
        self.text.starts_with("//!")
    }

    /// The line ends an item.
    fn ends(&self) -> bool {
        self.text.starts_with('}') || self.text.ends_with(';') || self.text.ends_with('}')
    }

    /// The line begins an item that may stand close to its like.
    fn keyword(&self) -> Option<&'static str> {
        let text =
            self.text.strip_prefix("pub(crate) ").or_else(|| self.text.strip_prefix("pub ")).unwrap_or(self.text);
        ["use ", "mod ", "type ", "const ", "static ", "macro_rules! "].into_iter().find(|word| text.starts_with(word))
    }

    /// The line opens a place where items stand.
    fn opens_items(&self) -> bool {
        let text =
            self.text.strip_prefix("pub(crate) ").or_else(|| self.text.strip_prefix("pub ")).unwrap_or(self.text);
        let opens = ["impl ", "impl<", "mod ", "trait ", "unsafe impl "].into_iter().any(|word| text.starts_with(word));
        opens && self.text.ends_with('{')
    }
}

/// The depths at which items stand, outermost first; the file itself is always one.
#[derive(Default)]
struct Places(Vec<usize>);

impl Places {
    fn needs_blank(&self, previous: &Line<'_>, line: &Line<'_>) -> bool {
        let among_items = line.depth == self.0.last().map_or(0, |depth| depth + 1);
        if !among_items || previous.depth != line.depth || line.text.starts_with('}') {
            return false;
        }
        if previous.is_inner_doc() {
            return !line.is_inner_doc();
        }
        let close = previous.keyword().is_some() && previous.keyword() == line.keyword();
        previous.ends() && !(close && !line.is_outer_doc())
    }

    fn pass(&mut self, line: &Line<'_>) {
        if line.text.starts_with('}') && self.0.last() == Some(&line.depth) {
            self.0.pop();
        } else if line.opens_items() {
            self.0.push(line.depth);
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
    fn a_list_over_several_lines_is_one_item() {
        let text = "use a::{\n    B,\n    C,\n};\nuse d::E;\nfn f() {}\n";
        assert_eq!(space_items(text), "use a::{\n    B,\n    C,\n};\n\nuse d::E;\n\nfn f() {}\n");
    }
}

//! Markdown of a document as Markdown that does no harm.
//!
//! The words are read by the parser that rustdoc has, and written anew from what it found, so that what is not
//! written here cannot be in the result: no HTML, no image, no link, no heading, no language of code.

use super::escape::{Context, longest_run, push_code, push_text};
use super::hidden::visible_lines;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

/// So many lists and quotes inside each other are kept; what is deeper stands beside.
const DEPTH: usize = 4;

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<String> {
    let mut writer = Writer::default();
    read(text, |event| writer.take(event));
    writer.end_block();
    writer.blocks
}

/// The whole text as inline Markdown on one line.
pub(super) fn line(text: &str, context: Context) -> String {
    let mut inlines = Inlines { context, ..Inlines::default() };
    read(text, |event| match event {
        Event::Start(Tag::CodeBlock(_)) => inlines.code_block = Some(String::new()),
        Event::End(TagEnd::CodeBlock) => {
            let code = inlines.code_block.take().unwrap_or_default();
            inlines.gap();
            inlines.code(&code.split_whitespace().collect::<Vec<_>>().join(" "));
            inlines.gap();
        }
        event => {
            if let Some(Event::Start(_) | Event::End(_)) = inlines.take(event) {
                inlines.gap();
            }
        }
    });
    inlines.finish()
}

/// Hands out what there is in a text.
fn read(text: &str, take: impl FnMut(Event<'_>)) {
    let text = visible_lines(text);
    let parser = Parser::new_ext(&text, Options::ENABLE_TABLES);
    TextMergeStream::new(parser).for_each(take);
}

/// Inline Markdown as it grows.
struct Inlines {
    context: Context,
    out: String,
    /// The words of a heading are bold as a whole.
    heading: bool,
    /// Addresses of the links and images that are open.
    links: Vec<String>,
    /// Where the words begin that are emphasized and not at their end.
    marks: Vec<usize>,
    /// Code on lines of its own, while it is read.
    code_block: Option<String>,
    /// A line break is kept as one.
    breaks: bool,
}

impl Default for Inlines {
    fn default() -> Self {
        let (out, links, marks) = (String::new(), Vec::new(), Vec::new());
        Self { context: Context::Line, out, heading: false, links, marks, code_block: None, breaks: false }
    }
}

impl Inlines {
    /// Takes what is inline, and gives back what is not.
    fn take<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Text(text) => match &mut self.code_block {
                Some(code) => code.push_str(&text),
                None => push_text(&text, self.context, &mut self.out),
            },
            // What looks like HTML is text to those who read documentation of code.
            Event::Html(text) | Event::InlineHtml(text) => push_text(&text, self.context, &mut self.out),
            Event::Code(text) => self.code(&text),
            Event::SoftBreak => self.gap(),
            Event::HardBreak if self.breaks && !self.out.is_empty() => self.out.push_str("\\\n"),
            Event::HardBreak => self.gap(),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) if self.heading => {}
            Event::Start(Tag::Emphasis) => self.mark("*"),
            Event::End(TagEnd::Emphasis) => self.end_mark("*"),
            Event::Start(Tag::Strong) => self.mark("**"),
            Event::End(TagEnd::Strong) => self.end_mark("**"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.links.push(dest_url.into_string());
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let address = self.links.pop().unwrap_or_default();
                self.address(&address);
            }
            other => return Some(other),
        }
        None
    }

    /// Where a link led, behind its words; a place inside somebody else's site says nothing here.
    fn address(&mut self, address: &str) {
        let leads_out = address.contains("://") || address.starts_with("mailto:");
        if !leads_out {
            return;
        }
        let mut shown = String::new();
        push_code(address, self.context, &mut shown);
        if self.out.ends_with(&shown) {
            return;
        }
        let empty = self.out.is_empty();
        self.out.push_str(if empty { "" } else { " (" });
        self.out.push_str(&shown);
        self.out.push_str(if empty { "" } else { ")" });
    }

    /// Begins words that are emphasized.
    fn mark(&mut self, mark: &str) {
        self.marks.push(self.out.len());
        self.out.push_str(mark);
    }

    /// Ends them. Spaces at their ends stand outside, and none is no words: `* x*` begins a list, `* * *` is a rule.
    fn end_mark(&mut self, mark: &str) {
        let start = self.marks.pop().unwrap_or_default();
        let inside = self.out.split_off(start).split_off(mark.len());
        let words = without_break(inside.trim());
        if inside.starts_with(char::is_whitespace) {
            self.gap();
        }
        if !words.is_empty() {
            self.out.extend([mark, words, mark]);
        }
        if inside.ends_with(char::is_whitespace) {
            self.gap();
        }
    }

    fn code(&mut self, text: &str) {
        push_code(text, self.context, &mut self.out);
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    /// What was read so far; the next begins anew.
    fn finish(&mut self) -> String {
        let mut text = std::mem::take(&mut self.out);
        text.truncate(without_break(text.trim_end_matches([' ', '\n'])).len());
        text
    }
}

/// A text without a break at its end, which breaks nothing.
fn without_break(text: &str) -> &str {
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    if backslashes % 2 == 1 { &text[..text.len() - 1] } else { text }
}

/// A list item or a quote.
enum Container {
    /// What begins the item, until it has begun, and how wide that is.
    Item {
        marker: Option<String>,
        width: usize,
    },
    Quote,
    /// One that is deeper than they are kept.
    Flat,
}

/// Blocks as they grow.
#[derive(Default)]
struct Writer {
    blocks: Vec<String>,
    /// A list or a quote that is not at its end.
    open: String,
    containers: Vec<Container>,
    /// The numbers of the lists that are open; none for bullets.
    lists: Vec<Option<u64>>,
    inlines: Inlines,
    /// The cells of the row, and the rows of the table, that are read.
    cells: Vec<String>,
    rows: Vec<String>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        self.inlines.breaks = self.inlines.context == Context::Line && !self.inlines.heading;
        let Some(event) = self.inlines.take(event) else { return };
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.end_block();
                self.inlines.heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.inlines.heading = false;
                let text = self.inlines.finish();
                if !text.is_empty() {
                    self.put(&format!("**{text}**"));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
                self.end_block();
                self.inlines.code_block = Some(String::new());
            }
            Event::End(TagEnd::CodeBlock) => {
                let code = self.inlines.code_block.take().unwrap_or_default();
                let fence = "`".repeat(longest_run(&code, '`').max(2) + 1);
                self.put(&format!("{fence}text\n{}\n{fence}", code.trim_end_matches('\n')));
            }
            Event::Start(Tag::List(first)) => {
                self.end_block();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                self.close();
            }
            Event::Start(Tag::Item) => {
                let item = self.item();
                self.contain(item);
            }
            Event::Start(Tag::BlockQuote(_)) => {
                self.end_block();
                self.contain(Container::Quote);
            }
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => {
                self.end_block();
                self.containers.pop();
                self.close();
            }
            Event::Start(Tag::Table(_)) => {
                self.end_block();
                self.inlines.context = Context::Cell;
            }
            Event::End(TagEnd::TableCell) => {
                let cell = self.inlines.finish();
                self.cells.push(cell);
            }
            Event::End(row @ (TagEnd::TableHead | TagEnd::TableRow)) => {
                let cells = std::mem::take(&mut self.cells);
                let mut rows = format!("| {} |", cells.join(" | "));
                if row == TagEnd::TableHead {
                    rows.push_str(&format!("\n|{}", "---|".repeat(cells.len())));
                }
                self.rows.push(rows);
            }
            Event::End(TagEnd::Table) => {
                self.inlines.context = Context::Line;
                let rows = std::mem::take(&mut self.rows);
                self.put(&rows.join("\n"));
            }
            Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) | Event::Start(Tag::Paragraph) | Event::Rule => {
                self.end_block();
            }
            _ => {}
        }
    }

    /// The item that begins now.
    fn item(&mut self) -> Container {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            Some(None) | None => "* ".to_owned(),
        };
        let width = marker.len();
        Container::Item { marker: Some(marker), width }
    }

    fn contain(&mut self, container: Container) {
        let deep = self.containers.len() >= DEPTH;
        self.containers.push(if deep { Container::Flat } else { container });
    }

    /// The words so far are a paragraph.
    fn end_block(&mut self) {
        let text = self.inlines.finish();
        if !text.is_empty() {
            self.put(&text);
        }
    }

    /// Adds a block to what is open.
    fn put(&mut self, block: &str) {
        if self.containers.is_empty() {
            self.blocks.push(block.to_owned());
            return;
        }
        let begins = self.containers.iter().any(|it| matches!(it, Container::Item { marker: Some(_), .. }));
        if !self.open.is_empty() {
            if !begins {
                let prefix = self.prefix();
                self.open.push('\n');
                self.open.push_str(prefix.trim_end());
            }
            self.open.push('\n');
        }
        for (index, line) in block.lines().enumerate() {
            if index > 0 {
                self.open.push('\n');
            }
            let prefix = self.prefix();
            self.open.push_str((prefix + line).trim_end());
        }
    }

    /// What the next line begins with. An item begins once.
    fn prefix(&mut self) -> String {
        let prefix = |container: &mut Container| match container {
            Container::Item { marker, width } => marker.take().unwrap_or_else(|| " ".repeat(*width)),
            Container::Quote => "> ".to_owned(),
            Container::Flat => String::new(),
        };
        self.containers.iter_mut().map(prefix).collect()
    }

    /// A list or a quote is a block when the outermost one is at its end.
    fn close(&mut self) {
        if self.containers.is_empty() && self.lists.is_empty() && !self.open.is_empty() {
            self.blocks.push(std::mem::take(&mut self.open));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, blocks, line};

    #[test]
    fn prose_keeps_its_paragraphs_lists_emphasis_and_code() {
        let table: &[(&str, &[&str])] = &[
            ("One.\nStill one.\n\nTwo.", &["One. Still one.", "Two."]),
            ("- a\n  more\n- b", &["* a more\n* b"]),
            ("a\n\n2. b\n3. c\n   - d\n\n     e", &["a", "2. b\n3. c\n   * d\n\n     e"]),
            ("> a\n>\n> b", &["> a\n>\n> b"]),
            ("*a* __b__ `c` snake_case", &["*a* **b** `c` snake_case"]),
            ("a  \nb", &["a\\\nb"]),
            ("| a | b |\n|---|---|\n| `x|y` | 1 |", &["| a | b |\n|---|---|\n| \\`x | y\\` |"]),
            ("# A **b**\nc", &["**A b**", "c"]),
            ("*&#32;a&#32;* b **&#32;** c", &["*a*  b  c"]),
            ("5 > 3, a-b, 3.5 and #1: 100%!", &["5 \\> 3, a-b, 3.5 and \\#1: 100%!"]),
        ];
        for (text, expected) in table {
            assert_eq!(blocks(text), *expected, "{text}");
        }
    }

    #[test]
    fn other_markup_is_text() {
        let table: &[(&str, &[&str])] = &[
            ("    let x = 1;", &["```text\nlet x = 1;\n```"]),
            ("```rust\npanic!()\n```", &["```text\npanic!()\n```"]),
            ("```\nopen", &["```text\nopen\n```"]),
            ("~~~rust\n```\nstd::fs::write()\n```\n~~~", &["````text\n```\nstd::fs::write()\n```\n````"]),
            ("See [Foo] and [x](/y) and <b>.", &["See \\[Foo\\] and x and \\<b\\>."]),
            ("\\<script>", &["\\<script\\>"]),
            ("<div>\n\nx\n\n</div>", &["\\<div\\>", "x", "\\</div\\>"]),
            ("&lt;b&gt; &amp;lt;", &["\\<b\\> \\&lt;"]),
            ("At https://a.b/c.", &["At `https://a.b/c`."]),
            ("[site](https://a.b) `[x]<y>`", &["site (`https://a.b`) `[x]<y>`"]),
            ("[a](javascript:alert(1)) ![b](https://c.d/e.png)", &["a b (`https://c.d/e.png`)"]),
            ("a\u{202e}b&#x202e;c\u{7}&#10;d", &["a\\\\u{202e}b\\\\u{202e}c\\\\u{7} d"]),
            ("1\\. a", &["1\\. a"]),
            // A forge makes a link of what is behind a digit as well, and of what is behind it up to a space.
            ("1HTTPS://a.b`<c>` xwww.`d`", &["1`HTTPS://a.b` `<c>` xwww\\.`d`"]),
            ("https://`<b>` http://", &["https\\://`<b>` http\\://"]),
            // What is emphasized is neither a list nor a rule.
            ("*&#32;* *&#32;***&#32;**", &[]),
            ("- *&#32;*&#32;*\n", &["* \\*"]),
            ("\\- a\\\n\\---", &["\\- a\\\n\\---"]),
        ];
        for (text, expected) in table {
            assert_eq!(blocks(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line("1\n```\nstd::fs::write()\n```\nbeta", Context::Line), "1 `std::fs::write()` beta");
        assert_eq!(line("# A\n\n- b\n- c\n\n| d |\n|-|\n| e |", Context::Line), "A b c d e");
        assert_eq!(line("a | `b|c`", Context::Cell), "a \\| b\\|c");
    }
}

//! Text of a server on one line, for messages and logs (CWE-117).

use std::fmt;

/// How many characters of a text are shown.
const SHOWN: usize = 500;

/// A text as one line of bounded length: control characters, line separators and characters that change the direction
/// of text are escaped, so that nobody can write lines into a log or hide what stands there.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for (at, character) in self.0.chars().enumerate() {
            if at == SHOWN {
                return f.write_char('…');
            }
            match character {
                _ if is_invisible(character) => write!(f, "{}", character.escape_default())?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

/// Control and format characters (general categories Cc, Zl, Zp, and of Cf those that are invisible or change the
/// direction).
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

//! Characters that could be read as more than text.

/// Returns whether a character can change the order in which text is shown, or is not text at all.
pub(super) fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns whether a line has nothing but printable ASCII, as most have: no character of it needs a second look.
pub(super) fn is_harmless(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

//! Text of an input, made safe to print.

/// Makes sure that what an input says can't steer the terminal or pass for a message of its own.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|character| {
            let escape = character.is_control() && character != '\t';
            let escaped = escape.then(|| character.escape_default());
            escaped.into_iter().flatten().chain((!escape).then_some(character))
        })
        .collect()
}

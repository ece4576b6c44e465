//! The start of a text from elsewhere, fit for a message of one line.

/// How much of it is shown, in bytes.
const LENGTH: usize = 300;

/// The start of a text, on one line; `None` if there is nothing to show.
pub(crate) fn excerpt(text: &str) -> Option<String> {
    let end = text.char_indices().map(|(index, _)| index).take_while(|index| *index <= LENGTH).last();
    let start = text.get(..end.filter(|_| text.len() > LENGTH).unwrap_or(text.len())).unwrap_or(text);
    let line = start.split(|it: char| it.is_whitespace() || it.is_control()).filter(|word| !word.is_empty());
    let mut line = line.collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return None;
    }
    if start.len() < text.len() {
        line.push_str(" ..");
    }
    Some(line)
}

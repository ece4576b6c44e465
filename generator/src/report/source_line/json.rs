//! Lines in JSON.

use super::Cursor;

/// What a scan is in the middle of.
enum Container {
    Object,
    /// With the number of elements so far.
    Array(usize),
}

/// Tells `found` the pointer and line of each value but the whole.
pub(super) fn scan(text: &str, found: &mut dyn FnMut(&str, usize)) {
    let mut cursor = Cursor::default();
    let mut containers: Vec<Container> = Vec::new();
    let mut line = 1;
    // Whether the next string is a key, and whether the next value starts an element.
    let (mut expects_key, mut expects_element) = (false, false);
    let mut characters = text.char_indices();
    while let Some((start, character)) = characters.next() {
        if expects_element && !character.is_whitespace() && character != ']' {
            if let Some(Container::Array(count)) = containers.last_mut() {
                cursor.push(&count.to_string());
                *count += 1;
                found(&cursor.pointer, line);
            }
            expects_element = false;
        }
        match character {
            '\n' => line += 1,
            '"' => {
                let mut escaped = false;
                let end = characters.find_map(|(index, character)| {
                    let ends = character == '"' && !escaped;
                    escaped = character == '\\' && !escaped;
                    ends.then_some(index)
                });
                let Some(literal) = end.and_then(|end| text.get(start..=end)) else { return };
                if expects_key {
                    cursor.push(&serde_json::from_str::<String>(literal).unwrap_or_default());
                    found(&cursor.pointer, line);
                    expects_key = false;
                }
                // Strings have no line ends, unless they are broken.
                line += literal.matches('\n').count();
            }
            '{' => {
                containers.push(Container::Object);
                expects_key = true;
            }
            '[' => {
                containers.push(Container::Array(0));
                expects_element = true;
            }
            '}' | ']' => {
                let is_empty = expects_key || expects_element;
                if containers.pop().is_none() {
                    return;
                }
                if !is_empty {
                    cursor.pop();
                }
                (expects_key, expects_element) = (false, false);
            }
            ',' => {
                cursor.pop();
                match containers.last() {
                    Some(Container::Object) => expects_key = true,
                    Some(Container::Array(_)) => expects_element = true,
                    None => return,
                }
            }
            _ => {}
        }
    }
}

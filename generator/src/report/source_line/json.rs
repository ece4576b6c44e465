//! Lines in JSON.

use super::Cursor;

/// What a scan is in the middle of.
enum Container {
    Object,
    /// With the number of elements so far.
    Array(usize),
}

/// Tells `found` the pointer and line of each value but the whole. What `found` returns `false` for is passed over.
pub(super) fn scan(text: &str, found: &mut dyn FnMut(&str, usize) -> bool) {
    let mut cursor = Cursor::default();
    let mut containers: Vec<Container> = Vec::new();
    let mut line = 1;
    // Whether the next string is a key, and whether the next value starts an element.
    let (mut expects_key, mut expects_element) = (false, false);
    // How many containers are open in a value that is passed over; `None` elsewhere.
    let mut passed: Option<usize> = None;
    let bytes = text.as_bytes();
    let mut next = 0;
    while let Some(byte) = bytes.get(next) {
        let start = next;
        next += 1;
        if expects_element && !byte.is_ascii_whitespace() && *byte != b']' {
            if let Some(Container::Array(count)) = containers.last_mut() {
                cursor.push(&count.to_string());
                *count += 1;
                passed = (!found(&cursor.pointer, line)).then_some(0);
            }
            expects_element = false;
        }
        match byte {
            b'\n' => line += 1,
            b'"' => {
                let Some(length) = string(bytes.get(next..).unwrap_or_default()) else { return };
                next += length;
                let Some(literal) = text.get(start..next) else { return };
                if expects_key {
                    cursor.push(&serde_json::from_str::<String>(literal).unwrap_or_default());
                    passed = (!found(&cursor.pointer, line)).then_some(0);
                    expects_key = false;
                }
                // Strings have no line ends, unless they are broken.
                line += literal.bytes().filter(|byte| *byte == b'\n').count();
            }
            b'{' | b'[' if passed.is_some() => passed = passed.map(|open| open + 1),
            b'}' | b']' if passed.is_some_and(|open| open > 0) => passed = passed.map(|open| open - 1),
            b',' if passed.is_some_and(|open| open > 0) => {}
            b'{' => {
                containers.push(Container::Object);
                expects_key = true;
            }
            b'[' => {
                containers.push(Container::Array(0));
                expects_element = true;
            }
            b'}' | b']' => {
                let is_empty = expects_key || expects_element;
                if containers.pop().is_none() {
                    return;
                }
                if !is_empty {
                    cursor.pop();
                }
                (expects_key, expects_element, passed) = (false, false, None);
            }
            b',' => {
                cursor.pop();
                passed = None;
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

/// The length of a string behind its first quote, up to and including the last; `None` if it has no end.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut escaped = false;
    let end = bytes.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    })?;
    Some(end + 1)
}

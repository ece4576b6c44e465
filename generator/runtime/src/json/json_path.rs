//! Finds the path of the field at which decoding failed.
//!
//! A failed decode says at which line and column it stopped. Scanning the text up to there gives the path. The alternative, to
//! decode again while keeping track of the path, would compile every decoder twice.

use std::fmt::Write as _;

use super::super::error::excerpt::excerpt;

/// The longest path, in bytes. A message shortens it further.
const LENGTH: usize = 1000;

/// An array or object that is open at the current place.
enum Open<'a> {
    /// The index of the current element.
    Array(usize),
    /// The current key, with its quotes; none before the first and after a comma.
    Object(Option<&'a [u8]>),
}

/// The path of the value that ends at a line and a column, or starts right after them, such as `items[3].name`; empty for the whole.
/// Both count as in `serde_json`: lines from 1, columns in bytes.
pub(crate) fn at(json: &[u8], line: usize, column: usize) -> String {
    let Some(lines_before) = line.checked_sub(1) else { return String::new() };
    let line_start: usize = json.split_inclusive(|byte| *byte == b'\n').take(lines_before).map(<[u8]>::len).sum();
    let end = json.len().min(line_start.saturating_add(column));

    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = json.get(..end).unwrap_or_default();
    while let Some((byte, behind)) = rest.split_first() {
        let token = rest;
        rest = behind;
        match (byte, open.last_mut()) {
            (b'{', _) => open.push(Open::Object(None)),
            (b'[', _) => open.push(Open::Array(0)),
            (b'}' | b']', _) => _ = open.pop(),
            (b',', Some(Open::Array(index))) => *index += 1,
            (b',', Some(Open::Object(key))) => *key = None,
            (b'"', parent) => {
                let Some(length) = string_length(token) else { break };
                let (string, behind) = token.split_at_checked(length).unwrap_or((token, &[]));
                rest = behind;
                if let Some(Open::Object(key @ None)) = parent {
                    *key = Some(string);
                }
            }
            _ => {}
        }
    }
    write(&open)
}

/// The length of the string at the start of `json`, with its quotes; `None` if it doesn't end.
fn string_length(json: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    for (index, byte) in json.iter().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

fn write(open: &[Open<'_>]) -> String {
    let mut path = String::new();
    for parent in open {
        if path.len() > LENGTH {
            break;
        }
        match parent {
            Open::Array(index) => _ = write!(path, "[{index}]"),
            Open::Object(None) => {}
            Open::Object(Some(quoted)) => {
                let key: String = serde_json::from_slice(quoted).unwrap_or_default();
                let is_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '$');
                if key.is_empty() || !key.chars().all(is_word) {
                    _ = write!(path, "[{key:?}]");
                } else {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(&key);
                }
            }
        }
    }
    excerpt(&path).unwrap_or_default()
}

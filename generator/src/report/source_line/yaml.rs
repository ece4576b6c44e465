//! Lines in YAML, as far as it is written in blocks, one key a line.

use super::Cursor;

/// A block that a scan is inside of.
struct Block {
    /// The column of its keys or dashes.
    column: usize,
    /// Of a sequence, the number of elements so far.
    elements: Option<usize>,
}

/// Tells `found` the pointer and line of each key and element.
pub(super) fn scan(text: &str, found: &mut dyn FnMut(&str, usize) -> bool) {
    let mut cursor = Cursor::default();
    let mut blocks: Vec<Block> = Vec::new();
    // The column that text must be indented beyond to belong to a scalar of several lines.
    let mut scalar: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let content = line.trim_start_matches(' ');
        let mut column = line.len() - content.len();
        if content.trim().is_empty() || content.starts_with('#') || scalar.is_some_and(|start| column > start) {
            continue;
        }
        scalar = None;
        let mut rest = content;
        // `- - key: value` opens several blocks in one line.
        while let Some(element) = rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' ')) {
            leave(&mut blocks, &mut cursor, column, true);
            let count = match blocks.last_mut() {
                Some(Block { column: open, elements: Some(count) }) if *open == column => {
                    *count += 1;
                    *count
                }
                _ => {
                    blocks.push(Block { column, elements: Some(0) });
                    0
                }
            };
            cursor.push(&count.to_string());
            found(&cursor.pointer, index + 1);
            let next = element.trim_start_matches(' ');
            scalar = (!next.is_empty()).then_some(column);
            column += rest.len() - next.len();
            rest = next;
        }
        let Some((key, value)) = key(rest) else { continue };
        leave(&mut blocks, &mut cursor, column, false);
        blocks.push(Block { column, elements: None });
        cursor.push(&key);
        found(&cursor.pointer, index + 1);
        // Without a value on its line, blocks follow; anchors and tags are no values.
        let value = value.trim();
        let is_open = value.is_empty() || value.starts_with(['#', '&', '!']) && !value.contains(' ');
        scalar = (!is_open).then_some(column);
    }
}

/// Leaves the blocks that end before a key or dash at `column`, and the key or element before it.
fn leave(blocks: &mut Vec<Block>, cursor: &mut Cursor, column: usize, is_element: bool) {
    while let Some(block) = blocks.last() {
        // The dashes of a sequence may stand below the key that they belong to.
        let is_inside = block.column < column || block.column == column && is_element && block.elements.is_none();
        if is_inside {
            return;
        }
        let is_same_sequence = is_element && block.column == column;
        cursor.pop();
        if is_same_sequence {
            return;
        }
        blocks.pop();
    }
}

/// Splits a line into a key and what follows it.
fn key(text: &str) -> Option<(String, &str)> {
    for quote in ['"', '\''] {
        if let Some(rest) = text.strip_prefix(quote) {
            let (key, rest) = rest.split_once(quote)?;
            return Some((key.to_owned(), rest.trim_start().strip_prefix(':')?));
        }
    }
    if text.starts_with(['{', '[', '#', '|', '>']) {
        return None;
    }
    let end = text.find(": ").or_else(|| text.trim_end().strip_suffix(':').map(str::len))?;
    Some((text.get(..end)?.trim_end().to_owned(), text.get(end + 1..)?))
}

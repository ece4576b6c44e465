//! The contents of a line: code spans, links, and text that only looks like them.

use std::borrow::Cow;

use super::characters::is_harmless;

/// A part of a line.
pub(super) enum Piece<'a> {
    /// A code span with its backticks.
    Code(&'a str),
    /// Everything else.
    Text(&'a str),
}

/// Splits a line into code spans and the text between them.
///
/// Code spans that go on in the next line are not seen as such; [`line()`] escapes their backticks, so that
/// rustdoc sees it the same way.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut text_start = 0;
    let mut position = 0;
    while let Some(rest) = line.get(position..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with('\\') {
            // An escaped backtick starts no code. The next character may be longer than a byte.
            position += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
        } else if let Some(length) = code_span(rest) {
            pieces.push(Piece::Text(line.get(text_start..position).unwrap_or_default()));
            pieces.push(Piece::Code(rest.get(..length).unwrap_or_default()));
            position += length;
            text_start = position;
        } else {
            let backticks = backticks(rest);
            position += if backticks > 0 { backticks } else { rest.chars().next().map_or(1, char::len_utf8) };
        }
    }
    pieces.push(Piece::Text(line.get(text_start..).unwrap_or_default()));
    pieces
}

/// The number of backticks that `text` starts with.
fn backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// The length of the code span that `text` starts with, up to and including its last backtick.
fn code_span(text: &str) -> Option<usize> {
    let opening = backticks(text);
    if opening == 0 {
        return None;
    }
    let mut position = opening;
    loop {
        let rest = text.get(position..)?;
        position += rest.find('`')?;
        let run = backticks(text.get(position..)?);
        position += run;
        if run == opening {
            return Some(position);
        }
    }
}

/// Writes spaces for line breaks, tabs and the like.
fn spaced(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return text.into();
    }
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// Writes `text` as a code span, whatever it holds.
pub(in crate::emit) fn code(text: &str) -> String {
    let text = spaced(text);
    if text.trim().is_empty() {
        // Markdown has no empty code span.
        return format!("`\"{text}\"`");
    }
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if pad { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Rewrites one line of Markdown so that nothing in it reaches beyond it.
pub(super) fn line(text: &str) -> String {
    spans(&spaced(text), false, false)
}

/// The same for a line of a table, whose cells end at each `|`, code or not.
pub(super) fn row(text: &str) -> String {
    spans(&spaced(text), false, true)
}

fn spans(text: &str, in_link: bool, in_row: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let behind = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = match character {
            '`' => code_or_backticks(rest, in_row, &mut out),
            '\\' => escape(behind, &mut out),
            '<' if !in_link => match address(behind).and_then(|address| Some((address, bracketed(behind, address)?))) {
                Some((address, behind)) => {
                    out.extend(["<", address, ">"]);
                    behind
                }
                None => literal("\\<", behind, &mut out),
            },
            '<' => literal("\\<", behind, &mut out),
            // The image may not be reachable; its text becomes a link to it.
            '!' if behind.starts_with('[') => behind,
            '[' if !in_link => match link(behind) {
                Some(link) => {
                    write_link(&link, in_row, &mut out);
                    link.behind
                }
                None => literal("\\[", behind, &mut out),
            },
            '[' => literal("\\[", behind, &mut out),
            ']' if in_link => literal("\\]", behind, &mut out),
            'h' if !in_link => match address(rest) {
                Some(address) => {
                    out.extend(["<", address, ">"]);
                    rest.get(address.len()..).unwrap_or_default()
                }
                None => scheme(rest, behind, &mut out),
            },
            _ => {
                let is_sign = |byte| matches!(byte, b'`' | b'\\' | b'<' | b'!' | b'[' | b']' | b'h');
                let plain = behind.bytes().position(is_sign).unwrap_or(behind.len());
                let (plain, behind) = rest.split_at_checked(character.len_utf8() + plain).unwrap_or((rest, ""));
                literal(plain, behind, &mut out)
            }
        };
    }
    out
}

/// Copies a code span, or escapes backticks that make none.
fn code_or_backticks<'a>(text: &'a str, in_row: bool, out: &mut String) -> &'a str {
    let Some(length) = code_span(text) else {
        let run = backticks(text);
        out.push_str(&"\\`".repeat(run));
        return text.get(run..).unwrap_or_default();
    };
    let code = text.get(..length).unwrap_or_default();
    if in_row {
        out.push_str(&code.replace("\\|", "|").replace('|', "\\|"));
    } else {
        out.push_str(code);
    }
    text.get(length..).unwrap_or_default()
}

/// What follows `address` and the bracket that closes it.
fn bracketed<'a>(text: &'a str, address: &str) -> Option<&'a str> {
    text.get(address.len()..)?.strip_prefix('>')
}

fn literal<'a>(text: &str, behind: &'a str, out: &mut String) -> &'a str {
    out.push_str(text);
    behind
}

/// Copies an `h`. If it starts the scheme of an address without a host, the scheme is copied, too: without its marks, the
/// text after it could look like a host.
fn scheme<'a>(text: &'a str, behind: &'a str, out: &mut String) -> &'a str {
    for scheme in ["http", "https"] {
        if let Some(behind) = text.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) {
            out.push_str(scheme);
            return literal("\\://", behind, out);
        }
    }
    literal("h", behind, out)
}

/// Copies an escape, and escapes a backslash that starts none.
fn escape<'a>(behind: &'a str, out: &mut String) -> &'a str {
    match behind.chars().next() {
        Some(next) if next.is_ascii_punctuation() => {
            out.push('\\');
            out.push(next);
            behind.get(1..).unwrap_or_default()
        }
        _ => literal("\\\\", behind, out),
    }
}

/// The web address that `text` starts with.
fn address(text: &str) -> Option<&str> {
    let behind = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let ends = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '<' | '>' | '`' | '"' | '|' | '\\' | '[' | ']' | '(' | ')')
    };
    let end = behind.find(ends).unwrap_or(behind.len());
    let host = behind.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
    let length = text.len() - behind.len() + host.len();
    if host.is_empty() { None } else { text.get(..length) }
}

/// `[label](destination)`.
struct Link<'a> {
    label: &'a str,
    destination: &'a str,
    behind: &'a str,
}

/// How far behind its label a link may end, lest a line of nothing but brackets takes forever.
const LONGEST_DESTINATION: usize = 512;

/// Reads a link behind its first bracket.
fn link(text: &str) -> Option<Link<'_>> {
    let (label, behind) = text.split_at_checked(label_length(text)?)?;
    let target = behind.strip_prefix("](")?;
    let (end, _) = target.char_indices().take(LONGEST_DESTINATION).find(|(_, character)| *character == ')')?;
    let (target, behind) = target.split_at_checked(end)?;
    // A destination may stand in angle brackets and before a title.
    let destination = target.split_whitespace().next().unwrap_or_default();
    let destination = destination.trim_start_matches('<').trim_end_matches('>');
    Some(Link { label, destination, behind: behind.strip_prefix(')')? })
}

/// The length of a label that holds neither brackets nor what could end a cell of a table.
fn label_length(text: &str) -> Option<usize> {
    let mut length = 0;
    loop {
        let rest = text.get(length..)?;
        length += rest.find([']', '[', '\\', '|', '`'])?;
        let rest = text.get(length..)?;
        match rest.chars().next()? {
            ']' => return Some(length),
            '`' => length += code_span(rest).filter(|end| !rest.get(..*end).is_some_and(|code| code.contains('|')))?,
            _ => return None,
        }
    }
}

/// Writes a link to the web; of any other, which leads nowhere from here, only the label.
fn write_link(link: &Link<'_>, in_row: bool, out: &mut String) {
    let address = address(link.destination).filter(|address| *address == link.destination);
    match address {
        Some(address) if link.label.trim().is_empty() => out.extend(["<", address, ">"]),
        Some(address) => out.extend(["[", &spans(link.label, true, in_row), "](", address, ")"]),
        None => {
            let label = spans(link.label, false, in_row);
            out.push_str(&label);
            // What is beyond plain addresses, such as parentheses in one, is shown rather than linked.
            let shown = link.destination.strip_prefix("mailto:").unwrap_or(link.destination);
            let is_address = shown != link.destination || shown.contains("://");
            if is_address && !link.label.contains(shown) {
                out.extend([" (", &spans(shown, false, in_row), ")"]);
            }
        }
    }
}

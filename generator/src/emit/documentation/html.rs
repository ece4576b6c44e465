//! HTML within Markdown: the few tags that descriptions are formatted with, as Markdown.
//!
//! The rest is not HTML any more: the inline pass escapes every `<` that it finds.

use super::inline::{Piece, pieces};

/// Rewrites the known tags of one line. The result has several lines where a tag ends a paragraph.
pub(super) fn translate(line: &str) -> Vec<String> {
    if !line.contains('<') {
        return vec![line.to_owned()];
    }
    let is_row = line.trim_start().starts_with('|');
    let mut out = String::new();
    let mut destination = None;
    for piece in pieces(line) {
        match piece {
            Piece::Code(code) => out.push_str(code),
            Piece::Text(text) => translate_text(text, &mut out, &mut destination),
        }
    }
    if is_row {
        return vec![out.replace('\n', " ")];
    }
    out.split('\n').map(str::to_owned).collect()
}

/// Rewrites the tags of text that holds no code. `link` is the destination of the link that is open.
fn translate_text(text: &str, out: &mut String, link: &mut Option<String>) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        // A backslash in front makes it text.
        let escaped = before.ends_with('\\');
        match tag(after).filter(|_| !escaped) {
            Some((tag, behind)) if replace(tag, out, link) => rest = behind,
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
}

/// The longest tag that is looked for the end of, lest a line of nothing but `<` takes forever.
const LONGEST: usize = 512;

/// Splits off a tag behind its first bracket.
fn tag(text: &str) -> Option<(&str, &str)> {
    let (end, _) = text.char_indices().take(LONGEST).find(|(_, character)| *character == '>')?;
    let (tag, behind) = text.split_at_checked(end)?;
    Some((tag, behind.strip_prefix('>')?))
}

/// Writes the Markdown for a tag, given without its brackets. Returns `false` for an unknown tag.
fn replace(tag: &str, out: &mut String, link: &mut Option<String>) -> bool {
    let name: String = tag.chars().take_while(|character| !character.is_whitespace()).collect();
    let name = name.to_ascii_lowercase();
    let (closing, name) = match name.strip_prefix('/') {
        Some(name) => (true, name),
        None => (false, name.trim_end_matches('/')),
    };
    match name {
        "br" | "p" | "div" | "ul" | "ol" | "table" | "tr" | "pre" | "blockquote" | "hr" | "section" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6" => out.push_str("\n\n"),
        "li" if !closing => out.push_str("\n- "),
        "td" | "th" if !closing => out.push(' '),
        "b" | "strong" => out.push_str("**"),
        "i" | "em" => out.push('*'),
        "a" if closing => {
            if let Some(destination) = link.take() {
                out.extend([" (", &destination, ")"]);
            }
        }
        "a" => *link = destination(tag),
        "li" | "td" | "th" | "thead" | "tbody" | "span" | "u" | "sub" | "sup" | "small" | "font" | "center"
        | "details" | "summary" | "code" | "tt" | "kbd" | "img" => {}
        _ => return false,
    }
    true
}

/// The `href` of a link that leads to the web.
fn destination(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once("href=")?;
    let quote = value.chars().next().filter(|character| matches!(character, '"' | '\''))?;
    let (destination, _) = value.strip_prefix(quote)?.split_once(quote)?;
    let is_web = destination.starts_with("http://") || destination.starts_with("https://");
    is_web.then(|| destination.to_owned())
}

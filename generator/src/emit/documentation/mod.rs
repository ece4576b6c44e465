//! Doc comments: what the specification says about an item, made harmless.
//!
//! Text of a specification is Markdown of unknown quality and, perhaps, of ill will. It comes out as lines that
//! end no comment, start no test and give rustdoc nothing to warn of. No other module writes such text.

mod characters;
mod examples;
mod html;
mod inline;
mod markdown;

use std::borrow::Cow;

use crate::api::Documentation;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) use examples::telling;
pub(super) use inline::code;
pub(super) use markdown::markdown;

/// The start of the destination of a link to an item of the crate.
const ROOT: &str = "crate::";

/// The longest JSON text within a sentence.
const SHORT: usize = 80;

/// The longest string within a sentence.
const SHORT_STRING: usize = 100;

/// The longest text that makes a title of the same words superfluous.
const SHORT_LINE: usize = 120;

/// Separates the lines of a comment until the file is printed; no text contains it.
///
/// Attributes take most of the time to parse, so a comment is a single attribute, however many lines it has.
pub(super) const LINE_BREAK: char = '\u{1e}';

/// Writes lines as outer doc comments.
pub(super) fn attributes<L: AsRef<str>>(lines: &[L]) -> TokenStream {
    literal(lines).map(|text| quote!(#[doc = #text])).unwrap_or_default()
}

/// Writes lines as the doc comment of the enclosing module.
pub(super) fn inner_attributes<L: AsRef<str>>(lines: &[L]) -> TokenStream {
    literal(lines).map(|text| quote!(#![doc = #text])).unwrap_or_default()
}

/// The text of a comment of these lines; `None` if there are none.
///
/// It is a raw string: comments are most of what is emitted, and what is escaped here would be unescaped again.
fn literal<L: AsRef<str>>(lines: &[L]) -> Option<Literal> {
    let (first, rest) = lines.split_first()?;
    let mut text = String::new();
    comment(first.as_ref(), &mut text);
    for line in rest {
        text.push(LINE_BREAK);
        comment(line.as_ref(), &mut text);
    }
    let mut hashes = String::new();
    // Rust takes no more.
    while hashes.len() < 256 && text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    Some(format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(&text)))
}

/// Appends the text after `///`: one line, without anything that could be read as more than text.
fn comment(line: &str, text: &mut String) {
    let line: Cow<'_, str> = if characters::is_harmless(line) {
        line.into()
    } else {
        line.chars().filter(|&character| !characters::is_dangerous(character)).collect()
    };
    let line = line.trim_end();
    if !line.is_empty() {
        text.push(' ');
        text.push_str(line);
    }
}

/// Writes the doc comment of an item; `fallback` is its text where the specification has none.
pub(super) fn item(documentation: &Documentation, fallback: &str, deprecated: bool) -> TokenStream {
    attributes(&lines(documentation, fallback, deprecated))
}

/// Everything that the specification says about an item, as lines.
pub(super) fn lines(documentation: &Documentation, fallback: &str, deprecated: bool) -> Vec<String> {
    let mut lines = text(documentation);
    if lines.is_empty() && !fallback.is_empty() {
        lines.push(fallback.to_owned());
    }
    if deprecated {
        paragraph(&mut lines, vec!["**Deprecated.**".to_owned()]);
    }
    if let Some(default) = &documentation.default {
        paragraph(&mut lines, json("Default", default));
    }
    if let Some(example) = &documentation.example {
        paragraph(&mut lines, json("Example", example));
    }
    if !documentation.constraints.is_empty() {
        let constraints: Vec<_> = documentation.constraints.iter().map(|text| inline::line(text)).collect();
        paragraph(&mut lines, vec![format!("Constraints: {}.", constraints.join(", "))]);
    }
    if let Some(url) = documentation.external_url.as_deref().filter(|url| !url.trim().is_empty()) {
        paragraph(&mut lines, vec![format!("See {}.", inline::line(url.trim()))]);
    }
    lines
}

/// Summary and description as lines; none if the specification has neither.
pub(super) fn text(documentation: &Documentation) -> Vec<String> {
    let summary = documentation.summary.as_deref().unwrap_or_default().trim();
    let description = documentation.description.as_deref().unwrap_or_default().trim();
    let mut lines = Vec::new();
    // A summary that the description repeats adds nothing.
    if !summary.is_empty() && !repeats(description, summary) {
        let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        paragraph(&mut lines, markdown(&summary));
        end(&mut lines);
    }
    paragraph(&mut lines, markdown(description));
    end(&mut lines);
    lines
}

/// Whether a text begins with all that a summary says: with the same text, or in its first line with the same words.
fn repeats(text: &str, summary: &str) -> bool {
    if text.starts_with(summary.trim_end_matches('.')) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let first = text.lines().next().unwrap_or_default();
    let stated = words(first);
    // `List accounts` is in `This lists all accounts`.
    let is_stated =
        |word: &String| stated.iter().any(|it| it == word || word.len() > 2 && it.strip_suffix('s') == Some(word));
    first.chars().count() <= SHORT_LINE && words(summary).iter().all(is_stated)
}

/// Ends the first paragraph with a full stop, if it is a line that ends with a word.
fn end(lines: &mut [String]) {
    let [first, rest @ ..] = lines else { return };
    let is_word = |character: char| character.is_ascii_alphanumeric() || character.is_lowercase() || character == ')';
    if rest.first().is_none_or(String::is_empty) && markdown::is_plain(first) && first.ends_with(is_word) {
        first.push('.');
    }
}

/// A link to an item of the crate, from `crate` on. A file that doesn't bring the item in has its name alone.
pub(super) fn link(label: &str, path: &str) -> String {
    format!("[`{label}`]({ROOT}{path})")
}

/// `a`, `b` and `c`
pub(super) fn series(items: &[String], conjunction: &str) -> String {
    match items.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

/// Appends lines as a paragraph of their own.
pub(super) fn paragraph(lines: &mut Vec<String>, paragraph: Vec<String>) {
    if !paragraph.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(paragraph);
    }
}

/// Appends an item of a list: a lead, such as a name in code, and what there is to say about it.
pub(super) fn list_item(list: &mut Vec<String>, lead: &str, text: &[String]) {
    let mut text = text.iter();
    match text.as_slice().first() {
        None => list.push(format!("- {lead}")),
        Some(first) if markdown::is_plain(first) => {
            text.next();
            list.push(format!("- {lead}: {first}"));
        }
        Some(_) => list.extend([format!("- {lead}:"), String::new()]),
    }
    list.extend(text.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
}

/// A JSON text with its meaning: in the sentence if it is short, else in a block.
fn json(label: &str, text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    if let Some(string) = plain_string(text) {
        return vec![format!("{label}: {}.", code(&format!("\"{string}\"")))];
    }
    if text.chars().count() <= SHORT && !text.contains('\n') {
        return vec![format!("{label}: {}.", code(text))];
    }
    let pretty = serde_json::from_str::<serde_json::Value>(text)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| text.to_owned());
    let mut lines = vec![format!("{label}:"), String::new()];
    lines.extend(markdown::fenced("json", &pretty));
    lines
}

/// The string that a JSON text is, if it can be shown without JSON's escapes.
fn plain_string(text: &str) -> Option<String> {
    let string = serde_json::from_str::<String>(text).ok()?;
    let is_plain = !string.contains(characters::is_dangerous) && string.chars().count() <= SHORT_STRING;
    is_plain.then_some(string)
}

#[cfg(test)]
mod tests;

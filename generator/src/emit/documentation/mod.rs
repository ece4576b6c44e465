//! Doc comments: what the specification says about an item, made harmless.
//!
//! Text of a specification is Markdown of unknown quality and, perhaps, of ill will. It comes out as lines that
//! end no comment, start no test and give rustdoc nothing to warn of. No other module writes such text.

mod html;
mod inline;
mod markdown;

use std::borrow::Cow;

use crate::api::Documentation;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) use inline::code;
pub(super) use markdown::markdown;

/// The longest JSON text within a sentence.
const SHORT: usize = 80;

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
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    Some(format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(&text)))
}

/// Appends the text after `///`: one line, without anything that could be read as more than text.
fn comment(line: &str, text: &mut String) {
    let line: Cow<'_, str> = if markdown::is_harmless(line) {
        line.into()
    } else {
        line.chars().filter(|&character| !markdown::is_dangerous(character)).collect()
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
    if !summary.is_empty() && !description.starts_with(summary.trim_end_matches('.')) {
        let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        paragraph(&mut lines, markdown(&summary));
    }
    paragraph(&mut lines, markdown(description));
    lines
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

#[cfg(test)]
mod tests;

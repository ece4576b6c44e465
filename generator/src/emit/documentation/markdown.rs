//! The structure of Markdown, line by line: lists, blocks of code, headings, quotes and tables.
//!
//! Each line comes out at exactly the indentation of the list item that it belongs to, so that nothing is a block of
//! code by accident, and blocks of code say that they are no Rust.

use std::borrow::Cow;

use super::characters::is_dangerous;
use super::html;
use super::inline;

/// The width that text is not wrapped below.
const WIDTH: usize = 60;

/// How deep lists may be nested.
const DEEPEST: usize = 8;

/// Languages of code blocks that rustdoc takes for what they are. All others could be options of a test.
const LANGUAGES: [&str; 30] = [
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "curl",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "jsonc",
    "php",
    "powershell",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
];

/// Rewrites Markdown for a doc comment. The result has no empty line at its ends, and no two in a row.
pub(in crate::emit) fn markdown(text: &str) -> Vec<String> {
    let text = clean(text);
    let source: Vec<&str> = text.lines().collect();
    let mut scanner = Scanner::default();
    for ((line, is_row), is_apart) in source.iter().zip(rows(&source)).zip(apart(&source)) {
        scanner.is_apart = is_apart;
        scanner.source_line(line, is_row);
    }
    scanner.finish()
}

/// A block of code in a language.
pub(super) fn fenced(language: &str, text: &str) -> Vec<String> {
    let text = clean(text);
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.lines().map(|line| line.trim_end().replace('\t', "    ")));
    lines.push(fence);
    lines
}

/// Returns whether a line, as [`markdown()`] wrote it, is text and can follow other text.
pub(super) fn is_plain(line: &str) -> bool {
    !line.starts_with([' ', '|']) && !starts_block(line) && !line.is_empty()
}

/// Leaves no line break but `\n`, and no character that is not text.
fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return text.into();
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|&character| matches!(character, '\n' | '\t') || !is_dangerous(character)).collect()
}

/// Says for each line whether it belongs to a table.
fn rows(source: &[&str]) -> Vec<bool> {
    let mut rows = Vec::with_capacity(source.len());
    for block in source.split_inclusive(|line| line.trim().is_empty()) {
        let is_table = block.iter().any(|line| {
            line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
        });
        rows.extend(block.iter().map(|_| is_table));
    }
    rows
}

/// Says for each line whether its author began it anew, and didn't only run out of space: the line before ends without a
/// sign, it begins with a capital, and its first word would have found space there.
fn apart(source: &[&str]) -> Vec<bool> {
    let mut apart = Vec::with_capacity(source.len());
    for block in source.split_inclusive(|line| line.trim().is_empty()) {
        let length = |line: &str| line.trim().chars().count();
        let longest = block.iter().map(|line| length(line)).max().unwrap_or_default().max(WIDTH);
        let befores = [""].iter().chain(block);
        apart.extend(block.iter().zip(befores).map(|(line, before)| {
            let word = line.split_whitespace().next().unwrap_or_default();
            word.starts_with(char::is_uppercase)
                && before.trim().ends_with(char::is_alphanumeric)
                && length(before) + 1 + length(word) <= longest
        }));
    }
    apart
}

/// Splits a line into the width of its indentation and the rest, without spaces at its end.
fn indentation(line: &str) -> (usize, &str) {
    let body = line.trim_start_matches([' ', '\t']);
    let indent = line.get(..line.len() - body.len()).unwrap_or_default();
    let width =
        indent.chars().fold(0, |width, character| if character == '\t' { width / 4 * 4 + 4 } else { width + 1 });
    (width, body.trim_end_matches([' ', '\t']))
}

/// The mark of a list item.
struct Marker<'a> {
    text: &'a str,
    /// The number of an ordered list's item.
    number: Option<u32>,
    /// Spaces behind the mark.
    spaces: usize,
    content: &'a str,
}

fn marker(body: &str) -> Option<Marker<'_>> {
    if is_break(body) {
        return None;
    }
    let digits = body.len() - body.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let (length, number) = match digits {
        0 if body.starts_with(['-', '*', '+']) => (1, None),
        1..=9 if body.get(digits..)?.starts_with(['.', ')']) => (digits + 1, body.get(..digits)?.parse().ok()),
        _ => return None,
    };
    let (text, behind) = body.split_at_checked(length)?;
    let content = behind.trim_start_matches([' ', '\t']);
    let spaces = behind.len() - content.len();
    (spaces > 0 || content.is_empty()).then_some(Marker { text, number, spaces, content })
}

/// Returns whether `body` is a thematic break: a line of `*`, `-` or `_`.
fn is_break(body: &str) -> bool {
    let Some(first) = body.chars().next().filter(|first| matches!(first, '*' | '-' | '_')) else { return false };
    body.chars().all(|character| character == first || character.is_whitespace())
        && body.chars().filter(|character| *character == first).count() >= 3
}

/// The level and the text of a heading.
fn heading(body: &str) -> Option<(usize, &str)> {
    let text = body.trim_start_matches('#');
    let level = body.len() - text.len();
    ((1..=6).contains(&level) && (text.is_empty() || text.starts_with([' ', '\t']))).then_some((level, text.trim()))
}

/// The character, the length and the language of the fence that `body` opens.
fn fence(body: &str) -> Option<(char, usize, &str)> {
    let character = body.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let info = body.trim_start_matches(character);
    let length = body.len() - info.len();
    (length >= 3 && !(character == '`' && info.contains('`'))).then_some((character, length, info.trim()))
}

/// Returns whether `text` would start something else than a paragraph.
fn starts_block(text: &str) -> bool {
    marker(text).is_some()
        || is_break(text)
        || heading(text).is_some()
        || fence(text).is_some()
        || text.starts_with('>')
        || text.chars().all(|character| matches!(character, '=' | '-'))
}

/// Makes text that is to be text stay so, whatever it starts with.
fn guard(text: &str) -> String {
    if text.is_empty() || !starts_block(text) {
        return text.to_owned();
    }
    let digits = text.len() - text.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let (number, rest) = text.split_at_checked(digits).unwrap_or_default();
    format!("{number}\\{rest}")
}

/// What the last line was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Previous {
    #[default]
    Blank,
    Paragraph,
    Item,
    Quote,
    Other,
}

/// A list that is open.
struct List {
    /// Where the text of its item starts in the source.
    source: usize,
    /// Where its marks start in the output.
    base: usize,
    /// Where the text of its item starts in the output.
    output: usize,
    /// The character after its numbers; `None` without numbers.
    delimiter: Option<char>,
}

/// A block of code that is open.
struct Code {
    /// The fence that ends it; without one it is indented.
    fence: Option<(char, usize)>,
    language: &'static str,
    /// The indentation that is not a part of the code.
    source: usize,
    output: usize,
    /// The prefix of the first line.
    prefix: String,
    text: String,
}

#[derive(Default)]
struct Scanner {
    lines: Vec<String>,
    lists: Vec<List>,
    code: Option<Code>,
    previous: Previous,
    /// Whether the line stands apart from the text before it.
    is_apart: bool,
}

impl Scanner {
    fn source_line(&mut self, line: &str, is_row: bool) {
        let (indent, body) = indentation(line);
        if self.code_line(line, indent, body) {
            return;
        }
        if body.is_empty() {
            self.blank();
        } else if indent >= 4 && self.previous == Previous::Blank && self.lists.is_empty() && marker(body).is_none() {
            self.code = Some(Code {
                fence: None,
                language: "text",
                source: 4,
                output: 0,
                prefix: String::new(),
                text: String::new(),
            });
            self.code_line(line, indent, body);
        } else {
            for line in html::translate(body) {
                match indentation(&line).1 {
                    "" => self.blank(),
                    body if self.code.is_some() => drop(self.code_line(body, 0, body)),
                    body => self.line(indent, body, is_row),
                }
            }
        }
    }

    /// Takes the line as one of the open block of code. Returns `false` if it isn't.
    fn code_line(&mut self, line: &str, indent: usize, body: &str) -> bool {
        let Some(code) = &mut self.code else { return false };
        let ends = match code.fence {
            Some((character, length)) => body.chars().count() >= length && body.chars().all(|other| other == character),
            None => indent < code.source && !body.is_empty(),
        };
        if ends {
            let is_fence = code.fence.is_some();
            self.close();
            return is_fence;
        }
        let kept = indent.saturating_sub(code.source);
        code.text.push_str(&" ".repeat(if body.is_empty() { 0 } else { kept }));
        code.text.push_str(line.trim_start_matches([' ', '\t']));
        code.text.push('\n');
        true
    }

    /// Writes the open block of code.
    fn close(&mut self) {
        let Some(code) = self.code.take() else { return };
        let is_item = !code.prefix.is_empty();
        let text = code.text.trim_end();
        if text.is_empty() && !is_item {
            return;
        }
        let first = if is_item { code.prefix } else { " ".repeat(code.output) };
        let indent = " ".repeat(code.output);
        for (index, line) in fenced(code.language, text).into_iter().enumerate() {
            let indent = if index == 0 { &first } else { &indent };
            self.lines.push(if line.is_empty() { line } else { format!("{indent}{line}") });
        }
        self.previous = Previous::Other;
    }

    fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
        self.previous = Previous::Blank;
    }

    fn line(&mut self, indent: usize, body: &str, is_row: bool) {
        if let Some(marker) = marker(body) {
            return self.item(indent, &marker, is_row);
        }
        let is_structure = is_break(body) || heading(body).is_some() || fence(body).is_some() || body.starts_with('>');
        if self.previous == Previous::Blank || is_structure {
            while self.lists.pop_if(|list| list.source > indent).is_some() {}
        }
        let output = self.lists.last().map_or(0, |list| list.output);
        if let Some((character, length, info)) = fence(body) {
            self.open(character, length, info, indent, output, String::new());
        } else if let Some((level, text)) = heading(body) {
            // The first level is that of the sections which the generator writes.
            self.push(output, &format!("{} {}", "#".repeat(level.max(2)), inline::line(text)), Previous::Other);
        } else if is_break(body) {
            // Below a paragraph dashes make a heading of it.
            let is_heading = body.starts_with('-') && self.previous == Previous::Paragraph && self.lists.is_empty();
            self.push(output, if is_heading { "---" } else { "***" }, Previous::Other);
        } else if body.starts_with('>') {
            let text = guard(inline::line(body.trim_start_matches(['>', ' ', '\t'])).trim());
            self.push(output, &format!("> {text}"), Previous::Quote);
        } else {
            if self.previous == Previous::Quote {
                self.blank();
            }
            self.text(output, body, is_row);
        }
    }

    /// Writes a line of a paragraph or of a table.
    fn text(&mut self, output: usize, body: &str, is_row: bool) {
        let text = if is_row { inline::row(body) } else { inline::line(body) };
        // Lines of `=` make a heading of the paragraph above them, and that is what they are for.
        let is_underline = body.chars().all(|character| character == '=') && self.previous == Previous::Paragraph;
        let text = if is_underline { text } else { guard(text.trim()) };
        if text.is_empty() {
            return;
        }
        if self.is_apart
            && !is_row
            && self.previous == Previous::Paragraph
            && let Some(last) = self.lines.last_mut()
        {
            last.push('\\');
        }
        self.push(output, &text, Previous::Paragraph);
    }

    fn push(&mut self, indent: usize, text: &str, kind: Previous) {
        self.lines.push(format!("{}{}", " ".repeat(indent), text.trim_end()));
        self.previous = kind;
    }

    fn item(&mut self, indent: usize, marker: &Marker<'_>, is_row: bool) {
        let delimiter = marker.number.and_then(|_| marker.text.chars().last());
        let mut closed = None;
        while let Some(list) = self.lists.pop_if(|list| list.source > indent) {
            closed = Some(list);
        }
        if self.lists.len() >= DEEPEST {
            closed = self.lists.pop();
        }
        let base = self.lists.last().map_or(0, |list| list.output);
        let is_closed = closed.is_some();
        let goes_on = closed.is_some_and(|list| list.base == base && list.delimiter == delimiter);
        // An ordered list that starts in the middle of a paragraph has to start with 1 to be one.
        let interrupts = marker.number.is_some_and(|number| number != 1) && !goes_on;
        if marker.content.is_empty() || interrupts && self.previous == Previous::Paragraph {
            if is_closed && self.previous != Previous::Blank || self.previous == Previous::Quote {
                self.blank();
            }
            return self.text(base, &format!("{} {}", marker.text, marker.content), is_row);
        }
        if interrupts && self.previous != Previous::Blank {
            self.blank();
        }
        let prefix = format!("{}{} ", " ".repeat(base), marker.text.replace(['*', '+'], "-"));
        let output = prefix.len();
        let spaces = if marker.spaces > 4 { 1 } else { marker.spaces };
        let source = indent + marker.text.len() + spaces;
        if let Some((character, length, info)) = fence(marker.content) {
            self.lists.push(List { source, base, output, delimiter });
            self.open(character, length, info, source, output, prefix);
            return;
        }
        let text = if is_row { inline::row(marker.content) } else { inline::line(marker.content) };
        let text = guard(text.trim());
        if !text.is_empty() {
            self.lists.push(List { source, base, output, delimiter });
            self.push(0, &format!("{prefix}{text}"), Previous::Item);
        }
    }

    fn open(&mut self, character: char, length: usize, info: &str, source: usize, output: usize, prefix: String) {
        let word = info.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
        let word = word.to_ascii_lowercase();
        let language = LANGUAGES.iter().find(|language| **language == word).copied().unwrap_or("text");
        self.code =
            Some(Code { fence: Some((character, length)), language, source, output, prefix, text: String::new() });
    }

    fn finish(mut self) -> Vec<String> {
        self.close();
        while self.lines.pop_if(|line| line.is_empty()).is_some() {}
        self.lines
    }
}

//! The front matter of a page, read as text.
//!
//! It is never handed to a YAML parser as a whole: titles and descriptions are spliced into it with hardly any
//! escaping, and one bad title would cost the operation.

/// The keys of a page's front matter that matter here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FrontMatter<'a> {
    lines: Vec<&'a str>,
}

impl<'a> FrontMatter<'a> {
    /// Finds the lines between the first two `---`; `None` if there are none.
    pub(super) fn find(text: &'a str) -> Option<Self> {
        let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
        if lines.next()?.trim_end() != "---" {
            return None;
        }
        let mut closed = false;
        let lines = lines
            .take_while(|line| {
                closed = line.trim_end() == "---";
                !closed
            })
            .collect();
        closed.then_some(Self { lines })
    }

    /// Returns the text that belongs to a key: the rest of its line, and the lines up to the next key.
    pub(super) fn block(&self, key: &str) -> Option<String> {
        let mut lines = self.lines.iter();
        let first = lines.find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix(':'))?;
        let mut block = first.trim().to_owned();
        for line in lines.take_while(|line| !starts_key(line)) {
            block.push('\n');
            block.push_str(line);
        }
        block.truncate(block.trim_end().len());
        Some(block)
    }

    /// Returns the title of the page, in the author's words.
    pub(super) fn title(&self) -> Option<String> {
        first_title(["title", "sidebar_label"].iter().filter_map(|key| Some(scalar(&self.block(key)?))))
    }
}

/// Chooses the title of a page from its front matter.
pub(super) fn first_title(titles: impl IntoIterator<Item = String>) -> Option<String> {
    let titles = titles.into_iter().map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    // The documentation's generator writes this where an operation has neither a summary nor an id.
    titles.into_iter().find(|title| !title.is_empty() && title != "Missing summary")
}

/// Whether a line starts the next key of the front matter.
fn starts_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once(':') else { return false };
    key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.trim_end().chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
}

/// Reads a YAML scalar as it was spliced in: quotes around it go, a backslash is a backslash.
fn scalar(block: &str) -> String {
    let (first, rest) = block.split_once('\n').unwrap_or((block, ""));
    // `>-`, `|` and the like: the text follows, indented.
    let folded = first.starts_with(['>', '|'])
        && first.chars().skip(1).all(|indicator| matches!(indicator, '+' | '-') || indicator.is_ascii_digit());
    let text = if folded { rest } else { block };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded {
        return text;
    }
    let quoted = |quote: char| Some(text.strip_prefix(quote)?.strip_suffix(quote)?.to_owned());
    if let Some(inner) = quoted('"') {
        return inner.replace("\\\"", "\"").trim().to_owned();
    }
    if let Some(inner) = quoted('\'') {
        return inner.replace("''", "'").trim().to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(lines: &str) -> Option<String> {
        FrontMatter::find(&format!("---\n{lines}\n---\n"))?.title()
    }

    #[test]
    fn titles_are_taken_as_text() {
        assert_eq!(title("title: \"List disks\"").as_deref(), Some("List disks"));
        assert_eq!(title("title: List disks ").as_deref(), Some("List disks"));
        assert_eq!(title("title: 'It''s'").as_deref(), Some("It's"));
        assert_eq!(title("title: \"C:\\new\\\"").as_deref(), Some("C:\\new\\"));
        assert_eq!(title("title: \"say \"\"\"").as_deref(), Some("say \"\""));
        assert_eq!(title("title: \"say \\\"hi\\\" now\"").as_deref(), Some("say \"hi\" now"));
        assert_eq!(title("sidebar_label: Get: x").as_deref(), Some("Get: x"));
        assert_eq!(title("title: \"\"\nsidebar_label: Other").as_deref(), Some("Other"));
        assert_eq!(title("title: >-\n  A long\n  title\nid: x").as_deref(), Some("A long title"));
        assert_eq!(title("title: \"over\n  two lines\"\nid: x").as_deref(), Some("over two lines"));
        assert_eq!(title("title: Missing summary\nsidebar_label: Missing summary"), None);
        assert_eq!(title("id: x"), None);
    }

    #[test]
    fn quotes_are_a_pair() {
        assert_eq!(title("title: \"").as_deref(), Some("\""));
        assert_eq!(title("title: \"Get\" it").as_deref(), Some("\"Get\" it"));
    }

    #[test]
    fn a_block_ends_at_the_next_key() {
        let matter = FrontMatter::find("---\r\napi: {\r\n  \"a\": \"b: c\",\r\n}\r\nid: x\r\n---\r\n");
        let block = |key| matter.as_ref().and_then(|matter| matter.block(key));
        assert_eq!(block("api").as_deref(), Some("{\n  \"a\": \"b: c\",\n}"));
        assert_eq!(block("apis"), None);
    }

    #[test]
    fn front_matter_has_two_fences() {
        assert_eq!(FrontMatter::find("# A page\n"), None);
        assert_eq!(FrontMatter::find("---\napi: {}\n"), None);
        assert_eq!(FrontMatter::find(""), None);
        assert!(FrontMatter::find("\n---\n---\n").is_some());
    }
}

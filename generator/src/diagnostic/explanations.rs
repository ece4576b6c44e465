//! The documentation of each code, built in so that a binary can show it without a checkout.

const PAGES: [&str; 5] = [
    include_str!("../../docs/diagnostics/read.md"),
    include_str!("../../docs/diagnostics/repair-operations.md"),
    include_str!("../../docs/diagnostics/repair-schemas.md"),
    include_str!("../../docs/diagnostics/lower.md"),
    include_str!("../../docs/diagnostics/output.md"),
];

/// Returns the documentation of a code, in Markdown and without the heading: its severity, its meaning, an
/// example in a fenced block, and what to do.
pub(super) fn explanation(code: &str) -> Option<&'static str> {
    PAGES.iter().find_map(|page| section(page, code))
}

/// The text below the heading `## title`, up to the next heading of that kind.
fn section<'p>(page: &'p str, title: &str) -> Option<&'p str> {
    let mut start = None;
    let mut end = 0;
    let mut is_fenced = false;
    for line in page.split_inclusive('\n') {
        is_fenced ^= line.starts_with("```");
        if let Some(heading) = line.strip_prefix("## ").filter(|_| !is_fenced) {
            if start.is_some() {
                break;
            }
            if heading.trim_end() == title {
                start = Some(end + line.len());
            }
        }
        end += line.len();
    }
    page.get(start?..end).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn each_code_is_explained_with_its_severity_and_an_example() {
        for code in Code::ALL {
            let text = explanation(code.name()).unwrap_or_default();
            assert!(text.starts_with("Severity: ") && text.contains("\n```"), "{}: {text}", code.name());
        }
        assert_eq!(explanation("no-such-code"), None);
        assert_eq!(explanation(""), None);
    }

    #[test]
    fn a_section_ends_at_the_next_heading_outside_of_examples() {
        let page = "# All\n\n## one\n\nFirst.\r\n\n```mdx\n## two\n```\n\n## two\n\nSecond.\n";
        assert_eq!(section(page, "one"), Some("First.\r\n\n```mdx\n## two\n```"));
        assert_eq!(section(page, "two"), Some("Second."));
        assert_eq!(section(page, "All"), None);
    }
}

//! A page as it is kept: it is read like any other, and can be reviewed.

use std::fmt::Write as _;

use serde_json::Value;

use crate::read::site::SitePage;

/// What the second line of a fetched page starts with. It is a comment, in the front matter.
pub(super) const MARKER: &str = "# Fetched from ";

/// Prints a page of the site at `origin`. The operation is spread over lines, so that a review shows what changed in it.
pub(super) fn print(page: &SitePage, origin: &str) -> Result<String, serde_json::Error> {
    let SitePage { permalink, title, operation, .. } = page;
    let path: String = permalink.chars().filter(|character| !character.is_control()).collect();
    let mut text = format!("---\n{MARKER}{origin}{path}\n");
    if let Some(title) = title {
        let title: String = title.chars().filter(|character| !character.is_control()).collect();
        let _ = writeln!(text, "title: '{}'", title.replace('\'', "''"));
    }
    let operation = serde_json::to_string_pretty(&Value::Object(operation.clone()))?;
    let _ = write!(text, "api: {operation}\n---\n");
    Ok(text)
}

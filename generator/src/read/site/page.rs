//! The pages that a script holds.

use crate::diagnostic::Code;
use serde_json::{Map, Value};

use super::super::Options;
use super::super::front_matter;
use super::super::parse::{self, Failure};
use super::super::payload;
use super::super::value::Finding;
use super::Literals;

/// An API page of a site.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SitePage {
    /// The page's path on the site, with that of the site itself.
    pub(crate) permalink: String,
    /// The page's title, which is the operation's summary.
    pub(crate) title: Option<String>,
    /// The object under `frontMatter.api`.
    pub(crate) operation: Map<String, Value>,
    /// What was read differently from how it is written.
    pub(in super::super) findings: Vec<Finding>,
}

/// Reads the API pages of a script; none if it holds something else.
pub(crate) fn pages(text: &str, options: &Options) -> Result<Vec<SitePage>, Failure> {
    // Most scripts are somebody else's.
    if !text.contains("frontMatter") || !text.contains("api") {
        return Ok(Vec::new());
    }
    let mut pages = Vec::new();
    for metadata in parsed(text)? {
        pages.extend(page(metadata, options)?);
    }
    if pages.is_empty() {
        for metadata in literals(text) {
            pages.extend(page(metadata, options)?);
        }
    }
    Ok(pages)
}

/// The objects that the script makes of JSON, and that have front matter.
fn parsed(text: &str) -> Result<Vec<Value>, Failure> {
    let mut found = Vec::new();
    for (_, behind) in splits(text, "JSON.parse(") {
        let mut literals = Literals::new(behind);
        if !literals.rest().starts_with(['"', '\'', '`']) {
            continue;
        }
        let Some(json) = literals.string() else {
            // Something is put into a template, or the script is cut short.
            if behind.contains("frontMatter") && !literals.rest().starts_with('`') {
                let message = "a string in it has no end".to_owned();
                return Err(Failure { code: Code::BrokenJson, message });
            }
            continue;
        };
        if json.contains("\"frontMatter\"") {
            found.push(parse::json(&json)?.value);
        }
    }
    Ok(found)
}

/// The object literals of the script that have front matter.
fn literals(text: &str) -> impl Iterator<Item = Value> {
    let starts = splits(text, "={").chain(splits(text, "= {"));
    starts.filter_map(|(at, _)| Literals::new(text.get(at..)?.trim_start_matches(['=', ' '])).value())
}

/// Each occurrence of `pattern`, with the text after it.
fn splits<'a>(text: &'a str, pattern: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    text.match_indices(pattern)
        .map(move |(at, _)| (at, text.get(at.saturating_add(pattern.len())..).unwrap_or_default()))
}

/// The page with this metadata; `None` if it is not an API page.
fn page(mut metadata: Value, options: &Options) -> Result<Option<SitePage>, Failure> {
    let text = |metadata: &Value, key: &str| metadata.get(key).and_then(Value::as_str).map(str::to_owned);
    let source = text(&metadata, "source").unwrap_or_default();
    let front_matter = metadata.get_mut("frontMatter").map(Value::take).unwrap_or_default();
    // Pages that have nothing to do with an API may use the key for something else.
    let is_page = source.to_ascii_lowercase().ends_with(".api.mdx");
    let parsed = match front_matter.get("api") {
        Some(Value::Object(operation)) => Ok((Value::Object(operation.clone()), Vec::new())),
        Some(Value::String(block)) => {
            payload::read(block.trim(), options).map(|parsed| (parsed.value, parsed.findings))
        }
        _ => return Ok(None),
    };
    let (operation, findings) = match parsed {
        Ok((Value::Object(operation), findings)) => (operation, findings),
        Err(failure) if is_page => return Err(failure),
        _ if is_page => {
            return Err(Failure { code: Code::NotAnOperation, message: "`api` is not an object".to_owned() });
        }
        _ => return Ok(None),
    };
    for key in ["method", "path"] {
        if operation.get(key).is_some_and(Value::is_string) {
            continue;
        }
        if is_page {
            let message = format!("the object under `api` is not an operation: it has no `{key}`");
            return Err(Failure { code: Code::NotAnOperation, message });
        }
        return Ok(None);
    }
    let titles = ["title", "sidebar_label"].map(|key| text(&front_matter, key).unwrap_or_default());
    let permalink = text(&metadata, "permalink").unwrap_or_else(|| {
        let source = source.trim_start_matches("@site").trim_end_matches(".api.mdx").to_owned();
        if source.is_empty() { text(&front_matter, "id").unwrap_or_default() } else { source }
    });
    Ok(Some(SitePage { permalink, title: front_matter::first_title(titles), operation, findings }))
}

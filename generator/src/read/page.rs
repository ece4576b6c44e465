//! One page of a documentation site.

use serde_json::Value;

use super::file::Found;
use super::front_matter::FrontMatter;
use super::{Options, Page, file, parse, payload};
use crate::diagnostic::{Code, Diagnostic, Place};

const WRITE_AGAIN: &str = "delete the page and let the documentation's generator write it again";

/// Reads a page; `None` if it holds no operation, with a diagnostic that says why.
pub(super) fn read(source: &Found, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Option<Page> {
    match parse(source, options, diagnostics) {
        Ok(page) => Some(page),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn parse(source: &Found, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Result<Page, Diagnostic> {
    let text = file::read(&source.path, &source.file, options)?;
    let error = |code, message: String| Diagnostic::error(code, Place::file(&source.file), message).help(WRITE_AGAIN);
    let front_matter = FrontMatter::find(&text);
    let block = front_matter.as_ref().and_then(|front_matter| front_matter.block("api")).unwrap_or_default();
    let Some(front_matter) = front_matter.filter(|_| !block.is_empty()) else {
        return Err(without_operation(source));
    };
    let parsed = payload::read(&block, options)
        .map_err(|failure| error(failure.code, format!("the page's operation can't be read: {}", failure.message)))?;
    diagnostics.extend(parse::findings(&source.file, parsed.findings));
    let Value::Object(operation) = parsed.value else {
        return Err(error(Code::NotAnOperation, "the value of `api:` is not an object".to_owned()));
    };
    for key in ["method", "path"] {
        if !operation.get(key).is_some_and(Value::is_string) {
            let message = format!("the object under `api:` is not an operation: it has no `{key}`");
            return Err(error(Code::NotAnOperation, message));
        }
    }
    Ok(Page { file: source.file.clone(), title: front_matter.title(), operation })
}

/// An API page must have an operation; of other pages (a tag's, a schema's, the overview) none is expected.
fn without_operation(source: &Found) -> Diagnostic {
    let place = Place::file(&source.file);
    if source.file.to_ascii_lowercase().ends_with(".api.mdx") {
        Diagnostic::error(Code::MissingApi, place, "the page's front matter has no `api:` key").help(WRITE_AGAIN)
    } else {
        Diagnostic::warning(Code::NoApiPage, place, "this is not an API page; it is skipped")
            .help("name pages that end in `.api.mdx`, or their folder")
    }
}

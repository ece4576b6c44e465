//! A docs site that was built: scripts that hold the front matter of pages.
//!
//! Each page of a Docusaurus site is a script, in which its metadata stands as `JSON.parse('{..}')`, or as a literal in
//! sites that were built with older versions. `frontMatter.api` is the `api:` of the source page.

mod literal;
mod names;
mod page;
#[cfg(test)]
mod tests;

use super::file::Found;
use super::{Input, Options, Page, file, parse};
use crate::diagnostic::{Code, Diagnostic, Place};

pub(crate) use literal::Literals;
pub(crate) use names::page_names;
pub(crate) use page::{SitePage, pages};

const BUILD_AGAIN: &str = "build or fetch the site again";

/// Whether a script holds an API page, or did before it was damaged.
pub(super) fn holds_page(text: &str, options: &Options) -> bool {
    pages(text, options).map_or(true, |pages| !pages.is_empty())
}

/// Reads the pages of a script. What can't be read is an error among the diagnostics.
pub(super) fn read(source: &Found, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Vec<SitePage> {
    let found = file::read(&source.path, &source.file, options).and_then(|text| {
        pages(&text, options).map_err(|failure| {
            let message = format!("the script's page can't be read: {}", failure.message);
            Diagnostic::error(failure.code, Place::file(&source.file), message).help(BUILD_AGAIN)
        })
    });
    match found {
        Ok(pages) => {
            if pages.is_empty() && source.folder.is_none() {
                let message = "this script holds no API page; it is skipped";
                diagnostics.push(
                    Diagnostic::warning(Code::NoApiPage, Place::file(&source.file), message)
                        .help("name the folder that the site was built into"),
                );
            }
            pages
        }
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            Vec::new()
        }
    }
}

/// Adds the pages of a site's scripts to what was read, under the names of the pages that they were made from.
pub(super) fn add(mut found: Vec<(&Found, SitePage)>, input: &mut Input) {
    found.sort_by(|(one, page), (other, next)| (&page.permalink, &one.file).cmp(&(&next.permalink, &other.file)));
    // Bundlers put what several chunks need into each of them.
    found.dedup_by(|(_, page), (_, first)| page.permalink == first.permalink && page.operation == first.operation);
    let names = page_names(found.iter().map(|(_, page)| page.permalink.as_str()));
    for ((source, page), name) in found.into_iter().zip(names) {
        let file = format!("{}{name}", folder_name(source));
        input.sources.insert(&file, &source.path);
        input.diagnostics.extend(parse::findings(&file, page.findings));
        input.pages.push(Page { file, title: page.title, operation: page.operation });
    }
    input.pages.sort_by(|one, other| one.file.cmp(&other.file));
}

/// What the folder that the user named is called in messages, with a slash; empty for a script that they named.
fn folder_name(source: &Found) -> &str {
    let below = source.folder.as_deref().and_then(|folder| source.path.strip_prefix(folder).ok());
    below.and_then(|below| source.file.strip_suffix(&super::file::display(below))).unwrap_or_default()
}

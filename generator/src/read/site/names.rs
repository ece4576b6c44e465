//! What the pages of a site are called: by slugs, whatever the site says.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

/// The most letters of a part, so that no file system has too many.
const MAX_LENGTH: usize = 80;

/// The most folders around a page.
const MAX_DEPTH: usize = 8;

/// Names pages as the files that they were made from are called, by their paths on the site: `/api/list-disks` is
/// `api/list-disks.api.mdx`. No two names are equal, and none leads out of a folder.
pub(crate) fn page_names<'a>(permalinks: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let names = permalinks.map(|permalink| {
        let slug = slugs(permalink);
        let mut name = slug.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{slug}-{count}");
        }
        format!("{name}.api.mdx")
    });
    names.collect()
}

fn slugs(permalink: &str) -> String {
    let parts = permalink.split('/').map(slug).filter(|slug| !slug.is_empty());
    let parts: Vec<String> = parts.take(MAX_DEPTH).collect();
    if parts.is_empty() { "page".to_owned() } else { parts.join("/") }
}

/// A part of a path in lower-case ASCII letters, digits, `-` and `_`.
fn slug(part: &str) -> String {
    let mut slug = String::new();
    for character in percent_decode_str(part).decode_utf8_lossy().chars() {
        if character.is_ascii_alphanumeric() || character == '_' {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(MAX_LENGTH);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_slugs() {
        let names = |permalinks: &[&str]| page_names(permalinks.iter().copied());
        assert_eq!(names(&["/api/List%20disks/", "x"]), ["api/list-disks.api.mdx", "x.api.mdx"]);
        assert_eq!(
            names(&["/../../etc/pass wd", "..\\..\\x", "C:/x"]),
            ["etc/pass-wd.api.mdx", "x.api.mdx", "c/x.api.mdx"]
        );
        assert_eq!(names(&["/", "", "/é"]), ["page.api.mdx", "page-2.api.mdx", "page-3.api.mdx"]);
        assert_eq!(names(&["/a/B", "/a/b", "/a/b-2"]), ["a/b.api.mdx", "a/b-2.api.mdx", "a/b-2-2.api.mdx"]);
        assert_eq!(names(&[&"x".repeat(5000)]).concat().len(), 88);
        assert_eq!(names(&[&"x/".repeat(5000)]), ["x/x/x/x/x/x/x/x.api.mdx"]);
    }
}

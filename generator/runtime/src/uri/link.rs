//! The `Link` header (RFC 8288), as far as it leads to the next page.

use http::HeaderMap;
use http::header::LINK;

/// The reference of the first link whose relation is `next`, as it stands there.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    let mut texts = headers.get_all(LINK).iter().filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    texts.find_map(next_in).map(str::to_owned)
}

fn next_in(mut text: &str) -> Option<&str> {
    loop {
        let (_, behind) = text.split_once('<')?;
        let (target, behind) = behind.split_once('>')?;
        let (parameters, rest) = split(behind, ',');
        if is_next(parameters) {
            return Some(target.trim());
        }
        text = rest;
    }
}

/// Whether a link's parameters say that it leads from here to the next page.
fn is_next(mut parameters: &str) -> bool {
    let mut relations = None;
    while !parameters.is_empty() {
        let (parameter, rest) = split(parameters, ';');
        parameters = rest;
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let name = name.trim();
        // A link with an anchor belongs to another resource than the response.
        if name.eq_ignore_ascii_case("anchor") {
            return false;
        }
        // Only the first one counts.
        if name.eq_ignore_ascii_case("rel") && relations.is_none() {
            relations = Some(value.trim().trim_matches('"'));
        }
    }
    relations.unwrap_or_default().split_ascii_whitespace().any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// What stands before the first `separator` outside of quotes, and what stands behind it.
fn split(text: &str, separator: char) -> (&str, &str) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, character) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if is_quoted && character == '\\' {
            is_escaped = true;
        } else if character == '"' {
            is_quoted = !is_quoted;
        } else if character == separator && !is_quoted {
            let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
            return (before, behind.strip_prefix(separator).unwrap_or(behind));
        }
    }
    (text, "")
}

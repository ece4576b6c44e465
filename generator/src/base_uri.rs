//! `$self` of OpenAPI 3.2: the URI of a document, which its references can name.

use serde_json::Value;
use url::Url;

/// Rewrites a reference of `document` as seen from where the document lies: `#/..` if it leads to the document itself, and a relative
/// path if it leads to a file whose URI has the same host. `None` if the document has no URI, or the reference leads elsewhere.
pub(crate) fn relative(document: &Value, reference: &str) -> Option<String> {
    let (path, fragment) = reference.split_once('#').map_or((reference, None), |(path, rest)| (path, Some(rest)));
    let base = document.get("$self")?.as_str()?.trim().split('#').next().filter(|base| !base.is_empty())?;
    if path.is_empty() {
        return None;
    }
    // A URI without a host is relative to the place where the document was found, wherever that is.
    let base = Url::parse("http://document.invalid/").ok()?.join(base).ok()?;
    let target = base.join(path).ok()?;
    // A relative path leads to the same file from where the document lies, or to none from its URI.
    if target != base && Url::parse(path).is_err() && !path.starts_with('/') {
        return None;
    }
    let path = if target == base { String::new() } else { base.make_relative(&target)? };
    Some(match fragment {
        Some(fragment) => format!("{path}#{fragment}"),
        None if path.is_empty() => "#".to_owned(),
        None => path,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::relative;

    #[test]
    fn references_by_uri_are_those_of_files_beside_the_document() {
        let found = |base: &str, reference: &str| relative(&json!({ "$self": base }), reference);
        let base = "https://example.com/apis/disks";
        for (reference, expected) in [
            ("https://example.com/apis/disks#/components/schemas/Disk", Some("#/components/schemas/Disk")),
            ("/apis/disks#/a", Some("#/a")),
            ("disks#/a", Some("#/a")),
            ("https://example.com/apis/disks", Some("#")),
            ("shared.yaml#/a~1%7Bb%7D", None),
            ("https://example.com/apis/shared.yaml#/a", Some("shared.yaml#/a")),
            ("https://example.com/shared.yaml", Some("../shared.yaml")),
            ("https://example.org/shared.yaml#/a", None),
            ("#/a", None),
        ] {
            assert_eq!(found(base, reference).as_deref(), expected, "{reference}");
        }
        assert_eq!(found("/apis/disks", "/apis/disks#/a").as_deref(), Some("#/a"));
        assert_eq!(found("urn:acme:disks", "urn:acme:disks#/a").as_deref(), Some("#/a"));
        assert_eq!(found("", "disks#/a"), None);
        assert_eq!(relative(&json!({ "$self": 1 }), "disks#/a"), None);
    }
}

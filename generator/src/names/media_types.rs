//! What things of a media type are called.

use super::Words;

/// Media types that are called by the endings of their files.
const FILES: [(&str, &str); 3] = [
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
];

/// Prefixes of subtypes that say who registered them (RFC 6838), and nothing of their content.
const TREES: [&str; 3] = ["vnd.", "x-", "prs."];

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What something of a media type is called after, the shorter ones first.
pub(crate) fn words(media_type: &str) -> [Words; 3] {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    let plain = TREES.iter().find_map(|tree| subtype.strip_prefix(tree)).unwrap_or(subtype);
    let file = FILES.iter().find(|(name, _)| *name == essence).map(|(_, file)| *file);
    let short = match (kind, subtype) {
        (_, "x-www-form-urlencoded") => "form",
        ("multipart", _) => "multipart",
        ("text", "plain") => "text",
        (_, "octet-stream") => "bytes",
        (kind, "*") => kind,
        _ => file.unwrap_or(plain),
    };
    [short, &essence, media_type].map(Words::of)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_say_what_the_content_is() {
        let names = [
            ("application/x-www-form-urlencoded", "form"),
            ("multipart/form-data", "multipart"),
            ("text/plain; charset=utf-8", "text"),
            ("text/csv", "csv"),
            ("application/octet-stream", "bytes"),
            ("image/*", "image"),
            ("image/svg+xml", "svg_xml"),
            ("application/x-ndjson", "ndjson"),
            ("application/vnd.acme.v1+json", "acme_v1_json"),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            ("new", "new"),
        ];
        for (media_type, name) in names {
            assert_eq!(words(media_type)[0].snake(), name);
        }
        assert_eq!(words("text/xml").map(|words| words.snake()), ["xml", "text_xml", "text_xml"]);
    }
}

//! Media types beside the preferred one: which of them are others.

use crate::lower::document::media::Media;
use crate::names::media_types::essence;

/// Whether two media types are two names of one.
pub(crate) fn are_synonyms(one: &str, other: &str) -> bool {
    let is_xml = |media_type: &str| matches!(essence(media_type).as_str(), "application/xml" | "text/xml" | "xml");
    let of_json = Media::of(one) == Media::Json && Media::of(other) == Media::Json;
    of_json || is_xml(one) && is_xml(other) || essence(one) == essence(other)
}

/// Whether it can be the value of a header, and names a single media type or a range of one kind, such as `image/*`.
pub(crate) fn can_be_asked_for(media_type: &str) -> bool {
    let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic() && byte != b',';
    Media::of(media_type) != Media::Wildcard && media_type.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{are_synonyms, can_be_asked_for};

    #[test]
    fn synonyms_are_one_media_type() {
        for (one, other) in [("application/json", "text/json"), ("text/xml", "application/xml"), ("a/b", "A/B; c=d")] {
            assert!(are_synonyms(one, other), "{one} {other}");
        }
        for (one, other) in [("application/json", "application/hal+json"), ("text/csv", "text/plain")] {
            assert!(!are_synonyms(one, other), "{one} {other}");
        }
    }

    #[test]
    fn only_a_media_type_can_be_asked_for() {
        for media_type in ["text/csv", "image/*", "application/json; version=2"] {
            assert!(can_be_asked_for(media_type), "{media_type}");
        }
        for media_type in ["*/*", "application/*", "", "text/csv, text/tsv", "text/\n", "text/größe"] {
            assert!(!can_be_asked_for(media_type), "{media_type}");
        }
    }
}

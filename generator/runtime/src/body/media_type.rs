//! Media types of content, which is of one and no range.

/// `media_type` unless it is a range such as `image/*`, which says what is accepted and can't be said of content.
pub(crate) fn concrete<'a>(media_type: &'a str, otherwise: &'a str) -> &'a str {
    if media_type.is_empty() || media_type.contains(['*', ',']) { otherwise } else { media_type }
}

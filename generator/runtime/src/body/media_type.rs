//! Media types of content: one type, not a range.

/// `media_type`, unless it is a range such as `image/*`: content has one type.
pub(crate) fn concrete<'a>(media_type: &'a str, otherwise: &'a str) -> &'a str {
    if media_type.is_empty() || media_type.contains(['*', ',']) { otherwise } else { media_type }
}

//! JSON pointers (RFC 6901), alone and as the fragment of a reference.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// A name as a segment of a pointer (section 3).
pub(crate) fn escape(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}

/// The name that a segment of a pointer stands for (section 4).
pub(crate) fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') { segment.replace("~1", "/").replace("~0", "~").into() } else { segment.into() }
}

/// Appends `segment` to `pointer`, escaped, without a slash.
pub(crate) fn escape_into(segment: &str, pointer: &mut String) {
    pointer.push_str(&escape(segment));
}

/// Appends what `segment` displays to `pointer`, escaped, without a slash.
pub(crate) fn escape_display(segment: &impl fmt::Display, pointer: &mut String) {
    struct Escaped<'p>(&'p mut String);

    impl fmt::Write for Escaped<'_> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            escape_into(text, self.0);
            Ok(())
        }
    }

    // Writing to a string can't fail.
    let _ = fmt::Write::write_fmt(&mut Escaped(pointer), format_args!("{segment}"));
}

/// Joins segments to a pointer.
pub(crate) fn join<'s>(segments: impl IntoIterator<Item = &'s str>) -> String {
    let mut pointer = String::new();
    for segment in segments {
        pointer.push('/');
        escape_into(segment, &mut pointer);
    }
    pointer
}

/// Splits a pointer into its unescaped segments.
pub(crate) fn segments(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| unescape(segment).into_owned()).collect()
}

/// Returns the child of `value` under one segment.
pub(crate) fn child<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(segment),
        Value::Array(list) => list.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Decodes `%2F` and the like; an invalid escape, or invalid UTF-8, stays unchanged.
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_unescaped_in_the_right_order() {
        assert_eq!(segments("/paths/~1a~1{b}/~01"), ["paths", "/a/{b}", "~1"]);
        assert_eq!(segments(""), [""; 0]);
        assert_eq!(join(["paths", "/a", "~1"]), "/paths/~1a/~01");
    }

    #[test]
    fn percent_escapes_are_decoded_and_others_kept() {
        assert_eq!(percent_decoded("Foo%20Bar%C3%A4"), "Foo Barä");
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%zz%2"), "%zz%2");
        assert_eq!(percent_decoded("%FF"), "%FF");
    }
}

//! JSON pointers (RFC 6901), alone and as the fragment of a reference.

use std::fmt;

use serde_json::Value;

/// Appends `segment` to `pointer`, escaped, without a slash.
pub(super) fn escape_into(segment: &str, pointer: &mut String) {
    if !segment.contains(['~', '/']) {
        return pointer.push_str(segment);
    }
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Appends what `segment` displays to `pointer`, escaped, without a slash.
pub(super) fn escape_display(segment: &impl fmt::Display, pointer: &mut String) {
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
pub(super) fn join<'s>(segments: impl IntoIterator<Item = &'s str>) -> String {
    let mut pointer = String::new();
    for segment in segments {
        pointer.push('/');
        escape_into(segment, &mut pointer);
    }
    pointer
}

/// Splits a pointer into its unescaped segments.
pub(super) fn segments(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
}

/// Returns the child of `value` under one segment.
pub(super) fn child<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(segment),
        Value::Array(list) => list.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}

/// Decodes `%2F` and its like; what is no valid escape, or no UTF-8, stays as it is.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut ahead = rest.clone();
            if let (Some(high), Some(low)) = (ahead.next().and_then(hex), ahead.next().and_then(hex)) {
                bytes.push(high * 16 + low);
                rest = ahead;
                continue;
            }
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
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

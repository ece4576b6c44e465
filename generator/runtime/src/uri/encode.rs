//! Percent-encoding, by the place that a text goes to.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Turns the text of a value into what is written.
pub(crate) type Encode = fn(&str) -> String;

/// All but RFC 3986's unreserved characters.
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All that may not stand in a segment of a path, and the percent sign.
const NOT_SEGMENT: &AsciiSet = &NOT_UNRESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// All that may not stand in a path, whose own percent signs are kept.
const NOT_PATH: &AsciiSet = &NOT_SEGMENT.remove(b'/').remove(b'%');

/// All that may not stand in a query, whose own percent signs are kept. URL parsers encode `'` there.
const NOT_QUERY: &AsciiSet = &NOT_PATH.remove(b'?').add(b'\'');

/// All but reserved and unreserved characters, and those reserved ones that would end the value (`&`, `#`), stand for
/// something else in it (`+`, a space to many servers), or aren't allowed in a query (`[`, `]`, and `'` to URL parsers).
const NOT_RESERVED: &AsciiSet = &NOT_QUERY.add(b'&').add(b'+').add(b'%');

/// What RFC 6265 doesn't allow in the value of a cookie, and the percent sign, which would be taken for an encoding.
const NOT_COOKIE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\').add(b'%');

/// Keeps unreserved characters (letters, digits, `-`, `.`, `_`, `~`) and encodes all others.
pub(crate) fn unreserved(text: &str) -> String {
    utf8_percent_encode(text, NOT_UNRESERVED).to_string()
}

/// Keeps reserved characters too, as far as the value stays one value, and sequences that are encoded already.
pub(crate) fn reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        encoded.extend(utf8_percent_encode(before, NOT_RESERVED));
        let is_sequence =
            after.as_bytes().first_chunk::<2>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        encoded.push_str(if is_sequence { "%" } else { "%25" });
        rest = after;
    }
    encoded.extend(utf8_percent_encode(rest, NOT_RESERVED));
    encoded
}

/// Keeps what may stand in the value of a cookie.
pub(crate) fn cookie(text: &str) -> String {
    utf8_percent_encode(text, NOT_COOKIE).to_string()
}

/// Keeps everything: header values are not encoded.
pub(crate) fn verbatim(text: &str) -> String {
    text.to_owned()
}

/// JSON text in which all is ASCII, as header values have to be.
pub(crate) fn ascii_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// The literal text of a path template: what is encoded already stays so.
pub(crate) fn path_literal(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, NOT_PATH).into()
}

/// The literal text of a query in a path template: what is encoded already stays so.
pub(crate) fn query_literal(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, NOT_QUERY).into()
}

/// A text that may span several segments of a path.
pub(crate) fn segments(text: &str) -> String {
    let segments: Vec<String> =
        text.split('/').map(|part| utf8_percent_encode(part, NOT_SEGMENT).to_string()).collect();
    segments.join("/")
}

//! Text in other encodings than UTF-8: RFC 9110, 8.3.2.

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_8};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The body in UTF-8, or what is wrong with it; `None` if it is in UTF-8 already or no `charset` is named.
pub(super) fn recoded(headers: &HeaderMap, bytes: &[u8]) -> Option<Result<Bytes, String>> {
    let media_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let label = charset(media_type)?;
    // Without the labels that stand for "can't be decoded".
    let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) else {
        return Some(Err(format!("it is in the charset `{label}`, which is not known")));
    };
    if encoding == UTF_8 {
        return None;
    }
    let (text, _, has_faults) = encoding.decode(bytes);
    Some(if has_faults {
        Err(format!("it isn't in the charset `{label}`, as its `Content-Type` says"))
    } else {
        Ok(Bytes::from(text.into_owned()))
    })
}

/// The `charset` of a media type.
fn charset(media_type: &str) -> Option<&str> {
    let mut parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"')).filter(|label| !label.is_empty())
}

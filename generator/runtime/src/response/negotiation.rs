//! Content negotiation (RFC 9110, section 12): whether a body has the media type that was asked for.

use http::header::CONTENT_TYPE;

use super::content::{Content, DecodeFailure};

impl Content {
    /// The result of `decode`, unless the body has another documented media type than those in `accept`.
    ///
    /// Many servers send JSON under other names. So what should be JSON is decoded first, and only if that fails its name counts.
    pub(crate) fn decode_asked<T>(
        &self,
        accept: &str,
        decode: impl FnOnce(&Self) -> Result<T, DecodeFailure>,
    ) -> Result<T, DecodeFailure> {
        let Some(came) = self.other_type(accept) else { return decode(self) };
        if !asked(accept).any(is_json) || is_json(&came) {
            return Err(Self::of_other_type(&came));
        }
        decode(self).map_err(|failure| if failure.is_of_body() { Self::of_other_type(&came) } else { failure })
    }

    /// The media type of the body, if it is documented and none of those in `accept`.
    fn other_type(&self, accept: &str) -> Option<String> {
        let came = essence(self.headers().get(CONTENT_TYPE)?.to_str().ok()?).to_ascii_lowercase();
        let operation = self.described();
        let mut all = [operation.accept].into_iter().chain(operation.alternatives.iter().copied());
        let is_in = |accept: &str| asked(accept).any(|range| fits(range, &came));
        (!is_in(accept) && all.any(is_in)).then_some(came)
    }
}

/// The media types of `Accept` that are asked for, and not only taken for errors.
fn asked(accept: &str) -> impl Iterator<Item = &str> {
    accept.split(',').filter(|range| !range.contains(";q=")).map(essence)
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type in lower case is the one that `range` names, or one of them, as for `image/*`.
fn fits(range: &str, media_type: &str) -> bool {
    match range.strip_suffix('*') {
        Some("" | "*/") => true,
        Some(start) => media_type.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)),
        None => range.eq_ignore_ascii_case(media_type),
    }
}

fn is_json(media_type: &str) -> bool {
    let media_type = media_type.to_ascii_lowercase();
    media_type.ends_with("/json") || media_type.ends_with("+json") || media_type.ends_with("/x-json")
}

//! Values of headers.

use http::HeaderValue;

use super::super::error::invalid_argument::InvalidArgument;

/// The value of a header: visible ASCII, spaces and tabs.
pub(super) fn header_value(name: &str, value: &str) -> Result<HeaderValue, InvalidArgument> {
    let is_ascii = value.is_ascii();
    let value = HeaderValue::from_str(value).ok().filter(|_| is_ascii);
    value.ok_or_else(|| InvalidArgument::new(name, "it has characters that can't be sent in a header"))
}

//! The values of documented headers (`headers` of a response), as functions.
//!
//! What is absent, or can't be read, is `None`: a header never makes a response an error.

use std::str::FromStr;

use http::HeaderMap;
use http::header::SET_COOKIE;

use super::super::dates::date_time::DateTime;

/// The header as text. If it came several times, its values are joined by `, ` (RFC 9110, section 5.3).
pub fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut values = values(headers, name)?;
    // Cookies can't be joined.
    values.truncate(if name.eq_ignore_ascii_case(SET_COOKIE.as_str()) { 1 } else { values.len() });
    Some(values.join(", "))
}

/// The header as a single value, such as a number or a UUID.
pub fn single<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    let values = values(headers, name)?;
    let [value] = values.as_slice() else { return None };
    value.parse().ok()
}

/// The header as `true` or `false`, in any case.
pub fn boolean(headers: &HeaderMap, name: &str) -> Option<bool> {
    text(headers, name)?.to_ascii_lowercase().parse().ok()
}

/// The header as a point in time: RFC 3339, or the form that HTTP's own headers have (RFC 9110, section 5.6.7).
pub fn date_time(headers: &HeaderMap, name: &str) -> Option<DateTime> {
    let text = text(headers, name)?;
    text.parse().ok().or_else(|| Some(httpdate::parse_http_date(&text).ok()?.into()))
}

/// The header as a list: its values, split at commas (`style: simple`).
pub fn list<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<Vec<T>> {
    let values = values(headers, name)?;
    if name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
        return values.into_iter().map(|value| value.parse().ok()).collect();
    }
    let items = values.iter().flat_map(|value| value.split(',')).map(str::trim);
    items.filter(|item| !item.is_empty()).map(|item| item.parse().ok()).collect()
}

/// The values of a header in their order; `None` if there is none, or one is not text in UTF-8.
fn values<'h>(headers: &'h HeaderMap, name: &str) -> Option<Vec<&'h str>> {
    let values = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()).ok().map(str::trim));
    values.collect::<Option<Vec<_>>>().filter(|values| !values.is_empty())
}

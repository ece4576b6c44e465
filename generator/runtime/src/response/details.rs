//! Details of an error: its text, and the ids that identify the request for the API's support.

use std::fmt;

use http::HeaderMap;
use serde_json::Value;

use super::super::api::description::ApiDescription;
use super::super::error::excerpt::excerpt;
use super::content::Content;

/// The header with the request's id of most servers.
const REQUEST_ID: &str = "x-request-id";

/// The details in a response, as far as it has them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Details {
    /// From the property that the API is known to use.
    pub(crate) tracking_id: Option<String>,
    /// From the place that the API is known to use.
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Details {
    /// The details in the headers and, for an error, in the body.
    pub(crate) fn of(content: &Content) -> Self {
        let api = content.api();
        let request_id = request_id(api, content.headers());
        let is_wanted = !content.is_success() && (api.tracking_id.is_some() || api.message.is_some());
        let Some(body) = is_wanted.then(|| content.json::<Value>().ok()).flatten() else {
            return Self { request_id, ..Self::default() };
        };
        let tracking_id = api.tracking_id.and_then(|name| body.get(name)?.as_str());
        let tracking_id = tracking_id.filter(|id| !id.is_empty()).map(str::to_owned);
        let message = api.message.and_then(|path| message(&body, path)).map(|text| content.secrets().hide(text));
        Self { tracking_id, message, request_id }
    }
}

/// The text at the end of a path of property names and list indices.
fn message(body: &Value, path: &str) -> Option<String> {
    let value = path.split('.').try_fold(body, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    });
    match value? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The id that the server gave the request, if it names one.
pub(crate) fn request_id(api: &ApiDescription, headers: &HeaderMap) -> Option<String> {
    let names = api.request_id.into_iter().chain([REQUEST_ID]);
    let mut ids = names.filter_map(|name| excerpt(headers.get(name)?.to_str().ok()?));
    ids.next()
}

/// Writes the request's id after the details.
pub(crate) fn write_request_id(f: &mut fmt::Formatter<'_>, details: &Details) -> fmt::Result {
    details.request_id.as_ref().map_or(Ok(()), |id| write!(f, " (request id {id})"))
}

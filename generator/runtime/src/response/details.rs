//! What is said of an error beside its type: its text, and the ids by which the API's makers find the request again.

use std::fmt;

use http::HeaderMap;
use serde_json::Value;

use super::super::api::description::ApiDescription;
use super::super::error::excerpt::excerpt;
use super::content::Content;

/// The header that most servers give a request's id in.
const REQUEST_ID: &str = "x-request-id";

/// What a response says of itself; nothing of what it doesn't.
#[derive(Debug, Clone, Default)]
pub(crate) struct Details {
    /// By the property that the API is known to have it in.
    pub(crate) tracking_id: Option<String>,
    /// By the place that the API is known to have it at.
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Details {
    /// What is in the headers and, of an error, in the body.
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

/// The text that names of properties and indices of lists lead to.
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

/// The id that the server gave the request, if it says one.
pub(crate) fn request_id(api: &ApiDescription, headers: &HeaderMap) -> Option<String> {
    let names = api.request_id.into_iter().chain([REQUEST_ID]);
    let mut ids = names.filter_map(|name| excerpt(headers.get(name)?.to_str().ok()?));
    ids.next()
}

/// Writes the request's id behind what is said of it.
pub(crate) fn write_request_id(f: &mut fmt::Formatter<'_>, details: &Details) -> fmt::Result {
    details.request_id.as_ref().map_or(Ok(()), |id| write!(f, " (request id {id})"))
}

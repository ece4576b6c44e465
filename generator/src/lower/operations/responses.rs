//! Responses: their bodies, and what each status means.

use crate::api::{EventStream, ResponseBody, ResponseDocumentation, StatusPattern};
use crate::diagnostic::Code;
use crate::lower::document::media::{self, Media};
use crate::lower::schemas::{Context, Lowering};
use crate::names::Words;
use crate::parse::{Operation, Response, Schema};
use crate::pointer::escape;

/// A documented status.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResponseDraft {
    pub(crate) status: StatusPattern,
    pub(crate) body: ResponseBody,
    pub(crate) description: String,
}

/// What an operation can answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Responses {
    pub(crate) successes: Vec<ResponseDraft>,
    pub(crate) failures: Vec<ResponseDraft>,
    pub(crate) accept: Vec<String>,
    pub(crate) documentation: Vec<ResponseDocumentation>,
    /// How an answer of success is read item by item.
    pub(crate) events: Option<EventStream>,
}

impl<'a> Lowering<'a, '_> {
    /// The responses of an operation, exact statuses first.
    pub(crate) fn responses(&mut self, object: &'a Operation, words: &Words) -> Responses {
        let mut responses = Responses::default();
        let mut accepts: Vec<(bool, String)> = Vec::new();
        let mut all: Vec<ResponseDraft> = Vec::new();
        let mut events_by_default = None;
        for (status, response) in &object.responses {
            let pointer = response.pointer.as_str();
            let Some(pattern) = pattern(status) else { continue };
            responses
                .documentation
                .push(ResponseDocumentation { status: pattern, description: response.description.clone() });
            if is_redirect(pattern) {
                let (method, path) = (&object.method, &object.path);
                let what = match pattern {
                    StatusPattern::Exact(100..=199) | StatusPattern::Range(1) => "HTTP handles it",
                    _ => "the client returns it as it came",
                };
                if response.content.values().any(|media_type| media_type.schema.is_some()) {
                    let message = format!("{method} {path}: the body of {status} has no type: {what}");
                    self.report.warning(Code::RedirectIgnored, pointer, message);
                } else {
                    let message = format!("{method} {path}: {status} has no type: {what}");
                    self.report.note(Code::RedirectIgnored, pointer, message);
                }
                continue;
            }
            let words =
                if is_success(pattern) { words.clone() } else { words.join(&Words::of(&variant_name(pattern))) };
            let may_succeed = is_success(pattern) || pattern == StatusPattern::Default;
            let events = if may_succeed { self.event_stream(response, &words) } else { None };
            let is_read_by_item = events.is_some();
            if is_success(pattern) {
                responses.events = responses.events.or(events);
            } else if may_succeed {
                events_by_default = events;
            }
            let words = words.with("response");
            let empty = object.method == "HEAD" || matches!(pattern, StatusPattern::Exact(204 | 205 | 304));
            let body = if empty { None } else { self.response_body(response, &words, is_read_by_item) };
            if let Some((_, media_type)) = &body {
                accepts.push((!is_success(pattern), media_type.clone()));
            }
            let body = body.map_or(ResponseBody::Empty, |(body, _)| body);
            all.push(ResponseDraft { status: pattern, body, description: response.description.clone() });
        }
        all.sort_by_key(|response| response.status);
        all.dedup_by_key(|response| response.status);
        accepts.sort_by_key(|(failure, _)| *failure);
        for (_, media_type) in accepts {
            if !responses.accept.contains(&media_type) {
                responses.accept.push(media_type);
            }
        }
        let (successes, failures): (Vec<_>, Vec<_>) = all.into_iter().partition(|response| is_success(response.status));
        responses.successes = successes;
        responses.failures = failures;
        if responses.successes.is_empty() {
            // Where no status of success is documented, `default` is what success looks like; what a failure looks
            // like is then not documented.
            let is_default = |response: &ResponseDraft| response.status == StatusPattern::Default;
            responses.events = events_by_default;
            (responses.successes, responses.failures) = responses.failures.into_iter().partition(is_default);
        }
        responses
    }

    fn response_body(
        &mut self,
        response: &'a Response,
        words: &Words,
        is_read_by_item: bool,
    ) -> Option<(ResponseBody, String)> {
        let (name, media, media_type) = media::of_response(&response.content)?;
        let pointer = format!("{}/content/{}", response.pointer, escape(name));
        if Media::is_stream(name) && !is_read_by_item {
            let message = format!("`{name}` is a stream: the client reads it to its end and returns all of it");
            self.report.warning(Code::StreamReadWhole, &pointer, message);
        }
        let accept = match media {
            Media::Wildcard => "*/*",
            _ => name,
        };
        let schema = media_type.schema.as_ref();
        if let Some(schema) = schema.filter(|schema| media == Media::Xml && !self.is_text(schema)) {
            let message = "XML is returned as text: it has no type, and its schema is ignored";
            self.report.warning(Code::XmlAsText, schema.pointer(), message);
        }
        Some((self.body_of(media, schema, words), accept.to_owned()))
    }

    /// The body of a media type with that schema.
    pub(crate) fn body_of(&mut self, media: Media, schema: Option<&'a Schema>, words: &Words) -> ResponseBody {
        match (media, schema) {
            (Media::Json | Media::JsonSuffix | Media::JsonPatch, Some(schema)) if self.is_binary(schema) => {
                ResponseBody::Bytes
            }
            (Media::Json | Media::JsonSuffix | Media::JsonPatch, None) => ResponseBody::Json(crate::api::Type::Any),
            (Media::Wildcard | Media::Text, Some(schema)) if self.is_binary(schema) => ResponseBody::Bytes,
            (Media::Wildcard, Some(schema)) if self.is_text(schema) => ResponseBody::Text,
            (Media::Json | Media::JsonSuffix | Media::JsonPatch | Media::Wildcard, Some(schema)) => {
                ResponseBody::Json(self.node(schema, &Context::new(words.clone(), schema.pointer())))
            }
            (Media::Text | Media::Xml, _) => ResponseBody::Text,
            (Media::Form | Media::Multipart | Media::Binary, _) | (Media::Wildcard, None) => ResponseBody::Bytes,
        }
    }
}

/// The pattern that a key of the Responses Object stands for.
pub(crate) fn pattern(status: &str) -> Option<StatusPattern> {
    if status == "default" {
        return Some(StatusPattern::Default);
    }
    if let Some(class) = status.strip_suffix("XX").or_else(|| status.strip_suffix("xx")) {
        let class = class.parse().ok().filter(|class| (1..=5).contains(class))?;
        return Some(StatusPattern::Range(class));
    }
    let code = status.parse().ok().filter(|code| (100..1000).contains(code))?;
    Some(StatusPattern::Exact(code))
}

/// Whether the status means success.
pub(crate) fn is_success(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Exact(200..=299) | StatusPattern::Range(2))
}

fn is_redirect(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Exact(100..=199 | 300..=399) | StatusPattern::Range(1 | 3))
}

/// The name of the variant for a status: its reason phrase in RFC 9110 and its like.
pub(crate) fn variant_name(status: StatusPattern) -> String {
    let code = match status {
        StatusPattern::Exact(code) => code,
        StatusPattern::Range(class) => {
            let name = match class {
                1 => "Informational",
                2 => "Success",
                3 => "Redirection",
                4 => "ClientError",
                _ => "ServerError",
            };
            return name.to_owned();
        }
        StatusPattern::Default => return "Other".to_owned(),
    };
    match reason(code) {
        Some(reason) => Words::of(reason).upper_camel(),
        None => format!("Status{code}"),
    }
}

/// The reason phrase that IANA's registry gives a status. The crate `http` still has those of RFC 7231 for 413 and 422.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        208 => "Already Reported",
        226 => "IM Used",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        506 => "Variant Also Negotiates",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        510 => "Not Extended",
        511 => "Network Authentication Required",
        _ => return None,
    })
}

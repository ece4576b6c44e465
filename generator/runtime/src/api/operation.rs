//! What generated code tells the runtime about each operation.

use http::Method;

/// A method that reads what its body asks for. `http` doesn't know it yet, and takes an unknown method for one that changes something.
const QUERY: &str = "QUERY";

/// `security`: alternatives, each a list of names of schemes that are used together. No alternative, or an empty one, means that
/// no credentials are needed.
pub type Security = &'static [&'static [&'static str]];

/// How a redirection (a status of 300 to 399) is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redirects {
    /// It is followed if possible: no redirection is documented.
    Followed,
    /// These statuses are results like any other, because the operation returns no body.
    Answers(&'static [u16]),
    /// These statuses are not followed, and are errors, because they don't have the body that the operation returns.
    Errors(&'static [u16]),
}

impl Redirects {
    /// Whether the API documents the status, so that it is not followed.
    pub(crate) fn are_documented(self, status: u16) -> bool {
        match self {
            Self::Followed => false,
            Self::Answers(statuses) | Self::Errors(statuses) => statuses.contains(&status),
        }
    }

    /// Whether the status is a success.
    pub(crate) fn are_answers(self, status: u16) -> bool {
        matches!(self, Self::Answers(statuses) if statuses.contains(&status))
    }
}

/// An operation with the defaults, to be filled in.
pub static PLAIN: Operation = Operation {
    id: "",
    method: "GET",
    path: "",
    server: None,
    accept: "application/json",
    alternatives: &[],
    security: None,
    redirects: Redirects::Followed,
    idempotency_key: None,
};

/// What all calls of one operation have in common.
#[derive(Debug)]
pub struct Operation {
    /// The operation's id, for messages.
    pub id: &'static str,
    /// The HTTP method, as it is sent: a token of RFC 9110.
    pub method: &'static str,
    /// The path template below the server's URL, with `{name}` for each parameter.
    pub path: &'static str,
    /// The URL of the operation's own server; `None` for the client's.
    pub server: Option<&'static str>,
    /// The value of `Accept`; empty if no response has a body.
    pub accept: &'static str,
    /// The values of `Accept` that ask for a success as another documented media type; each starts with that type.
    pub alternatives: &'static [&'static str],
    /// `security`, if it differs from the API's.
    pub security: Option<Security>,
    /// How redirections are handled.
    pub redirects: Redirects,
    /// The header that marks all attempts as one call. The client sets it if the caller doesn't.
    pub idempotency_key: Option<&'static str>,
}

impl Operation {
    /// The HTTP method. What is no token would be `GET`; generated code names none.
    pub(crate) fn method(&self) -> Method {
        Method::from_bytes(self.method.as_bytes()).unwrap_or_default()
    }

    /// Whether a call only reads, by its method: RFC 9110, section 9.2.1.
    pub(crate) fn is_safe(&self) -> bool {
        self.method().is_safe() || self.method == QUERY
    }

    /// Whether two calls have the same effect as one, by their method: RFC 9110, section 9.2.2.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.method().is_idempotent() || self.is_safe()
    }
}
